import Foundation
import Glibc
import Synchronization
import Testing

@testable import DirectoryWatch

/// Reads a watcher's events until what a test waits for has come; the time limit is the failure.
struct Hints {
  var iterator: AsyncStream<WatchEvent>.AsyncIterator
  var seen: [WatchEvent] = []

  init(_ watcher: DirectoryWatcher) { iterator = watcher.events.makeAsyncIterator() }

  @discardableResult
  mutating func next() async -> WatchEvent? {
    let event = await iterator.next()
    if let event { seen.append(event) }
    return event
  }

  /// Reads until every one of `events` has come since the call; returns all that came.
  @discardableResult
  mutating func wait(for events: WatchEvent...) async -> [WatchEvent] {
    var missing = Set(events)
    var came: [WatchEvent] = []
    while !missing.isEmpty, let event = await next() {
      missing.remove(event)
      came.append(event)
    }
    #expect(missing.isEmpty, "the stream ended first")
    return came
  }
}

/// Holds the watch's thread back while a test fills the kernel's queue.
final class Gate: Sendable {
  private let condition = NSCondition()
  private let isClosed = Mutex(false)

  func close() { isClosed.withLock { $0 = true } }

  func open() {
    condition.lock()
    isClosed.withLock { $0 = false }
    condition.broadcast()
    condition.unlock()
  }

  func pass() {
    condition.lock()
    while isClosed.withLock({ $0 }) { condition.wait() }
    condition.unlock()
  }
}

