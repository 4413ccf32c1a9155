import Dispatch

/// Runs calls that may block (reading a share that does not answer) on threads of their own, so that the cooperative pool stays
/// free for everything else. How many run at once is bounded by the callers' own concurrency.
struct BlockingCalls: Sendable {
  private let queue = DispatchQueue(label: "storage", qos: .utility, attributes: .concurrent)

  func run<Value: Sendable>(_ call: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: call()) }
    }
  }
}
