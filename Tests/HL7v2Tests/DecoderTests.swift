import Testing

@testable import HL7v2

@Suite("Character sets")
struct DecoderTests {
  private func field(_ content: [UInt8], end: [UInt8] = [0x0D]) throws -> (text: String, message: Message) {
    let message = try Message(parsing: Fixture.message(content, end: end))
    return (message.segments[1][1].encodedText, message)
  }

  /// The bytes of these characters hold every HL7 delimiter: a reader that splits first cuts names in two.
  @Test(
    "Delimiter bytes inside kanji are text",
    arguments: [
      ("<$BF|K\\<(B>", "日本"), ("<$BF~<(B>", "入"), ("<$B%\\<(B>", "ボ"), ("<$B$^<(B>", "ま"),
      ("<$B$&<(B>", "う"), ("<$B5~ET<(B>", "京都"), ("<$B!@<(B>", "＼"), ("<$B!C<(B>", "｜"),
    ])
  func delimitersInsideKanji(_ jis: String, _ text: String) throws {
    let (decoded, message) = try field(Fixture.jis(jis) + Array("|^x".utf8))
    #expect(decoded == text)
    #expect(message.segments[1].fieldCount == 2)
    #expect(message.segments[1][2][2].text == "x")
    #expect(message.characterSet == .iso2022JP)
    #expect(message.findings.isEmpty)
  }

  @Test(
    "Designations",
    arguments: [
      ("<$@F|<(B>", "日"), ("<&@<$BF|<(B>", "日"), ("<(J>a\\b~c<(B>", "a\\b~c"), ("<$BF|<(J>x", "日x"),
      ("<$B<(B>x", "x"), ("<(B<$BF|<(B>", "日"), ("<$BF| K\\<(B>", "日 本"), ("<$BF|<$(D0!<(B>", "日丂"),
      ("<$B-!y!<(B>", "①纊"),
    ])
  func designations(_ jis: String, _ text: String) throws {
    #expect(try field(Fixture.jis(jis)).text == text)
  }

  @Test(
    "Half-width katakana is kept and reported",
    arguments: [
      (Fixture.jis("<(I>16@6<(B>"), "ｱｶﾀｶ"), ([0x0E, 0x31, 0x36, 0x0F, 0x78], "ｱｶx"),
      (Fixture.jis("<$BF|<(B>") + [0xB1, 0xB6], "日ｱｶ"), ([0xB1, 0xB6], "ｱｶ"),
    ] as [([UInt8], String)])
  func katakana(_ bytes: [UInt8], _ text: String) throws {
    let (decoded, message) = try field(bytes)
    #expect(decoded == text)
    #expect(message.findings.map(\.code) == ["hl7.encoding"])
    #expect(message.findings.first?.offset.map { message.source.indices.contains($0) } == true)
  }

  @Test(
    "A state left open at a line end is reset and reported with its offset",
    arguments: [[0x0D], [0x0A], [0x0D, 0x0A]])
  func lineEndReset(_ end: [UInt8]) throws {
    let open = Fixture.message(Fixture.jis("<$BF|"), end: [])
    let message = try Message(parsing: open + end + Array("ZZY|a".utf8) + end)
    #expect(message.segments[1][1].text == "日")
    #expect(message.first("ZZY")?[1].text == "a")
    #expect(message.findings.map(\.offset) == [open.count])
    #expect(message.findings.map(\.severity) == [.warning])
  }

  /// `^`, `&`, `\` and others are codes of characters in every set, so of the two readings neither is taken.
  @Test(
    "Text that nothing closes is refused at a byte that may be a delimiter, in every set",
    arguments: [
      ("<$B4T4T^ABC", 7), ("<$B4T4T^A<$BBC<(B>", 7), ("<$(D0!0!^ABC", 8), ("<$(D0!^A<$(D0!<(B>", 6),
      ("<$(O4T4T^ABC", 8), ("<$(Q4T4T^ABC", 8), ("<$(Q4T^A<$(Q4T<(B>", 6), ("<$(P!!~!", 6),
      ("<(I>TOA^ABC", 6), ("<(I>TOA&AB", 6), ("<(I>TO\\AB", 5), ("<(I>TOA^<(I>@[3<(B>", 6), ("<(I>^", 3),
      ("#TOA^@[3", 4), ("#TOA^#@[3%", 4), ("#TO\\", 3), ("<(I>TOA^#TOA%<(B>", 6), ("#TOA^<(I>@[3<(B>", 4),
      ("<(I>TOA#TOA%^A", 11), ("<$B4T^A#TOA%", 5), ("<$B4T#TOA%^A", 10), ("<$B4T^A#TOA%<$B4T<(B>", 5),
    ])
  func openTextWithDelimiter(_ jis: String, _ offset: Int) {
    // # and % are SO and SI.
    let bytes = Fixture.jis(jis).map { $0 == 0x23 ? 0x0E : $0 == 0x25 ? 0x0F : $0 }
    for end in [[0x0D], [0x0A]] as [[UInt8]] {
      let error = parseError(Fixture.message(bytes, end: end + Array("ZZY|a\r".utf8)))
      #expect(error?.code == .encoding)
      #expect(error?.offset == Fixture.header.count + 4 + offset)
    }
  }

