import HL7v2
import Testing

@testable import Gateway

/// A diagnosis that the hospital has marked as restricted must not leave it because the patient agreed to share.
struct ConfidentialityTests {
  private func message(_ segment: String, field: Int, value: String) throws -> Message {
    let blanks = String(repeating: "|", count: field)
    let text =
      "MSH|^~\\&|HIS|||||20240101000000||PPR^ZD1^PPR_ZD1|1|P|2.5\rPID|||1\r\(segment)\(blanks)\(value)\r"
    return try Message(parsing: Array(text.utf8))
  }

  @Test(
    arguments: [
      ("V", true), ("R", true), ("R^restricted^HL70177", true), (" v ", true), ("PSY", true), ("X", false),
      ("N", false),
      ("", false),
      ("\"\"", false), ("U^unrestricted", false), ("n", false),
    ], ["PRB", "ORC"])
  func marks(_ mark: (value: String, isRestricted: Bool), segment: String) throws {
    let field = segment == "PRB" ? 25 : 28
    let message = try message(segment, field: field, value: mark.value)
    #expect(Confidentiality.isRestricted(message) == mark.isRestricted)
  }

  @Test func otherFieldsDoNotCount() throws {
    #expect(!Confidentiality.isRestricted(try message("PRB", field: 24, value: "V")))
    #expect(!Confidentiality.isRestricted(try message("OBX", field: 25, value: "V")))
  }
}
