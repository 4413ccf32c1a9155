import GRDB
import SSMIX2
import Testing

@testable import Gateway

@Suite struct OperatorCommandsTests {
  private let fixture: DeliveryFixture
  private let origin = Pipeline.origin
  private let trial = CommandOrigin(actor: "tester", reason: "test", dryRun: true)

  init() async throws {
    fixture = try await DeliveryFixture()
    for record in [fixture.prescription(1), fixture.prescription(2)] { fixture.write(record) }
    fixture.write(fixture.prescription(3), "garbage")
    try await fixture.pipeline.converge()
  }

  /// Everything that a command may change.
  private func contents() async throws -> [String] {
    try await fixture.pipeline.ledger.pool.read { db in
      try ["operator_link", "operator_consent", "command", "delivery", "patient", "destination", "work"]
        .flatMap { table in
          try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0.description)" }
        }
    }
  }

  private func perform(_ command: ControlCommand, by origin: CommandOrigin? = nil) async throws
    -> CommandResult
  {
    try await fixture.commands.perform(command, by: origin ?? self.origin)
  }

  private func exitCode(_ command: ControlCommand) async -> Int32? {
    do throws(ControlError) {
      _ = try await fixture.commands.perform(command, by: origin)
      return nil
    } catch {
      return error.exitCode
    }
  }

  private static let all: [ControlCommand] = [
    .parkedRetry(Selection()), .replayApply(Selection()),
    .patientLink(localID: "0000000102", regionalID: "R2", from: nil, to: nil),
    .patientUnlink(localID: "0000000101"),
    .consentGrant(localID: "0000000102", kinds: [], recipients: [], from: nil, to: nil, document: "1"),
    .consentWithdraw(localID: "0000000101", kinds: [], from: nil, document: "1"),
    .pause(destination: "region"),
    .resume(destination: "region"),
    .patientImport(csv: "local_id,regional_id,valid_from,valid_to\n0000000103,R3,,\n"),
    .consentImport(
      csv: "local_id,decision,from,to,kinds,recipients,document\n0000000103,grant,,,all,all,1\n"),
  ]

  @Test(arguments: all)
  func `a dry run changes nothing`(command: ControlCommand) async throws {
    let before = try await contents()
    let told = try await perform(command, by: trial)
    #expect(told.dryRun)
    #expect(try await contents() == before)
    let done = try await perform(command)
    #expect(!done.dryRun)
    #expect(done.affected == told.affected)
    #expect(done.message == told.message)
  }

  @Test(arguments: all)
  func `who did it and why is kept`(command: ControlCommand) async throws {
    let result = try await perform(command)
    let row = try fixture.pipeline.ledger.pool.read {
      try Row.fetchOne($0, sql: "SELECT * FROM command ORDER BY id DESC")
    }
    #expect(row?["actor"] == "tester")
    #expect(row?["reason"] == "test")
    #expect(row?["affected"] == result.affected)
    #expect((row?["command"] as String?)?.contains("0000000") == false)
  }

  // The worst a gateway could do: one patient's records under another's ID.
  @Test func `a regional ID that another chart number holds is refused`() async throws {
    let taken = "R" + DeliveryFixture.patient
    let before = try await contents()
    #expect(await exitCode(.patientLink(localID: "0000000102", regionalID: taken, from: nil, to: nil)) == 2)
    #expect(try await contents() == before)
    _ = try await perform(.patientUnlink(localID: DeliveryFixture.patient))
    #expect(await exitCode(.patientLink(localID: "0000000102", regionalID: taken, from: nil, to: nil)) == nil)
  }

  @Test func `a regional ID that two chart numbers claim is not given to a third`() async throws {
    _ = try await perform(
      .patientImport(
        csv: "local_id,regional_id,valid_from,valid_to\n0000000103,SHARED,,\n0000000104,SHARED,,\n"))
    #expect(
      await exitCode(.patientLink(localID: "0000000105", regionalID: "SHARED", from: nil, to: nil)) == 2)
  }

  @Test func `a chart number with another regional ID is refused`() async throws {
    #expect(
      await exitCode(.patientLink(localID: DeliveryFixture.patient, regionalID: "OTHER", from: nil, to: nil))
        == 2)
    let same = "R" + DeliveryFixture.patient
    #expect(
      await exitCode(.patientLink(localID: DeliveryFixture.patient, regionalID: same, from: nil, to: nil))
        == nil)
  }

  @Test(
    arguments: [
      .patientLink(localID: "", regionalID: "R", from: nil, to: nil),
      .patientLink(localID: "1|2", regionalID: "R", from: nil, to: nil),
      .patientLink(localID: "5", regionalID: "R 1", from: nil, to: nil),
      .patientLink(localID: "5", regionalID: "R", from: "2024-02-30", to: nil),
      .patientLink(localID: "5", regionalID: "R", from: nil, to: "tomorrow"),
      .consentGrant(localID: "5", kinds: ["OML-111"], recipients: [], from: nil, to: nil, document: ""),
      .consentGrant(localID: "../5", kinds: [], recipients: [], from: nil, to: nil, document: ""),
      .consentWithdraw(localID: "5", kinds: ["nonsense"], from: nil, document: ""),
      .pause(destination: "nowhere"), .resume(destination: ""), .patientImport(csv: ""),
      .patientImport(csv: "a,b\n1,2\n"),
      .consentImport(csv: "local_id\n"),
    ] as [ControlCommand])
  func `what is written wrongly is refused`(command: ControlCommand) async throws {
    let before = try await contents()
    #expect(await exitCode(command) == 2)
    #expect(try await contents() == before)
  }

  @Test func `who is not linked cannot be unlinked`() async throws {
    #expect(await exitCode(.patientUnlink(localID: "0000000777")) == 4)
  }

  @Test func `parked records are tried again, others are not`() async throws {
    fixture.tree.write(fixture.prescription(3).path, fixture.message(fixture.prescription(3)))
    fixture.transport.forgetRequests()
    let result = try await perform(.parkedRetry(Selection()))
    #expect(result.affected == 1)
    try await fixture.pipeline.sweep()
    try await fixture.pipeline.settle()
    try await fixture.pipeline.deliver()
    #expect(try fixture.pipeline.balance() == Balance(seen: 3, delivered: 3))
    #expect(try await perform(.parkedRetry(Selection())).affected == 0)
  }

  @Test func `a replay sends what was selected again`() async throws {
    fixture.transport.forgetRequests()
    let held = fixture.repository.resources
    var selection = Selection()
    selection.order = fixture.prescription(2).order
    #expect(try await perform(.replayApply(selection)).affected == 1)
    try await fixture.pipeline.deliver()
    #expect(fixture.transport.sent.count == 1)
    let sent = fixture.transport.sent.flatMap(\.references)
    #expect(sent.contains { $0.hasPrefix("MedicationRequest") })
    #expect(Set(sent).isSubset(of: Set(held.keys)))
    #expect(fixture.repository.resources == held)
    #expect(try fixture.pipeline.balance() == Balance(seen: 3, delivered: 2, parked: 1))
  }

  @Test func `a replay after withdrawal sends nothing`() async throws {
    _ = try await perform(
      .consentWithdraw(localID: DeliveryFixture.patient, kinds: [], from: nil, document: "2"))
    try await fixture.pipeline.deliver()
    fixture.transport.forgetRequests()
    #expect(try await perform(.replayApply(Selection())).affected == 0)
    try await fixture.pipeline.deliver()
    #expect(fixture.transport.bodies.isEmpty)
  }

  @Test func `a pause holds until it is taken back`() async throws {
    let ledger = fixture.pipeline.ledger
    let destination = fixture.pipeline.destinationID
    _ = try await perform(.pause(destination: "region"))
    #expect(try await ledger.isPaused(destination: destination))
    _ = try await perform(.resume(destination: "region"))
    #expect(try await !ledger.isPaused(destination: destination))
  }
}
