import DirectoryWatch

@testable import Gateway

/// A patient with records in a storage in memory, a scripted network, a repository with transaction
/// semantics.
struct DeliveryFixture: Sendable {
  static let patient = "0000000101"
  static let reference = "Patient/2212345678.0000000101"

  let clock = ManualTime()
  let tree: TornStorageTree
  let repository = TransactionRepository()
  let transport: ScriptedTransport
  let state: TemporaryState
  let pipeline: Pipeline

  init(_ options: Pipeline.Options = Pipeline.Options(), enrols: Bool = true) async throws {
    tree = TornStorageTree(clock: clock)
    transport = ScriptedTransport(repository: repository)
    state = try TemporaryState()
    pipeline = try await Pipeline(
      state: state, tree: tree, clock: clock, transport: transport, options: options)
    tree.place(.directory, at: "000/000/\(Self.patient)")
    if enrols { try await pipeline.enrol(Self.patient) }
    try await pipeline.settle()
  }

  private func record(_ kind: String, date: String = "-", order: String = "999999999999999", at: String)
    -> WrittenRecord
  {
    WrittenRecord(patient: Self.patient, careDate: date, kind: kind, order: order, timestamp: at)
  }

  var demographics: WrittenRecord { record("ADT-00", at: "20240601080000000") }
  var allergies: WrittenRecord { record("ADT-61", at: "20240601081000000") }
  func prescription(_ number: Int = 1, at: String = "20240601090000000") -> WrittenRecord {
    record("OMP-01", date: "20240601", order: "10100000000010\(number)", at: at)
  }
  func laboratory(_ number: Int = 1) -> WrittenRecord {
    record("OML-11", date: "20240601", order: "10100000000040\(number)", at: "20240601110000000")
  }
  var admission: WrittenRecord { record("ADT-22", date: "20240601", at: "20240601101500000") }
  var discharge: WrittenRecord { record("ADT-52", date: "20240605", at: "20240605101500000") }

  /// Writes records as if they had lain there for a day.
  func write(_ record: WrittenRecord, _ text: String? = nil) {
    tree.write(record.path, text ?? message(record), age: 86_400)
  }

  func message(_ record: WrittenRecord, size: Int = 2) -> String {
    switch record.kind {
    case "ADT-00": WrittenMessage.demographics(Self.patient, name: "Name\(size)")
    case "ADT-61": WrittenMessage.allergies(Self.patient, count: size)
    case "OMP-01": WrittenMessage.prescription(Self.patient, order: record.order, medicines: size)
    case "OML-11": WrittenMessage.laboratory(Self.patient, order: record.order, values: Array(1...size))
    case "ADT-22": WrittenMessage.admission(Self.patient, day: "20240601")
    case "ADT-52": WrittenMessage.discharge(Self.patient, admitted: "20240601", day: "20240605")
    default: ""
    }
  }

  /// One pass over what is due, after a scan.
  func scan() async throws {
    try await pipeline.sweep()
    try await pipeline.settle()
  }

  func decision(_ record: WrittenRecord) async throws -> RecordDecision? {
    try await pipeline.outcome(of: record)
  }

  /// Resources that say something of the patient; those of the frame only refer to them.
  var aboutPatient: [String] {
    repository.resources.filter { !SentTransaction.isFrame($0.key) }.map(\.value)
  }

  /// Resources of a type at the repository.
  func held(_ type: String) -> [String] { repository.references.filter { $0.hasPrefix(type + "/") }.sorted() }
}
