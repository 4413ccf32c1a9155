import Testing

@testable import HL7v2

@Suite("Rewriting one field")
struct RewritingTests {
  private static func message(_ lines: [[UInt8]], end: [UInt8] = [0x0D]) -> [UInt8] {
    Fixture.header.dropLast() + end + lines.flatMap { $0 + end }
  }

  @Test(
    "PID-3 in every character set, everything else as it was",
    arguments: [
      ([], Fixture.jis("<$BF|K\\<(B>^<$BB@O:<(B>"), CharacterSet.iso2022JP, Fixture.jis("R1^<$BCO0h<(B>")),
      ([0xEF, 0xBB, 0xBF], Array("日本^太郎".utf8), .utf8, Array("R1^地域".utf8)),
      ([], [0x93, 0xFA, 0x96, 0x7B, 0x5E, 0x83, 0x7C], .cp932, [0x52, 0x31, 0x5E, 0x92, 0x6E, 0x88, 0xE6]),
      ([], Array("PLAIN^NAME".utf8), .ascii, Fixture.jis("R1^<$BCO0h<(B>")),
    ] as [([UInt8], [UInt8], CharacterSet, [UInt8])])
  func characterSets(_ mark: [UInt8], _ name: [UInt8], _ set: CharacterSet, _ wanted: [UInt8]) throws {
    let front =
      mark + Array("\u{0B}".utf8.prefix(mark.isEmpty ? 1 : 0)) + Fixture.header + Array("PID|||".utf8)
    let back = [0x7C, 0x7C] + name + [0x0D, 0x0A, 0x0A] + Array("PV1||I".utf8) + [0x0D, 0x1C, 0x0D]
    let message = try Message(parsing: front + Array("0001^^^^PI".utf8) + back)
    #expect(message.characterSet == set)
    let bytes = try message.replacing(field: 3, ofSegmentAt: 1, with: "R1^地域")
    #expect(bytes == front + wanted + back)
  }

