import GRDB
import Synchronization

/// Writes of several tasks in one transaction.
///
/// With `synchronous = FULL` every transaction waits for the disk. While one is being written the next writes gather, and all that
/// gathered share the next wait. Each write stands in a savepoint of its own: one that throws is undone alone. A write returns
/// when its transaction is durable, so nothing changes for the caller but the time.
final class GroupCommit: Sendable {
  /// Writes in one transaction, at most: bounds how long a reader of the result waits.
  static let mostWrites = 64

  private struct Pending {
    /// Runs the write and keeps its result; returns the error if it threw one.
    var execute: @Sendable (Database) -> (any Error)?
    /// Hands the result to the waiting task; an error is that of the transaction as a whole.
    var finish: @Sendable ((any Error)?) -> Void
  }
  private struct State {
    var pending: [Pending] = []
    var isWriting = false
    var trouble: LedgerTrouble?
  }

  private let pool: DatabasePool
  private let state = Mutex(State())

  init(pool: DatabasePool) {
    self.pool = pool
  }

  /// Executes a write and returns when it is durable.
  func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    let result = ResultBox<Value>()
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let pending = Pending(
        execute: { db in result.run(body, in: db) },
        finish: { error in
          if let error { continuation.resume(throwing: error) } else { continuation.resume() }
        })
      let starts = state.withLock { state in
        state.pending.append(pending)
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if starts { drain() }
    }
    return try result.get()
  }

  /// Writes what has gathered, then what has gathered meanwhile, until there is nothing.
  private func drain() {
    pool.asyncWriteWithoutTransaction { db in
      while true {
        let batch = self.state.withLock { state -> [Pending] in
          let batch = Array(state.pending.prefix(Self.mostWrites))
          state.pending.removeFirst(batch.count)
          if batch.isEmpty { state.isWriting = false }
          return batch
        }
        if batch.isEmpty { return }
        var failure: (any Error)?
        var trouble: LedgerTrouble?
        do {
          try db.inTransaction(.immediate) {
            for write in batch {
              if let error = write.execute(db) { trouble = trouble ?? LedgerTrouble(error) }
            }
            return .commit
          }
        } catch {
          failure = error
          trouble = trouble ?? LedgerTrouble(error) ?? .unwritable
        }
        let found = trouble
        self.state.withLock { $0.trouble = found }
        for write in batch { write.finish(failure) }
      }
    }
  }

  /// Why the newest transaction could not be written; nil while the ledger takes what it is given.
  var trouble: LedgerTrouble? { state.withLock { $0.trouble } }
}

/// Why the ledger takes nothing over. Until it does, nothing is sent: intent is written before a request leaves.
enum LedgerTrouble: Sendable, Hashable {
  /// The disk or the quota of the state directory is used up.
  case full
  /// Any other error of the disk or of the database.
  case unwritable

  /// Nil for what is wrong with the write and not with the disk.
  init?(_ error: any Error) {
    switch (error as? DatabaseError)?.resultCode {
    case .SQLITE_FULL?: self = .full
    case .SQLITE_IOERR?, .SQLITE_READONLY?, .SQLITE_CANTOPEN?, .SQLITE_CORRUPT?, .SQLITE_NOTADB?,
      .SQLITE_PERM?:
      self = .unwritable
    default: return nil
    }
  }

  /// What `status` and `/readyz` show.
  var reason: ReasonCode {
    switch self {
    case .full: .stateFull
    case .unwritable: .stateUnwritable
    }
  }
}

/// Carries the result of one write from the database's queue to the task that waits for it.
private final class ResultBox<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)

  func run(_ body: (Database) throws -> Value, in db: Database) -> (any Error)? {
    var outcome: Result<Value, any Error>?
    do {
      try db.inSavepoint {
        outcome = .success(try body(db))
        return .commit
      }
    } catch {
      outcome = .failure(error)
    }
    let kept = outcome
    result.withLock { $0 = kept }
    if case .failure(let error)? = kept { return error }
    return nil
  }

  func get() throws -> Value {
    guard let outcome = result.withLock({ $0 }) else {
      // The transaction was committed, so every write in it has run and kept its result.
      throw DatabaseError(message: "a committed write has no result")
    }
    return try outcome.get()
  }
}
