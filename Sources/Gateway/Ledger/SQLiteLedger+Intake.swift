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
            SELECT \(StoredVersion.columns), r.care_date, r.kind, r.order_number FROM record r JOIN version v ON v.record = r.id
            WHERE r.patient = ? AND r.storage = ?
            """), arguments: [patient, storage])
      while let row = try rows.next() {
        if let prefix, !(row[4] as String).hasPrefix(prefix) { continue }
        let name = RecordName(careDate: row[10], kind: row[11], orderNumber: row[12])
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
    let others = names.storages.values.filter { $0 != storage }
    try await commits.write { db in
      // Between the scan and this write the link may have been taken away; then nothing is listed any more.
      let identity = try String.fetchOne(
        db.cachedStatement(sql: "SELECT identity FROM patient WHERE id = ?"), arguments: [patient])
      guard identity != nil, identity != "notRegistered" else { return }
      for record in records {
        let id = try Self.upsert(db, record, patient: patient, storage: storage, at: now)
        for other in others { try Self.askAgain(db, record, patient: patient, storage: other, at: now) }
        if record.versions.isEmpty, record.isNoRecord {
          try db.run(
            "DELETE FROM delivery WHERE record = ?",
            [id])
          try db.run(
            "DELETE FROM record WHERE id = ?",
            [id])
          continue
        }
        try Self.replaceVersions(db, of: id, with: record, at: now)
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

  /// The same key in another storage has to be decided anew: it may be there twice now, or no longer.
  private static func askAgain(
    _ db: Database, _ record: FoundRecord, patient: Int64, storage: Int64, at now: Double
  ) throws {
    try db.run(
      """
      UPDATE delivery SET outcome = 'waiting', reason = NULL, detail = NULL, since = ?, attempts = 0,
        next_attempt = NULL, generation = generation + 1
        WHERE record = (
          SELECT id FROM record WHERE patient = ? AND storage = ? AND care_date = ? AND kind = ? AND order_number = ?)
      """, [now, patient, storage, record.careDate, record.kind, record.orderNumber])
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
    _ db: Database, of id: Int64, with record: FoundRecord, at now: Double
  ) throws {
    // What the ledger does not know has no versions to compare with.
    let former = record.isNew ? [:] : try takeAwayFormer(db, of: id, present: record.versions)
    for version in record.versions {
      let kept = former[VersionName(version)].flatMap { old in
        old.size == version.size && old.modified == version.modified && old.inode == version.inode
          ? old.sha256 : nil
      }
      try db.run(
        """
        INSERT INTO version(record, timestamp, department, flag, path, size, modified, inode, sha256, seen)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET path = excluded.path, size = excluded.size, modified = excluded.modified,
            inode = excluded.inode, vanished = 0,
            sha256 = CASE WHEN size = excluded.size AND modified = excluded.modified
              AND inode = excluded.inode THEN sha256 ELSE NULL END
        """,
        [
          id, version.timestamp, version.department, version.flag.rawValue, version.path, version.size,
          version.modified, Int64(bitPattern: version.inode), kept.map { Data($0) }, now,
        ])
    }
    guard !record.isNew else { return }
    // What was noticed in a content that is no longer there is not true any more.
    try db.run(
      "DELETE FROM finding WHERE version IN (SELECT id FROM version WHERE record = ? AND sha256 IS NULL)",
      [id])
  }

  private struct VersionName: Hashable {
    var timestamp: String
    var department: String

    init(_ version: FoundVersion) { (timestamp, department) = (version.timestamp, version.department) }
    init(_ version: StoredVersion) { (timestamp, department) = (version.timestamp, version.department) }
  }

  /// Marks rows whose file is nowhere any more, and removes those whose file has another flag now.
  /// - Returns: the removed ones, whose digest may go on.
  private static func takeAwayFormer(
    _ db: Database, of id: Int64, present: [FoundVersion]
  ) throws -> [VersionName: StoredVersion] {
    let present = Dictionary(grouping: present, by: VersionName.init)
    var former: [VersionName: StoredVersion] = [:]
    let rows = try Row.fetchAll(db.cachedStatement(sql: StoredVersion.ofRecord), arguments: [id])
    for old in rows.map({ StoredVersion(row: $0) }) {
      guard let same = present[VersionName(old)] else {
        try db.run("UPDATE version SET vanished = 1 WHERE id = ?", [old.id])
        continue
      }
      if same.contains(where: { $0.flag == old.flag }) { continue }
      former[VersionName(old)] = old
      try db.run("DELETE FROM version WHERE id = ?", [old.id])
    }
    return former
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
        "UPDATE storage SET last_scan = ?, stray = ? WHERE id = ?",
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
