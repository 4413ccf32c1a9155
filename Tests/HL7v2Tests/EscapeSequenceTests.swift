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
      // Highlighting, which text does not show.
      ("\\H\\x\\N\\y", "xy"), ("\\H\\\\N\\", ""),
      // Kept as they are: unknown, lone, unfinished, not text.
      ("\\", "\\"), ("a\\b", "a\\b"), ("\\F", "\\F"), ("\\\\", "\\\\"),
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

  @Test(
    "Changes of character set, HL7 v2.5 2.7.2",
    arguments: [
      ("\\M2442\\F|K\\\\C2842\\x", "日本x"),
      ("a\\M2440\\0!\\C284A\\b", "a亜b"), ("\\M2442\\0!", "亜"), ("\\M2442\\\\C2842\\", ""),
      ("\\C2849\\%+%J\\C2842\\", "･ｫ･ﾊ"), ("\\M242844\\0!\\C2842\\", "丂"),
      ("\\M2442\\0!\\C2849\\%\\M2442\\0\"\\C2842\\", "亜･唖"), ("\\m2442\\0!", "\\m2442\\0!"),
      ("\\C2842\\x\\C284a\\y", "xy"), ("\\M2442\\0!\\C2842\\\\T\\", "亜&"),
      // Not of the set, half a character, another set: as written.
      ("\\M2442\\0\\C2842\\x", "\\M2442\\0\\C2842\\x"), ("\\M2442\\日\\C2842\\", "\\M2442\\日\\C2842\\"),
      ("\\C2849\\ab\\C2842\\", "\\C2849\\ab\\C2842\\"), ("\\M2443\\0!", "\\M2443\\0!"),
      ("\\M2442\\)!\\C2842\\y", "\\M2442\\)!\\C2842\\y"), ("\\C28\\x", "\\C28\\x"), ("\\M\\x", "\\M\\x"),
      ("\\M2442\\ \\M2442\\0!", "\\M2442\\ 亜"),
    ])
  func characterSets(_ written: String, _ text: String) {
    #expect(Self.resolve(written) == text)
  }

  private static func resolve(_ text: String) -> String {
    EscapeSequence.resolve(Array(text.utf8)[...], .standard)
  }

  @Test("Long hexadecimal data is resolved")
  func longData() {
    #expect(Self.resolve("\\X" + String(repeating: "41", count: 5_000) + "\\").utf8.count == 5_000)
  }

  @Test(
    "Linear time",
    arguments: ["\\", "\\M2442\\0", "\\M2442\\", "\\X4", "\\C2849\\a", "\\.br", "\\M2442\\0\\x", "\\Z\\a"])
  func linear(_ piece: String) {
    let isLinear = growsLinearly(from: 5_000) { count in
      let bytes = Array(String(repeating: piece, count: count).utf8)
      return { _ = EscapeSequence.resolve(bytes[...], .standard) }
    }
    #expect(isLinear)
  }

  @Test("An escaped delimiter does not split")
  func noSplit() throws {
    let field = try Message(parsing: Fixture.message(Array("a\\S\\b^c\\R\\d".utf8))).segments[1][1]
    #expect(field.repetitions.count == 1)
    #expect(field.repetitions[0].components.map(\.text) == ["a^b", "c~d"])
  }
}
