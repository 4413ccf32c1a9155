import CLinux
import Foundation
import Glibc

/// Tells systemd how the daemon is (sd_notify(3)), by hand: one datagram to the socket that `NOTIFY_SOCKET`
/// names.
///
/// Without that variable every call does nothing and returns false, so the daemon runs the same without
/// systemd. A datagram that cannot be sent is no error: the service manager's own time-outs decide.
public struct ServiceNotifier: Sendable {
  private let address: [UInt8]?
  /// How often systemd expects ``watchdog()`` at the latest (`WATCHDOG_USEC`); nil when it does not watch
  /// this process. Send at half of it.
  public let watchdogInterval: Duration?

  /// Reads what systemd has set.
  ///
  /// - Parameters:
  ///   - environment: of this process.
  ///   - processID: of this process; `WATCHDOG_PID` may name another.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    processID: Int32 = ProcessInfo.processInfo.processIdentifier
  ) {
    address = environment["NOTIFY_SOCKET"].flatMap(Self.address(of:))
    let isForUs = environment["WATCHDOG_PID"].map { $0 == String(processID) } ?? true
    let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
    watchdogInterval = isForUs && microseconds > 0 ? .microseconds(microseconds) : nil
  }

  /// Start, or a reload, is complete.
  @discardableResult
  public func ready() -> Bool { send("READY=1") }

  /// Shutdown has begun.
  @discardableResult
  public func stopping() -> Bool { send("STOPPING=1") }

  /// A reload has begun (`Type=notify-reload`); ``ready()`` ends it. systemd wants the time, to tell this
  /// reload from an earlier one.
  @discardableResult
  public func reloading() -> Bool {
    send("RELOADING=1\nMONOTONIC_USEC=\(clinux_monotonic_microseconds())")
  }

  /// A line for `systemctl status`; it must hold no patient data. Line breaks become blanks, as each line of
  /// a datagram is a statement of its own.
  @discardableResult
  public func status(_ text: String) -> Bool {
    send("STATUS=" + String(text.map { $0.isNewline ? " " : $0 }))
  }

  /// The pipeline made progress, or is idle.
  @discardableResult
  public func watchdog() -> Bool { send("WATCHDOG=1") }

  /// The name in `sun_path`: a path, or with a leading NUL a name in Linux's abstract space (unix(7)).
  private static func address(of text: String) -> [UInt8]? {
    var bytes = Array(text.utf8)
    guard bytes.count > 1, bytes.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
      return nil
    }
    switch bytes[0] {
    case UInt8(ascii: "/"): return bytes + [0]
    case UInt8(ascii: "@"):
      bytes[0] = 0
      return bytes
    default: return nil
    }
  }

  private func send(_ message: String) -> Bool {
    guard let address else { return false }
    let bytes = Array(message.utf8)
    return clinux_send_datagram(address, address.count, bytes, bytes.count) == 0
  }
}
