import CLinux
import Glibc

/// The kernel's inotify limits, for `doctor` to compare with what the storage needs.
public struct InotifyLimits: Sendable, Hashable {
  /// `fs.inotify.max_user_watches`: directories one account may watch.
  public var watches: Int
  /// `fs.inotify.max_user_instances`: watchers one account may have.
  public var instances: Int
  /// `fs.inotify.max_queued_events`: events that wait for one watcher before it overflows.
  public var queuedEvents: Int

  /// Limits as a caller (or a test) states them.
  public init(watches: Int, instances: Int, queuedEvents: Int) {
    self.watches = watches
    self.instances = instances
    self.queuedEvents = queuedEvents
  }

  /// Reads the limits of this machine; nil where `/proc` does not tell.
  public static func current() -> InotifyLimits? {
    let folder = "/proc/sys/fs/inotify/"
    guard
      let watches = number(in: folder + "max_user_watches"),
      let instances = number(in: folder + "max_user_instances"),
      let queuedEvents = number(in: folder + "max_queued_events")
    else { return nil }
    return InotifyLimits(watches: watches, instances: instances, queuedEvents: queuedEvents)
  }

  /// Kernel memory in bytes that watching so many directories pins: the watch (113 B) and its inode (about
  /// 1.1 kB on ext4), neither of which can be reclaimed.
  public static func kernelMemory(forWatches count: Int) -> Int {
    count.multipliedReportingOverflow(by: 1241).partialValue
  }

  /// The number that a file of `/proc/sys` holds; nil when it is missing or holds anything else.
  static func number(in path: String) -> Int? {
    guard let file = try? Descriptor(checking: openForReading(path)) else { return nil }
    var buffer = [UInt8](repeating: 0, count: 64)
    let filled = clinux_read(file.number, &buffer, buffer.count)
    guard filled > 0 else { return nil }
    let digits = buffer[..<filled].prefix { $0 != UInt8(ascii: "\n") }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private static func openForReading(_ path: String) -> Int32 {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    return descriptor < 0 ? -errno : descriptor
  }
}
