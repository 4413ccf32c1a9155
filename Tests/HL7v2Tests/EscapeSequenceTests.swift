import Testing

@testable import HL7v2

@Suite("Escape sequences")
struct EscapeSequenceTests {
  @Test(
    "HL7 v2.5 2.7",
    arguments: [
      ("a\\F\\b", "a|b"), ("\\S\\", "^"), ("\\T\\", "&"), ("\\R\\", "~"), ("\\E\\", "\\"),
      ("a\\.br\\b", "a\nb"),
      ("\\X0D\\", "\r"), ("\\X0d0A\\", "\r\n"), ("\\X41\\", "A"), ("\\XE697A5\\", "日"),
      ("\\E\\F\\E\\", "\\F\\"),
      // Kept as they are: unknown, lone, unfinished, not text.
      ("\\H\\x\\N\\", "\\H\\x\\N\\"), ("\\", "\\"), ("a\\b", "a\\b"), ("\\F", "\\F"), ("\\\\", "\\\\"),
      ("\\f\\", "\\f\\"), ("\\X1B\\", "\\X1B\\"), ("\\X00\\", "\\X00\\"), ("\\XE6\\", "\\XE6\\"),
      ("\\X4\\", "\\X4\\"),
      ("\\XZZ\\", "\\XZZ\\"), ("\\.sp3\\", "\\.sp3\\"), ("\\Zab\\", "\\Zab\\"), ("x\\F\\\\S\\y", "x|^y"),
      ("C:\\dir\\F\\", "C:\\dir|"),
    ])
  func table(_ written: String, _ text: String) throws {
    let segment = try Message(parsing: Fixture.message(Array(written.utf8))).segments[1]
    #expect(segment[1].text == text)
    #expect(segment[1].encodedText == written)
  }

  @Test("An escaped delimiter does not split")
  func noSplit() throws {
    let field = try Message(parsing: Fixture.message(Array("a\\S\\b^c\\R\\d".utf8))).segments[1][1]
    #expect(field.repetitions.count == 1)
    #expect(field.repetitions[0].components.map(\.text) == ["a^b", "c~d"])
  }
}
