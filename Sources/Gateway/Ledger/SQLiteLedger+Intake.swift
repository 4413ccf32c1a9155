import Foundation
import GRDB
import SSMIX2

/// What the intake asks of the ledger.
extension SQLiteLedger {
  /// Patients whose files are looked at: those with a regional ID, and those whose link is ambiguous.
  func patientsInScope(after id: Int64, limit: Int) async throws -> [StoredPatient] {
    try await pool.read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT * FROM patient WHERE id > ? AND identity IN ('registered', 'ambiguous') ORDER BY id LIMIT ?
            """), arguments: [id, limit]
      ).map(Self.patient)
    }
  }

  func patient(localID: String) async throws -> StoredPatient? {
    try await pool.read { db in
      try Row.fetchOne(
        db.cachedStatement(sql: "SELECT * FROM patient WHERE local_id = ?"), arguments: [localID]
      ).map(
        Self.patient)
    }
  }

  static func patient(_ row: Row) -> StoredPatient {
    StoredPatient(
      id: row["id"], localID: row["local_id"], regionalID: row["regional_id"], identity: row["identity"],
      policy: (row["policy"] as Data?).map { Array($0) })
  }

  /// Where the patient's folder lies in a storage, once it was found.
  func folder(ofPatient patient: Int64, storage: Int64) async throws -> String? {
    try await pool.read { db in
      try String.fetchOne(
        db.cachedStatement(sql: "SELECT path FROM patient_folder WHERE patient = ? AND storage = ?"),
        arguments: [patient, storage])
    }
  }

  /// Remembers patient folders found by a walk; patients met for the first time become known.
  /// - Returns: local ids that were not known before.
  func remember(folders: [(localID: String, path: String)], storage: Int64) async throws -> [String] {
    try await commits.write { db in
      var new: [String] = []
      for (localID, path) in folders {
        try db.run("INSERT OR IGNORE INTO patient(local_id) VALUES (?)", [localID])
        if db.changesCount > 0 { new.append(localID) }
        try db.run(
          """
          INSERT INTO patient_folder(storage, patient, path)
            SELECT ?, id, ? FROM patient WHERE local_id = ?
            ON CONFLICT DO UPDATE SET path = excluded.path WHERE path <> excluded.path
          """, [storage, path, localID])
      }
      return new
    }
  }

  /// Versions known of a patient in a storage, below `prefix` (a path that ends with `/`) if one is given.
  func knownVersions(
    patient: Int64, storage: Int64, below prefix: String?
  ) async throws -> [RecordName: [StoredVersion]] {
    try await pool.read { db in
      var known: [RecordName: [StoredVersion]] = [:]
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT r.care_date, r.kind, r.order_number, v.* FROM record r JOIN version v ON v.record = r.id
            WHERE r.patient = ? AND r.storage = ?
            """), arguments: [patient, storage])
      while let row = try rows.next() {
        if let prefix, !(row["path"] as String).hasPrefix(prefix) { continue }
        let name = RecordName(careDate: row["care_date"], kind: row["kind"], orderNumber: row["order_number"])
        known[name, default: []].append(StoredVersion(row: row))
      }
      return known
    }
  }

  /// Takes over what a scan found at rest. From here on it is durable.
  /// - Returns: how many records changed.
  func apply(
    _ records: [FoundRecord], patient: Int64, storage: Int64, at now: Double, lane: WorkLane
  ) async throws {
    let destinations = Array(names.destinations.values)
    try await commits.write { db in
      // Between the scan and this write the link may have been taken away; then nothing is listed any more.
      let identity = try String.fetchOne(
        db.cachedStatement(sql: "SELECT identity FROM patient WHERE id = ?"), arguments: [patient])
      guard identity != nil, identity != "notRegistered" else { return }
      for record in records {
        let id = try Self.upsert(db, record, patient: patient, storage: storage, at: now)
        if record.versions.isEmpty, record.isNoRecord {
          try db.run(
            "DELETE FROM delivery WHERE record = ?",
            [id])
          try db.run(
            "DELETE FROM record WHERE id = ?",
            [id])
          continue
        }
        try Self.replaceVersions(db, of: id, with: record.versions, at: now)
        for destination in destinations {
          try db.run(
            """
            INSERT INTO delivery(record, destination, patient, outcome, since)
              VALUES (?, ?, ?, 'waiting', ?)
              ON CONFLICT DO UPDATE SET outcome = 'waiting', reason = NULL, detail = NULL, since = ?,
                attempts = 0, next_attempt = NULL, generation = generation + 1
            """,
            [id, destination, patient, now, now])
        }
      }
      for destination in destinations {
        try Self.addWork(db, patient: patient, destination: destination, due: now, lane: lane)
      }
    }
  }

  static func addWork(_ db: Database, patient: Int64, destination: Int64, due: Double, lane: WorkLane) throws
  {
    try db.run(
      """
      INSERT INTO work(patient, destination, due, lane) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET due = min(due, excluded.due), lane = min(lane, excluded.lane),
          generation = generation + 1
      """,
      [patient, destination, due, lane.rawValue])
  }

  private static func upsert(
    _ db: Database, _ record: FoundRecord, patient: Int64, storage: Int64, at now: Double
  ) throws -> Int64 {
    // The update changes nothing for a known record, but only a row that was written is returned.
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO record(patient, storage, care_date, kind, order_number, problem, seen)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET problem = excluded.problem
          RETURNING id
        """)
    guard
      let id = try Int64.fetchOne(
        statement,
        arguments: [
          patient, storage, record.careDate, record.kind, record.orderNumber, record.problem, now,
        ])
    else { throw DatabaseError(message: "a record just written is not there") }
    return id
  }

  /// A rename keeps timestamp and department and changes the flag: the row follows the file. A row whose file is
  /// nowhere any more is only marked: absence is not deletion (SS-MIX2 quirk: archive jobs, unmounted shares).
  private static func replaceVersions(
    _ db: Database, of record: Int64, with found: [FoundVersion], at now: Double
  ) throws {
    struct Name: Hashable {
      var timestamp: String
      var department: String
    }
    let stored = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM version WHERE record = ?"), arguments: [record]
    )
    .map(StoredVersion.init)
    let present = Dictionary(grouping: found) { Name(timestamp: $0.timestamp, department: $0.department) }
    var digests: [Name: StoredVersion] = [:]
    for old in stored {
      let name = Name(timestamp: old.timestamp, department: old.department)
      let same = present[name] ?? []
      if same.contains(where: { $0.flag == old.flag }) {
        continue
      } else if same.isEmpty {
        try db.run("UPDATE version SET vanished = 1 WHERE id = ?", [old.id])
      } else {
        digests[name] = old
        try db.run("DELETE FROM version WHERE id = ?", [old.id])
      }
    }
    for version in found {
      let before = digests[Name(timestamp: version.timestamp, department: version.department)]
      let kept = before.flatMap { old in
        old.size == version.size && old.modified == version.modified && old.inode == version.inode
          ? old.sha256 : nil
      }
      try db.run(
        """
        INSERT INTO version(record, timestamp, department, flag, path, size, modified, inode, sha256, seen)
          VALUES (?, ?, ?, ?,
            ?, ?, ?, ?,
            ?, ?)
          ON CONFLICT DO UPDATE SET path = excluded.path, size = excluded.size, modified = excluded.modified,
            inode = excluded.inode, vanished = 0,
            sha256 = CASE WHEN size = excluded.size AND modified = excluded.modified
              AND inode = excluded.inode THEN sha256 ELSE NULL END
        """,
        [
          record, version.timestamp, version.department, version.flag.rawValue, version.path, version.size,
          version.modified, Int64(bitPattern: version.inode), kept.map { Data($0) }, now,
        ])
    }
  }

  /// Stores what is known of a storage, so that `status` can tell it while no daemon runs; nil leaves `watch` as it is.
  func note(storage: Int64, state: String, detail: String?, watch: String?) async throws {
    try await commits.write { db in
      try db.run(
        """
        UPDATE storage SET state = ?, detail = ?, watch = ifnull(?, watch) WHERE id = ?
        """,
        [state, detail, watch, storage])
    }
  }

  func noteCompleteScan(storage: Int64, at now: Double, stray: Int) async throws {
    try await commits.write { db in
      try db.run(
        "UPDATE storage SET last_scan = ?, stray = ?, state = 'available' WHERE id = ?",
        [now, stray, storage])
    }
  }

  /// Whether patients were ever found in a storage.
  func hasFolders(storage: Int64) async throws -> Bool {
    try await pool.read { db in
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM patient_folder WHERE storage = ?)"),
        arguments: [storage])
        ?? false
    }
  }

  /// Keeps what shortens the delay, for `status`; a failure here is shown by the next write that matters.
  func noteQuietly(storage: Int64, watch: String) async {
    try? await commits.write { db in
      try db.run(
        "UPDATE storage SET watch = ? WHERE id = ?",
        [watch, storage])
    }
  }
}
