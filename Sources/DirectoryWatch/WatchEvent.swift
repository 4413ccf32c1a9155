/// What a watch tells: always a hint to look again, never a statement about one file. The scan is the truth.
public enum WatchEvent: Sendable, Hashable {
  /// The entries of this directory (relative to the root, "" = the root) may have changed: list it.
  case changed(path: String)
  /// Hints were lost, in the kernel or in the bounded queue here: scan everything that is watched.
  case overflow
  /// This tree (or this one directory, when only it failed) is not watched: poll it instead.
  case lost(path: String)
  /// The root was unmounted, removed, moved or replaced. Nothing follows; when the root is back, a new
  /// watcher is needed. No deletion may be inferred.
  case unmounted
}

/// Why a watch could not be set up. It never holds a path.
public struct WatchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The cases a caller treats differently.
  public enum Code: Sendable, Hashable {
    /// The root cannot be opened.
    case root(ConfinedDirectoryError.Code)
    /// No inotify instance (or thread) is to be had: `fs.inotify.max_user_instances`, or open files.
    case noInstance
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

  /// An English sentence without a path.
  public var description: String {
    switch code {
    case .root(let code): "the root cannot be opened: \(ConfinedDirectoryError(code: code, errno: errno))"
    case .noInstance: "no inotify instance available (errno \(errno)): see fs.inotify.max_user_instances"
    }
  }
}
