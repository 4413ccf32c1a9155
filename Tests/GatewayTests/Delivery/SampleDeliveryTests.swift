import Testing

@testable import Gateway

/// The synthetic storage through the whole heart, against what its maker expects.
@Suite(.enabled(if: SampleFiles.root != nil, "SampleStorage is not beside the tests"))
struct SampleDeliveryTests {
  @Test func `every record of the sample storage comes to its expected end`() async throws {
    let fixture = try await DeliveryFixture(enrols: false)
    for path in SampleFiles.paths() { fixture.tree.write(path, SampleFiles.bytes(of: path), age: 86_400) }
    for number in 101...110 { try await fixture.pipeline.link("0000000\(number)") }
    for number in 101...107 { try await fixture.pipeline.consent("0000000\(number)", .grant) }
    try await fixture.pipeline.consent(
      "0000000108", .grant, kinds: .only(["ADT-00", "ADT-61", "PPR-01", "OMP-01"]))
    try await fixture.pipeline.consent("0000000109", .withdraw)
    try await fixture.pipeline.converge()
    let outcomes = try await fixture.pipeline.outcomes()
    let expected = SampleFiles.expected()
    #expect(!expected.isEmpty)
    for (path, row) in expected {
      let decision = outcomes[path]
      #expect(decision?.outcome == row.outcome, "\(path): \(decision?.reason ?? "no row")")
      #expect(decision?.reason ?? "" == row.reason, "\(path)")
    }
    #expect(outcomes.count == expected.count)
    #expect(try fixture.pipeline.balance().isBalanced)
    #expect(try fixture.pipeline.balance().waiting == 0)
    #expect(fixture.held("Patient").count == 8)
  }

  @Test func `replay sends the same and changes nothing`() async throws {
    let fixture = try await DeliveryFixture()
    for path in SampleFiles.paths(ofPatient: DeliveryFixture.patient) {
      fixture.tree.write(path, SampleFiles.bytes(of: path), age: 86_400)
    }
    try await fixture.pipeline.converge()
    let held = fixture.repository.resources
    let balance = try fixture.pipeline.balance()
    #expect(balance.delivered > 5)
    fixture.transport.forgetRequests()
    let result = try await fixture.commands.perform(.replayApply(Selection()), by: Pipeline.origin)
    #expect(result.affected == balance.delivered)
    #expect(try fixture.pipeline.balance().waiting == balance.delivered)
    try await fixture.pipeline.deliver()
    #expect(!fixture.transport.bodies.isEmpty)
    #expect(fixture.repository.resources == held)
    #expect(try fixture.pipeline.balance() == balance)
  }
}
