import Foundation
import GRDB

/// Carries out one transaction on the connection that writes. Errors thrown out of it roll everything back.
struct StoreWriter {
  private let database: Database
  private let at: Int64
  /// Rows whose references must be judged at the end, with the entry that wrote them.
  private var written: [(key: Int64, entry: Int, type: String)] = []
  private var deleted: [(type: String, id: String, entry: Int)] = []
  private var totals: [Arrival.Action: Int] = [:]

  /// - Parameter at: the time of the transaction, milliseconds since 1970 UTC.
  init(database: Database, at: Int64) {
    self.database = database
    self.at = at
  }

  /// Results in the order of `interactions`, which are carried out in the order of their rank.
  mutating func apply(
    _ interactions: [Interaction], referentialIntegrity: Bool
  ) throws -> [InteractionResult] {
    var results = [InteractionResult?](repeating: nil, count: interactions.count)
    for rank in 0...3 {
      for (entry, interaction) in interactions.enumerated() where interaction.rank == rank {
        do {
          results[entry] = try perform(interaction, entry: entry)
        } catch let failure as FHIRFailure {
          throw failure.of(entry: entry)
        }
      }
      // Reads see nothing that will be refused.
      if rank == 2, referentialIntegrity { try judgeReferences() }
    }
    try recordTotals()
    return results.compactMap(\.self)
  }

  private mutating func perform(_ interaction: Interaction, entry: Int) throws -> InteractionResult {
    switch interaction {
    case .create(let content): try put(content, ifMatch: nil, entry: entry)
    case .update(let content, let ifMatch): try put(content, ifMatch: ifMatch, entry: entry)
    case .delete(let type, let id, let ifMatch):
      try delete(type: type, id: id, ifMatch: ifMatch, entry: entry)
    case .read, .search: try StoreReader(database: database).perform(interaction, entry: entry)
    }
  }

  private struct Existing {
    var key: Int64
    var version: Int
    var updated: Int64
    var content: Data?
  }

  private func existing(type: String, id: String) throws -> Existing? {
    let statement = try database.cachedStatement(
      sql: "SELECT key, version, updated, content FROM resource WHERE type = ? AND id = ?")
    return try Row.fetchOne(statement, arguments: [type, id]).map {
      Existing(key: $0[0], version: $0[1], updated: $0[2], content: $0[3])
    }
  }

  private func check(_ ifMatch: Int?, _ existing: Existing?) throws {
    guard let ifMatch else { return }
    guard let existing, existing.content != nil, existing.version == ifMatch else {
      throw FHIRFailure(412, .conflict, "The current version is not the one that If-Match names")
    }
  }

