import GRDB
import SSMIX2
import Testing

@testable import Gateway

/// Whatever happens, seen = delivered + excluded + parked + waiting for each destination, and the kept sums
/// are what counting gives.
@Suite struct LedgerPropertyTests {
  private struct Run {
    var fixture: LedgerFixture
    var random: SeededCases
    var patients: [String] = ["1", "2", "3"]
    var now = 1.0

    mutating func step() async throws {
      now += 1
      let localID = patients.randomElement(using: &random) ?? "1"
      switch Int.random(in: 0..<10, using: &random) {
      case 0: _ = try await policy(localID)
      case 1, 2, 3: try await scan(localID)
      case 4, 5: try await settle(localID)
      case 6, 7: try await send(localID)
      case 8: try await forgetOrCommand(localID)
      default: try await restart()
      }
    }

    private mutating func policy(_ localID: String) async throws -> Int64 {
      let identities = ["registered", "registered", "ambiguous", "notRegistered"]
      return try await fixture.register(
        localID, identity: identities.randomElement(using: &random) ?? "registered",
        policy: UInt8.random(in: 0...255, using: &random), at: now)
    }

    private func patient(_ localID: String) async throws -> Int64? {
      try await fixture.ledger.patient(localID: localID)?.id
    }

    private mutating func scan(_ localID: String) async throws {
      guard let patient = try await patient(localID) else { return }
      let records = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        let order = String(Int.random(in: 0..<5, using: &random))
        let versions = (0..<Int.random(in: 0...3, using: &random)).map { index in
          LedgerFixture.version(
            String(index), flag: ConditionFlag(rawValue: Int.random(in: 0...2, using: &random)) ?? .active,
            size: Int64.random(in: 1...3, using: &random))
        }
        var record = LedgerFixture.found(
          order, kind: ["OML-11", "ADT-00", "ADT-22"].randomElement(using: &random) ?? "OML-11",
          versions: versions)
        if Int.random(in: 0..<5, using: &random) == 0 {
          record.careDate = ""
          record.problem = "path.malformed"
        }
        return record
      }
      try await fixture.apply(
        records, patient: patient, at: now, lane: Bool.random(using: &random) ? .live : .backlog)
    }

    private mutating func loaded(_ localID: String) async throws -> (
      patient: Int64, destination: String, records: [StoredRecord]
    )? {
      guard let patient = try await patient(localID) else { return nil }
      let destination =
        fixture.ledger.names.destinations.keys.sorted().randomElement(using: &random) ?? "region"
      let records = try await fixture.waiting(patient, destination: destination, groupKinds: ["ADT-22"])
      return (patient, destination, records)
    }

    private mutating func result(_ record: StoredRecord) -> RecordResult {
      let outcome = Outcome.allCases.randomElement(using: &random) ?? .waiting
      var result = fixture.result(
        record, outcome, reason: [nil, "a", "b"].randomElement(using: &random) ?? nil)
      if Bool.random(using: &random) {
        result.made = Bool.random(using: &random) ? [] : ["Observation/\(record.id)"]
      }
      if Bool.random(using: &random) {
        result.deliveredInput = .some(Bool.random(using: &random) ? nil : [1])
      }
      if Bool.random(using: &random) { result.generation -= 1 }
      return result
    }

    private mutating func settle(_ localID: String) async throws {
      guard let (_, destination, records) = try await loaded(localID) else { return }
      var results: [RecordResult] = []
      for record in records where Bool.random(using: &random) { results.append(result(record)) }
      try await fixture.ledger.settle(results, destination: fixture.destination(destination), at: now)
    }

    private mutating func send(_ localID: String) async throws {
      guard let (patient, destination, records) = try await loaded(localID), !records.isEmpty else { return }
      let id = fixture.destination(destination)
      let request = try await fixture.ledger.begin(
        patient: patient, destination: id, records: records.map { ($0.id, $0.made + ["X/\($0.id)"]) },
        patientMayExist: true, at: now)
      // Sometimes the answer never comes.
      guard Int.random(in: 0..<3, using: &random) > 0 else { return }
      if Bool.random(using: &random) { try await scan(localID) }
      var results: [RecordResult] = []
      for record in records { results.append(result(record)) }
      try await fixture.ledger.finish(
        request: request, result: "x", status: 200, detail: nil, patient: patient, destination: id,
        results: results,
        holdings: nil, at: now)
    }

    private mutating func forgetOrCommand(_ localID: String) async throws {
      guard let patient = try await patient(localID) else { return }
      let selected = try await fixture.ledger.pool.read { db in
        try Row.fetchAll(
          db, sql: "SELECT record, destination, patient FROM delivery WHERE patient = ?", arguments: [patient]
        )
        .map {
          SelectedDelivery(record: $0["record"], destination: $0["destination"], patient: $0["patient"])
        }
      }
      let origin = CommandOrigin(actor: "a", reason: "r", dryRun: false)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: try await fixture.ledger.forget(patient: patient)
      case 1: try await fixture.ledger.requeue(selected, command: "parked retry", by: origin, at: now)
      default: try await fixture.ledger.forgetDelivered(selected, by: origin, at: now)
      }
    }

    private mutating func restart() async throws {
      if Bool.random(using: &random) {
        fixture = try fixture.crashed()
      } else if fixture.ledger.names.destinations.count < 3 {
        let names = fixture.ledger.names.destinations.keys.sorted()
        let state = fixture.state
        try fixture.ledger.pool.close()
        fixture = try LedgerFixture(state: state, destinations: names + ["added\(names.count)"])
      }
      _ = try await fixture.ledger.recoverUnanswered(at: now)
      #expect(try await fixture.number("SELECT count(*) FROM delivery WHERE sending = 1") == 0)
    }
  }

  @Test(arguments: 0..<25 as Range<UInt64>)
  func `the balance adds up after every step`(seed: UInt64) async throws {
    var run = Run(fixture: try LedgerFixture(), random: SeededCases(seed: seed))
    for step in 0..<60 {
      try await run.step()
      let wrong = try await run.fixture.imbalances()
      #expect(wrong.isEmpty, "seed \(seed), step \(step)")
      if !wrong.isEmpty { return }
      let orphans = try await run.fixture.number(
        "SELECT count(*) FROM version WHERE record NOT IN (SELECT id FROM record)")
      #expect(orphans == 0, "seed \(seed), step \(step)")
    }
  }
}
