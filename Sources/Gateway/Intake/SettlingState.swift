/// Whether a file is at rest. There is no temporary name in SS-MIX2: a file under its final name may be half written.
///
///     (new) --seen--> watching --same for `settle`--> settled
///                       |  ^
///                       +--+ grew (size, mtime or inode differ): the wait begins anew
///
/// A file whose change time, which no copy tool can set, is older than `old` counts as settled at once; so a first scan of years of
/// records does not wait.
struct SettlingState: Sendable, Hashable {
  /// What is compared between two looks.
  struct Look: Sendable, Hashable {
    var size: Int64
    var modified: Int64
    var inode: UInt64
  }

  enum Action: Sendable, Hashable {
    /// Look again at this time on the monotonic clock.
    case wait(until: Double)
    case read
  }

  /// Change times older than this many seconds need no second look; generous, since a share's clock may be wrong.
  static let old = 600.0

  private var look: Look
  private var since: Double

  /// - Parameters:
  ///   - look: the first one.
  ///   - now: seconds on the monotonic clock.
  init(_ look: Look, now: Double) {
    self.look = look
    since = now
  }

  /// - Returns: what to do about the file.
  mutating func seen(_ current: Look, now: Double, settle: Double) -> Action {
    if current != look {
      look = current
      since = now
    }
    // Compared as it was promised: a difference of two sums may round below `settle` at the very time asked for.
    return now >= since + settle ? .read : .wait(until: since + settle)
  }
}
