import Foundation
import Glibc

/// The service manager's end of sd_notify(3).
final class NotifySocket: Sendable {
  let path: String
  private let descriptor: Int32

  init(_ path: String) throws {
    self.path = path
    descriptor = socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard descriptor >= 0, code == 0 else { throw POSIXFailure(call: "bind", errno: errno) }
  }

  deinit { close(descriptor) }

  /// All datagrams that have come in, each with its lines.
  func received() -> [[String]] {
    var messages: [[String]] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return messages }
      let text = String(decoding: buffer.prefix(count), as: UTF8.self)
      messages.append(text.split(separator: "\n").map(String.init))
    }
  }
}
