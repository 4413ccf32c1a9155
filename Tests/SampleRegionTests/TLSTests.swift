import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

@testable import SampleRegion

@Suite("TLS and life cycle")
struct TLSTests {
  /// The certificates as files, which are gone when `body` is done.
  private func withFiles(_ body: (_ path: (String) -> String) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.path + "/region-tls-\(LogicalID.random())"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let files = [
      "ca": TestCertificates.authority, "server": TestCertificates.server,
      "server.key": TestCertificates.serverKey,
    ]
    for (name, text) in files {
      try text.write(toFile: "\(directory)/\(name)", atomically: false, encoding: .utf8)
    }
    try await body { "\(directory)/\($0)" }
  }

  private func client(_ certificate: String?, _ key: String?) throws -> HTTPClient {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.authority.utf8)))
    if let certificate, let key {
      tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map {
        .certificate($0)
      }
      tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem))
    }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    configuration.timeout.connect = .seconds(3)
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(configuration: configuration)
  }

  private static let presented: [(certificate: String?, key: String?, mutual: Bool, isTaken: Bool)] = [
    (nil, nil, false, true), (nil, nil, true, false),
    (TestCertificates.client, TestCertificates.clientKey, true, true),
    (TestCertificates.stranger, TestCertificates.strangerKey, true, false),
  ]

  @Test("With an authority for clients only their certificates are taken", arguments: presented.indices)
  func mutual(index: Int) async throws {
    let example = Self.presented[index]
    try await withFiles { path in
      var configuration = SampleRegion.Configuration()
      configuration.tls = SampleRegion.TLSFiles(
        certificate: path("server"), key: path("server.key"),
        clientAuthority: example.mutual ? path("ca") : nil)
      let client = try client(example.certificate, example.key)
      try await SampleRegion(configuration: configuration).whileRunning { port in
        let region = RegionClient(base: "https://localhost:\(port)", client: client)
        if example.isTaken {
          let answer = try await region.send(.PUT, "/fhir/Patient/a", Sample.patient("a"))
          #expect(answer.status == 201)
          #expect(
            answer.headers.first(name: "Location")?.hasPrefix("https://localhost:\(port)/fhir/") == true)
        } else {
          await #expect(throws: (any Error).self) { try await region.send(.GET, "/healthz") }
        }
        try await client.shutdown()
      }
    }
  }

  @Test("Unusable files end the run, and who waits for the port is told")
  func unusable() async throws {
    var configuration = SampleRegion.Configuration()
    configuration.tls = SampleRegion.TLSFiles(certificate: "/nonexistent", key: "/nonexistent")
    let region = try SampleRegion(configuration: configuration)
    await #expect(throws: (any Error).self) { try await region.whileRunning { _ in } }
    await #expect(throws: (any Error).self) { try await region.port() }
  }

  @Test("A port that is taken ends the run")
  func portTaken() async throws {
    try await withRegion { client in
      var configuration = SampleRegion.Configuration()
      configuration.port = Int(client.base.split(separator: ":").last ?? "") ?? 0
      let second = try SampleRegion(configuration: configuration)
      await #expect(throws: (any Error).self) { try await second.whileRunning { _ in } }
    }
  }

  @Test("What was answered is there when the region starts again on the same file")
  func restart() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/region-\(LogicalID.random()).sqlite"
    defer {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    try await withRegion {
      $0.location = .file(path)
    } _: { client in
      let answer = try await client.transaction(Sample.put(Sample.patient("a"), "Patient/a"))
      #expect(answer.status == 200)
    }
    try await withRegion {
      $0.location = .file(path)
    } _: { client in
      let answer = try await client.send(.GET, "/fhir/Patient/a")
      #expect(answer.status == 200)
    }
  }
}
