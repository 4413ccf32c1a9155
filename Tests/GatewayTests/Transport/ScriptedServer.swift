import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that takes whole HTTP/1.1 requests and misbehaves as told.
final class ScriptedServer: Sendable {
  enum Behaviour: Sendable {
    /// These bytes; the connection stays.
    case reply([UInt8])
    /// These bytes, then the connection is closed.
    case replyAndClose([UInt8])
    /// Nothing, ever.
    case silence
    /// The connection is closed before anything is read.
    case closeOnConnect
    /// These bytes, then one more byte every 10 ms.
    case trickle([UInt8])
    /// These bytes, then content without end, as fast as it is read.
    case endless([UInt8])
    /// The reply, once ``release()`` is called.
    case hold([UInt8])
  }

  struct Request: Sendable {
    var head: String
    var body: [UInt8]
    var clientCertificate: [UInt8]?
  }

  static func ok(_ body: String = "fine", headers: String = "") -> [UInt8] {
    Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)".utf8)
  }

  let port: Int
  let requests: AsyncStream<Request>
  /// One element for each connection that ended.
  let closed: AsyncStream<Void>
  private let log: Log
  private let channel: any Channel

  /// What the handlers write to.
  final class Log: Sendable {
    let behaviour: Behaviour
    let requests: AsyncStream<Request>.Continuation
    let closed: AsyncStream<Void>.Continuation
    let connections = Atomic(0)
    let held = Mutex<[EventLoopPromise<Void>]>([])

    init(
      _ behaviour: Behaviour, _ requests: AsyncStream<Request>.Continuation,
      _ closed: AsyncStream<Void>.Continuation
    ) {
      self.behaviour = behaviour
      self.requests = requests
      self.closed = closed
    }
  }

  init(_ behaviour: Behaviour, tls: TLSConfiguration? = nil) async throws {
    let requests = AsyncStream.makeStream(of: Request.self)
    let closed = AsyncStream.makeStream(of: Void.self)
    let log = Log(behaviour, requests.continuation, closed.continuation)
    let context = try tls.map { try NIOSSLContext(configuration: $0) }
    channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context), name: "tls")
          }
          try channel.pipeline.syncOperations.addHandler(Connection(log))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    self.log = log
    self.requests = requests.stream
    self.closed = closed.stream
    port = channel.localAddress?.port ?? 0
  }

  var connectionCount: Int { log.connections.load(ordering: .relaxed) }

  func release() {
    let held = log.held.withLock { held in
      defer { held = [] }
      return held
    }
    for promise in held { promise.succeed() }
  }

  func stop() async {
    release()
    try? await channel.close()
  }

  private final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let log: Log
    private var received: [UInt8] = []

    init(_ log: Log) { self.log = log }

    func channelActive(context: ChannelHandlerContext) {
      log.connections.add(1, ordering: .relaxed)
      if case .closeOnConnect = log.behaviour { context.close(promise: nil) }
      context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) { log.closed.yield() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      received.append(contentsOf: unwrapInboundIn(data).readableBytesView)
      while let request = takeRequest(context) {
        log.requests.yield(request)
        answer(context)
      }
    }

    private func takeRequest(_ context: ChannelHandlerContext) -> Request? {
      let end = Array("\r\n\r\n".utf8)
      guard let start = received.indices.first(where: { received[$0...].starts(with: end) }) else {
        return nil
      }
      let head = String(decoding: received[..<start], as: UTF8.self)
      let length = head.split(separator: "\r\n").compactMap { line -> Int? in
        let parts = line.split(separator: ":")
        return parts.first?.lowercased() == "content-length"
          ? parts.last.flatMap { Int($0.dropFirst()) } : nil
      }
      let bodyEnd = start + 4 + (length.first ?? 0)
      guard received.count >= bodyEnd else { return nil }
      defer { received.removeFirst(bodyEnd) }
      let tls = try? context.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
      return Request(
        head: head, body: Array(received[(start + 4)..<bodyEnd]),
        clientCertificate: try? tls?.peerCertificate?.toDERBytes())
    }

    private func answer(_ context: ChannelHandlerContext) {
      let channel = context.channel
      switch log.behaviour {
      case .silence, .closeOnConnect: break
      case .reply(let bytes): channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
      case .replyAndClose(let bytes):
        channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenComplete { _ in channel.close(promise: nil) }
      case .trickle(let bytes):
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
        let task = channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(10)) {
          _ in
          channel.writeAndFlush(ByteBuffer(string: "x"), promise: nil)
        }
        channel.closeFuture.whenComplete { _ in task.cancel() }
      case .endless(let bytes):
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
        Self.pour(ByteBuffer(repeating: 0x20, count: 65536), into: channel)
      case .hold(let bytes):
        let promise = channel.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenSuccess { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }
        log.held.withLock { $0.append(promise) }
      }
    }

    private static func pour(_ buffer: ByteBuffer, into channel: any Channel) {
      channel.writeAndFlush(buffer).whenSuccess { pour(buffer, into: channel) }
    }
  }
}
