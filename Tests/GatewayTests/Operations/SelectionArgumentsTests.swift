import Foundation
import Testing

@testable import Gateway

@Suite struct SelectionArgumentsTests {
  @Test(arguments: [("2026-04-01", "20260401"), ("20260401", "20260401"), ("2024-02-29", "20240229")])
  func `care dates`(text: String, date: String) throws {
    #expect(try SelectionArguments.careDate(text) == date)
  }

  @Test(arguments: ["", "2026-4-1", "20260431", "yesterday", "2026-02-29", "7d"])
  func `what is no date is a usage error`(text: String) {
    let error = #expect(throws: ControlError.self) { try SelectionArguments.careDate(text) }
    #expect(error?.exitCode == 2)
  }

  @Test(
    arguments: [
      // 2026-04-01T00:00:30Z is 09:00:30 in Japan, where storages are written.
      ("24h", 1_775_001_630, false, "20260331090030000"), ("7d", 1_775_001_630, false, "20260325090030000"),
      ("1s", 1_775_001_630, true, "20260401090029999"), ("2026-04-01", 0, false, "20260401000000000"),
      ("2026-04-01", 0, true, "20260401235959999"), ("20260401", 0, true, "20260401235959999"),
      ("10h", 1_775_001_630, false, "20260331230030000"),
    ] as [(String, Int64, Bool, String)])
  func `bounds on timestamps`(text: String, now: Int64, isUpper: Bool, bound: String) throws {
    #expect(try SelectionArguments.timestamp(text, now: now, isUpper: isUpper) == bound)
  }

  @Test func `a patient file is read line by line`() throws {
    let file = try write("\u{FEFF}0001\r\n\n# comment\n  0002 \t 山田\n0003")
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(try SelectionArguments.patients(in: file) == ["0001", "0002", "0003"])
  }

  // An empty list of patients must not become "all patients".
  @Test(arguments: ["", "\n\n", "# nobody\n", "00|01\n", "山田\n"])
  func `a patient file that names nobody is refused`(content: String) throws {
    let file = try write(content)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let error = #expect(throws: ControlError.self) { try SelectionArguments.patients(in: file) }
    #expect(error?.exitCode == 2)
    #expect(error?.message.contains("山田") == false)
  }

  @Test func `names and codes are checked, with the nearest one`() throws {
    #expect(SelectionArguments.kind("oml-11") == "OML-11")
    #expect(SelectionArguments.kind("L-OBSERVATIONS") == "L-OBSERVATIONS")
    #expect(try SelectionArguments.outcome("parked") == "parked")
    #expect(throws: ControlError.self) { try SelectionArguments.outcome("lost") }
    let code = #expect(throws: ControlError.self) { try SelectionArguments.reasonCode("delivery.refuse") }
    #expect(code?.message.contains("delivery.refused") == true)
    let name = #expect(throws: ControlError.self) {
      try SelectionArguments.name("regoin", of: "destination", known: ["region"])
    }
    #expect(name?.exitCode == 2 && name?.message.contains("region") == true)
  }

  private func write(_ text: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }
}

@Suite struct LanguageChoiceTests {
  @Test(arguments: [
    (["LANG": "ja_JP.UTF-8"], Language.japanese), (["LANG": "en_US.UTF-8"], .english), ([:], .english),
    (["LANG": "ja_JP.UTF-8", "LC_ALL": "C"], .english), (["LANG": "C", "LC_MESSAGES": "ja_JP"], .japanese),
    (["LANG": "ja", "LC_ALL": ""], .japanese),
  ])
  func `the locale decides`(environment: [String: String], language: Language) {
    #expect(Language(environment: environment) == language)
  }

  @Test(arguments: [
    ("ja", Language.japanese), ("ja-JP,ja;q=0.9,en;q=0.8", .japanese), ("en-US,en;q=0.9,ja;q=0.8", .english),
    ("", .english), ("*", .english), ("fr, ja;q=0.1", .japanese), ("ja;q=0", .english), (";;;,,", .english),
  ])
  func `the browser decides`(header: String, language: Language) {
    #expect(Language(acceptLanguage: header) == language)
  }
}

@Suite struct ReportJSONTests {
  @Test(arguments: [
    ("{}", "{}"), ("{\"a\":[]}", "{\n  \"a\": []\n}"), ("[1,2.50]", "[\n  1,\n  2.50\n]"),
    (#"{"a":"x,:{}\"[\\","b":null}"#, "{\n  \"a\": \"x,:{}\\\"[\\\\\",\n  \"b\": null\n}"),
  ])
  func `pretty JSON keeps order and digits`(json: String, pretty: String) {
    #expect(String(decoding: ReportJSON.pretty(Array(json.utf8)), as: UTF8.self) == pretty)
  }

  @Test func `absent rather than null, sorted, slashes as they are`() throws {
    let text = String(decoding: try ReportJSON.encode(FakeControl.row), as: UTF8.self)
    #expect(!text.contains("null") && text.contains("999/901/9999013/-/ADT-00/f"))
    #expect(text.hasPrefix("{\"attempts\":2,\"careDate\":\"-\",\"destination\":\"region\","))
  }
}
