import SSMIX2
import Synchronization

@testable import Gateway

/// A store of positions in memory that can fail when it is told to.
final class MemoryPositions: TransactionPositions {
  struct Failure: Error {}

  struct State {
    var positions: [String: TransactionPosition] = [:]
    var deliveries: [(path: String, delivery: TransactionDelivery)] = []
    var findings: [String] = []
    var commits = 0
    /// How many digests each question was about.
    var questions: [Int] = []
    /// The commit that fails, counted from 1.
    var failing: Int?
  }

  let state = Mutex(State())

  func positions(inFolder folder: String) async throws -> [TransactionPosition] {
    state.withLock { state in
      state.positions.values.filter {
        $0.path.split(separator: "/").dropLast().joined(separator: "/") == folder
      }
    }
  }

  func delivered(
    _ digests: Set<TransactionDigest>, ofFile path: String
  ) async throws -> Set<TransactionDigest> {
    state.withLock { state in
      state.questions.append(digests.count)
      return Set(state.deliveries.filter { $0.path == path }.map(\.delivery.digest)).intersection(digests)
    }
  }

  func commit(_ batch: TransactionBatch) async throws {
    try state.withLock { state in
      state.commits += 1
      if state.commits == state.failing { throw Failure() }
      state.positions[batch.position.path] = batch.position
      state.deliveries += batch.deliveries.map { (batch.position.path, $0) }
      state.findings += batch.findings.map(\.code)
    }
  }

  /// Order numbers of what was delivered, in order; a revision in place of what it revises.
  var orderNumbers: [String] {
    state.withLock { state in
      var kept: [TransactionDelivery] = []
      for (_, delivery) in state.deliveries {
        if let revised = delivery.revises { kept.removeAll { $0.digest == revised } }
        kept.append(delivery)
      }
      return kept.map(\.record.header.orderNumber)
    }
  }

  var findings: [String] { state.withLock { $0.findings } }

  var last: TransactionDelivery? { state.withLock { $0.deliveries.last?.delivery } }
}
