import CLinux
import Glibc

/// Safe reading below one directory: never follows a symbolic link, never leaves the root, never blocks on a
/// FIFO, and leaves access times alone where the kernel allows it (`O_NOATIME`, own files or `CAP_FOWNER`).
///
/// The root is held open, so renames above it do not move the reader elsewhere. A root that disappears gives
/// ``ConfinedDirectoryError/Code-swift.enum/stale``, never "not found": see ``checkRoot()``. All calls block
/// in the kernel; callers keep them off the cooperative pool's hot path. Copies share the descriptor, which
/// is closed with the last of them. May be used from any thread.
public struct ConfinedDirectory: Sendable {
  /// One directory entry, or the status of one path.
  public struct Entry: Sendable, Hashable {
    /// What an entry is; everything that is neither file, directory nor link is `other`.
    public enum FileType: Sendable, Hashable {
      case file, directory, symbolicLink, other
    }

    /// The name as the file system has it, without `/` and NUL; empty for the root itself.
    public var name: [UInt8]
    /// What the entry is; a link is never followed to find out.
    public var type: FileType
    /// Bytes; 0 unless status was asked for.
    public var size: Int64
    /// Time of the last change of contents, nanoseconds since 1970; 0 unless status was asked for.
    public var modified: Int64
    /// Time of the last change of contents or status (ctime), nanoseconds since 1970; 0 unless status was
    /// asked for.
    public var changed: Int64
    /// Inode number; 0 unless status was asked for.
    public var inode: UInt64
    /// Device number; 0 unless status was asked for.
    public var device: UInt64

    /// The name as text; nil when its bytes are not UTF-8, and then no path can be made of it.
    public var nameText: String? { String(validating: name, as: UTF8.self) }

    /// An entry as a caller (or a test double) states it.
    public init(
      name: [UInt8], type: FileType, size: Int64 = 0, modified: Int64 = 0, changed: Int64 = 0,
      inode: UInt64 = 0, device: UInt64 = 0
    ) {
      self.name = name
      self.type = type
      self.size = size
      self.modified = modified
      self.changed = changed
      self.inode = inode
      self.device = device
    }
  }

  /// How paths are resolved; tests run both ways.
  enum Resolution: Int32, Sendable, CaseIterable {
    case kernel = 0
    case components = 1
  }

  /// Most entries that one listing returns when the caller names no limit.
  public static let standardEntryLimit = 1_000_000

  let root: Descriptor
  private let path: String
  private let resolution: Resolution
  /// Device and inode number of the root when it was opened.
  public let rootIdentity: (device: UInt64, inode: UInt64)

  /// Opens the root; symbolic links in `path` itself are the operator's and are followed.
  ///
  /// - Parameter path: of the root, absolute in production.
  /// - Throws: `notFound`, `notRegularFile` (not a directory), `permissionDenied`, `io`.
  public init(path: String) throws(ConfinedDirectoryError) {
    try self.init(path: path, resolution: .kernel)
  }

  init(path: String, resolution: Resolution) throws(ConfinedDirectoryError) {
    guard !path.utf8.contains(0) else { throw ConfinedDirectoryError(errno: EINVAL) }
    root = try Descriptor(checking: clinux_open_root(path))
    self.path = path
    self.resolution = resolution
    let status = try Self.status(of: root)
    rootIdentity = (status.device, status.inode)
  }

