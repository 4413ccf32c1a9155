internal import CJapaneseTables

/// A change of character set written as `\Cxxyy\` (one byte a character) or `\Mxxyyzz\` (several), where the digits
/// are what would follow ESC (HL7 v2.5 2.7.2). The 7-bit codes behind it, up to the next change or the end of the
/// text, are characters of the set. Writers that cannot put ESC into a message use it; ISO-2022-JP does not need it.
enum CharacterDesignation {
  /// ASCII and the Roman set of JIS X 0201, which never turns `\` into a yen sign: the text behind is as it stands.
  case roman
  /// The half-width katakana of JIS X 0201.
  case katakana
  /// JIS X 0208, both editions.
  case kanji
  /// JIS X 0212.
  case supplementaryKanji

  /// Reads what stands between the escape characters; nil when it designates no set of Japanese text.
  init?(_ body: ArraySlice<UInt8>) {
    guard let kind = body.first, (5...7).contains(body.count),
      let bytes = EscapeSequence.hexadecimal(body.dropFirst())
    else { return nil }
    switch (kind, bytes) {
    case (UInt8(ascii: "C"), [0x28, 0x42]), (UInt8(ascii: "C"), [0x28, 0x4A]): self = .roman
    case (UInt8(ascii: "C"), [0x28, 0x49]): self = .katakana
    case (UInt8(ascii: "M"), [0x24, 0x42]), (UInt8(ascii: "M"), [0x24, 0x40]): self = .kanji
    case (UInt8(ascii: "M"), [0x24, 0x28, 0x44]): self = .supplementaryKanji
    default: return nil
    }
  }

  /// Appends the text behind a designation, or all of it as written when it holds other than the set.
  ///
  /// - Parameters:
  ///   - open: Where the designation begins.
  ///   - close: Where its second escape character is.
  /// - Returns: Where to go on.
  func append(
    _ slice: ArraySlice<UInt8>, from open: Int, behind close: Int, escape: UInt8, to output: inout [UInt8]
  ) -> Int {
    guard self != .roman else { return close + 1 }
    let end = Self.next(in: slice, from: close + 1, escape)
    guard let text = decode(slice[(close + 1)..<end.start]) else {
      output.append(contentsOf: slice[open..<end.behind])
      return end.behind
    }
    output.append(contentsOf: text.utf8)
    return end.start
  }

  /// The next designation: where it begins, and where to go on when it is to stay as written.
  private static func next(
    in slice: ArraySlice<UInt8>, from start: Int, _ escape: UInt8
  ) -> (start: Int, behind: Int) {
    var position = start
    while let open = slice[position...].firstIndex(of: escape) {
      if let close = slice[(open + 1)...].prefix(8).firstIndex(of: escape),
        let designation = CharacterDesignation(slice[(open + 1)..<close])
      {
        return (open, designation == .roman ? close + 1 : open)
      }
      position = open + 1
    }
    return (slice.endIndex, slice.endIndex)
  }

  private func decode(_ codes: ArraySlice<UInt8>) -> String? {
    var text = String.UnicodeScalarView()
    if self == .katakana {
      for code in codes {
        guard (0x21...0x5F).contains(code), let scalar = Unicode.Scalar(0xFF40 + UInt32(code)) else {
          return nil
        }
        text.append(scalar)
      }
      return String(text)
    }
    let table = self == .kanji ? japanese_jisx0208() : japanese_jisx0212()
    guard let table, codes.count.isMultiple(of: 2) else { return nil }
    var position = codes.startIndex
    while position < codes.endIndex {
      let (row, cell) = (Int(codes[position]) - 0x21, Int(codes[position + 1]) - 0x21)
      guard (0..<94).contains(row), (0..<94).contains(cell) else { return nil }
      let unit = table[row * 94 + cell]
      guard unit != 0, let scalar = Unicode.Scalar(unit) else { return nil }
      text.append(scalar)
      position += 2
    }
    return String(text)
  }
}
