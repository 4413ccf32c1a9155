import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// ``HTTPTransport`` over AsyncHTTPClient: one client, with its own connections and TLS identity, for one
/// destination.
///
/// HTTP/1.1, kept-alive connections, no redirects, no repetition, the server's name always verified. Copies
/// share the client. ``shutdown()`` must be awaited before the last copy goes away.
public struct AsyncHTTPTransport: HTTPTransport {
  /// Most bytes of an answer, as sent and once decoded: 16 MiB.
  public static let standardResponseLimit = 16 << 20

  private let baseURL: BaseURL
  private let tls: TLSIdentity.Configuration?
  private let token: BearerToken?
  private let connections: Int
  private let connectTimeout: Duration
  private let responseLimit: Int
  private let current: CurrentClient

  /// Makes the client; connects with the first request.
  ///
  /// - Parameters:
  ///   - baseURL: `http` or `https`, with no user, query or fragment.
  ///   - tls: identity and trust; nil trusts the system's authorities, with TLS 1.3.
  ///   - bearerTokenFile: a file whose token goes with every request; read again when it changes.
  ///   - connections: most connections at a time; further requests wait as long as
  ///     `connectTimeout`, so callers keep to the same number.
  ///   - connectTimeout: for name resolution, TCP and TLS together.
  ///   - responseLimit: most bytes of an answer.
  /// - Throws: ``TransportConfigurationError``.
  public init(
    baseURL: String, tls: TLSIdentity.Configuration?, bearerTokenFile: String?, connections: Int,
    connectTimeout: Duration = .seconds(10), responseLimit: Int = AsyncHTTPTransport.standardResponseLimit
  ) throws(TransportConfigurationError) {
    self.baseURL = try BaseURL(baseURL)
    self.tls = tls
    self.connections = max(1, connections)
    self.connectTimeout = connectTimeout
    self.responseLimit = max(0, responseLimit)
    // The client traps when it is dropped without shutdown, so everything that can fail comes before it.
    token = if let bearerTokenFile { try BearerToken(path: bearerTokenFile) } else { nil }
    let configuration = try TLSIdentity.clientConfiguration(tls)
    current = CurrentClient(
      ClientGeneration(
        Self.makeClient(configuration, connections: self.connections, connectTimeout: connectTimeout)))
  }

  /// Reads the certificate files again and uses them from the next request on; running ones finish as they
  /// are.
  ///
  /// - Throws: ``TransportConfigurationError``; the old identity then stays in force.
  public func reloadTLS() async throws(TransportConfigurationError) {
    let configuration = try TLSIdentity.clientConfiguration(tls)
    let new = ClientGeneration(
      Self.makeClient(configuration, connections: connections, connectTimeout: connectTimeout))
    // After a shutdown there is nothing to replace, and the new client is the one to close.
    let retired = current.replace(by: new) ?? new
    if retired.retire() { await retired.close() }
  }

  /// Ends the client: waits for no request, cancels those still running, closes the connections. Later
  /// requests fail as `cancelled`.
  public func shutdown() async throws {
    if let last = current.take() { try await last.client.shutdown() }
  }

