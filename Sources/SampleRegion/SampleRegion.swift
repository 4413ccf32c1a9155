import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization

/// A small regional repository: FHIR R4 over HTTP on SQLite, with a page that shows what has arrived. For
/// trials, demonstrations and tests; it imports none of the gateway's code and judges what arrives by itself.
///
///     let region = try SampleRegion(configuration: .init())
///     try await region.whileRunning { port in … }
public struct SampleRegion: Service {
  /// How the region is set up.
  public struct Configuration: Sendable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port to listen on; 0 = any free one.
    public var port = 0
    /// Where the resources are kept.
    public var location = ResourceStore.Location.memory
    /// Whether literal references must resolve and what is referred to cannot be deleted.
    public var referentialIntegrity = true
    /// Faults to show.
    public var faults = FaultPlan()
    /// Limits on requests.
    public var limits = RequestLimits()
    /// TLS; `nil` = plain HTTP.
    public var tls: TLSFiles?
    /// The page's language when the browser asks for neither; `nil` = English.
    public var language: PageLanguage?
    /// Where the region logs to. Logs hold no patient data.
    public var logger = Logger(label: "sample-region", factory: { _ in SwiftLogNoOpLogHandler() })

    /// In memory, any port on 127.0.0.1, no TLS, no faults.
    public init() {}
  }

  /// PEM files for TLS.
  public struct TLSFiles: Sendable, Hashable {
    /// The certificate chain, the server's own first.
    public var certificate: String
    /// The private key.
    public var key: String
    /// Certificates of the authorities that a client's certificate must come from; `nil` = no client
    /// certificate.
    public var clientAuthority: String?

    /// The three files.
    public init(certificate: String, key: String, clientAuthority: String? = nil) {
      self.certificate = certificate
      self.key = key
      self.clientAuthority = clientAuthority
    }
  }

  /// The resources.
  public let store: ResourceStore
  private let configuration: Configuration
  private let listening = ListeningState()

  /// Opens the store; listens only in ``run()``.
  ///
  /// - Throws: GRDB's `DatabaseError`.
  public init(configuration: Configuration) throws {
    self.configuration = configuration
    store = try ResourceStore(
      configuration.location, referentialIntegrity: configuration.referentialIntegrity)
  }

  /// Serves until the task is cancelled or its service group shuts down; then the store is closed. Runs once.
  ///
  /// - Throws: `NIOSSLError` for unusable TLS files, `IOError` when the address cannot be had.
  public func run() async throws {
    try await serve { try await $0.run() }
  }

  /// Serves until SIGTERM or SIGINT asks to stop; requests under way are answered first. Runs once.
  ///
  /// - Throws: as ``run()``.
  public func runUntilSignalled() async throws {
    try await serve { try await $0.runService() }
  }

  private func serve(_ body: (any ApplicationProtocol) async throws -> Void) async throws {
    do {
      try await body(try application())
      listening.end(CancellationError())
      try store.close()
    } catch {
      listening.end(error)
      try? store.close()
      throw error
    }
  }

  /// The port that is listened on, as soon as it is.
  ///
  /// - Throws: the error that ended ``run()`` before it listened.
  public func port() async throws -> Int {
    try await listening.port()
  }

  /// Serves while `body` runs, which is given the port.
  ///
  /// - Throws: what `body` or ``run()`` throws.
  public func whileRunning<Result: Sendable>(
    _ body: @Sendable (_ port: Int) async throws -> Result
  ) async throws -> Result {
    let group = ServiceGroup(
      configuration: .init(services: [.init(service: self)], logger: configuration.logger))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      do {
        let result = try await body(try await port())
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return result
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
    }
  }

  private func application() throws -> some ApplicationProtocol {
    let endpoint = FHIREndpoint(
      store: store, limits: configuration.limits, referentialIntegrity: configuration.referentialIntegrity)
    let responder = RegionResponder(
      endpoint: endpoint, page: PageEndpoint(store: store, language: configuration.language),
      faults: FaultSource(configuration.faults), scheme: configuration.tls == nil ? "http" : "https")
    let listening = listening
    return Application(
      responder: responder,
      server: try server(),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: "sample-region"),
      onServerRunning: { channel in listening.begin(channel.localAddress?.port ?? 0) },
      logger: configuration.logger)
  }

  private func server() throws -> HTTPServerBuilder {
    let plain = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(60)))
    guard let files = configuration.tls else { return plain }
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(files.certificate).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem)))
    tls.minimumTLSVersion = .tlsv12
    if let authority = files.clientAuthority {
      tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authority))
      // A client has no host name to verify; its chain is verified and must be there.
      tls.certificateVerification = .noHostnameVerification
    }
    return try .tls(plain, tlsConfiguration: tls)
  }
}

/// The port, for those who wait for it.
///
///     waiting ── begin(port) ──> listening(port) ── end ──> ended
///        └──────────── end(error) ────────────────────────────^
private final class ListeningState: Sendable {
  private enum State {
    case waiting([CheckedContinuation<Int, any Error>])
    case listening(Int)
    case ended(any Error)
  }

  private let state = Mutex(State.waiting([]))

  func begin(_ port: Int) {
    resume(to: .listening(port)) { $0.resume(returning: port) }
  }

  func end(_ error: any Error) {
    resume(to: .ended(error)) { $0.resume(throwing: error) }
  }

  private func resume(to next: State, _ answer: (CheckedContinuation<Int, any Error>) -> Void) {
    let waiting: [CheckedContinuation<Int, any Error>] = state.withLock { state in
      defer { state = next }
      guard case .waiting(let continuations) = state else { return [] }
      return continuations
    }
    waiting.forEach(answer)
  }

  func port() async throws -> Int {
    try await withCheckedThrowingContinuation { continuation in
      state.withLock { state in
        switch state {
        case .waiting(let continuations): state = .waiting(continuations + [continuation])
        case .listening(let port): continuation.resume(returning: port)
        case .ended(let error): continuation.resume(throwing: error)
        }
      }
    }
  }
}
