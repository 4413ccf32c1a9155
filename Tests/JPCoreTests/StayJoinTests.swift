import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("Stays: which record belongs to which")
struct StayJoinTests {
  private let write = StayWriter()
  private let ward = "32^302^1^^^N"
  private let other = "41^460^2^^^N"

  private func convert(_ records: [SourceRecord]) -> Conversion {
    Converter.convert(records, context: .example())
  }

  /// Contributors of each Encounter.
  private func groups(_ records: [SourceRecord]) -> Set<[Int]> {
    Set(convert(records).resources.map(\.contributors))
  }

  /// Records of stays one after the other, none of which names its stay but by number or by PV1-44.
  private func stays(_ write: StayWriter, months: [String]) throws -> [SourceRecord] {
    try months.flatMap { month in
      var named = write
      if !write.visit.isEmpty { named.visit += month }
      if !write.admitted.isEmpty { named.admitted = "2024\(month)01" }
      return [
        try named("ADT-21", "2024\(month)01", ward, written: "20240101"),
        try named("ADT-22", "2024\(month)011000", ward),
        try named("ADT-41", "2024\(month)05", ward, written: "2024\(month)02", ["PV2-1": other]),
        try named("ADT-31", "2024\(month)031000", "自宅"),
        try named("ADT-32", "2024\(month)041000", ward),
        try named("ADT-42", "2024\(month)051000", other),
        try named("ADT-01", "2024\(month)061000", order: month),
        try named("ADT-51", "2024\(month)12", other, written: "2024\(month)07"),
        try named("ADT-52", "2024\(month)101000", other),
      ]
    }
  }

