import Foundation
import GRDB

/// The region's resources in SQLite: current content, version numbers that survive deletion, and what search
/// needs.
///
/// Writes are serial; a transaction is done whole or not at all, and once its call has returned it survives
/// the death of the process (WAL, `synchronous=NORMAL`; not the loss of power, which a trial server need not
/// survive). The store knows nothing of HTTP but the statuses in ``FHIRFailure``.
public final class ResourceStore: Sendable {
  /// Where the resources are kept.
  public enum Location: Sendable, Hashable {
    /// A database file, created when it is not there.
    case file(String)
    /// In memory, gone with the store.
    case memory
  }

  /// Arrivals that are kept for the page.
  public static let keptArrivals: Int64 = 10_000

  let database: any DatabaseWriter
  private let referentialIntegrity: Bool
  private let now: @Sendable () -> Int64

  /// Opens the store.
  ///
  /// - Parameters:
  ///   - location: where the resources are kept.
  /// - referentialIntegrity: whether literal references must resolve (FHIR R4 3.1.0.7.1 and `referencePolicy`
  ///     `enforced`).
  ///   - now: milliseconds since 1970 UTC, for `lastUpdated`.
  /// - Throws: GRDB's `DatabaseError` when the file cannot be opened or is no such database.
  public init(
    _ location: Location, referentialIntegrity: Bool = true,
    now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
  ) throws {
    self.referentialIntegrity = referentialIntegrity
    self.now = now
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
    switch location {
    case .file(let path): database = try DatabasePool(path: path, configuration: configuration)
    case .memory: database = try DatabaseQueue(configuration: configuration)
    }
    try Self.migrator.migrate(database)
  }

  /// Closes the database; later calls throw.
  public func close() throws {
    try database.close()
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("resources") { try $0.execute(sql: StoreSchema.first) }
    return migrator
  }

  // MARK: Writing

  /// Carries out interactions as one transaction: deletes, creates, updates, then reads (FHIR R4 3.1.0.11.2);
  /// references are judged when all of it is done.
  ///
  /// - Returns: the results in the order of `interactions`.
  /// - Throws: ``FHIRFailure`` (with the entry's index) and then nothing has changed; GRDB's `DatabaseError`.
  public func apply(_ interactions: [Interaction]) async throws -> [InteractionResult] {
    let at = now()
    let enforced = referentialIntegrity
    let isReading = interactions.allSatisfy { $0.rank == 3 }
    if isReading {
      return try await database.read { database in
        try interactions.enumerated().map { try StoreReader(database: database).perform($1, entry: $0) }
      }
    }
    return try await database.write { database in
      var writer = StoreWriter(database: database, at: at)
      return try writer.apply(interactions, referentialIntegrity: enforced)
    }
  }

  // MARK: Reading

  /// What is known of an id.
  public func state(type: String, id: String) async throws -> StoredState {
    try await database.read { try StoreReader(database: $0).state(type: type, id: id) }
  }

  /// The current resources that match.
  public func search(_ query: SearchQuery) async throws -> SearchPage {
    try await database.read { try StoreReader(database: $0).search(query) }
  }

  /// Current resources in the order of type and id, at most `count`, after the one named.
  ///
  /// Each call sees the store as it is then; a listing made of several calls is exact only while nothing is
  /// written.
  public func listing(after position: (type: String, id: String)?, count: Int) async throws
    -> [StoredResource]
  {
    let type = position?.type ?? ""
    let id = position?.id ?? ""
    return try await database.read {
      try StoreReader(database: $0).listing(afterType: type, id: id, count: count)
    }
  }
}

/// The tables, in SQL.
enum StoreSchema {
  /// `resource.content` is NULL when deleted. `regional` and `label` are of Patients only. `reference` and
  /// `identifier` hold rows of current resources only.
  static let first = """
    CREATE TABLE resource (
      key INTEGER PRIMARY KEY,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      version INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      content BLOB,
      label TEXT,
      regional_system TEXT,
      regional TEXT,
      UNIQUE (type, id)
    );
    CREATE INDEX resource_updated ON resource (type, updated, key) WHERE content IS NOT NULL;
    CREATE INDEX resource_regional ON resource (regional, key) WHERE type = 'Patient' AND content IS NOT NULL;
    CREATE TABLE identifier (
      resource INTEGER NOT NULL,
      role TEXT NOT NULL,
      system TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (resource, role, value, system)
    ) WITHOUT ROWID;
    CREATE INDEX identifier_value ON identifier (role, value, system);
    CREATE TABLE reference (
      resource INTEGER NOT NULL,
      path TEXT NOT NULL,
      target_type TEXT NOT NULL,
      target_id TEXT NOT NULL,
      PRIMARY KEY (resource, path, target_type, target_id)
    ) WITHOUT ROWID;
    CREATE INDEX reference_target ON reference (target_type, target_id, path);
    CREATE TABLE arrival (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      action TEXT NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      version INTEGER NOT NULL
    );
    CREATE TABLE arrival_total (action TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
    """
}
