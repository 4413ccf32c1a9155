import Foundation
import Synchronization

/// A hospital at work: its SS-MIX2 module adds, replaces and deletes records of several patients until it is told to stop.
final class BusyHospital: Sendable {
  typealias Record = StorageWriter.Record

  /// What the module knows of a record that it has stored.
  private struct Stored {
    var time: String
    var isActive: Bool
  }

  static let patients = (1...6).map { "50000000\($0 < 10 ? "0" : "")\($0)" }
  /// More keys than this are not made: then there are only replacements, deletions and re-insertions.
  static let mostRecords = 250

  private let writer: StorageWriter
  private let isStopping = Atomic<Bool>(false)
  private let seed: UInt64

  init(_ writer: StorageWriter, seed: UInt64) {
    self.writer = writer
    self.seed = seed
  }

  /// What was done.
  struct Deeds: Sendable {
    var added = 0
    var replaced = 0
    var deleted = 0
  }

  func stop() { isStopping.store(true, ordering: .relaxed) }

  /// Works until `stop`; a record that was begun is finished.
  func work() async throws -> Deeds {
    var generator = SeededGenerator(seed: seed)
    var stored: [Record: Stored] = [:]
    var clock = 0
    var deeds = Deeds()
    while !isStopping.load(ordering: .relaxed) {
      clock += 1
      let time = Self.time(clock)
      let choice = Int.random(in: 0..<100, using: &generator)
      if choice < 45 || stored.count < 10, stored.count < Self.mostRecords {
        let record = Self.newRecord(clock, using: &generator)
        guard stored[record] == nil else { continue }
        try await insert(record, time: time, clock: clock, using: &generator)
        stored[record] = Stored(time: time, isActive: true)
        deeds.added += 1
      } else if let record = stored.keys.sorted(by: Self.isBefore).randomElement(using: &generator),
        let known = stored[record]
      {
        if choice < 85 || !known.isActive {
          if known.isActive { try writer.supersede(record, time: known.time) }
          try await pause(20, using: &generator)
          try await insert(record, time: time, clock: clock, using: &generator)
          stored[record] = Stored(time: time, isActive: true)
          deeds.replaced += 1
        } else {
          try writer.delete(record, time: time, Self.deletion(of: record, time: time))
          stored[record]?.isActive = false
          deeds.deleted += 1
        }
      }
      try await pause(30, using: &generator)
    }
    return deeds
  }

  /// Writes a file in two halves, cut anywhere.
  private func insert(
    _ record: Record, time: String, clock: Int, using generator: inout SeededGenerator
  ) async throws {
    let bytes = try Encoding.iso2022JP.bytes(Self.message(of: record, time: time, clock: clock))
    let cut = Int.random(in: 0..<bytes.count, using: &generator)
    let file = try writer.begin(record, time: time, bytes[..<cut])
    try await pause(20, using: &generator)
    try file.append(bytes[cut...])
  }

  private func pause(_ most: Int, using generator: inout SeededGenerator) async throws {
    try await Task.sleep(for: .milliseconds(Int.random(in: 0...most, using: &generator)))
  }

  /// 17 digits, later for every deed.
  private static func time(_ clock: Int) -> String {
    func digits(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: width - text.count) + text
    }
    let seconds = clock / 10
    return "20240601" + digits(seconds / 3600, 2) + digits(seconds / 60 % 60, 2) + digits(seconds % 60, 2)
      + digits(clock % 10 * 100, 3)
  }

  private static func isBefore(_ one: Record, _ other: Record) -> Bool {
    (one.patient, one.kind, one.careDate, one.order) < (
      other.patient, other.kind, other.careDate, other.order
    )
  }

  private static func newRecord(_ clock: Int, using generator: inout SeededGenerator) -> Record {
    let patient = patients.randomElement(using: &generator) ?? patients[0]
    let date = "202405\(Int.random(in: 10...19, using: &generator))"
    // The chart number is in the order number: a resource tells whose it is without asking the gateway.
    let counter = String(clock)
    let order = String(patient.suffix(4)) + String(repeating: "0", count: 11 - counter.count) + counter
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: return Record(patient: patient, careDate: "-", kind: "ADT-00")
    case 1: return Record(patient: patient, careDate: "-", kind: "PPR-01")
    case 2: return Record(patient: patient, careDate: date, kind: "ADT-12")
    case 3: return Record(patient: patient, careDate: date, kind: "ADT-22", department: "05")
    case 4, 5: return Record(patient: patient, careDate: date, kind: "OMP-01", order: order)
    default: return Record(patient: patient, careDate: date, kind: "OML-11", order: order)
    }
  }

  /// Another message for every version: more or fewer drugs, values and diagnoses.
  private static func message(of record: Record, time: String, clock: Int) -> String {
    let templates = MessageTemplates(person: Person(id: record.patient), time: time)
    let count = clock % 4 + 1
    switch record.kind {
    case "ADT-00": return templates.demographics(occupation: "\(clock)")
    case "PPR-01": return templates.diagnoses((1...count).map { ("診断\(clock)の\($0)", "I1\($0)") })
    case "ADT-12": return templates.reception(at: "\(record.careDate)08\(10 + count)00")
    case "ADT-22": return templates.admission(at: "\(record.careDate)10\(10 + count)00", room: "30\(count)")
    case "OMP-01":
      return templates.prescription(order: record.order, drugs: (1...count).map { "日本薬\(clock)の\($0)" })
    default: return templates.results(order: record.order, values: (1...count).map { "\(clock).\($0)" })
    }
  }

  private static func deletion(of record: Record, time: String) -> String {
    let templates = MessageTemplates(person: Person(id: record.patient), time: time)
    switch record.kind {
    case "ADT-00": return templates.demographicsDeleted()
    case "ADT-12": return templates.reception(at: "\(record.careDate)081000", cancelled: true)
    case "ADT-22": return templates.admission(at: "\(record.careDate)101000", room: "301", cancelled: true)
    case "OMP-01": return templates.prescription(order: record.order, drugs: ["日本薬"], cancelled: true)
    case "PPR-01": return templates.diagnoses([("診断", "I10")])
    default: return templates.results(order: record.order, values: ["0"])
    }
  }
}
