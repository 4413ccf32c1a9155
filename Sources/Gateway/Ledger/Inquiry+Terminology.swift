import GRDB

/// `terminology report`, and its part of `status`.
extension Inquiry {
  /// Codes that are listed unless a command says how many.
  static let usualCodes = 50

  func terminology(_ selection: Selection) throws -> TerminologyReport {
    try ledger.pool.read { db in
      let marks = selection.kinds.map { _ in "?" }.joined(separator: ",")
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT system, code, display, kind, records, last_seen FROM unmapped_code
          \(selection.kinds.isEmpty ? "" : "WHERE kind IN (\(marks))")
          ORDER BY records DESC, system, code, kind LIMIT ?
          """, arguments: StatementArguments(selection.kinds) + [selection.limit ?? Self.usualCodes])
      return TerminologyReport(
        coverage: try coverage(db, kinds: selection.kinds),
        unmapped: rows.map { row in
          TerminologyReport.UnmappedCode(
            system: row["system"], code: row["code"], display: row["display"], kind: row["kind"],
            count: row["records"], lastSeen: Self.stamp(row["last_seen"]) ?? "")
        })
    }
  }

  /// How the coded values of the records that destinations hold went, by kind.
  func coverage(_ db: Database, kinds: [String]) throws -> [CodeCoverage] {
    try Row.fetchAll(db, sql: "SELECT * FROM coded_tally WHERE records > 0 ORDER BY kind").map { row in
      CodeCoverage(
        kind: row["kind"], records: row["records"], standard: row["standard"], local: row["local"],
        text: row["text"])
    }.filter { kinds.isEmpty || kinds.contains($0.kind) }
  }
}
