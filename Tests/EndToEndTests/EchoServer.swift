import Foundation
import Glibc
import Synchronization

/// A destination of the worst manners: whatever it is sent, its answer repeats what it should not, in every place that an
/// answer has.
final class EchoServer: Sendable {
  let port: Int
  private let descriptor: Int32
  private let served = Mutex<[Int: Int]>([:])
  private let words: String

  /// Listens and answers until it is released.
  ///
  /// - Parameter words: What its answers say.
  init(words: String) throws {
    self.words = words
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 16) == 0
          ? getsockname(descriptor, address, &length) : -1
      }
    }
    guard descriptor >= 0, code == 0 else { throw POSIXFailure(call: "listen", errno: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
    let thread = Thread { [weak self, descriptor] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        self?.serve(connection)
        close(connection)
      }
    }
    thread.start()
  }

  /// Stops listening; the thread ends with its `accept`.
  func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// How often each kind of answer was given.
  var answers: [Int: Int] { served.withLock { $0 } }
  static let kinds = 8

  private func serve(_ connection: Int32) {
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard readRequest(connection) else { return }
    let kind = served.withLock { served in
      let kind = served.values.reduce(0, +) % Self.kinds
      served[kind, default: 0] += 1
      return kind
    }
    let bytes = Array(answer(kind).utf8)
    _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Reads the head and as much of a body as it announces.
  private func readRequest(_ connection: Int32) -> Bool {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self).lowercased()
        let announced = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        if let announced, received.count - end.upperBound >= announced { return true }
        if announced == nil, received.suffix(5).elementsEqual(Array("0\r\n\r\n".utf8)) { return true }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0, received.count < 16 << 20 else { return false }
      received += buffer.prefix(count)
    }
  }

  private func answer(_ kind: Int) -> String {
    let outcome =
      #"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invalid","diagnostics":""#
      + words
      + #"","details":{"text":""# + words + #""},"expression":[""# + words + #""]}]}"#
    let header = "X-Detail: \(words.filter { $0.isASCII })\r\n"
    func response(_ status: String, _ body: String, _ more: String = "") -> String {
      "HTTP/1.1 \(status)\r\nContent-Type: application/fhir+json\r\nContent-Length: \(body.utf8.count)\r\n"
        + header + more + "Connection: close\r\n\r\n" + body
    }
    switch kind {
    case 0: return response("422 Unprocessable Entity", outcome)
    case 1: return response("400 Bad Request", outcome)
    case 2: return response("500 Internal Server Error", outcome)
    case 3: return response("503 Service Unavailable", outcome, "Retry-After: 0\r\n")
    case 4: return response("200 OK", outcome)
    case 5: return response("200 OK", "{\"resourceType\":\"\(words)\",")
    case 6:
      let path = words.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? ""
      return response("302 Found", "", "Location: /\(path)\r\n")
    default: return words + "\r\n" + words + "\r\n\r\n"
    }
  }
}
