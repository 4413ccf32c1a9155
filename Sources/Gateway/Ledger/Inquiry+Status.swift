import GRDB

/// `status`, `patient` and `consent`.
extension Inquiry {
  /// The whole picture from sums that the ledger keeps; its cost does not grow with the number of records.
  func status(state: StatusReport.State, startedAt: Double?) throws -> StatusReport {
    try ledger.pool.read { db in
      let records = try Int.fetchOne(db, sql: "SELECT value FROM counter WHERE name = 'records'") ?? 0
      var destinations: [StatusReport.Destination] = []
      var total = Balance()
      for destination in configuration.destinations {
        guard let id = ledger.names.destinations[destination.name] else { continue }
        let report = try self.destination(db, destination.name, id: id, records: records, state: state)
        destinations.append(report)
        total.seen += report.balance.seen
        total.delivered += report.balance.delivered
        total.excluded += report.balance.excluded
        total.parked += report.balance.parked
        total.waiting += report.balance.waiting
      }
      return StatusReport(
        version: GatewayVersion.current, state: state, startedAt: Self.stamp(startedAt), balance: total,
        patients: StatusReport.Patients(
          inScope: try counter(db, "inScope"), notRegistered: try counter(db, "notRegistered")),
        storages: try storages(db), destinations: destinations, parkedReasons: try parkedReasons(db),
        attention: try attention(db, isBalanced: destinations.allSatisfy { $0.balance.isBalanced }),
        terminology: StatusReport.Terminology(
          coverage: try coverage(db, kinds: []),
          unmappedCodes: try Int.fetchOne(db, sql: "SELECT count(*) FROM unmapped_code") ?? 0, maps: []))
    }
  }

  private func counter(_ db: Database, _ name: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT value FROM counter WHERE name = ?", arguments: [name]) ?? 0
  }

  private func destination(
    _ db: Database, _ name: String, id: Int64, records: Int, state: StatusReport.State
  ) throws -> StatusReport.Destination {
    var balance = Balance(seen: records)
    let rows = try Row.fetchAll(
      db, sql: "SELECT outcome, sum(records) AS n FROM tally WHERE destination = ? GROUP BY outcome",
      arguments: [id])
    for row in rows {
      switch Outcome(rawValue: row["outcome"]) {
      case .delivered: balance.delivered = row["n"]
      case .excluded: balance.excluded = row["n"]
      case .parked: balance.parked = row["n"]
      case .waiting: balance.waiting = row["n"]
      case nil: break
      }
    }
    let oldest = try Double.fetchOne(
      db, sql: "SELECT min(since) FROM delivery WHERE destination = ? AND outcome = 'waiting'",
      arguments: [id])
    let row = try Row.fetchOne(db, sql: "SELECT * FROM destination WHERE id = ?", arguments: [id])
    let isPaused: Bool = row?["paused"] ?? false
    return StatusReport.Destination(
      name: name, state: isPaused ? "paused" : state == .stopped ? "unknown" : "ready", detail: nil,
      waiting: balance.waiting, oldestWaitingSeconds: oldest.map { max(0, Int(time.seconds - $0)) } ?? 0,
      balance: balance, lastDelivery: Self.stamp(row?["last_delivery"]))
  }

  private func storages(_ db: Database) throws -> [StatusReport.Storage] {
    try configuration.storages.map { storage in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM storage WHERE name = ?", arguments: [storage.name])
      return StatusReport.Storage(
        name: storage.name, state: row?["state"] ?? "unknown", detail: row?["detail"],
        lastScan: Self.stamp(row?["last_scan"]), watch: row?["watch"] ?? "poll",
        strayFiles: row?["stray"] ?? 0)
    }
  }

