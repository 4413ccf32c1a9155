import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// A change with its origin, as it crosses the control socket.
struct ControlRequest: Sendable, Codable {
  var command: ControlCommand
  var origin: CommandOrigin
}

/// The control socket of the daemon (contract.md section 3): HTTP over a Unix socket of mode 0660, so that
/// the file's group decides who may ask and change.
///
/// `POST /v1/ask` takes a `Question` and gives an `Answer`; `POST /v1/perform` takes `{"command", "origin"}`
/// and gives a `CommandResult`; an error is a `ControlError` with a status of 4xx. A body is at most 16 MiB.
/// Who changes something is kept with the user number that the kernel tells of the peer, not only with the
/// name that the peer claims.
public struct ControlSocket: Service {
  /// Most bytes of a request.
  public static let bodyLimit = 16 * 1024 * 1024
  private static let connectionLimit = 64

  private let path: String
  private let control: any GatewayControl
  private let log: Logger
  private let onListening: @Sendable () async -> Void

  /// Creates the socket; `run` listens.
  ///
  /// - Parameters:
  ///   - path: Path of the socket, at most 107 bytes; its folder must exist.
  ///   - control: What answers and acts.
  ///   - log: Receives the life of the socket.
  ///   - onListening: Called once when the socket is ready, its mode included.
  public init(
    path: String, control: any GatewayControl, log: Logger,
    onListening: @escaping @Sendable () async -> Void = {}
  ) {
    self.path = path
    self.control = control
    self.log = log
    self.onListening = onListening
  }

  /// Serves until graceful shutdown or cancellation, then removes the socket.
  ///
  /// - Throws: `ControlError`, exit code 11 when another process listens on the path, 12 when it may not be
  ///   used, 2
  ///   when it is no possible path; what the system says when it cannot be bound.
  public func run() async throws {
    // A socket file that nobody listens on is what a crash leaves behind; the server removes it. One that
    // answers is another daemon, whose operators must not be cut off.
    if try await SocketPresence.isListening(path) {
      throw ControlError(exitCode: 11, message: "Another process listens on \(path).")
    }
    let (path, control, log, onListening) = (path, control, log, onListening)
    let application = Application(
      responder: CallbackResponder { (request: Request, context: PeerContext) in
        await Self.response(to: request, of: context, control: control)
      },
      configuration: ApplicationConfiguration(
        address: .unixDomainSocket(path: path),
        availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionLimit)),
      onServerRunning: { _ in
        // Until here the mode came from the umask, which at worst shut the group out for a moment.
        if chmod(path, 0o660) != 0 { log.error("control socket keeps the mode of the umask") }
        await onListening()
      },
      logger: log)
    defer { unlink(path) }
    try await application.run()
  }

  private static func response(
    to request: Request, of context: PeerContext, control: any GatewayControl
  ) async -> Response {
    guard request.method == .post else {
      return answer(ControlError(exitCode: 1, message: "Only POST."), status: .methodNotAllowed)
    }
    do {
      let body = try await request.body.collect(upTo: bodyLimit)
      switch request.uri.path {
      case "/v1/ask":
        return answer(try await control.answer(try decoded(Question.self, body)))
      case "/v1/perform":
        let request = try decoded(ControlRequest.self, body)
        let origin = await context.witnessed(request.origin)
        return answer(try await control.perform(request.command, by: origin))
      default:
        return answer(ControlError(exitCode: 1, message: "No such path."), status: .notFound)
      }
    } catch let error as ControlError {
      return answer(error, status: status(of: error))
    } catch is NIOTooManyBytesError {
      let message = "The request is larger than \(bodyLimit) bytes."
      return answer(ControlError(exitCode: 2, message: message), status: .contentTooLarge)
    } catch {
      return answer(ControlError(exitCode: 5, message: "The request could not be read."), status: .badRequest)
    }
  }

  private static func decoded<Value: Decodable>(_ type: Value.Type, _ body: ByteBuffer) throws(ControlError)
    -> Value
  {
    do {
      return try ReportJSON.decode(type, from: body.readableBytesView)
    } catch {
      // The decoder's words would quote the request.
      throw ControlError(
        exitCode: 2, message: "The daemon does not understand the request; it may be of another version.")
    }
  }

  private static func status(of error: ControlError) -> HTTPResponse.Status {
    switch error.exitCode {
    case 2: .badRequest
    case 11: .conflict
    case 12: .forbidden
    default: .unprocessableContent
    }
  }

  private static func answer(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
    guard let bytes = try? ReportJSON.encode(value) else { return Response(status: .internalServerError) }
    return Response(
      status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

/// A request context that can ask the kernel who is at the other end.
struct PeerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  private let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// `struct ucred` of unix(7).
  private struct PeerCredentials: Sendable {
    var process: Int32 = 0
    var user: UInt32 = 0
    var group: UInt32 = 0
  }

  /// The origin with the user number of the peer, and with limits on what it says.
  func witnessed(_ origin: CommandOrigin) async -> CommandOrigin {
    var origin = origin
    let actor = Self.visible(origin.actor, limit: 100)
    origin.reason = Self.visible(origin.reason, limit: 1_000)
    if let user = await peerUser() {
      origin.actor = "\(actor) (uid \(user))"
    } else {
      origin.actor = "\(actor) (uid unknown)"
    }
    return origin
  }

  private func peerUser() async -> UInt32? {
    guard let provider = channel as? any SocketOptionProvider else { return nil }
    let option: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
      level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
    return try? await option.get().user
  }

  private static func visible(_ text: String, limit: Int) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(limit).filter { $0.properties.generalCategory != .control }))
  }
}
