import DirectoryWatch
import GRDB
import SSMIX2
import Synchronization
import Testing

@testable import Gateway

/// Put, replace, retract: what a region holds follows what the storage says.
@Suite struct DeliveryPassTests {
  @Test func `what is in scope is delivered, once`() async throws {
    let fixture = try await DeliveryFixture()
    for record in [fixture.demographics, fixture.prescription(), fixture.laboratory()] {
      fixture.write(record)
    }
    try await fixture.pipeline.converge()
    #expect(try fixture.pipeline.balance() == Balance(seen: 3, delivered: 3))
    #expect(fixture.transport.sent.count == 1)
    #expect(fixture.held("Patient") == [DeliveryFixture.reference])
    let decision = try #require(try await fixture.decision(fixture.prescription()))
    #expect(decision.outcome == "delivered")
    #expect(decision.reason == nil)
    #expect(!decision.made.isEmpty)
    #expect(Set(decision.made).isSubset(of: fixture.repository.references))
    #expect(fixture.aboutPatient.allSatisfy { $0.contains("R0000000101") })
    try await fixture.pipeline.converge()
    try await fixture.pipeline.policies.reload()
    try await fixture.pipeline.converge()
    #expect(fixture.transport.sent.count == 1)
  }

  @Test func `a batch holds so many records and no more`() async throws {
    var options = Pipeline.Options()
    options.batch = 3
    let fixture = try await DeliveryFixture(options)
    fixture.write(fixture.demographics)
    for number in 1...7 {
      fixture.write(fixture.prescription(number), fixture.message(fixture.prescription(number), size: 1))
    }
    try await fixture.pipeline.converge()
    #expect(fixture.transport.sent.count == 3)
    #expect(fixture.transport.sent.first?.references.contains(DeliveryFixture.reference) == true)
    #expect(try fixture.pipeline.balance() == Balance(seen: 8, delivered: 8))
  }

