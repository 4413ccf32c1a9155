import GRDB
import SSMIX2
import Testing

@testable import Gateway

/// A power failure at each write of a sending: the files are copied as they are and opened again.
@Suite struct LedgerCrashTests {
  private let fixture: LedgerFixture
  private let patient: Int64

  init() async throws {
    fixture = try LedgerFixture()
    patient = try await fixture.register("0000000101")
    try await fixture.apply(
      ["a", "b"].map { LedgerFixture.found($0, versions: [LedgerFixture.version()]) }, patient: patient)
  }

  private func begin(_ made: [[String]]) async throws -> (request: Int64, records: [StoredRecord]) {
    let records = try await fixture.waiting(patient).sorted { $0.orderNumber < $1.orderNumber }
    let request = try await fixture.ledger.begin(
      patient: patient, destination: fixture.destination(),
      records: zip(records.map(\.id), made).map { ($0, $1) },
      patientMayExist: true, at: 10)
    return (request, records)
  }

  private func made(_ fixture: LedgerFixture) async throws -> [[String]] {
    try await fixture.waiting(patient).sorted { $0.orderNumber < $1.orderNumber }.map(\.made)
  }

  @Test func `before the intent nothing was sent and nothing is known to be held`() async throws {
    let after = try fixture.crashed()
    #expect(try await after.ledger.recoverUnanswered(at: 20) == 0)
    #expect(try await made(after) == [[], []])
    #expect(try await after.imbalances().isEmpty)
  }

  @Test func `after the intent everything that may be held is known`() async throws {
    _ = try await begin([["Observation/old", "Observation/new"], ["Condition/1"]])
    let after = try fixture.crashed()
    #expect(try await after.ledger.recoverUnanswered(at: 20) == 2)
    let waiting = try await after.waiting(patient)
    #expect(waiting.count == 2)
    #expect(
      waiting.allSatisfy {
        $0.deliveredInput == nil && $0.attempts == 1 && $0.reason == "delivery.unknown-outcome"
      })
    #expect(try await made(after) == [["Observation/old", "Observation/new"], ["Condition/1"]])
    #expect(try await after.number("SELECT count(*) FROM request WHERE result = 'unknown-outcome'") == 1)
    let holdings = try await after.ledger.holdings(of: patient, destination: after.destination(), except: [])
    #expect(holdings.patientMayExist)
    #expect(holdings.patientInput == nil)
    #expect(try await after.imbalances().isEmpty)
    // A second failure during recovery changes nothing.
    let twice = try after.crashed()
    #expect(try await twice.ledger.recoverUnanswered(at: 30) == 0)
    #expect(try await twice.waiting(patient).count == 2)
  }

  @Test func `after the answer the answer is known`() async throws {
    let (request, records) = try await begin([["Observation/1"], ["Condition/1"]])
    try await fixture.ledger.finish(
      request: request, result: "delivered", status: 200, detail: nil, patient: patient,
      destination: fixture.destination(),
      results: records.map {
        fixture.result($0, .delivered, input: .some([1]), made: ["Observation/\($0.orderNumber)"])
      },
      holdings: PatientHoldings(
        patientMayExist: true, patientInput: [3], othersRemain: false, demographicsRemain: false),
      at: 11)
    let after = try fixture.crashed()
    #expect(try await after.ledger.recoverUnanswered(at: 20) == 0)
    #expect(try await after.waiting(patient).isEmpty)
    #expect(
      try await after.number("SELECT count(*) FROM delivery WHERE outcome = 'delivered' AND sending = 0") == 2
    )
    #expect(
      try await after.number("SELECT count(*) FROM request WHERE result = 'delivered' AND status = 200") == 1)
    #expect(try await after.imbalances().isEmpty)
  }

  @Test func `what was delivered and is being sent again waits after a failure`() async throws {
    let (request, records) = try await begin([["Encounter/1"], ["Encounter/1"]])
    try await fixture.ledger.finish(
      request: request, result: "delivered", status: 200, detail: nil, patient: patient,
      destination: fixture.destination(),
      results: records.map { fixture.result($0, .delivered, input: .some([1]), made: ["Encounter/1"]) },
      holdings: nil,
      at: 11)
    // A stay is rendered whole: the record that did not change travels with the one that did.
    _ = try await fixture.ledger.begin(
      patient: patient, destination: fixture.destination(),
      records: [(records[0].id, ["Encounter/1", "Encounter/2"])],
      patientMayExist: true, at: 12)
    let after = try fixture.crashed()
    #expect(try await after.ledger.recoverUnanswered(at: 20) == 1)
    #expect(try await after.waiting(patient).map(\.made) == [["Encounter/1", "Encounter/2"]])
    #expect(try await after.imbalances().isEmpty)
  }

  @Test func `who has something waiting has work`() async throws {
    try await fixture.ledger.pool.write { try $0.execute(sql: "DELETE FROM work") }
    let after = try fixture.crashed()
    _ = try await after.ledger.recoverUnanswered(at: 20)
    let due = try await after.ledger.dueWork(
      destination: after.destination(), now: 20, lane: .backlog, limit: 10)
    #expect(due.map(\.patient) == [patient])
  }

  @Test func `a back-off does not outlive a restart, the order of versions does`() async throws {
    let (request, records) = try await begin([["Observation/1"], []])
    try await fixture.ledger.finish(
      request: request, result: "unknown-outcome", status: nil, detail: nil, patient: patient,
      destination: fixture.destination(),
      results: records.map { fixture.result($0, .waiting, reason: "delivery.unknown-outcome", next: 900) },
      holdings: nil, at: 11)
    let after = try fixture.crashed()
    _ = try await after.ledger.recoverUnanswered(at: 20)
    #expect(try await after.ledger.nextAttempt(patient: patient, destination: after.destination()) == 900)
    #expect(try await after.waiting(patient, now: 900).count == 2)
    #expect(try await after.waiting(patient, now: 899).isEmpty)
  }
}
