import Foundation
import NIOSSL
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(5))) struct TLSTests {
  let certificates: TestCertificates
  let client: (certificate: String, key: String)

  init() throws {
    certificates = try TestCertificates()
    client = try certificates.issue("client")
  }

  /// A server that wants a client certificate of the same authority.
  func serverConfiguration(
    host: String = "localhost", expires: Date = .now + 86_400, newest: TLSVersion = .tlsv13
  ) throws -> TLSConfiguration {
    let files = try certificates.issue("server", host: host, expires: expires)
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(files.certificate).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem)))
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(certificates.ca))
    tls.certificateVerification = .noHostnameVerification
    tls.maximumTLSVersion = newest
    return tls
  }

  func identity(minimum: TLSIdentity.Version = .v1_3) -> TLSIdentity.Configuration {
    .init(ca: certificates.ca, certificate: client.certificate, key: client.key, minimum: minimum)
  }

  /// What one request gives.
  func outcome(
    of identity: TLSIdentity.Configuration?, server tls: TLSConfiguration,
    _ behaviour: ScriptedServer.Behaviour = .reply(ScriptedServer.ok())
  ) async throws -> Result<Int, TransportError> {
    let server = try await ScriptedServer(behaviour, tls: tls)
    let transport = try AsyncHTTPTransport(
      baseURL: "https://localhost:\(server.port)", tls: identity, bearerTokenFile: nil, connections: 1)
    let result: Result<Int, TransportError>
    do {
      result = .success(try await transport.send(.init(method: "POST", path: "x", body: [1])).status)
    } catch {
      result = .failure(error)
    }
    try await transport.shutdown()
    await server.stop()
    return result
  }

  @Test(arguments: TLSIdentity.Version.allCases)
  func bothSidesKnowEachOther(_ minimum: TLSIdentity.Version) async throws {
    let result = try await outcome(of: identity(minimum: minimum), server: try serverConfiguration())
    #expect(result == .success(200))
  }

  @Test func anOldServerNeedsTheLowerMinimum() async throws {
    let old = try serverConfiguration(newest: .tlsv12)
    #expect(try await outcome(of: identity(minimum: .v1_2), server: old) == .success(200))
    let refused = try await outcome(of: identity(minimum: .v1_3), server: old)
    #expect(refused.error?.kind == .tls && refused.error?.mayHaveArrived == false)
  }

  /// No record may leave before the server has shown who it is.
  @Test func aServerThatIsNotTrustedGetsNothing() async throws {
    let wrongHost = try await outcome(of: identity(), server: try serverConfiguration(host: "other.example"))
    let expired = try await outcome(of: identity(), server: try serverConfiguration(expires: .now - 3600))
    var stranger = identity()
    stranger.ca = try TestCertificates().ca(keptIn: certificates.folder)
    let unknown = try await outcome(of: stranger, server: try serverConfiguration())
    let systemOnly = try await outcome(of: nil, server: try serverConfiguration())
    for result in [wrongHost, expired, unknown, systemOnly] {
      #expect(result.error?.kind == .tls && result.error?.mayHaveArrived == false, "\(result)")
    }
  }

  @Test func aServerThatDoesNotTrustUsIsAnError() async throws {
    let nobody = TLSIdentity.Configuration(ca: certificates.ca)
    let error = try await outcome(of: nobody, server: try serverConfiguration()).error
    // In TLS 1.3 the refusal comes after our side is done, when sending may have begun.
    #expect(error?.kind == .tls || error?.kind == .responseLost, "\(String(describing: error))")
  }

  @Test func aConnectionCutAfterTheRequestIsNoTLSError() async throws {
    let error = try await outcome(of: identity(), server: try serverConfiguration(), .replyAndClose([])).error
    #expect(error?.kind == .responseLost && error?.mayHaveArrived == true, "\(String(describing: error))")
  }

  @Test func aConnectionCutInTheHandshakeHasSentNothing() async throws {
    let error = try await outcome(of: identity(), server: try serverConfiguration(), .closeOnConnect).error
    #expect(error != nil && error?.mayHaveArrived == false, "\(String(describing: error))")
  }

  /// A renewed certificate is used without a restart, a bad one never, and no request is dropped meanwhile.
  @Test func reloadingTakesTheNewIdentityAndKeepsTheOldWhenItIsBad() async throws {
    let server = try await ScriptedServer(
      .hold(ScriptedServer.ok()), tls: try serverConfiguration())
    let transport = try AsyncHTTPTransport(
      baseURL: "https://localhost:\(server.port)", tls: identity(), bearerTokenFile: nil, connections: 1)
    var requests = server.requests.makeAsyncIterator()
    let request = TransportRequest(method: "POST", path: "", body: [1])

    async let running = transport.send(request)
    let first = try #require(await requests.next()?.clientCertificate)
    _ = try certificates.issue("client")
    try await transport.reloadTLS()
    async let next = transport.send(request)
    let second = try #require(await requests.next()?.clientCertificate)
    #expect(first != second)
    server.release()
    #expect(try await running.status == 200)
    #expect(try await next.status == 200)

    try "no certificate".write(toFile: client.certificate, atomically: true, encoding: .utf8)
    let error = await #expect(throws: TransportConfigurationError.self) { try await transport.reloadTLS() }
    #expect(error?.part == .certificate)
    async let last = transport.send(request)
    #expect(await requests.next()?.clientCertificate == second)
    server.release()
    #expect(try await last.status == 200)
    try await transport.shutdown()
    await server.stop()
  }

  @Test func filesThatDoNotBelongTogetherAreRefused() throws {
    let other = try certificates.issue("other")
    let missing = certificates.folder + "/missing.pem"
    let cases: [(TLSIdentity.Configuration, TransportConfigurationError.Part)] = [
      (.init(ca: missing), .ca),
      (.init(ca: client.key), .ca),
      (.init(certificate: missing, key: client.key), .certificate),
      (.init(certificate: client.certificate, key: missing), .key),
      (.init(certificate: client.certificate, key: client.certificate), .key),
      (.init(certificate: client.certificate, key: other.key), .key),
      (.init(certificate: client.certificate), .key),
      (.init(key: client.key), .certificate),
    ]
    for (configuration, part) in cases {
      let error = #expect(throws: TransportConfigurationError.self) {
        try AsyncHTTPTransport(
          baseURL: "https://localhost", tls: configuration, bearerTokenFile: nil, connections: 1)
      }
      #expect(error?.part == part, "\(configuration)")
    }
  }

  @Test func theExpiryOfACertificateIsRead() throws {
    let expires = Date(timeIntervalSince1970: 2_000_000_000)
    let files = try certificates.issue("dated", expires: expires)
    #expect(try TLSIdentity.expiry(ofCertificateAt: files.certificate) == expires)
    #expect(throws: TransportConfigurationError.self) { try TLSIdentity.expiry(ofCertificateAt: files.key) }
  }
}

extension Result {
  /// The error, when it is one.
  var error: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}

extension TestCertificates {
  /// A copy of the authority's file that outlives this authority.
  func ca(keptIn folder: String) throws -> String {
    let copy = folder + "/stranger.pem"
    try FileManager.default.copyItem(atPath: ca, toPath: copy)
    return copy
  }
}
