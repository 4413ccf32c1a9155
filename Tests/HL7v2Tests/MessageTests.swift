import Testing

@testable import HL7v2

@Suite("Messages")
struct MessageTests {
  static let lines = ["PID|1||123^^^^PI", "ZXY", "OBX|1|NM|A^B&C~D"]

  private func joined(_ end: String, final: Bool) -> [UInt8] {
    let header = String(decoding: Fixture.header.dropLast(), as: UTF8.self)
    return Array((([header] + Self.lines).joined(separator: end) + (final ? end : "")).utf8)
  }

  @Test("Line ends", arguments: ["\r", "\n", "\r\n", "\r\r\n", "\r  \r", "\n\n"], [true, false])
  func lineEnds(_ end: String, _ final: Bool) throws {
    let message = try Message(parsing: joined(end, final: final))
    #expect(message.segments.map(\.name) == ["MSH", "PID", "ZXY", "OBX"])
    #expect(message.findings.isEmpty)
    #expect(message.segments.map(\.index) == [0, 1, 2, 3])
    for segment in message.segments {
      #expect(message.source[segment.offset...].starts(with: segment.name.utf8))
    }
  }

  @Test(
    "What transports and copy tools leave around a message",
    arguments: [
      ([], [0x1C]), ([0x0B], [0x1C, 0x0D]), ([0x0D, 0x0A], [0x00, 0x00, 0x00]), ([0x0B], [0x1A]),
      ([0x20, 0x0A], [0x20, 0x20, 0x0D, 0x20]), ([], [0x1C, 0x0D, 0x0A, 0x00, 0x1A, 0x20]),
    ] as [([UInt8], [UInt8])])
  func frames(_ before: [UInt8], _ after: [UInt8]) throws {
    let message = try Message(parsing: before + joined("\r", final: true) + after)
    #expect(message.segments.count == 4)
    #expect(message.findings.isEmpty)
    #expect(message.segments[3][3].encodedText == "A^B&C~D")
    #expect(message.segments[1].offset == before.count + Fixture.header.count)
    #expect(message.source == before + joined("\r", final: true) + after)
  }

  @Test("A blank that ends the last value without a line end stays")
  func trailingBlank() throws {
    #expect(try Message(parsing: Fixture.message(Array("  - ".utf8), end: [])).segments[1][1].text == "  - ")
  }

  @Test(
    "Errors",
    arguments: [
      ("", .empty, 0), ("\r\n \r", .empty, 0), ("\u{0}\u{0}", .empty, 0), ("hello", .notHL7, 0),
      ("\rPID|1", .notHL7, 1),
      ("MS", .notHL7, 0), ("MSH", .structure, 3), ("MSHA^~\\&|", .structure, 3),
      ("MSH|^^\\&|", .structure, 3),
      ("MSH|^~\\&|\rpid|1", .structure, 10), ("MSH|^~\\&|\rPI", .structure, 10),
      ("MSH|^~\\&|\rPIDX|", .structure, 10),
      ("MSH|^~\\&|\rPID|1\r9PI|", .structure, 16), ("MSH|^~\\&|\rPID|\rMSH|^~\\&|", .structure, 15),
      ("MSH|^~\\&|\rMSH", .structure, 10), ("MSH|^~\\&|\rPID\u{0C}|1", .structure, 10),
    ] as [(String, ParseError.Code, Int)])
  func errors(_ text: String, _ code: ParseError.Code, _ offset: Int) {
    let error = parseError(Array(text.utf8))
    #expect(error?.code == code)
    #expect(error?.offset == offset)
  }

  @Test("Two bytes that happen to be valid Shift_JIS are not a message")
  func garbage() {
    #expect(parseError([0xFB, 0xFC])?.code == .notHL7)
  }

  @Test("Offsets count original bytes also behind kanji and escape sequences")
  func offsetBehindKanji() {
    let line = Fixture.message(Fixture.jis("<$BF|K\\<(B>|<$BF|<(B>"))
    #expect(parseError(line + Array("bad line\r".utf8))?.offset == line.count)
    let error = parseError(line + Array("OBX|1|".utf8) + [0x1B, 0x25])
    #expect(error?.offset == line.count + 6)
    #expect(error?.segment == "OBX")
    #expect(error?.field == 2)
  }

