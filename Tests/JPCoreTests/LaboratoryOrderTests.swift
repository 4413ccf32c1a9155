import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("OML-01")
struct LaboratoryOrderTests {
  static let serum = "SPM|1|S1||023^血清^JC10"
  static func order(_ control: String = "NW", status: String = "") -> String {
    "ORC|\(control)|000000000000042||G1|\(status)||||20240404183301|058^入力者^花子||110^医師^一郎|||||01^内科^HL70069"
  }
  static let request = "OBR|1|000000000000042||E002^生化学的検査^99O03"
  static let protein = "OBX|1||3A010000002327101^総蛋白^JC10||||||||O"

  private func convert(_ segments: [String]) throws -> Conversion {
    Converter.convert([try record("OML-01", trigger: "O33", segments)], context: .example())
  }

  @Test("the sample's two specimens", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func sample() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.laboratoryOrder)], context: .example())
    #expect(
      conversion.resources.map(\.type) == ["Specimen", "ServiceRequest", "Specimen", "ServiceRequest"])
    let requests = try conversion.all("ServiceRequest")
    let specimens = try conversion.all("Specimen")
    #expect(
      specimens.map { $0["collection"]["collectedDateTime"].string } == [
        "2011-12-19T15:00:00+09:00", "2011-12-19T15:00:00+09:00",
      ])
    #expect(specimens.allSatisfy { !$0["status"].exists })
    #expect(
      requests.map { $0["specimen"][0]["reference"].string }
        == specimens.map { "Specimen/" + ($0["id"].string ?? "") })
    #expect(requests.map { $0["code"]["text"].string } == ["生化学的検査", "血液学的検査"])
    #expect(
      requests.map { $0["orderDetail"].array.map { $0["coding"][0]["code"].string } } == [
        ["3A010000002327101", "3J010000002327101", "3B035000002327201", "3B050000002327201"],
        ["2B0300000022311", "2B100000002231101", "2B120000002206201"],
      ])
    #expect(requests[0]["status"].string == "active" && requests[0]["intent"].string == "order")
    #expect(requests[0]["authoredOn"].string == "2011-12-20T18:33:01+09:00")
    #expect(requests[0]["requester"]["display"].string == "医師 一郎")
    let role = requests[0].contained("PractitionerRole")
    #expect(role["practitioner"]["identifier"]["value"].string == "607")
    #expect(role["specialty"][0]["text"].string == "呼吸器外科")
    #expect(requests[0]["identifier"][0]["value"].string == "2212345678.000000011000354")
    #expect(requests[0]["category"][0]["coding"][0]["code"].string == "LAB")
    #expect(requests[0]["category"][1]["coding"][0]["code"].string == "I")
  }

  @Test("an item without a value is ordered, one with a value tells of the patient")
  func items() throws {
    let conversion = try convert([
      Self.serum, "OBX|1|ST|^検体の色||黄", Self.order(), Self.request, "NTE|1||空腹時", Self.protein, "NTE|1||項目の注",
      "OBX|2|NM|9N006000000000001^体重^JC10||62.5|kg^kg^ISO+|||||F", "NTE|1||朝",
    ])
    let request = try conversion.only("ServiceRequest")
    #expect(request["orderDetail"].array.map { $0["text"].string } == ["総蛋白"])
    #expect(request["note"].array.map { $0["text"].string } == ["空腹時", "項目の注"])
    let observations = try conversion.all("Observation")
    #expect(observations.map { $0["code"]["text"].string } == ["検体の色", "体重"])
    #expect(observations[1]["note"][0]["text"].string == "朝")
    #expect(
      request["supportingInfo"].array.map { $0["reference"].string }
        == observations.map { "Observation/" + ($0["id"].string ?? "") })
  }

  @Test(
    "where a specimen comes from is its site; where it was taken is that, or a note",
    arguments: [
      ("LA^左腕^HL70163", "", "左腕", nil), ("", "LA^左腕^HL70163", "左腕", nil),
      ("^静脈", "LA^左腕^HL70163", "静脈", "採取部位 左腕"), ("\"\"", "LA^左腕^HL70163", "左腕", nil),
      ("LA^左腕^HL70163", "^左腕", "左腕", nil),
    ] as [(String, String, String, String?)])
  func sites(source: String, taken: String, site: String, note: String?) throws {
    let specimen = try convert([
      "SPM|1|S1||023^血清^JC10||||\(source)||\(taken)", Self.order(), Self.request,
    ]).only("Specimen")
    #expect(specimen["collection"]["bodySite"]["text"].string == site)
    #expect(specimen["note"].array.map { $0["text"].string } == [note].compactMap(\.self))
  }

  @Test("an amount and an end that cannot be read are told")
  func unreadable() throws {
    let spm = segment("SPM", [1: "1", 2: "S1", 4: "023^血清^JC10", 12: "少量&ml", 17: "202404050700^朝"])
    let conversion = try convert([spm, Self.order(), Self.request])
    let specimen = try conversion.only("Specimen")
    #expect(specimen["note"].array.map { $0["text"].string } == ["採取量 少量"])
    #expect(specimen["collection"]["collectedDateTime"].string == "2024-04-05T07:00:00+09:00")
    #expect(
      conversion.findings.filter { $0.segment == "SPM" && $0.code != .codeWithoutSystem }.map { $0.code } == [
        .dateImpossible, .valueWeakened,
      ])
  }

  @Test(
    "when and how soon",
    arguments: [
      ("TQ1|1||||||202404050730||S", "2024-04-05T07:30:00+09:00", nil, "stat"),
      ("TQ1|1||||||20240405|20240407|R^^HL70485", nil, "2024-04-07", "routine"),
      ("TQ1|1||||||20240405||A^至急^HL70485", "2024-04-05", nil, "asap"),
      ("TQ1|1||||||||P^術前^HL70485", nil, nil, nil), ("TQ1|1||||||20241399||R", nil, nil, "routine"),
    ] as [(String, String?, String?, String?)])
  func timing(tq1: String, time: String?, end: String?, priority: String?) throws {
    let request = try convert([Self.serum, Self.order(), tq1, Self.request]).only("ServiceRequest")
    #expect(request["occurrenceDateTime"].string == time)
    #expect(request["occurrencePeriod"]["end"].string == end)
    #expect(request["priority"].string == priority)
    #expect(request["note"][0]["text"].string == (tq1.contains("術前") ? "優先度 術前" : nil))
  }

  @Test(
    "status by order status, else order control",
    arguments: [
      ("NW", "", "active"), ("CA", "", "revoked"), ("NW", "CM", "completed"), ("HD", "", "on-hold"),
      ("", "", "unknown"),
    ])
  func status(control: String, state: String, status: String) throws {
    let request = try convert([Self.serum, Self.order(control, status: state), Self.request])
      .only("ServiceRequest")
    #expect(request["status"].string == status && request["requisition"]["value"].string == "2212345678.G1")
  }

  @Test("a specimen or order put before others leaves the ids of the others")
  func stability() throws {
    let mine = [Self.serum, Self.order(), Self.request, Self.protein]
    let before = try convert(mine).resources.map(\.reference)
    let after = try convert(
      [
        "SPM|1|S0||022^血漿^JC10", Self.order(), Self.request, "SPM|2|S1||023^血清^JC10", Self.order(),
        "OBR|1|42||X^別^99O03",
      ]
        + mine.dropFirst()
    ).resources.map(\.reference)
    #expect(Set(before).isSubset(of: after) && Set(after).count == 5)
  }

  @Test(
    "an OBR without an ORC of its own belongs to the ORC before; one without a name is known by its items")
  func sharedOrder() throws {
    let requests = try convert([Self.serum, Self.order(), Self.request, "OBR|2|42", Self.protein])
      .all("ServiceRequest")
    #expect(
      requests.map { $0["identifier"][0]["value"].string } == [
        "2212345678.000000000000042", "2212345678.000000000000042",
      ])
    #expect(!requests[1]["orderDetail"].exists, "FHIR R4 prr-1")
    #expect(requests[1]["note"][0]["text"].string == "総蛋白")
  }

  @Test(
    "an order for nothing is a problem that names the field",
    arguments: [([serum, order()], nil), ([serum, order(), "OBR|1|42"], 4), ([], nil)] as [([String], Int?)])
  func problems(segments: [String], field: Int?) throws {
    let conversion = try convert(segments)
    #expect(conversion.problems[0]?.segment == "OBR" && conversion.problems[0]?.field == field)
    #expect(conversion.resources.isEmpty)
  }
}
