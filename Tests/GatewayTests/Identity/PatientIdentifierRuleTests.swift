import Testing

@testable import Gateway

@Suite struct PatientIdentifierRuleTests {
  @Test(
    "PID-3 and folder",
    arguments: [
      ("0001234", "0001234", nil, true), ("1234", "0001234", nil, false), ("1234", "0001234", 7, true),
      ("0001234", "1234", 7, true), ("1234", "0001234", 6, false), ("1234", "00001234", 7, false),
      ("", "", nil, false),
      ("", "0000000", 7, false), ("0", "0000000", 7, true), ("1234", "", 7, false), ("a1", "A1", nil, false),
      ("e\u{301}", "\u{E9}", nil, false), ("12340", "0001234", 7, false), ("123", "1234", 4, false),
    ] as [(String, String, Int?, Bool)])
  func matches(pid3: String, folder: String, width: Int?, same: Bool) {
    #expect(PatientIdentifierRule.matches(pid3: pid3, folder: folder, width: width) == same)
  }

  @Test(
    "what an identifier may hold",
    arguments: [
      ("1", true), (String(repeating: "9", count: 64), true), ("A-1.b:2_3", true), ("", false),
      (String(repeating: "9", count: 65), false), ("1 2", false), ("1|2", false), ("1^2", false),
      ("1/2", false),
      ("1\t", false), ("１２", false), ("1\n", false), ("..", false), ("a,b", false), ("\u{7F}", false),
    ])
  func valid(identifier: String, isValid: Bool) {
    #expect(PatientIdentifierRule.isValid(identifier) == isValid)
  }
}
