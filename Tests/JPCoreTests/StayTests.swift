import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("Stays: ADT-22, ADT-52, ADT-01; ADT-12")
struct StayTests {
  /// PV1 with visit number, admission and discharge.
  private static func pv1(
    patientClass: String = "I", place: String = "32^302^1^^^N", doctor: String = "110^医師^一郎",
    admitting: String = "", visit: String = "",
    admitted: String = "", discharged: String = "", disposition: String = ""
  ) -> String {
    var fields = Array(repeating: "", count: 46)
    fields[0] = "PV1"
    (fields[2], fields[3], fields[7], fields[10], fields[17]) = (patientClass, place, doctor, "01", admitting)
    (fields[19], fields[36], fields[44], fields[45]) = (visit, disposition, admitted, discharged)
    return fields.joined(separator: "|")
  }

  private func admission(
    _ day: String, trigger: String = "A01", timestamp: String? = nil, order: String = "999999999999999",
    _ pv1: String? = nil
  ) throws -> SourceRecord {
    try record(
      "ADT-22", trigger: trigger, date: day, order: order, timestamp: timestamp ?? day + "120000000",
      [pv1 ?? Self.pv1(admitted: day + "1000")])
  }

  private func discharge(
    _ day: String, trigger: String = "A03", timestamp: String? = nil, _ pv1: String? = nil
  ) throws -> SourceRecord {
    try record(
      "ADT-52", trigger: trigger, date: day, order: "999999999999999",
      timestamp: timestamp ?? day + "120000000",
      [pv1 ?? Self.pv1(discharged: day + "1100", disposition: "01")])
  }

  private func doctorChange(
    _ time: String, trigger: String = "A54", order: String = "999999999999999", _ pv1: String? = nil
  ) throws -> SourceRecord {
    try record(
      "ADT-01", trigger: trigger, date: "-", order: order, timestamp: time.prefix(8) + "130000000",
      ["EVN||\(time)||||\(time)", pv1 ?? Self.pv1(doctor: "220^交代^医師")])
  }

  private func convert(_ records: [SourceRecord]) -> Conversion {
    Converter.convert(records, context: .example())
  }

