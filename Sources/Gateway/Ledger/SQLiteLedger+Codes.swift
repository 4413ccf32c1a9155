import Foundation
import GRDB
import JPCore

/// What the ledger keeps of coded values: sums by kind, and the codes that no standard code stands beside.
extension SQLiteLedger {
  /// Most codes that are kept of one record.
  static let mostCodesOfRecord = 200
  /// Most different codes that are kept at all: a system that fills code fields with numbers of its own must not fill the
  /// ledger. What is beyond is in the sums, not in the list.
  static let mostCodes = 20_000
  /// Seconds after which a code's last sight and name are written anew.
  static let codeFreshness = 3_600.0

  /// Keeps how the values of an acknowledged record went, or forgets a record that no destination holds any more.
  static func storeCodes(_ db: Database, of result: RecordResult, at now: Double) throws {
    if let values = result.codedValues, result.outcome == .delivered {
      try store(db, values, of: result.record, at: now)
    } else if result.made?.isEmpty == true, result.outcome != .delivered {
      try db.run(
        """
        DELETE FROM coded_record WHERE record = ?1
          AND NOT EXISTS (SELECT 1 FROM delivery WHERE record = ?1 AND made <> '')
        """, [result.record])
    }
  }

  private static func store(_ db: Database, _ values: CodedValues, of record: Int64, at now: Double) throws {
    guard
      let kind = try String.fetchOne(
        db.cachedStatement(sql: "SELECT kind FROM record WHERE id = ?"), arguments: [record])
    else { return }
    if values.isEmpty { return try db.run("DELETE FROM coded_record WHERE record = ?", [record]) }
    var ids: Set<Int64> = []
    var room: Int?
    for code in values.unmapped.prefix(mostCodesOfRecord) {
      if let id = try id(db, of: code, kind: kind, room: &room, at: now) { ids.insert(id) }
    }
    let codes = ids.sorted().map(String.init).joined(separator: ",")
    // Sent again and the same: nothing to write.
    try db.run(
      """
      INSERT INTO coded_record(record, kind, standard, local, text, codes) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET standard = excluded.standard, local = excluded.local, text = excluded.text,
          codes = excluded.codes
          WHERE standard <> excluded.standard OR local <> excluded.local OR text <> excluded.text
            OR codes <> excluded.codes
      """, [record, kind, values.standard, values.local, values.text, codes])
  }

  /// The row of a code, made when it is new; nil when no more codes are kept.
  /// - Parameter room: how many more; counted when it is first asked for.
  private static func id(
    _ db: Database, of code: CodedValues.UnmappedCode, kind: String, room: inout Int?, at now: Double
  ) throws -> Int64? {
    let known = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT id, last_seen FROM unmapped_code WHERE system = ? AND code = ? AND kind = ?"),
      arguments: [code.system, code.code, kind])
    if let known {
      let id: Int64 = known[0]
      if abs(now - (known[1] as Double)) >= codeFreshness {
        try db.run(
          "UPDATE unmapped_code SET last_seen = ?, display = ifnull(nullif(?, ''), display) WHERE id = ?",
          [now, code.display, id])
      }
      return id
    }
    let left = try room ?? mostCodes - (Int.fetchOne(db, sql: "SELECT count(*) FROM unmapped_code") ?? 0)
    guard left > 0 else { return nil }
    room = left - 1
    try db.run(
      "INSERT INTO unmapped_code(system, code, kind, display, last_seen) VALUES (?, ?, ?, ?, ?)",
      [code.system, code.code, kind, code.display, now])
    return db.lastInsertedRowID
  }

  // MARK: Code maps

  /// Keeps what is in force of a code map for a start at which its file cannot be used.
  func keep(map entries: [CodeMap.Entry], of path: String, at now: Double) async throws {
    let content = try JSONEncoder().encode(entries)
    try await commits.write { db in
      try db.run(
        """
        INSERT INTO code_map(path, entries, at) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET entries = excluded.entries, at = excluded.at
        """, [path, content, now])
    }
  }

  /// What was last in force of a code map; nil when nothing ever was.
  func keptMap(of path: String) async throws -> [CodeMap.Entry]? {
    try await pool.read { db in
      let content = try Data.fetchOne(
        db.cachedStatement(sql: "SELECT entries FROM code_map WHERE path = ?"), arguments: [path])
      // Of another version: the file is asked.
      return content.flatMap { try? JSONDecoder().decode([CodeMap.Entry].self, from: $0) }
    }
  }
}
