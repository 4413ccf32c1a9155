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
