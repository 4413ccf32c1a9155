import Foundation
import GRDB
import SSMIX2

/// Keeps in the ledger how far a transaction storage has been read, together with what its log announced.
///
/// A log is a hint with content: nothing is delivered from it. What it announces of patients in scope is kept until the folders
/// are seen to agree, so that a record that a module logged and never stored does not stay unnoticed.
struct LedgerTransactionPositions: TransactionPositions {
  var ledger: SQLiteLedger
  var storage: Int64
  /// The log of several facilities may be one: only this one's records are looked at.
  var facilityCode: String
  /// When an announcement is first compared with the folders, in seconds after it was read.
  var patience: Double
  var time: GatewayTime
  /// Called after a batch is kept.
  var taken: @Sendable (TransactionBatch, [TransactionHint]) async -> Void

  func positions(inFolder folder: String) async throws -> [TransactionPosition] {
    let rows = try await ledger.pool.read { db in
      try Data.fetchAll(
        db.cachedStatement(sql: "SELECT position FROM transaction_file WHERE storage = ? AND folder = ?"),
        arguments: [storage, folder])
    }
    let decoder = JSONDecoder()
    return try rows.map { try decoder.decode(TransactionPosition.self, from: $0) }
  }

  /// None: a hint given twice does no harm, and digests of years of records would only fill the ledger.
  func delivered(
    _ digests: Set<TransactionDigest>, ofFile path: String
  ) async throws -> Set<TransactionDigest> { [] }

  func commit(_ batch: TransactionBatch) async throws {
    let hints = batch.hints.filter { $0.facilityID.isEmpty || $0.facilityID == facilityCode }
    let position = batch.position
    let bytes = try JSONEncoder().encode(position)
    let due = time.seconds + patience
    try await ledger.commits.write { [storage] db in
      let folder = position.path.lastIndex(of: "/").map { String(position.path[..<$0]) } ?? ""
      try db.run(
        """
        INSERT INTO transaction_file(storage, folder, path, position) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET position = excluded.position
        """, [storage, folder, position.path, bytes])
      for hint in hints {
        guard let kind = hint.recordKind else { continue }
        try db.run(
          """
          INSERT INTO announcement(storage, patient, care_date, kind, order_number, processing, due)
            SELECT ?, id, ?, ?, ?, ?, ? FROM patient WHERE local_id = ? AND identity <> 'notRegistered'
            ON CONFLICT DO UPDATE SET processing = excluded.processing, due = excluded.due, looks = 0
          """,
          [
            storage, hint.careDate, kind, hint.orderNumber, hint.processingType.rawValue, due, hint.patientID,
          ])
      }
    }
    await taken(batch, hints)
  }
}

extension TransactionHint {
  /// The kind as records name it; nil for what cannot be the name of a folder.
  var recordKind: String? {
    guard let kind, (1...255).contains(kind.utf8.count), !kind.utf8.contains(UInt8(ascii: "/")),
      !kind.utf8.contains(0), kind != ".", kind != ".."
    else { return nil }
    return DataKind.named(kind)?.code ?? kind
  }
}

extension TransactionBatch {
  /// Where to look, in the order of the log.
  var hints: [TransactionHint] {
    deliveries.flatMap(\.hints)
      + findings.compactMap { finding in
        if case .oversizedRecord(let hint) = finding.kind { hint } else { nil }
      }
  }
}

/// What a log announced and the folders do not show.
struct Announcement: Sendable, Hashable {
  var localID: String
  var careDate: String
  var kind: String
  var orderNumber: String
  /// `INS` or `DEL`.
  var processing: String
  /// How often it was compared before.
  var looks: Int
}

/// What a transaction log announced, compared with what the intake found.
extension SQLiteLedger {
  /// From this many looks on an announcement counts as a disagreement.
  static let looksToDisagree = 2

  /// Whether the log was ever read to its end: before that, what it holds is in the folders already.
  func hasReadLog(storage: Int64) async throws -> Bool {
    try await pool.read { db in
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT last_scan IS NOT NULL FROM storage WHERE id = ?"),
        arguments: [storage])
        ?? false
    }
  }

  /// Compares the announcements that are due with the records: what agrees is forgotten, the rest is due again.
  /// - Parameters:
  ///   - soon: seconds until the second look: a module may log before it stores.
  ///   - later: seconds between the looks after that.
  /// - Returns: what does not agree (yet).
  func compareAnnouncements(
    storage: Int64, now: Double, soon: Double, later: Double, limit: Int = 500
  ) async throws -> [Announcement] {
    try await commits.write { db in
      // A record may lie in any storage of the configuration: the log does not say which volume.
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT a.patient, a.care_date, a.kind, a.order_number, a.processing, a.looks, p.local_id,
              p.identity = 'notRegistered' AS gone,
              EXISTS (
                SELECT 1 FROM record r JOIN version v ON v.record = r.id
                WHERE r.patient = a.patient AND r.care_date = a.care_date AND r.kind = a.kind
                  AND r.order_number = a.order_number AND v.flag = 1 AND v.vanished = 0) AS active
            FROM announcement a JOIN patient p ON p.id = a.patient
            WHERE a.storage = ? AND a.due <= ? ORDER BY a.due LIMIT ?
            """), arguments: [storage, now, limit])
      var open: [Announcement] = []
      for row in rows {
        let processing: String = row["processing"]
        let isActive: Bool = row["active"]
        let isGone: Bool = row["gone"]
        let patient: Int64 = row["patient"]
        let announcement = Announcement(
          localID: row["local_id"], careDate: row["care_date"], kind: row["kind"],
          orderNumber: row["order_number"], processing: processing, looks: row["looks"])
        let key: [(any DatabaseValueConvertible)?] = [
          storage, patient, announcement.careDate, announcement.kind, announcement.orderNumber,
        ]
        let condition = "storage = ? AND patient = ? AND care_date = ? AND kind = ? AND order_number = ?"
        if isGone || isActive == (processing == "INS") {
          try db.run("DELETE FROM announcement WHERE " + condition, key)
        } else {
          let due = now + (announcement.looks == 0 ? soon : later)
          try db.run("UPDATE announcement SET due = ?, looks = looks + 1 WHERE " + condition, [due] + key)
          open.append(announcement)
        }
      }
      return open
    }
  }

  /// What a log announced and the folders still do not show after more than one look.
  /// - Parameter storages: ids of the logs that are followed; what others announced is not compared any more.
  static func disagreements(_ db: Database, storages: [Int64], limit: Int) throws -> [(
    storage: Int64, Announcement
  )] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT a.*, p.local_id FROM announcement a JOIN patient p ON p.id = a.patient
        WHERE a.looks >= ? AND a.storage IN (SELECT value FROM json_each(?)) ORDER BY p.local_id, a.care_date, a.kind, a.order_number LIMIT ?
        """, arguments: [looksToDisagree, "\(storages)", limit]
    ).map { row in
      (
        row["storage"],
        Announcement(
          localID: row["local_id"], careDate: row["care_date"], kind: row["kind"],
          orderNumber: row["order_number"], processing: row["processing"], looks: row["looks"])
      )
    }
  }
}
