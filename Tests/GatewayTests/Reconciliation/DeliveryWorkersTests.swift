import Logging
import SSMIX2
import Testing

@testable import Gateway

/// Several patients at a time, never two requests at once for one of them.
@Suite(.timeLimit(.minutes(2))) struct DeliveryWorkersTests {
  private static let patients = (101...112).map { "0000000\($0)" }

  private func filled(perPatient: Int) async throws -> DeliveryFixture {
    var options = Pipeline.Options()
    options.batch = 1
    let fixture = try await DeliveryFixture(options, enrols: false)
    for patient in Self.patients {
      for number in 1...perPatient {
        var record = fixture.prescription(number)
        record.patient = patient
        fixture.write(record, WrittenMessage.prescription(patient, order: record.order, medicines: 1))
      }
      try await fixture.pipeline.enrol(patient)
    }
    try await fixture.scan()
    return fixture
  }

  /// Runs workers until a condition holds or many turns of their clock have gone by, then drains them.
  private func run(
    _ fixture: DeliveryFixture, concurrency: Int, until isDone: @Sendable () async throws -> Bool
  ) async throws {
    var pass = fixture.pipeline.pass
    let clock = fixture.clock.time
    // The loop's own clock stands still: it is woken by hand.
    pass.time = GatewayTime(
      now: clock.now, sleep: { _ in try await Task.sleep(for: .seconds(3_600)) }, monotonic: clock.monotonic)
    let workers = DeliveryWorkers(
      pass: pass, concurrency: concurrency, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await workers.run() }
      for _ in 0..<20_000 {
        if try await isDone() { break }
        workers.poke()
        await Task.yield()
      }
      // Requests that are out may finish; without a service group the loop itself ends by cancellation.
      workers.drain()
      for _ in 0..<100_000 where !workers.isIdle { await Task.yield() }
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(workers.isIdle)
  }

  @Test(arguments: [1, 3, 8])
  func `one request per patient, so many patients at once`(concurrency: Int) async throws {
    let fixture = try await filled(perPatient: 3)
    let pipeline = fixture.pipeline
    fixture.transport.whenSending { _ in for _ in 0..<20 { await Task.yield() } }
    try await run(fixture, concurrency: concurrency) { try await pipeline.count(outcome: "waiting") == 0 }
    #expect(try pipeline.balance() == Balance(seen: 36, delivered: 36))
    #expect(fixture.transport.mostPerPatient == 1)
    #expect(fixture.transport.mostAtOnce <= concurrency)
    if concurrency > 1 { #expect(fixture.transport.mostAtOnce > 1) }
  }

  @Test func `a paused destination is left alone`() async throws {
    let fixture = try await filled(perPatient: 1)
    let pipeline = fixture.pipeline
    try await pipeline.ledger.setPaused(true, destination: pipeline.destinationID, by: Pipeline.origin, at: 1)
    let turns = Turns()
    try await run(fixture, concurrency: 4) { await turns.next() > 300 }
    #expect(fixture.transport.bodies.isEmpty)
    try await pipeline.ledger.setPaused(
      false, destination: pipeline.destinationID, by: Pipeline.origin, at: 2)
    try await run(fixture, concurrency: 4) { try await pipeline.count(outcome: "waiting") == 0 }
    #expect(try pipeline.balance() == Balance(seen: 12, delivered: 12))
  }

  @Test func `while the circuit is open one request probes`() async throws {
    let fixture = try await filled(perPatient: 1)
    let pipeline = fixture.pipeline
    fixture.transport.otherwise(.respond(TransportResponse(status: 401)))
    try await run(fixture, concurrency: 1) { pipeline.circuit.isOpen }
    #expect(pipeline.circuit.isOpen)
    #expect(try pipeline.balance().waiting == 12)
    fixture.transport.otherwise(.reach)
    fixture.clock.advance(2_000)
    try await run(fixture, concurrency: 4) { try await pipeline.count(outcome: "waiting") == 0 }
    #expect(try pipeline.balance() == Balance(seen: 12, delivered: 12))
  }

  private actor Turns {
    private var count = 0
    func next() -> Int {
      count += 1
      return count
    }
  }
}
