import Foundation
import GRDB

/// One row of the page's list of patients.
struct PatientRow: Sendable, Hashable {
  /// Logical id of the Patient.
  var id: String
  /// The name to show.
  var label: String?
  /// System of the identifier that the region knows the patient by.
  var system: String?
  /// Its value.
  var value: String?
  /// Further identifiers.
  var identifiers: [ResourceContent.Identifier]
  /// Current resources about the patient, by type.
  var counts: [String: Int]
}

/// What the page's header counts.
struct StoreTotals: Sendable, Hashable {
  /// Current resources by type.
  var types: [String: Int]
  /// Arrivals since the store was made, by action.
  var arrivals: [String: Int]
}

extension ResourceStore {
  /// Patients in the order of regional identifier; `search` is the beginning of any identifier or a part of
  /// the name.
  func patients(search: String, offset: Int, count: Int) async throws -> (rows: [PatientRow], total: Int) {
    try await database.read { database in
      var clause = "type = 'Patient' AND content IS NOT NULL"
      var arguments = StatementArguments()
      if !search.isEmpty {
        // A range instead of LIKE: LIKE would take % and _ of the search for wildcards.
        clause += """
           AND (instr(label, ?) > 0 OR id = ? OR key IN (
            SELECT resource FROM identifier WHERE role = 'own' AND value >= ? AND value < ?))
          """
        arguments = [search, search, search, search + "\u{10FFFF}"]
      }
      let total = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM resource WHERE \(clause)", arguments: arguments)
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT key, id, label, regional_system, regional FROM resource WHERE \(clause)
          ORDER BY regional, key LIMIT ? OFFSET ?
          """,
        arguments: arguments + [count, offset])
      return (try rows.map { try Self.patient($0, database) }, total ?? 0)
    }
  }

  private static func patient(_ row: Row, _ database: Database) throws -> PatientRow {
    let id: String = row[1]
    let identifiers = try Row.fetchAll(
      try database.cachedStatement(
        sql: "SELECT system, value FROM identifier WHERE resource = ? AND role = 'own' ORDER BY system, value"
      ),
      arguments: [row[0] as Int64])
    let counts = try Row.fetchAll(
      try database.cachedStatement(
        sql: """
          SELECT r.type, count(*) FROM resource r WHERE r.key IN (
            SELECT resource FROM reference WHERE target_type = 'Patient' AND target_id = ?
              AND path IN ('subject', 'patient', 'beneficiary'))
          GROUP BY r.type
          """), arguments: [id])
    return PatientRow(
      id: id, label: row[2], system: row[3], value: row[4],
      identifiers: identifiers.map { ResourceContent.Identifier(role: .own, system: $0[0], value: $0[1]) },
      counts: Dictionary(uniqueKeysWithValues: counts.map { ($0[0], $0[1]) }))
  }

  /// The current resources about a patient, newest change first.
  func records(patientID: String, count: Int) async throws -> [StoredResource] {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT key, type, id, version, updated, content FROM resource WHERE content IS NOT NULL AND key IN (
            SELECT resource FROM reference WHERE target_type = 'Patient' AND target_id = ?
              AND path IN ('subject', 'patient', 'beneficiary'))
          ORDER BY updated DESC, key DESC LIMIT ?
          """, arguments: [patientID, count])
      return rows.compactMap(StoreReader.resource)
    }
  }

  /// Arrivals after a number, the newest `count` of them, newest first.
  func arrivals(after sequence: Int64, count: Int) async throws -> [Arrival] {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT a.sequence, a.at, a.action, a.type, a.id, a.version, r.content, r.updated FROM arrival a
          LEFT JOIN resource r ON r.type = a.type AND r.id = a.id
          WHERE a.sequence > ? ORDER BY a.sequence DESC LIMIT ?
          """, arguments: [sequence, count])
      return rows.compactMap { row in
        guard let action = Arrival.Action(rawValue: row[2]) else { return nil }
        let version = StoredVersion(type: row[3], id: row[4], version: row[5], updated: row[7] ?? row[1])
        let content = row[6] as Data?
        return Arrival(
          sequence: row[0], at: row[1], action: action, version: version, json: content.map { [UInt8]($0) })
      }
    }
  }

  /// The number of the newest arrival; 0 before the first.
  func latestArrival() async throws -> Int64 {
    try await database.read { try Int64.fetchOne($0, sql: "SELECT max(sequence) FROM arrival") ?? 0 }
  }

  /// What the page's header counts.
  func totals() async throws -> StoreTotals {
    try await database.read { database in
      let types = try Row.fetchAll(
        database, sql: "SELECT type, count(*) FROM resource WHERE content IS NOT NULL GROUP BY type")
      let arrivals = try Row.fetchAll(database, sql: "SELECT action, count FROM arrival_total")
      return StoreTotals(
        types: Dictionary(uniqueKeysWithValues: types.map { ($0[0], $0[1]) }),
        arrivals: Dictionary(uniqueKeysWithValues: arrivals.map { ($0[0], $0[1]) }))
    }
  }
}
