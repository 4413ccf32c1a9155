import Foundation
import Glibc

/// A temporary directory of one test.
struct Place: Sendable {
  let root: String

  func path(_ name: String) -> String { root + "/" + name }

  /// Makes a directory for `body` and removes it afterwards. Short, because a socket's path has room for 107 bytes.
  static func temporary<Result: Sendable>(_ body: (Place) async throws -> Result) async throws -> Result {
    var template = Array("/tmp/ssmix2-e2e.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXFailure(call: "mkdtemp", errno: errno) }
    let name = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let place = Place(root: String(decoding: name, as: UTF8.self))
    let isKept = ProcessInfo.processInfo.environment["SSMIX2_KEEP"] != nil
    defer { if !isKept { try? FileManager.default.removeItem(atPath: place.root) } }
    if isKept { print("kept: \(place.root)") }
    return try await body(place)
  }

  /// A TCP port of this machine that nobody listens on.
  static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw POSIXFailure(call: "socket", errno: errno) }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 ? getsockname(descriptor, address, &length) : -1
      }
    }
    guard code == 0 else { throw POSIXFailure(call: "bind", errno: errno) }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

/// A call of the system that failed.
struct POSIXFailure: Error {
  var call: String
  var errno: Int32
}

/// What can be seen of every file below a directory without reading any: a writer, a touch and (where the mount keeps
/// them) a reader leave traces here.
struct TreeState: Sendable, Hashable {
  struct Entry: Sendable, Hashable {
    var mode: UInt32
    var size: Int
    var inode: UInt
    var modified: String
    var changed: String
    var accessed: String
  }
  var entries: [String: Entry] = [:]

  /// Looks at everything below `root`, the root included, without changing access times itself.
  init(of root: String, withAccessTimes: Bool) throws {
    try add("", root: root, withAccessTimes: withAccessTimes)
  }

  private mutating func add(_ path: String, root: String, withAccessTimes: Bool) throws {
    var status = stat()
    let full = path.isEmpty ? root : root + "/" + path
    guard lstat(full, &status) == 0 else { throw POSIXFailure(call: "lstat", errno: errno) }
    entries[path] = Entry(
      mode: status.st_mode, size: Int(status.st_size), inode: status.st_ino,
      modified: Self.text(status.st_mtim), changed: Self.text(status.st_ctim),
      accessed: withAccessTimes ? Self.text(status.st_atim) : "")
    guard status.st_mode & S_IFMT == S_IFDIR else { return }
    for name in try Self.names(full) {
      try add(path.isEmpty ? name : path + "/" + name, root: root, withAccessTimes: withAccessTimes)
    }
  }

  private static func text(_ time: timespec) -> String { "\(time.tv_sec).\(time.tv_nsec)" }

  private static func names(_ directory: String) throws -> [String] {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | noAccessTime)
    guard descriptor >= 0, let stream = fdopendir(descriptor) else {
      throw POSIXFailure(call: "open", errno: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// O_NOATIME of <fcntl.h>, which Swift's Glibc module does not show (Linux, x86-64 and arm64).
  private static let noAccessTime: Int32 = 0o1000000

  /// Whether reading a file below `directory` leaves a trace in its access time at all.
  static func keepsAccessTimes(in directory: String) throws -> Bool {
    let path = directory + "/access-time-probe"
    try Data([1]).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    // Older than the modification time: even `relatime` brings such an access time up to date.
    var times = [timespec(tv_sec: 1_000_000_000, tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: omitted)]
    guard utimensat(AT_FDCWD, path, &times, 0) == 0 else { return false }
    let before = try TreeState(of: path, withAccessTimes: true)
    _ = try Data(contentsOf: URL(fileURLWithPath: path))
    return try TreeState(of: path, withAccessTimes: true) != before
  }

  /// Paths that differ from another state.
  func differences(from other: TreeState) -> [String] {
    Set(entries.keys).union(other.entries.keys).filter { entries[$0] != other.entries[$0] }.sorted()
  }

  /// UTIME_OMIT of <sys/stat.h>: leave this time as it is.
  private static let omitted = (1 << 30) - 2
}