  /// The entries of a directory, without `.` and `..`, in the file system's order.
  ///
  /// - Parameters:
  ///   - relativePath: below the root, `/`-separated; "" is the root.
  ///   - withStatus: whether size, times and numbers are read too (one more call an entry); one that vanishes
  ///     in between is left out.
  ///   - limit: most entries; more are an error, so that memory stays bounded.
  /// - Throws: `notFound`, `notRegularFile` (not a directory), `symbolicLink`, `permissionDenied`,
  ///   `tooLarge`, `stale`, `io`.
  public func entries(
    of relativePath: String, withStatus: Bool, limit: Int = ConfinedDirectory.standardEntryLimit
  ) throws(ConfinedDirectoryError) -> [Entry] {
    let directory = try open(relativePath, with: clinux_open_directory)
    var entries: [Entry] = []
    var failure: ConfinedDirectoryError?
    withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 8) { buffer in
      failure = Self.list(directory, into: &entries, withStatus: withStatus, limit: limit, buffer: buffer)
    }
    if let failure { throw located(failure) }
    return entries
  }

  /// The status of a path; a symbolic link is described, not followed.
  ///
  /// - Parameter relativePath: below the root; "" is the root.
  /// - Returns: nil when nothing has that name and the root is still there.
  /// - Throws: `symbolicLink` (a link before the last component), `permissionDenied`, `stale`, `io`.
  public func status(of relativePath: String) throws(ConfinedDirectoryError) -> Entry? {
    do {
      let descriptor = try open(relativePath, with: clinux_open_path)
      let name = relativePath.utf8.split(separator: UInt8(ascii: "/")).last.map { Array($0) } ?? []
      return Entry(name: name, status: try Self.status(of: descriptor))
    } catch {
      // ENOTDIR: a file where a parent directory should be, so nothing can have the name below it.
      if error.code == .notFound || error.errno == ENOTDIR { return nil }
      throw error
    }
  }

  /// Reads a whole regular file.
  ///
  /// Size, times and inode are compared before and after, so what is returned is one state of the file as far
  /// as its times can tell; a writer that has paused is the caller's to notice.
  /// - Parameters:
  ///   - relativePath: below the root.
  ///   - limit: most bytes; 0 admits only an empty file.
  /// - Returns: the bytes and the status of the open file.
  /// - Throws: `notFound`, `notRegularFile`, `symbolicLink`, `permissionDenied`, `tooLarge`,
  ///   `changedWhileReading`, `stale`, `io`.
  public func read(
    _ relativePath: String, limit: Int
  ) throws(ConfinedDirectoryError) -> (bytes: [UInt8], status: Entry) {
    try read(relativePath, limit: limit, whileReading: {})
  }

  func read(
    _ relativePath: String, limit: Int, whileReading: () -> Void
  ) throws(ConfinedDirectoryError) -> (bytes: [UInt8], status: Entry) {
    let file = try open(relativePath, with: clinux_open_file)
    let before = try Self.status(of: file)
    guard before.mode & S_IFMT == S_IFREG else { throw ConfinedDirectoryError(code: .notRegularFile) }
    guard before.size <= min(max(0, limit), Int.max - 1) else {
      throw ConfinedDirectoryError(code: .tooLarge)
    }
    whileReading()
    let bytes = try Self.readAll(file, expecting: Int(before.size))
    let after = try Self.status(of: file)
    guard
      bytes.count == Int(before.size), after.size == before.size, after.modified == before.modified,
      after.changed == before.changed
    else { throw ConfinedDirectoryError(code: .changedWhileReading) }
    let name = relativePath.utf8.split(separator: UInt8(ascii: "/")).last.map { Array($0) } ?? []
    return (bytes, Entry(name: name, status: before))
  }

  /// Whether the configured path still names the directory that is held open.
  ///
  /// The open root outlives an unmount, a rename and a mount on top of it, so a reader that never asked would
  /// go on with what the operator no longer sees.
  /// - Throws: `stale` when the path is gone or names another directory; `permissionDenied`, `io`.
  public func checkRoot() throws(ConfinedDirectoryError) {
    var status = clinux_status()
    let result = clinux_status_path(path, &status)
    guard result != -ENOENT, result != -ENOTDIR else {
      throw ConfinedDirectoryError(code: .stale, errno: -result)
    }
    guard result >= 0 else { throw ConfinedDirectoryError(errno: -result) }
    guard status.device == rootIdentity.device, status.inode == rootIdentity.inode else {
      throw ConfinedDirectoryError(code: .stale)
    }
  }

  // MARK: - Calls

  func open(
    _ relativePath: String, with call: (Int32, UnsafePointer<CChar>, Int32) -> Int32
  ) throws(ConfinedDirectoryError) -> Descriptor {
    guard Self.isPlain(relativePath) else { throw ConfinedDirectoryError(errno: EINVAL) }
    let result = call(root.number, relativePath.isEmpty ? "." : relativePath, resolution.rawValue)
    do {
      return try Descriptor(checking: result)
    } catch {
      throw located(error)
    }
  }

  /// A missing entry below a root that was itself removed is no statement about the entry.
  private func located(_ error: ConfinedDirectoryError) -> ConfinedDirectoryError {
    guard error.code == .notFound else { return error }
    var status = clinux_status()
    let result = clinux_status_of(root.number, &status)
    return result < 0 || status.links == 0 ? ConfinedDirectoryError(code: .stale, errno: error.errno) : error
  }

  static func isPlain(_ relativePath: String) -> Bool {
    if relativePath.isEmpty { return true }
    let dot = UInt8(ascii: ".")
    return relativePath.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { component in
        !component.isEmpty && !component.contains(0) && !component.elementsEqual([dot])
          && !component.elementsEqual([dot, dot])
      }
  }

  private static func status(of descriptor: Descriptor) throws(ConfinedDirectoryError) -> clinux_status {
    var status = clinux_status()
    let result = clinux_status_of(descriptor.number, &status)
    guard result >= 0 else { throw ConfinedDirectoryError(errno: -result) }
    return status
  }

  private static func list(
    _ directory: Descriptor, into entries: inout [Entry], withStatus: Bool, limit: Int,
    buffer: UnsafeMutableRawBufferPointer
  ) -> ConfinedDirectoryError? {
    while true {
      let filled = clinux_read_entries(directory.number, buffer.baseAddress, buffer.count)
      if filled == 0 { return nil }
      if filled == -Int(EINTR) { continue }
      guard filled > 0 else { return ConfinedDirectoryError(errno: Int32(-filled)) }
      var offset = 0
      var found = clinux_entry()
      while true {
        offset = clinux_next_entry(buffer.baseAddress, filled, offset, &found)
        guard offset > 0, let name = found.name else { break }
        if isDot(name, found.length) { continue }
        guard entries.count < limit else { return ConfinedDirectoryError(code: .tooLarge) }
        let bytes = UnsafeRawBufferPointer(start: name, count: found.length)
        // Some file systems do not tell the type in the directory: then only the status knows it.
        if withStatus || found.type == UInt8(DT_UNKNOWN) {
          var status = clinux_status()
          let result = clinux_status_at(directory.number, name, &status)
          if result == -ENOENT { continue }
          guard result >= 0 else { return ConfinedDirectoryError(errno: -result) }
          entries.append(Entry(name: Array(bytes), status: status))
        } else {
          entries.append(Entry(name: Array(bytes), type: Entry.FileType(directoryType: found.type)))
        }
      }
    }
  }

  private static func isDot(_ name: UnsafePointer<CChar>, _ length: Int) -> Bool {
    let dot = CChar(bitPattern: UInt8(ascii: "."))
    return length == 1 && name[0] == dot || length == 2 && name[0] == dot && name[1] == dot
  }

  /// Reads to the end, or one byte more than expected: enough to see that the file grew.
  private static func readAll(
    _ file: Descriptor, expecting size: Int
  ) throws(ConfinedDirectoryError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      while count < size + 1 {
        let filled = clinux_read(file.number, buffer.baseAddress.map { $0 + count }, size + 1 - count)
        if filled == 0 { return }
        guard filled > 0 else {
          failure = Int32(-filled)
          return
        }
        count += filled
      }
    }
    guard failure == 0 else { throw ConfinedDirectoryError(errno: failure) }
    return bytes
  }
}

extension ConfinedDirectory.Entry {
  init(name: [UInt8], status: clinux_status) {
    self.init(
      name: name, type: FileType(mode: status.mode), size: status.size, modified: status.modified,
      changed: status.changed, inode: status.inode, device: status.device)
  }
}

extension ConfinedDirectory.Entry.FileType {
  init(mode: UInt32) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .directory
    case S_IFLNK: self = .symbolicLink
    default: self = .other
    }
  }

  init(directoryType: UInt8) {
    switch Int(directoryType) {
    case Int(DT_REG): self = .file
    case Int(DT_DIR): self = .directory
    case Int(DT_LNK): self = .symbolicLink
    default: self = .other
    }
  }
}

/// A file descriptor that is closed with its last reference.
final class Descriptor: Sendable {
  let number: Int32

  /// Takes over `result` of a CLinux call: a descriptor, or a negated errno.
  init(checking result: Int32) throws(ConfinedDirectoryError) {
    guard result >= 0 else { throw ConfinedDirectoryError(errno: -result) }
    number = result
  }

  deinit { clinux_close(number) }
}
