import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate authority of a test, with what it has issued as PEM files in a directory of their own.
final class TestCertificates: Sendable {
  let folder: String
  private let authorityKey = P256.Signing.PrivateKey()
  private let authority: Certificate

  var ca: String { folder + "/ca.pem" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/certificates-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let name = try DistinguishedName { CommonName("Test Authority") }
    authority = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: .init(authorityKey.publicKey),
      notValidBefore: .now - 86_400, notValidAfter: .now + 86_400 * 10, issuer: name, subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try .init { Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil)) },
      issuerPrivateKey: .init(authorityKey))
    try authority.serializeAsPEM().pemString.write(toFile: ca, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Issues a certificate and writes `<file>.pem` and `<file>.key`.
  func issue(
    _ file: String, host: String = "localhost", expires: Date = .now + 86_400
  ) throws -> (certificate: String, key: String) {
    let key = P256.Signing.PrivateKey()
    let certificate = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey),
      notValidBefore: .now - 86_400 * 2, notValidAfter: expires, issuer: authority.subject,
      subject: try DistinguishedName { CommonName(file) }, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try .init {
        Critical(BasicConstraints.notCertificateAuthority)
        SubjectAlternativeNames([.dnsName(host)])
      },
      issuerPrivateKey: .init(authorityKey))
    let paths = (certificate: "\(folder)/\(file).pem", key: "\(folder)/\(file).key")
    try certificate.serializeAsPEM().pemString.write(
      toFile: paths.certificate, atomically: true, encoding: .utf8)
    try key.pemRepresentation.write(toFile: paths.key, atomically: true, encoding: .utf8)
    return paths
  }
}
