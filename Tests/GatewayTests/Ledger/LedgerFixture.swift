import GRDB
import SSMIX2

@testable import Gateway

/// A ledger on a real file, with short ways to fill it.
struct LedgerFixture: Sendable {
  let state: TemporaryState
  let ledger: SQLiteLedger

  init(state: TemporaryState? = nil, destinations: [String] = ["region"]) throws {
    let state = try state ?? TemporaryState()
    self.state = state
    ledger = try SQLiteLedger.open(path: state.ledger, storages: ["standard"], destinations: destinations)
  }

  /// Looks at a ledger that somebody else has opened.
  init(looking ledger: SQLiteLedger, at state: TemporaryState) {
    self.ledger = ledger
    self.state = state
  }

  var storage: Int64 { ledger.names.storages["standard"] ?? -1 }
  func destination(_ name: String = "region") -> Int64 { ledger.names.destinations[name] ?? -1 }

  /// What a power failure at this moment leaves.
  func crashed() throws -> LedgerFixture {
    let destinations = ledger.names.destinations.keys.sorted()
    return try LedgerFixture(state: state.copy(), destinations: destinations)
  }

  func register(_ localID: String, identity: String = "registered", policy: UInt8 = 1, at now: Double = 1)
    async throws -> Int64
  {
    let policy = PatientPolicy(
      localID: localID, regionalID: identity == "registered" ? "R" + localID : nil, identity: identity,
      digest: [policy])
    try await ledger.apply([policy], at: now, lane: .live)
    return try await ledger.patient(localID: localID)?.id ?? -1
  }

  static func found(
    _ order: String, kind: String = "OML-11", versions: [FoundVersion], problem: String? = nil
  ) -> FoundRecord {
    FoundRecord(careDate: "20240601", kind: kind, orderNumber: order, problem: problem, versions: versions)
  }

  static func version(
    _ timestamp: String = "20240601090000000", flag: ConditionFlag = .active, size: Int64 = 5,
    modified: Int64 = 7,
    inode: UInt64 = 9, department: String = "01"
  ) -> FoundVersion {
    FoundVersion(
      timestamp: timestamp, department: department, flag: flag,
      path: "f/\(timestamp)_\(department)_\(flag.rawValue)",
      size: size, modified: modified, changed: 0, inode: inode)
  }

  func apply(_ records: [FoundRecord], patient: Int64, at now: Double = 2, lane: WorkLane = .live)
    async throws
  {
    try await ledger.apply(records, patient: patient, storage: storage, at: now, lane: lane)
  }

  func waiting(
    _ patient: Int64, destination: String = "region", now: Double = 1e9, limit: Int = 100,
    groupKinds: [String] = []
  ) async throws -> [StoredRecord] {
    try await ledger.work(
      of: patient, destination: self.destination(destination), now: now, limit: limit, groupKinds: groupKinds
    )?.records ?? []
  }

  func result(
    _ record: StoredRecord, _ outcome: Outcome, reason: String? = nil, next: Double? = nil,
    input: [UInt8]?? = nil, made: [String]? = nil,
    reading: (version: Int64, sha256: [UInt8], findings: [String])? = nil
  ) -> RecordResult {
    RecordResult(
      record: record.id, generation: record.generation, outcome: outcome, reason: reason, detail: nil,
      nextAttempt: next, deliveredInput: input, made: made, reading: reading)
  }

  /// The row of a record towards a destination.
  func row(_ record: Int64, destination: String = "region") throws -> Row? {
    let destination = self.destination(destination)
    return try ledger.pool.read { db in
      try Row.fetchOne(
        db, sql: "SELECT * FROM delivery WHERE record = ? AND destination = ?",
        arguments: [record, destination])
    }
  }

  func number(_ sql: String) async throws -> Int {
    try await ledger.pool.read { try Int.fetchOne($0, sql: sql) ?? -1 }
  }

  /// What the kept sums say otherwise than counting does; empty when all is well.
  func imbalances() async throws -> [String] {
    try await ledger.pool.read { db in
      var wrong: [String] = []
      let counted = try Row.fetchAll(
        db,
        sql: """
          SELECT destination, outcome, ifnull(reason, '') AS reason, count(*) AS n FROM delivery GROUP BY 1, 2, 3
          """
      ).map {
        "\($0["destination"] as Int64)|\($0["outcome"] as String)|\($0["reason"] as String)|\($0["n"] as Int)"
      }
      let kept = try Row.fetchAll(db, sql: "SELECT * FROM tally WHERE records <> 0").map {
        "\($0["destination"] as Int64)|\($0["outcome"] as String)|\($0["reason"] as String)|\($0["records"] as Int)"
      }
      wrong += Set(counted).symmetricDifference(kept).map { "tally \($0)" }
      let records = try Int.fetchOne(db, sql: "SELECT count(*) FROM record") ?? -1
      let counters = try Row.fetchAll(db, sql: "SELECT * FROM counter")
      for counter in counters {
        let name: String = counter["name"]
        let value: Int = counter["value"]
        let expected =
          switch name {
          case "records": records
          case "notRegistered":
            try Int.fetchOne(db, sql: "SELECT count(*) FROM patient WHERE identity = 'notRegistered'") ?? -1
          default:
            try Int.fetchOne(db, sql: "SELECT count(*) FROM patient WHERE identity <> 'notRegistered'") ?? -1
          }
        if value != expected { wrong.append("counter \(name): \(value), counted \(expected)") }
      }
      for destination in try Int64.fetchAll(db, sql: "SELECT id FROM destination") {
        let sum = try Int.fetchOne(
          db, sql: "SELECT ifnull(sum(records), 0) FROM tally WHERE destination = ?", arguments: [destination]
        )
        if sum != records {
          wrong.append("destination \(destination): \(sum ?? -1) outcomes for \(records) records")
        }
      }
      return wrong
    }
  }
}
