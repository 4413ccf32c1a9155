import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// Writes the records of stays.
struct StayWriter {
  var visit = ""
  /// PV1-44 of all records; empty: none but the admission names its stay.
  var admitted = ""
  var patient = "0001234567"

  private static let triggers: [String: (event: String, cancel: String)] = [
    "ADT-01": ("A54", "A55"), "ADT-21": ("A14", "A27"), "ADT-22": ("A01", "A11"), "ADT-31": ("A21", "A52"),
    "ADT-32": ("A22", "A53"), "ADT-41": ("A15", "A26"), "ADT-42": ("A02", "A12"), "ADT-51": ("A16", "A25"),
    "ADT-52": ("A03", "A13"),
  ]

  /// - Parameters:
  ///   - written: The version's day, by default the day of the event.
  ///   - more: Fields by segment, `PV2-1`.
  func callAsFunction(
    _ kind: String, _ time: String, _ place: String = "", doctor: String = "110^医師^一郎", cancel: Bool = false,
    order: String = "999999999999999", written: String? = nil, _ more: [String: String] = [:]
  ) throws -> SourceRecord {
    let pair = try #require(Self.triggers[kind])
    var (evn, pv1, pv2): ([Int: String], [Int: String], [Int: String]) = ([:], [:], [:])
    pv1 = [2: "I", 3: place, 7: doctor, 10: "01", 19: visit, 44: admitted]
    switch kind {
    case "ADT-22": pv1[44] = time
    case "ADT-52": pv1[45] = time
    case "ADT-21", "ADT-41": pv2[8] = time
    case "ADT-51": pv2[9] = time
    default: evn[6] = time
    }
    for (name, value) in more {
      let parts = name.split(separator: "-")
      let field = try #require(Int(parts[1]))
      switch parts[0] {
      case "EVN": evn[field] = value
      case "PV1": pv1[field] = value
      default: pv2[field] = value
      }
    }
    let day = String(time.prefix(8))
    return try record(
      kind, trigger: cancel ? pair.cancel : pair.event, date: kind == "ADT-01" ? "-" : day, order: order,
      timestamp: (written ?? day) + (cancel ? "230000000" : "120000000"), patient: patient,
      [segment("EVN", evn.merging([2: ""]) { old, _ in old }), segment("PV1", pv1), segment("PV2", pv2)])
  }
}

@Suite("Stays: every inpatient event and its cancellation")
struct StayEventTests {
  private let write = StayWriter()
  private let ward = "32^302^1^^^N"
  private let other = "41^460^2^^^N"

  private func convert(_ records: [SourceRecord]) -> Conversion {
    Converter.convert(records, context: .example())
  }

  private func encounter(_ records: [SourceRecord]) throws -> JSON { try convert(records).only("Encounter") }

  /// Places as `name status start end`, the parts that there are, days only.
  private func places(_ encounter: JSON) -> [String] {
    encounter["location"].array.map { location in
      let period = location["period"]
      let days = [period["start"], period["end"]].map {
        $0.string.map { String($0.dropFirst(5).prefix(5)) } ?? "-"
      }
      let names = location["location"]["display"].string?.split(separator: " ") ?? []
      return
        ([String(names.count > 1 ? names[1] : names.first ?? ""), location["status"].string ?? ""] + days)
        .joined(separator: " ")
    }
  }

  // MARK: - Each kind

  @Test("a planned admission, and what it becomes")
  func plannedAdmission() throws {
    let plan = try write("ADT-21", "202404011000", ward, written: "20240320", ["PV2-9": "20240415"])
    let planned = try encounter([plan])
    #expect(planned["status"].string == "planned" && places(planned) == ["32 planned 04-01 -"])
    #expect(planned["period"]["start"].string == "2024-04-01T10:00:00+09:00")
    #expect(planned["period"]["end"].string == "2024-04-15")
    let admitted = convert([plan, try write("ADT-22", "202404011030", other)])
    let encounter = try admitted.only("Encounter")
    #expect(encounter["status"].string == "arrived" && places(encounter) == ["41 active 04-01 -"])
    #expect(encounter["period"].keys == ["start"])
    #expect(admitted.resources.map(\.id) == convert([plan]).resources.map(\.id))
    #expect(admitted.resources.map(\.contributors) == [[0, 1]])
  }

