/// Escape sequences in field text (HL7 v2.5 2.7), resolved after splitting.
enum EscapeSequence {
  /// Resolves `\F\ \S\ \T\ \R\ \E\`, `\.br\` (a line feed) and `\Xhh…\`.
  ///
  /// Everything else stays as written: unknown sequences, a lone escape character, and hexadecimal data that
  /// is
  /// not UTF-8 text or would bring in a control character other than tab, line feed and carriage return.
  static func resolve(_ slice: ArraySlice<UInt8>, _ delimiters: EncodingCharacters) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(slice.count)
    var position = slice.startIndex
    while position < slice.endIndex {
      let byte = slice[position]
      guard byte == delimiters.escape else {
        output.append(byte)
        position += 1
        continue
      }
      let bodyStart = position + 1
      guard let close = slice[bodyStart...].prefix(longest).firstIndex(of: delimiters.escape),
        let value = replacement(for: slice[bodyStart..<close], delimiters)
      else {
        output.append(byte)
        position += 1
        continue
      }
      output.append(contentsOf: value)
      position = close + 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// How far the closing escape character is looked for: keeps text full of lone escapes linear.
  private static let longest = 512

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
      default: return nil
      }
    }
    if body.elementsEqual(".br".utf8) { return [0x0A] }
    if first == UInt8(ascii: "X") { return hexadecimal(body.dropFirst()) }
    return nil
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    var position = digits.startIndex
    while position < digits.endIndex {
      guard let high = nibble(digits[position]), let low = nibble(digits[position + 1]) else { return nil }
      bytes.append(high << 4 | low)
      position += 2
    }
    let isText = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    return isText && String(validating: bytes, as: UTF8.self) != nil ? bytes : nil
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
