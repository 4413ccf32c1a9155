import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite struct BadInputTests {
    private let good = PatientHistory("3000000001")
    private let bad = PatientHistory("3000000002")

    /// Writes one bad thing of each sort into the storage of a running gateway.
    ///
    /// - Returns: by the last part of the path, the reason for which it is parked.
    private func spoil(_ hospital: Hospital) throws -> [String: String] {
      let writer = hospital.writer
      let time = "20240501090000000"
      var expected: [String: String] = [:]
      func add(_ record: StorageWriter.Record, _ bytes: [UInt8], reason: String, time: String = time) throws {
        try writer.add(record, time: time, bytes)
        expected[record.name(time: time, flag: 1)] = reason
      }
      func message(_ order: String, of history: PatientHistory) -> String {
        history.templates.prescription(order: order, drugs: ["アムロジピン錠"])
      }
      let orders = (0...9).map { "00000000000090\($0)" }
      try add(bad.prescription(orders[0]), [], reason: "hl7.empty")
      try add(bad.prescription(orders[1]), [0xFB, 0xFC], reason: "hl7.not-hl7")
      try add(
        bad.prescription(orders[2]), try Encoding.iso2022JP.bytes(message(orders[2], of: good)),
        reason: "path.patient-mismatch")
      try add(
        bad.prescription(orders[3]),
        try Encoding.iso2022JP.bytes(bad.templates.results(order: orders[3], values: ["1"])),
        reason: "hl7.kind-mismatch")
      // Cut after the first byte of a kanji.
      let whole = try Encoding.iso2022JP.bytes(message(orders[4], of: bad))
      let escape = try #require(whole.lastIndex(of: 0x1B))
      let start = try #require(whole[..<escape].lastIndex(of: 0x1B))
      try add(bad.prescription(orders[4]), Array(whole[..<(start + 4)]), reason: "hl7.structure")
      var unknown = bad.prescription(orders[5])
      unknown.kind = "XYZ-01"
      try add(unknown, try Encoding.iso2022JP.bytes(message(orders[5], of: bad)), reason: "path.kind-unknown")

      let folder = "\(writer.root)/\(bad.prescription.folder)"
      func put(_ name: String, reason: String) throws {
        try Data(try Encoding.iso2022JP.bytes(message(orders[6], of: bad)))
          .write(to: URL(fileURLWithPath: folder + "/" + name))
        expected[name] = reason
      }
      try put("report_final", reason: "path.malformed")
      try put(bad.result(orders[7]).name(time: time, flag: 1), reason: "path.kind-mismatch")
      try put(good.prescription(orders[8]).name(time: time, flag: 1), reason: "path.patient-mismatch")
      var elsewhere = bad.prescription(orders[9])
      elsewhere.careDate = "20240416"
      try put(elsewhere.name(time: time, flag: 1), reason: "path.date-mismatch")
      try traps(hospital, in: folder, into: &expected)
      return expected
    }

    /// What is no file: links out of the root and a FIFO, under names that look right.
    private func traps(_ hospital: Hospital, in folder: String, into expected: inout [String: String]) throws
    {
      let outside = hospital.place.path("outside")
      try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
      let stolen = bad.prescription("000000000000910")
      let message = bad.templates.prescription(order: stolen.order, drugs: ["外"])
      try Data(try Encoding.iso2022JP.bytes(message)).write(to: URL(fileURLWithPath: outside + "/file"))
      let link = stolen.name(time: "20240501090000000", flag: 1)
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/" + link, withDestinationPath: outside + "/file")
      expected[link] = "path.not-a-file"
      let kindFolder = "\(hospital.writer.root)/\(bad.prescription.folder)/../OML-01"
      try FileManager.default.createSymbolicLink(atPath: kindFolder, withDestinationPath: outside)
      expected["OML-01"] = "path.not-a-file"
      let pipe = bad.prescription("000000000000911").name(time: "20240501090000000", flag: 1)
      guard mkfifo(folder + "/" + pipe, 0o644) == 0 else { throw POSIXFailure(call: "mkfifo", errno: errno) }
      expected[pipe] = "path.not-a-file"
      guard geteuid() != 0 else { return }
      let closed = bad.prescription("000000000000912")
      try hospital.writer.add(closed, time: "20240501090000000", message)
      chmod(hospital.writer.path(closed, time: "20240501090000000", flag: 1), 0)
      expected[closed.name(time: "20240501090000000", flag: 1)] = "storage.unreadable"
    }

    private func withHospital(_ body: (Hospital, RegionProcess) async throws -> Void) async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        var options = Hospital.Options()
        options.destinations = [("region", region.baseURL)]
        let hospital = try Hospital(in: place, options: options)
        try hospital.enrol([good.person.id, bad.person.id])
        for history in [good, bad] { try history.write(to: hospital.writer) }
        try await body(hospital, region)
      }
    }

    @Test("bad input is parked by name, and everything else goes on", .timeLimit(.minutes(2)))
    func everySort() async throws {
      try await withHospital { hospital, region in
        let daemon = try await hospital.startDaemon()
        try await hospital.awaitBalance()
        let before = try await region.resources()
        let expected = try spoil(hospital)
        let encoded = try otherEncodings(hospital)
        let late = good.prescription("000000000000102")
        try hospital.writer.add(
          late, time: "20240501090000000", good.templates.prescription(order: late.order, drugs: ["錠剤"]))
        let spoilt = try TreeState(of: hospital.writer.root, withAccessTimes: false)

        try await Polling.until("every bad file is parked", within: 30) {
          let reasons = try await hospital.parkedReasons()
          guard reasons == expected else { throw Reasons(reasons: reasons) }
          return true
        }
        for record in encoded + [late] { try await hospital.await(record, is: "delivered") }
        try await hospital.awaitBalance()
        #expect(try await hospital.parkedReasons() == expected)
        let after = try await region.resources()
        #expect(before.allSatisfy { after[$0.key] == $0.value })
        let texts = after.values.filter { $0["resourceType"]?.text == "MedicationRequest" }.map { "\($0)" }
        #expect(texts.count { $0.contains("髙橋錠") } == 2, "other encodings must be read as what they are")
        #expect(!texts.contains { $0.contains("\"外\"") })
        let attention = try await hospital.attention()
        #expect(Set(expected.values).subtracting(attention) == [], "status does not name them")
        #expect(attention.contains("hl7.encoding"), "other encodings are read, but not in silence")

        #expect(try TreeState(of: hospital.writer.root, withAccessTimes: false) == spoilt)
        try await untouched(by: hospital, region: region)
        #expect(try await daemon.stop() == .exited(0))
      }
    }

    struct Reasons: Error { var reasons: [String: String] }

    /// UTF-8 and Shift_JIS under a header that says ISO-2022-JP, with a character that JIS X 0208 lacks.
    private func otherEncodings(_ hospital: Hospital) throws -> [StorageWriter.Record] {
      try [Encoding.utf8, .shiftJIS].enumerated().map { index, encoding in
        let record = good.prescription("00000000000080\(index)")
        let message = good.templates.prescription(order: record.order, drugs: ["髙橋錠"])
        try hospital.writer.add(record, time: "20240501090000000", message, encoding: encoding)
        return record
      }
    }

    /// A gateway that reads all of it for the first time leaves no trace, not even in access times.
    private func untouched(by hospital: Hospital, region: RegionProcess) async throws {
      let keeps = try TreeState.keepsAccessTimes(in: hospital.place.root)
      let before = try TreeState(of: hospital.writer.root, withAccessTimes: keeps)
      let other = try await RegionProcess.start(in: hospital.place)
      let second = try hospital.fresh(state: "second", destination: other.baseURL)
      let daemon = try await second.startDaemon()
      try await second.awaitBalance()
      #expect(try await other.resources() == region.resources())
      #expect(try await daemon.stop() == .exited(0))
      let after = try TreeState(of: hospital.writer.root, withAccessTimes: keeps)
      #expect(
        after.differences(from: before) == [], "the storage was touched (access times compared: \(keeps))")
    }

    @Test(
      "what a test takes for an untouched storage would show every trace",
      arguments: ["write", "touch", "read", "list"])
    func tracesAreSeen(_ deed: String) async throws {
      try await Place.temporary { place in
        let folder = place.path("folder")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let file = folder + "/file"
        try Data([1]).write(to: URL(fileURLWithPath: file))
        let keeps = try TreeState.keepsAccessTimes(in: place.root)
        // Access times in the past: even `relatime` brings such a one up to date.
        var times = [
          timespec(tv_sec: 1_000_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000_000, tv_nsec: 0),
        ]
        for path in [file, folder] { #expect(utimensat(AT_FDCWD, path, &times, 0) == 0) }
        let before = try TreeState(of: folder, withAccessTimes: keeps)
        #expect(try TreeState(of: folder, withAccessTimes: keeps) == before, "looking leaves a trace itself")
        switch deed {
        case "write": try Data([2]).write(to: URL(fileURLWithPath: file))
        case "touch": #expect(utimensat(AT_FDCWD, file, nil, 0) == 0)
        case "read": _ = try Data(contentsOf: URL(fileURLWithPath: file))
        default: _ = try FileManager.default.contentsOfDirectory(atPath: folder)
        }
        let isSeen = try TreeState(of: folder, withAccessTimes: keeps) != before
        #expect(isSeen || !keeps && ["read", "list"].contains(deed))
      }
    }

    enum Absence: String, CaseIterable {
      case missing, emptyMountPoint
    }

    @Test(
      "a root that goes away is a finding, never a deletion", .timeLimit(.minutes(1)),
      arguments: Absence.allCases)
    func unmounted(_ absence: Absence) async throws {
      try await withHospital { hospital, region in
        let daemon = try await hospital.startDaemon()
        try await hospital.awaitBalance()
        let before = try await region.resources()
        let root = hospital.writer.root
        let aside = hospital.place.path("aside")
        try FileManager.default.moveItem(atPath: root, toPath: aside)
        if absence == .emptyMountPoint {
          try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: false)
        }
        func state() async throws -> String? {
          try await hospital.status()["storages"]?.elements.first?["state"]?.text
        }
        try await Polling.until("the storage counts as unavailable", within: 20) {
          try await state() == "unavailable"
        }
        // What is decided anew while the root is away must not take absence for deletion.
        let asked = try await hospital.command(
          "replay", "apply", "--patient", bad.person.id, "--json", expecting: 0)
        #expect(try asked.json["affected"]?.integer == bad.all.count)
        try await Polling.until("what is asked for waits for the storage", within: 20) {
          let rows = try await hospital.command("queue", "list", "--json", expecting: 0).lines
          // An empty mount point can be read: there it is single files that are missed.
          return rows.contains { ["storage.unavailable", "storage.settling"].contains($0["reason"]?.text) }
        }
        #expect(try await region.resources() == before)
        #expect(try await hospital.parked() == [])

        if absence == .emptyMountPoint { try FileManager.default.removeItem(atPath: root) }
        try FileManager.default.moveItem(atPath: aside, toPath: root)
        let late = good.prescription("000000000000102")
        try hospital.writer.add(
          late, time: "20240501090000000", good.templates.prescription(order: late.order, drugs: ["錠剤"]))
        try await hospital.await(late, is: "delivered")
        try await hospital.awaitBalance()
        #expect(try await state() == "available")
        let after = try await region.resources()
        #expect(before.allSatisfy { after[$0.key] == $0.value })
        #expect(try await daemon.stop() == .exited(0))
      }
    }
  }
}
