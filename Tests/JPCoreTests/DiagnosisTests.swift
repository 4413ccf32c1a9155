import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("PPR-01")
struct DiagnosisTests {
  private func convert(_ segments: [String], release: JPCoreRelease = .v1_1_2) throws -> Conversion {
    Converter.convert(
      [try record("PPR-01", trigger: "ZD1", date: "-", order: "999999999999999", segments)],
      context: .example(release: release))
  }

  @Test(
    "the sample's diagnosis", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"),
    arguments: JPCoreRelease.allCases)
  func sample(release: JPCoreRelease) throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.diagnoses)], context: .example(release: release))
    let condition = try conversion.only("Condition")
    // It names no edition.
    #expect(condition["code"].all("code").sorted() == ["20054174", "K29.7", "TSQF"])
    #expect(condition["code"]["text"].string == "胃炎")
    #expect(
      condition["meta"]["security"].all("") == [] && condition["meta"]["security"][0]["code"].string == "V")
    // Not recovered, yet ended: neither active nor resolved.
    #expect(condition["clinicalStatus"].all("code") == ["inactive"])
    #expect(
      condition["abatementDateTime"].string == "2011-09-15"
        && condition["onsetDateTime"].string == "2011-08-31")
    #expect(condition["recorder"]["display"].string == "医師 一郎")
    #expect(condition.contained("Practitioner")["identifier"][0]["value"].string == "110")
    #expect(condition.contained("PractitionerRole")["specialty"][0]["text"].string == "内科")
    #expect(condition["extension"].exists == (release == .v1_2_0))
    #expect(
      condition["meta"]["profile"][0].string?.hasSuffix(
        release == .v1_1_2 ? "JP_Condition" : "JP_Condition_Diagnosis") == true)
  }

  @Test("PRB-4 is the identity: order and other diagnoses do not matter")
  func identity() throws {
    let one = "PRB|AD|20240401|20054174^胃炎^MDCDX2|111"
    let two = "PRB|AD|20240401|20054174^胃炎^MDCDX2|222"
    let before = try convert([one, two])
    let after = try convert([
      "PRB|AD|20240401|20054175^別^MDCDX2|333", two, "PRB|UP|20240402|20054999^改名^MDCDX2|111",
    ])
    #expect(before.resources.count == 2)
    #expect(after.resources.map(\.id)[1...] == [before.resources[1].id, before.resources[0].id])
  }

  @Test(
    "course",
    arguments: [
      ("", "", "", "active", nil), ("20240405", "", "", "resolved", "2024-04-05"),
      ("", "F^^HL70241", "20240406", "resolved", "2024-04-06"),
      ("", "D^^HL70241", "20240406", "inactive", "2024-04-06"), ("", "R^^HL70241", "20240406", "active", nil),
      ("20240405", "N^^HL70241", "", "inactive", "2024-04-05"),
    ] as [(String, String, String, String, String?)])
  func course(resolved: String, outcome: String, changed: String, status: String, abatement: String?) throws {
    let condition = try convert(["PRB|AD|20240401|^ことば|1|||||\(resolved)|||||\(outcome)|\(changed)"]).only(
      "Condition")
    #expect(condition["clinicalStatus"].all("code") == [status])
    #expect(condition["abatementDateTime"].string == abatement)
  }

  @Test(
    "what is told to be over is over, also when nobody can read since when",
    arguments: [
      ("20240231", "", "resolved"), ("2024-04-01", "F^^HL70241", "resolved"),
      ("不明", "N^^HL70241", "inactive"),
    ])
  func unreadableEnd(resolved: String, outcome: String, status: String) throws {
    let conversion = try convert(["PRB|AD|20240401|^ことば|1|||||\(resolved)|||||\(outcome)||昔"])
    let condition = try conversion.only("Condition")
    #expect(condition["clinicalStatus"].all("code") == [status])
    #expect(condition["abatementString"].string == resolved && condition["onsetString"].string == "昔")
    #expect(!condition["abatementDateTime"].exists && !condition["onsetDateTime"].exists)
    #expect(conversion.findings.map(\.field).sorted { ($0 ?? 0) < ($1 ?? 0) } == [9, 16])
  }

  @Test(
    "a date says more than a text, and what fills the field says nothing",
    arguments: [
      ("20240231", "F", "20240405", "resolved", "2024-04-05"), ("00000000", "", "", "active", nil),
      ("99999999", "R", "", "active", nil), ("0", "N", "20240405", "inactive", "2024-04-05"),
    ] as [(String, String, String, String, String?)])
  func filledEnd(resolved: String, outcome: String, changed: String, status: String, end: String?) throws {
    let condition = try convert(["PRB|AD|20240401|^ことば|1|||||\(resolved)|||||\(outcome)|\(changed)|00000000"])
      .only("Condition")
    #expect(condition["clinicalStatus"].all("code") == [status])
    #expect(condition["abatementDateTime"].string == end)
    #expect(!condition["abatementString"].exists && !condition["onsetString"].exists)
  }

  @Test("a classification that is not named ICD-10 is sent and counted as any code is")
  func classification() throws {
    let segment = "PRB|AD|20240401|^胃炎|1||||||K297^胃炎^ICD10"
    let conversion = try convert([segment])
    let condition = try conversion.only("Condition")
    #expect(condition["code"].keys == ["text"] && condition["note"][0]["text"].string == "分類: K297 胃炎")
    #expect(conversion.findings.map(\.code) == [.codeWithoutSystem])
    #expect(conversion.codedValues[0]?.unmapped.map(\.code) == ["K297"])
    let named = Converter.convert(
      [try record("PPR-01", trigger: "ZD1", date: "-", order: "999999999999999", [segment])],
      context: .example(localSystems: ["ICD10": "urn:oid:1.2.3"]))
    let coded = try named.only("Condition")
    #expect(coded["code"].all("system") == ["urn:oid:1.2.3"] && !coded["note"].exists)
  }

  @Test("all of a comment is sent: it has no parts")
  func comments() throws {
    let condition = try convert(["PRB|AD|20240401|^胃炎|1", "NTE|1||発熱&咳^痰~二行目~\"\""]).only("Condition")
    #expect(condition["note"].array.map { $0["text"].string } == ["発熱&咳^痰", "二行目"])
  }

  @Test(
    "suspected as the release calls it, entered in error, free words",
    arguments: [(JPCoreRelease.v1_1_2, "provisional"), (.v1_2_0, "unconfirmed")])
  func verification(release: JPCoreRelease, suspected: String) throws {
    let conversion = try convert(
      [
        "PRB|AD|20240401|^腹痛|1|||||||||1^疑い^JHSD0005", "PRB|DE|20240401|^腹痛|2|||||20240405",
        "PRB|AD|20240401|^腹痛|3",
      ], release: release)
    let conditions = try conversion.all("Condition")
    #expect(
      conditions.map { $0["verificationStatus"].all("code").first } == [
        suspected, "entered-in-error", nil,
      ])
    #expect(!conditions[1]["clinicalStatus"].exists && !conditions[1]["abatementDateTime"].exists)
    #expect(conditions.allSatisfy { $0["code"].keys == ["text"] })
  }

  @Test(
    "confidentiality is never lost",
    arguments: [
      ("V", "V", 0), ("R", "R", 0), ("N", "N", 0), ("PSY", "R", 0), ("v", "V", 0), ("Ｖ", "V", 0),
      ("秘", "R", 1),
    ])
  func confidentiality(written: String, sent: String, findings: Int) throws {
    let fields = String(repeating: "|", count: 21)
    let conversion = try convert(["PRB|AD|20240401|^ことば|1\(fields)\(written)^^HL70177"])
    #expect(try conversion.only("Condition")["meta"]["security"][0]["code"].string == sent)
    #expect(conversion.findings.count == findings)
  }

  @Test("modifiers go to extensions of the code where the release has them")
  func modifiers() throws {
    let segments = [
      "PRB|AD|20240401|20054174^急性胃炎の疑い^MDCDX2|1",
      "ZPR|4012^急性^MDCDX2|20054174^胃炎^MDCDX2|8002^の疑い^MDCDX2|QAQA^急性^MDCDX2|TSQF^胃炎^MDCDX2|QBQB|注釈",
    ]
    let old = try convert(segments).only("Condition")
    // PRB-3 has the number of the bare disease (ZPR-2): its exchange code says the same.
    #expect(old["code"].all("code") == ["20054174", "TSQF"] && old["note"][0]["text"].string == "注釈")
    let whole = segments.map { $0.replacing("|20054174^急性胃炎の疑い", with: "|20099999^急性胃炎の疑い") }
    // Where it has another number, the code of the bare disease would say less than that.
    #expect(try convert(whole).only("Condition")["code"].all("code") == ["20099999"])
    let new = try convert(segments, release: .v1_2_0).only("Condition")
    #expect(new["code"]["extension"].array.count == 2)
    #expect(new["code"]["extension"][0]["valueCodeableConcept"].all("code") == ["4012", "QAQA"])
  }

  @Test(
    "a name without a code of its own has all codes of the bare disease, modifiers or not",
    arguments: [("^急性胃炎", ["20054174", "TSQF"]), ("X1^急性胃炎^99A", ["20054174", "TSQF"])])
  func uncoded(name: String, codes: [String]) throws {
    let naming = "ZPR|4012^急性^MDCDX2|20054174^胃炎^MDCDX2|||TSQF^胃炎^MDCDX2"
    for release in JPCoreRelease.allCases {
      let conversion = try convert(["PRB|AD|20240401|\(name)|1", naming], release: release)
      let code = try conversion.only("Condition")["code"]
      #expect(code["coding"].array.map { $0["code"].string } == codes)
      #expect(code["text"].string == "急性胃炎")
    }
  }

  @Test(
    "a modifier that the printed name lacks is a note where the release has no extension for it",
    arguments: [
      ("^急性胃炎の疑い", "4012^急性^MDCDX2", "8002^の疑い^MDCDX2", []),
      ("^胃炎", "4012^急性^MDCDX2~4056^慢性^MDCDX2", "8002^の疑い^MDCDX2", ["接頭語: 急性", "接頭語: 慢性", "接尾語: の疑い"]),
      ("^急性胃炎", "4012^急性^MDCDX2", "^の疑い", ["接尾語: の疑い"]),
      ("^胃炎", "4012^^MDCDX2", "", ["接頭語: 4012"]),
    ] as [(String, String, String, [String])])
  func lostModifiers(name: String, before: String, after: String, notes: [String]) throws {
    let segments = ["PRB|AD|20240401|\(name)|1", "ZPR|\(before)|20054174^胃炎^MDCDX2|\(after)"]
    #expect(try convert(segments).only("Condition")["note"].array.map { $0["text"].string } == notes)
    #expect(try !convert(segments, release: .v1_2_0).only("Condition")["note"].exists)
  }

  @Test("a modifier is known by the name that its exchange code has, too")
  func exchangedModifier() throws {
    func notes(_ name: String) throws -> [String?] {
      let conversion = try convert(["PRB|AD|20240401|^\(name)|1", "ZPR|4012^^MDCDX2|||QAQA^急性^MDCDX2"])
      return try conversion.only("Condition")["note"].array.map { $0["text"].string }
    }
    #expect(try notes("急性胃炎") == [])
    #expect(try notes("胃炎") == ["接頭語: 急性"])
  }

  @Test("the number of the base disease has its name, the text what is printed")
  func names() throws {
    let named = try convert([
      "PRB|AD|20240401|20054174^急性胃炎の疑い^MDCDX2|1", "ZPR|4012^急性^MDCDX2|20054174^胃炎^MDCDX2|8002^の疑い^MDCDX2",
    ]).only("Condition")["code"]
    #expect(named["coding"][0]["display"].string == "胃炎" && named["text"].string == "急性胃炎の疑い")
    let other = try convert([
      "PRB|AD|20240401|20099999^急性胃炎^MDCDX2|1", "ZPR|4012^急性^MDCDX2|20054174^胃炎^MDCDX2",
    ]).only("Condition")["code"]
    #expect(other["coding"][0]["display"].string == "急性胃炎", "another number has the name of its own")
  }

  @Test(
    "ICD-10 as each system writes it",
    arguments: [
      ("K297", "K29.7", "K297"), ("K29.7", "K29.7", "K297"), ("I10", "I10", "I10"), ("X.1", "X.1", "X.1"),
      ("M0590", "M05.90", "M0590"),
    ])
  func dots(written: String, dotted: String, plain: String) {
    #expect(ICD10.code(written, in: "http://hl7.org/fhir/sid/icd-10") == dotted)
    #expect(ICD10.code(written, in: CodeSystem.icd10.uris.v1_2_0) == plain)
  }

  @Test(
    "the edition of ICD-10 is the version of its code, none is that of 2003; the system of 1.2.0 is that of 2013"
  )
  func edition() throws {
    let segments = ["2013", "2003", ""].enumerated().map { number, edition in
      "PRB|AD|20240401|^胃炎|\(number)||||||K297^胃炎^I10^O^外来時^JHSD0004^\(edition)"
    }
    let old = try convert(segments).all("Condition").map { $0["code"]["coding"][0] }
    #expect(old.map { $0["version"].string } == ["2013", "2003", nil])
    #expect(Set(old.map { $0["system"].string }) == ["http://hl7.org/fhir/sid/icd-10"])
    let new = try convert(segments, release: .v1_2_0).all("Condition").map { $0["code"]["coding"][0] }
    #expect(
      new.map { $0["system"].string?.hasSuffix("ICD10-2013-full") } == [true, false, false])
    #expect(new[1]["version"].string == "2003")
    #expect(new.map { $0["code"].string } == ["K297", "K29.7", "K29.7"], "the edition of 2013 has no dots")
  }

  @Test("teeth are the body site; what has no element is a note")
  func notes() throws {
    let fields = "PRB|AD|20240401|^う蝕|1||||||||C^慢性^99PER|||||||H^高い^99CER|||G^良好^99PRG"
    let condition = try convert([fields, "ZPD|1|11^右上^99D", "ZPD|2|^左上"]).only("Condition")
    #expect(condition["bodySite"].array.map { $0["text"].string } == ["右上", "左上"])
    #expect(condition["note"].array.map { $0["text"].string } == ["長期化: 慢性", "確実性: 高い", "予後: 良好"])
  }

  @Test("a diagnosis that says nothing is a problem")
  func nameless() throws {
    let conversion = try convert(["PRB|AD|20240401||1"])
    #expect(conversion.problems[0]?.segment == "PRB" && conversion.problems[0]?.field == 3)
  }
}
