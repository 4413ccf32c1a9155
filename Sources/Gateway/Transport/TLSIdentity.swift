import Foundation
import NIOSSL

/// Who we are and whom we trust towards one destination. All files are PEM.
public enum TLSIdentity {
  /// The oldest protocol version that is spoken.
  public enum Version: String, Sendable, Hashable, CaseIterable {
    /// TLS 1.2 (RFC 5246), for a destination that cannot do better.
    case v1_2 = "1.2"
    /// TLS 1.3 (RFC 8446), the default.
    case v1_3 = "1.3"
  }

  /// The `tls` part of a destination. The server's certificate and name are always verified.
  public struct Configuration: Sendable, Hashable {
    /// File of the certificate authorities that are trusted, in place of the system's; nil trusts the
    /// system's.
    public var ca: String?
    /// File of our certificate and its intermediates, leaf first; nil sends none.
    public var certificate: String?
    /// File of our certificate's private key, not encrypted.
    public var key: String?
    /// The oldest protocol version that is spoken.
    public var minimum: Version

    /// A configuration; certificate and key come together or not at all.
    public init(
      ca: String? = nil, certificate: String? = nil, key: String? = nil, minimum: Version = .v1_3
    ) {
      self.ca = ca
      self.certificate = certificate
      self.key = key
      self.minimum = minimum
    }
  }

  /// When the first certificate of a PEM file expires: for the metric that warns 60, 30, 14, 7 and 1 days
  /// before.
  ///
  /// - Throws: ``TransportConfigurationError`` of part `certificate`.
  public static func expiry(ofCertificateAt path: String) throws(TransportConfigurationError) -> Date {
    let chain = try certificates(at: path, part: .certificate)
    return Date(timeIntervalSince1970: TimeInterval(chain[0].notValidAfter))
  }

  /// Reads the files and checks that they belong together.
  ///
  /// - Throws: ``TransportConfigurationError`` that names the file's part.
  static func clientConfiguration(
    _ identity: Configuration?
  ) throws(TransportConfigurationError) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    let identity = identity ?? Configuration()
    tls.certificateVerification = .fullVerification
    tls.minimumTLSVersion = identity.minimum == .v1_3 ? .tlsv13 : .tlsv12
    if let ca = identity.ca { tls.trustRoots = .certificates(try certificates(at: ca, part: .ca)) }
    switch (identity.certificate, identity.key) {
    case (nil, nil): break
    case (let certificate?, let keyPath?):
      let chain = try certificates(at: certificate, part: .certificate)
      let key: NIOSSLPrivateKey
      do {
        key = try NIOSSLPrivateKey(file: keyPath, format: .pem)
      } catch {
        throw .init(part: .key, text: "no private key can be read from the file")
      }
      tls.certificateChain = chain.map { .certificate($0) }
      tls.privateKey = .privateKey(key)
    case (nil, _): throw .init(part: .certificate, text: "a key is given without its certificate")
    case (_, nil): throw .init(part: .key, text: "a certificate is given without its key")
    }
    do {
      // Only building a context compares key and certificate.
      _ = try NIOSSLContext(configuration: tls)
    } catch {
      throw .init(part: .key, text: "the key does not belong to the certificate")
    }
    return tls
  }

  private static func certificates(
    at path: String, part: TransportConfigurationError.Part
  ) throws(TransportConfigurationError) -> [NIOSSLCertificate] {
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(path)
      if !certificates.isEmpty { return certificates }
    } catch {
      // The same answer as for a file without any: what NIO says adds nothing that helps.
    }
    throw .init(part: part, text: "no certificate can be read from the file")
  }
}