  @Test("A value in front of a forgotten return: only the old value and its open set go")
  func openLine() throws {
    let front = Fixture.header + Array("PID|1|".utf8)
    let message = try Message(parsing: front + Fixture.jis("<$BF|K\\") + [0x0D] + Array("ZZZ|1\r".utf8))
    #expect(
      try message.replacing(field: 2, ofSegmentAt: 1, with: "x") == front + Array("x\rZZZ|1\r".utf8))
    // A field behind the line's end needs the return that the line lacks.
    #expect(
      try message.replacing(field: 4, ofSegmentAt: 1, with: "x")
        == front + Fixture.jis("<$BF|K\\<(B>||x\rZZZ|1\r"))
  }

  @Test("Absent fields are added, empty ones filled, values removed")
  func shapes() throws {
    let message = try Message(parsing: Self.message([Array("PID".utf8), Array("ZZZ|a||c".utf8)]))
    let text = { (bytes: [UInt8]) in String(decoding: bytes.dropFirst(Fixture.header.count), as: UTF8.self) }
    #expect(try text(message.replacing(field: 3, ofSegmentAt: 1, with: "x")) == "PID|||x\rZZZ|a||c\r")
    #expect(try text(message.replacing(field: 3, ofSegmentAt: 1, with: "")) == "PID\rZZZ|a||c\r")
    #expect(try text(message.replacing(field: 2, ofSegmentAt: 2, with: "b")) == "PID\rZZZ|a|b|c\r")
    #expect(try text(message.replacing(field: 1, ofSegmentAt: 2, with: "")) == "PID\rZZZ|||c\r")
    let header = try message.replacing(field: 3, ofSegmentAt: 0, with: "GATE")
    #expect(try Message(parsing: header).segments[0][3].text == "GATE")
  }

  @Test(
    "What would break the message is refused",
    arguments: [
      (1, 0, "x", .noSuchField, 0), (2, 0, "x", .noSuchField, 0), (0, 1, "x", .noSuchField, 0),
      (1, 9, "x", .noSuchField, 0), (1, -1, "x", .noSuchField, 0), (1, 1, "a|b", .delimiter, 1),
      (1, 1, "a\r", .delimiter, 1), (1, 1, "日\n", .delimiter, 1), (1, 1, "a\u{1B}", .control, 1),
      (1, 1, "\0", .control, 0), (1, 1, "한", .unmappable, 0), (100_000, 1, "x", .noSuchField, 0),
    ] as [(Int, Int, String, CharacterEncodingError.Reason, Int)])
  func refusals(
    _ field: Int, _ segment: Int, _ value: String, _ reason: CharacterEncodingError.Reason, _ place: Int
  )
    throws
  {
    let message = try Message(parsing: Self.message([Array("ZZZ|1".utf8)]))
    #expect(throws: CharacterEncodingError(reason: reason, scalarIndex: place)) {
      try message.replacing(field: field, ofSegmentAt: segment, with: value)
    }
  }

  /// Half-width katakana bytes that happen to be UTF-8: the kanji beside them was what told the character
  /// set.
  @Test("A change that would make the rest read otherwise is refused")
  func ambiguous() throws {
    let bytes = Self.message([Array("ZZZ|".utf8) + [0x93, 0xFA, 0x7C, 0xC3, 0xB1]])
    let message = try Message(parsing: bytes)
    #expect(message.segments[1][2].text == "ﾃｱ")
    #expect(throws: CharacterEncodingError(reason: .ambiguous)) {
      try message.replacing(field: 1, ofSegmentAt: 1, with: "x")
    }
  }

  // MARK: Random messages

  private static let pieces: [CharacterSet: [[UInt8]]] = [
    .iso2022JP: [
      Fixture.jis("<$BF|K\\<(B>"), Fixture.jis("<$BL\\|b66<(J>"), Fixture.jis("<(I>16<(B>"),
      Fixture.jis("<$(D0!<(B>"), [0x0E, 0x31, 0x4E, 0x0F], [0xB1, 0xC3], Fixture.jis("<(B<$B<(B>"),
      Fixture.jis("<$@F|<(B>"), Fixture.jis("<&@<$B^A<(B>"), Fixture.jis("<$(Q.!<(B>"),
      Fixture.jis("<$Bu!<(B>"),
    ],
    .cp932: [
      [0x93, 0xFA], [0x83, 0x7C], [0x83, 0x5C], [0xB1, 0xB2], [0xFB, 0xFC], [0xF0, 0x40], [0x94, 0x5E],
    ],
    .utf8: [Array("日本".utf8), Array("ｱ｜é".utf8), Array("\u{1F600}".utf8)],
    .ascii: [],
  ]
  private static let plain: [[UInt8]] = ["a", "Z9", "^", "~", "&", "\\T\\", " ", "\t", "\"\"", ""].map {
    Array($0.utf8)
  }
  private static let ends: [[UInt8]] = [
    [0x0D], [0x0A], [0x0D, 0x0A], [0x0D, 0x0D, 0x0A], [0x0D, 0x20, 0x0D],
  ]

  private static func random(_ set: CharacterSet, _ random: inout SplitMix64) -> [UInt8] {
    let starts: [[UInt8]] = set == .utf8 ? [[0xEF, 0xBB, 0xBF]] : [[], [0x0B], [0x0D, 0x0A]]
    let tails: [[UInt8]] = [[], [0x0D], [0x0D, 0x1C, 0x0D], [0x0D, 0x1A], [0x0D, 0x00, 0x00]]
    var bytes = (starts.randomElement(using: &random) ?? []) + Fixture.header.dropLast()
    for line in 0..<Int.random(in: 1...5, using: &random) {
      bytes += ends.randomElement(using: &random) ?? []
      bytes += Array((line == 0 ? "PID" : "ZZ\(line)").utf8)
      for _ in 0..<Int.random(in: 0...7, using: &random) {
        bytes.append(0x7C)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          let choice = Bool.random(using: &random) ? plain : pieces[set] ?? plain
          bytes += choice.randomElement(using: &random) ?? []
        }
      }
      if set == .iso2022JP, Int.random(in: 0..<6, using: &random) == 0 {
        bytes += Array("|".utf8) + Fixture.jis("<$BF|") + [0x0D]
      }
    }
    return bytes + (tails.randomElement(using: &random) ?? [])
  }

  @Test(
    "Random messages: all other bytes identical, all other fields equal",
    arguments: [CharacterSet.iso2022JP, .cp932, .utf8, .ascii])
  func randomMessages(_ set: CharacterSet) throws {
    var random = SplitMix64(seed: 7)
    var rewritten = 0
    for round in 0..<1_500 {
      let bytes = Self.random(set, &random)
      guard let message = try? Message(parsing: bytes) else { continue }
      let segment = Int.random(in: 0..<message.segments.count, using: &random)
      let field = Int.random(in: (segment == 0 ? 3 : 1)...10, using: &random)
      let value = ["", "R123^^^R&1.2.3&ISO^PI", "地域^目黒~ソ", "x"].randomElement(using: &random) ?? ""
      do throws(CharacterEncodingError) {
        let result = try message.replacing(field: field, ofSegmentAt: segment, with: value)
        rewritten += 1
        do {
          try check(message, result, field, segment, value, "\(set) round \(round)")
        } catch {
          Issue.record("\(set) round \(round): what was rewritten is no message: \(error)")
        }
      } catch {
        #expect(error.reason == .ambiguous, "\(set) round \(round)")
      }
    }
    #expect(rewritten > 1_000)
  }

  /// Judged apart from the code under test: one stretch of bytes differs, and what is read is what was, one
  /// field aside.
  private func check(
    _ message: Message, _ result: [UInt8], _ field: Int, _ segment: Int, _ value: String, _ place: Comment
  ) throws {
    let again = try Message(parsing: result)
    let before = message.segments.map { $0.fields.map(\.encodedText) }
    let after = again.segments.map { $0.fields.map(\.encodedText) }
    #expect(message.segments.map(\.name) == again.segments.map(\.name), place)
    for index in before.indices {
      var expected = before[index]
      if index == segment {
        if !value.isEmpty || field <= expected.count {
          while expected.count < field { expected.append("") }
          expected[field - 1] = value
        }
      }
      #expect(after[index] == expected, place)
    }
    let source = message.source
    let front = zip(source, result).prefix { $0 == $1 }.count
    let back = zip(source[front...].reversed(), result[front...].reversed()).prefix { $0 == $1 }.count
    let changed = source[front..<(source.count - back)]
    #expect(!changed.contains(0x0D) && !changed.contains(0x0A), place)
    // Not even one more field separator goes than the value itself may hold as bytes of a character.
    let old = before[segment].indices.contains(field - 1) ? before[segment][field - 1] : ""
    #expect(changed.count <= old.utf8.count * 4 + 12, place)
  }
}
