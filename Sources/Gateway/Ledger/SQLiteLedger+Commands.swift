import GRDB

/// What operators' commands change in the ledger.
extension SQLiteLedger {
  /// Parked records wait again, as if they were new.
  func requeue(_ selected: [SelectedDelivery], command: String, by origin: CommandOrigin, at now: Double)
    async throws
  {
    try await commits.write { db in
      let update = try db.cachedStatement(
        sql: """
          UPDATE delivery SET outcome = 'waiting', reason = NULL, detail = NULL, since = ?, attempts = 0,
            next_attempt = NULL, generation = generation + 1
          WHERE record = ? AND destination = ? AND outcome = 'parked'
          """)
      for key in selected { try update.execute(arguments: [now, key.record, key.destination]) }
      try Self.addWork(db, for: selected, lane: .live, at: now)
      try Self.log(db, command, affected: selected.count, by: origin, at: now)
    }
  }

  /// Forgets what was delivered, so that it is sent again; what was made stays known, so that nothing is left over.
  func forgetDelivered(_ selected: [SelectedDelivery], by origin: CommandOrigin, at now: Double) async throws
  {
    try await commits.write { db in
      let update = try db.cachedStatement(
        sql: """
          UPDATE delivery SET outcome = 'waiting', reason = NULL, detail = NULL, since = ?, attempts = 0,
            next_attempt = NULL, delivered_input = NULL, generation = generation + 1
          WHERE record = ? AND destination = ? AND outcome = 'delivered'
          """)
      for key in selected { try update.execute(arguments: [now, key.record, key.destination]) }
      try Self.addWork(db, for: selected, lane: .backlog, at: now)
      try Self.log(db, "replay apply", affected: selected.count, by: origin, at: now)
    }
  }

  private static func addWork(
    _ db: Database, for selected: [SelectedDelivery], lane: WorkLane, at now: Double
  ) throws {
    struct Pair: Hashable {
      var patient: Int64
      var destination: Int64
    }
    for pair in Set(selected.map { Pair(patient: $0.patient, destination: $0.destination) }) {
      try addWork(db, patient: pair.patient, destination: pair.destination, due: now, lane: lane)
    }
  }
}
