import SSMIX2
import Testing

@testable import Gateway

/// One key in two storages: which of them counts, nobody can say.
@Suite struct SeveralRootsTests {
  private let state: TemporaryState
  private let ledger: SQLiteLedger
  private let fixture: LedgerFixture

  init() throws {
    state = try TemporaryState()
    ledger = try SQLiteLedger.open(
      path: state.ledger, storages: ["standard", "copy"], destinations: ["region"])
    fixture = LedgerFixture(looking: ledger, at: state)
  }

  private func apply(_ order: String, _ versions: [FoundVersion], to storage: String, _ patient: Int64)
    async throws
  {
    try await ledger.apply(
      [LedgerFixture.found(order, versions: versions)], patient: patient,
      storage: ledger.names.storages[storage] ?? -1, at: 2, lane: .live)
  }

  // A prescription deleted in one root must not stay delivered from another without anybody being told.
  @Test func `the first record is decided anew when the second appears, and when it goes`() async throws {
    let patient = try await fixture.register("0000000101")
    try await apply("A", [LedgerFixture.version()], to: "standard", patient)
    try await apply("B", [LedgerFixture.version()], to: "standard", patient)
    let first = try await fixture.waiting(patient)
    #expect(first.map(\.isInSeveralRoots) == [false, false])
    try await ledger.settle(
      first.map { fixture.result($0, .delivered, made: ["Patient/1"]) }, destination: fixture.destination(),
      at: 3)
    #expect(try await fixture.waiting(patient).isEmpty)

    try await apply("A", [LedgerFixture.version("20240602090000000", flag: .deleted)], to: "copy", patient)
    let both = try await fixture.waiting(patient)
    #expect(both.map(\.orderNumber) == ["A", "A"])
    #expect(both.map(\.isInSeveralRoots) == [true, true])

    try await ledger.settle(
      both.map { fixture.result($0, .parked, reason: "storage.several-roots") },
      destination: fixture.destination(), at: 4)
    try await apply("A", [], to: "copy", patient)
    let again = try await fixture.waiting(patient).filter { $0.storageID == fixture.storage }
    #expect(again.map(\.orderNumber) == ["A"])
    #expect(again.map(\.isInSeveralRoots) == [false])
  }

  @Test func `such a record is parked, and what was sent stays`() async throws {
    let clock = ManualTime()
    let pipeline = try await Pipeline(
      state: TemporaryState(), tree: TornStorageTree(clock: clock), clock: clock,
      transport: ScriptedTransport())
    try await pipeline.enrol("0000000101")
    let policy = try #require(await pipeline.policies.current)
    let patient = try await fixture.register("0000000101")
    try await apply("A", [LedgerFixture.version()], to: "standard", patient)
    let alone = try #require(try await fixture.waiting(patient).first)
    guard case .publish = policy.desired(localID: "0000000101", record: alone, destination: "region") else {
      Issue.record("a record of one root is published")
      return
    }
    try await apply("A", [LedgerFixture.version("20240602090000000")], to: "copy", patient)
    for record in try await fixture.waiting(patient) {
      let desired = policy.desired(localID: "0000000101", record: record, destination: "region")
      #expect(desired == .undecided(RecordProblem(code: .storageSeveralRoots, detail: nil)))
    }
  }
}
