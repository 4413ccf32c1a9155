import DirectoryWatch
import SSMIX2
import Testing

@testable import Gateway

/// A storage in memory, a ledger on a real file, a clock that stands still until somebody moves it.
@Suite struct StorageIntakeTests {
  private static let patient = "0000000101"
  private let clock = ManualTime()
  private let tree: TornStorageTree
  private let state: TemporaryState
  private let pipeline: Pipeline
  private let record = WrittenRecord(
    patient: patient, careDate: "20240601", kind: "OMP-01", order: "101000000000100",
    timestamp: "20240601090000000")

  init() async throws {
    tree = TornStorageTree(clock: clock)
    state = try TemporaryState()
    pipeline = try await Pipeline(
      state: state, tree: tree, clock: clock, transport: ScriptedTransport())
    tree.place(.directory, at: "000/000/0000000101")
    try await pipeline.enrol(Self.patient)
    try await pipeline.settle()
  }

  private func known(_ record: WrittenRecord? = nil) async throws -> [StoredVersion] {
    let patient = try #require(try await pipeline.ledger.patient(localID: Self.patient))
    let all = try await pipeline.ledger.knownVersions(
      patient: patient.id, storage: pipeline.storageID, below: nil)
    guard let record else { return all.values.flatMap { $0 } }
    return all[RecordName(careDate: record.careDate, kind: record.kind, orderNumber: record.order)] ?? []
  }

  private func active(_ record: WrittenRecord) async throws -> StoredVersion? {
    let versions = try await known(record)
    return PolicySnapshot.active(
      StoredRecord(
        id: 1, storageID: 1, careDate: record.careDate, kind: record.kind, orderNumber: record.order,
        problem: nil,
        versions: versions, outcome: .waiting, reason: nil, attempts: 0, since: 0, generation: 0,
        deliveredInput: nil,
        made: []))
  }

  private func look(_ within: String? = nil) async throws -> Int {
    guard await pipeline.intake.reserve(Self.patient) else { return 0 }
    return try await pipeline.intake.look(StorageIntake.Request(localID: Self.patient, within: within))
  }

  private func balance() throws -> Balance { try pipeline.balance() }

  @Test func `a half-written file waits until it is whole`() async throws {
    tree.write(record.path, "MSH")
    #expect(try await look() == 0)
    #expect(await pipeline.intake.unsettled == 1)
    for _ in 0..<10 {
      clock.advance(1.5)
      tree.write(record.path, (tree.bytes(of: record.path) ?? []) + Array("|x".utf8))
      #expect(try await look() == 0)
    }
    #expect(try await known().isEmpty)
    clock.advance(1.5)
    #expect(try await look() == 0)
    clock.advance(0.6)
    #expect(try await look() == 1)
    #expect(try await known().map(\.size) == [23])
    #expect(await pipeline.intake.unsettled == 0)
    #expect(try balance() == Balance(seen: 1, waiting: 1))
  }

  @Test func `what was written long ago does not wait`() async throws {
    tree.write(record.path, "MSH", age: 700)
    #expect(try await look() == 1)
    #expect(await pipeline.intake.unsettled == 0)
  }

  @Test func `a change of what is known always waits`() async throws {
    tree.write(record.path, "MSH", age: 700)
    _ = try await look()
    tree.write(record.path, "MSH|", age: 650)
    #expect(try await look() == 0)
    clock.advance(2)
    #expect(try await look() == 1)
  }

  // A file server's clock far off, or one that says nothing, must not stop the gateway.
  @Test(arguments: [Int64.min, .max, 0, -1])
  func `change times of every kind`(changed: Int64) async throws {
    tree.write(record.path, "MSH")
    tree.setChanged(record.path, changed)
    _ = try await look()
    clock.advance(2)
    _ = try await look()
    #expect(try await known().count == 1)
  }

