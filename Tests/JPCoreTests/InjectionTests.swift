import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("OMP-02")
struct InjectionTests {
  static func order(_ serial: String = "001", control: String = "NW") -> String {
    "ORC|\(control)|000000000000042||000000000000042_01_\(serial)|||||20240405012410|058^入力者^花子||110^医師^一郎"
  }
  static let give =
    "RXE||00^一般^99I02|510||ML^ミリリットル^MR9P|INJ^注射剤^MR9P|^一定速度で^99IC6||||||||20240405-001||||||"
    + "IHP^入院処方^MR9P~FTP^定時処方^99I01||102|ml/hr^ミリリッター／時間^ISO+"
  static let timing = "TQ1|1||||||202404050800|202404051300"
  static let route = "RXR|IV^静脈内^HL70162||IVP^点滴ポンプ^HL70164"
  static let base = "RXC|B|620007329^輸液^HOT9|1|HON^本^MR9P"
  static let additive = "RXC|A|620002559^アドナ^HOT9|2|AMP^アンプル^MR9P"
  static let bottle = [give, timing, route, base, additive]

  private func convert(_ segments: [String], release: JPCoreRelease = .v1_1_2) throws -> Conversion {
    Converter.convert([try record("OMP-02", trigger: "O11", segments)], context: .example(release: release))
  }

