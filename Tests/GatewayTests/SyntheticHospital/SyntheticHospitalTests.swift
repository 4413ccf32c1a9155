import Gateway
import HL7v2
import SSMIX2
import Testing

@Suite struct SyntheticHospitalTests {
  @Test func sameOptionsGiveTheSameBytesAsEver() {
    // Recorded: when the generator is changed on purpose, so is this number, and the change log says so.
    #expect(HospitalDigest(smallHospital(patients: 12, days: 120, seed: 7)).description == "680c5087881987c3")
  }

  @Test func orderOfCallsDoesNotMatter() {
    let hospital = smallHospital()
    let forward = (0..<8).map { hospital.files(ofPatient: $0) }
    let backward = (0..<8).reversed().map { hospital.files(ofPatient: $0) }
    #expect(forward == backward.reversed())
  }

  @Test func anotherSeedIsAnotherHospital() {
    #expect(HospitalDigest(smallHospital(patients: 3)) != HospitalDigest(smallHospital(patients: 3, seed: 2)))
  }

  @Test func patientsDoNotDependOnTheirNumber() {
    let few = smallHospital(patients: 2)
    let many = smallHospital(patients: 1_000)
    #expect(few.files(ofPatient: 1) == many.files(ofPatient: 1))
  }

  @Test func everyMessageOfEveryKindOccurs() throws {
    var seen: Set<String> = []
    for file in smallHospitalFiles where file.storageType == .standard {
      let type = MSH(try Message(parsing: file.bytes).segments[0]).messageType
      seen.insert("\(file.kind) \(type.messageCode)^\(type.triggerEvent)^\(type.messageStructure)")
    }
    let all = DataKind.all.flatMap { kind in
      kind.messages.map { "\(kind.code) \($0.messageCode)^\($0.trigger)^\($0.structure)" }
    }
    #expect(all.count == 36)
    #expect(seen == Set(all))
  }

  @Test func everyExtendedKindOccurs() {
    let seen = Set(smallHospitalFiles.filter { $0.storageType == .extended }.map(\.kind))
    #expect(seen == Set(SyntheticHospital.extendedKinds.map(\.folder)))
  }

  @Test(arguments: ["OML-11", "OMP-01", "ADT-22", "PPR-01", "vital-signs", "imaging-report"])
  func leavingKindsOutChangesNothingInTheOthers(name: String) throws {
    let kind = try #require(SyntheticHospital.kind(named: name))
    let part = files(of: smallHospital(kinds: [kind]))
    #expect(!part.isEmpty)
    #expect(part == smallHospitalFiles.filter { $0.kind == kind })
  }

  @Test func kindsAreNamedInAnyCase() {
    #expect(SyntheticHospital.kind(named: "oml-11") == "OML-11")
    #expect(SyntheticHospital.kind(named: "Vital-Signs") == "L-OBSERVATIONS^OBSERVATIONS^99ZL01")
    #expect(SyntheticHospital.kind(named: "ADT-99") == nil)
    #expect(SyntheticHospital.kindNames.allSatisfy { SyntheticHospital.kind(named: $0) != nil })
  }

  @Test func mixIsThatOfARealHospital() {
    let all = files(of: smallHospital(patients: 96, days: 365))
    let count = Double(all.count)
    func share(_ isCounted: (SyntheticFile) -> Bool) -> Double { Double(all.filter(isCounted).count) / count }
    #expect((0.92...0.97).contains(share { $0.flag == .active }))
    #expect((0.03...0.06).contains(share { $0.flag == .deleted }))
    #expect((0.006...0.02).contains(share { $0.flag == .superseded }))
    #expect((0.25...0.4).contains(share { $0.kind == "OML-11" }))
    #expect((0.13...0.25).contains(share { $0.kind == "OMP-01" }))
    let folders = Set(all.map { $0.path.split(separator: "/").dropLast().joined(separator: "/") })
    #expect((0.7...0.9).contains(Double(folders.count) / count))
    #expect((1_800...3_200).contains(all.reduce(0) { $0 + $1.bytes.count } / all.count))
  }

  @Test func largestLaboratoryOrdersHaveFortyResults() throws {
    let most = try smallHospitalFiles.filter { $0.kind == "OML-11" }
      .map { try Message(parsing: $0.bytes).all("OBX").count }.max()
    #expect(try #require(most) >= 40)
  }

  @Test func prescriptionsHaveUpToNineDrugsAndMore() throws {
    let counts = try smallHospitalFiles.filter { $0.kind == "OMP-01" }
      .map { try Message(parsing: $0.bytes).all("RXE").count }
    #expect(try #require(counts.min()) == 1)
    #expect(try #require(counts.max()) >= 9)
  }

  @Test func someRecordsAreLateByDaysAndWeeks() throws {
    let lateBy = try smallHospitalFiles.filter { $0.storageType == .standard }.compactMap { file -> Int? in
      let version = try StoragePath(parsing: file.pathInStorage, storageType: .standard).version
      guard let care = CivilDate(compact: version.key.careDate),
        let sent = CivilDate(compact: String(version.timestamp.prefix(8)))
      else { return nil }
      return days(from: care, to: sent)
    }
    #expect(lateBy.filter { $0 >= 2 }.count > lateBy.count / 200)
    #expect(try #require(lateBy.max()) > 20)
  }

  @Test func numbersOutOfRangeAreBroughtToItsEnds() {
    var options = SyntheticHospitalOptions()
    options.patients = -3
    options.days = 0
    let hospital = SyntheticHospital(options)
    #expect(hospital.options.patients == 0)
    #expect(hospital.options.days == 1)
    #expect(hospital.files(ofPatient: -1).isEmpty)
    #expect(hospital.files(ofPatient: .max).isEmpty)
    #expect(!hospital.files(ofPatient: 0).isEmpty)
  }

  @Test(arguments: [1, 2, 3, 10, 400])
  func careDatesStayWithinTheDays(days: Int) throws {
    let hospital = smallHospital(patients: 40, days: days)
    let from = hospital.options.from
    let last = try #require(from.adding(days: days))
    for file in files(of: hospital) {
      let version = try StoragePath(parsing: file.pathInStorage, storageType: file.storageType).version
      guard let date = CivilDate(compact: version.key.careDate) else { continue }
      #expect(date >= from && date < last)
    }
  }

  private func days(from start: CivilDate, to end: CivilDate) -> Int {
    var date = start
    var count = 0
    while date < end, let next = date.adding(days: 1) {
      date = next
      count += 1
    }
    return count
  }
}

/// All files of a hospital.
func files(of hospital: SyntheticHospital) -> [SyntheticFile] {
  (0..<hospital.options.patients).flatMap { hospital.files(ofPatient: $0) }
}
