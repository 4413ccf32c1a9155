import SSMIX2
import Synchronization
import Testing

@testable import Gateway

/// Identity, consent and scope, asked before rendering and again right before each sending.
@Suite struct DeliveryPolicyTests {
  @Test func `without consent nothing is read and nothing leaves`() async throws {
    let fixture = try await DeliveryFixture(enrols: false)
    try await fixture.pipeline.link(DeliveryFixture.patient)
    fixture.write(fixture.prescription())
    try await fixture.pipeline.converge()
    #expect(fixture.transport.bodies.isEmpty)
    #expect(fixture.tree.readings == 0)
    #expect(try await fixture.decision(fixture.prescription())?.reason == "consent.none")
    try await fixture.pipeline.consent(DeliveryFixture.patient, .grant)
    try await fixture.pipeline.converge()
    #expect(try fixture.pipeline.balance() == Balance(seen: 1, delivered: 1))
  }

  /// The policy is asked three times for one request; a consent is withdrawn at each of them.
  @Test(arguments: 1...3)
  func `consent withdrawn between preparing and sending`(question: Int) async throws {
    var fixtureOptions = Pipeline.Options()
    fixtureOptions.batch = 5
    let fixture = try await DeliveryFixture(fixtureOptions)
    fixture.write(fixture.demographics)
    fixture.write(fixture.prescription())
    try await fixture.scan()
    let asked = Mutex(0)
    let pipeline = fixture.pipeline
    var pass = pipeline.pass
    pass.policy = {
      let count = asked.withLock {
        $0 += 1
        return $0
      }
      if count == question { try? await pipeline.consent(DeliveryFixture.patient, .withdraw) }
      return await pipeline.policies.current
    }
    for work in try await pipeline.due() { try await pass.run(work) }
    #expect(asked.withLock { $0 } >= question)
    if question <= 3 {
      #expect(fixture.transport.bodies.isEmpty, "not even a deletion may tell that the patient was there")
      #expect(try await fixture.decision(fixture.prescription())?.made == [])
    } else {
      // It had left already: it is taken back.
      #expect(fixture.transport.sent.first?.puts.isEmpty == false)
      try await pipeline.deliver()
    }
    try await pipeline.converge()
    #expect(fixture.repository.references.isEmpty)
    #expect(try pipeline.balance() == Balance(seen: 2, excluded: 2))
    #expect(try await fixture.decision(fixture.prescription())?.reason == "consent.withdrawn")
  }

