import Testing

@testable import HL7v2

@Suite("Encoding ISO-2022-JP")
struct EncoderTests {
  @Test(
    "Sets change only where they must",
    arguments: [
      ("", ""), ("abc", "abc"), ("日本", "<$BF|K\\<(B>"), ("a日b", "a<$BF|<(B>b"),
      ("日|本\r", "<$BF|<(B>|<$BK\\<(B>\r"), ("日ｱ本", "<$BF|<(I>1<$BK\\<(B>"), ("日丂", "<$BF|<$(D0!<(B>"),
      ("é", "<$(D+1<(B>"), ("日 本", "<$BF|<(B> <$BK\\<(B>"), ("〜−‖―¢£¬＼", "<$B!A!]!B!=!q!r\"L!@<(B>"),
      ("～", "<$(D\"7<(B>"),
    ])
  func bytes(_ text: String, _ jis: String) throws {
    #expect(try ISO2022JPEncoder().encode(text) == Fixture.jis(jis))
  }

  @Test(
    "What has no code is refused at its place, its neighbours are not replaced",
    arguments: [
      ("日本①", 2, .unmappable), ("a\u{1F600}", 1, .unmappable), ("é한", 1, .unmappable),
      ("日\u{1B}$B", 1, .control), ("\u{0E}", 0, .control), ("x\u{80}", 1, .unmappable), ("¥", 0, .unmappable),
      ("か\u{3099}", 1, .unmappable), ("登呂１－３", 3, .unmappable), ("\u{FEFF}", 0, .unmappable),
    ] as [(String, Int, CharacterEncodingError.Reason)])
  func refusals(_ text: String, _ index: Int, _ reason: CharacterEncodingError.Reason) {
    #expect(throws: CharacterEncodingError(reason: reason, scalarIndex: index)) {
      try ISO2022JPEncoder().encode(text)
    }
  }

  @Test("An error says nothing of the text")
  func errorText() {
    let error = #expect(throws: CharacterEncodingError.self) { try ISO2022JPEncoder().encode("目黒\u{1F600}") }
    #expect(error?.description.hasPrefix("character 2: ") == true)
    #expect(error?.description.contains("目") == false)
  }

  @Test("Windows forms by option")
  func windowsForms() throws {
    let encoder = ISO2022JPEncoder(options: .windowsForms)
    #expect(try encoder.encode("～∥—－￠￡￢") == ISO2022JPEncoder().encode("〜‖―−¢£¬"))
  }

  @Test("Vendor characters before JIS X 0212 by option, JIS X 0212 without")
  func preference() throws {
    let all = ISO2022JPEncoder(options: [.vendorCharacters, .supplementaryKanji])
    #expect(try all.encode("№①髙") == Fixture.jis("<$B-b-!|b<(B>"))
    #expect(try ISO2022JPEncoder().encode("№") == Fixture.jis("<$(D\"q<(B>"))
  }

  @Test("Random text comes back", arguments: [1, 2, 3] as [UInt64])
  func randomText(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let letters = Array("aZ0 ^~\\&日本目黒マ丁ｱﾝé丂①髙〜−")
    let encoder = ISO2022JPEncoder(options: [.standard, .vendorCharacters])
    for _ in 0..<500 {
      let count = Int.random(in: 1...30, using: &random)
      let text = String((0..<count).compactMap { _ in letters.randomElement(using: &random) })
      let message = try Message(parsing: Fixture.message(try encoder.encode("x" + text + "x")))
      #expect(message.segments[1][1].encodedText == "x" + text + "x")
    }
  }
}

@Suite("Forgotten returns to ASCII")
struct ForgottenReturnTests {
  private func read(_ jis: String) throws -> (fields: [String], findings: [Finding]) {
    let message = try Message(parsing: Fixture.message(Fixture.jis(jis) + Array("\rZZY|z".utf8)))
    #expect(message.segments.count == 3)
    #expect(message.segments[2][1].text == "z")
    return (message.segments[1].fields.map(\.encodedText), message.findings)
  }

