import Foundation
import Testing

extension EndToEnd {
  @Suite struct TransactionLogTests {
    private let history = PatientHistory("5000000001")
    private static let time = "20240501090000000"

    /// A hospital on a share without events whose next scan is far away: only the log tells of changes.
    private func hospital(in place: Place, _ region: RegionProcess) throws -> (Hospital, TransactionLog) {
      var options = Hospital.Options()
      options.destinations = [("region", region.baseURL)]
      options.storages = [
        ("standard", "standard", place.path("standard")), ("log", "transaction", place.path("log")),
      ]
      options.watch = "poll"
      options.rescan = "10m"
      let hospital = try Hospital(in: place, options: options)
      try hospital.enrol([history.person.id])
      let log = try TransactionLog(root: place.path("log"))
      return (hospital, log)
    }

    private func storage(_ name: String, _ hospital: Hospital) async throws -> JSONValue? {
      try await hospital.status()["storages"]?.elements.first { $0["name"]?.text == name }
    }

    @Test("what the log tells is found without event and scan", .timeLimit(.minutes(1)))
    func hint() async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        let (hospital, log) = try hospital(in: place, region)
        try hospital.writer.add(
          history.demographics, time: PatientHistory.time, history.templates.demographics())
        let daemon = try await hospital.startDaemon()
        try await hospital.await(history.demographics, is: "delivered")
        try await Polling.until("the first scan is complete") {
          try await storage("standard", hospital)?["lastScan"] != nil
        }
        #expect(try await storage("log", hospital)?["state"]?.text == "available")

        let first = history.result("000000000000401")
        let message = history.templates.results(order: first.order, values: ["1.5"])
        try hospital.writer.add(first, time: Self.time, message)
        // The module writes in pieces: half a record tells nothing.
        let bytes = try log.record(first, time: Self.time, message)
        try log.append(bytes.prefix(bytes.count / 2))
        try log.append(bytes.dropFirst(bytes.count / 2))
        try await hospital.await(first, is: "delivered")

        // Deleted: the folders say so, the log only where to look.
        try hospital.writer.delete(first, time: "20240501100000000", message)
        try log.append(try log.record(first, time: "20240501100000000", nil))
        try await hospital.await(first, is: "excluded storage.deleted")
        #expect(try await hospital.attention().isEmpty)
        #expect(try await daemon.stop() == .exited(0))
      }
    }

    @Test("what was logged and never stored is told", .timeLimit(.minutes(1)))
    func disagreement() async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        let (hospital, log) = try hospital(in: place, region)
        try hospital.writer.add(
          history.demographics, time: PatientHistory.time, history.templates.demographics())
        let daemon = try await hospital.startDaemon()
        try await hospital.await(history.demographics, is: "delivered")
        let record = history.result("000000000000402")
        let message = history.templates.results(order: record.order, values: ["1.5"])
        try log.append(try log.record(record, time: Self.time, message))
        try await Polling.until("the disagreement is told") {
          try await hospital.attention().contains("transaction.disagrees")
        }
        let report = try await hospital.command("reconcile", "--json", expecting: 3).json
        let difference = report["differences"]?.elements.first { $0["symbol"]?.text == "!" }
        #expect(difference?["path"]?.text?.contains(record.order) == true)

        // The module stores it after all.
        try hospital.writer.add(record, time: Self.time, message)
        try log.append(try log.record(record, time: Self.time, message))
        try await hospital.await(record, is: "delivered")
        try await Polling.until("nothing disagrees any more") {
          try await hospital.attention().isEmpty
        }
        #expect(try await daemon.stop() == .exited(0))
      }
    }
  }
}

/// Writes a transaction storage as an SS-MIX2 module does (SS-MIX2 1.2g, transaction storage): one file a day, a header line and the
/// message.
struct TransactionLog: Sendable {
  private let file: StorageWriter.OpenFile

  init(root: String, name: String = "TR_20240501000000000_00001.DAT") throws {
    try FileManager.default.createDirectory(atPath: root + "/2024", withIntermediateDirectories: true)
    file = try StorageWriter.OpenFile(root + "/2024/" + name)
  }

  /// A record: `INS` with its message, or `DEL` with its header alone.
  func record(_ record: StorageWriter.Record, time: String, _ message: String?) throws -> [UInt8] {
    let header = [
      "#SSMIX", "2.00", Hospital.facilityCode, record.patient, record.careDate, record.kind, record.order,
      message == nil ? "DEL" : "INS", record.careDate == "-" ? "-" : record.department, time,
    ].joined(separator: ",")
    return Array("\(header)\r".utf8) + (try message.map { try Encoding.iso2022JP.bytes($0) } ?? [])
  }

  func append(_ bytes: some Sequence<UInt8>) throws { try file.append(bytes) }
}
