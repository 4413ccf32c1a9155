import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct OperationsEndpointTests {
  struct Reply {
    var status: UInt
    var headers: HTTPHeaders
    var text: String
  }

  /// Asks a real server on a free port of the loopback address.
  private func ask(
    _ path: String, method: HTTPMethod = .GET, headers: [(String, String)] = [],
    of control: FakeControl = FakeControl()
  ) async throws -> Reply {
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let endpoint = OperationsEndpoint(
      host: "127.0.0.1", port: 0, control: control,
      metrics: GatewayMetrics(destinations: ["region"], storages: ["standard"]),
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, onListening: { listening.yield($0) })
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { listening.finish() }
        try? await endpoint.run()
      }
      var iterator = ports.makeAsyncIterator()
      let port = try #require(await iterator.next())
      defer { group.cancelAll() }
      var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
      request.method = method
      for (name, value) in headers { request.headers.add(name: name, value: value) }
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
      let body = try await response.body.collect(upTo: 1 << 20)
      return Reply(status: response.status.code, headers: response.headers, text: String(buffer: body))
    }
  }

  @Test func `status is the report of the contract and is never cached`() async throws {
    let reply = try await ask("/status.json")
    #expect(reply.status == 200)
    #expect(reply.headers["content-type"] == ["application/json"])
    #expect(reply.headers["cache-control"] == ["no-store"])
    #expect(reply.text.hasPrefix("{\"attention\":[{\"code\":\"delivery.refused\",\"count\":3,"))
    let report = try ReportJSON.decode(StatusReport.self, from: reply.text.utf8)
    #expect(report == FakeControl.report)
  }

  @Test func `metrics are brought up to date by the scrape`() async throws {
    let reply = try await ask("/metrics")
    #expect(reply.status == 200)
    #expect(reply.headers["content-type"] == ["text/plain; version=0.0.4; charset=utf-8"])
    #expect(reply.text.contains("ssmix2_records{destination=\"region\",outcome=\"delivered\"} 1200\n"))
  }

  @Test(
    arguments: [
      ("/healthz", true, true, 200), ("/healthz", true, false, 200), ("/healthz", false, true, 503),
      ("/readyz", true, true, 200), ("/readyz", true, false, 503), ("/readyz", false, true, 503),
    ] as [(String, Bool, Bool, UInt)])
  func `health is told by the status code`(path: String, healthy: Bool, ready: Bool, status: UInt)
    async throws
  {
    let control = FakeControl()
    control.state.withLock { $0.health = HealthReport(healthy: healthy, ready: ready, problems: ["stuck"]) }
    let reply = try await ask(path, of: control)
    #expect(reply.status == status)
    #expect(reply.text == "{\"healthy\":\(healthy),\"problems\":[\"stuck\"],\"ready\":\(ready)}\n")
  }

  @Test func `a damaged ledger is no reason to hide the counters`() async throws {
    let control = FakeControl()
    control.state.withLock { $0.refusal = ControlError(exitCode: 15, message: "damaged") }
    let told = try await ask("/status.json", of: control).status
    #expect(told == 503)
    let metrics = try await ask("/metrics", of: control)
    #expect(metrics.status == 200)
    #expect(metrics.text.contains("ssmix2_delivery_attempts_total"))
  }

  @Test(arguments: [HTTPMethod.POST, .PUT, .DELETE, .HEAD, .OPTIONS])
  func `nothing can be changed here`(method: HTTPMethod) async throws {
    let reply = try await ask("/status.json", method: method)
    #expect(reply.status == 405)
    #expect(reply.headers["allow"] == ["GET"])
  }

  @Test(arguments: ["/nothing", "/../etc/passwd", "/status.json/", "//"])
  func `other paths are not there`(path: String) async throws {
    let told = try await ask(path).status
    #expect(told == 404)
  }

  // DNS rebinding: a page of the internet reaches this port through the operator's browser under its own
  // name.
  @Test(arguments: [
    "evil.example", "evil.example:8620", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1",
  ])
  func `a foreign host is refused`(host: String) async throws {
    let reply = try await ask("/status.json", headers: [("Host", host)])
    #expect(reply.status == 421)
    #expect(!reply.text.contains("attention"))
  }

  @Test(arguments: [("ja,en;q=0.8", "ja"), ("en-GB", "en"), ("fr", "en"), ("en;q=0.5, ja-JP;q=0.9", "ja")])
  func `the page begins in the browser's language`(accepted: String, language: String) async throws {
    let reply = try await ask("/", headers: [("Accept-Language", accepted)])
    #expect(reply.status == 200)
    #expect(reply.text.contains("<html lang=\"\(language)\">"))
    #expect(reply.headers["content-security-policy"].first?.hasPrefix("default-src 'none'; ") == true)
    #expect(reply.headers["x-content-type-options"] == ["nosniff"])
    #expect(reply.headers["vary"] == ["Accept-Language"])
  }

  @Test(arguments: [
    ("127.0.0.1", "localhost:8620", true), ("127.0.0.1", "[::1]:8620", true),
    ("127.0.0.1", "127.1.2.3", true),
    ("127.0.0.1", "LOCALHOST", true), ("127.0.0.1", "192.0.2.1", false), ("127.0.0.1", "", false),
    ("127.0.0.1", "[::1", false), ("0.0.0.0", "192.0.2.1:8620", true),
    ("0.0.0.0", "[2001:db8::1]:8620", true),
    ("0.0.0.0", "gateway.hospital.example", false),
    ("gateway.hospital.example", "gateway.hospital.example:8620", true),
    ("gateway.hospital.example", "evil.example", false), ("::1", "[::1]:8620", true),
  ])
  func `hosts that are admitted`(listening: String, authority: String, isAdmitted: Bool) {
    #expect(AdmittedHosts(listeningHost: listening).admits(authority) == isAdmitted)
  }

  @Test func `many readers cost one question a second`() async throws {
    let control = FakeControl()
    let latest = LatestStatus(control: control)
    for _ in 0..<50 { _ = try await latest.report() }
    #expect(control.state.withLock { $0.questions.count } < 50)
  }
}
