/// The destination's evidence that it took a request over.
struct Receipt: Sendable, Hashable {
  /// HTTP status, or the format's equivalent.
  var status: Int
}

/// Why a request was not acknowledged. `words` come from the destination or the transport and may be shown in
/// `parked show`, never in logs or metrics.
struct DeliveryError: Error, Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// The destination judged the contents and will not take these bytes.
    case refused
    /// The request was too large.
    case tooLarge
    /// It asks to come back later; seconds if it said when.
    case throttled(retryAfter: Double?)
    /// It could not be reached, or failed without judging the contents.
    case unreachable
    /// The request may have arrived, the answer did not.
    case unknownOutcome
    /// Credentials are missing, wrong or expired.
    case unauthorized
    /// A certificate is wrong or expired.
    case certificate
  }

  var kind: Kind
  var status: Int?
  var words: String

  /// Whether the answer is a refusal of the whole request (FHIR R4 3.1.0.11.2: all or nothing), not of one entry in an
  /// answer that says otherwise.
  var certainlyTookNothing: Bool {
    guard let status, kind == .refused || kind == .tooLarge else { return false }
    return (400..<500).contains(status)
  }

  /// The contract's code for it.
  var reason: ReasonCode {
    switch kind {
    case .refused: .deliveryRefused
    case .tooLarge: .deliveryTooLarge
    case .throttled: .deliveryThrottled
    case .unreachable: .deliveryUnreachable
    case .unknownOutcome: .deliveryUnknownOutcome
    case .unauthorized: .deliveryUnauthorized
    case .certificate: .deliveryCertificate
    }
  }

  /// A constant word for metrics and the request log.
  var result: String {
    switch kind {
    case .refused: "refused"
    case .tooLarge: "too-large"
    case .throttled: "throttled"
    case .unreachable: "unreachable"
    case .unknownOutcome: "unknown-outcome"
    case .unauthorized: "unauthorized"
    case .certificate: "certificate"
    }
  }
}