  @Test func `consent withdrawn while a delivery waits stops it`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription())
    fixture.transport.otherwise(
      .fail(TransportError(kind: .connectionRefused, mayHaveArrived: false, text: "")))
    try await fixture.scan()
    try await fixture.pipeline.deliverOnce()
    let attempts = fixture.transport.bodies.count
    try await fixture.pipeline.consent(DeliveryFixture.patient, .withdraw)
    fixture.transport.otherwise(.reach)
    fixture.transport.forgetRequests()
    try await fixture.pipeline.converge()
    #expect(attempts == 1)
    #expect(fixture.transport.sent.flatMap(\.puts).isEmpty)
    #expect(fixture.repository.references.isEmpty)
    #expect(try fixture.pipeline.balance() == Balance(seen: 1, excluded: 1))
  }

  @Test func `withdrawal takes everything back, also more than one request holds`() async throws {
    var options = Pipeline.Options()
    options.batch = 2
    let fixture = try await DeliveryFixture(options)
    fixture.write(fixture.demographics)
    for number in 1...5 { fixture.write(fixture.prescription(number)) }
    try await fixture.pipeline.converge()
    #expect(!fixture.repository.references.isEmpty)
    fixture.transport.forgetRequests()
    try await fixture.pipeline.consent(DeliveryFixture.patient, .withdraw)
    try await fixture.pipeline.converge()
    #expect(fixture.repository.references.isEmpty)
    #expect(try fixture.pipeline.balance() == Balance(seen: 6, excluded: 6))
    let names = fixture.transport.sent.flatMap(\.puts).filter { $0.json.contains("Name2") }
    #expect(names.isEmpty, "of the demographics not more than identifiers may be left on the way")
  }

  @Test func `on-withdraw stop leaves what is there and sends nothing more`() async throws {
    var options = Pipeline.Options()
    options.onWithdraw = .stop
    let fixture = try await DeliveryFixture(options)
    fixture.write(fixture.prescription(1))
    try await fixture.pipeline.converge()
    let held = fixture.repository.resources
    fixture.transport.forgetRequests()
    fixture.write(fixture.prescription(2))
    try await fixture.pipeline.consent(DeliveryFixture.patient, .withdraw)
    try await fixture.pipeline.converge()
    fixture.tree.rename(fixture.prescription(1).path, to: fixture.prescription(1).with(flag: 0).path)
    try await fixture.pipeline.converge()
    #expect(fixture.transport.bodies.isEmpty)
    #expect(fixture.repository.resources == held)
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, excluded: 2))
    // He agrees again: the deletion that was stored meanwhile takes effect.
    try await fixture.pipeline.consent(DeliveryFixture.patient, .grant)
    try await fixture.pipeline.converge()
    #expect(fixture.held("MedicationRequest").count == 2)
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, delivered: 1, excluded: 1))
  }

  @Test func `consent to some kinds`() async throws {
    let fixture = try await DeliveryFixture(enrols: false)
    try await fixture.pipeline.link(DeliveryFixture.patient)
    try await fixture.pipeline.consent(DeliveryFixture.patient, .grant, kinds: .only(["OMP-01"]))
    for record in [fixture.demographics, fixture.prescription(), fixture.laboratory()] {
      fixture.write(record)
    }
    try await fixture.pipeline.converge()
    #expect(try await fixture.decision(fixture.laboratory())?.reason == "consent.kind")
    #expect(fixture.held("Observation").isEmpty)
    #expect(fixture.repository.resources[DeliveryFixture.reference]?.contains("Name2") == false)
    #expect(try fixture.pipeline.balance() == Balance(seen: 3, delivered: 1, excluded: 2))
  }

  @Test func `without a link everything is taken back and forgotten, with a new one everything is sent`()
    async throws
  {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.demographics)
    fixture.write(fixture.prescription())
    try await fixture.pipeline.converge()
    let held = fixture.repository.resources
    try await fixture.pipeline.unlink(DeliveryFixture.patient)
    try await fixture.pipeline.converge()
    #expect(fixture.repository.references.isEmpty)
    #expect(try fixture.pipeline.balance() == Balance())
    try await fixture.pipeline.link(DeliveryFixture.patient)
    try await fixture.pipeline.converge()
    #expect(fixture.repository.resources == held)
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, delivered: 2))
  }

  @Test func `another regional ID reaches every resource`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription())
    fixture.write(fixture.demographics)
    try await fixture.pipeline.converge()
    try await fixture.pipeline.link(DeliveryFixture.patient, "OTHER")
    try await fixture.pipeline.converge()
    #expect(
      fixture.aboutPatient.allSatisfy { $0.contains("OTHER") && !$0.contains("R0000000101") })
  }

  // The ledger's row follows the policy a moment later: in between nothing may be filed under the former ID.
  @Test func `the link that decides is the link that is sent`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription())
    try await fixture.scan()
    let old = try #require(await fixture.pipeline.policies.current)
    var new = old
    new.links = PatientLinks(
      csv: [IdentityLink(localID: DeliveryFixture.patient, regionalID: "OTHER")], operators: [],
      patientIDWidth: nil)
    new.generation += 1
    let snapshot = new
    var pass = fixture.pipeline.pass
    pass.policy = { snapshot }
    for work in try await fixture.pipeline.due() { try await pass.run(work) }
    #expect(!fixture.transport.bodies.isEmpty)
    for put in fixture.transport.sent.flatMap(\.puts) { #expect(!put.json.contains("R0000000101")) }
  }

  @Test func `an ambiguous link parks, sends nothing and takes nothing back`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription(1))
    try await fixture.pipeline.converge()
    let held = fixture.repository.resources
    fixture.transport.forgetRequests()
    try await fixture.pipeline.link("0000000999", "R" + DeliveryFixture.patient)
    fixture.write(fixture.prescription(2))
    try await fixture.pipeline.converge()
    #expect(fixture.transport.bodies.isEmpty)
    #expect(fixture.repository.resources == held)
    #expect(try await fixture.decision(fixture.prescription(1))?.reason == "identity.ambiguous")
    #expect(try await fixture.decision(fixture.prescription(2))?.reason == "identity.ambiguous")
    try await fixture.pipeline.unlink("0000000999")
    try await fixture.pipeline.converge()
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, delivered: 2))
  }

  @Test func `scope keeps kinds, departments and old dates inside`() async throws {
    var options = Pipeline.Options()
    options.scope = GatewayConfiguration.Scope(
      kinds: .only(["OMP-01", "OML-11"]), excludeDepartments: ["09"], since: CivilDate("2024-06-01"))
    let fixture = try await DeliveryFixture(options)
    var secret = fixture.prescription(2)
    secret.department = "09"
    var old = fixture.prescription(3)
    old.careDate = "20240531"
    for record in [fixture.prescription(1), secret, old, fixture.allergies] { fixture.write(record) }
    try await fixture.pipeline.converge()
    #expect(try await fixture.decision(fixture.prescription(1))?.outcome == "delivered")
    #expect(try await fixture.decision(secret)?.reason == "scope.department")
    #expect(try await fixture.decision(old)?.reason == "scope.before-cutoff")
    #expect(try await fixture.decision(fixture.allergies)?.reason == "scope.kind")
    #expect(fixture.tree.readings(of: secret.path) == 0)
  }

  @Test func `while no policy is in force nothing moves`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription())
    try await fixture.scan()
    var pass = fixture.pipeline.pass
    pass.policy = { nil }
    for work in try await fixture.pipeline.due() { try await pass.run(work) }
    #expect(fixture.transport.bodies.isEmpty)
    #expect(try await fixture.decision(fixture.prescription())?.outcome == "waiting")
    #expect(try await fixture.pipeline.due().isEmpty, "it is asked again after a while, not at once")
    try await fixture.pipeline.deliver()
    #expect(try fixture.pipeline.balance() == Balance(seen: 1, delivered: 1))
  }

  @Test func `a daemon that drains begins nothing`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription())
    try await fixture.scan()
    var pass = fixture.pipeline.pass
    pass.isDraining = { true }
    for work in try await fixture.pipeline.due() { try await pass.run(work) }
    #expect(fixture.transport.bodies.isEmpty)
    #expect(try fixture.pipeline.balance() == Balance(seen: 1, waiting: 1))
  }
}
