import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("OMP-11 and OMP-12")
struct AdministrationTests {
  static let order =
    "ORC|NW|000000000000042||1|||||20240405081500|058^入力者^花子||110^医師^一郎|||||01^内科^HL70069"
    + "||||||||||||I^入院患者オーダ^HL70482"
  static func drug(
    _ code: String, start: String = "202404050830", end: String = "202404050830", rest: String = ""
  ) -> String {
    "RXA|0|1|\(start)|\(end)|\(code)^薬\(code)^HOT9|1|TAB^錠^MR9P|||200^看護^花子|09A^021^4^^^N|\(rest)"
  }
  static let oral = "RXR|PO^口^HL70162"
  static let drip = "RXR|IV^静脈内^HL70162||IVP^点滴ポンプ^HL70164"

  private func convert(
    _ kind: String, _ segments: [String], release: JPCoreRelease = .v1_1_2
  ) throws -> Conversion {
    Converter.convert([try record(kind, trigger: "O17", segments)], context: .example(release: release))
  }

  @Test("the oral sample", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func oralSample() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.drugsGiven)], context: .example())
    let given = try conversion.all("MedicationAdministration")
    #expect(conversion.resources.count == 2)
    #expect(
      given.map { $0["medicationCodeableConcept"]["coding"][0]["code"].string } == ["108665201", "110626901"])
    #expect(given.map { $0["identifier"][1]["value"].string } == ["1", "2"])
    #expect(given.map { "\($0["dosage"]["dose"]["value"].value ?? "")" } == ["1", "2"])
    #expect(
      given[0]["effectivePeriod"]["start"].string == "2011-07-01T08:30:00+09:00", "not the folder's day")
    #expect(given[0]["performer"][0]["actor"]["display"].string == "看護 花子")
    #expect(given[0]["status"].string == "completed")
    #expect(given[0]["category"]["coding"][0]["code"].string == "I")
    #expect(given[1]["dosage"]["route"]["coding"][0]["code"].string == "PO", "one RXR for two RXA")
    #expect(given[0]["request"]["identifier"]["value"].string == "2212345678.123456789012345")
    let extensions = given[0]["extension"].array
    #expect(extensions.compactMap { $0["valueDateTime"].string } == ["2011-06-30T14:15:00+09:00"])
    #expect(extensions.compactMap { $0["valueCodeableConcept"]["text"].string } == ["内科"])
    #expect(
      extensions.compactMap { $0["valueReference"]["display"].string } == ["医師 一郎", "病棟 09A 病室 021 病床 4"])
  }

  @Test(
    "the injected sample is one mixture", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent")
  )
  func injectedSample() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.injectionGiven)], context: .example())
    let given = try conversion.only("MedicationAdministration")
    #expect(conversion.resources.count == 1)
    let drugs = given.contained("Medication")["ingredient"].array
    #expect(
      drugs.map { $0["itemCodeableConcept"]["coding"][0]["code"].string } == ["620007329", "620002559"])
    #expect(drugs.map { $0["strength"]["numerator"]["code"].string } == ["HON", "AMP"])
    #expect(drugs.allSatisfy { $0["strength"]["denominator"]["code"].string == "TIME" })
    #expect(given["medicationReference"]["reference"].string == "#medication")
    #expect(
      given["identifier"].array.compactMap { $0["value"].string } == [
        "01", "2212345678.123456789012345", "2212345678.123456789012345_01_001",
      ])
    #expect(given["effectivePeriod"]["end"].string == "2011-07-01T13:05:43+09:00")
    #expect("\(given["dosage"]["rateQuantity"]["value"].value ?? "")" == "102")
    #expect(given["dosage"]["rateQuantity"]["code"].string == "mL/h")
    #expect(!given["dosage"]["dose"].exists)
    #expect(given["note"].array.compactMap { $0["text"].string } == ["左手に実施"])
    #expect(given["device"][0]["reference"].string == "#device")
    #expect(given.contained("Device")["type"]["coding"][0]["code"].string == "IVP")
  }

  @Test(
    "each release has its own systems and profiles",
    arguments: JPCoreRelease.allCases, ["OMP-11", "OMP-12"])
  func systems(release: JPCoreRelease, kind: String) throws {
    let given = try convert(kind, [Self.order, Self.drug("108665201"), Self.oral], release: release)
      .only("MedicationAdministration")
    #expect(given["identifier"][0]["system"].string?.hasPrefix("http") == (release == .v1_2_0))
    #expect(given["meta"]["profile"][0].string?.hasSuffix("_Injection") == (kind == "OMP-12"))
    #expect(given["medicationReference"].exists == (kind == "OMP-12"))
    #expect(given["identifier"].array.count == (kind == "OMP-12" ? 2 : 3))
  }

  @Test(
    "status by completion and action",
    arguments: [
      ("CP", "", "completed"), ("PA", "", "in-progress"), ("NA", "A", "not-done"), ("RE", "", "not-done"),
      ("", "", "unknown"), ("CP", "D", "entered-in-error"),
    ])
  func status(completion: String, action: String, status: String) throws {
    let rxa = Self.drug("1", rest: "||||||無し^拒否理由||\(completion)|\(action)")
    for kind in ["OMP-11", "OMP-12"] {
      let given = try convert(kind, [Self.order, rxa, Self.oral]).only("MedicationAdministration")
      #expect(given["status"].string == status)
      #expect(given["statusReason"][0]["text"].string == "拒否理由")
    }
  }

  @Test(
    "drugs are one mixture when times, rate, outcome and route agree",
    arguments: [
      (drug("2"), drip, 1), (drug("2", start: "202404050900"), drip, 2),
      (drug("2", end: "202404050900"), drip, 2),
      (drug("2", rest: "10ml/hr"), drip, 2), (drug("2", rest: "||||||||NA"), drip, 2), (drug("2"), oral, 2),
      (drug("2").replacing("09A", with: "09B"), drip, 2),
    ])
  func mixtures(second: String, route: String, count: Int) throws {
    let segments = [Self.order, Self.drug("1"), Self.drip, second, route]
    let given = try convert("OMP-12", segments).all("MedicationAdministration")
    #expect(given.count == count)
    #expect(given.flatMap { $0.contained("Medication")["ingredient"].array }.count == 2)
    // What together has no amount of its own was given once.
    #expect(given[0]["dosage"]["dose"]["code"].string == (count == 1 ? "TIME" : "TAB"))
  }

  @Test(
    "a drug put before others or taken out leaves the ids of the others", arguments: ["OMP-11", "OMP-12"])
  func stability(kind: String) throws {
    func ids(_ codes: [String]) throws -> [String] {
      let drugs = codes.map { Self.drug($0, rest: "\($0)ml/hr") }
      return try convert(kind, [Self.order] + drugs + [Self.oral]).resources.map(\.id)
    }
    let before = try ids(["1", "2"])
    #expect(Set(before).count == 2)
    #expect(try ids(["3", "1", "2"]).suffix(2) == before.suffix(2))
    #expect(try ids(["2"]) == [before[1]])
    #expect(try ids(["3"]).allSatisfy { !before.contains($0) })
  }

  @Test("the same drug at two times: two resources, one line of the order")
  func again() throws {
    let drugs = [Self.drug("1"), Self.drug("2"), Self.drug("1", start: "202404051230", end: "202404051230")]
    let conversion = try convert("OMP-11", [Self.order] + drugs + [Self.oral])
    #expect(Set(conversion.resources.map(\.id)).count == 3)
    let given = try conversion.all("MedicationAdministration")
    #expect(given.map { $0["identifier"][1]["value"].string } == ["1", "2", "1"])
  }

  @Test(
    "an amount without a coded unit is told in words and never lost", arguments: ["OMP-11", "OMP-12"])
  func weakened(kind: String) throws {
    let rxa = "RXA|0|1|202404050830||1^軟膏^HOT9|適量|^少々|||||三秒毎||||||||CP"
    let conversion = try convert(kind, [Self.order, rxa, Self.oral])
    let given = try conversion.only("MedicationAdministration")
    #expect(!given["dosage"].exists, "FHIR R4 mad-1")
    let notes = given["note"].array.compactMap { $0["text"].string }
    #expect(Set(notes) == ["投与量 三秒毎 適量少々", "投与経路 口"])
    #expect(given["effectiveDateTime"].string == "2024-04-05T08:30:00+09:00")
    #expect(
      conversion.findings.contains(
        ConversionFinding(record: 0, code: .valueWeakened, segment: "RXA", field: 6)))
  }

  @Test(
    "rates",
    arguments: [
      ("102ml/hr", "102", "mL/h"), ("６０ｍｌ／時間", "60", "mL/h"), ("0.5 mg/min", "0.5", "mg/min"),
      ("5時間", nil, nil),
      ("102", nil, nil), ("速やかに", nil, nil),
    ] as [(String, String?, String?)])
  func rates(written: String, value: String?, code: String?) throws {
    let given = try convert("OMP-12", [Self.order, Self.drug("1", rest: written), Self.drip])
      .only("MedicationAdministration")
    #expect(given["dosage"]["rateQuantity"]["value"].value.map { "\($0)" } == value)
    #expect(given["dosage"]["rateQuantity"]["code"].string == code)
    #expect(given["dosage"]["text"].string == (value == nil ? written : nil))
  }

  @Test(
    "what FHIR demands and the message lacks is a problem that names the field",
    arguments: [
      (["RXA|0|1|20240405||1^薬^HOT9|1"], "ORC", nil), (["ORC|NW|42||1", "RXA|0|1|20240405|||1"], "RXA", 5),
      (["ORC|NW|42", "RXA|0|1|20240405||1^薬^HOT9|1"], "ORC", 4), (["ORC|NW|42||1"], "RXA", nil),
      (["ORC|NW|42||1", "RXA|0|1|20240230||1^薬^HOT9|1"], "RXA", 3),
    ] as [([String], String, Int?)])
  func problems(segments: [String], segment: String, field: Int?) throws {
    for kind in ["OMP-11", "OMP-12"] {
      let conversion = try convert(kind, segments)
      #expect(conversion.problems[0]?.segment == segment && conversion.problems[0]?.field == field)
      #expect(conversion.resources.isEmpty)
    }
  }

  @Test(
    "a vaccination is also an immunization, unless its status is none that one can have",
    arguments: [
      ("06^予防接種^99I02", "CP", "completed"), ("06^予防接種^JHSI0002", "NA", "not-done"),
      ("06^予防接種^99I02", "PA", nil), ("06^六^99XYZ", "CP", nil), ("00^一般^99I02", "CP", nil),
    ] as [(String, String, String?)])
  func vaccination(type: String, completion: String, status: String?) throws {
    let encoding = ["RXE||\(type)|0.5||ML^ミリリットル^MR9P", "TQ1|1||||||20240405", "RXR|SC^皮下^HL70162"]
    let rxa =
      "RXA|0|1|202404051000|202404051000|622054201^ワクチン^HOT9|0.5|ML^ミリリットル^MR9P||左上腕|200^看護^花子|||||LOT9|20250331|"
      + "^製造所|||\(completion)||20240405101500"
    let conversion = try convert(
      "OMP-12", [Self.order] + encoding + [rxa, "RXR|SC^皮下^HL70162|LD^左三角筋^HL70163"])
    let medication = try conversion.only("MedicationAdministration").contained("Medication")
    #expect(medication["batch"]["lotNumber"].string == "LOT9")
    #expect(medication["manufacturer"]["display"].string == "製造所")
    #expect(try conversion.all("Immunization").map { $0["status"].string } == [status].compactMap(\.self))
    guard status != nil else { return }
    let immunization = try conversion.only("Immunization")
    #expect(immunization["vaccineCode"]["coding"][0]["code"].string == "622054201")
    #expect(immunization["occurrenceDateTime"].string == "2024-04-05T10:00:00+09:00")
    #expect(immunization["recorded"].string == "2024-04-05T10:15:00+09:00")
    #expect(
      immunization["lotNumber"].string == "LOT9" && immunization["expirationDate"].string == "2025-03-31")
    #expect(immunization["site"]["coding"][0]["code"].string == "LD")
    #expect(immunization["doseQuantity"]["code"].string == "ML")
    #expect(immunization["performer"][0]["actor"]["display"].string == "看護 花子")
  }

  @Test("an expiration date that is none is told as it is written")
  func expiration() throws {
    let rxa = segment(
      "RXA", [1: "0", 2: "1", 3: "202404051000", 5: "1^薬^HOT9", 6: "1", 15: "LOT9", 16: "2025年春", 20: "CP"])
    let conversion = try convert("OMP-11", [Self.order, rxa, Self.oral])
    let notes = try conversion.only("MedicationAdministration")["note"].array.compactMap { $0["text"].string }
    #expect(notes.contains { $0.contains("有効期限 2025年春") })
    #expect(conversion.findings.contains { $0.code == .dateImpossible && $0.field == 16 })
  }

  @Test(
    "an observation of an administration is made once for all its drugs", arguments: ["OMP-11", "OMP-12"])
  func observations(kind: String) throws {
    let obx = "OBX|1|NM|9N006000000000001^体重^JC10||62|kg^kg^ISO+|||||F"
    let conversion = try convert(kind, [Self.order, Self.drug("1"), Self.drug("2"), Self.oral, obx])
    let observation = try conversion.only("Observation")
    for given in try conversion.all("MedicationAdministration") {
      #expect(
        given["supportingInformation"][0]["reference"].string
          == "Observation/" + (observation["id"].string ?? ""))
    }
  }
}
