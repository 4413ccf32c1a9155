/// Escape sequences in field text (HL7 v2.5 2.7), resolved after splitting.
enum EscapeSequence {
  /// Resolves `\F\ \S\ \T\ \R\ \E\`, `\.br\` (a line feed), `\Xhh…\`, `\H\` and `\N\` (highlighting, which text does
  /// not show) and the changes of character set `\Cxxyy\` and `\Mxxyyzz\`.
  ///
  /// Everything else stays as written: unknown sequences, a lone escape character, hexadecimal data that is not
  /// UTF-8 text or would bring in a control character other than tab, line feed and carriage return, and a
  /// character set whose characters the text behind it does not hold. Time is in proportion to the length.
  static func resolve(_ slice: ArraySlice<UInt8>, _ delimiters: EncodingCharacters) -> String {
    let escape = delimiters.escape
    var output: [UInt8] = []
    output.reserveCapacity(slice.count)
    var position = slice.startIndex
    while let open = slice[position...].firstIndex(of: escape),
      let close = slice[(open + 1)...].firstIndex(of: escape)
    {
      output.append(contentsOf: slice[position..<open])
      let body = slice[(open + 1)..<close]
      if let value = replacement(for: body, delimiters) {
        output.append(contentsOf: value)
        position = close + 1
      } else if let designation = CharacterDesignation(body) {
        position = designation.append(slice, from: open, behind: close, escape: escape, to: &output)
      } else {
        output.append(escape)
        position = open + 1
      }
    }
    output.append(contentsOf: slice[position...])
    return String(decoding: output, as: UTF8.self)
  }

  private static func replacement(
    for body: ArraySlice<UInt8>, _ delimiters: EncodingCharacters
  ) -> [UInt8]? {
    guard let first = body.first else { return nil }
    if body.count == 1 {
      switch first {
      case UInt8(ascii: "F"): return [delimiters.fieldSeparator]
      case UInt8(ascii: "S"): return [delimiters.componentSeparator]
      case UInt8(ascii: "T"): return [delimiters.subcomponentSeparator]
      case UInt8(ascii: "R"): return [delimiters.repetitionSeparator]
      case UInt8(ascii: "E"): return [delimiters.escape]
      case UInt8(ascii: "H"), UInt8(ascii: "N"): return []
      default: return nil
      }
    }
    if body.elementsEqual(".br".utf8) { return [0x0A] }
    if first == UInt8(ascii: "X"), let bytes = hexadecimal(body.dropFirst()), isText(bytes) { return bytes }
    return nil
  }

  private static func isText(_ bytes: [UInt8]) -> Bool {
    let isPrintable = bytes.allSatisfy {
      $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D
    }
    return isPrintable && String(validating: bytes, as: UTF8.self) != nil
  }

  /// The bytes that pairs of hexadecimal digits stand for; nil when they are not such.
  static func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var position = digits.startIndex
    while position < digits.endIndex {
      guard let high = nibble(digits[position]), let low = nibble(digits[position + 1]) else { return nil }
      bytes.append(high << 4 | low)
      position += 2
    }
    return bytes
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}