  /// Sends one request; see ``HTTPTransport/send(_:)``.
  public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    let progress = SendingProgress()
    let prepared = try prepare(request, progress: progress)
    guard let generation = current.borrow() else {
      throw TransportError(kind: .cancelled, mayHaveArrived: false, text: "the transport is shut down")
    }
    let result = await exchange(
      prepared, timeout: request.timeout, client: generation.client, progress: progress)
    // The last request of a replaced client closes it: no task is left on its own for that.
    if generation.release() { await generation.close() }
    return try result.get()
  }

  // MARK: - One exchange

  private func prepare(
    _ request: TransportRequest, progress: SendingProgress
  ) throws(TransportError) -> HTTPClientRequest {
    var prepared = HTTPClientRequest(url: try baseURL.appending(request.path))
    guard FieldSyntax.isToken(request.method), request.headers.allSatisfy(FieldSyntax.isField) else {
      throw TransportError(kind: .other, mayHaveArrived: false, text: "the method or a header is no HTTP")
    }
    prepared.method = HTTPMethod(rawValue: request.method)
    prepared.headers = HTTPHeaders(request.headers)
    if let token { prepared.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(token.current)") }
    guard var body = request.body else { return prepared }
    if request.gzip, let compressed = Gzip.compress(body) {
      body = compressed
      prepared.headers.replaceOrAdd(name: "Content-Encoding", value: "gzip")
    }
    prepared.body = .stream(RequestBody(bytes: body, progress: progress), length: .known(Int64(body.count)))
    return prepared
  }

  private enum Race: Sendable {
    case answered(Result<TransportResponse, TransportError>)
    case timedOut
  }

  /// Races the exchange with the clock: the client's own deadline ends with the head of the answer, and a
  /// server that trickles its content would hold the connection for ever.
  private func exchange(
    _ request: HTTPClientRequest, timeout: Duration, client: HTTPClient, progress: SendingProgress
  ) async -> Result<TransportResponse, TransportError> {
    await withTaskGroup(of: Race.self) { group in
      group.addTask {
        .answered(await receive(request, timeout: timeout, client: client, progress: progress))
      }
      group.addTask {
        try? await Task.sleep(for: timeout)
        return .timedOut
      }
      let first = await group.next()
      group.cancelAll()
      if case .answered(let result) = first { return result }
      if Task.isCancelled {
        return .failure(
          .init(kind: .cancelled, mayHaveArrived: progress.hasBegun, text: "the request was cancelled"))
      }
      return .failure(
        .init(kind: .timeout, mayHaveArrived: progress.hasBegun, text: "no whole answer within the time-out"))
    }
  }

  private func receive(
    _ request: HTTPClientRequest, timeout: Duration, client: HTTPClient, progress: SendingProgress
  ) async -> Result<TransportResponse, TransportError> {
    if request.body == nil { progress.begin() }
    do {
      // Longer than the clock above, which alone decides.
      let response = try await client.execute(request, timeout: TimeAmount(timeout) + .seconds(5))
      if let length = response.headers.first(name: "Content-Length").flatMap({ Int($0) }),
        length > responseLimit
      {
        return .failure(tooLarge)
      }
      var body: [UInt8] = []
      for try await chunk in response.body {
        guard chunk.readableBytes <= responseLimit - body.count else { return .failure(tooLarge) }
        body.append(contentsOf: chunk.readableBytesView)
      }
      return decode(response, body: body)
    } catch {
      return .failure(TransportFailure.classify(error, hasBegun: progress.hasBegun))
    }
  }

  /// The client asks for no compression and decodes none by itself; a server may compress all the same.
  private func decode(
    _ response: HTTPClientResponse, body: [UInt8]
  ) -> Result<TransportResponse, TransportError> {
    var answer = TransportResponse(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) }, body: body)
    guard response.headers.first(name: "Content-Encoding")?.lowercased() == "gzip", !body.isEmpty else {
      return .success(answer)
    }
    do {
      answer.body = try Gzip.decompress(body, limit: responseLimit)
      return .success(answer)
    } catch .tooLarge {
      return .failure(tooLarge)
    } catch {
      return .failure(
        .init(kind: .responseLost, mayHaveArrived: true, text: "the answer's gzip encoding is damaged"))
    }
  }

  private var tooLarge: TransportError {
    .init(
      kind: .responseTooLarge, mayHaveArrived: true, text: "the answer is larger than \(responseLimit) bytes")
  }

  private static func makeClient(
    _ tls: TLSConfiguration, connections: Int, connectTimeout: Duration
  ) -> HTTPClient {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(connectTimeout)), decompression: .disabled)
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
    // Shorter than what servers and middleboxes usually keep: a connection that died unseen costs an unknown
    // outcome.
    configuration.connectionPool.idleTimeout = .seconds(30)
    // Trying again is reconciliation's decision, with its back-off and its record.
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }
}

/// A client and the number of requests that use it.
private final class ClientGeneration: Sendable {
  let client: HTTPClient
  private let use = Mutex((running: 0, isRetired: false))

  init(_ client: HTTPClient) { self.client = client }

  func borrow() { use.withLock { $0.running += 1 } }

  /// Whether the caller was the last and must close it.
  func release() -> Bool {
    use.withLock { use in
      use.running -= 1
      return use.isRetired && use.running == 0
    }
  }

  /// Whether nothing runs and the caller must close it.
  func retire() -> Bool {
    use.withLock { use in
      use.isRetired = true
      return use.running == 0
    }
  }

  /// An error of closing a client that nobody uses any more changes nothing for anybody.
  func close() async { try? await client.shutdown() }
}

private final class CurrentClient: Sendable {
  private let generation: Mutex<ClientGeneration?>

  init(_ first: ClientGeneration) { generation = Mutex(first) }

  func borrow() -> ClientGeneration? {
    generation.withLock { generation in
      generation?.borrow()
      return generation
    }
  }

  /// The client that was replaced; nil, and nothing is replaced, after ``take()``.
  func replace(by new: ClientGeneration) -> ClientGeneration? {
    generation.withLock { generation in
      guard let old = generation else { return nil }
      generation = new
      return old
    }
  }

  func take() -> ClientGeneration? {
    generation.withLock { generation in
      defer { generation = nil }
      return generation
    }
  }
}

/// Whether any of the request may have left: until the client asks for the content it has no connection.
final class SendingProgress: Sendable {
  private let begun = Atomic(false)
  var hasBegun: Bool { begun.load(ordering: .acquiring) }
  func begin() { begun.store(true, ordering: .releasing) }
}

/// The content in pieces; the first one asked for marks the beginning of sending.
struct RequestBody: AsyncSequence, Sendable {
  typealias Element = ByteBuffer
  static let pieceSize = 256 * 1024
  var bytes: [UInt8]
  var progress: SendingProgress

  struct AsyncIterator: AsyncIteratorProtocol {
    var body: RequestBody
    var sent = 0

    mutating func next() async -> ByteBuffer? {
      body.progress.begin()
      guard sent < body.bytes.count else { return nil }
      let end = Swift.min(sent + RequestBody.pieceSize, body.bytes.count)
      defer { sent = end }
      return ByteBuffer(bytes: body.bytes[sent..<end])
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }
}
