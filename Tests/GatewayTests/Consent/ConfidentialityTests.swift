import HL7v2
import JPCore
import SSMIX2
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
      ("V", true), ("R", true), ("R^restricted^HL70177", true), (" v ", true), ("Ｖ", true),
      ("ｒ\u{3000}", true),
      ("PSY", true), ("UWM", true), ("SDV", true), ("STD", true), ("std", true), ("N", false), ("", false),
      ("99^秘^99XYZ^R^制限^HL70177", true), ("^^^V^極秘^HL70177", true), ("N~V", true),
      ("99^公開^99XYZ^N^通常^HL70177", false),
      ("\"\"", false), ("U^unrestricted", false), ("n", false), ("ｎ", false),
    ], ["PRB", "ORC"])
  func marks(_ mark: (value: String, isRestricted: Bool), segment: String) throws {
    #expect(try isRestricted(segment, mark.value) == mark.isRestricted)
  }

  /// PRB-25 is nothing but the mark; in ORC-28 some storages have what belongs beside it, like the type of the order.
  @Test(arguments: ["X", "O", "秘", "^restricted^HL70177"])
  func unknownMarks(_ value: String) throws {
    #expect(try isRestricted("PRB", value))
    #expect(try !isRestricted("ORC", value))
  }

  /// What stays inside is what would be labelled so.
  @Test(arguments: [
    "V", "R", "N", "U", "n", "v", "Ｖ", "X", "UWM", "SDV", "STD", "AID", "EMP", "ETH", "HIV", "PSY", "VIP",
  ])
  func staysInsideAsItWouldBeLabelled(_ value: String) throws {
    let diagnosis = try message("PRB|AD|20240601|20061931^Name^MDCDX2|1", field: 21, value: value)
    let path = try StoragePath(
      parsing: WrittenRecord(patient: "0000000101", kind: "PPR-01", timestamp: "20240601090000000").path,
      storageType: .standard)
    var context = Pipeline.context
    context.regionalID = "R1"
    let conversion = Converter.convert([SourceRecord(path: path, message: diagnosis)], context: context)
    let condition = try #require(conversion.resources.first { $0.reference.hasPrefix("Condition/") })
    let text = String(decoding: condition.json, as: UTF8.self)
    let isLabelled = ["R", "V"].contains { text.contains(#"v3-Confidentiality","code":"\#($0)""#) }
    #expect(text.contains("v3-Confidentiality"))
    #expect(Confidentiality.isRestricted(diagnosis) == isLabelled)
  }

  private func isRestricted(_ segment: String, _ value: String) throws -> Bool {
    Confidentiality.isRestricted(try message(segment, field: segment == "PRB" ? 25 : 28, value: value))
  }

  @Test func otherFieldsDoNotCount() throws {
    #expect(!Confidentiality.isRestricted(try message("PRB", field: 24, value: "V")))
    #expect(!Confidentiality.isRestricted(try message("OBX", field: 25, value: "V")))
  }
}
