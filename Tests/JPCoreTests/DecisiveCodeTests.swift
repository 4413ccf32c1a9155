import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// Codes that decide what an element says: read in whichever triplet they stand, never from a table of the facility, and told
/// in words where they cannot be read.
@Suite("Codes that decide")
struct DecisiveCodeTests {
  private func diagnosis(
    _ fields: [Int: String], action: String = "AD", release: JPCoreRelease = .v1_1_2
  ) throws -> (condition: JSON, findings: [ConversionFinding]) {
    var values = (0...25).map { fields[$0] ?? "" }
    (values[0], values[1], values[2], values[3], values[4]) = (
      "PRB", action, "20240405", "20060945^胃癌^MDCDX2", "1001"
    )
    let conversion = Converter.convert(
      [try record("PPR-01", trigger: "ZD1", [values.joined(separator: "|")])],
      context: .example(release: release))
    return (try conversion.only("Condition"), conversion.findings)
  }

  private func code(_ json: JSON) -> String? { json["coding"][0]["code"].string }

  @Test(
    "a suspected diagnosis, in either triplet, with blanks and in full width",
    arguments: ["1^疑い^JHSD0005", "S^疑い^99XYZ^1^疑い^JHSD0005", "1 ", "１^疑い^JHSD0005"], JPCoreRelease.allCases)
  func suspected(field: String, release: JPCoreRelease) throws {
    let condition = try diagnosis([13: field], release: release).condition
    #expect(code(condition["verificationStatus"]) == (release == .v1_1_2 ? "provisional" : "unconfirmed"))
    #expect(condition["note"].array.isEmpty)
  }

  @Test(
    "what the facility says of certainty in its own words stays",
    arguments: ["^疑い", "2^疑い^99DIA", "1^疑い^99DIA"])
  func certaintyInWords(field: String) throws {
    let (condition, findings) = try diagnosis([13: field])
    #expect(condition["verificationStatus"].keys.isEmpty)
    #expect(condition["note"][0]["text"].string == "確認状態: 疑い")
    #expect(findings.contains { $0.code == .valueWeakened && $0.segment == "PRB" && $0.field == 13 })
  }

  @Test("a diagnosis deleted with blanks or in full width is an error", arguments: ["DE", "DE ", "ＤＥ"])
  func deleted(action: String) throws {
    let condition = try diagnosis([:], action: action).condition
    #expect(code(condition["verificationStatus"]) == "entered-in-error")
    #expect(condition["clinicalStatus"].keys.isEmpty)
  }

  @Test(
    "outcomes of both tables",
    arguments: [
      ("F^治癒^HL70241", "resolved"), ("9^治癒^99OUT^F^治癒^HL70241", "resolved"), ("M^寛解^JHSD0006", "remission"),
      ("I^中止^JHSD0006", "inactive"), ("D^死亡^HL70241", "inactive"), ("N^不変^HL70241", "inactive"),
    ])
  func outcomes(field: String, status: String) throws {
    let condition = try diagnosis([14: field, 15: "20240901"]).condition
    #expect(code(condition["clinicalStatus"]) == status)
    #expect(condition["abatementDateTime"].string == "2024-09-01")
    #expect(condition["note"].array.isEmpty)
  }

  @Test(
    "an outcome that cannot be read ends nothing, and is told with its date",
    arguments: ["^治癒", "D^中止^99OUT", "S^継続^99OUT", "1^治癒^JHSD0006"])
  func unreadOutcome(field: String) throws {
    let (condition, findings) = try diagnosis([14: field, 15: "20240901"])
    #expect(code(condition["clinicalStatus"]) == "active")
    let notes = condition["note"].array.compactMap { $0["text"].string }
    let words = field.split(separator: "^").map(String.init)
    #expect(notes.contains("転帰: \(words.first { !$0.allSatisfy(\.isASCII) } ?? "")"))
    #expect(notes.contains("転帰日 2024-09-01"))
    #expect(findings.contains { $0.code == .valueWeakened && $0.field == 14 })
    #expect(findings.contains { $0.code == .valueWeakened && $0.field == 15 })
  }

  @Test("the date of an outcome that is no end is told")
  func outcomeGoingOn() throws {
    let condition = try diagnosis([14: "R^軽快^HL70241", 15: "20240901"]).condition
    #expect(code(condition["clinicalStatus"]) == "active")
    #expect(condition["note"][0]["text"].string == "転帰日 2024-09-01")
  }

  private func allergy(_ fields: [Int: String]) throws -> (allergy: JSON, findings: [ConversionFinding]) {
    var values = (0...20).map { fields[$0] ?? "" }
    (values[0], values[1], values[2], values[3]) = ("IAM", "1", "DA^薬剤^HL70127", "01^ペニシリン^99A")
    let conversion = Converter.convert(
      [try record("ADT-61", trigger: "A60", [values.joined(separator: "|")])], context: .example())
    return (try conversion.only("AllergyIntolerance"), conversion.findings)
  }

  @Test("an allergy's codes in either triplet")
  func allergyCodes() throws {
    let severe = try allergy([4: "3^重度^99SEV^SV^重度^HL70128"]).allergy
    #expect(severe["reaction"][0]["severity"].string == "severe")
    for field in [[17: "1^否定^99ST^E^誤り^HL70438"], [6: "1^削除^99A^D^削除^HL70323"], [6: "D "], [6: "Ｄ"]] {
      let wrong = try allergy(field).allergy
      #expect(code(wrong["verificationStatus"]) == "entered-in-error", "\(field)")
      #expect(wrong["clinicalStatus"].keys.isEmpty)
    }
    #expect(try allergy([9: "1^過敏^99T^AL^過敏^HL70436"]).allergy["type"].string == "allergy")
  }

  @Test(
    "what no table of an allergy has is told",
    arguments: [
      (4, "3^重度^99SEV", "重症度: 重度"), (4, "^重度", "重症度: 重度"), (17, "9^治癒^99ST", "状態: 治癒"),
      (9, "AD^副作用^HL70436", "種別: 副作用"),
    ])
  func allergyWords(field: Int, value: String, note: String) throws {
    let (allergy, findings) = try allergy([field: value])
    #expect(allergy["note"].array.contains { $0["text"].string == note })
    #expect(findings.contains { $0.code == .codeUnknown && $0.segment == "IAM" && $0.field == field })
    #expect(allergy["reaction"].array.isEmpty)
  }

  @Test("an unknown severity says nothing")
  func unknownSeverity() throws {
    #expect(try allergy([4: "U^不明^HL70128"]).allergy["note"].array.isEmpty)
  }
}
