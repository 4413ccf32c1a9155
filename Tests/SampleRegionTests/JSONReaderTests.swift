import Testing

@testable import SampleRegion

@Suite("JSON")
struct JSONReaderTests {
  @Test(
    "What is written is what was read, digits and order included",
    arguments: [
      #"{"b":1.10,"a":0.100e-03,"c":-0}"#, #"[true,false,null,"",{}]"#, #"{"日本":"病院 \\ \" / é 😀"}"#,
      "123456789012345678901234567890.0000",
    ])
  func roundTrip(text: String) throws {
    let written = String(decoding: try JSONReader.read(Array(text.utf8)).encoded, as: UTF8.self)
    #expect(written == text)
  }

  @Test(
    "Escapes are undone",
    arguments: [
      (#""\u65e5\u672C""#, "日本"), (#""\ud83d\ude00""#, "😀"),
      (#""a\n\t\r\b\f\/\\\"z""#, "a\n\t\r\u{8}\u{C}/\\\"z"),
    ])
  func escapes(text: String, expected: String) throws {
    #expect(try JSONReader.read(Array(text.utf8)).string == expected)
  }

  @Test("Control characters are written as escapes")
  func controls() {
    #expect(
      String(decoding: JSONValue.string("\u{1}\u{1F}\n").encoded, as: UTF8.self) == #""\u0001\u001f\n""#)
  }

  @Test(
    "Malformed text is refused",
    arguments: [
      "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "01", "1.", "1e", "+1", ".5", "-", "tru",
      "nul", "\"a",
      "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\u{1}\"", "1 2",
      "{\"a\":1,\"a\":2}",
      "NaN", "'a'", "[1 2]",
    ])
  func malformed(text: String) {
    let error = #expect(throws: JSONReadingError.self) { try JSONReader.read(Array(text.utf8)) }
    #expect(error?.code == .malformed)
  }

  @Test(
    "Bytes that are not UTF-8 are refused",
    arguments: [[0xFF], [0xC0, 0x80], [0xE6, 0x97], [0xED, 0xA0, 0x80]])
  func notUTF8(bytes: [UInt8]) {
    #expect(throws: JSONReadingError.self) { try JSONReader.read([0x22] + bytes + [0x22]) }
  }

  @Test("A name that occurs twice is found in small and large objects", arguments: [1, 15, 16, 17, 18, 400])
  func duplicateNames(count: Int) throws {
    let members = (0..<count).map { "\"m\($0)\":\($0)" }
    #expect(try JSONReader.read(Array("{\(members.joined(separator: ","))}".utf8)).members?.count == count)
    for repeated in [0, count / 2, count - 1] {
      let text = "{\((members + ["\"m\(repeated)\":0"]).joined(separator: ","))}"
      #expect(throws: JSONReadingError.self) { try JSONReader.read(Array(text.utf8)) }
    }
  }

  @Test("Nesting is bounded: at the limit and one past it")
  func depth() throws {
    let limit = JSONReader.greatestDepth
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
    }
    #expect(try JSONReader.read(nested(limit)) != .null)
    let error = #expect(throws: JSONReadingError.self) { try JSONReader.read(nested(limit + 1)) }
    #expect(error?.code == .tooCostly)
    #expect(throws: JSONReadingError.self) { try JSONReader.read([UInt8](repeating: 0x5B, count: 5_000_000)) }
  }

  @Test("An error tells its place, not its content")
  func privacy() {
    let error = #expect(throws: JSONReadingError.self) {
      try JSONReader.read(Array(#"{"name":"秘密" x}"#.utf8))
    }
    #expect(error?.description.contains("秘密") == false)
    #expect(error?.offset == 17)
  }
}

@Suite("Points in time")
struct InstantTests {
  @Test(
    "Text of a moment",
    arguments: [
      (Int64(0), "1970-01-01T00:00:00.000Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
      (951_868_799_999, "2000-02-29T23:59:59.999Z", "Tue, 29 Feb 2000 23:59:59 GMT"),
      (1_767_225_600_000, "2026-01-01T00:00:00.000Z", "Thu, 01 Jan 2026 00:00:00 GMT"),
      (-1, "1969-12-31T23:59:59.999Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
    ])
  func text(milliseconds: Int64, fhir: String, http: String) {
    #expect(Instant.text(milliseconds) == fhir)
    #expect(Instant.httpDate(milliseconds) == http)
    #expect(Instant.span(of: fhir)?.lowerBound == milliseconds)
  }

  @Test(
    "A date covers its precision",
    arguments: [
      ("2024", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
      ("2024-02", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"),
      ("2024-12", "2024-12-01T00:00:00Z", "2025-01-01T00:00:00Z"),
      ("2024-02-29", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"),
      ("2024-02-29T09:30+09:00", "2024-02-29T00:30:00Z", "2024-02-29T00:31:00Z"),
      ("2024-02-29T09:30:15+09:00", "2024-02-29T00:30:15Z", "2024-02-29T00:30:16Z"),
      ("2024-02-29T09:30:15 09:00", "2024-02-29T00:30:15Z", "2024-02-29T00:30:16Z"),
      ("2024-02-29T00:30:15.5-01:00", "2024-02-29T01:30:15.5Z", "2024-02-29T01:30:15.6Z"),
    ])
  func span(text: String, from: String, to: String) throws {
    let span = try #require(Instant.span(of: text))
    #expect(span.lowerBound == Instant.span(of: from)?.lowerBound)
    #expect(span.upperBound == Instant.span(of: to)?.lowerBound)
  }

  @Test(
    "What is no date",
    arguments: [
      "", "24", "2024-13", "2023-02-29", "2024-00-01", "2024-01-01T", "2024-01-01T10:00:00",
      "2024-01-01T24:00:00Z",
      "2024-01-01T10:60:00Z", "2024-01-01T10:00:00+15:00", "2024-01-01x", "2024-01-01T10:00:00.Z", "20240101",
    ])
  func noDate(text: String) {
    #expect(Instant.span(of: text) == nil)
  }
}
