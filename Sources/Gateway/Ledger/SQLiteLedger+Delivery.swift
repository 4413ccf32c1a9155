import Foundation
import GRDB
import JPCore
import SSMIX2

/// A patient with something to do at one destination.
struct DueWork: Sendable, Hashable {
  var patient: Int64
  var generation: Int64
}

/// The records of a patient that wait, with their relatives of a conversion group.
struct PatientWork: Sendable {
  var patient: StoredPatient
  var records: [StoredRecord]
}

/// What a destination may hold of a patient besides the records of one batch.
struct PatientHoldings: Sendable, Hashable {
  /// The Patient resource may be there.
  var patientMayExist: Bool
  /// Digest of the Patient resource that was acknowledged last.
  var patientInput: [UInt8]?
  /// A record outside the batch has made resources.
  var othersRemain: Bool
  /// A record outside the batch has made the Patient resource with its demographics, and that was acknowledged.
  var demographicsRemain: Bool
}

/// What became of one record in a pass.
struct RecordResult: Sendable {
  var record: Int64
  /// Generation of the row that was looked at: if it has grown meanwhile, the evidence is kept and the decision is not.
  var generation: Int64
  var outcome: Outcome
  var reason: String?
  var detail: String?
  /// Seconds since 1970; for waiting records.
  var nextAttempt: Double?
  /// New digest of what the destination holds; nil leaves the stored one.
  var deliveredInput: [UInt8]??
  /// What the destination holds now; nil leaves the stored list.
  var made: [String]?
  /// What was read: the version, its SHA-256 and the codes of findings in it.
  var reading: (version: Int64, sha256: [UInt8], findings: [String])?
  /// How the coded values of what was acknowledged went; nil leaves what is known.
  var codedValues: CodedValues?
}

