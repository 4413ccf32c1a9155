/// One HTTP exchange with one destination: the seam that delivery formats and their tests use.
///
/// An implementation never repeats a request by itself and never follows a redirect: what was sent how often
/// is the ledger's to know.
public protocol HTTPTransport: Sendable {
  /// Sends a request and reads the whole answer, whatever its status (RFC 9110).
  ///
  /// - Throws: ``TransportError`` when there is no whole answer; its ``TransportError/mayHaveArrived`` tells
  ///   whether the request may have taken effect all the same.
  func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse
}

/// A request as a delivery format states it.
public struct TransportRequest: Sendable {
  /// The method token, such as `POST` (RFC 9110 section 9).
  public var method: String
  /// Appended to the destination's base URL: "" for the base itself, `Patient/x`, `?_summary=true`. It may
  /// name a patient's resource, so it appears in no error and no log.
  public var path: String
  /// Header fields besides those of the transport (length, encoding, authorization, host).
  public var headers: [(String, String)]
  /// The content; nil for none.
  public var body: [UInt8]?
  /// Whether the content is sent with `Content-Encoding: gzip`.
  public var gzip: Bool
  /// From the call to the last byte of the answer.
  public var timeout: Duration

  /// A request; `timeout` bounds the whole exchange.
  public init(
    method: String, path: String, headers: [(String, String)] = [], body: [UInt8]? = nil, gzip: Bool = false,
    timeout: Duration = .seconds(30)
  ) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
    self.gzip = gzip
    self.timeout = timeout
  }
}

/// A whole answer.
public struct TransportResponse: Sendable {
  /// The status code (RFC 9110 section 15).
  public var status: Int
  /// The header fields in the order received.
  public var headers: [(String, String)]
  /// The decoded content, at most the transport's limit.
  public var body: [UInt8]

  /// An answer, as a transport or a test double states it.
  public init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first field of that name; names are compared without regard to case (RFC 9110 section 5.1).
  public func header(_ name: String) -> String? {
    headers.first { $0.0.lowercased() == name.lowercased() }?.1
  }
}

/// Why there is no whole answer. It never holds a URL, a header or content.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The cases that reconciliation and the operator treat differently.
  public enum Kind: String, Sendable, CaseIterable {
    /// Nobody listens at that address.
    case connectionRefused = "connection-refused"
    /// The name does not resolve, or no route leads there.
    case unreachable
    /// No trust in either direction: certificate, host name, version, or the peer refused ours.
    case tls
    /// The time is over, in connecting or in waiting for the answer.
    case timeout
    /// The connection ended before any content left.
    case connectionLostBeforeSending = "connection-lost-before-sending"
    /// The connection ended, or made no sense, after sending began: the outcome is unknown.
    case responseLost = "response-lost"
    /// The answer is larger than the limit, as sent or once decoded.
    case responseTooLarge = "response-too-large"
    /// The caller's task was cancelled, or the transport is shut down.
    case cancelled
    /// Anything else, among them a request that cannot be sent as stated.
    case other
  }

  /// What happened.
  public var kind: Kind
  /// Whether the receiver may have got the whole request: then its outcome is unknown, and a repetition must
  /// be harmless. False only when that is certain.
  public var mayHaveArrived: Bool
  /// An English sentence for the operator.
  public var text: String

  /// An error as a transport or a test double states it.
  public init(kind: Kind, mayHaveArrived: Bool, text: String) {
    self.kind = kind
    self.mayHaveArrived = mayHaveArrived
    self.text = text
  }

  /// Kind and sentence.
  public var description: String { "\(kind.rawValue): \(text)" }
}

/// What is wrong with a transport's configuration. File paths are the operator's own and may be shown.
public struct TransportConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Which part of a destination's configuration is meant.
  public enum Part: String, Sendable {
    case url, ca, certificate, key
    case bearerTokenFile = "bearer-token-file"
  }

  /// Which part is meant.
  public var part: Part
  /// An English sentence for the operator.
  public var text: String

  /// An error of one part.
  public init(part: Part, text: String) {
    self.part = part
    self.text = text
  }

  /// Part and sentence.
  public var description: String { "\(part.rawValue): \(text)" }
}
