import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("OML-11")
struct LaboratoryResultTests {
  private func convert(_ segments: [String]) throws -> Conversion {
    Converter.convert([try record("OML-11", trigger: "R22", segments)], context: .example())
  }

  private func observation(
    type: String, value: String, unit: String = "", rest: String = "||||F|||202404050900"
  ) throws -> JSON {
    try convert([
      "SPM|1|||023^血清^JC10", "OBR|1|42||E001^生化学^99O03",
      "OBX|1|\(type)|3A010000002327101^総蛋白^JC10||\(value)|\(unit)|\(rest)",
    ]).only("Observation")
  }

  @Test("results of one item are told apart by their time, not by their place")
  func repeated() throws {
    func convert(_ times: [String], sub: String = "") throws -> [String: JSON] {
      let results = times.map { "OBX|1|NM|3D01^血糖^JC10|\(sub)|1\($0.prefix(3))|mg/dL|||||F|||20240405\($0)" }
      let found = try self.convert(["SPM|1|||023^血清^JC10", "OBR|1|42||E001^負荷^99O03"] + results)
        .all("Observation")
      #expect(Set(found.compactMap { $0["id"].string }).count == times.count)
      #expect(Set(found.compactMap { $0["identifier"][0]["value"].string }).count == times.count)
      return Dictionary(
        uniqueKeysWithValues: found.map { ($0["effectiveDateTime"].string ?? "", $0["id"]) })
    }
    for sub in ["", "1"] {
      let before = try convert(["0900", "0930", "1000"], sub: sub)
      let after = try convert(["0830", "0900", "0930", "1000"], sub: sub)
      for (time, id) in before { #expect(after[time]?.string == id.string, "\(time)") }
      #expect(after.count == 4)
    }
    // The same item of another service or specimen is told apart by these: its time does not matter.
    func orders(_ services: [String]) throws -> [String?] {
      let result = "OBX|1|NM|3D01^血糖^JC10||1|mg/dL|||||F|||202404050900"
      return try self.convert(
        ["SPM|1|||023^血清^JC10"] + services.flatMap { ["OBR|1|42||\($0)^負荷^99O03", result] }
      ).all("Observation").map { $0["id"].string }
    }
    #expect(try orders(["E001"])[0] == orders(["E001", "E002"])[0])
    // One alone has no need of it: a corrected time leaves its id.
    #expect(try convert(["0900"]).values.first?.string == convert(["0905"]).values.first?.string)
  }

  @Test("the sample's report", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func sample() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.laboratory)], context: .example())
    #expect(
      conversion.resources.map(\.type) == [
        "Specimen", "ServiceRequest", "Observation", "Observation", "Observation", "DiagnosticReport",
      ])
    let report = try conversion.only("DiagnosticReport")
    let observations = try conversion.all("Observation")
    #expect(
      report["result"].array.map { $0["reference"].string }
        == observations.map { "Observation/" + ($0["id"].string ?? "") })
    #expect(report["status"].string == "final" && report["issued"].string == "2011-12-20T10:30:59+09:00")
    #expect(observations[1]["valueQuantity"]["code"].string == "g/dL")
    #expect(observations[1]["valueQuantity"]["unit"].string == "g/dl")
    #expect(observations[1]["effectiveDateTime"].string == "2011-12-19T15:00:00+09:00")
    #expect(observations[1]["referenceRange"][0]["text"].string == "6.70-8.3")
    #expect(conversion.text(observations[1]["id"].string ?? "").contains("{\"value\":6.70,"))
    #expect(
      observations[0]["identifier"][0]["value"].string
        == "2212345678.000000011000354_E001_023_3A016000002327102")
    let specimen = try conversion.only("Specimen")
    #expect(specimen["type"].keys == ["text"])
    #expect(observations[0]["specimen"]["reference"].string == "Specimen/" + (specimen["id"].string ?? ""))
    #expect(try conversion.only("ServiceRequest")["status"].string == "completed")
  }

  @Test(
    "one preliminary line keeps the whole report preliminary",
    .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func bacteriology() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.bacteriology)], context: .example())
    #expect(try conversion.only("DiagnosticReport")["status"].string == "preliminary")
    let observations = try conversion.all("Observation")
    #expect(observations.map { $0["valueString"].string } == ["(+)", "(2+)", nil, nil])
    #expect(observations.map { $0["status"].string } == ["final", "preliminary", "final", "final"])
    #expect(
      observations.suffix(2).map { $0["valueCodeableConcept"]["text"].string } == ["E.Coli", "S.Aureus"])
    #expect(
      observations.suffix(2).map { $0["hasMember"][0]["reference"].string }
        == observations.prefix(2).map { "Observation/" + ($0["id"].string ?? "") })
    #expect(
      try conversion.only("DiagnosticReport")["result"].array.map { $0["reference"].string }
        == [2, 0, 3, 1].map { "Observation/" + (observations[$0]["id"].string ?? "") },
      "as the message has them")
    let collection = try conversion.only("Specimen")["collection"]
    #expect(
      collection["quantity"]["code"].string == "mL"
        && collection["bodySite"]["text"].string == "採取部位")
    #expect(try conversion.only("ServiceRequest")["note"][0]["text"].string == "同定結果")
  }

  @Test("orders and results belong together, whether ORC stands behind or before OBR")
  func belonging() throws {
    func lines(_ order: [String]) -> [String] {
      [
        "SPM|1|||023^血清^JC10", order[0], order[1], "OBX|1|ST|A^甲^JC10||1|||||F", order[2], order[3],
        "OBX|1|ST|B^乙^JC10||2|||||F", "SPM|2|||019^尿^JC10", "OBR|3|44||E^尿^99", "OBX|1|ST|C^丙^JC10||3|||||F",
      ]
    }
    let (first, second) = (["OBR|1|42||E^生^99", "ORC|SC|42"], ["OBR|2|43||F^血^99", "ORC|SC|43"])
    for order in [first + second, first.reversed() + second.reversed()] {
      let conversion = try convert(lines(order))
      let requests = try conversion.all("ServiceRequest")
      #expect(
        requests.map { $0["identifier"][0]["value"].string } == [
          "2212345678.42", "2212345678.43", "2212345678.44",
        ])
      let references = requests.map { "ServiceRequest/" + ($0["id"].string ?? "") }
      let observations = try conversion.all("Observation")
      #expect(observations.map { $0["basedOn"][0]["reference"].string } == references)
      let specimens = try conversion.all("Specimen").map { "Specimen/" + ($0["id"].string ?? "") }
      #expect(
        observations.map { $0["specimen"]["reference"].string }
          == [specimens[0], specimens[0], specimens[1]])
    }
  }

  @Test(
    "numbers, with and without comparison",
    arguments: [
      ("NM", "7.2", "7.2", nil), ("NM", "<5", "5", "<"), ("NM", "＜０．５", "0.5", "<"), ("ST", "5以上", "5", ">="),
      ("ST", "10未満", "10", "<"),
      ("ST", "１０以下", "10", "<="), ("ST", "> 100", "100", ">"), ("ST", "≦3", "3", "<="),
      ("SN", "<^10", "10", "<"), ("SN", ">=^1.5", "1.5", ">="),
      ("SN", "^4", "4", nil), ("ST", "0.5超", "0.5", ">"),
    ] as [(String, String, String, String?)])
  func quantities(type: String, value: String, number: String, comparator: String?) throws {
    let result = try observation(type: type, value: value, unit: "mg/dl^mg/dl^ISO+")
    #expect(result["valueQuantity"]["value"].exists && !result["dataAbsentReason"].exists)
    #expect("\(result["valueQuantity"]["value"].value ?? "")" == number)
    #expect(result["valueQuantity"]["comparator"].string == comparator)
    #expect(result["valueQuantity"]["code"].string == "mg/dL")
  }

  @Test(
    "everything else stays as written",
    arguments: [
      ("ST", "(1+)", "(1+)"), ("ST", "5", "5"), ("NM", "測定不能", "測定不能"), ("NM", "1.3E+2", "1.3E+2"),
      ("SN", "^1^:^40", "1:40"), ("ST", "  -", "  -"),
      ("TX", "一行目~二行目", "一行目\n二行目"), ("ST", "1:40", "1:40"), ("ST", "10^5", "10^5"), ("NM", "10^5", "10^5"),
      ("ST", "(±)", "(±)"),
      ("ST", "<10^3", "<10^3"), ("XCN", "1^医師^一郎", "医師 一郎"), ("TS", "午後", "午後"),
      ("CWE", "1^陽性~2^陰性", "陽性、陰性"),
    ])
  func texts(type: String, value: String, text: String) throws {
    let result = try observation(type: type, value: value)
    #expect(result["valueString"].string == text)
    #expect(result.keys.isDisjoint(with: ["valueQuantity", "valueCodeableConcept", "dataAbsentReason"]))
  }

  @Test(
    "no value: a reason and never both",
    arguments: [
      ("NM", "", "X", "unknown"), ("ST", "\"\"", "F", "unknown"), ("NM", "", "I", "temp-unknown"),
      ("ED", "a^b^c^d", "F", "unsupported"),
    ])
  func absent(type: String, value: String, status: String, reason: String) throws {
    let result = try observation(type: type, value: value, rest: "||||\(status)")
    #expect(result["dataAbsentReason"].all("code") == [reason])
    #expect(result.keys.isDisjoint(with: ["valueString", "valueQuantity", "valueCodeableConcept"]))
  }

  @Test(
    "times keep their day and precision",
    arguments: [
      ("202404050900", "2024-04-05T09:00:00+09:00"), ("20240405", "2024-04-05"), ("202404", "2024-04"),
      ("202404052530", "2024-04-06T01:30:00+09:00"),
      ("20241231240000", "2025-01-01T00:00:00+09:00"), ("20240405235959.9", "2024-04-05T23:59:59.9+09:00"),
      ("20240405120000+0000", "2024-04-05T12:00:00+00:00"),
    ])
  func times(written: String, sent: String) throws {
    #expect(
      try observation(type: "NM", value: "1", rest: "||||F|||\(written)")["effectiveDateTime"].string == sent
    )
  }

  @Test("an impossible time falls back to the specimen's, then is unknown")
  func impossibleTimes() throws {
    let item = "OBX|1|NM|3A010000002327101^総蛋白^JC10||1||||||F|||20240230"
    let known = try convert(["SPM|1|||023^血清^JC10|||||||||||||20240404", "OBR|1|42||E001", item])
    #expect(try known.only("Observation")["effectiveDateTime"].string == "2024-04-04")
    #expect(
      known.findings.contains(ConversionFinding(record: 0, code: .dateImpossible, segment: "OBX", field: 14)))
    let unknown = try convert(["SPM|1|||023^血清^JC10", "OBR|1|42||E001", item])
    #expect(
      try unknown.only("Observation")["_effectiveDateTime"]["extension"][0]["valueCode"].string == "unknown")
  }

  @Test(
    "reference ranges",
    arguments: [
      ("6.70-8.3", "6.70", "8.3"), ("１．０～２．０", "1.0", "2.0"), ("<=15", nil, "15"), ("10以上", "10", nil),
      ("5.0以下", nil, "5.0"), ("≧3", "3", nil), ("<15", nil, nil), (">95", nil, nil), ("10未満", nil, nil),
      ("10超", nil, nil),
      ("-2 - 3", "-2", "3"), ("(-)", nil, nil), ("陰性", nil, nil),
    ] as [(String, String?, String?)])
  func ranges(text: String, low: String?, high: String?) {
    let range = ReferenceRange(text)
    #expect(range.low == low && range.high == high && range.text == text)
  }

  @Test("a local item has the general profile, a national one the laboratory's")
  func profiles() throws {
    let conversion = try convert([
      "SPM|1|||023^血清^JC10", "OBR|1|42||E001", "OBX|1|ST|L1^院内項目^99LAB||(-)||||||F",
      "OBX|2|ST|X^x^99LAB^3A010000002327101^総蛋白^JC10||(-)||||||F",
    ])
    let profiles = try conversion.all("Observation").map {
      $0["meta"]["profile"][0].string?.split(separator: "_").last
    }
    #expect(profiles == ["Common", "LabResult"])
    #expect(conversion.findings.contains { $0.code == .profileGeneral && $0.field == 3 })
  }

  @Test("an item inserted before others, another specimen before it: the ids of the rest stay")
  func stability() throws {
    func item(_ code: String) -> String { "OBX|1|NM|\(code)^項目^JC10||1||||||F" }
    let specimen = ["SPM|1|S2||023^血清^JC10", "OBR|1|42||E001^生化学^99O03"]
    let before = try convert(specimen + [item("3A010000002327101"), item("3A015000002327101")])
    let after = try convert(
      ["SPM|1|S1||023^血清^JC10", "OBR|1|42||E001^生化学^99O03", item("3A010000002327101")] + specimen + [
        item("2A990000001930953"), item("3A010000002327101"), item("3A015000002327101"),
      ])
    let ids = Set(before.resources.map(\.reference))
    #expect(ids.count == 5 && ids.isSubset(of: after.resources.map(\.reference)))
    #expect(Set(after.resources.map(\.reference)).count == 10)
    for resource in before.resources where resource.type == "Observation" {
      #expect(after.text(resource.id) == String(decoding: resource.json, as: UTF8.self))
    }
  }

  private func culture(_ rows: [String], service: String = "6B010000001774200^培養同定^JC10") throws -> [String] {
    let conversion = try convert(["SPM|1|||017^血液^JC10", "OBR|1|42||\(service)"] + rows)
    let names = Dictionary(
      uniqueKeysWithValues: try conversion.all("Observation").map {
        ("Observation/" + ($0["id"].string ?? ""), $0["code"]["text"].string ?? "")
      })
    return try conversion.all("Observation").flatMap { observation in
      observation["hasMember"].array.map {
        (observation["code"]["text"].string ?? "") + ":" + (names[$0["reference"].string ?? ""] ?? "?")
      }
    }
  }

  @Test("what was found about an organism belongs to it, as far as OBX-4 tells")
  func organisms() throws {
    func name(_ group: String, _ code: String = "6B010000001774214^菌名^JC10", value: String = "2001^大腸菌^99A")
      -> String
    {
      "OBX|1|CWE|\(code)|\(group)|\(value)||||||F"
    }
    func drug(_ group: String, _ name: String) -> String {
      "OBX|2|ST|6C205000001774311^\(name)^JC10|\(group)|<=0.06|ug/mL||S|||F"
    }
    #expect(
      try culture([name("1"), drug("1", "甲"), drug("1", "乙"), name("2"), drug("2", "甲")])
        == ["菌名:甲", "菌名:乙", "菌名:甲"])
    #expect(try culture([drug("1", "甲"), name("1")]) == ["菌名:甲"], "in any order")
    #expect(try culture([name(""), drug("", "甲")]) == [], "without sub-ID nothing is told")
    #expect(try culture([name("1"), name("1", "6B010000001774215^菌名２^JC10"), drug("1", "甲")]) == [])
    let local = name("1", "L1^菌名^99LAB")
    #expect(try culture([local, drug("1", "甲")]) == ["菌名:甲"], "the order is a culture")
    #expect(try culture([local, drug("1", "甲")], service: "E1^検査^99O03") == [])
    #expect(
      try culture(
        [name("1", "L1^菌名^99LAB", value: "2001^大腸菌^JANIS"), drug("1", "甲")], service: "E1^検査^99O03")
        == ["菌名:甲"])
    #expect(
      try culture([name("1", "6C205000001774311^感受性^JC10", value: "S^感性^99A"), drug("1", "甲")]) == [],
      "a coded susceptibility is no organism")
  }

  @Test("what was found about one organism has identifiers of its own, that stay when others come")
  func susceptibilities() throws {
    func identifiers(_ rows: [(name: String, group: String)]) throws -> [String: String] {
      let conversion = try convert(
        ["SPM|1|||017^血液^JC10", "OBR|1|42||6B010000001774200^培養同定^JC10", "ORC|SC|42"]
          + rows.map { "OBX|1|ST|6C205000001774311^\($0.name)^JC10|\($0.group)|<=0.06|ug/mL||S|||F" })
      return Dictionary(
        uniqueKeysWithValues: try conversion.all("Observation").map {
          ($0["code"]["text"].string ?? "", $0["identifier"][0]["value"].string ?? "")
        })
    }
    let before = try identifiers([("甲", "1"), ("乙", "1")])
    #expect(Set(before.values).count == 2)
    let head = "2212345678.42_6B010000001774200_017_6C205000001774311_1_"
    #expect(before.values.allSatisfy { $0.hasPrefix(head) && $0.count > head.count })
    let after = try identifiers([("丙", "1"), ("乙", "1"), ("甲", "1")])
    #expect(after["甲"] == before["甲"] && after["乙"] == before["乙"])
    #expect(
      try identifiers([("甲", "")])["甲"] == "2212345678.42_6B010000001774200_017_6C205000001774311",
      "without sub-ID as JP Core has it")
  }

  @Test(
    "an organism of JANIS has its system, in either release", arguments: JPCoreRelease.allCases)
  func organismSystem(release: JPCoreRelease) throws {
    func result(_ item: String, _ value: String) throws -> JSON {
      let segments = [
        "SPM|1|||017^血液^JC10", "OBR|1|42||6B010000001774200^培養同定^JC10", "OBX|1|CWE|\(item)||\(value)||||||F",
      ]
      return try Converter.convert(
        [try record("OML-11", trigger: "R22", segments)], context: .example(release: release)
      ).only("Observation")
    }
    let item = "6B010000001774214^菌名^JC10"
    let organism = try result(item, "2001^E.Coli^JANIS")["valueCodeableConcept"]
    #expect(organism["coding"][0]["system"].string == "urn:oid:1.2.392.100495.10.3.100.5.27.6.1")
    #expect(organism.all("code") == ["2001"] && organism["text"].string == "E.Coli")
    #expect(organism["coding"][0]["display"].string == "E.Coli")
    for code in ["200", "20011", "EC01"] {
      #expect(try result(item, "\(code)^菌^JANIS")["valueCodeableConcept"].keys == ["text"], "\(code)")
    }
    // A drug of JANIS has four digits too.
    #expect(try result("1216^ＡＢＰＣ^JANIS", "S^感性^99A")["code"].keys == ["text"])
  }

  @Test("department, kind of order and danger of a result's order; who measured and how")
  func details() throws {
    let conversion = try convert([
      "SPM|1|||023^血清^JC10|||||||||||||202404050800^202404050900",
      "OBR|1|42||E001^生化学^99O03||||||||1^感染症^99DNG",
      "ORC|SC|42||||||||||110^医師^一郎|||||01^内科^HL70069||||||||||||O^外来患者オーダ^HL70482",
      "OBX|1|NM|3A010000002327101^総蛋白^JC10||7||||||F||||^外注検査所|300^検査^技師|^比色法|XYZ-1",
    ])
    let request = try conversion.only("ServiceRequest")
    #expect(request.contained("PractitionerRole")["specialty"][0]["text"].string == "内科")
    #expect(
      request["category"][0]["coding"][0]["code"].string == "O"
        && request["note"][0]["text"].string == "危険 感染症")
    let result = try conversion.only("Observation")
    #expect(result["performer"].array.map { $0["display"].string } == ["検査 技師", "外注検査所"])
    #expect(result["method"]["text"].string == "比色法" && result["device"]["display"].string == "XYZ-1")
    #expect(
      try conversion.only("Specimen")["collection"]["collectedPeriod"]["end"].string
        == "2024-04-05T09:00:00+09:00")
  }

  @Test("a message without order and result is a problem")
  func empty() throws {
    #expect(try convert([]).problems[0]?.segment == "OBR")
  }
}
