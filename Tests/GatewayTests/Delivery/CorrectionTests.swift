import DirectoryWatch
import SSMIX2
import Testing

@testable import Gateway

/// However a storage came to be what it is, the region holds what a first delivery of it would have made: nothing is
/// left over after a correction, and nothing is missing.
@Suite struct CorrectionTests {
  @Test(
    "a history ends as a first delivery of its last state", arguments: CorrectionHistory.all,
    [1, 20])
  func endsAsFirstDelivery(history: CorrectionHistory, batch: Int) async throws {
    var options = Pipeline.Options()
    options.batch = batch
    let corrected = try await DeliveryFixture(options)
    // Something of the same patient that no correction touches.
    corrected.write(corrected.demographics)
    for step in history.steps { try await corrected.perform(step) }
    try await corrected.pipeline.converge()

    let fresh = try await DeliveryFixture()
    for path in corrected.tree.files {
      fresh.tree.write(path, try #require(corrected.tree.bytes(of: path)), age: 86_400)
    }
    try await fresh.pipeline.converge()

    let (held, wanted) = (corrected.repository.resources, fresh.repository.resources)
    #expect(Set(held.keys) == Set(wanted.keys))
    for (reference, json) in wanted { #expect(held[reference] == json, "\(reference)") }
    #expect(try corrected.pipeline.balance().waiting == 0)
    let types = Set(wanted.keys.map { String($0.prefix { $0 != "/" }) })
    #expect(types.isSuperset(of: history.leaves), "the last state makes \(types)")
    #expect(types.isDisjoint(with: history.leavesNone))
  }

  @Test func `one drug never takes the id of another`() async throws {
    let fixture = try await DeliveryFixture()
    try await fixture.perform(
      .store(fixture.prescription(), fixture.message(fixture.prescription(), size: 9)))
    try await fixture.pipeline.converge()
    let before = fixture.drugs
    #expect(before.count == 9)
    // The first drug is dropped: in the message every other one moves to another place.
    let newer = fixture.prescription(at: "20240601100000000")
    let text = WrittenMessage.prescription(DeliveryFixture.patient, order: newer.order, drugs: Array(1..<9))
    try await fixture.perform(.replace(fixture.prescription(), newer, text))
    try await fixture.pipeline.converge()
    let after = fixture.drugs
    #expect(after.count == 8)
    for (reference, drug) in after { #expect(before[reference] == drug) }
  }
}

/// What happens to one record's files.
enum CorrectionStep: Sendable {
  /// A file appears.
  case store(WrittenRecord, String)
  /// The file is renamed to flag 0, and nothing follows.
  case delete(WrittenRecord)
  /// The file is renamed to flag 0 and a newer version appears (SS-MIX2 1.2g, update).
  case replace(WrittenRecord, WrittenRecord, String)
  /// Everything so far is delivered.
  case deliver
  /// The region cannot be reached from here on, until ``restore``.
  case cut
  case restore
}

/// A storage's life, and what the region must hold at its end.
struct CorrectionHistory: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var steps: [CorrectionStep]
  /// Resource types that must be there in the end: a history that ends with nothing proves little.
  var leaves: Set<String> = []
  var leavesNone: Set<String> = []

  private static let patient = DeliveryFixture.patient
  private static func record(
    _ kind: String, date: String = "-", order: String = "999999999999999", at time: String
  ) -> WrittenRecord {
    WrittenRecord(patient: patient, careDate: date, kind: kind, order: order, timestamp: time)
  }
  private static func prescription(_ order: String, at time: String) -> WrittenRecord {
    record("OMP-01", date: "20240601", order: order, at: time)
  }

  static let all: [CorrectionHistory] = [
    droppedDrug, shorterDiagnoses, cancelledAdmission, deletedAdmission, cancelledDischarge, newOrderNumber,
    twoVersionsWhileAway, deletedWhileAway, fewerResults, backAndForth,
  ]

  private static let order = "101000000000101"
  private static let first = prescription(order, at: "20240601090000000")
  private static let second = prescription(order, at: "20240601100000000")
  private static let third = prescription(order, at: "20240601110000000")

  private static func drugs(_ number: Int, of order: String = order) -> String {
    WrittenMessage.prescription(patient, order: order, medicines: number)
  }

  private static let droppedDrug = CorrectionHistory(
    testDescription: "a prescription whose drug 9 is dropped",
    steps: [.store(first, drugs(9)), .deliver, .replace(first, second, drugs(8))],
    leaves: ["MedicationRequest", "MessageHeader", "Provenance"])

  private static let shorterDiagnoses = CorrectionHistory(
    testDescription: "a list of diagnoses that shrinks",
    steps: [
      .store(record("PPR-01", at: "20240601080000000"), WrittenMessage.diagnoses(patient, count: 5)),
      .deliver,
      .replace(
        record("PPR-01", at: "20240601080000000"), record("PPR-01", at: "20240602080000000"),
        WrittenMessage.diagnoses(patient, count: 2)),
    ], leaves: ["Condition"])

  private static let admission = record("ADT-22", date: "20240601", at: "20240601101500000")
  private static let discharge = record("ADT-52", date: "20240605", at: "20240605101500000")
  private static let admitted = WrittenMessage.admission(patient, day: "20240601")
  private static let discharged = WrittenMessage.discharge(patient, admitted: "20240601", day: "20240605")

  /// The module writes the cancel event as the next version, which counts (flag 1).
  private static let cancelledAdmission = CorrectionHistory(
    testDescription: "an admission, cancelled by its event",
    steps: [
      .store(admission, admitted), .deliver,
      .replace(
        admission, record("ADT-22", date: "20240601", at: "20240601120000000"),
        admitted.replacing("ADT^A01^ADT_A01", with: "ADT^A11^ADT_A09")),
    ], leavesNone: ["Encounter"])

  private static let deletedAdmission = CorrectionHistory(
    testDescription: "an admission, cancelled by its flag, after the discharge was known",
    steps: [.store(admission, admitted), .store(discharge, discharged), .deliver, .delete(admission)],
    leaves: ["Encounter"])

  private static let cancelledDischarge = CorrectionHistory(
    testDescription: "a discharge, cancelled by its event",
    steps: [
      .store(admission, admitted), .store(discharge, discharged), .deliver,
      .replace(
        discharge, record("ADT-52", date: "20240605", at: "20240605120000000"),
        discharged.replacing("ADT^A03^ADT_A03", with: "ADT^A13^ADT_A01")),
    ], leaves: ["Encounter"])

  private static let newOrderNumber = CorrectionHistory(
    testDescription: "a prescription, deleted and written again under a new order number",
    steps: [
      .store(first, drugs(3)), .deliver, .delete(first),
      .store(
        prescription("101000000000102", at: "20240601120000000"), drugs(3, of: "101000000000102")),
    ], leaves: ["MedicationRequest"])

  private static let twoVersionsWhileAway = CorrectionHistory(
    testDescription: "two versions while the destination was down",
    steps: [
      .store(first, drugs(4)), .deliver, .cut, .replace(first, second, drugs(6)), .deliver,
      .replace(second, third, drugs(2)), .deliver, .restore,
    ], leaves: ["MedicationRequest"])

  private static let deletedWhileAway = CorrectionHistory(
    testDescription: "a version and its deletion while the destination was down",
    steps: [
      .store(first, drugs(4)), .deliver, .cut, .replace(first, second, drugs(6)), .deliver, .delete(second),
      .deliver, .restore,
    ], leavesNone: ["MedicationRequest"])

  private static let fewerResults = CorrectionHistory(
    testDescription: "a laboratory result with fewer and other values",
    steps: [
      .store(
        record("OML-11", date: "20240601", order: "101000000000401", at: "20240601110000000"),
        WrittenMessage.laboratory(patient, order: "101000000000401", values: [11, 12, 13, 14])), .deliver,
      .replace(
        record("OML-11", date: "20240601", order: "101000000000401", at: "20240601110000000"),
        record("OML-11", date: "20240601", order: "101000000000401", at: "20240601140000000"),
        WrittenMessage.laboratory(patient, order: "101000000000401", values: [21, 12])),
    ], leaves: ["Observation", "DiagnosticReport", "Specimen", "ServiceRequest"])

  private static let backAndForth = CorrectionHistory(
    testDescription: "a prescription, deleted and restored with its first content",
    steps: [
      .store(first, drugs(3)), .deliver, .delete(first), .deliver, .store(third, drugs(3)), .deliver,
    ], leaves: ["MedicationRequest"])
}

extension DeliveryFixture {
  func perform(_ step: CorrectionStep) async throws {
    switch step {
    case .store(let record, let text): write(record, text)
    case .delete(let record): tree.rename(record.path, to: record.with(flag: 0).path)
    case .replace(let old, let new, let text):
      tree.rename(old.path, to: old.with(flag: 0).path)
      write(new, text)
    case .deliver:
      try await pipeline.sweep()
      try await pipeline.settle()
      try await pipeline.deliver(rounds: 5)
    case .cut:
      transport.otherwise(.fail(TransportError(kind: .connectionRefused, mayHaveArrived: false, text: "")))
    case .restore: transport.otherwise(.reach)
    }
  }

  /// The code of each drug held, by reference.
  fileprivate var drugs: [String: String] {
    repository.resources.filter { $0.key.hasPrefix("MedicationRequest/") }.compactMapValues { json in
      json.firstRange(of: #""code":"19000010"#).map { String(json[$0.upperBound...].prefix(1)) }
    }
  }
}