  @Test("Limits hold at the limit and fail one past it")
  func limits() throws {
    let bytes = joined("\r", final: true)
    #expect(parseError(bytes, limits: ParseLimits(bytes: bytes.count)) == nil)
    #expect(parseError(bytes, limits: ParseLimits(bytes: bytes.count - 1))?.code == .structure)
    #expect(parseError(bytes, limits: ParseLimits(segments: 4)) == nil)
    #expect(parseError(bytes, limits: ParseLimits(segments: 3))?.code == .structure)
    #expect(parseError(bytes, limits: ParseLimits(fieldsPerSegment: 11)) == nil)
    #expect(parseError(bytes, limits: ParseLimits(fieldsPerSegment: 10))?.segment == "MSH")
    let others = bytes.filter { "^~&".utf8.contains($0) }.count
    #expect(parseError(bytes, limits: ParseLimits(delimiters: others)) == nil)
    #expect(parseError(bytes, limits: ParseLimits(delimiters: others - 1))?.code == .structure)
  }

  @Test("Fields by number")
  func fields() throws {
    let message = try Message(parsing: joined("\r", final: true))
    let header = message.segments[0]
    #expect(header[1].text == "|")
    #expect(header[2].text == "^~\\&")
    #expect(header[2].repetitions.count == 1)
    #expect(header[3].text == "HIS")
    #expect(header[9][3].text == "ADT_A01")
    #expect(header.fieldCount == 12)
    let result = message.segments[3]
    #expect(result[3].repetitions.map(\.text) == ["A", "D"])
    #expect(result[3][2].subcomponents.map(\.text) == ["B", "C"])
    #expect(result[3][2][2].text == "C")
    #expect(result.fieldCount == 3)
    for absent in [0, -1, 4, 99, Int.min, Int.max] {
      #expect(result[absent].isEmpty)
      #expect(result[absent].repetitions.isEmpty)
      #expect(result[3][absent].isEmpty)
    }
    #expect(message.segments[2].fieldCount == 0)
    #expect(message.segments[2][1].isEmpty)
  }

  @Test("Empty and null")
  func emptyAndNull() throws {
    let segment = try Message(parsing: Fixture.message(Array("|\"\"|^^|~x|\"\"^a".utf8))).segments[1]
    #expect(segment[1].isEmpty && !segment[1].isNull)
    #expect(segment[2].isNull && !segment[2].isEmpty)
    #expect(segment[2].text == "\"\"" && segment[2].value.isEmpty)
    #expect(segment[3].isEmpty && segment[3].repetitions.first?.components.count == 3)
    #expect(segment[4].repetitions.map(\.isEmpty) == [true, false])
    #expect(!segment[5].isNull && segment[5].value.isEmpty && segment[5][2].value == "a")
  }

  @Test("Delimiters come from the message")
  func otherDelimiters() throws {
    let message = try Message(parsing: Array("MSH#$%!*#a#\rPID#1#x$y%z*w!R!".utf8))
    #expect(message.encodingCharacters.escape == UInt8(ascii: "!"))
    #expect(message.segments[1][2].repetitions.map(\.text) == ["x", "z"])
    #expect(message.segments[1][2].repetitions[1].components[0][2].text == "w%")
  }

  @Test("Too few encoding characters: the usual ones, with a finding")
  func fewEncodingCharacters() throws {
    let message = try Message(parsing: Array("MSH|^|a\rPID|x~y".utf8))
    #expect(message.segments[1][1].repetitions.count == 2)
    #expect(message.findings.map(\.field) == [2])
  }

  @Test("Segments by name")
  func byName() throws {
    let message = try Message(parsing: joined("\r", final: true))
    #expect(message.first("PID")?[3].text == "123")
    #expect(message.first("PV1") == nil)
    #expect(message.all("OBX").count == 1)
    #expect(message.first(PID.self)?.patientIdentifierList.map(\.typeCode) == ["PI"])
    #expect(message.missingRequiredSegments(for: ["MSH", "EVN", "PID", "PV1"]) == ["EVN", "PV1"])
  }

  /// Linear time: one segment of many fields and one field of many components would take minutes otherwise.
  @Test("Large messages are read in one pass", .timeLimit(.minutes(1)))
  func large() throws {
    let fields = Fixture.message(Array(repeating: UInt8(ascii: "|"), count: 900))
    #expect(try Message(parsing: fields).segments[1].fields.count == 901)
    let line = Array("OBX|1|NM|".utf8) + Fixture.jis("<$BF|K\\<(B>") + [0x0D]
    let message = try Message(parsing: Fixture.header + Array(repeating: line, count: 99_000).flatMap { $0 })
    #expect(message.all("OBX").count == 99_000)
    #expect(message.segments[99_000].offset == Fixture.header.count + 98_999 * line.count)
  }
}
