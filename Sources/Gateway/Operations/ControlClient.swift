import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// Speaks to a running daemon through its control socket.
public struct ControlClient: Sendable {
  /// Most bytes of an answer: a list of some million records.
  private static let answerLimit = 1024 * 1024 * 1024

  private let path: String

  /// Creates a client for the socket at a path (`admin.socket`).
  public init(socketPath: String) {
    path = socketPath
  }

  /// Asks the daemon.
  ///
  /// - Returns: nil when no daemon listens; the caller then opens the state on disk.
  /// - Throws: `ControlError` as the daemon gave it; exit code 12 when the socket may not be used, 5 when the
  ///   daemon
  ///   stopped answering.
  public func ask(_ question: Question) async throws(ControlError) -> Answer? {
    // The comparison of a whole storage takes its time; everything else is a query.
    let patience: TimeAmount = if case .reconcile = question { .hours(24) } else { .minutes(10) }
    return try await post(question, to: "/v1/ask", patience: patience)
  }

  /// Has the daemon carry out a change.
  ///
  /// - Returns: nil when no daemon listens.
  /// - Throws: As `ask`. After exit code 5 the change may have been made: all changes can be repeated.
  public func perform(
    _ command: ControlCommand, by origin: CommandOrigin
  ) async throws(ControlError) -> CommandResult? {
    try await post(
      ControlRequest(command: command, origin: origin), to: "/v1/perform", patience: .minutes(10))
  }

  private func post<Reply: Decodable>(
    _ body: some Encodable, to uri: String, patience: TimeAmount
  ) async throws(ControlError) -> Reply? {
    guard try await SocketPresence.isListening(path) else { return nil }
    let (status, bytes) = try await exchange(body, uri: uri, patience: patience)
    if status == 200, let reply = try? ReportJSON.decode(Reply.self, from: bytes) { return reply }
    if let error = try? ReportJSON.decode(ControlError.self, from: bytes) { throw error }
    throw ControlError(
      exitCode: 1, message: "The daemon gave an answer that is not understood; it may be of another version.")
  }

  private func exchange(
    _ body: some Encodable, uri: String, patience: TimeAmount
  ) async throws(ControlError) -> (status: UInt, bytes: [UInt8]) {
    do {
      var request = HTTPClientRequest(url: "http+unix://\(Self.percentEncoded(path))\(uri)")
      request.method = .POST
      request.headers.add(name: "content-type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: try ReportJSON.encode(body)))
      let response = try await HTTPClient.shared.execute(request, timeout: patience)
      let buffer = try await response.body.collect(upTo: Self.answerLimit)
      return (response.status.code, Array(buffer.readableBytesView))
    } catch {
      throw ControlError(exitCode: 5, message: "The daemon at \(path) stopped answering; try again.")
    }
  }

  private static func percentEncoded(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      let isPlain = (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
      let digits = String(byte, radix: 16, uppercase: true)
      text += isPlain ? String(Unicode.Scalar(byte)) : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }
    return text
  }
}

/// Whether somebody listens on a Unix socket.
enum SocketPresence {
  /// - Throws: `ControlError`, exit code 12 when the socket may not be used, 2 when the path cannot be one.
  static func isListening(_ path: String) async throws(ControlError) -> Bool {
    do {
      let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .connectTimeout(.seconds(5))
        .connect(unixDomainSocketPath: path).get()
      try? await channel.close()
      return true
    } catch let error as IOError {
      switch error.errnoCode {
      case ENOENT, ENOTDIR, ECONNREFUSED: return false
      case EACCES, EPERM:
        throw ControlError(
          exitCode: 12, message: "The control socket \(path) may not be used; join its group, or use sudo.")
      default:
        throw ControlError(
          exitCode: 1, message: "The control socket \(path) cannot be used (errno \(error.errnoCode)).")
      }
    } catch {
      throw ControlError(exitCode: 2, message: "\(path) cannot be the path of a socket.")
    }
  }
}