  @Test("the sample's three bottles", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func sample() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.injection)], context: .example())
    let requests = try conversion.all("MedicationRequest")
    #expect(conversion.resources.count == 3 && Set(conversion.resources.map(\.id)).count == 3)
    for (number, request) in requests.enumerated() {
      let drugs = request.contained("Medication")["ingredient"].array
      #expect(
        drugs.map { $0["itemCodeableConcept"]["coding"][0]["code"].string } == ["620007329", "620002559"])
      #expect(drugs[0]["itemCodeableConcept"]["text"].string == "ソリタ−Ｔ３号輸液５００ｍＬ")
      #expect(drugs.map { $0["strength"]["numerator"]["code"].string } == ["HON", "AMP"])
      #expect(drugs.map { "\($0["extension"][0]["valueInteger"].value ?? "")" } == ["1", "2"])
      #expect(
        request["identifier"].array.compactMap { $0["value"].string }.prefix(3) == [
          "01", "2212345678.123456789012345", "2212345678.123456789012345_01_00\(number + 1)",
        ])
      let dosage = request["dosageInstruction"][0]
      #expect("\(dosage["doseAndRate"][0]["doseQuantity"]["value"].value ?? "")" == "510")
      #expect(dosage["doseAndRate"][0]["rateQuantity"]["code"].string == "mL/h")
      #expect(dosage["additionalInstruction"][0]["text"].string == "５時間一定速度で")
      #expect(dosage["route"]["coding"][0]["code"].string == "IV")
      #expect(
        request["category"].array.compactMap { $0["text"].string } == ["一般", "入院処方", "定時処方", "入院患者オーダ"])
      #expect(request.contained("Device")["type"]["coding"][0]["code"].string == "IVP")
    }
    #expect(requests.map { $0["authoredOn"].string?.prefix(4) } == ["2011", "2009", "2009"])
    #expect(
      requests.map { $0["dosageInstruction"][0]["timing"]["repeat"]["boundsPeriod"]["start"].string } == [
        "2011-07-01T08:00:00+09:00", "2011-07-01T13:00:00+09:00", "2011-07-01T18:00:00+09:00",
      ])
  }

  @Test("each release has its own systems", arguments: JPCoreRelease.allCases)
  func systems(release: JPCoreRelease) throws {
    let request = try convert([Self.order()] + Self.bottle, release: release).only("MedicationRequest")
    let isURL = release == .v1_2_0
    #expect(request["identifier"][0]["system"].string?.hasPrefix("http") == isURL)
    let drug = request.contained("Medication")["ingredient"][1]
    #expect(drug["itemCodeableConcept"]["coding"][0]["system"].string?.hasPrefix("http") == isURL)
    #expect(drug["strength"]["denominator"]["system"].string?.hasPrefix("http") == isURL)
    #expect(drug["strength"]["denominator"]["unit"].string == "回")
  }

  @Test("a bottle put before others or taken out leaves the ids of the others; another mixture has another")
  func stability() throws {
    func ids(_ serials: [String], _ drugs: [String] = [Self.base, Self.additive]) throws -> [String] {
      let segments = serials.flatMap { [Self.order($0), Self.give, Self.timing, Self.route] + drugs }
      return try convert(segments).resources.map(\.id)
    }
    let before = try ids(["001", "002"])
    #expect(Set(before).count == 2)
    #expect(try ids(["003", "001", "002"]).suffix(2) == before.suffix(2))
    #expect(try ids(["002"]) == [before[1]])
    #expect(
      try ids(["001"], [Self.additive, Self.base]) == [before[0]], "the order of the parts says nothing")
    let other = Self.additive.replacing("620002559", with: "620002560")
    #expect(try ids(["001"], [Self.base, other]).allSatisfy { !before.contains($0) })
  }

  @Test(
    "RXE-2 is a class of injection, or the drug, or the mixture's own name",
    arguments: [
      ("00^一般^99I02", [base], 1, nil, "一般"), ("110626901^注射薬^HOT9", [], 1, nil, nil),
      ("110626901^注射薬^HOT9", [base, additive], 2, "110626901", nil),
      ("C1^院内分類^99LOC", [base], 1, nil, "院内分類"),
    ] as [(String, [String], Int, String?, String?)])
  func classes(give: String, parts: [String], count: Int, code: String?, category: String?) throws {
    let request = try convert([Self.order(), "RXE||\(give)|3||AMP^管^MR9P", Self.route] + parts)
      .only("MedicationRequest")
    let medication = request.contained("Medication")
    #expect(medication["ingredient"].array.count == count)
    #expect(medication["code"]["coding"][0]["code"].string == code)
    #expect(request["category"][0]["text"].string == category)
    if parts.isEmpty {
      let drug = medication["ingredient"][0]
      #expect(drug["itemCodeableConcept"]["coding"][0]["code"].string == "110626901")
      #expect("\(drug["strength"]["numerator"]["value"].value ?? "")" == "3")
    }
  }

  @Test(
    "the category of RXE-21: a class of injections by the name of the guideline's examples, MERIT-9's kinds of prescriptions",
    arguments: [
      ("FTP^定時処方^99I01", "FTP", "JHSI0001"), ("OTP^頓用処方^99I01", "OTP", "JHSI0001"),
      ("EMP^至急処方^JHSI0001", "EMP", "JHSI0001"), ("Z^院内区分^99I01", nil, nil),
      ("XTR^臨時処方^MR9P", "XTR", "JP_MedicationCategoryMERIT9_CS"),
      ("DCG^退院処方^MR9P", "DCG", "JP_MedicationCategoryMERIT9_CS"),
      ("ORD^定期処方^MR9P", "ORD", "JP_MedicationCategoryMERIT9_CS"),
      ("OHI^院内処方^MR9P", "OHI", "JP_MedicationCategoryMERIT9_CS"),
      ("BDP^持参薬処方^JHSP0007", "BDP", "JHSP0007"),
    ] as [(String, String?, String?)])
  func categories(written: String, code: String?, system: String?) throws {
    let give = "RXE||00^一般^99I02|510||ML^ミリリットル^MR9P" + String(repeating: "|", count: 16) + written
    for release in JPCoreRelease.allCases {
      let request = try convert([Self.order(), give, Self.route, Self.base], release: release)
        .only("MedicationRequest")
      let category = request["category"][1]
      #expect(category["coding"][0]["code"].string == code)
      #expect(
        category["coding"][0]["system"].string == system.map { "http://jpfhir.jp/fhir/core/CodeSystem/" + $0 }
      )
      #expect(category["text"].string == written.split(separator: "^").dropFirst().first.map(String.init))
    }
  }

  @Test("a code that MERIT-9's kinds do not have is no category")
  func otherKind() throws {
    let give = "RXE||00^一般^99I02|510||ML^ミリリットル^MR9P" + String(repeating: "|", count: 16) + "BDP^持参薬処方^MR9P"
    let request = try convert([Self.order(), give, Self.route, Self.base]).only("MedicationRequest")
    #expect(request["category"].array.map { $0["text"].string } == ["一般"])
  }

  @Test("further codes of a part are codes of the same drug")
  func furtherCodes() throws {
    let part = Self.additive + "|||3329401A1010^アドナ^YJ"
    let request = try convert([Self.order(), Self.give, part]).only("MedicationRequest")
    let codings = request.contained("Medication")["ingredient"][0]["itemCodeableConcept"]["coding"].array
    #expect(codings.map { $0["code"].string } == ["620002559", "3329401A1010"])
  }

  @Test("an amount without a coded unit is told in words and never lost")
  func weakened() throws {
    let conversion = try convert([
      Self.order(), Self.give, "RXC|A|620002559^アドナ^HOT9|少々|^滴", "RXC|A|1^無量^HOT9",
    ])
    let request = try conversion.only("MedicationRequest")
    let strengths = request.contained("Medication")["ingredient"].array.map { $0["strength"] }
    #expect(strengths.map { $0["extension"][0]["valueCode"].string } == ["as-text", "unknown"])
    #expect(request["note"].array.compactMap { $0["text"].string } == ["アドナ 少々滴"])
    #expect(
      conversion.findings.contains(
        ConversionFinding(record: 0, code: .valueWeakened, segment: "RXC", field: 3)))
  }

  @Test("a rate in words, a daily total beside a rate")
  func rates() throws {
    let words = try convert([
      Self.order(), "RXE||00^一般^99I02|10||ML^mL^MR9P||||||||||||||||||ゆっくり", Self.base,
    ])
    let slow = try words.only("MedicationRequest")["dosageInstruction"][0]
    #expect(slow["text"].string == "ゆっくり" && !slow["doseAndRate"][0]["rateQuantity"].exists)
    let both = try convert([
      Self.order(), "RXE||00^一般^99I02|10||ML^mL^MR9P||||||||||||||30^ML&mL&MR9P||||5|ml/hr", Self.base,
    ])
    let rates = try both.only("MedicationRequest")["dosageInstruction"][0]["doseAndRate"].array
    #expect(rates.map { $0["rateQuantity"].exists } == [true, false])
    #expect(rates.map { $0["rateRatio"].exists } == [false, true])
  }

  @Test("a note and an observation belong to their bottle")
  func beside() throws {
    let obx = "OBX|1|NM|9N006000000000001^体重^JC10||62.5|kg^kg^ISO+|||||F"
    let conversion = try convert(
      [Self.order()] + Self.bottle + ["NTE|1||注意", obx, Self.order("002")] + Self.bottle)
    let requests = try conversion.all("MedicationRequest")
    let observation = "Observation/" + (try conversion.only("Observation")["id"].string ?? "")
    #expect(requests.map { $0["supportingInformation"][0]["reference"].string } == [observation, nil])
    #expect(requests.map { $0["note"][0]["text"].string } == ["注意", nil])
  }

  @Test(
    "status by order control",
    arguments: [("NW", "active"), ("CA", "cancelled"), ("DC", "stopped"), ("HD", "on-hold"), ("", "unknown")])
  func status(control: String, status: String) throws {
    let request = try convert([Self.order(control: control)] + Self.bottle).only("MedicationRequest")
    #expect(request["status"].string == status)
  }

  @Test(
    "what FHIR demands and the message lacks is a problem that names the field",
    arguments: [
      ([give, base], "ORC", nil), (["ORC|NW|42", give, base], "ORC", 4), ([order(), give], "RXC", nil),
      ([order(), give, "RXC|A||1|ML^mL^MR9P"], "RXC", 2), ([order()], "RXE", nil),
    ] as [([String], String, Int?)])
  func problems(segments: [String], segment: String, field: Int?) throws {
    let conversion = try convert(segments)
    #expect(conversion.problems[0]?.segment == segment && conversion.problems[0]?.field == field)
    #expect(conversion.resources.isEmpty)
  }
}
