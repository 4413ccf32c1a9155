import Foundation
import GRDB
import SSMIX2
import Synchronization
import Testing

@testable import Gateway

/// The tail of a transaction storage with its positions in the ledger.
@Suite struct LedgerTransactionTests {
  private static let facility = "2212345678"
  private let clock = ManualTime()
  private let fixture: LedgerFixture
  private let log: LogFolder

  init() throws {
    fixture = try LedgerFixture()
    log = try LogFolder()
  }

  /// A tail as the service makes it, over the ledger of a fixture; what it hands on is gathered.
  private func tail(_ fixture: LedgerFixture, into gathered: Gathered) -> TransactionTail {
    let positions = LedgerTransactionPositions(
      ledger: fixture.ledger, storage: fixture.storage, facilityCode: Self.facility, patience: 10,
      time: clock.time, taken: { _, hints in gathered.add(hints) })
    return TransactionTail(
      root: log.path, positions: positions, options: .init(settle: .seconds(2)), calls: BlockingCalls())
  }

  private func advance(_ tail: TransactionTail) async throws {
    _ = try await tail.advance(at: .seconds(clock.monotonic))
    clock.advance(3)
    _ = try await tail.advance(at: .seconds(clock.monotonic))
  }

  private func record(
    _ order: String, patient: String = "0000000101", type: String = "INS", facility: String = facility
  ) -> String {
    "#SSMIX,2.00,\(facility),\(patient),20240601,OML-11,\(order),\(type),01,20240601090000000\r"
      + (type == "INS" ? "MSH|^~\\&|A\rPID|1\r" : "")
  }

  private func open() async throws -> [Announcement] {
    try await fixture.ledger.compareAnnouncements(
      storage: fixture.storage, now: clock.seconds, soon: 10, later: 60)
  }

  // A crash between reading and keeping, or in the middle of a record: what a copy of the files holds decides.
  @Test func `a crash loses no record, hands none on twice and cuts none`() async throws {
    _ = try await fixture.register("0000000101")
    let whole = (1...40).map { record("\($0)") }.joined() + record("41", type: "DEL") + record("42")
    let bytes = Array(whole.utf8)
    var orders: [String] = []
    var life = fixture
    for cut in stride(from: 37, through: bytes.count, by: 211) + [bytes.count] {
      try log.write(bytes[..<cut])
      let gathered = Gathered()
      // The first pass sees the file grow, so what is read ends with the last header that another one follows.
      _ = try await tail(life, into: gathered).advance(at: .seconds(clock.monotonic))
      orders += gathered.hints.map(\.orderNumber)
      life = try life.crashed()
    }
    let gathered = Gathered()
    try await advance(tail(life, into: gathered))
    try await log.next(after: advance, tail(life, into: gathered))
    orders += gathered.hints.map(\.orderNumber)
    #expect(orders == (1...42).map(String.init))
  }

  @Test func `records of another facility in the same log are passed over`() async throws {
    _ = try await fixture.register("0000000101")
    try log.write((record("1", facility: "1312345678") + record("2") + record("3", type: "DEL")).utf8)
    let gathered = Gathered()
    try await advance(tail(fixture, into: gathered))
    #expect(gathered.hints.map(\.orderNumber).first == "2")
    #expect(!gathered.hints.contains { $0.facilityID != Self.facility })
  }

  @Test func `what the folders show is forgotten, what they do not is a disagreement`() async throws {
    let patient = try await fixture.register("0000000101")
    try await fixture.apply(
      [
        LedgerFixture.found("stored", versions: [LedgerFixture.version()]),
        LedgerFixture.found("kept", versions: [LedgerFixture.version()]),
      ], patient: patient)
    let announced =
      record("stored") + record("kept", type: "DEL") + record("missing") + record("gone", type: "DEL")
      + record("strange", patient: "9999999999") + record("last")
    try log.write(announced.utf8)
    try await advance(tail(fixture, into: Gathered()))
    #expect(try await open().isEmpty)
    clock.advance(20)
    let first = Set(try await open().map(\.orderNumber))
    #expect(first.isSuperset(of: ["missing", "kept"]))
    #expect(first.isDisjoint(with: ["stored", "gone", "strange"]))
    clock.advance(20)
    #expect(try await open().isEmpty == false)
    let disagreements = try await fixture.ledger.pool.read {
      try SQLiteLedger.disagreements($0, storages: [fixture.storage], limit: 10).map(\.1.orderNumber)
    }
    #expect(Set(disagreements).isSuperset(of: ["missing", "kept"]))

    // The module stores it after all: nothing is left to tell.
    try await fixture.apply(
      [LedgerFixture.found("missing", versions: [LedgerFixture.version()])], patient: patient)
    clock.advance(100)
    #expect(try await !open().map(\.orderNumber).contains("missing"))
  }

  @Test func `a patient who is forgotten leaves no announcement`() async throws {
    let patient = try await fixture.register("0000000101")
    try log.write((record("1") + record("2")).utf8)
    try await advance(tail(fixture, into: Gathered()))
    _ = try await fixture.register("0000000101", identity: "notRegistered", policy: 2)
    try await fixture.ledger.forget(patient: patient)
    let left = try await fixture.ledger.pool.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM announcement")
    }
    #expect(left == 0)
  }
}

/// What a tail handed on.
private final class Gathered: Sendable {
  private let kept = Mutex<[TransactionHint]>([])

  var hints: [TransactionHint] { kept.withLock { $0 } }

  func add(_ hints: [TransactionHint]) { kept.withLock { $0 += hints } }
}

/// A transaction storage of one file that grows.
private final class LogFolder: Sendable {
  let path: String
  private var file: String { path + "/2024/TR_20240601000000000_00001.DAT" }

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path + "/2024", withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Appends what is missing of the file's content.
  func write(_ bytes: some Collection<UInt8>) throws {
    if !FileManager.default.fileExists(atPath: file) {
      _ = FileManager.default.createFile(atPath: file, contents: nil)
    }
    let handle = try #require(FileHandle(forWritingAtPath: file))
    defer { try? handle.close() }
    let end = Int(try handle.seekToEnd())
    try handle.write(contentsOf: Data(bytes.dropFirst(end)))
  }

  /// A newer file shows that the last record of this one is whole.
  func next(after advance: (TransactionTail) async throws -> Void, _ tail: TransactionTail) async throws {
    _ = FileManager.default.createFile(
      atPath: path + "/2024/TR_20240602000000000_00001.DAT", contents: nil)
    try await advance(tail)
  }
}
