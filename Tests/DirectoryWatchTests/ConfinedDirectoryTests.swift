import CLinux
import Foundation
import Glibc
import Testing

@testable import DirectoryWatch

/// Both ways of resolving a path must give the same answers: old kernels and sandboxes have only the second.
@Suite struct ConfinedDirectoryTests {
  typealias Resolution = ConfinedDirectory.Resolution

  func code<Value>(_ body: () throws -> Value) -> ConfinedDirectoryError.Code? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? ConfinedDirectoryError)?.code
    }
  }

  @Test(arguments: Resolution.allCases)
  func readsAndLists(_ resolution: Resolution) throws {
    let tree = try TemporaryTree()
    try tree.write([1, 2, 3], to: "001/002/record")
    tree.setTimes("001/002/record", accessed: 1_200_000_000, modified: 1_300_000_000)
    try tree.makeDirectory("001/empty")
    let directory = try ConfinedDirectory(path: tree.path, resolution: resolution)

    let (bytes, status) = try directory.read("001/002/record", limit: 3)
    #expect(bytes == [1, 2, 3])
    #expect(status.nameText == "record" && status.size == 3 && status.type == .file)
    var expected = stat()
    #expect(stat(tree.absolute("001/002/record"), &expected) == 0)
    #expect(status.inode == expected.st_ino && status.device == expected.st_dev)
    let seconds = Date.now.timeIntervalSince1970
    #expect(status.modified == 1_300_000_000_000_000_000)
    #expect(abs(Double(status.changed) / 1_000_000_000 - seconds) < 3600)

    #expect(try directory.entries(of: "", withStatus: false).map(\.nameText) == ["001"])
    let listed = try directory.entries(of: "001", withStatus: true).sorted {
      $0.name.lexicographicallyPrecedes($1.name)
    }
    #expect(
      listed.map(\.nameText) == ["002", "empty"]
        && listed.allSatisfy { $0.type == .directory && $0.inode > 0 })
    #expect(try directory.entries(of: "001/empty", withStatus: true).isEmpty)
    #expect(try directory.status(of: "")?.inode == directory.rootIdentity.inode)
    #expect(try directory.status(of: "001/002/record") == status)
  }

  @Test(arguments: Resolution.allCases)
  func saysWhatIsNotThere(_ resolution: Resolution) throws {
    let tree = try TemporaryTree()
    try tree.write([1], to: "file")
    let directory = try ConfinedDirectory(path: tree.path, resolution: resolution)
    #expect(try directory.status(of: "nothing") == nil)
    #expect(try directory.status(of: "nothing/below") == nil)
    #expect(try directory.status(of: "file/below") == nil)
    #expect(code { try directory.read("nothing", limit: 1) } == .notFound)
    #expect(code { try directory.entries(of: "nothing", withStatus: false) } == .notFound)
    #expect(code { try directory.entries(of: "file", withStatus: false) } == .notRegularFile)
    #expect(code { try directory.read("", limit: 1) } == .notRegularFile)
  }

  @Test(
    arguments: Resolution.allCases,
    ["..", "../x", "a/..", "a/../b", ".", "a/./b", "/", "/etc/passwd", "a//b", "a/", "a\0b"])
  func refusesPathsThatAreNotPlain(_ resolution: Resolution, _ path: String) throws {
    let tree = try TemporaryTree()
    try tree.write([1], to: "a/b")
    let directory = try ConfinedDirectory(path: tree.path, resolution: resolution)
    #expect(code { try directory.read(path, limit: 10) } == .io(EINVAL))
    #expect(code { try directory.status(of: path) } == .io(EINVAL))
    #expect(code { try directory.entries(of: path, withStatus: false) } == .io(EINVAL))
  }

  /// A link below the storage could otherwise deliver any file of the machine to the region.
  @Test(arguments: Resolution.allCases)
  func neverFollowsSymbolicLinks(_ resolution: Resolution) throws {
    let outside = try TemporaryTree()
    try outside.write([9], to: "secret")
    let tree = try TemporaryTree()
    try tree.write([1], to: "inside/file")
    try tree.link("out", to: outside.path)
    try tree.link("outfile", to: outside.absolute("secret"))
    try tree.link("up", to: "..")
    try tree.link("sideways", to: "inside")
    try tree.link("loop", to: "loop")
    let directory = try ConfinedDirectory(path: tree.path, resolution: resolution)
    for path in ["out/secret", "outfile", "up/x", "sideways/file", "loop", "loop/x"] {
      #expect(code { try directory.read(path, limit: 10) } == .symbolicLink, "\(path)")
    }
    for path in ["out", "up", "sideways", "loop"] {
      #expect(code { try directory.entries(of: path, withStatus: false) } == .symbolicLink)
      #expect(try directory.status(of: path)?.type == .symbolicLink)
    }
    #expect(code { try directory.status(of: "out/secret") } == .symbolicLink)
    let types = try directory.entries(of: "", withStatus: true).reduce(into: [:]) {
      $0[$1.nameText] = $1.type
    }
    #expect(types["out"] == .symbolicLink && types["inside"] == .directory)
  }

  @Test(.timeLimit(.minutes(1)), arguments: Resolution.allCases)
  func neverBlocksOnAFIFO(_ resolution: Resolution) throws {
    let tree = try TemporaryTree()
    #expect(mkfifo(tree.absolute("fifo"), 0o600) == 0)
    let directory = try ConfinedDirectory(path: tree.path, resolution: resolution)
    #expect(code { try directory.read("fifo", limit: 10) } == .notRegularFile)
    #expect(try directory.status(of: "fifo")?.type == .other)
  }

  @Test(arguments: Resolution.allCases)
  func limitsSizeAndCount(_ resolution: Resolution) throws {
    let tree = try TemporaryTree()
    try tree.write([1, 2, 3, 4], to: "four")
    try tree.write([], to: "none")
    let directory = try ConfinedDirectory(path: tree.path, resolution: resolution)
    #expect(code { try directory.read("four", limit: 3) } == .tooLarge)
    #expect(try directory.read("four", limit: .max).bytes.count == 4)
    #expect(try directory.read("none", limit: 0).bytes.isEmpty)
    #expect(code { try directory.entries(of: "", withStatus: false, limit: 1) } == .tooLarge)
    #expect(try directory.entries(of: "", withStatus: false, limit: 2).count == 2)
  }

  @Test func listsMoreEntriesThanOneBufferHolds() throws {
    let tree = try TemporaryTree()
    let names = (0..<3000).map { "record-with-a-rather-long-name-\($0)" }
    for name in names { #expect(close(creat(tree.absolute(name), 0o600)) == 0) }
    let directory = try ConfinedDirectory(path: tree.path)
    #expect(Set(try directory.entries(of: "", withStatus: false).compactMap(\.nameText)) == Set(names))
  }

  @Test func keepsNamesAsBytes() throws {
    let tree = try TemporaryTree()
    let name: [UInt8] = [0x93, 0xFA, 0x96, 0x7B]  // Shift_JIS
    let path = tree.bytePath(name)
    #expect(close(creat(path, 0o600)) == 0)
    let newline = "a\nb"
    #expect(close(creat(tree.absolute(newline), 0o600)) == 0)
    let entries = try ConfinedDirectory(path: tree.path).entries(of: "", withStatus: true)
    #expect(Set(entries.map(\.name)) == [name, Array(newline.utf8)])
    #expect(entries.first { $0.name == name }?.nameText == nil)
    #expect(entries.first { $0.name != name }?.nameText == newline)
  }

  /// A vendor's writer that appends while we read would give half a message.
  @Test(arguments: ["grow", "shrink", "rewrite"])
  func noticesAFileThatChangesWhileItIsRead(_ change: String) throws {
    let tree = try TemporaryTree()
    try tree.write([1, 2, 3], to: "file")
    let directory = try ConfinedDirectory(path: tree.path)
    let found = code {
      try directory.read("file", limit: 10) {
        let descriptor = Glibc.open(tree.absolute("file"), O_WRONLY)
        defer { close(descriptor) }
        switch change {
        case "grow": _ = pwrite(descriptor, "xyz", 3, 3)
        case "shrink": ftruncate(descriptor, 1)
        default:
          _ = pwrite(descriptor, "xyz", 3, 0)
          // Same size, and the clock may not have ticked since the file was made: state the time.
          tree.setTimes("file", accessed: 1, modified: 1)
        }
      }
    }
    #expect(found == .changedWhileReading)
  }

  /// The storage is another system's property: not even access times may change.
  @Test func leavesAccessTimesAlone() throws {
    let tree = try TemporaryTree()
    try tree.write([1], to: "folder/file")
    // An access time older than the modification makes relatime mounts write it on any ordinary read.
    tree.setTimes("folder/file", accessed: 1000, modified: 2000)
    tree.setTimes("folder", accessed: 1000, modified: 2000)
    let directory = try ConfinedDirectory(path: tree.path)
    _ = try directory.read("folder/file", limit: 1)
    _ = try directory.entries(of: "folder", withStatus: true)
    for path in ["folder/file", "folder"] {
      var status = clinux_status()
      #expect(clinux_status_path(tree.absolute(path), &status) == 0)
      #expect(status.accessed == 1_000_000_000_000, "\(path)")
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func saysWhatMayNotBeRead() throws {
    let tree = try TemporaryTree()
    try tree.write([1], to: "file")
    #expect(chmod(tree.absolute("file"), 0) == 0)
    let directory = try ConfinedDirectory(path: tree.path)
    #expect(code { try directory.read("file", limit: 1) } == .permissionDenied)
  }

  /// "Not found" below a root that is gone would be taken for deleted records.
  @Test(arguments: Resolution.allCases)
  func aRemovedRootIsStaleAndNotEmpty(_ resolution: Resolution) throws {
    let tree = try TemporaryTree()
    try tree.makeDirectory("root")
    let directory = try ConfinedDirectory(path: tree.absolute("root"), resolution: resolution)
    try directory.checkRoot()
    try tree.remove("root")
    #expect(code { try directory.read("file", limit: 1) } == .stale)
    #expect(code { try directory.status(of: "file") } == .stale)
    #expect(code { try directory.entries(of: "", withStatus: false) } == .stale)
    #expect(code { try directory.checkRoot() } == .stale)
    try tree.makeDirectory("root")
    #expect(code { try directory.checkRoot() } == .stale)
  }

  @Test func theRootMustBeADirectory() throws {
    let tree = try TemporaryTree()
    try tree.write([1], to: "file")
    #expect(code { try ConfinedDirectory(path: tree.absolute("file")) } == .notRegularFile)
    #expect(code { try ConfinedDirectory(path: tree.absolute("none")) } == .notFound)
    #expect(code { try ConfinedDirectory(path: tree.path + "\0x") } == .io(EINVAL))
  }

  @Test func errorsHoldNoPath() {
    for number in [ENOENT, EACCES, ELOOP, EIO, ESTALE, ENOTDIR, EAGAIN] {
      let text = ConfinedDirectoryError(errno: number).description
      #expect(!text.isEmpty && !text.contains("/"))
    }
  }
}
