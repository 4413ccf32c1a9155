import Dispatch
import GRDB
import Logging
import Testing

@testable import Gateway

/// What an on-call person must see although every part of the pipeline seems to live.
@Suite struct HindranceTests {
  private let clock = ManualTime()
  private let state: TemporaryState
  private let gateway: Gateway

  init() async throws {
    state = try TemporaryState()
    var configuration = Pipeline.configuration(state: state.path)
    configuration.identity.csv = state.path + "/patients.csv"
    gateway = try await Gateway(
      configuration: configuration, time: clock.time,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func attention() async throws -> [StatusReport.Attention] {
    guard case .status(let report) = try await gateway.answer(.status) else { return [] }
    return report.attention
  }

  // A hard-mounted share whose server is gone: the call neither fails nor can it be given up.
  @Test func `a storage that does not answer is told`() async throws {
    let server = DispatchSemaphore(value: 0)
    let began = AsyncStream<Void>.makeStream()
    let calls = gateway.storageCalls
    let call = Task {
      await calls.run {
        began.continuation.yield()
        server.wait()
      }
    }
    for await _ in began.stream { break }
    clock.advance(Gateway.patience - 1)
    #expect(gateway.hindrances.isEmpty)
    clock.advance(2)
    let code = ReasonCode.storageNotAnswering
    #expect(gateway.hindrances == [StatusReport.Attention(code, count: 1)])
    let health = await gateway.health()
    #expect(!health.ready)
    #expect(health.problems.contains(code.rawValue))
    #expect(try await attention().contains(StatusReport.Attention(code)))
    server.signal()
    await call.value
    #expect(gateway.hindrances.isEmpty)
  }

  @Test func `a full disk is told until something can be written again`() async throws {
    let ledger = gateway.ledger
    func limit(_ pages: Int) async throws {
      try await ledger.pool.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA max_page_count = \(pages)")
      }
    }
    func fill() async throws {
      try await ledger.commits.write { db in
        try db.execute(sql: "CREATE TABLE IF NOT EXISTS ballast(x BLOB)")
        try db.execute(sql: "INSERT INTO ballast VALUES (zeroblob(1000000))")
      }
    }
    try await limit(1)
    await #expect(throws: (any Error).self) { try await fill() }
    #expect(gateway.hindrances == [StatusReport.Attention(.stateFull)])
    let health = await gateway.health()
    #expect(!health.ready)
    #expect(health.problems.contains(ReasonCode.stateFull.rawValue))
    #expect(try await attention().first == StatusReport.Attention(.stateFull))
    try await limit(1_000_000)
    try await fill()
    #expect(gateway.hindrances.isEmpty)
  }

  @Test func `a write that is wrong by itself says nothing about the disk`() async throws {
    await #expect(throws: DatabaseError.self) {
      try await gateway.ledger.commits.write { try $0.execute(sql: "INSERT INTO nowhere VALUES (1)") }
    }
    #expect(gateway.hindrances.isEmpty)
  }

  @Test func `parked reasons reach the metric`() async throws {
    let fixture = LedgerFixture(looking: gateway.ledger, at: state)
    let patient = try await fixture.register("1")
    try await fixture.apply(
      [LedgerFixture.found("A", versions: [LedgerFixture.version()])], patient: patient)
    let record = try #require(try await fixture.waiting(patient).first)
    try await gateway.ledger.settle(
      [fixture.result(record, .parked, reason: ReasonCode.hl7Empty.rawValue)],
      destination: fixture.destination(), at: 3)
    guard case .status(let report) = try await gateway.answer(.status) else { return }
    #expect(report.parkedReasons == [ReasonCode.hl7Empty.rawValue: 1])
    gateway.metrics.update(from: report)
    #expect(gateway.metrics.registry.exposition().contains("ssmix2_parked{reason=\"hl7.empty\"} 1"))
    #expect(gateway.metrics.registry.exposition().contains("ssmix2_inotify_watch_limit "))
  }
}
