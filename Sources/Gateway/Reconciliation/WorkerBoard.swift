import Synchronization

/// Lets the intake, which is built first, reach the workers, which are built after it.
final class WorkerBoard: Sendable {
  private let workers = Mutex<[String: DeliveryWorkers]>([:])

  func add(_ worker: DeliveryWorkers, named name: String) { workers.withLock { $0[name] = worker } }

  /// There may be something to send.
  func pokeAll() { for worker in workers.withLock({ Array($0.values) }) { worker.poke() } }

  func isDraining(_ name: String) -> Bool { workers.withLock { $0[name] }?.isDraining ?? false }
}
