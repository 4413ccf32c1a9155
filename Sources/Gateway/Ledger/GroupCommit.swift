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
    /// Runs the write and keeps its result.
    var execute: @Sendable (Database) -> Void
    /// Hands the result to the waiting task; an error is that of the transaction as a whole.
    var finish: @Sendable ((any Error)?) -> Void
  }
  private struct State {
    var pending: [Pending] = []
    var isWriting = false
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
        do {
          try db.inTransaction(.immediate) {
            for write in batch { write.execute(db) }
            return .commit
          }
        } catch {
          failure = error
        }
        for write in batch { write.finish(failure) }
      }
    }
  }
}

/// Carries the result of one write from the database's queue to the task that waits for it.
private final class ResultBox<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)

  func run(_ body: (Database) throws -> Value, in db: Database) {
    var outcome: Result<Value, any Error>?
    do {
      try db.inSavepoint {
        outcome = .success(try body(db))
        return .commit
      }
    } catch {
      outcome = .failure(error)
    }
    result.withLock { $0 = outcome }
  }

  func get() throws -> Value {
    guard let outcome = result.withLock({ $0 }) else {
      // The transaction was committed, so every write in it has run and kept its result.
      throw DatabaseError(message: "a committed write has no result")
    }
    return try outcome.get()
  }
}