  @Test func `the same content sends nothing, whatever moved around it`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription())
    try await fixture.pipeline.converge()
    fixture.transport.forgetRequests()
    // A restored backup: other inode, other times, same bytes.
    let bytes = try #require(fixture.tree.bytes(of: fixture.prescription().path))
    fixture.tree.remove(fixture.prescription().path)
    fixture.clock.advance(10)
    fixture.tree.write(fixture.prescription().path, bytes)
    try await fixture.pipeline.converge()
    #expect(fixture.transport.bodies.isEmpty)
    #expect(try await fixture.decision(fixture.prescription())?.outcome == "delivered")
  }

  @Test func `a new version replaces and removes what it no longer has`() async throws {
    let fixture = try await DeliveryFixture()
    let old = fixture.prescription()
    let new = fixture.prescription(at: "20240602090000000")
    fixture.write(old, fixture.message(old, size: 3))
    try await fixture.pipeline.converge()
    let before = fixture.held("MedicationRequest")
    fixture.tree.rename(old.path, to: old.with(flag: 2).path)
    fixture.tree.write(new.path, fixture.message(new, size: 2))
    try await fixture.pipeline.converge()
    #expect(fixture.held("MedicationRequest").count == before.count - 1)
    #expect(Set(fixture.held("MedicationRequest")).isSubset(of: before))
    #expect(fixture.transport.sent.last?.deletes.isEmpty == false)
    #expect(try fixture.pipeline.balance() == Balance(seen: 1, delivered: 1))
  }

  @Test func `a deletion takes back what was made, and the Patient with the last`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription(1))
    fixture.write(fixture.prescription(2))
    try await fixture.pipeline.converge()
    let all = fixture.repository.references.count
    fixture.tree.rename(fixture.prescription(1).path, to: fixture.prescription(1).with(flag: 0).path)
    try await fixture.pipeline.converge()
    #expect(fixture.repository.references.count < all)
    #expect(fixture.held("Patient") == [DeliveryFixture.reference])
    #expect(try await fixture.decision(fixture.prescription(1).with(flag: 0))?.reason == "storage.deleted")
    #expect(try await fixture.decision(fixture.prescription(1).with(flag: 0))?.made == [])
    fixture.tree.rename(fixture.prescription(2).path, to: fixture.prescription(2).with(flag: 0).path)
    try await fixture.pipeline.converge()
    #expect(fixture.repository.references.isEmpty)
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, excluded: 2))
    // Stored again after its deletion.
    let again = fixture.prescription(1, at: "20240603090000000")
    fixture.write(again)
    try await fixture.pipeline.converge()
    #expect(fixture.held("Patient") == [DeliveryFixture.reference])
    #expect(try await fixture.decision(again)?.outcome == "delivered")
  }

  @Test func `what vanished stays at the region`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription())
    fixture.tree.write("000/000/0000000999/-/x", "the root stays alive")
    try await fixture.pipeline.converge()
    let held = fixture.repository.resources
    fixture.tree.remove("000/000/" + DeliveryFixture.patient)
    try await fixture.pipeline.converge()
    #expect(fixture.repository.resources == held)
    #expect(try fixture.pipeline.balance() == Balance(seen: 1, delivered: 1))
  }

  @Test func `identifiers first, demographics when they come, identifiers when they go`() async throws {
    let fixture = try await DeliveryFixture()
    func patient() -> String { fixture.repository.resources[DeliveryFixture.reference] ?? "" }
    fixture.write(fixture.prescription())
    try await fixture.pipeline.converge()
    #expect(patient().contains("R0000000101"))
    #expect(!patient().contains("Name2"))
    fixture.write(fixture.demographics)
    try await fixture.pipeline.converge()
    #expect(patient().contains("Name2"))
    let bodies = fixture.transport.bodies.count
    fixture.write(fixture.prescription(2))
    try await fixture.pipeline.converge()
    #expect(
      fixture.transport.sent.suffix(fixture.transport.bodies.count - bodies).allSatisfy {
        !$0.references.contains(DeliveryFixture.reference)
      })
    #expect(patient().contains("Name2"))
    fixture.tree.rename(fixture.demographics.path, to: fixture.demographics.with(flag: 0).path)
    try await fixture.pipeline.converge()
    #expect(!patient().isEmpty)
    #expect(!patient().contains("Name2"))
    for number in 1...2 {
      fixture.tree.rename(
        fixture.prescription(number).path, to: fixture.prescription(number).with(flag: 0).path)
    }
    try await fixture.pipeline.converge()
    #expect(fixture.repository.references.isEmpty)
  }

  @Test func `admission and discharge make one stay, and the discharge can be taken back`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.admission)
    try await fixture.pipeline.converge()
    let encounter = try #require(fixture.held("Encounter").first)
    let open = fixture.repository.resources[encounter]
    fixture.write(fixture.discharge)
    try await fixture.pipeline.converge()
    #expect(fixture.held("Encounter") == [encounter])
    #expect(fixture.repository.resources[encounter] != open)
    #expect(fixture.repository.resources[encounter]?.contains("finished") == true)
    #expect(try await fixture.decision(fixture.admission)?.made.first == encounter)
    #expect(try await fixture.decision(fixture.discharge)?.made.first == encounter)
    fixture.tree.rename(fixture.discharge.path, to: fixture.discharge.with(flag: 0).path)
    try await fixture.pipeline.converge()
    #expect(fixture.held("Encounter") == [encounter])
    #expect(fixture.repository.resources[encounter] == open)
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, delivered: 1, excluded: 1))
    fixture.tree.rename(fixture.admission.path, to: fixture.admission.with(flag: 0).path)
    try await fixture.pipeline.converge()
    #expect(fixture.repository.references.isEmpty)
  }

  // A stay told without its admission would say that the patient was never admitted.
  @Test func `a stay waits for a member that cannot be read now`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.admission)
    fixture.write(fixture.discharge)
    fixture.write(fixture.prescription())
    try await fixture.scan()
    fixture.tree.fail(fixture.admission.path, .io(5))
    try await fixture.pipeline.deliverOnce()
    #expect(fixture.held("Encounter").isEmpty)
    #expect(try await fixture.decision(fixture.admission)?.reason == "storage.unavailable")
    #expect(try await fixture.decision(fixture.discharge)?.outcome == "waiting")
    #expect(try await fixture.decision(fixture.prescription())?.outcome == "delivered")
    fixture.tree.heal(fixture.admission.path)
    try await fixture.pipeline.deliver()
    #expect(fixture.held("Encounter").count == 1)
    #expect(try fixture.pipeline.balance() == Balance(seen: 3, delivered: 3))
  }

  @Test func `a file that moves under our eyes is read again`() async throws {
    let fixture = try await DeliveryFixture()
    let record = fixture.prescription()
    fixture.write(record)
    try await fixture.scan()
    fixture.tree.write(record.path, fixture.message(record, size: 3))
    try await fixture.pipeline.deliverOnce()
    #expect(fixture.transport.bodies.isEmpty)
    #expect(try await fixture.decision(record)?.reason == "storage.settling")
    try await fixture.pipeline.deliver()
    #expect(fixture.held("MedicationRequest").count == 3)
  }

  // The answer to the old content must not make the new one count as delivered.
  @Test func `a file that is rewritten in place while it is being sent is sent again`() async throws {
    let fixture = try await DeliveryFixture()
    let record = fixture.prescription()
    fixture.write(record, fixture.message(record, size: 2))
    try await fixture.scan()
    let isFirst = Mutex(true)
    fixture.transport.whenSending { _ in
      guard
        isFirst.withLock({ first in
          defer { first = false }; return first
        })
      else { return }
      fixture.tree.write(record.path, fixture.message(record, size: 3), age: 700)
      try? await fixture.scan()
    }
    try await fixture.pipeline.deliver()
    #expect(fixture.held("MedicationRequest").count == 3)
    #expect(try await fixture.decision(record)?.outcome == "delivered")
  }

  @Test func `bad files are parked with the place of their fault, good ones are not held up`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription(1), "")
    fixture.write(fixture.prescription(2), "garbage")
    fixture.write(
      fixture.prescription(3),
      WrittenMessage.prescription("0000000102", order: "101000000000103", medicines: 1))
    fixture.write(fixture.prescription(4))
    try await fixture.pipeline.converge()
    #expect(try await fixture.decision(fixture.prescription(1))?.reason == "hl7.empty")
    #expect(try await fixture.decision(fixture.prescription(2))?.reason == "hl7.not-hl7")
    #expect(try await fixture.decision(fixture.prescription(3))?.reason == "path.patient-mismatch")
    #expect(try await fixture.decision(fixture.prescription(4))?.outcome == "delivered")
    #expect(try fixture.pipeline.balance() == Balance(seen: 4, delivered: 1, parked: 3))
    // The hospital stores a whole one.
    fixture.tree.write(fixture.prescription(1).path, fixture.message(fixture.prescription(1)))
    try await fixture.pipeline.converge()
    #expect(try await fixture.decision(fixture.prescription(1))?.outcome == "delivered")
  }

  @Test func `what was delivered stays while its new version is unreadable`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.prescription())
    try await fixture.pipeline.converge()
    let held = fixture.repository.resources
    fixture.tree.write(fixture.prescription().path, "garbage")
    try await fixture.pipeline.converge()
    #expect(try await fixture.decision(fixture.prescription())?.reason == "hl7.not-hl7")
    #expect(try await fixture.decision(fixture.prescription())?.made.isEmpty == false)
    #expect(fixture.repository.resources == held)
  }

  @Test func `a cancel event deletes although its flag says 1`() async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(fixture.demographics)
    try await fixture.pipeline.converge()
    #expect(fixture.held("Patient").count == 1)
    fixture.tree.write(
      fixture.demographics.path,
      fixture.message(fixture.demographics).replacing("ADT^A08^ADT_A01", with: "ADT^A23^ADT_A21"))
    try await fixture.pipeline.converge()
    #expect(fixture.repository.references.isEmpty)
    #expect(try await fixture.decision(fixture.demographics)?.reason == "storage.deleted")
  }
}
