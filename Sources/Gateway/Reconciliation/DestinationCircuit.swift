/// Whether a destination is sent to at all.
///
///             failure × threshold                 probe due
///     closed ---------------------> open(until) -------------> probing
///       ^                             ^                        |    |
///       |                             +------- failure --------+    |
///       +----------------------------- success ----------------------+
///
/// A failure here is one of the destination (unreachable, throttled, unauthorised, answers lost), never of a record. While open
/// nothing is sent; when the time has come one request probes.
struct DestinationCircuit: Sendable {
  /// What may be done now.
  enum Action: Sendable, Hashable {
    case send
    /// Seconds since 1970.
    case pause(until: Double)
    /// One request may go out; the others wait for its result.
    case probe
  }

  private enum State: Sendable {
    case closed
    case open(until: Double)
    case probing
  }

  /// Failures in a row that open the circuit. More than one, so that a single lost connection costs nothing.
  static let threshold = 3

  private var state = State.closed
  /// Failures since the last success.
  private(set) var failures = 0
  /// What the last failure was, for `status`.
  private(set) var lastFailure: ReasonCode?

  /// Whether requests are held back.
  var isOpen: Bool {
    if case .closed = state { false } else { true }
  }

  mutating func next(now: Double) -> Action {
    switch state {
    case .closed:
      return .send
    case .open(let until) where now >= until:
      state = .probing
      return .probe
    case .open(let until):
      return .pause(until: until)
    case .probing:
      return .pause(until: now + 1)
    }
  }

  mutating func succeeded() {
    state = .closed
    failures = 0
    lastFailure = nil
  }

  /// - Parameter until: when to probe, seconds since 1970.
  mutating func failed(reason: ReasonCode, until: Double, atOnce: Bool) {
    failures += 1
    lastFailure = reason
    if case .probing = state {
      state = .open(until: until)
    } else if atOnce || failures >= Self.threshold {
      state = .open(until: until)
    }
  }

  /// The probe ended without a request: somebody else may probe.
  mutating func probeUnused() {
    if case .probing = state { state = .open(until: 0) }
  }
}