/// What the delivery workers ask of the ledger.
extension SQLiteLedger {
  /// Patients whose work is due, live changes first, the longest waiting first in each lane.
  func dueWork(destination: Int64, now: Double, lane: WorkLane, limit: Int) async throws -> [DueWork] {
    try await pool.read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT patient, generation FROM work WHERE destination = ? AND lane = ? AND due <= ? ORDER BY due LIMIT ?
            """), arguments: [destination, lane.rawValue, now, limit]
      ).map { DueWork(patient: $0["patient"], generation: $0["generation"]) }
    }
  }

  /// The same over both lanes in one question; nobody while the destination is paused.
  func dueWork(destination: Int64, now: Double, backlogFirst: Bool, limit: Int) async throws -> [DueWork] {
    try await pool.read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT patient, generation FROM work WHERE destination = ?1 AND due <= ?2
              AND NOT EXISTS (SELECT 1 FROM destination WHERE id = ?1 AND paused = 1)
              ORDER BY lane \(backlogFirst ? "DESC" : "ASC"), due LIMIT ?3
            """), arguments: [destination, now, limit]
      ).map { DueWork(patient: $0[0], generation: $0[1]) }
    }
  }

  /// Waiting records of a patient that may be tried now, at most `limit`; if one of them is of a group's kinds, all
  /// records of these kinds come with it.
  func work(
    of patient: Int64, destination: Int64, now: Double, limit: Int, groupKinds: [String]
  ) async throws -> PatientWork? {
    try await pool.read { db in
      guard
        let row = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT * FROM patient WHERE id = ?"), arguments: [patient])
      else { return nil }
      // Retractions come first: what must not be there any more is more urgent than what is not there yet.
      var records = try self.records(
        db,
        condition: """
          d.patient = ? AND d.destination = ? AND d.outcome = 'waiting' AND ifnull(d.next_attempt, 0) <= ?
          ORDER BY d.made = '', r.kind <> 'ADT-00', d.since, d.record LIMIT ?
          """, arguments: [patient, destination, now, limit])
      // Demographics that wait go with whatever goes: without them nobody knows whether there is a Patient to refer to.
      if !records.isEmpty, !records.contains(where: { $0.kind == "ADT-00" }) {
        let demographics = try self.records(
          db,
          condition: """
            d.patient = ? AND d.destination = ? AND d.outcome = 'waiting' AND r.kind = 'ADT-00' ORDER BY d.record
            """, arguments: [patient, destination])
        records = demographics + records
      }
      if records.contains(where: { groupKinds.contains($0.kind) }) {
        let marks = Array(repeating: "?", count: groupKinds.count).joined(separator: ",")
        let relatives = try self.records(
          db,
          condition: "d.patient = ? AND d.destination = ? AND r.kind IN (\(marks)) ORDER BY d.record",
          arguments: [patient, destination] + StatementArguments(groupKinds))
        let known = Set(records.map(\.id))
        records += relatives.filter { !known.contains($0.id) }
      }
      return PatientWork(patient: Self.patient(row), records: records)
    }
  }

  private func records(
    _ db: Database, condition: String, arguments: StatementArguments
  ) throws -> [StoredRecord] {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT r.id, r.storage, r.care_date, r.kind, r.order_number, r.problem,
            d.outcome, d.reason, d.attempts, d.generation, d.delivered_input, d.made, d.since, \(severalRoots)
          FROM delivery d JOIN record r ON r.id = d.record WHERE \(condition)
          """), arguments: arguments)
    let versions = try db.cachedStatement(sql: StoredVersion.ofRecord)
    return try rows.map { row in
      // By position: reading a column by its name costs a look-up for each row.
      let id: Int64 = row[0]
      let made: String = row[11]
      return StoredRecord(
        id: id, storageID: row[1], careDate: row[2], kind: row[3], orderNumber: row[4], problem: row[5],
        versions: try Row.fetchAll(versions, arguments: [id]).map { StoredVersion(row: $0) },
        outcome: Outcome(rawValue: row[6]) ?? .waiting, reason: row[7], attempts: row[8], since: row[12],
        generation: row[9], deliveredInput: (row[10] as Data?).map { Array($0) },
        made: made.isEmpty ? [] : made.components(separatedBy: "\n"), isInSeveralRoots: row[13])
    }
  }

  /// Whether another storage holds files of the key of `r`. Asked only where there are several storages.
  private var severalRoots: String {
    guard names.storages.count > 1 else { return "0" }
    return """
      EXISTS (
        SELECT 1 FROM storage s JOIN record o ON o.patient = r.patient AND o.storage = s.id
          AND o.care_date = r.care_date AND o.kind = r.kind AND o.order_number = r.order_number
        JOIN version v ON v.record = o.id AND v.vanished = 0
        WHERE s.id <> r.storage)
      """
  }

  /// What the destination may hold of the patient besides the given records.
  func holdings(
    of patient: Int64, destination: Int64, except records: Set<Int64>
  ) async throws -> PatientHoldings {
    try await pool.read { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT may_exist, patient_input FROM patient_delivery WHERE patient = ? AND destination = ?"),
        arguments: [patient, destination])
      let holders = try Int64.fetchAll(
        db.cachedStatement(
          sql: "SELECT record FROM delivery WHERE patient = ? AND destination = ? AND made <> '' LIMIT ?"),
        arguments: [patient, destination, records.count + 1])
      let demographics = try Int64.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT d.record FROM record r JOIN delivery d ON d.record = r.id AND d.destination = ?
            WHERE r.patient = ? AND r.kind = 'ADT-00' AND d.made <> '' AND d.delivered_input IS NOT NULL
            """), arguments: [destination, patient])
      return PatientHoldings(
        patientMayExist: row?["may_exist"] ?? false,
        patientInput: (row?["patient_input"] as Data?).map { Array($0) },
        othersRemain: holders.contains { !records.contains($0) },
        demographicsRemain: demographics.contains { !records.contains($0) })
    }
  }

  /// Writes down what is about to be sent. When this returns, a crash at any later moment leaves a ledger that knows
  /// everything the destination might hold: `made` is the union of the old and the new resources.
  /// - Returns: the request's id.
  func begin(
    patient: Int64, destination: Int64, records: [(id: Int64, made: [String])], patientMayExist: Bool,
    at now: Double
  ) async throws -> Int64 {
    try await commits.write { db in
      let update = try db.cachedStatement(
        sql: """
          UPDATE delivery SET sending = 1, attempts = attempts + 1, delivered_input = NULL, made = ?
          WHERE record = ? AND destination = ?
          """)
      for record in records {
        try update.execute(arguments: [record.made.joined(separator: "\n"), record.id, destination])
      }
      try db.run(
        """
        INSERT INTO patient_delivery(patient, destination, may_exist)
          VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET may_exist = max(may_exist, excluded.may_exist), patient_input = NULL
        """,
        [patient, destination, patientMayExist])
      let ids = records.map { String($0.id) }.joined(separator: ",")
      try db.run(
        """
        INSERT INTO request(patient, destination, at, result, records)
          VALUES (?, ?, ?, 'sent', ?)
        """,
        [patient, destination, now, "," + ids + ","])
      return db.lastInsertedRowID
    }
  }

  /// Writes down the answer to a request and what it means for each record.
  func finish(
    request: Int64, result: String, status: Int?, detail: String?, patient: Int64, destination: Int64,
    results: [RecordResult], holdings: PatientHoldings?, at now: Double
  ) async throws {
    try await commits.write { db in
      try db.run(
        """
        UPDATE request SET result = ?, status = ?, detail = ? WHERE id = ?
        """,
        [result, status, detail, request])
      try db.run(
        """
        DELETE FROM request WHERE patient = ? AND id <
          (SELECT id FROM request WHERE patient = ? ORDER BY id DESC LIMIT 1 OFFSET 200)
        """,
        [patient, patient])
      try Self.store(db, results, destination: destination, at: now)
      if let holdings {
        try db.run(
          """
          UPDATE patient_delivery SET may_exist = ?,
            patient_input = ?
            WHERE patient = ? AND destination = ?
          """,
          [holdings.patientMayExist, holdings.patientInput.map { Data($0) }, patient, destination])
        try db.run(
          "UPDATE destination SET last_delivery = ? WHERE id = ?",
          [now, destination])
      }
    }
  }

  /// Writes down decisions that need no request.
  func settle(_ results: [RecordResult], destination: Int64, at now: Double) async throws {
    guard !results.isEmpty else { return }
    try await commits.write { db in try Self.store(db, results, destination: destination, at: now) }
  }

  private static func store(
    _ db: Database, _ results: [RecordResult], destination: Int64, at now: Double
  ) throws {
    let update = try db.cachedStatement(
      sql: """
        UPDATE delivery SET
          outcome = CASE WHEN generation = ?11 THEN ?1 ELSE outcome END,
          reason = CASE WHEN generation = ?11 THEN ?2 ELSE NULL END,
          detail = CASE WHEN generation = ?11 THEN ?3 ELSE NULL END,
          next_attempt = CASE WHEN generation = ?11 THEN ?4 ELSE NULL END,
          sending = 0,
          since = CASE WHEN outcome = ?1 AND (?1 = 'waiting' OR ifnull(reason, '') = ifnull(?2, '')) THEN since
            ELSE ?5 END,
          delivered_input = CASE WHEN ?6 THEN ?7 ELSE delivered_input END,
          made = ifnull(?8, made),
          delivered_at = CASE WHEN ?1 = 'delivered' AND ?6 THEN ?5 ELSE delivered_at END
        WHERE record = ?9 AND destination = ?10
        """)
    for result in results {
      let input = result.deliveredInput ?? nil
      try update.execute(arguments: [
        result.outcome.rawValue, result.reason, result.detail, result.nextAttempt, now,
        result.deliveredInput != nil, input.map { Data($0) }, result.made?.joined(separator: "\n"),
        result.record,
        destination, result.generation,
      ])
      try storeCodes(db, of: result, at: now)
      // Only while nothing has changed meanwhile: the row of a file that was rewritten names another content now.
      if let reading = result.reading,
        try Int64.fetchOne(
          db.cachedStatement(sql: "SELECT generation FROM delivery WHERE record = ? AND destination = ?"),
          arguments: [result.record, destination]) == result.generation
      {
        try store(db, reading)
      }
    }
  }

  private static func store(
    _ db: Database, _ reading: (version: Int64, sha256: [UInt8], findings: [String])
  ) throws {
    try db.cachedStatement(sql: "UPDATE version SET sha256 = ? WHERE id = ?")
      .execute(arguments: [Data(reading.sha256), reading.version])
    for code in Set(reading.findings) {
      // The version may have been replaced while it was read.
      try db.cachedStatement(
        sql: "INSERT OR IGNORE INTO finding(version, code) SELECT id, ?2 FROM version WHERE id = ?1"
      ).execute(arguments: [reading.version, code])
    }
  }

  /// Ends a pass over a patient: the work is done unless something came in meanwhile.
  /// - Parameter next: when to look again (seconds since 1970); nil when nothing waits any more.
  func endPass(_ work: DueWork, destination: Int64, next: Double?) async throws {
    try await commits.write { db in
      if let next {
        try db.run(
          """
          UPDATE work SET due = ? WHERE patient = ? AND destination = ?
            AND generation = ?
          """,
          [next, work.patient, destination, work.generation])
      } else {
        try db.run(
          """
          DELETE FROM work WHERE patient = ? AND destination = ?
            AND generation = ?
          """,
          [work.patient, destination, work.generation])
      }
    }
  }

  /// When the patient's next waiting record may be tried; nil when none waits.
  func nextAttempt(patient: Int64, destination: Int64) async throws -> Double? {
    try await pool.read { db in
      try Double.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT min(ifnull(next_attempt, 0)) FROM delivery WHERE patient = ? AND destination = ? AND outcome = 'waiting'
              HAVING count(*) > 0
            """), arguments: [patient, destination])
    }
  }

  /// Takes a patient without link out of the ledger once nothing of him is left at any destination.
  func forget(patient: Int64) async throws {
    try await commits.write { db in
      let remains = try Bool.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT EXISTS (SELECT 1 FROM delivery WHERE patient = ?1 AND made <> '')
              OR EXISTS (SELECT 1 FROM patient WHERE id = ?1 AND identity <> 'notRegistered')
            """), arguments: [patient])
      guard remains == false else { return }
      // Row by row, so that the counting triggers of both tables fire.
      try db.run(
        "DELETE FROM delivery WHERE patient = ?",
        [patient])
      try db.run(
        "DELETE FROM record WHERE patient = ?",
        [patient])
      try db.run(
        "DELETE FROM work WHERE patient = ?",
        [patient])
      try db.run(
        "DELETE FROM announcement WHERE patient = ?",
        [patient])
    }
  }

  /// After a crash: requests without an answer may or may not have arrived. Their records wait and are sent again with
  /// the same ids.
  /// - Returns: how many.
  func recoverUnanswered(at now: Double) async throws -> Int {
    try await commits.write { db in
      try db.run(
        """
        UPDATE delivery SET outcome = 'waiting', reason = 'delivery.unknown-outcome', sending = 0,
            next_attempt = NULL WHERE sending = 1
        """,
        [])
      let recovered = db.changesCount
      try db.run(
        "UPDATE request SET result = 'unknown-outcome' WHERE result = 'sent'",
        [])
      // Every patient who has something waiting must have work: a crash may have come between the two writes.
      try db.run(
        """
        INSERT INTO work(patient, destination, due, lane)
          SELECT DISTINCT patient, destination, ?, 1 FROM delivery WHERE outcome = 'waiting'
          ON CONFLICT DO UPDATE SET due = min(due, ?), generation = generation + 1
        """,
        [now, now])
      return recovered
    }
  }
}
