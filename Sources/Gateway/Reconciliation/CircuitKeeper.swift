import Synchronization

/// Holds a destination's circuit for all workers of it. The machine itself is `DestinationCircuit`.
final class CircuitKeeper: Sendable {
  /// Records refused in a row, without one being taken, after which the destination is suspected and not the records: emptying
  /// the queue into the parked ones would only hide that (operations promise U20).
  static let refusalsInARow = 20

  private struct Kept {
    var circuit = DestinationCircuit()
    var refusals = 0
    var pausedUntil: Double?
  }

  private let kept = Mutex(Kept())

  /// Whether requests are held back now.
  var isOpen: Bool { kept.withLock { $0.circuit.isOpen } }
  var failures: Int { kept.withLock { $0.circuit.failures } }
  var lastFailure: ReasonCode? { kept.withLock { $0.circuit.lastFailure } }
  /// Until when, seconds since 1970; nil while requests flow.
  var pausedUntil: Double? { kept.withLock { $0.circuit.isOpen ? $0.pausedUntil : nil } }

  func next(now: Double) -> DestinationCircuit.Action { kept.withLock { $0.circuit.next(now: now) } }

  func succeeded() {
    kept.withLock {
      $0.circuit.succeeded()
      $0.refusals = 0
    }
  }

  /// The destination judged a record.
  func judged(refused: Bool, until: Double) {
    kept.withLock {
      $0.refusals += 1
      if $0.refusals >= Self.refusalsInARow {
        $0.circuit.failed(reason: .deliveryRefused, until: until, atOnce: true)
        $0.pausedUntil = until
      } else {
        $0.circuit.succeeded()
      }
    }
  }

  func failed(reason: ReasonCode, until: Double, atOnce: Bool) {
    kept.withLock {
      $0.circuit.failed(reason: reason, until: until, atOnce: atOnce)
      $0.pausedUntil = until
    }
  }

  func probeUnused() { kept.withLock { $0.circuit.probeUnused() } }
}

/// Keeps to a destination's records per second.
actor RateLimit {
  private let perSecond: Double
  private var free: Double = 0

  /// - Parameter perSecond: records; 0 means no limit.
  init(perSecond: Double) {
    self.perSecond = perSecond
  }

  /// Waits until `count` records may go out.
  func take(_ count: Int, time: GatewayTime) async {
    guard perSecond > 0 else { return }
    let now = time.monotonic()
    let start = max(now, free)
    free = start + Double(count) / perSecond
    if start > now { try? await time.sleep(.seconds(start - now)) }
  }
}
