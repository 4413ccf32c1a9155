import SSMIX2
import Synchronization
import Testing

@testable import Gateway

/// What becomes of records when a destination refuses, is busy, is gone, or its answer is lost.
@Suite struct DeliveryFailureTests {
  private static let lost = ScriptedTransport.Step.loseAnswer
  private static let down = ScriptedTransport.Step.fail(
    TransportError(kind: .connectionRefused, mayHaveArrived: false, text: "the connection was refused"))

  private func fixture(_ count: Int = 1, batch: Int = 20) async throws -> DeliveryFixture {
    var options = Pipeline.Options()
    options.batch = batch
    let fixture = try await DeliveryFixture(options)
    for number in 1...count {
      fixture.write(fixture.prescription(number), fixture.message(fixture.prescription(number), size: 1))
    }
    try await fixture.scan()
    return fixture
  }

  // One bad record must not hold up the others, and not one more than it may be parked.
  @Test(arguments: 1...8)
  func `a refused batch is halved until only the bad record is parked`(bad: Int) async throws {
    let fixture = try await fixture(8)
    let order = fixture.prescription(bad).order
    fixture.repository.refuse { $0.json.contains(order) }
    try await fixture.pipeline.deliverOnce()
    for number in 1...8 {
      let decision = try #require(try await fixture.decision(fixture.prescription(number)))
      #expect(decision.outcome == (number == bad ? "parked" : "delivered"), "record \(number)")
      if number == bad {
        #expect(decision.reason == "delivery.refused")
        #expect(decision.detail == "this resource is not taken")
        #expect(decision.made.isEmpty, "a transaction that was refused made nothing")
      }
    }
    #expect(fixture.transport.bodies.count <= 2 * 3 + 1)
    #expect(!fixture.pipeline.circuit.isOpen)
    #expect(try fixture.pipeline.balance() == Balance(seen: 8, delivered: 7, parked: 1))
    #expect(!fixture.repository.references.contains { $0.contains(order) })
    // It is tried again on request, and taken.
    fixture.repository.refuse(nil)
    #expect(try await fixture.pipeline.due().isEmpty)
    _ = try await fixture.commands.perform(.parkedRetry(Selection()), by: Pipeline.origin)
    try await fixture.pipeline.deliver()
    #expect(try fixture.pipeline.balance() == Balance(seen: 8, delivered: 8))
  }

  // Otherwise every record of a patient whose demographics the region dislikes would point at a Patient that
  // is not there.
  @Test func `refused demographics do not take the other records with them`() async throws {
    let fixture = try await fixture(3)
    fixture.write(fixture.demographics)
    try await fixture.scan()
    fixture.repository.refuse { $0.json.contains("Name2") }
    try await fixture.pipeline.deliver()
    #expect(try fixture.pipeline.balance() == Balance(seen: 4, delivered: 3, parked: 1))
    #expect(fixture.held("Patient") == [DeliveryFixture.reference])
    #expect(fixture.repository.resources[DeliveryFixture.reference]?.contains("Name2") == false)
    #expect(try await fixture.decision(fixture.demographics)?.reason == "delivery.refused")
  }

