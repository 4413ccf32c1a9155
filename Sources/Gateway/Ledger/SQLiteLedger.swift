import Foundation
import GRDB

/// The gateway's memory: what the storage says, what was decided, what each destination acknowledged.
///
/// One SQLite file in WAL mode with `synchronous = FULL`: when a write returns, a power failure does not take it back. All
/// methods are safe to call from any task; writes are serialised by GRDB on a queue of its own and never block the
/// cooperative pool.
public struct SQLiteLedger: Sendable {
  let pool: DatabasePool
  /// Everything that a running gateway writes goes through here.
  let commits: GroupCommit
  /// Ids of storages and destinations by their configured names.
  let names: LedgerNames

  /// Opens or creates the ledger for a daemon.
  /// - Parameters:
  ///   - path: of `ledger.sqlite`.
  ///   - storages: names of the configuration.
  ///   - destinations: names of the configuration.
  /// - Throws: `ControlError` with exit code 15 when the file is damaged or of a newer version, 5 when it is busy.
  public static func open(
    path: String, storages: [String], destinations: [String]
  ) throws(ControlError) -> SQLiteLedger {
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      configuration.maximumReaderCount = 6
      configuration.prepareDatabase { db in
        // A reader sees temporary tables and large sorts in memory: no patient data in temporary files.
        try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096;")
      }
      let pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets NORMAL after prepareDatabase has run, so FULL has to come last.
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
        guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
          throw DatabaseError(message: "synchronous FULL is not in force")
        }
      }
      let migrator = LedgerMigrations.migrator
      if try pool.read({ try migrator.hasBeenSuperseded($0) }) {
        throw ControlError(
          exitCode: 15,
          message: "the ledger was written by a newer version of ssmix2-gateway; install that version")
      }
      try migrator.migrate(pool)
      let names = try pool.write { db in
        try LedgerNames.register(db, storages: storages, destinations: destinations)
      }
      return SQLiteLedger(pool: pool, commits: GroupCommit(pool: pool), names: names)
    } catch let error as ControlError {
      throw error
    } catch let error as DatabaseError {
      throw ledgerError(error)
    } catch {
      throw ControlError(exitCode: 15, message: "the ledger cannot be opened")
    }
  }

  /// Opens an existing ledger for reading while no daemon runs, or beside one.
  /// - Throws: `ControlError` with exit code 10 when there is none, 12 when it may not be read.
  public static func openForReading(path: String) throws(ControlError) -> SQLiteLedger {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ControlError(exitCode: 10, message: "there is no ledger yet; start the gateway once")
    }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw ControlError(exitCode: 12, message: "the ledger may not be read by this account")
    }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      let pool = try DatabasePool(path: path, configuration: configuration)
      let names = try pool.read { try LedgerNames.load($0) }
      return SQLiteLedger(pool: pool, commits: GroupCommit(pool: pool), names: names)
    } catch let error as DatabaseError {
      throw ledgerError(error)
    } catch {
      throw ControlError(exitCode: 15, message: "the ledger cannot be opened")
    }
  }

  /// SQLite's messages name tables and files, never values: GRDB keeps arguments out of them unless asked.
  static func ledgerError(_ error: DatabaseError) -> ControlError {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      ControlError(exitCode: 5, message: "the ledger is busy")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY:
      ControlError(
        exitCode: 12, message: "the ledger may not be opened by this account (\(error.resultCode))")
    case .SQLITE_FULL:
      ControlError(exitCode: 1, message: "the disk of the state directory is full")
    default:
      ControlError(exitCode: 15, message: "the ledger is damaged or unreadable (\(error.extendedResultCode))")
    }
  }

  /// Moves the write-ahead log into the file and closes; called when the daemon has drained.
  func close() throws {
    try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    try pool.close()
  }
}

/// Row ids of the configured names; configuration order does not matter to what is stored.
struct LedgerNames: Sendable {
  var storages: [String: Int64] = [:]
  var destinations: [String: Int64] = [:]

  static func register(_ db: Database, storages: [String], destinations: [String]) throws -> LedgerNames {
    for name in storages {
      try db.execute(sql: "INSERT OR IGNORE INTO storage(name) VALUES (?)", arguments: [name])
    }
    let known = Set(try String.fetchAll(db, sql: "SELECT name FROM destination"))
    for name in destinations where !known.contains(name) {
      try db.execute(sql: "INSERT INTO destination(name) VALUES (?)", arguments: [name])
      try addDeliveries(db, destination: db.lastInsertedRowID)
    }
    return try load(db)
  }

  static func load(_ db: Database) throws -> LedgerNames {
    var names = LedgerNames()
    for row in try Row.fetchAll(db, sql: "SELECT id, name FROM storage") {
      names.storages[row["name"]] = row["id"]
    }
    for row in try Row.fetchAll(db, sql: "SELECT id, name FROM destination") {
      names.destinations[row["name"]] = row["id"]
    }
    return names
  }

  /// A new destination starts with everything that is known already waiting for it.
  private static func addDeliveries(_ db: Database, destination: Int64) throws {
    try db.execute(
      sql: """
        INSERT INTO delivery(record, destination, patient, outcome, since)
          SELECT id, ?, patient, 'waiting', seen FROM record
        """, arguments: [destination])
    try db.execute(
      sql: """
        INSERT INTO work(patient, destination, due, lane) SELECT DISTINCT patient, ?, 0, 1 FROM record WHERE true
          ON CONFLICT DO UPDATE SET generation = generation + 1
        """, arguments: [destination])
  }
}