  /// SS-MIX2 1.2g, update: first the old version is renamed to `_2`, then the new one is written.
  @Test(arguments: [0.0, 1, 5, 29.5], [false, true])
  func `an update is one change, never a deletion in between`(pause: Double, looksOften: Bool) async throws {
    tree.write(record.path, "MSH", age: 700)
    #expect(try await look() == 1)
    var newer = record
    newer.timestamp = "20240602090000000"
    tree.rename(record.path, to: record.with(flag: 2).path)
    let steps = looksOften ? Int(pause / 0.5) : 1
    for _ in 0..<max(steps, 1) {
      #expect(try await look() == 0)
      clock.advance(pause / Double(max(steps, 1)))
      #expect(try await active(record)?.timestamp == record.timestamp)
    }
    tree.write(newer.path, "MSH|new")
    #expect(try await look() == 0)
    #expect(try await active(record)?.timestamp == record.timestamp)
    clock.advance(2)
    #expect(try await look() == 1)
    #expect(try await active(record)?.timestamp == newer.timestamp)
    #expect(try await known(record).map(\.flag.rawValue).sorted() == [1, 2])
    #expect(await pipeline.intake.unsettled == 0)
  }

  @Test func `an update whose second step never comes is believed in the end`() async throws {
    tree.write(record.path, "MSH", age: 700)
    _ = try await look()
    tree.rename(record.path, to: record.with(flag: 2).path)
    _ = try await look()
    clock.advance(29)
    #expect(try await look() == 0)
    #expect(try await active(record) != nil)
    clock.advance(1.5)
    #expect(try await look() == 1)
    #expect(try await active(record) == nil)
  }

  @Test func `a deletion is a rename to _0`() async throws {
    tree.write(record.path, "MSH", age: 700)
    _ = try await look()
    tree.rename(record.path, to: record.with(flag: 0).path)
    #expect(try await look() == 0)
    clock.advance(2)
    #expect(try await look() == 1)
    #expect(try await known(record).map(\.flag) == [.deleted])
    #expect(try await active(record) == nil)
  }

  // Archive jobs move old files away; a disk can lose a folder. Neither may take a patient's history from
  // the region.
  @Test(arguments: ["file", "kind", "date", "patient"])
  func `what vanished is remembered and still counts`(level: String) async throws {
    tree.write(record.path, "MSH", age: 700)
    tree.write("001/000/0010000001/-/ADT-00/x", "another patient keeps the root alive")
    _ = try await look()
    let levels = record.path.split(separator: "/")
    let depth = ["file": 6, "kind": 5, "date": 4, "patient": 3][level] ?? 0
    tree.remove(levels.prefix(depth).joined(separator: "/"))
    _ = try await look()
    clock.advance(2)
    _ = try await look()
    let version = try #require(try await known(record).first)
    #expect(version.vanished)
    #expect(try await active(record)?.id == version.id)
    #expect(await pipeline.intake.unsettled == 0)
    // It comes back as it was.
    tree.write(record.path, "MSH", age: 700)
    _ = try await look()
    clock.advance(2)
    _ = try await look()
    #expect(try await known(record).map(\.vanished) == [false])
    #expect(try balance().seen == 1)
  }

  @Test(arguments: ["unmounted", "covered", "permission"])
  func `a storage that is not there says nothing`(accident: String) async throws {
    tree.write(record.path, "MSH", age: 700)
    _ = try await look()
    let before = try await known()
    switch accident {
    case "unmounted": tree.unmount()
    case "covered": tree.cover()
    default: tree.fail("", .permissionDenied)
    }
    for _ in 0..<5 {
      clock.advance(10)
      _ = try await look()
      _ = try await look("20240601/OMP-01")
      try await pipeline.followHints()
      #expect(await !pipeline.intake.checkAvailable())
    }
    #expect(try await known() == before)
    #expect(await pipeline.intake.isAvailable == false)
    tree.mount()
    tree.heal("")
    #expect(await pipeline.intake.checkAvailable())
    _ = try await look()
    clock.advance(2)
    _ = try await look()
    #expect(try await known() == before)
  }

  // The share goes away right after a folder was listed as empty.
  @Test func `an absence counts only if the storage is there afterwards`() async throws {
    tree.write(record.path, "MSH", age: 700)
    _ = try await look()
    tree.remove(record.folder)
    _ = try await look()
    clock.advance(3)
    tree.fail("", .stale)
    #expect(try await look() == 0)
    #expect(try await known().map(\.vanished) == [false])
    tree.heal("")
    _ = try await look()
    clock.advance(3)
    #expect(try await look() == 1)
    #expect(try await known().map(\.vanished) == [true])
  }

