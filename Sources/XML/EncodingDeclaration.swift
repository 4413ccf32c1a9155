/// The encoding that the first bytes and the XML declaration tell (XML 1.0 appendix F), judged before libxml2
/// sees the document: whatever name stands there would be handed to iconv and load a converter of that name.
struct EncodingDeclaration {
  /// Bytes of one ASCII character and where among them it stands.
  enum Form {
    case bytes, utf16LittleEndian, utf16BigEndian

    var width: Int { self == .bytes ? 1 : 2 }
    var position: Int { self == .utf16BigEndian ? 1 : 0 }
  }

  private(set) var form: Form
  /// Offset of the first character behind a byte order mark.
  private(set) var start: Int
  /// UTF-8 by declaration or for want of one.
  private(set) var isUTF8: Bool

  /// Encodings of documents in Japan, by their names at IANA and in use, lower case.
  private static let allowed: Set<String> = [
    "utf-8", "us-ascii", "ascii", "iso-8859-1", "shift_jis", "shift-jis", "sjis", "x-sjis", "cp932",
    "windows-31j", "ms932", "euc-jp", "iso-2022-jp",
  ]
  private static let allowedUTF16: Set<String> = ["utf-16", "utf-16le", "utf-16be"]

  /// The XML declaration is looked for in so many characters.
  private static let longestDeclaration = 512

  /// Judges a document that is not empty.
  ///
  /// - Throws: `encoding` or `notWellFormed`.
  init(of bytes: [UInt8]) throws(XMLError) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      (form, start) = (.bytes, 3)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      (form, start) = (.utf16LittleEndian, 2)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      (form, start) = (.utf16BigEndian, 2)
    } else if bytes.starts(with: [0x3C, 0x00]) {
      (form, start) = (.utf16LittleEndian, 0)
    } else if bytes.starts(with: [0x00, 0x3C]) {
      (form, start) = (.utf16BigEndian, 0)
    } else {
      (form, start) = (.bytes, 0)
      // EBCDIC and the orders of UCS-4, which libxml2 would recognise too.
      guard let first = bytes.first, first == 0x3C || first == 0x20 || (0x09...0x0D).contains(first) else {
        let isForeign = bytes.first.map { $0 >= 0x80 || $0 == 0 } == true
        throw XMLError(code: isForeign ? .encoding : .notWellFormed, line: 1, offset: 0)
      }
    }
    isUTF8 = form == .bytes
    // UCS-4 begins like UTF-16 and goes on with zeros.
    guard form == .bytes || bytes.count < 4 || bytes[2] != 0 || bytes[3] != 0 else {
      throw XMLError(code: .encoding, line: 1, offset: 0)
    }
    let declaration = try Self.declaration(in: bytes, from: start, form: form)
    guard let declared = declaration?.lowercased() else { return }
    let isAllowed = form == .bytes ? Self.allowed.contains(declared) : Self.allowedUTF16.contains(declared)
    isUTF8 = isUTF8 && declared == "utf-8"
    guard isAllowed, !(start == 3 && declared != "utf-8") else {
      throw XMLError(code: .encoding, line: 1, offset: start)
    }
  }

  /// The name in the XML declaration; nil when there is none.
  private static func declaration(
    in bytes: [UInt8], from start: Int, form: Form
  ) throws(XMLError) -> String? {
    var text: [UInt8] = []
    var position = start
    while position + form.width <= bytes.count, text.count < longestDeclaration {
      let isASCII = form == .bytes || bytes[position + 1 - form.position] == 0
      text.append(isASCII ? bytes[position + form.position] : 0xFF)
      if text.count == 5, !text.elementsEqual("<?xml".utf8) { return nil }
      if text.last == UInt8(ascii: ">") { break }
      position += form.width
    }
    // `<?xml-stylesheet` and the like are other processing instructions.
    guard text.count > 5, isSpace(text[5]) else { return nil }
    guard text.suffix(2).elementsEqual("?>".utf8), let attributes = attributes(of: text[5..<text.count - 2])
    else { throw XMLError(code: .notWellFormed, line: 1, offset: start) }
    let encodings = attributes.filter { $0.name == "encoding" }
    guard encodings.count < 2 else { throw XMLError(code: .notWellFormed, line: 1, offset: start) }
    return encodings.first?.value
  }

  /// `name = "value"` and `name = 'value'`, with white space between; nil for anything else.
  private static func attributes(of text: ArraySlice<UInt8>) -> [(name: String, value: String)]? {
    var rest = text
    var found: [(name: String, value: String)] = []
    while true {
      rest = rest.drop(while: isSpace)
      if rest.isEmpty { return found }
      let name = rest.prefix { $0 != UInt8(ascii: "=") && !isSpace($0) }
      rest = rest.dropFirst(name.count).drop(while: isSpace)
      guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "=") else { return nil }
      rest = rest.drop(while: isSpace)
      guard let quote = rest.popFirst(), quote == 0x22 || quote == 0x27 else { return nil }
      let value = rest.prefix { $0 != quote }
      rest = rest.dropFirst(value.count)
      guard rest.popFirst() == quote else { return nil }
      found.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// The offset behind the first `]]>` from an offset on; the document's end when there is none.
  ///
  /// The brackets may stand before that offset, in the piece before. In encodings with double bytes it may stop inside a
  /// character, which only makes two pieces of one.
  func endOfCDATA(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let width = form.width
    func unit(_ position: Int) -> UInt8 {
      let isASCII = width == 1 || bytes[position + 1 - form.position] == 0
      return isASCII ? bytes[position + form.position] : 0
    }
    var position = start
    // Two-byte units are looked at where the document has them, whatever piece came before.
    if width == 2, (position - self.start) % 2 != 0 { position += 1 }
    var brackets = 0
    while brackets < 2, position - (brackets + 1) * width >= self.start,
      unit(position - (brackets + 1) * width) == UInt8(ascii: "]")
    {
      brackets += 1
    }
    while position + width <= bytes.count {
      let byte = unit(position)
      position += width
      if byte == UInt8(ascii: ">"), brackets >= 2 { return position }
      brackets = byte == UInt8(ascii: "]") ? brackets + 1 : 0
    }
    return bytes.count
  }
}