  @Test("admission, change of doctor and discharge are one Encounter, in any order of the records")
  func wholeStay() throws {
    let records = [try admission("20240401"), try doctorChange("202404051000"), try discharge("20240410")]
    let conversion = convert(records)
    let encounter = try conversion.only("Encounter")
    #expect(encounter["status"].string == "finished" && encounter["class"]["code"].string == "IMP")
    #expect(encounter["period"]["start"].string == "2024-04-01T10:00:00+09:00")
    #expect(encounter["period"]["end"].string == "2024-04-10T11:00:00+09:00")
    #expect(conversion.resources[0].contributors == [0, 1, 2])
    let participants = encounter["participant"].array
    #expect(participants.map { $0["individual"]["display"].string } == ["医師 一郎", "交代 医師"])
    #expect(participants[0]["period"]["end"].string == "2024-04-05T10:00:00+09:00")
    #expect(participants[1]["period"]["start"].string == "2024-04-05T10:00:00+09:00")
    #expect(encounter["hospitalization"]["dischargeDisposition"]["coding"][0]["code"].string == "01")
    #expect(
      encounter["location"].array.count == 1 && encounter["location"][0]["status"].string == "completed")
    let reversed = convert(records.reversed())
    #expect(reversed.resources[0].json == conversion.resources[0].json)
  }

  @Test("status by what is known")
  func status() throws {
    let admitted = try admission("20240401")
    #expect(try convert([admitted]).only("Encounter")["status"].string == "arrived")
    let changed = convert([admitted, try doctorChange("20240405")])
    #expect(try changed.only("Encounter")["status"].string == "in-progress")
    let reopened = convert([admitted, try discharge("20240410", trigger: "A13")])
    #expect(try reopened.only("Encounter")["status"].string == "in-progress")
    #expect(reopened.resources[0].contributors == [0, 1] && reopened.findings.map(\.code) == [.cancelled])
  }

  @Test("the id stays through the stay, whatever arrives first")
  func stableID() throws {
    let admitted = try admission("20240401")
    let late = try discharge("20240410", Self.pv1(admitted: "20240401", discharged: "20240410"))
    let ids = [convert([admitted]), convert([late]), convert([admitted, late])].map { $0.resources.map(\.id) }
    #expect(ids[0] == ids[1] && ids[1] == ids[2])
    #expect(ids[0][0].hasPrefix("2212345678.0001234567.20240401.ADT-22."))
  }

  @Test("two stays are kept apart, each discharge with its own")
  func twoStays() throws {
    let records = [
      try admission("20240401"), try admission("20240501"), try discharge("20240410"),
      try discharge("20240510"),
    ]
    let encounters = try convert(records).all("Encounter")
    #expect(encounters.map { $0["period"]["end"].string?.prefix(10) } == ["2024-04-10", "2024-05-10"])
  }

  @Test("a visit number joins, and tells apart what shares a day")
  func visitNumbers() throws {
    let first = try admission("20240401", Self.pv1(visit: "V1", admitted: "20240401"))
    let second = try admission("20240401", order: "2", Self.pv1(visit: "V2", admitted: "20240401"))
    let over = try discharge("20240402", Self.pv1(visit: "V1", discharged: "20240402"))
    let encounters = try convert([first, second, over]).all("Encounter")
    #expect(encounters.map { $0["status"].string } == ["finished", "arrived"])
    #expect(encounters.map { $0["identifier"][0]["value"].string } == ["2212345678.V1", "2212345678.V2"])
  }

  @Test("a cancelled admission is none: neither its own record nor an older one under another number")
  func cancelledAdmission() throws {
    let alone = convert([try admission("20240401", trigger: "A11")])
    #expect(alone.resources.isEmpty && alone.problems.isEmpty)
    let both = convert([
      try admission("20240401", timestamp: "20240401100000000"),
      try admission("20240401", trigger: "A11", timestamp: "20240402100000000", order: "2"),
    ])
    #expect(both.resources.isEmpty && both.findings.map(\.code) == [.cancelled])
    let again = convert([
      try admission("20240401", trigger: "A11", timestamp: "20240401100000000", order: "2"),
      try admission("20240401", timestamp: "20240402100000000"),
    ])
    #expect(again.resources.count == 1)
  }

  @Test("a discharge alone is a finished stay; one that names another admission ends nobody else's")
  func discharges() throws {
    let alone = try convert([try discharge("20240410")]).only("Encounter")
    #expect(alone["status"].string == "finished" && !alone["period"]["start"].exists)
    let stranger = try discharge("20240410", Self.pv1(admitted: "20240301", discharged: "20240410"))
    let encounters = try convert([try admission("20240401"), stranger]).all("Encounter")
    #expect(encounters.map { $0["status"].string } == ["finished", "arrived"])
  }

  @Test(
    "a change of doctor without a stay: an inpatient's is its own, an outpatient's a problem"
  )
  func doctorChanges() throws {
    let own = try convert([try doctorChange("20240405")]).only("Encounter")
    #expect(own["status"].string == "in-progress" && own["class"]["code"].string == "IMP")
    let outpatient = convert([
      try doctorChange("20240405", Self.pv1(patientClass: "O")), try admission("20240501"),
    ])
    #expect(outpatient.problems.keys.sorted() == [0] && outpatient.problems[0]?.field == 6)
    #expect(outpatient.resources.map(\.contributors) == [[1]])
    let cancelled = convert([try admission("20240401"), try doctorChange("20240405", trigger: "A55")])
    #expect(try cancelled.only("Encounter")["participant"].array.count == 1)
  }

  @Test("a record without PV1 is a problem, the others go on")
  func missingVisit() throws {
    let broken = try record("ADT-22", trigger: "A01", date: "20240301", order: "999999999999999", [])
    let conversion = convert([broken, try admission("20240401")])
    #expect(conversion.problems[0]?.segment == "PV1" && conversion.resources.count == 1)
  }

  @Test("patients are never mixed")
  func patients() throws {
    let other = try record(
      "ADT-52", trigger: "A03", date: "20240410", order: "999999999999999", patient: "0009999999",
      [Self.pv1(discharged: "20240410")])
    let conversion = convert([try admission("20240401"), other])
    #expect(
      try conversion.all("Encounter").map { $0["subject"]["reference"].string } == [
        "Patient/2212345678.0001234567", "Patient/2212345678.0009999999",
      ])
  }

  @Test("the samples' stay", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func samples() throws {
    let conversion = convert([
      try SharedMaterial.sample(SampleFile.discharge), try SharedMaterial.sample(SampleFile.admission),
    ])
    let encounter = try conversion.only("Encounter")
    #expect(encounter["period"]["start"].string == "2011-11-20T16:00:00+09:00")
    #expect(encounter["period"]["end"].string == "2011-12-20T12:00:00+09:00")
    #expect(
      encounter["location"].array.map { $0["location"]["display"].string } == [
        "病棟 32 病室 302 病床 1", "病棟 41 病室 460 病床 2",
      ])
    #expect(encounter["serviceType"]["coding"][0]["code"].string == "08")
  }

  @Test("an outpatient's reception is an Encounter of its own")
  func outpatient() throws {
    let visit = try record(
      "ADT-12", trigger: "A04", order: "999999999999999",
      [Self.pv1(patientClass: "O", place: "01^^^^^C", admitted: "202404050900")])
    let encounter = try convert([visit]).only("Encounter")
    #expect(encounter["status"].string == "arrived" && encounter["class"]["code"].string == "AMB")
    #expect(encounter["location"][0]["location"]["display"].string == "診療科 01")
    #expect(encounter["period"]["start"].string == "2024-04-05T09:00:00+09:00")
  }
}
