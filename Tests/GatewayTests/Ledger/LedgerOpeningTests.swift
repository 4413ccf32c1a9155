import Foundation
import GRDB
import Testing

@testable import Gateway

@Suite struct LedgerOpeningTests {
  // With NORMAL a power failure could take back "sending": the request would be forgotten though it left.
  @Test func `every write is on the disk when it returns`() async throws {
    let fixture = try LedgerFixture()
    let level = try await fixture.ledger.pool.writeWithoutTransaction {
      try Int.fetchOne($0, sql: "PRAGMA synchronous")
    }
    #expect(level == 2)
    let again = try await fixture.ledger.pool.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    #expect(again == 2)
    let mode = try await fixture.ledger.pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode == "wal")
    let keys = try await fixture.ledger.pool.write { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") }
    #expect(keys == 1)
  }

  @Test func `opened again it is the same ledger`() async throws {
    let state = try TemporaryState()
    let first = try LedgerFixture(state: state)
    _ = try await first.register("1")
    try first.ledger.close()
    let second = try LedgerFixture(state: state)
    #expect(try await second.ledger.patient(localID: "1")?.regionalID == "R1")
    #expect(second.ledger.names.destinations == first.ledger.names.destinations)
    let applied = try await second.ledger.pool.read { try LedgerMigrations.migrator.appliedMigrations($0) }
    #expect(applied == LedgerMigrations.migrator.migrations)
    try second.ledger.close()
  }

  private func exitCode(_ body: () throws(ControlError) -> Void) -> Int32? {
    do throws(ControlError) {
      try body()
      return nil
    } catch {
      return error.exitCode
    }
  }

  @Test func `a ledger of a newer version is left alone`() async throws {
    let fixture = try LedgerFixture()
    try await fixture.ledger.pool.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 of the future')")
    }
    try fixture.ledger.close()
    let path = fixture.state.ledger
    #expect(
      exitCode { () throws(ControlError) in
        _ = try SQLiteLedger.open(path: path, storages: [], destinations: [])
      } == 15)
  }

  @Test func `a damaged ledger is said to be damaged`() throws {
    let state = try TemporaryState()
    try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: state.ledger))
    let path = state.ledger
    #expect(
      exitCode { () throws(ControlError) in
        _ = try SQLiteLedger.open(path: path, storages: [], destinations: [])
      } == 15)
    #expect(exitCode { () throws(ControlError) in _ = try SQLiteLedger.openForReading(path: path) } == 15)
  }

  @Test func `no ledger yet`() throws {
    let path = try TemporaryState().ledger
    #expect(exitCode { () throws(ControlError) in _ = try SQLiteLedger.openForReading(path: path) } == 10)
  }

  @Test func `a reader sees what the daemon wrote and cannot write`() async throws {
    let fixture = try LedgerFixture()
    _ = try await fixture.register("1")
    let reader = try SQLiteLedger.openForReading(path: fixture.state.ledger)
    #expect(try await reader.patient(localID: "1") != nil)
    await #expect(throws: DatabaseError.self) {
      try await reader.pool.write { try $0.execute(sql: "DELETE FROM patient") }
    }
  }

  @Test func `names keep their ids whatever their order`() throws {
    let state = try TemporaryState()
    let first = try SQLiteLedger.open(path: state.ledger, storages: ["a", "b"], destinations: ["x", "y"])
    let names = first.names
    try first.close()
    let second = try SQLiteLedger.open(
      path: state.ledger, storages: ["b", "c", "a"], destinations: ["z", "y", "x"])
    for name in ["a", "b"] { #expect(second.names.storages[name] == names.storages[name]) }
    for name in ["x", "y"] { #expect(second.names.destinations[name] == names.destinations[name]) }
    #expect(Set(second.names.destinations.values).count == 3)
    try second.close()
  }

  @Test func `a destination added later waits for everything`() async throws {
    let state = try TemporaryState()
    let first = try LedgerFixture(state: state)
    for localID in ["1", "2"] {
      let patient = try await first.register(localID)
      try await first.apply([LedgerFixture.found("a", versions: [LedgerFixture.version()])], patient: patient)
      let records = try await first.waiting(patient)
      try await first.ledger.settle(
        records.map { first.result($0, .delivered, input: .some([1]), made: ["Observation/a"]) },
        destination: first.destination(), at: 3)
    }
    try first.ledger.close()
    let second = try LedgerFixture(state: state, destinations: ["region", "second", "third"])
    #expect(try await second.imbalances().isEmpty)
    for name in ["second", "third"] {
      let due = try await second.ledger.dueWork(
        destination: second.destination(name), now: 1, lane: .backlog, limit: 10)
      #expect(due.count == 2)
      for work in due {
        let records = try await second.waiting(work.patient, destination: name)
        #expect(records.count == 1)
        #expect(records.allSatisfy { $0.made.isEmpty && $0.deliveredInput == nil })
      }
    }
    #expect(try await second.number("SELECT count(*) FROM delivery WHERE outcome = 'delivered'") == 2)
    try second.ledger.close()
    let third = try LedgerFixture(state: state, destinations: ["third", "region", "second"])
    #expect(try await third.number("SELECT count(*) FROM delivery") == 6)
    #expect(try await third.imbalances().isEmpty)
  }
}
