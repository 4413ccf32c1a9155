import Foundation
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(5))) struct AsyncHTTPTransportTests {
  /// Runs a body with a server and a transport to it, and ends both.
  func exchange<Value: Sendable>(
    _ behaviour: ScriptedServer.Behaviour, token: String? = nil, connections: Int = 2,
    responseLimit: Int = AsyncHTTPTransport.standardResponseLimit,
    _ body: (AsyncHTTPTransport, ScriptedServer) async throws -> Value
  ) async throws -> Value {
    let server = try await ScriptedServer(behaviour)
    let transport = try AsyncHTTPTransport(
      baseURL: "http://127.0.0.1:\(server.port)/fhir", tls: nil, bearerTokenFile: token,
      connections: connections,
      responseLimit: responseLimit)
    let result: Result<Value, any Error>
    do { result = .success(try await body(transport, server)) } catch { result = .failure(error) }
    try await transport.shutdown()
    await server.stop()
    return try result.get()
  }

  /// The error of a request whose path and content must appear in no error.
  func failure(_ transport: AsyncHTTPTransport, timeout: Duration = .seconds(60)) async -> TransportError? {
    let request = TransportRequest(
      method: "POST", path: "Patient/canary", body: Array("canary".utf8), timeout: timeout)
    do {
      _ = try await transport.send(request)
      return nil
    } catch {
      #expect(!error.description.contains("canary") && !error.text.isEmpty)
      return error
    }
  }

  @Test func aRequestArrivesAsStatedAndTheAnswerComesBack() async throws {
    let reply = ScriptedServer.ok("fine", headers: "X-One: 1\r\n")
    try await exchange(.reply(reply)) { transport, server in
      let content = [UInt8](repeating: 7, count: 600_000)
      var requests = server.requests.makeAsyncIterator()
      let response = try await transport.send(
        .init(method: "PUT", path: "Patient/a", headers: [("Content-Type", "x/y")], body: content))
      #expect(response.status == 200 && response.body == Array("fine".utf8))
      #expect(response.header("x-ONE") == "1" && response.header("x-two") == nil)
      let request = try #require(await requests.next())
      #expect(request.head.hasPrefix("PUT /fhir/Patient/a HTTP/1.1\r\n"))
      #expect(request.head.lowercased().contains("content-type: x/y"))
      #expect(!request.head.lowercased().contains("accept-encoding"))
      #expect(request.body == content)

      _ = try await transport.send(.init(method: "POST", path: "", body: content, gzip: true))
      let compressed = try #require(await requests.next())
      #expect(compressed.head.hasPrefix("POST /fhir HTTP/1.1\r\n"))
      #expect(compressed.head.lowercased().contains("content-encoding: gzip"))
      #expect(try Gzip.decompress(compressed.body, limit: .max) == content)

      _ = try await transport.send(.init(method: "GET", path: "metadata?_summary=true"))
      let query = try #require(await requests.next())
      #expect(query.head.hasPrefix("GET /fhir/metadata?_summary=true HTTP/1.1\r\n"))
      #expect(server.connectionCount == 1)
    }
  }

  @Test func aRedirectIsAnAnswerAndNotFollowed() async throws {
    let reply = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n"
    try await exchange(.reply(Array(reply.utf8))) { transport, _ in
      let response = try await transport.send(.init(method: "GET", path: "x"))
      #expect(response.status == 302)
    }
  }

  @Test func nobodyListening() async throws {
    // Port 1 is none that the system hands out: one that was just closed may be another test's by now.
    let transport = try AsyncHTTPTransport(
      baseURL: "http://127.0.0.1:1", tls: nil, bearerTokenFile: nil, connections: 1)
    let error = await failure(transport)
    #expect(error?.kind == .connectionRefused && error?.mayHaveArrived == false)
    try await transport.shutdown()
  }

  /// A label of more than 63 bytes fails in the resolver itself, without the network.
  @Test func aNameThatDoesNotResolve() async throws {
    let name = String(repeating: "a", count: 64) + ".invalid"
    let transport = try AsyncHTTPTransport(
      baseURL: "http://\(name)", tls: nil, bearerTokenFile: nil, connections: 1)
    let error = await failure(transport)
    #expect(error?.kind == .unreachable && error?.mayHaveArrived == false)
    try await transport.shutdown()
  }

  static let head = "HTTP/1.1 200 OK\r\n"

  struct Fault: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var behaviour: ScriptedServer.Behaviour
    var kind: TransportError.Kind
    var timeout = Duration.seconds(60)
  }

  static let faults: [Fault] = [
    Fault(testDescription: "half-open", behaviour: .silence, kind: .timeout, timeout: .milliseconds(300)),
    Fault(
      testDescription: "trickling content",
      behaviour: .trickle(Array((head + "Content-Length: 100000\r\n\r\n").utf8)),
      kind: .timeout, timeout: .milliseconds(300)),
    Fault(
      testDescription: "trickling head", behaviour: .trickle(Array((head + "X-Slow: ").utf8)), kind: .timeout,
      timeout: .milliseconds(300)),
    Fault(testDescription: "dropped", behaviour: .replyAndClose([]), kind: .responseLost),
    Fault(
      testDescription: "cut head", behaviour: .replyAndClose(Array("HTTP/1.1 20".utf8)), kind: .responseLost),
    Fault(
      testDescription: "cut content",
      behaviour: .replyAndClose(Array((head + "Content-Length: 10\r\n\r\nabc").utf8)),
      kind: .responseLost),
    Fault(
      testDescription: "cut chunks",
      behaviour: .replyAndClose(Array((head + "Transfer-Encoding: chunked\r\n\r\n5\r\nab").utf8)),
      kind: .responseLost),
    Fault(
      testDescription: "not HTTP", behaviour: .reply(Array("SSH-2.0-x\r\n\r\n".utf8)), kind: .responseLost),
    Fault(
      testDescription: "endless", behaviour: .endless(Array((head + "\r\n").utf8)), kind: .responseTooLarge),
    Fault(
      testDescription: "announced too large",
      behaviour: .reply(Array((head + "Content-Length: 99999999999\r\n\r\n").utf8)), kind: .responseTooLarge),
  ]

  /// After each of these nobody knows whether the repository stored the records.
  @Test(arguments: faults)
  func anAnswerThatIsNotWholeLeavesTheOutcomeUnknown(_ fault: Fault) async throws {
    try await exchange(fault.behaviour, responseLimit: 1 << 20) { transport, server in
      let error = await failure(transport, timeout: fault.timeout)
      #expect(error?.kind == fault.kind, "\(String(describing: error))")
      #expect(error?.mayHaveArrived == true)
      // The connection is given up: a slot that a black hole holds is a slot lost.
      for await _ in server.closed { break }
    }
  }

  @Test func aConnectionClosedAtOnceIsNotTakenForAnAnswer() async throws {
    try await exchange(.closeOnConnect) { transport, _ in
      let error = await failure(transport)
      // Whether the client wrote before it saw the end is a race; what it says must fit.
      let isLost = error?.kind == .responseLost && error?.mayHaveArrived == true
      let isUnsent = error?.kind == .connectionLostBeforeSending && error?.mayHaveArrived == false
      #expect(isLost || isUnsent, "\(String(describing: error))")
    }
  }

  @Test func aCompressedAnswerIsDecodedUpToTheLimit() async throws {
    func reply(_ content: [UInt8]) throws -> [UInt8] {
      let body = try #require(Gzip.compress(content))
      return Array((Self.head + "Content-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n").utf8)
        + body
    }
    let content = [UInt8](repeating: 0x20, count: 1 << 20)
    try await exchange(.reply(try reply(content)), responseLimit: 1 << 20) { transport, _ in
      let response = try await transport.send(.init(method: "GET", path: ""))
      #expect(response.body == content)
    }
    try await exchange(.reply(try reply(content + [1])), responseLimit: 1 << 20) { transport, _ in
      #expect(await failure(transport)?.kind == .responseTooLarge)
    }
    let damaged = Array((Self.head + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc").utf8)
    try await exchange(.reply(damaged)) { transport, _ in
      #expect(await failure(transport)?.kind == .responseLost)
    }
  }

  @Test func aCancelledTaskEndsItsRequest() async throws {
    try await exchange(.silence) { transport, server in
      let task = Task { await failure(transport) }
      for await _ in server.requests { break }
      task.cancel()
      let error = await task.value
      #expect(error?.kind == .cancelled && error?.mayHaveArrived == true)
      for await _ in server.closed { break }
    }
  }

  @Test func afterShutdownNothingIsSent() async throws {
    try await exchange(.reply(ScriptedServer.ok())) { transport, server in
      #expect(await failure(transport) == nil)
      try await transport.shutdown()
      let error = await failure(transport)
      #expect(error?.kind == .cancelled && error?.mayHaveArrived == false)
      try await transport.reloadTLS()
      #expect(await failure(transport)?.kind == .cancelled)
      #expect(server.connectionCount == 1)
    }
  }

  @Test func requestsThatAreNoHTTPAreRefusedBeforeConnecting() async throws {
    try await exchange(.reply(ScriptedServer.ok())) { transport, server in
      for request in [
        TransportRequest(method: "GET", path: "a b"),
        TransportRequest(method: "GET", path: "", headers: [("X", "a\r\nY: b")]),
        TransportRequest(method: "GET", path: "", headers: [("X Y", "a")]),
        TransportRequest(method: "GET", path: "", headers: [("", "a")]),
        TransportRequest(method: "GET / HTTP/1.1\r\nX: y", path: ""),
        TransportRequest(method: "", path: ""),
      ] {
        let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(error?.kind == .other && error?.mayHaveArrived == false)
      }
      #expect(server.connectionCount == 0)
    }
  }

  @Test func theTokenIsReadAgainWhenItsFileChanges() async throws {
    let file = FileManager.default.temporaryDirectory.path + "/token-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try "first\n".write(toFile: file, atomically: true, encoding: .utf8)
    try await exchange(.reply(ScriptedServer.ok()), token: file) { transport, server in
      var requests = server.requests.makeAsyncIterator()
      func sentToken() async throws -> String? {
        _ = try await transport.send(
          .init(method: "GET", path: "", headers: [("authorization", "Bearer forged")]))
        let lines = try #require(await requests.next()).head.split(separator: "\r\n")
        let fields = lines.filter { $0.lowercased().hasPrefix("authorization:") }
        #expect(fields.count == 1)
        return fields.first?.split(separator: " ").last.map { String($0) }
      }
      #expect(try await sentToken() == "first")
      try "second".write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try await sentToken() == "second")
      try "".write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try await sentToken() == "second")
      try FileManager.default.removeItem(atPath: file)
      #expect(try await sentToken() == "second")
      try "third".write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try await sentToken() == "third")
    }
  }

  @Test(arguments: [nil, "", " \n", "two words", "a\nb", "氏名", String(repeating: "x", count: 70_000)])
  func aFileWithoutAUsableTokenIsRefused(_ content: String?) throws {
    let file = FileManager.default.temporaryDirectory.path + "/token-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try content?.write(toFile: file, atomically: true, encoding: .utf8)
    let error = #expect(throws: TransportConfigurationError.self) {
      try AsyncHTTPTransport(
        baseURL: "http://127.0.0.1", tls: nil, bearerTokenFile: file, connections: 1)
    }
    #expect(error?.part == .bearerTokenFile)
  }
}