  private func parkedReasons(_ db: Database) throws -> [String: Int] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT reason, sum(records) AS n FROM tally WHERE outcome = 'parked' AND records > 0 GROUP BY reason
        """)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["reason"] as String, $0["n"] as Int) })
  }

  private func attention(_ db: Database, isBalanced: Bool) throws -> [StatusReport.Attention] {
    var counts: [(ReasonCode, Int)] = []
    if !isBalanced { counts.append((.balanceMismatch, 1)) }
    let parked = try Row.fetchAll(
      db,
      sql: """
        SELECT reason, sum(records) AS n FROM tally WHERE outcome IN ('parked', 'waiting') AND reason <> ''
          AND records > 0 GROUP BY reason ORDER BY outcome, n DESC
        """)
    for row in parked {
      guard let code = ReasonCode(rawValue: row["reason"]) else { continue }
      counts.append((code, row["n"]))
    }
    let ambiguous =
      try Int.fetchOne(db, sql: "SELECT count(*) FROM patient WHERE identity = 'ambiguous'") ?? 0
    if ambiguous > 0, !counts.contains(where: { $0.0 == .identityAmbiguous }) {
      counts.append((.identityAmbiguous, ambiguous))
    }
    let vanished =
      try Int.fetchOne(db, sql: "SELECT count(*) FROM version WHERE vanished = 1 AND flag = 1") ?? 0
    if vanished > 0 { counts.append((.storageVanished, vanished)) }
    let disagreements =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM announcement WHERE looks >= ? AND storage IN (SELECT value FROM json_each(?))
          """, arguments: [SQLiteLedger.looksToDisagree, "\(followedLogs)"]) ?? 0
    if disagreements > 0 { counts.append((.transactionDisagrees, disagreements)) }
    for row in try Row.fetchAll(db, sql: "SELECT code, count(*) AS n FROM finding GROUP BY code") {
      guard let code = ReasonCode(rawValue: row["code"]), !counts.contains(where: { $0.0 == code }) else {
        continue
      }
      counts.append((code, row["n"]))
    }
    return counts.map { StatusReport.Attention($0, count: $1) }
  }

  // MARK: Patients and consents

  /// Patients with a link, or the selected chart numbers whatever their link.
  func patients(_ selection: Selection) throws -> [PatientReport] {
    let policy = try storedPolicy()
    return try ledger.pool.read { db in
      let rows: [Row]
      if selection.patients.isEmpty {
        rows = try Row.fetchAll(
          db,
          sql: """
            SELECT * FROM patient WHERE identity <> 'notRegistered' AND (?1 IS NULL OR regional_id = ?1)
            ORDER BY local_id LIMIT ?2
            """, arguments: [selection.regionalID, selection.limit ?? 100_000])
      } else {
        rows = try selection.patients.compactMap {
          try Row.fetchOne(db, sql: "SELECT * FROM patient WHERE local_id = ?", arguments: [$0])
        }
      }
      return try rows.map { row in
        let id: Int64 = row["id"]
        let localID: String = row["local_id"]
        let identity: String = row["identity"]
        var records: [String: [String: Int]] = [:]
        let counts = try Row.fetchAll(
          db,
          sql: """
            SELECT r.kind, d.outcome, count(*) AS n FROM delivery d JOIN record r ON r.id = d.record
            WHERE d.patient = ? GROUP BY r.kind, d.outcome
            """, arguments: [id])
        for count in counts { records[count["kind"], default: [:]][count["outcome"]] = count["n"] }
        return PatientReport(
          localId: localID, regionalId: row["regional_id"], since: Self.stamp(row["since"]),
          consents: Self.rows(of: localID, in: policy), records: records,
          warnings: identity == "ambiguous" ? [ReasonCode.identityAmbiguous.rawValue] : [])
      }
    }
  }

  func consents(_ selection: Selection) throws -> [ConsentRow] {
    let policy = try storedPolicy()
    let locals =
      selection.patients.isEmpty
      ? Array(Set(policy.csv.map(\.localID) + policy.operators.map(\.entry.localID))).sorted()
      : selection.patients
    return locals.flatMap { Self.rows(of: $0, in: policy) }
  }

  private struct StoredConsents {
    var csv: [ConsentEntry]
    var operators: [OperatorConsent]
    var width: Int?
  }

  /// The table as it is now, and what operators decided.
  private func storedPolicy() throws -> StoredConsents {
    var rows: [ConsentEntry] = []
    if let consentsInForce {
      rows = consentsInForce
    } else if let path = configuration.consent.csv {
      var source = CSVConsentSource(path: path)
      do { rows = try source.load() } catch {
        throw ControlError(
          exitCode: 2, code: ReasonCode.consentFileRefused.rawValue, message: error.description)
      }
    }
    return StoredConsents(
      csv: rows, operators: try ledger.pool.read { try SQLiteLedger.operatorConsents($0) },
      width: configuration.facility.patientIDWidth)
  }

  private static func rows(of localID: String, in stored: StoredConsents) -> [ConsentRow] {
    func isSame(_ other: String) -> Bool {
      PatientIdentifierRule.matches(pid3: other, folder: localID, width: stored.width)
    }
    let csv = stored.csv.filter { isSame($0.localID) }.map { row(of: $0, source: "csv") }
    return csv
      + stored.operators.filter { isSame($0.entry.localID) }.map { row(of: $0.entry, source: "operator") }
  }

  private static func row(of entry: ConsentEntry, source: String) -> ConsentRow {
    ConsentRow(
      localId: entry.localID, decision: entry.decision.rawValue, from: entry.from?.description,
      to: entry.to?.description, kinds: list(entry.kinds), recipients: list(entry.recipients),
      document: entry.document, source: source)
  }

  private static func list(_ coverage: Coverage) -> [String] {
    switch coverage {
    case .all: ["all"]
    case .only(let names): names.sorted()
    }
  }
}