  @Test func `an empty root is fine before anybody was found in it`() async throws {
    let other = TornStorageTree(clock: clock)
    let fresh = try await Pipeline(
      state: TemporaryState(), tree: other, clock: clock, transport: ScriptedTransport())
    #expect(await fresh.intake.checkAvailable())
    other.place(.directory, at: "000/000/0000000101")
    try await fresh.enrol("0000000101")
    try await fresh.settle()
    other.remove("000")
    #expect(await !fresh.intake.checkAvailable())
  }

  @Test func `absence below what cannot be read says nothing`() async throws {
    var other = record
    other.careDate = "20240602"
    tree.write(record.path, "MSH", age: 700)
    tree.write(other.path, "MSH", age: 700)
    #expect(try await look() == 2)
    tree.fail("000/000/0000000101/20240601", .permissionDenied)
    tree.remove(other.path)
    _ = try await look()
    clock.advance(3)
    _ = try await look()
    #expect(try await known(record).map(\.vanished) == [false])
    #expect(try await known(other).map(\.vanished) == [true])
  }

  @Test func `what is no record comes into the balance and leaves it`() async throws {
    let path = record.folder + "/nonsense"
    tree.write(path, "x", age: 700)
    tree.placeRaw([0xFF, 0xFE], in: record.folder)
    tree.place(.symbolicLink, at: record.folder + "/link")
    _ = try await look()
    clock.advance(3)
    _ = try await look()
    #expect(try balance().seen == 3)
    try await pipeline.deliver()
    #expect(try balance() == Balance(seen: 3, parked: 3))
    tree.remove(path)
    tree.removeRaw(in: record.folder)
    tree.remove(record.folder + "/link")
    _ = try await look()
    clock.advance(3)
    _ = try await look()
    #expect(try balance() == Balance())
    #expect(await pipeline.intake.unsettled == 0)
  }

  @Test func `what was written and removed again is forgotten`() async throws {
    tree.write(record.path, "MSH")
    _ = try await look()
    #expect(await pipeline.intake.unsettled == 1)
    tree.remove(record.path)
    _ = try await look()
    #expect(await pipeline.intake.unsettled == 0)
    #expect(await pipeline.intake.oldestObservation == nil)
  }

  // Otherwise every later sweep would wait for a record that nobody looks at any more.
  @Test func `what was observed of a patient without link is forgotten`() async throws {
    tree.write(record.path, "MSH")
    _ = try await look()
    #expect(await pipeline.intake.unsettled == 1)
    try await pipeline.unlink(Self.patient)
    try await pipeline.settle()
    #expect(await pipeline.intake.unsettled == 0)
  }

  @Test func `stray files are counted once`() async throws {
    tree.write(record.folder + "/Thumbs.db", "x")
    _ = try await look()
    _ = try await look()
    #expect(await pipeline.intake.strayFiles == 1)
    tree.remove(record.folder + "/Thumbs.db")
    _ = try await look("20240601/OMP-01")
    #expect(await pipeline.intake.strayFiles == 1, "a look at one folder does not know the others")
    _ = try await look()
    #expect(await pipeline.intake.strayFiles == 0)
  }

  @Test func `only patients with a link are listed`() async throws {
    let other = WrittenRecord(
      patient: "0000000999", careDate: "20240601", kind: "OMP-01", order: "1", timestamp: "20240601090000000")
    tree.write(other.path, "MSH", age: 700)
    await pipeline.intake.hint(StorageIntake.Request(localID: "0000000999", within: nil), at: 0)
    try await pipeline.settle()
    #expect(try balance().seen == 0)
    try await pipeline.link("0000000999")
    try await pipeline.settle()
    #expect(try balance().seen == 1)
  }
}

@Suite struct HintTests {
  private let clock = ManualTime()
  private let intake: StorageIntake
  private let state: TemporaryState

  init() async throws {
    state = try TemporaryState()
    let pipeline = try await Pipeline(
      state: state, tree: TornStorageTree(clock: clock), clock: clock, transport: ScriptedTransport())
    intake = pipeline.intake
  }

