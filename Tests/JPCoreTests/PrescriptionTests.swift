import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("OMP-01")
struct PrescriptionTests {
  static let order = "ORC|NW|000000000000042||1|||||20240405103045|058^入力者^花子||110^医師^一郎"
  static let first = [
    order, "RXE||108665201^ダーゼン錠^HOT9|1||TAB^錠^MR9P|||||15|TAB^錠^MR9P",
    "TQ1|1||1013044400000000&食後&JAMISDP01|||5^d|20240405", "RXR|PO^口^HL70162",
  ]
  static let second = [order, "RXE||110626901^パンスポリンＴ錠^HOT9|2||TAB^錠^MR9P|||||30|TAB^錠^MR9P"]
  static let inserted = [order, "RXE||100607002^アレピアチン^HOT9|50||MG^ミリグラム^MR9P|||||1400|MG^ミリグラム^MR9P"]

  private func convert(
    _ segments: [String], timestamp: String = "20240405101112000", release: JPCoreRelease = .v1_1_2
  ) throws -> Conversion {
    Converter.convert(
      [try record("OMP-01", trigger: "O11", timestamp: timestamp, segments)],
      context: .example(release: release))
  }

  @Test("the sample's three drugs", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func sample() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.prescription)], context: .example())
    let requests = try conversion.all("MedicationRequest")
    #expect(conversion.resources.count == 3)
    let numbers = requests.map { $0["identifier"].array.prefix(2).compactMap { $0["value"].string } }
    #expect(numbers == [["1", "1"], ["1", "2"], ["2", "1"]])
    #expect(
      requests.map { $0["medicationCodeableConcept"]["coding"][0]["code"].string } == [
        "108665201", "110626901", "100607002",
      ])
    let dosage = requests[0]["dosageInstruction"][0]
    #expect(dosage["timing"]["code"]["coding"][0]["code"].string == "1013044400000000")
    #expect(
      dosage["route"]["coding"][0]["system"].string == "http://jpfhir.jp/fhir/core/CodeSystem/route-codes")
    #expect(dosage["doseAndRate"][0]["doseQuantity"]["code"].string == "TAB")
    #expect(dosage["extension"][0]["valuePeriod"]["start"].string == "2011-07-01")
    #expect(requests[0]["dispenseRequest"]["expectedSupplyDuration"]["unit"].string == "日")
    #expect(requests[0]["authoredOn"].string == "2011-07-01T10:30:45+09:00")
    #expect(requests[0]["requester"]["display"].string == "医師 一郎")
    #expect(requests[0]["status"].string == "active")
    #expect(requests[0]["category"].array.count == 3)
  }

  @Test("each release has its own identifier systems", arguments: JPCoreRelease.allCases)
  func systems(release: JPCoreRelease) throws {
    let request = try convert(Self.first, release: release).only("MedicationRequest")
    let isURL = release == .v1_2_0
    #expect(request["identifier"][0]["system"].string?.hasPrefix("http") == isURL)
    #expect(request["medicationCodeableConcept"]["coding"][0]["system"].string?.hasPrefix("http") == isURL)
  }

  @Test("a drug put before others, or taken out, leaves the ids of the others")
  func stability() throws {
    let before = try convert(Self.first + Self.second)
    let more = try convert(Self.inserted + Self.first + Self.second, timestamp: "20240406101112000")
    let fewer = try convert(Self.second, timestamp: "20240407101112000")
    let ids = before.resources.map(\.id)
    #expect(more.resources.map(\.id).suffix(2) == ids.suffix(2) && more.resources.count == 3)
    #expect(fewer.resources.map(\.id) == [ids[1]])
    #expect(more.text(ids[0]).contains("108665201"))
  }

  @Test("the same drug twice has two ids")
  func sameDrug() throws {
    let conversion = try convert(Self.first + Self.first)
    #expect(Set(conversion.resources.map(\.id)).count == 2)
  }

  @Test(
    "status by order control",
    arguments: [("NW", "active"), ("CA", "cancelled"), ("DC", "stopped"), ("HD", "on-hold"), ("", "unknown")])
  func status(control: String, status: String) throws {
    var segments = Self.first
    segments[0] = segments[0].replacing("ORC|NW", with: "ORC|\(control)")
    #expect(try convert(segments).only("MedicationRequest")["status"].string == status)
  }

  @Test(
    "what JP Core demands and the message lacks is a problem that names the field",
    arguments: [
      (["ORC|NW|42||||||||", "RXE||1^薬^HOT9|1"], "ORC", 4), (["ORC|NW|42||1", "RXE|||1"], "RXE", 2),
      (["RXE||1^薬^HOT9|1"], "ORC", nil),
    ] as [([String], String, Int?)])
  func problems(segments: [String], segment: String, field: Int?) throws {
    let conversion = try convert(segments)
    #expect(conversion.problems[0]?.segment == segment && conversion.problems[0]?.field == field)
    #expect(conversion.resources.isEmpty)
  }

  @Test("a dose without a coded unit is told in words, an absent date comes from the path")
  func weakened() throws {
    let conversion = try convert(["ORC|NW|42||1", "RXE||1^軟膏^HOT9|1||^少々|||||2|^本", "TQ1|1||^|||2^w"])
    let request = try conversion.only("MedicationRequest")
    #expect(!request["dosageInstruction"][0]["doseAndRate"].exists)
    #expect(request["dosageInstruction"][0]["text"].string == "1少々 期間 2w")
    #expect(request["note"][0]["text"].string == "調剤量 2本")
    #expect(request["authoredOn"].string == "2024-04-05")
    #expect(Set(conversion.findings.map(\.code)) == [.valueWeakened, .dateFromPath])
  }

  @Test("uneven doses: a supplement is an additional instruction, a second TQ1 a second dosage")
  func timings() throws {
    let conversion = try convert(
      Self.first + ["TQ1|2||12345678&不均等&JAMISDP01~1012040400000000&朝夕&JAMISDP01|||3^d|||||||||4"])
    let dosages = try conversion.only("MedicationRequest")["dosageInstruction"].array
    #expect(dosages.count == 2)
    #expect(dosages[1]["additionalInstruction"][0]["text"].string == "不均等")
    #expect(dosages[1]["timing"]["code"]["text"].string == "朝夕")
  }

  @Test(
    "an Rp number inside order_Rp_serial",
    arguments: [("000000000000042_02_001", "02"), ("7", "7"), ("1_2", "1_2"), ("9_02_001", "9_02_001")])
  func rpNumbers(group: String, rp: String) throws {
    let conversion = try convert(["ORC|NW|000000000000042||\(group)", "RXE||1^薬^HOT9|1"])
    #expect(try conversion.only("MedicationRequest")["identifier"][0]["value"].string == rp)
  }
}