  // The demographics could not be sent and back off; a record written meanwhile must not refer to a Patient
  // that is not there.
  @Test(arguments: [1, 20], [false, true])
  func `no record goes before the Patient it refers to`(batch: Int, mayHaveArrived: Bool) async throws {
    var options = Pipeline.Options()
    options.batch = batch
    let fixture = try await DeliveryFixture(options)
    fixture.write(fixture.demographics)
    try await fixture.scan()
    fixture.transport.script([.fail(TransportError(kind: .timeout, mayHaveArrived: mayHaveArrived, text: ""))]
    )
    try await fixture.pipeline.deliverOnce()
    fixture.write(fixture.prescription(1))
    try await fixture.scan()
    try await fixture.pipeline.deliverOnce()
    try await fixture.pipeline.deliver()
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, delivered: 2))
    #expect(fixture.transport.sent.dropFirst().first?.references.contains(DeliveryFixture.reference) == true)
  }

  @Test func `demographics of which nobody knows whether they arrived`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.demographics)
    try await fixture.scan()
    fixture.transport.script([.fail(TransportError(kind: .timeout, mayHaveArrived: true, text: ""))])
    try await fixture.pipeline.deliverOnce()
    // They turn out to be unreadable; the other records are not held up by that.
    fixture.tree.write(fixture.demographics.path, "garbage", age: 700)
    fixture.write(fixture.prescription(1))
    try await fixture.pipeline.converge()
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, delivered: 1, parked: 1))
    #expect(fixture.held("Patient") == [DeliveryFixture.reference])
  }

  @Test func `a refused new version leaves the old one where it is`() async throws {
    let fixture = try await fixture()
    try await fixture.pipeline.deliver()
    let before = fixture.repository.resources
    let record = fixture.prescription(1)
    fixture.repository.refuse { $0.reference.hasPrefix("MedicationRequest") }
    fixture.tree.write(record.path, fixture.message(record, size: 3))
    try await fixture.pipeline.converge()
    #expect(try await fixture.decision(record)?.outcome == "parked")
    #expect(fixture.repository.resources == before)
    fixture.repository.refuse(nil)
    // Deleted while parked: what the region still holds of it goes.
    fixture.tree.rename(record.path, to: record.with(flag: 0).path)
    try await fixture.pipeline.converge()
    #expect(fixture.repository.references.isEmpty)
  }

  @Test func `too large is halved, too`() async throws {
    let fixture = try await fixture(4)
    fixture.transport.script([.respond(TransportResponse(status: 413))])
    try await fixture.pipeline.deliverOnce()
    #expect(try fixture.pipeline.balance() == Balance(seen: 4, delivered: 4))
    #expect(fixture.transport.bodies.count == 3)
  }

  @Test func `a single record that is too large is parked`() async throws {
    let fixture = try await fixture()
    fixture.transport.script([.respond(TransportResponse(status: 413))])
    try await fixture.pipeline.deliverOnce()
    #expect(try await fixture.decision(fixture.prescription(1))?.reason == "delivery.too-large")
  }

  @Test func `a busy destination says when to come back`() async throws {
    let fixture = try await fixture()
    fixture.transport.script([.respond(TransportResponse(status: 503, headers: [("Retry-After", "120")]))])
    let now = fixture.clock.seconds
    try await fixture.pipeline.deliverOnce()
    let decision = try #require(try await fixture.decision(fixture.prescription(1)))
    #expect(decision.outcome == "waiting")
    #expect(decision.reason == "delivery.throttled")
    #expect(try #require(decision.nextAttempt) >= now + 120)
    #expect(try await fixture.pipeline.due().isEmpty)
    fixture.clock.advance(119)
    #expect(try await fixture.pipeline.due().isEmpty)
    fixture.clock.advance(1.1)
    try await fixture.pipeline.deliverOnce()
    #expect(try fixture.pipeline.balance() == Balance(seen: 1, delivered: 1))
  }

  @Test func `delays grow while nobody answers`() async throws {
    let fixture = try await fixture()
    fixture.transport.otherwise(Self.down)
    var delays: [Double] = []
    for attempt in 1...8 {
      try await fixture.pipeline.deliverOnce()
      let decision = try #require(try await fixture.decision(fixture.prescription(1)))
      #expect(decision.attempts == attempt)
      #expect(decision.reason == "delivery.unreachable")
      let next = try #require(decision.nextAttempt)
      delays.append(next - fixture.clock.seconds)
      fixture.clock.advance(next - fixture.clock.seconds + 0.1)
    }
    for (index, delay) in delays.enumerated() {
      let full = min(900, Double(1 << index))
      #expect(delay <= full + 1e-6 && delay >= full / 2 - 1e-6, "attempt \(index + 1): \(delay)")
    }
    #expect(fixture.pipeline.circuit.isOpen)
    fixture.transport.otherwise(.reach)
    try await fixture.pipeline.deliver()
    #expect(try await fixture.decision(fixture.prescription(1))?.outcome == "delivered")
    #expect(!fixture.pipeline.circuit.isOpen)
  }

  // Promise of at least once made harmless: what may have arrived is sent again byte for byte.
  @Test(arguments: 0..<3)
  func `a lost answer leads to the same bytes again`(losses: Int) async throws {
    let fixture = try await fixture(4)
    fixture.write(fixture.demographics)
    try await fixture.scan()
    fixture.transport.script(Array(repeating: Self.lost, count: losses + 1))
    try await fixture.pipeline.deliverOnce()
    let decision = try #require(try await fixture.decision(fixture.prescription(1)))
    #expect(decision.outcome == "waiting")
    #expect(decision.reason == "delivery.unknown-outcome")
    #expect(!decision.made.isEmpty)
    let held = fixture.repository.resources
    try await fixture.pipeline.deliver()
    #expect(fixture.transport.bodies.count == losses + 2)
    #expect(Set(fixture.transport.bodies).count == 1)
    #expect(fixture.repository.resources == held)
    #expect(try fixture.pipeline.balance() == Balance(seen: 5, delivered: 5))
  }

  // The file is deleted while nobody knows whether it arrived: what may be there is deleted there.
  @Test func `a deletion after a lost answer takes back what may have arrived`() async throws {
    let fixture = try await fixture()
    fixture.transport.script([Self.lost])
    try await fixture.pipeline.deliverOnce()
    #expect(!fixture.repository.references.isEmpty)
    let record = fixture.prescription(1)
    fixture.tree.rename(record.path, to: record.with(flag: 0).path)
    try await fixture.pipeline.converge()
    #expect(fixture.repository.references.isEmpty)
    #expect(try fixture.pipeline.balance() == Balance(seen: 1, excluded: 1))
  }

  @Test(arguments: [401, 403])
  func `missing rights stop everything at once`(status: Int) async throws {
    let fixture = try await fixture(2)
    fixture.transport.script([.respond(TransportResponse(status: status))])
    try await fixture.pipeline.deliverOnce()
    #expect(fixture.pipeline.circuit.isOpen)
    #expect(fixture.pipeline.circuit.lastFailure == .deliveryUnauthorized)
    #expect(fixture.transport.bodies.count == 1)
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, waiting: 2))
    #expect(try await fixture.decision(fixture.prescription(1))?.reason == "delivery.unauthorized")
    try await fixture.pipeline.deliver()
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, delivered: 2))
  }

  @Test func `a certificate that is not trusted stops everything at once`() async throws {
    let fixture = try await fixture()
    fixture.transport.script([.fail(TransportError(kind: .tls, mayHaveArrived: false, text: "TLS failed"))])
    try await fixture.pipeline.deliverOnce()
    #expect(fixture.pipeline.circuit.lastFailure == .deliveryCertificate)
    #expect(fixture.pipeline.circuit.isOpen)
  }

  @Test(arguments: ["short", "long", "empty", "batch", "html", "cut"])
  func `an answer that does not account for every action is no success`(answer: String) async throws {
    let fixture = try await fixture()
    let body =
      switch answer {
      case "short": Array(TransactionRepository.taken(["201"]).body)
      case "long": Array(TransactionRepository.taken(Array(repeating: "201", count: 50)).body)
      case "batch": Array(#"{"resourceType":"Bundle","type":"batch-response","entry":[]}"#.utf8)
      case "html": Array("<html>OK</html>".utf8)
      case "cut": Array(TransactionRepository.taken(["201", "201"]).body.dropLast(3))
      default: [UInt8]()
      }
    fixture.transport.script([.respond(TransportResponse(status: 200, body: body))])
    try await fixture.pipeline.deliverOnce()
    let decision = try #require(try await fixture.decision(fixture.prescription(1)))
    #expect(decision.outcome == "waiting")
    #expect(decision.reason == "delivery.unknown-outcome")
    try await fixture.pipeline.deliver()
    #expect(try fixture.pipeline.balance() == Balance(seen: 1, delivered: 1))
  }

  @Test func `an entry that was not taken is no success although the status says 200`() async throws {
    let fixture = try await fixture()
    fixture.transport.script([
      .alter { response in
        let text = String(decoding: response.body, as: UTF8.self).replacing(
          "201 Created", with: "422 Unprocessable")
        return TransportResponse(status: 200, body: Array(text.utf8))
      }
    ])
    try await fixture.pipeline.deliverOnce()
    let decision = try #require(try await fixture.decision(fixture.prescription(1)))
    #expect(decision.outcome == "parked")
    #expect(decision.reason == "delivery.refused")
    // The server contradicts itself: what it may hold all the same is not forgotten.
    #expect(!decision.made.isEmpty)
  }

  // A server that fails over one record must not keep back the others for ever.
  @Test func `a batch over which a server fails again and again is taken apart`() async throws {
    let fixture = try await fixture(4)
    let order = fixture.prescription(2).order
    let repository = fixture.repository
    // The repository refuses, the server in front of it makes a 500 of that.
    repository.refuse { $0.json.contains(order) }
    fixture.transport.otherwise(
      .alter { $0.status == 422 ? TransportResponse(status: 500) : $0 })
    for _ in 0..<40 {
      try await fixture.pipeline.deliverOnce()
      fixture.clock.advance(1_000)
    }
    for number in [1, 3, 4] {
      #expect(
        try await fixture.decision(fixture.prescription(number))?.outcome == "delivered", "record \(number)")
    }
    #expect(try await fixture.decision(fixture.prescription(2))?.outcome == "waiting")
  }

  @Test func `words of the destination are cut, not lost`() async throws {
    let fixture = try await fixture()
    let words = String(repeating: "長い説明", count: 1_000)
    fixture.transport.script([.respond(TransactionRepository.refusal(422, words))])
    try await fixture.pipeline.deliverOnce()
    #expect(try await fixture.decision(fixture.prescription(1))?.detail == String(words.prefix(500)))
  }
}

extension DeliveryFixture {
  /// What operators ask of this gateway.
  var commands: OperatorCommands {
    let pipeline = pipeline
    return OperatorCommands(
      ledger: pipeline.ledger, configuration: pipeline.configuration,
      inquiry: Inquiry(
        ledger: pipeline.ledger, configuration: pipeline.configuration, pseudonym: nil,
        time: pipeline.clock.time),
      time: pipeline.clock.time,
      links: { () throws(ControlError) in
        guard let current = await pipeline.policies.current else {
          throw ControlError(exitCode: 5, message: "")
        }
        return current.links
      }, policyChanged: { try await pipeline.policies.reload() }, workAdded: {})
  }
}
