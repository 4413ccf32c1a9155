import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("ADT-00 and ADT-61")
struct DemographicsTests {
  private func convert(
    _ segments: [String], kind: String = "ADT-00", trigger: String = "A08",
    context: ConversionContext = .example()
  ) throws -> Conversion {
    Converter.convert(
      [try record(kind, trigger: trigger, date: "-", order: "999999999999999", segments)], context: context)
  }

  @Test("the sample's Patient", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func sample() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.demographics)], context: .example())
    let patient = try conversion.only("Patient")
    #expect(patient["name"][0]["text"].string == "患者 太郎")
    #expect(patient["name"][0]["extension"][0]["valueCode"].string == "IDE")
    #expect(patient["name"][1]["extension"][0]["valueCode"].string == "SYL")
    #expect(patient["gender"].string == "male" && patient["birthDate"].string == "1948-04-05")
    #expect(patient["telecom"].array.map { $0["use"].string } == ["home", nil, "work"])
    #expect(patient["address"][0]["postalCode"].string == "422-8033")
    #expect(patient["contact"][0]["organization"]["display"].string == "鹿ノ門商事株式会社")
    #expect(patient["managingOrganization"]["identifier"]["value"].string == "2212345678")
    #expect(
      conversion.resources.map(\.type) == [
        "Patient", "Observation", "Observation", "Observation", "AllergyIntolerance", "Coverage",
      ])
    #expect(conversion.resources.allSatisfy { $0.contributors == [0] })
    let height = try conversion.all("Observation")[0]
    #expect(height["category"][1]["coding"][0]["code"].string == "height")
    #expect(height["valueQuantity"]["code"].string == "cm")
    #expect(try conversion.only("Coverage")["payor"][0]["identifier"]["value"].string == "67999991")
    #expect(try conversion.all("Encounter").isEmpty)
  }

  @Test("an impossible birth date is left out and reported")
  func impossibleDate() throws {
    let conversion = try convert([])
    #expect(try conversion.only("Patient")["birthDate"].string == "1970-04-01")
    let path = try record("ADT-00", trigger: "A08", date: "-", order: "999999999999999", []).path
    let text = "MSH|^~\\&|A||||20240101||ADT^A08|1|P|2.5\rPID|1||0001234567||^^^^^^L||19990231|X\r"
    let odd = Converter.convert(
      [SourceRecord(path: path, message: try Message(parsing: Array(text.utf8)))], context: .example())
    let patient = try odd.only("Patient")
    #expect(!patient["birthDate"].exists && !patient["gender"].exists && !patient["name"].exists)
    #expect(Set(odd.findings.map(\.code)) == [.dateImpossible, .codeUnknown])
  }

  @Test("a message without PID is a problem, a deletion is nothing")
  func edges() throws {
    let path = try record("ADT-00", trigger: "A08", date: "-", order: "999999999999999", []).path
    let message = try Message(
      parsing: Array("MSH|^~\\&|A||||20240101||ADT^A08|1|P|2.5\rEVN||20240101\r".utf8))
    let conversion = Converter.convert([SourceRecord(path: path, message: message)], context: .example())
    #expect(conversion.problems[0]?.segment == "PID" && conversion.resources.isEmpty)
    let deleted = try convert([], trigger: "A23")
    #expect(deleted.resources.isEmpty && deleted.problems.isEmpty)
    #expect(deleted.findings.map(\.code) == [.cancelled])
  }

  @Test("the payer: number, name, the patient, or said to be unknown")
  func insurance() throws {
    let conversion = try convert([
      "IN1|1|06^組合^JHSD0001|06123456|某組合||||||１２|３４５|20240401|20250331||||SPO^配偶者^HL70063",
      "IN1|2|OE^自費^JHSD0001", "IN1|3|99^他^99INS",
    ])
    let coverages = try conversion.all("Coverage")
    #expect(coverages[0]["payor"][0]["display"].string == "某組合")
    #expect(coverages[0]["extension"].array.map { $0["valueString"].string } == ["１２", "３４５"])
    #expect(coverages[0]["subscriberId"].string == "\"１２\",\"３４５\"")
    #expect(coverages.dropFirst().allSatisfy { !$0["subscriberId"].exists })
    #expect(coverages[0]["period"]["end"].string == "2025-03-31")
    #expect(coverages[0]["relationship"].all("code") == ["SPO", "spouse"])
    #expect(coverages[1]["payor"][0]["reference"].string == "Patient/2212345678.0001234567")
    #expect(coverages[1]["type"].all("code") == ["pay"] && coverages[1]["type"]["text"].string == "自費")
    #expect(coverages[2]["payor"][0]["extension"][0]["valueCode"].string == "unknown")
  }

  @Test(
    "the branch number is full-width in one release and half-width in the other",
    arguments: [(JPCoreRelease.v1_1_2, "０１"), (.v1_2_0, "01")])
  func branchNumber(release: JPCoreRelease, written: String) throws {
    let conversion = try convert(
      [
        "IN1|1|C0^国保^JHSD0001|138057|||||||記号^1|番号", "IN1|2|C0^国保^JHSD0001|138057|||||||記号~０１|番号2",
        "IN1|3|C0^国保^JHSD0001|138057|||||||記号^別の番号|番号3",
      ], context: .example(release: release))
    let coverages = try conversion.all("Coverage")
    #expect(coverages.map { $0["dependent"].string } == [written, written, nil])
    #expect(coverages[0]["extension"].array.map { $0["valueString"].string } == ["記号", "番号", written])
  }

  @Test(
    "symbol and number of the insured in full width, each in quotation marks",
    arguments: [
      ("登呂12", "3456-1", "\"登呂１２\",\"３４５６－１\""), ("", "3456", "\"\",\"３４５６\""), ("登呂 1", "", "\"登呂　１\",\"\""),
      ("\"", "１", "\"＂\",\"１\""),
    ])
  func subscriber(symbol: String, number: String, sent: String) throws {
    let coverage = try convert(["IN1|1|C0^国保^JHSD0001|138057|||||||\(symbol)|\(number)"]).only("Coverage")
    #expect(coverage["subscriberId"].string == sent)
    let values = coverage["extension"].array.compactMap { $0["valueString"].string }
    #expect(values.allSatisfy { sent.contains("\"\($0)\"") } && !values.isEmpty)
  }

  @Test(
    "IN1-17 is what the insured is to the patient, FHIR's relationship what the patient is to the insured",
    arguments: [
      ("SEL^本人^HL70063", ["SEL", "self"], "本人"), ("SPO^配偶者^HL70063", ["SPO", "spouse"], "配偶者"),
      ("CHD^子供^HL70063", ["parent"], "被保険者は患者の子供"), ("FTH^父親^HL70063", ["child"], "被保険者は患者の父親"),
      ("GRP^祖父母^HL70063", ["other"], "被保険者は患者の祖父母"), ("GRD^保護者^HL70063", ["other"], "被保険者は患者の保護者"),
      ("SIB^兄弟姉妹^HL70063", ["SIB", "other"], "兄弟姉妹"), ("1^家族^99REL", [], "家族"),
      ("1^子^99REL^CHD^子供^HL70063", ["parent"], "被保険者は患者の子"),
      ("^^^CHD^子供^HL70063", ["parent"], "被保険者は患者の子供"), ("1^子^^CHD^子供^HL70063", ["parent"], "被保険者は患者の子"),
      ("CHD^子^99REL", [], "子"), ("MTH^母", ["child"], "被保険者は患者の母"), ("UNK^不明^HL70063", ["UNK"], "不明"),
    ])
  func relationship(written: String, codes: [String], text: String) throws {
    let relationship = try convert(["IN1|1|C0^国保^JHSD0001|138057|||||||1|2||||||\(written)"])
      .only("Coverage")["relationship"]
    #expect(relationship["coding"].array.compactMap { $0["code"].string } == codes)
    #expect(relationship["text"].string == text)
  }

  @Test("who bears public expense has no insurer's number; the supplement of a plan is a class")
  func publicExpense() throws {
    let conversion = try convert([
      "IN1|1|51^特定疾患^JHSD0001|51220001|静岡県|||||||1234567||||22",
      "IN1|2|06^組合^JHSD0001|06123456||||||||||||K2",
    ])
    let coverages = try conversion.all("Coverage")
    let payer = coverages[0]["payor"][0]["identifier"]
    #expect(payer["value"].string == "51220001" && !payer["system"].exists)
    #expect(coverages[0]["class"].array.map { $0["value"].string } == ["51220001", "22"])
    #expect(coverages[0]["class"][0]["name"].string == "静岡県")
    #expect(coverages[0]["subscriberId"].string == "1234567", "a recipient has no symbol")
    #expect(coverages[1]["class"].array.map { $0["value"].string } == ["K2"])
    #expect(coverages.map { $0["type"].all("code") } == [[], ["PUBLICPOL"]])
  }

  @Test("names and addresses: their parts where the message has parts")
  func parts() throws {
    let path = try record("ADT-00", trigger: "A08", date: "-", order: "999999999999999", []).path
    let pid = "PID|1||0001234567||Smith^John^Paul^Jr^Dr^^D^A|||M|||3-1^ビル^静岡市^静岡県^4220000^JPN^C~^^^^^^H^一つの文"
    let text = "MSH|^~\\&|A||||20240101||ADT^A08|1|P|2.5\r\(pid)\r"
    let conversion = Converter.convert(
      [SourceRecord(path: path, message: try Message(parsing: Array(text.utf8)))], context: .example())
    let patient = try conversion.only("Patient")
    let name = patient["name"][0]
    #expect(name["use"].string == "usual" && name["given"].array.map(\.string) == ["John", "Paul"])
    #expect(name["suffix"][0].string == "Jr" && name["prefix"][0].string == "Dr")
    let address = patient["address"][0]
    #expect(address["state"].string == "静岡県" && address["city"].string == "静岡市")
    #expect(address["line"].array.map(\.string) == ["3-1", "ビル"] && address["use"].string == "temp")
    #expect(patient["address"][1].keys == ["use", "text"])
  }

  @Test("a local code: text only, or a coding where its system is configured")
  func localCodes() throws {
    let segments = ["AL1|1|DA^薬^HL70127|1^ペニシリン^99XYZ"]
    let plain = try convert(segments)
    #expect(try plain.only("AllergyIntolerance")["code"].keys == ["text"])
    #expect(
      plain.findings == [ConversionFinding(record: 0, code: .codeWithoutSystem, segment: "AL1", field: 3)])
    let known = try convert(
      segments, context: .example(localSystems: ["99XYZ": "http://hospital.example/allergen"]))
    #expect(
      try known.only("AllergyIntolerance")["code"]["coding"][0]["system"].string
        == "http://hospital.example/allergen")
    #expect(known.findings.isEmpty)
  }

  @Test(
    "allergies: onset, reaction, status", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent")
  )
  func allergies() throws {
    let conversion = Converter.convert([try SharedMaterial.sample(SampleFile.allergies)], context: .example())
    let allergies = try conversion.all("AllergyIntolerance")
    #expect(allergies.map { $0["onsetDateTime"].string } == ["1996-01", nil, "2003-02", "2007-07-10"])
    #expect(allergies.map { $0["onsetString"].string } == [nil, "小学校低学年の頃", nil, nil])
    #expect(
      allergies.map { $0["category"][0].string } == ["environment", "food", "environment", "medication"])
    #expect(allergies[3]["code"]["coding"][0]["system"].string == "urn:oid:1.2.392.200119.4.403.1")
    #expect(allergies[1]["reaction"][0]["severity"].string == "moderate")
    #expect(allergies.allSatisfy { $0["clinicalStatus"].all("code") == ["active"] })
  }

  @Test("who told of an allergy, and where and when it was confirmed")
  func allergySources() throws {
    let conversion = try convert(
      [
        "IAM|1|DA|^ペニシリン|||A||||||||試験^花子|SPO^配偶者^HL70063||||登呂病院|20240402",
        "IAM|2|DA|^卵|||A|||||||||SEL^本人^HL70063",
      ], kind: "ADT-61", trigger: "A60")
    let notes = try conversion.all("AllergyIntolerance").map { $0["note"].array.map { $0["text"].string } }
    #expect(notes == [["情報提供者: 試験 花子（配偶者）", "確認機関: 登呂病院", "確認日時: 2024-04-02"], ["情報提供者: （本人）"]])
  }

  @Test("an allergy entered in error has no clinical status")
  func allergyInError() throws {
    let conversion = try convert(
      ["IAM|1|DA|^ペニシリン|SV||D", "IAM|2|DA|^卵|||A|||||||||||E"], kind: "ADT-61", trigger: "A60")
    let allergies = try conversion.all("AllergyIntolerance")
    #expect(allergies.allSatisfy { !$0["clinicalStatus"].exists })
    #expect(allergies.allSatisfy { $0["verificationStatus"].all("code") == ["entered-in-error"] })
    #expect(allergies[0]["reaction"][0]["manifestation"][0]["extension"][0]["valueCode"].string == "unknown")
  }
}
