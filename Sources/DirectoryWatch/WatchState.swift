/// Decides what becomes of each thing that happens to a watch.
///
///     watching ── changed ────────────────> deliver
///        │  ├──── overflowed ─────────────> rescan
///        │  ├──── limitMet, failed (path) ─> poll, once per path
///        │  └──── forgotten (tree) ───────> nothing; the tree may be lost anew
///        ├── rootLost ──> unmounted (reportUnmounted; silent from then on)
///        └── stopped ───> stopped   (silent from then on)
///
/// Pure: no clock and no calls. A lost tree is reported once, however often the kernel refuses it.
struct WatchState: Sendable, Hashable {
  /// What the caller does next.
  enum Action: Sendable, Hashable {
    case nothing
    case deliver(path: String)
    case rescan
    case poll(path: String)
    case reportUnmounted
  }

  private enum Phase: Sendable, Hashable {
    case watching(lost: Set<String>)
    case unmounted
    case stopped
  }

  private var phase = Phase.watching(lost: [])

  /// Whether the kernel's limit, or the configured one, refused a watch at any time.
  private(set) var watchLimitReached = false

  /// Whether watches are still wanted.
  var isWatching: Bool {
    if case .watching = phase { true } else { false }
  }

  /// The entries of a directory may have changed.
  mutating func changed(path: String) -> Action {
    isWatching ? .deliver(path: path) : .nothing
  }

  /// The kernel dropped events.
  mutating func overflowed() -> Action {
    isWatching ? .rescan : .nothing
  }

  /// A watch for this tree was refused for want of room.
  mutating func limitMet(tree: String) -> Action {
    guard isWatching else { return .nothing }
    watchLimitReached = true
    return lose(tree)
  }

  /// This directory cannot be watched for another reason.
  mutating func failed(path: String) -> Action {
    lose(path)
  }

  /// The caller asks for this tree again, or no longer.
  mutating func forgotten(tree: String) -> Action {
    if case .watching(var lost) = phase {
      lost = lost.filter { $0 != tree && !$0.hasPrefix(tree + "/") && !tree.isEmpty }
      phase = .watching(lost: lost)
    }
    return .nothing
  }

  /// The root is no longer what it was.
  mutating func rootLost() -> Action {
    guard isWatching else { return .nothing }
    phase = .unmounted
    return .reportUnmounted
  }

  /// The owner is done.
  mutating func stopped() -> Action {
    phase = .stopped
    return .nothing
  }

  private mutating func lose(_ path: String) -> Action {
    guard case .watching(var lost) = phase, lost.insert(path).inserted else { return .nothing }
    phase = .watching(lost: lost)
    return .poll(path: path)
  }
}