  @Test(
    "stays of one patient are never mixed, and any order of arrival makes the same Encounters",
    arguments: [StayWriter(), StayWriter(visit: "V"), StayWriter(admitted: "x")])
  func shuffled(write: StayWriter) throws {
    var records = try stays(write, months: ["02", "04", "06"])
    // The last stay goes on; a cancelled leave and a discharge taken back are among the records.
    records.removeLast()
    var last = write
    if !write.visit.isEmpty { last.visit += "06" }
    if !write.admitted.isEmpty { last.admitted = "20240601" }
    records.append(try last("ADT-52", "202406091000", other, cancel: true))
    records.append(try last("ADT-31", "202406081000", other, order: "1"))
    records.append(try last("ADT-31", "202406081000", other, cancel: true, order: "2"))
    let inOrder = convert(records)
    #expect(inOrder.problems.isEmpty)
    let encounters = try inOrder.all("Encounter")
    #expect(encounters.map { $0["status"].string } == ["finished", "finished", "in-progress"])
    #expect(
      encounters.map { $0["period"]["end"].string?.prefix(10) } == ["2024-02-10", "2024-04-10", "2024-06-12"])
    #expect(encounters.allSatisfy { $0["statusHistory"].array.count == 1 })
    var random = SplitMix64(state: 4)
    for _ in 0..<60 {
      let shuffled = records.shuffled(using: &random)
      #expect(convert(shuffled).resources.map(\.json) == inOrder.resources.map(\.json))
    }
    // What is known at any time of the arrival is well-formed, and the rest completes it.
    for count in 1..<records.count {
      let some = Array(records.shuffled(using: &random).prefix(count))
      let conversion = convert(some)
      #expect(Set(conversion.resources.map(\.id)).count == conversion.resources.count)
    }
  }

  @Test("an event on the day between two stays belongs to neither, if its time does not tell")
  func sameDay() throws {
    let records = [
      try write("ADT-22", "202404011000", ward), try write("ADT-52", "202404101100", ward),
      try write("ADT-22", "202404101500", ward),
    ]
    #expect(groups(records) == [[0, 1], [2]])
    #expect(groups(records + [try write("ADT-42", "20240410", other)]) == [[0, 1], [2], [3]])
    #expect(groups(records + [try write("ADT-42", "202404101000", other)]) == [[0, 1, 3], [2]])
    #expect(groups(records + [try write("ADT-42", "202404101600", other)]) == [[0, 1], [2, 3]])
    #expect(groups(records + [try write("ADT-42", "202404101200", other)]) == [[0, 1], [2], [3]])
  }

  @Test("days without times: the discharge of a day ends the stay that began before")
  func daysOnly() throws {
    let records = [
      try write("ADT-22", "20240401", ward), try write("ADT-22", "20240410", ward),
      try write("ADT-52", "20240410", ward), try write("ADT-52", "20240420", ward),
    ]
    #expect(groups(records) == [[0, 2], [1, 3]])
    #expect(groups([records[1], records[2]]) == [[0, 1]])
  }

  @Test("a discharge behind the end of the latest stay does not end an earlier one")
  func lostDischarge() throws {
    let records = [
      try write("ADT-22", "20240301", ward), try write("ADT-22", "20240401", ward),
      try write("ADT-52", "20240410", ward), try write("ADT-52", "20240420", ward),
    ]
    #expect(groups(records) == [[0], [1, 2], [3]])
  }

  @Test("two admissions of one day at different times are two stays, at one time they are one")
  func twoAdmissions() throws {
    let first = try write("ADT-22", "202404011000", ward, order: "1")
    let second = try write("ADT-22", "202404011500", ward, order: "2")
    let conversion = convert([first, second])
    #expect(Set(conversion.resources.map(\.contributors)) == [[0], [1]])
    #expect(conversion.resources.map(\.id).contains(convert([first]).resources[0].id))
    #expect(groups([first, try write("ADT-22", "202404011000", other, order: "2")]) == [[0, 1]])
    let named = try StayWriter(admitted: "202404011500")("ADT-42", "20240403", other)
    #expect(groups([first, second, named]) == [[0], [1, 2]])
    let vague = try StayWriter(admitted: "20240401")("ADT-42", "20240403", other)
    #expect(groups([first, second, vague]) == [[0], [1], [2]])
  }

  @Test("an event that names another stay changes no stranger's; a number and a day can be one stay's")
  func names() throws {
    let admission = try write("ADT-22", "20240401", ward)
    let stranger = try StayWriter(admitted: "20240320")("ADT-42", "20240403", other)
    #expect(groups([admission, stranger]) == [[0], [1]])
    let numbered = try StayWriter(visit: "V1", admitted: "20240401")("ADT-42", "20240403", other)
    #expect(groups([admission, numbered]) == [[0, 1]])
    let second = try StayWriter(visit: "V2", admitted: "20240401")("ADT-31", "20240404", other)
    #expect(groups([admission, numbered, second]) == [[0], [1], [2]])
    let outpatient = try StayWriter(visit: "V9")("ADT-01", "20240403", ward, ["PV1-2": "O"])
    #expect(convert([admission, outpatient]).problems.keys.sorted() == [1])
  }

  @Test("a plan belongs to the stay in which it was made")
  func plansBetweenStays() throws {
    let records = [
      try write("ADT-22", "20240401", ward), try write("ADT-52", "20240410", ward),
      try write("ADT-22", "20240411", ward),
      try write("ADT-51", "20240412", ward, ["EVN-2": "202404051000"]),
    ]
    #expect(groups(records) == [[0, 1, 3], [2]])
    let later = try write("ADT-51", "20240412", ward, ["EVN-2": "202404111000"])
    #expect(groups(records.dropLast() + [later]) == [[0, 1], [2, 3]])
    let before = try write("ADT-51", "20240412", ward, ["EVN-2": "202403251000"])
    #expect(groups(records.dropLast() + [before]) == [[0, 1], [2, 3]])
  }

  @Test("records of one event alone are one Encounter; of different ones, several")
  func alone() throws {
    let leave = try write("ADT-31", "20240403", ward, order: "1")
    #expect(groups([leave, try write("ADT-31", "20240403", ward, order: "2")]) == [[0, 1]])
    #expect(groups([leave, try write("ADT-32", "20240404", ward)]) == [[0], [1]])
    #expect(convert([try write("ADT-32", "20240404", ward, cancel: true)]).resources.isEmpty)
  }

  @Test("an event without a time takes the day of its folder; patients are never mixed")
  func days() throws {
    let admission = try write("ADT-22", "20240401", ward)
    let vague = try write("ADT-42", "20240405", other, ["EVN-6": ""])
    let conversion = convert([admission, vague])
    #expect(
      conversion.findings == [ConversionFinding(record: 1, code: .dateFromPath, segment: "EVN", field: 6)])
    #expect(try conversion.only("Encounter")["location"][1]["period"]["start"].string == "2024-04-05")
    let stranger = try StayWriter(patient: "0009999999")("ADT-42", "20240405", other)
    #expect(groups([admission, stranger]) == [[0], [1]])
  }
}
