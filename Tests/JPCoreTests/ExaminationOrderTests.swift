import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("OMG-01, OMG-02 and OMG-03")
struct ExaminationOrderTests {
  static func order(_ control: String, _ number: String, _ service: String, parent: String = "") -> [String] {
    [
      "ORC|\(control)|\(number)||||||\(parent)|20240404100059|||110^医師^一郎", "TQ1|1||||||||R^^HL70485",
      "OBR||\(number)||\(service)",
    ]
  }

  private func convert(_ segments: [String], kind: String = "OMG-01") throws -> Conversion {
    Converter.convert([try record(kind, trigger: "O19", segments)], context: .example())
  }

  @Test("the radiology sample", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func radiology() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.radiologyOrder)], context: .example())
    let requests = try conversion.all("ServiceRequest")
    #expect(requests.count == 5, "NW and PA are one order")
    let whole = "ServiceRequest/" + (requests[0]["id"].string ?? "")
    #expect(requests.map { $0["basedOn"][0]["reference"].string } == [nil, whole, whole, whole, whole])
    #expect(
      requests.compactMap { $0["identifier"][0]["value"].string?.suffix(3) } == [
        "100", "101", "102", "103", "104",
      ])
    #expect(requests[1]["code"]["text"].string == "胸部.Ｘ線単純撮影.立位正面(A→P)")
    #expect(requests.allSatisfy { $0["priority"].string == "routine" && $0["status"].string == "active" })
    #expect(requests.allSatisfy { $0["category"][0]["coding"][0]["code"].string == "RAD" })
    let weight = try conversion.only("Observation")
    #expect("\(weight["valueQuantity"]["value"].value ?? "")" == "62")
    #expect(requests.map { $0["supportingInfo"].array.count } == [1, 0, 0, 0, 0])
    #expect(requests[0]["requester"]["display"].string == "医師 太郎")
  }

  @Test("the endoscopy sample", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func endoscopy() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.endoscopyOrder)], context: .example())
    let requests = try conversion.all("ServiceRequest")
    #expect(requests.map { $0["code"]["text"].string } == ["検査.上部.-.-.-.-", "検査.上部.-.-.上部通常内視鏡.-"])
    #expect(requests.allSatisfy { $0["category"][0].keys == ["text"] })
    #expect(
      try conversion.all("Observation").map { $0["valueString"].string } == [
        nil, "12月19日強い上腹部痛を感じた。翌日になっても軽快しなかったため、来院。", "胃潰瘍の疑い", "臨床病名に対する精査",
      ])
    #expect(try conversion.all("Observation")[0]["valueCodeableConcept"]["text"].string == "重度")
    #expect(requests[0]["supportingInfo"].array.count == 4)
  }

  @Test("the physiology sample", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func physiology() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.physiologyOrder)], context: .example())
    let request = try conversion.only("ServiceRequest")
    #expect(request["code"]["coding"][0]["code"].string == "9A110")
    #expect(request["category"][0]["coding"][0]["code"].string == "EC")
    #expect(
      request["priority"].string == "asap" && request["authoredOn"].string == "2011-12-20T10:15:00+09:00")
    #expect("\(request["quantityQuantity"]["value"].value ?? "")" == "1")
    let finding = try conversion.only("Observation")
    #expect(
      finding["code"]["coding"][0]["code"].string == "9A100&IMP", "a part of a JLAC10 item is not the item")
    #expect(finding["valueString"].string == "心筋梗塞の疑い")
  }

  @Test(
    "the diagnostic service",
    arguments: [
      ("OMG-01", "1^撮影^JJ1017", "", "RAD"), ("OMG-02", "1^検査^LENDO", "", nil),
      ("OMG-03", "9A110^心電図^JC10", "", "EC"), ("OMG-03", "X^心電図^99Z^9A110^心電図^JC10", "", "EC"),
      ("OMG-03", "9C110^脳波^JC10", "", nil), ("OMG-03", "9A110^心電図^99Z", "", nil),
      ("OMG-03", "9C110^脳波^JC10", "EN", "EN"), ("OMG-03", "9A110^心電図^JC10", "ZZ", nil),
    ] as [(String, String, String, String?)])
  func services(kind: String, item: String, stated: String, code: String?) throws {
    var segments = Self.order("NW", "42", item)
    segments[2] += String(repeating: "|", count: 20) + stated
    let category = try convert(segments, kind: kind).only("ServiceRequest")["category"][0]
    #expect(category["coding"][0]["code"].string == code && category["text"].exists)
  }

  @Test(
    "what is the same order",
    arguments: [
      (order("NW", "42", "A") + order("PA", "42", "A"), 1),
      (order("PA", "42", "A") + order("NW", "42", "A"), 1),
      (order("NW", "42", "A") + order("NW", "42", "A"), 2),
      (order("NW", "42", "A") + order("PA", "42", "B"), 2),
      (order("NW", "42", "A") + order("PA", "43", "A"), 2),
      (order("PA", "42", "A") + order("CH", "42", "A", parent: "42"), 2),
    ])
  func wholes(segments: [String], count: Int) throws {
    let conversion = try convert(segments)
    #expect(conversion.resources.count == count && Set(conversion.resources.map(\.id)).count == count)
  }

  @Test("NW and PA together tell all: the longer segments, notes and observations once")
  func joined() throws {
    let weight = "OBX|1|NM|01-02^体重^JSHR001||62|kg|||||F"
    let conversion = try convert(
      Self.order("NW", "42", "A") + ["NTE|1||注", weight] + Self.order("PA", "42", "A||||||||||||607^別医^二郎")
        + [
          "NTE|1||注", weight, "OBX|2|ST|^造影歴||なし",
        ])
    let request = try conversion.only("ServiceRequest")
    #expect(request["note"].array.count == 1 && request["supportingInfo"].array.count == 2)
    #expect(request["requester"]["display"].string == "医師 一郎", "ORC-12 before OBR-16")
  }

  @Test("a pattern of times, and what Timing has no place for")
  func timing() throws {
    var segments = Self.order("NW", "42", "A^検査^99A")
    segments[1] = "TQ1|1||TID&１日３回&HL70335|0830~1800|30^分|3^日|20240405|20240407|R|||S||6"
    let request = try convert(segments, kind: "OMG-03").only("ServiceRequest")
    let timing = request["occurrenceTiming"]
    #expect(timing["code"]["text"].string == "１日３回")
    #expect(timing["repeat"]["timeOfDay"].array.map { $0.string } == ["08:30:00", "18:00:00"])
    #expect(timing["repeat"]["boundsPeriod"]["end"].string == "2024-04-07")
    #expect("\(timing["repeat"]["count"].value ?? "")" == "6")
    #expect(request["note"].array.map { $0["text"].string } == ["相対時間 30 分", "期間 3 日"])
    #expect(!request["occurrencePeriod"].exists && !request["occurrenceDateTime"].exists)
  }

  @Test("of several timings FHIR has the first; the others are words, and that is told")
  func severalTimings() throws {
    var segments = Self.order("NW", "42", "A^検査^99A")
    let timings: [[Int: String]] = [
      [2: "2^本", 7: "20240405", 8: "20240406", 9: "R"], [2: "3^本", 7: "20240410", 8: "20240411", 9: "S"],
      [2: "2^本", 7: "20240405", 8: "20240406", 9: "R"], [2: "少々", 7: "20240415"], [4: "朝~0800", 14: "少し"],
    ]
    segments[1...1] = timings.map { segment("TQ1", $0) }[...]
    let conversion = try convert(segments)
    let request = try conversion.only("ServiceRequest")
    #expect(
      request["occurrencePeriod"]["end"].string == "2024-04-06" && request["priority"].string == "stat")
    #expect("\(request["quantityQuantity"]["value"].value ?? "")" == "2")
    #expect(
      request["note"].array.map { $0["text"].string } == [
        "時期 2024-04-10 2024-04-11", "数量 3本", "時期 2024-04-15", "数量 少々", "時刻 朝", "回数 少し",
        "時期 08:00:00", "優先度 R",
      ])
    let told = conversion.findings.filter { $0.segment == "TQ1" }.map {
      "\($0.code.rawValue) \($0.field ?? 0)"
    }
    #expect(
      Set(told) == [
        "field.value-weakened 7", "field.value-weakened 9", "field.value-weakened 2", "date.impossible 4",
        "field.value-weakened 14", "field.value-weakened 3",
      ])
  }

  @Test("a part whose whole is in another message names it by number")
  func elsewhere() throws {
    let request = try convert(Self.order("CH", "43", "A", parent: "42")).only("ServiceRequest")
    #expect(request["basedOn"][0]["identifier"]["value"].string == "2212345678.42")
    #expect(!request["basedOn"][0]["reference"].exists)
  }

  @Test("a part put before others or taken out leaves the ids of the others")
  func stability() throws {
    let whole = Self.order("NW", "42", "A")
    let parts = ["421", "422"].map { Self.order("CH", $0, "B", parent: "42") }
    let before = try convert(whole + parts[0] + parts[1]).resources.map(\.id)
    #expect(
      try convert(whole + Self.order("CH", "420", "B", parent: "42") + parts[0] + parts[1]).resources.map(
        \.id
      )
      .filter { before.contains($0) } == before)
    #expect(try convert(whole + parts[1]).resources.map(\.id) == [before[0], before[2]])
  }

  @Test(
    "an order for nothing is a problem that names the field",
    arguments: [(["ORC|NW|42"], nil), (["ORC|NW|42", "OBR|1|42"], 4), ([], nil)] as [([String], Int?)])
  func problems(segments: [String], field: Int?) throws {
    for kind in ["OMG-01", "OMG-02", "OMG-03"] {
      let conversion = try convert(segments, kind: kind)
      #expect(conversion.problems[0]?.segment == "OBR" && conversion.problems[0]?.field == field)
      #expect(conversion.resources.isEmpty)
    }
  }
}