  /// A code that no character has, beginning with the first delimiter byte of the text, leaves no doubt.
  @Test(
    "At a delimiter, told by a code that cannot be: mended and reported",
    arguments: [
      ("<$BF|K\\|", ["日本", ""]), ("<$BF|K\\|o^AB|x", ["日本", "o^AB", "x"]),
      ("<$BF|&a|<$BK\\<(B>", ["日&a", "本"]), ("<$(D0!|x|<$BF|<(B>", ["丂", "x", "日"]),
      ("<$BF|K\\^<$BF|<(B>|x", ["日本^日", "x"]),
    ] as [(String, [String])])
  func delimiter(_ jis: String, _ texts: [String]) throws {
    let (fields, findings) = try read(jis)
    #expect(fields == texts)
    #expect(findings.map(\.severity) == [.warning])
    let place = findings.first?.offset ?? 0
    #expect(place > Fixture.header.count)
  }

  @Test(
    "What can be read in two ways is refused at the byte in doubt",
    arguments: [("<$BF|K\\|202", 7), ("<$B|b66", 3), ("<$BF|^A<$BK\\<(B>", 5)])
  func ambiguous(_ jis: String, _ place: Int) {
    let error = #expect(throws: ParseError.self) { try read(jis) }
    #expect(error?.code == .encoding)
    #expect(error?.offset == Fixture.header.count + 4 + place)
    #expect(error?.finding.offset == error?.offset)
  }

  /// 髙 begins with the byte of a delimiter, and so does what follows it: neither is cut off.
  @Test(
    "A wrong code behind a kanji that may be a delimiter is refused, not mended",
    arguments: ["<$B|b66|x|", "<$B|b66|x|<$BF|<(B>", "<$BF|K\\|2020", "<$BF|K\\|20201|F|"])
  func twoPlaces(_ jis: String) {
    #expect(throws: ParseError.self) { try read(jis) }
  }

  @Test(
    "A return that follows in the line says that the text is what it is: a wrong code is refused, not mended",
    arguments: ["a|<$(D0!|b2<(J>|", "<$BF||a/~<(B>", "<$BF|^A1<(B>"])
  func wrongCode(_ jis: String) {
    #expect(throws: ParseError.self) { try read(jis) }
  }

  @Test("At a line end without doubt: read and reported")
  func lineEnd() throws {
    let (fields, findings) = try read("a|<$BF|K\\")
    #expect(fields == ["a", "日本"])
    #expect(findings.map(\.severity) == [.warning])
  }

  @Test("A kanji that begins with a delimiter byte stays whole when the text returns", arguments: ["B", "J"])
  func returned(_ final: String) throws {
    #expect(try read("<$B|b66<(\(final)>|x").fields == ["髙橋", "x"])
  }

  @Test("An empty pair of escape sequences is nothing")
  func emptyPair() throws {
    let (fields, findings) = try read("<$BF|<(B<$BK\\<(B>|<(B<$B<(B>|<$B<(B>x")
    #expect(fields == ["日本", "", "x"])
    #expect(findings.isEmpty)
  }

  @Test("The 1978 edition: read as 1983, reported when a kanji is one that moved")
  func formerEdition() throws {
    #expect(FormerEdition.moved.count == 26)
    #expect(Set(FormerEdition.moved.flatMap { [$0.first, $0.second] }).count == 52)
    for (first, second) in FormerEdition.moved {
      for code in [first, second] {
        let bytes = [UInt8(code >> 8), UInt8(code & 0xFF), 0x1B, 0x28, 0x42]
        let old = try Message(parsing: Fixture.message([0x1B, 0x24, 0x40] + bytes))
        let new = try Message(parsing: Fixture.message([0x1B, 0x24, 0x42] + bytes))
        #expect(old.segments[1][1].text == new.segments[1][1].text)
        #expect(old.findings.map(\.offset) == [Fixture.header.count + 4 + 3])
        #expect(new.findings.isEmpty)
      }
    }
    #expect(try Message(parsing: Fixture.message(Fixture.jis("<$@F|<(B>"))).findings.isEmpty)
  }
}
