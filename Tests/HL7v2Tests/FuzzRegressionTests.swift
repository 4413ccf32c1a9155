import Testing

@testable import HL7v2

/// Inputs that a fuzzer found, and what they must give.
@Suite("Found by fuzzing")
struct FuzzRegressionTests {
  /// A message of which more than every fourth byte is a separator was once read as one without segments.
  @Test(
    "A message of almost nothing but separators keeps its segments", arguments: [1, 60, 300, 3_000, 100_000])
  func separators(_ count: Int) throws {
    // A byte of code page 932, so that text and file differ in length.
    let header = Array("MSH|^~\\&|HIS|".utf8) + [0xCC] + [UInt8](repeating: 0x7C, count: min(count, 900))
    let line = Array("\rIAM".utf8) + [UInt8](repeating: 0x7C, count: min(count, 900))
    let lines = max(count / 900, 1)
    let message = try Message(parsing: header + Array(repeatElement(line, count: lines).joined()))
    #expect(message.characterSet == .cp932)
    #expect(message.segments.map(\.name) == ["MSH"] + [String](repeating: "IAM", count: lines))
    #expect(message.segments.first?.fieldCount == min(count, 900) + 4)
    #expect(message.segments.last?.fieldCount == min(count, 900))
    #expect(message.segments.first?.utf8.startIndex == 0)
  }
}
