import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The pages for people and monitoring on the admin address (contract.md section 6): `/` dashboard,
/// `/status.json`, `/metrics`, `/healthz`, `/readyz`. It reads only and shows no patient.
///
/// Limits: 64 connections, 60 s idle, only GET. A request whose `Host` is not this machine is refused, so
/// that a web page elsewhere cannot read the status through an operator's browser (DNS rebinding).
public struct OperationsEndpoint: Service {
  private static let connectionLimit = 64
  private static let idleTimeout = TimeAmount.seconds(60)

  private let host: String
  private let port: Int
  private let pages: OperationsPages
  private let log: Logger
  private let onListening: @Sendable (Int) async -> Void

  /// Creates the endpoint; `run` listens.
  ///
  /// - Parameters:
  ///   - host: IP address or host name to listen on; beyond loopback only if the operator wants that.
  ///   - port: TCP port; 0 takes a free one.
  ///   - control: Where status and health come from.
  ///   - metrics: What `/metrics` shows; what `status` also tells is brought up to date at each scrape.
  ///   - log: Receives the life of the endpoint.
  ///   - onListening: Called once with the port.
  public init(
    host: String, port: Int, control: any GatewayControl, metrics: GatewayMetrics, log: Logger,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    self.host = host
    self.port = port
    self.pages = OperationsPages(listeningHost: host, control: control, metrics: metrics)
    self.log = log
    self.onListening = onListening
  }

  /// Serves until graceful shutdown or cancellation.
  ///
  /// - Throws: What the system says when the address cannot be had.
  public func run() async throws {
    let pages = pages
    let onListening = onListening
    let port = port
    let application = Application(
      responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
        await pages.response(to: request)
      },
      server: .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionLimit)),
      onServerRunning: { await onListening($0.localAddress?.port ?? port) },
      logger: log)
    try await application.run()
  }
}

/// Answers the requests of `OperationsEndpoint`.
struct OperationsPages: Sendable {
  let hosts: AdmittedHosts
  let control: any GatewayControl
  let metrics: GatewayMetrics
  let dashboard = Dashboard()
  let latest: LatestStatus

  init(listeningHost: String, control: any GatewayControl, metrics: GatewayMetrics) {
    self.hosts = AdmittedHosts(listeningHost: listeningHost)
    self.control = control
    self.metrics = metrics
    self.latest = LatestStatus(control: control)
  }

  func response(to request: Request) async -> Response {
    guard hosts.admits(request.head.authority ?? "") else {
      return text("This address answers only under the name of this machine.\n", status: .misdirectedRequest)
    }
    guard request.method == .get else {
      return text("Only GET.\n", status: .methodNotAllowed, adding: [.allow: "GET"])
    }
    switch request.uri.path {
    case "/": return dashboardPage(request)
    case "/status.json": return await statusPage()
    case "/metrics": return await metricsPage()
    case "/healthz":
      let health = await control.health()
      return json(health, status: health.healthy ? .ok : .serviceUnavailable)
    case "/readyz":
      let health = await control.health()
      return json(health, status: health.healthy && health.ready ? .ok : .serviceUnavailable)
    default: return text("Not found.\n", status: .notFound)
    }
  }

  private func dashboardPage(_ request: Request) -> Response {
    let language = Language(acceptLanguage: request.headers[.acceptLanguage] ?? "")
    let fields: HTTPFields = [
      .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: dashboard.contentSecurityPolicy,
      .vary: "Accept-Language", .contentLanguage: language.rawValue,
    ]
    return response(Array(dashboard.page(in: language).utf8), fields: fields)
  }

  private func statusPage() async -> Response {
    do {
      return json(try await latest.report())
    } catch {
      return json(error, status: .serviceUnavailable)
    }
  }

  private func metricsPage() async -> Response {
    // Without a status the counters are still worth a scrape; the health page tells what is wrong.
    if let report = try? await latest.report() { metrics.update(from: report) }
    return response(
      Array(metrics.registry.exposition().utf8),
      fields: [.contentType: "text/plain; version=0.0.4; charset=utf-8"])
  }

  private func text(
    _ text: String, status: HTTPResponse.Status, adding fields: HTTPFields = [:]
  ) -> Response {
    var fields = fields
    fields[.contentType] = "text/plain; charset=utf-8"
    return response(Array(text.utf8), status: status, fields: fields)
  }

  private func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
    guard let bytes = try? ReportJSON.encode(value) else {
      return text("The answer cannot be written.\n", status: .internalServerError)
    }
    return response(bytes + [0x0A], status: status, fields: [.contentType: "application/json"])
  }

  private func response(
    _ bytes: [UInt8], status: HTTPResponse.Status = .ok, fields: HTTPFields
  ) -> Response {
    var fields = fields
    fields[.cacheControl] = "no-store"
    fields[.xContentTypeOptions] = "nosniff"
    if fields[.contentSecurityPolicy] == nil {
      fields[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    }
    return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

/// Which `Host` headers a request may carry.
struct AdmittedHosts: Sendable {
  private let listeningHost: String
  private let isLoopback: Bool

  init(listeningHost: String) {
    self.listeningHost = listeningHost.lowercased()
    self.isLoopback = Self.isLoopback(self.listeningHost)
  }

  /// An attacker's name can be made to resolve to this machine, an IP address or the configured name cannot:
  /// on a loopback address only loopback is admitted, elsewhere also IP addresses and the configured host.
  func admits(_ authority: String) -> Bool {
    let host = Self.host(of: authority.lowercased())
    if Self.isLoopback(host) || host == listeningHost { return true }
    return !isLoopback && (try? SocketAddress(ipAddress: host, port: 0)) != nil
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" { return true }
    switch try? SocketAddress(ipAddress: host, port: 0) {
    case .v4?: return host.hasPrefix("127.")
    case .v6?: return host == "::1"
    default: return false
    }
  }

  /// The host of `host`, `host:port`, `[v6]` or `[v6]:port`.
  private static func host(of authority: String) -> String {
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return "" }
      return String(authority[authority.index(after: authority.startIndex)..<end])
    }
    guard let colon = authority.lastIndex(of: ":") else { return authority }
    return String(authority[..<colon])
  }
}

/// The newest status, asked for at most four times a second however many browsers and scrapers look.
actor LatestStatus {
  private static let freshness = Duration.milliseconds(250)

  private let control: any GatewayControl
  private let clock = ContinuousClock()
  private var newest: (report: StatusReport, at: ContinuousClock.Instant)?

  init(control: any GatewayControl) {
    self.control = control
  }

  func report() async throws(ControlError) -> StatusReport {
    if let newest, clock.now - newest.at < Self.freshness { return newest.report }
    let asked = clock.now
    guard case .status(let report) = try await control.answer(.status) else {
      throw ControlError(exitCode: 1, message: "The gateway gave another answer than its status.")
    }
    newest = (report, asked)
    return report
  }
}
