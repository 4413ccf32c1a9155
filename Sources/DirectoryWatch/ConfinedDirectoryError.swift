import Glibc

/// Why something below a ``ConfinedDirectory`` could not be read. It never holds a path or a name.
public struct ConfinedDirectoryError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The cases a caller treats differently.
  public enum Code: Sendable, Hashable {
    /// Nothing has that name (any more), and the root itself is still there.
    case notFound
    /// A directory, FIFO, socket or device where a file was asked for, or no directory where one was.
    case notRegularFile
    /// The path has a symbolic link in it; links are never followed.
    case symbolicLink
    /// The gateway's account may not read it.
    case permissionDenied
    /// More bytes or more entries than the limit that the caller gave.
    case tooLarge
    /// The file changed between opening it and the end of reading, or another program has it locked: read
    /// later.
    case changedWhileReading
    /// The root was removed, unmounted or replaced, or a network file system forgot the handle. It says
    /// nothing about the file: no deletion may be inferred.
    case stale
    /// Any other error number, among them `EINVAL` for a path that is not a plain relative path.
    case io(Int32)
  }

  /// What happened.
  public var code: Code
  /// The system's error number; 0 where no call failed.
  public var errno: Int32

  /// An error as a caller (or a test double) states it.
  public init(code: Code, errno: Int32 = 0) {
    self.code = code
    self.errno = errno
  }

  init(errno number: Int32) {
    let code: Code =
      switch number {
      case ENOENT: .notFound
      case ENOTDIR, EISDIR, ENXIO, ENODEV: .notRegularFile
      case ELOOP: .symbolicLink
      case EACCES, EPERM: .permissionDenied
      case EAGAIN: .changedWhileReading
      case ESTALE: .stale
      case EFBIG: .tooLarge
      default: .io(number)
      }
    self.init(code: code, errno: number)
  }

  /// An English sentence without path or content.
  public var description: String {
    switch code {
    case .notFound: "no such file or directory"
    case .notRegularFile: "not a regular file, or not a directory where one was expected"
    case .symbolicLink: "a symbolic link, which is never followed"
    case .permissionDenied: "permission denied"
    case .tooLarge: "larger than the limit"
    case .changedWhileReading: "changed while it was read"
    case .stale: "the storage root is gone or was replaced"
    case .io(let number): "the system could not read it (errno \(number))"
    }
  }
}
