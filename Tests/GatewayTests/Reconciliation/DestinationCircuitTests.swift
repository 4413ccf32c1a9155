import Testing

@testable import Gateway

@Suite struct DestinationCircuitTests {
  private enum Event: CaseIterable {
    case success, failure, failureAtOnce, unused, nextBefore, nextAfter
  }

  private enum Phase: CaseIterable {
    case closed, closedAfterOne, closedAfterTwo, open, probing
  }

  private func circuit(in phase: Phase) -> DestinationCircuit {
    var circuit = DestinationCircuit()
    let failures =
      switch phase {
      case .closed: 0
      case .closedAfterOne: 1
      case .closedAfterTwo: 2
      case .open, .probing: 3
      }
    for _ in 0..<failures { circuit.failed(reason: .deliveryUnreachable, until: 100, atOnce: false) }
    if phase == .probing { #expect(circuit.next(now: 100) == .probe) }
    return circuit
  }

  /// Every (state, event) pair: what may be done at 50, before the pause of 100 ends, and whether requests
  /// are held back.
  @Test func `every pair of state and event`() {
    for phase in Phase.allCases {
      for event in Event.allCases {
        var circuit = circuit(in: phase)
        switch event {
        case .success: circuit.succeeded()
        case .failure: circuit.failed(reason: .deliveryThrottled, until: 200, atOnce: false)
        case .failureAtOnce: circuit.failed(reason: .deliveryUnauthorized, until: 200, atOnce: true)
        case .unused: circuit.probeUnused()
        case .nextBefore: _ = circuit.next(now: 99)
        case .nextAfter: _ = circuit.next(now: 100)
        }
        let expected: DestinationCircuit.Action =
          switch (phase, event) {
          case (_, .success): .send
          case (.closed, .failure), (.closedAfterOne, .failure): .send
          case (.closedAfterTwo, .failure), (.open, .failure), (.probing, .failure): .pause(until: 200)
          case (.open, .failureAtOnce), (.probing, .failureAtOnce), (.closed, .failureAtOnce):
            .pause(until: 200)
          case (.closedAfterOne, .failureAtOnce), (.closedAfterTwo, .failureAtOnce): .pause(until: 200)
          case (.closed, _), (.closedAfterOne, _), (.closedAfterTwo, _): .send
          case (.open, .unused), (.open, .nextBefore): .pause(until: 100)
          // The probe is out: the others wait a second and ask again.
          case (.open, .nextAfter), (.probing, .nextBefore), (.probing, .nextAfter): .pause(until: 51)
          case (.probing, .unused): .probe
          }
        #expect(circuit.next(now: 50) == expected, "\(phase), \(event)")
      }
    }
  }

  @Test func `a single lost connection costs nothing`() {
    var circuit = DestinationCircuit()
    for _ in 1..<DestinationCircuit.threshold {
      circuit.failed(reason: .deliveryUnreachable, until: 10, atOnce: false)
      #expect(!circuit.isOpen)
    }
    circuit.failed(reason: .deliveryUnreachable, until: 10, atOnce: false)
    #expect(circuit.isOpen)
    #expect(circuit.lastFailure == .deliveryUnreachable)
    circuit.succeeded()
    #expect(!circuit.isOpen)
    #expect(circuit.failures == 0)
    #expect(circuit.lastFailure == nil)
  }

  @Test func `one request probes and its failure keeps the others back`() {
    var circuit = circuit(in: .open)
    #expect(circuit.next(now: 100) == .probe)
    for now in [100.0, 100.5, 150] { #expect(circuit.next(now: now) == .pause(until: now + 1)) }
    circuit.failed(reason: .deliveryUnreachable, until: 300, atOnce: false)
    #expect(circuit.next(now: 299) == .pause(until: 300))
    #expect(circuit.next(now: 300) == .probe)
    circuit.succeeded()
    #expect(circuit.next(now: 300) == .send)
  }
}

@Suite struct CircuitKeeperTests {
  // Without this a region that refuses everything after an update would turn a hospital's whole queue into
  // parked records.
  @Test func `twenty refusals in a row suspect the destination`() {
    let keeper = CircuitKeeper()
    for _ in 1..<CircuitKeeper.refusalsInARow { keeper.judged(refused: true, until: 60) }
    #expect(!keeper.isOpen)
    #expect(keeper.next(now: 0) == .send)
    keeper.judged(refused: true, until: 60)
    #expect(keeper.isOpen)
    #expect(keeper.lastFailure == .deliveryRefused)
    #expect(keeper.pausedUntil == 60)
    #expect(keeper.next(now: 59) == .pause(until: 60))
    #expect(keeper.next(now: 60) == .probe)
    // The probe is refused, too: still suspected.
    keeper.judged(refused: true, until: 120)
    #expect(keeper.next(now: 60) == .pause(until: 120))
    #expect(keeper.next(now: 120) == .probe)
    keeper.succeeded()
    #expect(!keeper.isOpen)
    for _ in 1..<CircuitKeeper.refusalsInARow { keeper.judged(refused: true, until: 180) }
    #expect(!keeper.isOpen, "a record that was taken begins the row anew")
  }

  @Test func `a record taken now and then keeps the circuit closed`() {
    let keeper = CircuitKeeper()
    for round in 0..<100 {
      keeper.judged(refused: true, until: 60)
      if round.isMultiple(of: CircuitKeeper.refusalsInARow - 1) { keeper.succeeded() }
      #expect(!keeper.isOpen)
    }
  }

  @Test func `a pause is told only while it lasts`() {
    let keeper = CircuitKeeper()
    keeper.failed(reason: .deliveryUnreachable, until: 10, atOnce: false)
    #expect(keeper.pausedUntil == nil)
    keeper.failed(reason: .deliveryUnauthorized, until: 20, atOnce: true)
    #expect(keeper.pausedUntil == 20)
    keeper.succeeded()
    #expect(keeper.pausedUntil == nil)
  }

  @Test func `a probe that found nothing to send leaves the next one free`() {
    let keeper = CircuitKeeper()
    keeper.failed(reason: .deliveryUnauthorized, until: 20, atOnce: true)
    #expect(keeper.next(now: 20) == .probe)
    #expect(keeper.next(now: 20) == .pause(until: 21))
    keeper.probeUnused()
    #expect(keeper.next(now: 20) == .probe)
  }
}

@Suite struct RateLimitTests {
  @Test(arguments: [(0.0, 0.0), (10.0, 3.0), (100.0, 0.3)])
  func `records per second`(perSecond: Double, seconds: Double) async {
    let clock = ManualTime()
    let limit = RateLimit(perSecond: perSecond)
    let began = clock.monotonic
    for _ in 0..<4 { await limit.take(10, time: clock.time) }
    #expect(abs(clock.monotonic - began - seconds) < 1e-6)
  }
}
