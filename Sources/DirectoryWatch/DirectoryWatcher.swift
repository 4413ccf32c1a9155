import CLinux
import Glibc
import Synchronization

/// Watches the folders it is told of, recursively below each, by inotify(7) on a thread of its own.
///
/// Every hint is cheap and may be doubled; none is a promise that something changed. A new folder is watched
/// first and then reported, with all folders below it, so that files written into it in the meantime are
/// found when the reader lists it. Costs one kernel watch (about 1.2 kB of kernel memory with its inode) for
/// each directory. All members may be called from any thread; none blocks on the file system except `init`.
public final class DirectoryWatcher: Sendable {
  let shared: WatchSession

  /// Starts watching; nothing is watched until ``watchTree(_:)``.
  ///
  /// - Parameters:
  ///   - root: path of the storage root.
  ///   - watchLimit: most directories to watch; nil leaves it to `fs.inotify.max_user_watches`.
  ///   - buffer: most hints that wait for the reader; more become one ``WatchEvent/overflow``.
  /// - Throws: `root` when the root cannot be opened, `noInstance`.
  public convenience init(root: String, watchLimit: Int?, buffer: Int) throws(WatchError) {
    try self.init(root: root, watchLimit: watchLimit, buffer: buffer, rootCheck: .seconds(5))
  }

  /// - Parameters:
  ///   - rootCheck: how often the root is compared with its path: an open root gives no event of its own end.
  ///   - beforeTurn: called on the watch's thread before each look at the kernel's queue: tests hold it.
  init(
    root: String, watchLimit: Int?, buffer: Int, rootCheck: Duration,
    beforeTurn: (@Sendable () -> Void)? = nil
  ) throws(WatchError) {
    shared = try WatchSession(
      root: root, watchLimit: watchLimit, buffer: buffer, rootCheck: rootCheck, beforeTurn: beforeTurn)
    try shared.startThread()
  }

  deinit { shared.stop() }

  /// Watches a directory and everything below it, and reports every directory found, after its watch is in
  /// place.
  ///
  /// A directory that does not exist yet is awaited: its nearest existing ancestor is watched until it
  /// appears. Asking again for a tree that was lost tries again. A path that is not plain (`..`) is answered
  /// with `lost`.
  /// - Parameter relativePath: below the root; "" is the whole storage.
  public func watchTree(_ relativePath: String) { shared.command(.watch(relativePath)) }

  /// Ends the watches at and below a path, unless a tree above it still wants them.
  public func unwatchTree(_ relativePath: String) { shared.command(.unwatch(relativePath)) }

  /// The hints, bounded, for one reader; ends after ``stop()``.
  public var events: AsyncStream<WatchEvent> {
    let queue = shared.queue
    return AsyncStream(unfolding: { await queue.next() })
  }

  /// Ends the watch and its thread; waiting hints can still be read. Does nothing the second time.
  public func stop() { shared.stop() }

  /// Directories that are watched now, the root among them.
  public var watchCount: Int { shared.watchCount.load(ordering: .relaxed) }

  /// Whether the kernel's limit or `watchLimit` refused a watch since the start.
  public var watchLimitReached: Bool { shared.watchLimitReached.load(ordering: .relaxed) }

  /// How often the kernel's queue overflowed since the start.
  public var overflowCount: Int { shared.overflowCount.load(ordering: .relaxed) }
}

/// What the watcher's owner and its thread share.
final class WatchSession: Sendable {
  enum Command: Sendable, Hashable {
    case watch(String)
    case unwatch(String)
    case stop
  }

  let root: ConfinedDirectory
  let watchLimit: Int
  let rootCheck: Duration
  let beforeTurn: (@Sendable () -> Void)?
  let queue: EventQueue
  let inotify: Descriptor
  let wakeup: Descriptor
  let poll: Descriptor
  let watchCount = Atomic(0)
  let overflowCount = Atomic(0)
  let watchLimitReached = Atomic(false)
  private let commands = Mutex<[Command]>([])

  init(
    root: String, watchLimit: Int?, buffer: Int, rootCheck: Duration, beforeTurn: (@Sendable () -> Void)?
  ) throws(WatchError) {
    do {
      self.root = try ConfinedDirectory(path: root)
    } catch {
      throw WatchError(code: .root(error.code), errno: error.errno)
    }
    do {
      inotify = try Descriptor(checking: clinux_inotify_open())
      wakeup = try Descriptor(checking: clinux_wakeup_open())
      poll = try Descriptor(checking: clinux_poll_open(inotify.number, wakeup.number))
    } catch {
      throw WatchError(code: .noInstance, errno: error.errno)
    }
    self.watchLimit = max(0, watchLimit ?? Int.max)
    self.rootCheck = rootCheck
    self.beforeTurn = beforeTurn
    queue = EventQueue(bound: buffer)
  }

  /// A thread and not a task: it sleeps in the kernel, where it would hold a thread of the cooperative pool.
  func startThread() throws(WatchError) {
    let argument = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let session = Unmanaged<WatchSession>.fromOpaque(argument).takeRetainedValue()
        clinux_name_thread("directory-watch")
        InotifySource(session: session).run()
        return nil
      }, argument.toOpaque())
    guard result == 0 else {
      argument.release()
      throw WatchError(code: .noInstance, errno: result)
    }
    pthread_detach(thread)
  }

  func command(_ command: Command) {
    commands.withLock { $0.append(command) }
    clinux_wakeup_signal(wakeup.number)
  }

  func takeCommands() -> [Command] {
    commands.withLock { commands in
      defer { commands = [] }
      return commands
    }
  }

  func stop() {
    command(.stop)
    queue.finish()
  }
}
