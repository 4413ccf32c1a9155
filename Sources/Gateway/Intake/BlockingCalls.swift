import Dispatch
import Synchronization

/// Runs calls that may block (reading a share that does not answer) on threads of their own, so that the cooperative pool stays
/// free for everything else. How many run at once is bounded by the callers' own concurrency.
///
/// A call to a hard-mounted share whose server is gone never returns and cannot be cancelled. Other calls go on meanwhile, so the
/// pipeline seems to live: ``unanswered(for:)`` tells that somebody still waits.
final class BlockingCalls: Sendable {
  private struct Running {
    var next: UInt64 = 0
    /// When each call that has not returned yet began, in seconds of the monotonic clock.
    var began: [UInt64: Double] = [:]
  }

  private let queue = DispatchQueue(label: "storage", qos: .utility, attributes: .concurrent)
  private let running = Mutex(Running())
  private let time: GatewayTime

  init(time: GatewayTime = .system) {
    self.time = time
  }

  func run<Value: Sendable>(_ call: @escaping @Sendable () -> Value) async -> Value {
    let now = time.monotonic()
    let ticket = running.withLock { running in
      running.next += 1
      running.began[running.next] = now
      return running.next
    }
    defer { running.withLock { _ = $0.began.removeValue(forKey: ticket) } }
    return await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: call()) }
    }
  }

  /// How many calls have not returned for longer than that many seconds.
  func unanswered(for seconds: Double) -> Int {
    let limit = time.monotonic() - seconds
    return running.withLock { running in running.began.values.count { $0 < limit } }
  }
}
