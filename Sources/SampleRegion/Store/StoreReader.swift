import Foundation
import GRDB

/// Reads on one connection, inside whatever transaction it is in.
struct StoreReader {
  let database: Database

  /// Carries out a reading interaction; a resource that is not there fails the request it is part of.
  func perform(_ interaction: Interaction, entry: Int) throws -> InteractionResult {
    switch interaction {
    case .search(let query): return .page(try search(query))
    case .read(let type, let id):
      switch try state(type: type, id: id) {
      case .current(let resource): return .found(resource)
      case .deleted: throw FHIRFailure(410, .deleted, "The resource was deleted").of(entry: entry)
      case .absent: throw FHIRFailure(404, .notFound, "There is no such resource").of(entry: entry)
      }
    case .create, .update, .delete:
      throw FHIRFailure(500, .exception, "A writing interaction reached a reading connection").of(
        entry: entry)
    }
  }

  /// What is known of an id.
  func state(type: String, id: String) throws -> StoredState {
    let statement = try database.cachedStatement(
      sql: "SELECT key, type, id, version, updated, content FROM resource WHERE type = ? AND id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [type, id]) else { return .absent }
    if let resource = Self.resource(row) { return .current(resource) }
    return .deleted(StoredVersion(type: type, id: id, version: row[3], updated: row[4]))
  }

  /// Current resources after a position in the order of type and id.
  func listing(afterType type: String, id: String, count: Int) throws -> [StoredResource] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT key, type, id, version, updated, content FROM resource
        WHERE (type, id) > (?, ?) AND content IS NOT NULL ORDER BY type, id LIMIT ?
        """)
    return try Row.fetchAll(statement, arguments: [type, id, count]).compactMap(Self.resource)
  }

  /// One page of a search, with the total over all pages.
  func search(_ query: SearchQuery) throws -> SearchPage {
    let statement = SearchStatement(query)
    let total =
      try Int.fetchOne(database, sql: statement.countSQL, arguments: statement.conditionArguments) ?? 0
    guard query.count > 0 else { return SearchPage(query: query, total: total, matches: [], next: nil) }
    var rows = try Row.fetchAll(database, sql: statement.pageSQL, arguments: statement.pageArguments)
    var next: SearchQuery.Cursor?
    if rows.count > query.count {
      rows.removeLast()
      next = rows.last.map { SearchQuery.Cursor(updated: $0[4], key: $0[0]) }
    }
    return SearchPage(query: query, total: total, matches: rows.compactMap(Self.resource), next: next)
  }

  /// Columns: key, type, id, version, updated, content. `nil` for a deleted one.
  static func resource(_ row: Row) -> StoredResource? {
    guard let content = row[5] as Data? else { return nil }
    let version = StoredVersion(type: row[1], id: row[2], version: row[3], updated: row[4])
    let json = ResourceContent.served(
      [UInt8](content), type: version.type, id: version.id, version: version.version, updated: version.updated
    )
    return StoredResource(version: version, json: json)
  }
}

/// The SQL of a search. Values only ever go in as arguments.
struct SearchStatement {
  private let query: SearchQuery
  private var clauses: [String] = []
  private(set) var conditionArguments: StatementArguments

  init(_ query: SearchQuery) {
    self.query = query
    conditionArguments = [query.type]
    for condition in query.conditions { add(condition) }
  }

  /// Counts all matches; takes ``conditionArguments``.
  var countSQL: String { "SELECT count(*) FROM resource r WHERE \(matching)" }

  /// One page and one row more, which tells whether there is another; takes ``pageArguments``.
  var pageSQL: String {
    let order =
      switch query.order {
      case .arrival: "r.key"
      case .updated: "r.updated, r.key"
      case .updatedDescending: "r.updated DESC, r.key DESC"
      }
    var position = ""
    if query.cursor != nil {
      switch query.order {
      case .arrival: position = " AND r.key > ?"
      case .updated: position = " AND (r.updated, r.key) > (?, ?)"
      case .updatedDescending: position = " AND (r.updated, r.key) < (?, ?)"
      }
    }
    return """
      SELECT r.key, r.type, r.id, r.version, r.updated, r.content FROM resource r
      WHERE \(matching)\(position) ORDER BY \(order) LIMIT ?
      """
  }

  /// What ``pageSQL`` takes.
  var pageArguments: StatementArguments {
    var arguments = conditionArguments
    if let cursor = query.cursor {
      arguments += query.order == .arrival ? [cursor.key] : [cursor.updated, cursor.key]
    }
    return arguments + [query.count + 1]
  }

  private var matching: String {
    (["r.type = ?", "r.content IS NOT NULL"] + clauses).joined(separator: " AND ")
  }

  private mutating func add(_ condition: SearchQuery.Condition) {
    switch condition {
    case .id(let ids):
      clauses.append("r.id IN (\(marks(ids.count)))")
      for id in ids { conditionArguments += [id] }
    case .identifier(let role, let tokens):
      let alternatives = tokens.map { token in
        conditionArguments += [role.rawValue]
        var parts = ["role = ?"]
        if let value = token.value {
          parts.append("value = ?")
          conditionArguments += [value]
        }
        if let system = token.system {
          parts.append("system = ?")
          conditionArguments += [system]
        }
        return "r.key IN (SELECT resource FROM identifier WHERE \(parts.joined(separator: " AND ")))"
      }
      clauses.append("(\(alternatives.joined(separator: " OR ")))")
    case .refers(let elements, let targets):
      let alternatives = targets.map { target in
        conditionArguments += [target.type, target.id]
        for element in elements { conditionArguments += [element] }
        return """
          r.key IN (SELECT resource FROM reference WHERE target_type = ? AND target_id = ?
            AND path IN (\(marks(elements.count))))
          """
      }
      clauses.append("(\(alternatives.joined(separator: " OR ")))")
    case .updated(let ranges):
      clauses.append("(\(ranges.map { clause($0) }.joined(separator: " OR ")))")
    }
  }

  private mutating func clause(_ range: SearchQuery.UpdatedRange) -> String {
    let (from, to) = (range.span.lowerBound, range.span.upperBound)
    switch range.comparison {
    case .eq:
      conditionArguments += [from, to]
      return "(r.updated >= ? AND r.updated < ?)"
    case .ne:
      conditionArguments += [from, to]
      return "(r.updated < ? OR r.updated >= ?)"
    case .gt:
      conditionArguments += [to]
      return "r.updated >= ?"
    case .ge:
      conditionArguments += [from]
      return "r.updated >= ?"
    case .lt:
      conditionArguments += [from]
      return "r.updated < ?"
    case .le:
      conditionArguments += [to]
      return "r.updated < ?"
    }
  }

  private func marks(_ count: Int) -> String {
    Array(repeating: "?", count: count).joined(separator: ", ")
  }
}
