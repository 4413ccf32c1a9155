import Foundation
import Testing

@testable import JPCore

/// The tables of the documentation are what the code says, not what somebody once copied.
@Suite("Tables in the documentation")
struct DocumentationTests {
  @Test("Conformance.md says of every field that is not delivered why")
  func omissions() throws {
    try check("Documentation/Conformance.md", FieldUse.markdownOmissions())
  }

  @Test("Fields.md says of every field what becomes of it")
  func fields() throws {
    try check("Documentation/Fields.md", FieldUse.markdownTable())
  }

  /// The text between the two marks of a page; written anew with `SSMIX2_WRITE_GOLDEN=1`.
  private func check(_ path: String, _ table: String) throws {
    let (begin, end) = ("<!-- generated: begin -->\n", "<!-- generated: end -->")
    let file = SharedMaterial.repository.appendingPathComponent(path)
    let page = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let from = try #require(page.range(of: begin)?.upperBound, "\(path) has no mark")
    let to = try #require(page.range(of: end)?.lowerBound, "\(path) has no mark")
    if ProcessInfo.processInfo.environment["SSMIX2_WRITE_GOLDEN"] == "1" {
      try Data((page[..<from] + table + page[to...]).utf8).write(to: file)
      return
    }
    #expect(page[from..<to] == table, "\(path): write it anew with SSMIX2_WRITE_GOLDEN=1")
  }
}