  private mutating func put(_ content: ResourceContent, ifMatch: Int?, entry: Int) throws -> InteractionResult
  {
    let existing = try existing(type: content.type, id: content.id)
    try check(ifMatch, existing)
    let data = Data(content.content)
    guard let existing else {
      let version = StoredVersion(type: content.type, id: content.id, version: 1, updated: at)
      try database.cachedStatement(
        sql: """
          INSERT INTO resource (version, updated, content, label, regional_system, regional, type, id)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: row(version, content, data) + [content.type, content.id])
      try index(content, key: database.lastInsertedRowID, isNew: true, entry: entry)
      try record(.created, version)
      return .created(version)
    }
    if existing.content == data {
      let version = StoredVersion(
        type: content.type, id: content.id, version: existing.version, updated: existing.updated)
      try record(.unchanged, version)
      return .unchanged(version)
    }
    // Later than the version before, even when the clock was set back: `_lastUpdated` polls must not miss it.
    let version = StoredVersion(
      type: content.type, id: content.id, version: existing.version + 1,
      updated: max(at, existing.updated + 1))
    try database.cachedStatement(
      sql: """
        UPDATE resource SET
          version = ?, updated = ?, content = ?, label = ?, regional_system = ?, regional = ?
        WHERE key = ?
        """
    ).execute(arguments: row(version, content, data) + [existing.key])
    try index(content, key: existing.key, isNew: existing.content == nil, entry: entry)
    let isCreated = existing.content == nil
    try record(isCreated ? .created : .updated, version)
    return isCreated ? .created(version) : .updated(version)
  }

  private func row(_ version: StoredVersion, _ content: ResourceContent, _ data: Data) -> StatementArguments {
    let regional = content.regionalIdentifier
    return [version.version, version.updated, data, content.label, regional?.system, regional?.value]
  }

  private mutating func delete(type: String, id: String, ifMatch: Int?, entry: Int) throws
    -> InteractionResult
  {
    let existing = try existing(type: type, id: id)
    try check(ifMatch, existing)
    guard let existing, existing.content != nil else { return .nothingToDelete }
    let version = StoredVersion(
      type: type, id: id, version: existing.version + 1, updated: max(at, existing.updated + 1))
    try database.cachedStatement(
      sql: """
        UPDATE resource SET version = ?, updated = ?, content = NULL, label = NULL, regional_system = NULL,
          regional = NULL WHERE key = ?
        """
    ).execute(arguments: [version.version, version.updated, existing.key])
    try dropIndex(of: existing.key)
    deleted.append((type, id, entry))
    try record(.deleted, version)
    return .deleted(version)
  }
}

// MARK: Index and references

extension StoreWriter {
  private func dropIndex(of key: Int64) throws {
    try database.cachedStatement(sql: "DELETE FROM identifier WHERE resource = ?").execute(arguments: [key])
    try database.cachedStatement(sql: "DELETE FROM reference WHERE resource = ?").execute(arguments: [key])
  }

  private mutating func index(_ content: ResourceContent, key: Int64, isNew: Bool, entry: Int) throws {
    if !isNew { try dropIndex(of: key) }
    let identifier = try database.cachedStatement(
      sql: "INSERT INTO identifier (resource, role, system, value) VALUES (?, ?, ?, ?)")
    for item in content.identifiers {
      try identifier.execute(arguments: [key, item.role.rawValue, item.system, item.value])
    }
    let reference = try database.cachedStatement(
      sql: "INSERT INTO reference (resource, path, target_type, target_id) VALUES (?, ?, ?, ?)")
    for item in content.references {
      try reference.execute(arguments: [key, item.path, item.type, item.id])
    }
    written.append((key, entry, content.type))
  }

  /// No deleted resource may be referred to any more (409), and every literal reference of what was written
  /// must resolve (422).
  private func judgeReferences() throws {
    let referrer = try database.cachedStatement(
      sql: """
        SELECT r.type || '.' || f.path FROM reference f JOIN resource r ON r.key = f.resource
        WHERE f.target_type = ? AND f.target_id = ?
          AND NOT EXISTS (SELECT 1 FROM resource t WHERE t.type = ? AND t.id = ? AND t.content IS NOT NULL)
        LIMIT 1
        """)
    for target in deleted {
      let arguments: StatementArguments = [target.type, target.id, target.type, target.id]
      if let element = try String.fetchOne(referrer, arguments: arguments) {
        throw FHIRFailure(409, .conflict, "The resource is still referred to, by \(element) of another")
          .of(entry: target.entry)
      }
    }
    let dangling = try database.cachedStatement(
      sql: """
        SELECT f.path FROM reference f WHERE f.resource = ? AND NOT EXISTS (
          SELECT 1 FROM resource t
          WHERE t.type = f.target_type AND t.id = f.target_id AND t.content IS NOT NULL)
        LIMIT 1
        """)
    for source in written {
      if let element = try String.fetchOne(dangling, arguments: [source.key]) {
        throw FHIRFailure(
          422, .notFound, "A reference leads to a resource that is neither stored nor in the request",
          path: "\(source.type).\(element)"
        ).of(entry: source.entry)
      }
    }
  }
}

// MARK: Arrivals

extension StoreWriter {
  private mutating func record(_ action: Arrival.Action, _ version: StoredVersion) throws {
    try database.cachedStatement(
      sql: "INSERT INTO arrival (at, action, type, id, version) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: [at, action.rawValue, version.type, version.id, version.version])
    totals[action, default: 0] += 1
  }

  private func recordTotals() throws {
    guard !totals.isEmpty else { return }
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO arrival_total (action, count) VALUES (?, ?)
        ON CONFLICT (action) DO UPDATE SET count = count + excluded.count
        """)
    for (action, count) in totals {
      try statement.execute(arguments: [action.rawValue, count])
    }
    try database.cachedStatement(
      sql: "DELETE FROM arrival WHERE sequence <= (SELECT max(sequence) FROM arrival) - ?"
    ).execute(arguments: [ResourceStore.keptArrivals])
  }
}