  @Test(
    "The same at the end of the text, where katakana may end",
    arguments: [Fixture.jis("<(I>TOA^AB"), [0x0E, 0x54, 0x5E], Fixture.jis("<(I>A") + [0x0E, 0x5E]])
  func openKatakanaAtEnd(_ bytes: [UInt8]) {
    let error = parseError(Fixture.message(bytes, end: []))
    #expect(error?.code == .encoding)
    #expect(error?.offset == bytes.firstIndex(of: 0x5E).map { Fixture.header.count + 4 + $0 })
  }

  @Test("Other delimiters: those that MSH declares are the ones in doubt")
  func declaredDelimiters() throws {
    let header = Array("MSH|:~\\&|HIS\r".utf8)
    let open = { (byte: String) in Array("ZZZ|".utf8) + Fixture.jis("<(I>T\(byte)") + [0x0D] }
    #expect(try Message(parsing: header + open("^")).segments[1][1].text == "ﾔﾞ")
    #expect(parseError(header + open(":"))?.offset == header.count + 8)
  }

  @Test(
    "Closed text keeps every code; open text without such bytes is read with a warning",
    arguments: [
      ("<(I>^&\\<(B>", "ﾞｦﾜ", []), ("<(I>^<(J>x", "ﾞx", []), ("#^&%x", "ﾞｦx", []), ("#^<(B>x", "ﾞx", []),
      ("<(I>^<$BF|<(B>", "ﾞ日", []), ("<(I>^<&@<$BF|<(B>", "ﾞ日", []), ("<$B$^<(I>^<(B>", "まﾞ", []),
      ("<$B$^#^%$^<(B>", "まﾞま", []), ("<$(Q4T^!<(B>", "還沺", []), ("<$(Q4T<(I>16<$(Q4T<(B>", "還ｱｶ還", []),
      ("<(I>16", "ｱｶ", [.kanaLineEnd]), ("#16", "ｱｶ", [.kanaLineEnd]), ("<(I>1<(I>6", "ｱｶ", [.kanaLineEnd]),
      ("#1#6", "ｱｶ", [.kanaLineEnd]), ("<$(Q4T", "還", [.doubleByteLineEnd]),
      ("<$(Q4T|", "還|", []), ("<$BF|#16%F|", "日ｱｶ日", [.doubleByteLineEnd]),
    ] as [(String, String, [DecodingNote])])
  func closedText(_ jis: String, _ text: String, _ warnings: [DecodingNote]) throws {
    let bytes = Fixture.jis(jis).map { $0 == 0x23 ? 0x0E : $0 == 0x25 ? 0x0F : $0 }
    let message = try Message(parsing: Fixture.message(bytes))
    #expect(message.segments[1].fields.map(\.encodedText).joined(separator: "|") == text)
    #expect(message.findings.filter { $0.text.contains("line ends") }.map(\.text) == warnings.map(\.text))
  }

  @Test("UTF-8 is read and reported", arguments: [[], [0xEF, 0xBB, 0xBF]])
  func utf8(_ mark: [UInt8]) throws {
    let bytes = mark + Fixture.message(Array("日本|骨~放".utf8))
    let message = try Message(parsing: bytes)
    #expect(message.characterSet == .utf8)
    #expect(message.segments[1][1].text == "日本")
    #expect(message.segments[1][2].repetitions.map(\.text) == ["骨", "放"])
    #expect(message.findings.contains { $0.code == "hl7.encoding" && $0.severity == .warning })
    #expect(message.segments[1].offset == mark.count + Fixture.header.count)
  }

