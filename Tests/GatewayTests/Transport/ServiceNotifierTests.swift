import Foundation
import Testing

@testable import Gateway

@Suite struct ServiceNotifierTests {
  /// What systemd would hold: a datagram socket that notes what it gets.
  final class Receiver {
    let descriptor: Int32
    let notifySocket: String

    init(isAbstract: Bool) throws {
      let name =
        isAbstract
        ? "@ssmix2-gateway-\(UUID().uuidString)"
        : FileManager.default.temporaryDirectory.path + "/notify-\(UUID().uuidString)"
      notifySocket = name
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      var bytes = Array(name.utf8)
      if isAbstract { bytes[0] = 0 }
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
      let length = socklen_t(2 + bytes.count + (isAbstract ? 0 : 1))
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
      }
      guard result == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    deinit {
      close(descriptor)
      if !notifySocket.hasPrefix("@") { unlink(notifySocket) }
    }

    /// The datagram that has arrived; a local one is there as soon as it is sent.
    func next() -> String? {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }
  }

  @Test(arguments: [false, true])
  func eachStateIsOneDatagram(_ isAbstract: Bool) throws {
    let receiver = try Receiver(isAbstract: isAbstract)
    let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": receiver.notifySocket], processID: 1)
    #expect(notifier.ready() && receiver.next() == "READY=1")
    #expect(notifier.stopping() && receiver.next() == "STOPPING=1")
    #expect(notifier.watchdog() && receiver.next() == "WATCHDOG=1")
    #expect(notifier.status("line\nREADY=1") && receiver.next() == "STATUS=line READY=1")
    #expect(notifier.reloading())
    let reloading = try #require(receiver.next()).split(separator: "\n")
    #expect(reloading.first == "RELOADING=1")
    let stamp = try #require(reloading.last?.split(separator: "="))
    #expect(stamp.first == "MONOTONIC_USEC")
    let microseconds = try #require(Double(stamp.last ?? ""))
    #expect(abs(microseconds / 1_000_000 - ProcessInfo.processInfo.systemUptime) < 60)
    #expect(receiver.next() == nil)
  }

  @Test(arguments: [
    nil, "", "@", "relative", "/nothing/listens/here", "/" + String(repeating: "x", count: 107),
  ])
  func withoutASocketNothingIsSent(_ socket: String?) {
    var environment: [String: String] = [:]
    if let socket { environment["NOTIFY_SOCKET"] = socket }
    let notifier = ServiceNotifier(environment: environment, processID: 1)
    #expect(!notifier.ready())
    #expect(!notifier.watchdog())
  }

  static let watchdogs: [(String?, String?, Duration?)] = [
    ("30000000", nil, Duration.seconds(30)), ("30000000", "77", .seconds(30)), ("30000000", "78", nil),
    ("0", nil, nil), ("-5", nil, nil), ("soon", nil, nil), (nil, "77", nil),
  ]

  @Test(arguments: watchdogs)
  func theWatchdogIntervalIsForThisProcessOnly(_ usec: String?, _ pid: String?, _ expected: Duration?) {
    var environment: [String: String] = [:]
    environment["WATCHDOG_USEC"] = usec
    environment["WATCHDOG_PID"] = pid
    #expect(ServiceNotifier(environment: environment, processID: 77).watchdogInterval == expected)
  }
}