  @Test(
    "a plan is the stay of its number, of its day, or of the admission that names it; else it stays apart")
  func plans() throws {
    let plan = try write("ADT-21", "20240401", ward, written: "20240320")
    #expect(try convert([plan, try write("ADT-22", "20240403", ward)]).all("Encounter").count == 2)
    let named = try write("ADT-22", "20240403", ward, ["PV2-8": "20240401"])
    #expect(try convert([plan, named]).all("Encounter").count == 1)
    let numbered = try StayWriter(visit: "V1")("ADT-21", "20240401", ward, written: "20240320")
    #expect(
      try convert([numbered, try StayWriter(visit: "V1")("ADT-22", "20240403", ward)]).all("Encounter").count
        == 1)
    #expect(
      try convert([numbered, try StayWriter(visit: "V2")("ADT-22", "20240401", ward)]).all("Encounter").count
        == 2)
    // Two plans and two numbers for one admission without a number: which one it was nobody tells.
    let second = try StayWriter(visit: "V2")("ADT-21", "20240401", ward, order: "2", written: "20240320")
    let three = convert([numbered, second, try write("ADT-22", "20240401", ward)])
    #expect(try three.all("Encounter").count == 3 && Set(three.resources.map(\.id)).count == 3)
  }

  @Test("a leave and the return from it")
  func leave() throws {
    let admission = try write("ADT-22", "202404011000", ward)
    let leave = try write("ADT-31", "202404031000", "自宅", ["PV2-47": "202404051700"])
    let away = try encounter([admission, leave])
    #expect(away["status"].string == "onleave" && !away["statusHistory"].exists)
    #expect(places(away) == ["32 active 04-01 -", "自宅 active 04-03 04-05"])
    let back = try encounter([admission, leave, try write("ADT-32", "202404041200", ward)])
    #expect(back["status"].string == "in-progress")
    #expect(places(back) == ["32 active 04-01 -", "自宅 completed 04-03 04-04"])
    let history = back["statusHistory"][0]
    #expect(
      history["status"].string == "onleave" && history["period"]["end"].string?.prefix(10) == "2024-04-04")
    // The message of the leave names the patient's own bed: where he is nobody tells.
    let unknown = try encounter([admission, try write("ADT-31", "202404031000", ward)])
    #expect(places(unknown) == ["32 active 04-01 -"] && unknown["status"].string == "onleave")
  }

  @Test("a return to another bed; a leave that only its return tells to have been from a bed")
  func returns() throws {
    let leave = try write("ADT-31", "202404031000", ward)
    let returned = try write("ADT-32", "202404041200", other)
    let moved = try encounter([try write("ADT-22", "20240401", ward), leave, returned])
    #expect(places(moved) == ["32 completed 04-01 -", "41 active 04-04 -"])
    let named = StayWriter(admitted: "20240401")
    let alone = try encounter([
      try named("ADT-31", "202404031000", ward), try named("ADT-32", "202404041200", ward),
    ])
    #expect(places(alone) == ["32 active - -"] && alone["status"].string == "in-progress")
    #expect(alone["period"]["start"].string == "2024-04-01")
  }

  @Test(
    "a name without an id is that of the person before it in another script, if anybody's",
    arguments: [
      ("D1^山田^太郎~D2^鈴木^花子~^スズキ^ハナコ", ["山田 太郎", "鈴木 花子", "スズキ ハナコ"]),
      ("D1^山田^太郎~^ヤマダ^タロウ~D2^鈴木^花子~^スズキ^ハナコ", ["山田 太郎/ヤマダ タロウ", "鈴木 花子/スズキ ハナコ"]),
      (
        "D1^山田^太郎~D2^鈴木^花子~^ヤマダ^タロウ~^スズキ^ハナコ",
        ["山田 太郎", "鈴木 花子", "ヤマダ タロウ", "スズキ ハナコ"]
      ),
      ("D1^山田^太郎~D2^鈴木^花子~^山田 太郎", ["山田 太郎/山田 太郎 ", "鈴木 花子"]),
      ("^山田^太郎~^鈴木^花子", ["山田 太郎", "鈴木 花子"]),
      ("D1^山田^太郎~D2^鈴木^花子~D1^ヤマダ^タロウ", ["山田 太郎/ヤマダ タロウ", "鈴木 花子"]),
      ("D1^山田^太郎~^ヤマダ^タロウ~^スズキ^ハナコ", ["山田 太郎/ヤマダ タロウ", "スズキ ハナコ"]),
    ])
  func people(doctors: String, names: [String]) throws {
    let stay = try convert([write("ADT-22", "202404051000", ward, doctor: doctors)]).only("Encounter")
    let people = stay["contained"].array.filter { $0["resourceType"].string == "Practitioner" }
    #expect(
      people.map { person in
        person["name"].array.map { "\($0["family"].string ?? "") \($0["given"][0].string ?? "")" }
          .joined(separator: "/")
      } == names)
  }

  @Test("a transfer ends one place and begins another, with its doctor and department")
  func transfer() throws {
    let moved = try encounter([
      try write("ADT-22", "20240401", ward),
      try write("ADT-42", "202404051310", other, doctor: "330^外科^四郎", ["PV1-6": ward, "PV1-10": "10"]),
    ])
    #expect(moved["status"].string == "in-progress")
    #expect(places(moved) == ["32 completed 04-01 04-05", "41 active 04-05 -"])
    #expect(moved["serviceType"]["coding"][0]["code"].string == "10")
    #expect(moved["participant"].array.map { $0["individual"]["display"].string } == ["医師 一郎", "外科 四郎"])
    #expect(moved["participant"][0]["period"]["end"].string?.prefix(10) == "2024-04-05")
  }

  @Test("a prior place that is not the one known: when that was left is not told")
  func priorPlace() throws {
    let moved = try encounter([
      try write("ADT-22", "20240401", ward), try write("ADT-42", "20240405", other, ["PV1-6": "33^1^1^^^N"]),
    ])
    #expect(places(moved) == ["32 completed 04-01 -", "33 completed - 04-05", "41 active 04-05 -"])
    let alone = try encounter([try write("ADT-42", "20240405", other, ["PV1-6": ward])])
    #expect(places(alone) == ["32 completed - 04-05", "41 active 04-05 -"])
    let sameBed = try encounter([
      try write("ADT-22", "20240401", ward), try write("ADT-42", "20240405", ward),
    ])
    #expect(places(sameBed) == ["32 active 04-01 -"])
  }

  @Test("a planned transfer until it happens, or something else does")
  func plannedTransfer() throws {
    let admission = try write("ADT-22", "20240401", ward)
    let plan = try write("ADT-41", "202404051300", ward, written: "20240402", ["PV2-1": other])
    let planned = try encounter([admission, plan])
    #expect(planned["status"].string == "in-progress")
    #expect(places(planned) == ["32 active 04-01 -", "41 planned 04-05 -"])
    for transfer in [
      try write("ADT-42", "20240405", other), try write("ADT-42", "20240404", other),
      try write("ADT-42", "20240406", "55^1^1^^^N"),
    ] {
      let moved = try encounter([admission, plan, transfer])
      #expect(moved["location"].array.map { $0["status"].string } == ["completed", "active"])
    }
    let over = try encounter([admission, plan, try write("ADT-52", "20240404", ward)])
    #expect(places(over) == ["32 completed 04-01 04-04"] && over["status"].string == "finished")
    #expect(places(try encounter([plan])) == ["32 active - -", "41 planned 04-05 -"])
  }

  @Test("a planned discharge until it happens; one for a day after the discharge leaves nothing")
  func plannedDischarge() throws {
    let admission = try write("ADT-22", "20240401", ward)
    let plan = try write("ADT-51", "20240412", ward, written: "20240402")
    let planned = try encounter([admission, plan])
    #expect(planned["status"].string == "in-progress" && planned["period"]["end"].string == "2024-04-12")
    #expect(places(planned) == ["32 active 04-01 04-12"])
    let over = convert([admission, plan, try write("ADT-52", "20240410", ward)])
    let encounter = try over.only("Encounter")
    #expect(encounter["status"].string == "finished" && encounter["period"]["end"].string == "2024-04-10")
    #expect(places(encounter) == ["32 completed 04-01 04-10"] && over.resources[0].contributors == [0, 1, 2])
    #expect(places(try self.encounter([plan])) == ["32 planned - 04-12"])
  }

  // MARK: - Each cancellation

  @Test(
    "what a cancel event takes back is as before it, whatever its flag",
    arguments: [
      ("ADT-31", "onleave", "in-progress"), ("ADT-41", "in-progress", "in-progress"),
      ("ADT-42", "in-progress", "in-progress"), ("ADT-51", "in-progress", "in-progress"),
      ("ADT-52", "finished", "in-progress"), ("ADT-01", "in-progress", "in-progress"),
    ])
  func cancelled(kind: String, status: String, after: String) throws {
    let admission = try write("ADT-22", "20240401", ward)
    let before = try encounter([admission])
    let event = try write(kind, "20240405", other, doctor: "220^交代^次郎", order: "1")
    #expect(try encounter([admission, event])["status"].string == status)
    let cancel = try write(kind, "20240405", other, cancel: true, order: "2")
    for records in [[admission, event, cancel], [cancel, admission, event], [admission, cancel]] {
      let conversion = convert(records)
      let encounter = try conversion.only("Encounter")
      #expect(encounter["status"].string == after)
      #expect(places(encounter) == ["32 active 04-01 -"])
      for key in ["period", "participant", "location", "hospitalization", "statusHistory"] {
        #expect(encounter[key].all("start") == before[key].all("start"))
        #expect(encounter[key].all("end") == before[key].all("end"))
        #expect(encounter[key].all("display") == before[key].all("display"))
      }
      #expect(conversion.findings.map(\.code) == [.cancelled])
    }
    // Entered again after that.
    let again = try write(kind, "20240405", other, doctor: "220^交代^次郎", order: "3", written: "20240406")
    #expect(try encounter([admission, event, cancel, again])["status"].string == status)
  }

  @Test("a cancelled return: the patient is on leave again", arguments: ["EVN-6", "PV2-47"])
  func cancelledReturn(field: String) throws {
    let records = [
      try write("ADT-22", "20240401", ward), try write("ADT-31", "202404031000", ward),
      try write("ADT-32", "202404041200", ward, order: "1"),
      try write(
        "ADT-32", "202404041200", ward, cancel: true, order: "2",
        ["EVN-6": "", "PV2-47": ""].merging([field: "202404041200"]) { $1 }),
    ]
    #expect(try encounter(records)["status"].string == "onleave")
    #expect(
      try encounter(records + [try write("ADT-32", "202404061200", ward)])["status"].string == "in-progress")
  }

  @Test("a cancelled admission makes no Encounter, and what was planned is planned again")
  func cancelledAdmission() throws {
    let admission = try write("ADT-22", "202404011000", ward, order: "1")
    let cancel = try write("ADT-22", "202404011000", ward, cancel: true, order: "2")
    #expect(convert([admission, cancel]).resources.isEmpty)
    let plan = try write("ADT-21", "20240401", ward, written: "20240320")
    #expect(try encounter([plan, admission, cancel])["status"].string == "planned")
    // Plans in the stay go with it; a transfer that nobody took back contradicts, and is sent.
    let named = StayWriter(admitted: "202404011000")
    let intentions = [try named("ADT-51", "20240410", ward), try named("ADT-41", "20240403", other)]
    #expect(convert([admission, cancel] + intentions).resources.isEmpty)
    let transfer = try named("ADT-42", "20240402", other)
    #expect(try encounter([admission, cancel, transfer])["status"].string == "in-progress")
    #expect(convert([plan, try write("ADT-21", "20240401", cancel: true, order: "2")]).resources.isEmpty)
  }

  @Test("a cancel event without a number takes back nothing where it could mean two")
  func ambiguousCancel() throws {
    let first = try StayWriter(visit: "V1")("ADT-22", "202404011000", ward, order: "1")
    let second = try StayWriter(visit: "V2")("ADT-22", "202404011500", ward, order: "2")
    let cancel = try write("ADT-22", "20240401", ward, cancel: true, order: "3")
    #expect(try convert([first, second, cancel]).all("Encounter").count == 2)
    #expect(convert([first, cancel]).resources.isEmpty)
    let named = try StayWriter(visit: "V2")("ADT-22", "20240401", ward, cancel: true, order: "3")
    #expect(try encounter([first, second, named])["identifier"][0]["value"].string == "2212345678.V1")
  }
}