  @Test("Shift_JIS is read and reported; its second bytes are no delimiters")
  func shiftJIS() throws {
    // ソ 835C, ポ 837C, マ 837D; then IBM extension FBFC and user-defined F040.
    let (text, message) = try field([0x83, 0x5C, 0x83, 0x7C, 0x83, 0x7D, 0xFB, 0xFC, 0xF0, 0x40])
    #expect(text == "ソポマ髙\u{E000}")
    #expect(message.characterSet == .cp932)
    #expect(message.findings.count == 2)
    #expect(message.findings.allSatisfy { $0.severity == .warning })
  }

  @Test(
    "Escape sequences in UTF-8",
    arguments: [
      ([0xEF, 0xBB, 0xBF], "a<$BF|<(B>", CharacterSet.iso2022JP), ([], "日<x", .utf8),
    ] as [([UInt8], String, CharacterSet)])
  func escapesInUTF8(_ mark: [UInt8], _ text: String, _ set: CharacterSet) throws {
    let message = try Message(parsing: mark + Fixture.message(Fixture.jis(text)))
    #expect(message.characterSet == set)
    #expect(!message.findings.isEmpty)
  }

  @Test("UTF-8 with a byte order mark mixed with ISO-2022-JP is refused")
  func mixedWithMark() {
    let bytes = [0xEF, 0xBB, 0xBF] + Fixture.message(Fixture.jis("日<$BF|<(B>"))
    #expect(parseError(bytes)?.code == .encoding)
  }

  @Test("ASCII is ASCII whatever MSH-18 says")
  func ascii() throws {
    let message = try Message(parsing: Fixture.message(Array("plain".utf8)))
    #expect(message.characterSet == .ascii)
    #expect(message.findings.isEmpty)
  }

  @Test("User-defined and vendor characters are never lost silently")
  func gaiji() throws {
    let (text, message) = try field(Fixture.jis("<$Bu!~~-!<(B>"))
    // The first and the last user-defined cell, then NEC row 13.
    #expect(text == "\u{E000}\u{E3AB}①")
    #expect(Set(message.findings.map(\.severity)) == [.warning, .note])
  }

  /// Offsets count from the end of `ZZZ|`.
  @Test(
    "What cannot be decoded is refused at its place",
    arguments: [
      (Fixture.jis("<$B/~<(B>"), .encoding, 3), (Fixture.jis("<$A!!<(B>"), .encoding, 0),
      (Fixture.jis("<%G"), .encoding, 0), (Fixture.jis("<$(Zab"), .encoding, 0),
      (Fixture.jis("<$BF|<(B>") + [0xFD], .encoding, 8), (Fixture.jis("<$BF") + [0x0D], .structure, 3),
      (Fixture.jis("<$BF<(B>"), .encoding, 3), (Fixture.jis("<(I>1|"), .encoding, 4),
      (Fixture.jis("<$B") + [0xC6, 0xFC], .encoding, 3), ([0x81, 0x00 + 0x30], .encoding, 0),
      ([0x41, 0xFF], .encoding, 1), ([0x41, 0x00, 0x42], .structure, 1), ([0x1C, 0x0D, 0x42], .structure, 0),
    ] as [([UInt8], ParseError.Code, Int)])
  func undecodable(_ bytes: [UInt8], _ code: ParseError.Code, _ offset: Int) {
    let error = parseError(Fixture.message(bytes))
    #expect(error?.code == code)
    #expect(error?.offset == Fixture.header.count + 4 + offset)
    #expect(error?.segment == "ZZZ")
    #expect(error?.field == 1)
  }

  @Test(
    "A text cut inside a character is told from a complete one",
    arguments: [
      Fixture.jis("<$BF|"), Fixture.jis("<$BF"), Fixture.jis("<$B"), Fixture.jis("<$BF|<("),
      Fixture.jis("<$BF|<"),
      Array("日本".utf8).dropLast(), [0x93, 0xFA, 0x96],
    ] as [[UInt8]])
  func cut(_ bytes: [UInt8]) {
    #expect(parseError(Fixture.message(bytes, end: []))?.code == .structure)
  }

  @Test("Many oddities: findings stop at the limit and say so")
  func findingLimit() throws {
    let line = Array("ZZZ|".utf8) + Fixture.jis("<$BF|") + [0x0D]
    let bytes = Fixture.header + Array(repeating: line, count: 300).flatMap { $0 }
    let message = try Message(parsing: bytes)
    #expect(message.segments.count == 301)
    #expect(message.findings.count == ParseLimits.standard.findings)
    #expect(message.findings.contains { $0.offset == nil })
  }
}
