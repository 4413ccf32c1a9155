import CLinux
import Glibc
import SSMIX2

/// The files below a path, one after the other: the path itself when it is a file, else every file of the tree in the
/// order of names.
///
/// Holds the names of the folders from the path down to where it is, never those of a whole storage. Symbolic links below
/// the path are not followed; what operating systems and copy tools leave behind is passed over, as in a storage.
public struct InspectedFiles: Sequence, IteratorProtocol {
  /// What was found.
  public enum Item: Sendable, Hashable {
    /// A file, by a path that can be opened.
    case file(InspectedPath)
    /// A folder or path that cannot be read, and the system's error number.
    case unreadable(InspectedPath, Int32)
  }

  /// A folder whose names are not all given yet.
  private struct OpenFolder {
    var path: InspectedPath
    /// The last one is next.
    var names: [(name: [UInt8], isFolder: Bool)]
  }

  /// More levels than any storage has; a deeper tree is reported, not followed.
  private static let deepest = 64

  private var folders: [OpenFolder] = []
  private var first: Item?

  /// Files of a path, which may be a symbolic link itself. Nothing is read before the first item is asked for, except
  /// the names of the path itself.
  public init(_ path: InspectedPath) {
    var status = clinux_status()
    let result = path.withCString { clinux_status_path($0, &status) }
    guard result >= 0 else {
      first = .unreadable(path, -result)
      return
    }
    if status.mode & S_IFMT == S_IFDIR {
      first = open(path)
    } else {
      first = .file(path)
    }
  }

  /// The next file, or what cannot be read.
  public mutating func next() -> Item? {
    if let item = first {
      first = nil
      return item
    }
    while let folder = folders.last {
      guard let entry = folder.names.last else {
        folders.removeLast()
        continue
      }
      folders[folders.count - 1].names.removeLast()
      let path = folder.path.appending(entry.name)
      guard entry.isFolder else { return .file(path) }
      if let failure = open(path) { return failure }
    }
    return nil
  }

  /// Makes a folder the one whose names are given next.
  private mutating func open(_ path: InspectedPath) -> Item? {
    guard folders.count < Self.deepest else { return .unreadable(path, ELOOP) }
    guard let directory = path.withCString({ opendir($0) }) else { return .unreadable(path, errno) }
    defer { closedir(directory) }
    var names: [(name: [UInt8], isFolder: Bool)] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      // `.` and `..` are among what is passed over.
      if name.first == UInt8(ascii: ".") || StrayFile.isStray(PrintableText.name(name)) { continue }
      switch Self.kind(of: entry.pointee.d_type, path.appending(name)) {
      case S_IFDIR: names.append((name, true))
      case S_IFREG: names.append((name, false))
      default: continue
      }
    }
    folders.append(OpenFolder(path: path, names: names.sorted { $1.name.lexicographicallyPrecedes($0.name) }))
    return nil
  }

  private static func kind(of type: UInt8, _ path: InspectedPath) -> mode_t {
    switch Int32(type) {
    case Int32(DT_DIR): return S_IFDIR
    case Int32(DT_REG): return S_IFREG
    case Int32(DT_UNKNOWN):
      // Some file systems do not tell in the listing.
      var status = clinux_status()
      let result = path.withCString { clinux_status_at(AT_FDCWD, $0, &status) }
      return result >= 0 ? status.mode & S_IFMT : 0
    default: return 0
    }
  }
}

/// Lines of a descriptor, read piece by piece: the list of `--files-from`.
public struct LineReader: Sequence, IteratorProtocol {
  /// A line longer than any path (PATH_MAX) ends the reading.
  static let longest = 64 << 10

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// Whether lines end in NUL, so that a CR at the end belongs to the name.
  private var endsInNUL = false
  /// Whether reading ended by a failure or a line that is too long, not by the end of the list.
  public private(set) var hasFailed = false

  /// Reads from a descriptor, which stays the caller's.
  public init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next line that is not empty, without its end (LF or CR LF, or NUL as `find -print0` writes it).
  public mutating func next() -> InspectedPath? {
    while true {
      if let end = buffer[position...].firstIndex(where: { $0 == 0x0A || $0 == 0x00 }) {
        if buffer[end] == 0x00 { endsInNUL = true }
        let line = path(buffer[position..<end])
        position = end + 1
        if let line { return line }
      } else if isAtEnd {
        let line = path(buffer[position...])
        buffer = []
        position = 0
        return line
      } else {
        fill()
      }
    }
  }

  private func path(_ line: ArraySlice<UInt8>) -> InspectedPath? {
    let name = !endsInNUL && line.last == 0x0D ? line.dropLast() : line
    return name.isEmpty ? nil : InspectedPath(Array(name))
  }

  private mutating func fill() {
    buffer.removeFirst(position)
    position = 0
    guard buffer.count < Self.longest else { return fail() }
    var piece = [UInt8](repeating: 0, count: 32 << 10)
    let count = piece.withUnsafeMutableBytes { bytes -> Int in
      while true {
        let count = read(descriptor, bytes.baseAddress, bytes.count)
        if count >= 0 || errno != EINTR { return count }
      }
    }
    if count < 0 { return fail() }
    isAtEnd = count == 0
    buffer += piece.prefix(count)
  }

  private mutating func fail() {
    hasFailed = true
    isAtEnd = true
    buffer = []
  }
}

/// One file as a whole.
enum InspectedFile {
  /// The bytes of a regular file of at most `limit` bytes; a FIFO or device is refused without waiting for it.
  ///
  /// - Throws: `GatewayError`: `storage.unreadable`, `storage.too-large`, `path.not-a-file`.
  static func read(_ path: InspectedPath, limit: Int) throws(GatewayError) -> [UInt8] {
    try read(path, limit: limit, wholeOnly: true)
  }

  /// The first `count` bytes of a regular file, or all there are.
  ///
  /// - Throws: `GatewayError`: `storage.unreadable`, `path.not-a-file`.
  static func beginning(of path: InspectedPath, count: Int) throws(GatewayError) -> [UInt8] {
    try read(path, limit: count, wholeOnly: false)
  }

  private static func read(
    _ path: InspectedPath, limit: Int, wholeOnly: Bool
  ) throws(GatewayError) -> [UInt8] {
    let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    var status = clinux_status()
    let result = clinux_status_of(descriptor, &status)
    guard result >= 0 else { throw failure(-result) }
    guard status.mode & S_IFMT == S_IFREG else { throw GatewayError(.pathNotAFile) }
    guard !wholeOnly || status.size <= limit else { throw GatewayError(.storageTooLarge) }
    let size = min(Int(status.size), limit)
    var problem: Int32 = 0
    // One byte more than the file has, so that its end is seen; a file that grows meanwhile is read to its old size.
    let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      while count <= size {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size + 1 - count)
        if got == 0 { break }
        if got > 0 {
          count += got
        } else if errno != EINTR {
          problem = errno
          break
        }
      }
      count = min(count, size)
    }
    if problem != 0 { throw failure(problem) }
    return bytes
  }

  static func failure(_ number: Int32) -> GatewayError {
    number == ENOENT
      ? GatewayError(.storageUnreadable, "The file does not exist.") : GatewayError(.storageUnreadable)
  }
}