@Suite(.timeLimit(.minutes(5))) struct DirectoryWatcherTests {
  /// Most new files come together with new folders; adding watches alone lost 28 % of them.
  @Test func filesWrittenAtOnceIntoFreshChainsAreAllFound() async throws {
    let tree = try TemporaryTree()
    let watcher = try DirectoryWatcher(root: tree.path, watchLimit: nil, buffer: 100_000)
    watcher.watchTree("")
    var hints = Hints(watcher)
    await hints.wait(for: .changed(path: ""))
    let directory = try ConfinedDirectory(path: tree.path)

    let files = (0..<4000).map { "\($0 / 1600)/p\($0 / 16)/2011\($0 % 4)/OML-11/record\($0)" }
    let writers = (0..<4).map { part in
      Task.detached {
        for index in stride(from: part, to: files.count, by: 4) {
          try tree.makeDirectory(files[index].split(separator: "/").dropLast().joined(separator: "/"))
          #expect(close(creat(tree.absolute(files[index]), 0o600)) == 0)
        }
      }
    }
    var missing = Set(files)
    while !missing.isEmpty, let event = await hints.next() {
      guard case .changed(let path) = event else {
        Issue.record("\(event)")
        break
      }
      for entry in try directory.entries(of: path, withStatus: false) where entry.type == .file {
        missing.remove(path + "/" + (entry.nameText ?? ""))
      }
    }
    for writer in writers { try await writer.value }
    #expect(missing.isEmpty && watcher.overflowCount == 0)
  }

  @Test func tellsOfWritingRenamingAndDeleting() async throws {
    let tree = try TemporaryTree()
    try tree.makeDirectory("a/b")
    let watcher = try DirectoryWatcher(root: tree.path, watchLimit: nil, buffer: 100)
    watcher.watchTree("a")
    var hints = Hints(watcher)
    await hints.wait(for: .changed(path: "a"), .changed(path: "a/b"))
    #expect(watcher.watchCount == 3)
    try tree.write([1], to: "a/b/r_1")
    await hints.wait(for: .changed(path: "a/b"))
    try tree.move("a/b/r_1", to: "a/r_2")
    await hints.wait(for: .changed(path: "a/b"), .changed(path: "a"))
    try tree.remove("a/r_2")
    await hints.wait(for: .changed(path: "a"))
    try tree.remove("a/b")
    await hints.wait(for: .changed(path: "a"))
  }

  @Test func movedFoldersAreFollowedInsideTheTreeAndDroppedOutside() async throws {
    let tree = try TemporaryTree()
    try tree.makeDirectory("a/x/y")
    try tree.makeDirectory("outside/in/deep")
    let watcher = try DirectoryWatcher(root: tree.path, watchLimit: nil, buffer: 100)
    watcher.watchTree("a")
    var hints = Hints(watcher)
    await hints.wait(for: .changed(path: "a"), .changed(path: "a/x"), .changed(path: "a/x/y"))

    try tree.move("a/x", to: "a/z")
    await hints.wait(for: .changed(path: "a/z"), .changed(path: "a/z/y"))
    try tree.write([1], to: "a/z/y/file")
    let renamed = await hints.wait(for: .changed(path: "a/z/y"))
    #expect(!renamed.contains(.changed(path: "a/x/y")))

    try tree.move("a/z", to: "outside/z")
    await hints.wait(for: .changed(path: "a"))
    try tree.write([1], to: "outside/z/y/other")
    try tree.write([1], to: "a/sentinel")
    let after = await hints.wait(for: .changed(path: "a"))
    #expect(after.allSatisfy { $0 == .changed(path: "a") })
    #expect(watcher.watchCount == 2)

    try tree.move("outside/in", to: "a/in")
    await hints.wait(for: .changed(path: "a/in"), .changed(path: "a/in/deep"))
    try tree.write([1], to: "a/in/deep/file")
    await hints.wait(for: .changed(path: "a/in/deep"))
  }

  /// A linked patient's folder may be made days after the link.
  @Test func aTreeThatDoesNotExistIsAwaited() async throws {
    let tree = try TemporaryTree()
    let watcher = try DirectoryWatcher(root: tree.path, watchLimit: nil, buffer: 100)
    let patient = "001/002/0010020"
    watcher.watchTree(patient)
    watcher.watchTree("sentinel")
    try tree.write([1], to: patient + "/20110701/OMP-01/record")
    var hints = Hints(watcher)
    let leaf = WatchEvent.changed(path: patient + "/20110701/OMP-01")
    await hints.wait(for: .changed(path: patient), leaf)
    try tree.write([1], to: patient + "/20110701/OMP-01/second")
    await hints.wait(for: leaf)

    try tree.move(patient, to: "001/002/away")
    try tree.write([1], to: patient + "/20110701/OMP-01/third")
    await hints.wait(for: .changed(path: patient), leaf)
    try tree.remove("001")
    try tree.write([1], to: patient + "/20110701/OMP-01/fourth")
    await hints.wait(for: .changed(path: patient), leaf)
    // Other patients' folders beside it are nobody's business.
    try tree.write([1], to: "001/002/0010021/-/ADT-00/record")
    try tree.makeDirectory("sentinel")
    let others = await hints.wait(for: .changed(path: "sentinel"))
    #expect(!others.contains { $0 == .changed(path: "001/002") || $0 == .changed(path: "001/002/0010021") })
  }

  @Test func unwatchedTreesGiveTheirWatchesBack() async throws {
    let tree = try TemporaryTree()
    try tree.makeDirectory("a/b/c")
    try tree.makeDirectory("d")
    let watcher = try DirectoryWatcher(root: tree.path, watchLimit: nil, buffer: 100)
    var hints = Hints(watcher)
    watcher.watchTree("a")
    await hints.wait(for: .changed(path: "a/b/c"))
    #expect(watcher.watchCount == 4)
    watcher.watchTree("missing/one")
    watcher.unwatchTree("missing/one")
    watcher.unwatchTree("a")
    watcher.watchTree("d")
    await hints.wait(for: .changed(path: "d"))
    #expect(watcher.watchCount == 2)
  }

  /// A limit that is met in silence looks like a hospital where nothing happens.
  @Test func theWatchLimitLosesAWholeTreeOnceAndItCanBeAskedForAgain() async throws {
    let tree = try TemporaryTree()
    try tree.makeDirectory("small/one")
    for name in ["1", "2", "3", "4"] { try tree.makeDirectory("large/\(name)") }
    let watcher = try DirectoryWatcher(root: tree.path, watchLimit: 5, buffer: 100)
    var hints = Hints(watcher)
    watcher.watchTree("small")
    await hints.wait(for: .changed(path: "small"), .changed(path: "small/one"))
    watcher.watchTree("large")
    await hints.wait(for: .lost(path: "large"))
    #expect(watcher.watchLimitReached)

    for name in ["2", "3", "4"] { try tree.remove("large/\(name)") }
    try tree.write([1], to: "small/one/file")
    let quiet = await hints.wait(for: .changed(path: "small/one"))
    #expect(!quiet.contains(.lost(path: "large")))
    #expect(watcher.watchCount == 3)
    watcher.watchTree("large")
    await hints.wait(for: .changed(path: "large"), .changed(path: "large/1"))
    #expect(watcher.watchCount == 5)
  }

  @Test func withNoWatchesAtAllEveryTreeIsLost() async throws {
    let tree = try TemporaryTree()
    let watcher = try DirectoryWatcher(root: tree.path, watchLimit: 0, buffer: 10)
    var hints = Hints(watcher)
    watcher.watchTree("")
    #expect(await hints.next() == .lost(path: ""))
    watcher.watchTree("../outside")
    #expect(await hints.next() == .lost(path: "../outside"))
  }

  static let queueLimit = InotifyLimits.current()?.queuedEvents ?? .max

  /// Events that the kernel dropped may be those of new folders: they must be watched before the rescan is
  /// asked for.
  @Test(.enabled(if: queueLimit <= 100_000, "needs a kernel queue that can be filled"))
  func anOverflowAsksForARescanAndFindsNewFolders() async throws {
    let tree = try TemporaryTree()
    try tree.write([1], to: "a/odd")
    try tree.makeDirectory("a/gone/deep")
    let gate = Gate()
    let watcher = try DirectoryWatcher(
      root: tree.path, watchLimit: nil, buffer: 100, rootCheck: .seconds(5), beforeTurn: { gate.pass() })
    watcher.watchTree("a")
    var hints = Hints(watcher)
    await hints.wait(for: .changed(path: "a"), .changed(path: "a/gone/deep"))
    gate.close()
    // Four events each, and some that the thread takes before it comes to the gate.
    for _ in 0..<(Self.queueLimit / 4 + 1000) {
      try tree.move("a/odd", to: "a/even")
      try tree.move("a/even", to: "a/odd")
    }
    try tree.makeDirectory("a/new/deep")
    try tree.remove("a/gone")
    gate.open()
    await hints.wait(for: .overflow)
    #expect(watcher.overflowCount >= 1)
    #expect(watcher.watchCount == 4)
    try tree.write([1], to: "a/new/deep/file")
    await hints.wait(for: .changed(path: "a/new/deep"))
  }

  @Test func aReaderThatIsTooSlowGetsOneOverflow() async throws {
    let tree = try TemporaryTree()
    for index in 0..<50 { try tree.makeDirectory("a/\(index)") }
    let watcher = try DirectoryWatcher(root: tree.path, watchLimit: nil, buffer: 5)
    watcher.watchTree("a")
    watcher.watchTree("..")
    var hints = Hints(watcher)
    // The commands are taken in order, but reports of "a" come while it is walked: read until both are told.
    await hints.wait(for: .lost(path: ".."))
    while !hints.seen.contains(.overflow), await hints.next() != nil {}
    #expect(hints.seen.filter { $0 == .overflow }.count == 1)
  }

  @Test func linksAreNotFollowedAndStrangeNamesDoNoHarm() async throws {
    let outside = try TemporaryTree()
    try outside.makeDirectory("deep/er")
    let tree = try TemporaryTree()
    try tree.makeDirectory("a/b")
    try tree.link("a/out", to: outside.path)
    try tree.link("a/loop", to: "..")
    let name: [UInt8] = [0x93, 0xFA]
    #expect(mkdir(tree.bytePath(Array("a/".utf8) + name), 0o700) == 0)
    let watcher = try DirectoryWatcher(root: tree.path, watchLimit: nil, buffer: 100)
    watcher.watchTree("a")
    watcher.watchTree("a/out")
    var hints = Hints(watcher)
    await hints.wait(for: .changed(path: "a"), .changed(path: "a/b"))
    try tree.write([1], to: "a/b/file")
    await hints.wait(for: .changed(path: "a/b"))
    #expect(watcher.watchCount == 3)
    let allowed: Set<WatchEvent> = [.changed(path: "a"), .changed(path: "a/b"), .lost(path: "a/out")]
    #expect(allowed.isSuperset(of: hints.seen))
  }

  @Test(arguments: ["removed", "renamed", "replaced"])
  func aRootThatGoesAwayIsToldOnce(_ how: String) async throws {
    let tree = try TemporaryTree()
    try tree.makeDirectory("root/a")
    let watcher = try DirectoryWatcher(
      root: tree.absolute("root"), watchLimit: nil, buffer: 100, rootCheck: .milliseconds(20))
    watcher.watchTree("a")
    var hints = Hints(watcher)
    await hints.wait(for: .changed(path: "a"))
    switch how {
    case "removed": try tree.remove("root")
    case "renamed": try tree.move("root", to: "elsewhere")
    default:
      try tree.move("root", to: "elsewhere")
      try tree.makeDirectory("root/a")
    }
    await hints.wait(for: .unmounted)
    watcher.stop()
    while await hints.next() != nil {}
    #expect(hints.seen.filter { $0 == .unmounted }.count == 1)
    #expect(!hints.seen.contains(.lost(path: "a")))
  }

  @Test func stoppingOrDroppingTheWatcherEndsTheStream() async throws {
    let tree = try TemporaryTree()
    let stopped = try DirectoryWatcher(root: tree.path, watchLimit: nil, buffer: 10)
    stopped.stop()
    stopped.stop()
    stopped.watchTree("")
    for await event in stopped.events { Issue.record("\(event)") }

    var dropped: DirectoryWatcher? = try DirectoryWatcher(root: tree.path, watchLimit: nil, buffer: 10)
    let events = dropped?.events
    dropped = nil
    if let events { for await event in events { Issue.record("\(event)") } }
    #expect(events != nil)
  }

  @Test func aMissingRootIsAnError() throws {
    let tree = try TemporaryTree()
    #expect(throws: WatchError(code: .root(.notFound), errno: ENOENT)) {
      try DirectoryWatcher(root: tree.absolute("none"), watchLimit: nil, buffer: 10)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/sys/fs/inotify"), "needs /proc"))
  func theKernelTellsItsLimits() throws {
    let limits = try #require(InotifyLimits.current())
    #expect(limits.watches > 0 && limits.instances > 0 && limits.queuedEvents > 0)
    #expect(InotifyLimits.number(in: "/proc/version") == nil)
    #expect(InotifyLimits.number(in: "/proc/none") == nil)
    #expect(InotifyLimits.kernelMemory(forWatches: 1_000_000) > 1_000_000_000)
  }
}