  private func request(_ within: String?, _ localID: String = "1") -> StorageIntake.Request {
    StorageIntake.Request(localID: localID, within: within)
  }

  /// Everything that is due now, each look finished before the next.
  private func drain() async throws -> [StorageIntake.Request] {
    var found: [StorageIntake.Request] = []
    for _ in 0..<50 {
      guard let next = await intake.next() else {
        clock.advance(StorageIntake.debounce)
        guard let later = await intake.next() else { return found }
        found.append(later)
        _ = try await intake.look(later)
        continue
      }
      found.append(next)
      _ = try await intake.look(next)
    }
    return found
  }

  @Test func `a burst of events is one look`() async throws {
    for _ in 0..<100 { await intake.hint(request("20240601/OML-11")) }
    #expect(await intake.next() == nil, "events that follow each other closely are waited for")
    clock.advance(StorageIntake.debounce)
    #expect(try await drain() == [request("20240601/OML-11")])
  }

  @Test func `many folders of one patient are one look at all of him`() async throws {
    for day in 1...StorageIntake.mostFolders { await intake.hint(request("2024060\(day)/OML-11"), at: 0) }
    #expect(try await drain().count == StorageIntake.mostFolders)
    for day in 1...9 { await intake.hint(request("2024060\(day)/OML-11"), at: 0) }
    #expect(try await drain() == [request(nil)])
  }

  @Test func `all of a patient covers his folders, if it comes first`() async throws {
    await intake.hint(request(nil), at: 0)
    await intake.hint(request("a/b"), at: 0)
    #expect(try await drain() == [request(nil)])
    let now = clock.monotonic
    await intake.hint(request(nil), at: now + 10)
    await intake.hint(request("a/b"), at: now)
    #expect(try await drain() == [request("a/b")])
    clock.advance(10)
    #expect(try await drain() == [request(nil)])
  }

  @Test func `an earlier hint wins`() async throws {
    let now = clock.monotonic
    await intake.hint(request("a/b"), at: now + 100)
    await intake.hint(request("a/b"), at: now + 5)
    await intake.hint(request("a/b"), at: now + 50)
    clock.advance(4)
    #expect(await intake.next() == nil)
    clock.advance(1)
    #expect(try await drain() == [request("a/b")])
    clock.advance(200)
    #expect(try await drain().isEmpty)
  }

  @Test func `an earlier look at one folder stays beside a later one at everything`() async throws {
    let now = clock.monotonic
    await intake.hint(request("a/b"), at: now + 1)
    await intake.hint(request("c/d"), at: now + 7)
    await intake.hint(request(nil), at: now + 5)
    clock.advance(1)
    #expect(await intake.next() == request("a/b"))
    _ = try await intake.look(request("a/b"))
    clock.advance(4)
    #expect(try await drain() == [request(nil)], "the look at everything serves the later folder, too")
  }

  // An older listing that ends after a newer one would write down an older state.
  @Test func `never two looks at once for one patient`() async throws {
    await intake.hint(request("a/b"), at: 0)
    await intake.hint(request("c/d"), at: 0)
    await intake.hint(request(nil, "2"), at: 0)
    var running: [StorageIntake.Request] = []
    while let next = await intake.next() { running.append(next) }
    #expect(running.count == 2)
    #expect(Set(running.map(\.localID)) == ["1", "2"])
    #expect(await !intake.reserve("1"))
    clock.advance(10)
    #expect(await intake.next() == nil)
    for request in running { _ = try await intake.look(request) }
    #expect(try await drain().count == 1)
    #expect(await intake.reserve("1"))
  }

  @Test func `no hint is lost in a crowd`() async throws {
    var random = SeededCases(seed: 11)
    var expected: Set<String> = []
    for _ in 0..<500 {
      let localID = String(Int.random(in: 0..<200, using: &random))
      expected.insert(localID)
      await intake.hint(request(Bool.random(using: &random) ? nil : "a/\(localID)", localID), at: 0)
    }
    var seen: Set<String> = []
    while let next = await intake.next() {
      seen.insert(next.localID)
      _ = try await intake.look(next)
    }
    clock.advance(1)
    while let next = await intake.next() {
      seen.insert(next.localID)
      _ = try await intake.look(next)
    }
    #expect(seen == expected)
  }
}
