/// Why a record has the outcome it has, or what needs attention: the closed list of contract.md section 4, with the
/// codes this gateway adds. Stable, never translated; a code is never reused for another meaning.
public enum ReasonCode: String, Sendable, Hashable, Codable, CaseIterable {
  // Excluded: a decision, not an error.
  case consentNone = "consent.none"
  case consentWithdrawn = "consent.withdrawn"
  case consentKind = "consent.kind"
  case scopeKind = "scope.kind"
  case scopeDepartment = "scope.department"
  case scopeBeforeCutoff = "scope.before-cutoff"
  case scopeFormat = "scope.format"
  case scopeConfidential = "scope.confidential"
  case identityNotRegistered = "identity.not-registered"
  case storageDeleted = "storage.deleted"

  // Parked: someone must look, or the hospital must store a new version.
  case pathMalformed = "path.malformed"
  case pathPatientMismatch = "path.patient-mismatch"
  case pathDateMismatch = "path.date-mismatch"
  case pathKindMismatch = "path.kind-mismatch"
  case pathKindUnknown = "path.kind-unknown"
  case pathNotAFile = "path.not-a-file"
  case hl7Empty = "hl7.empty"
  case hl7NotHL7 = "hl7.not-hl7"
  case hl7Structure = "hl7.structure"
  case hl7Encoding = "hl7.encoding"
  case hl7KindMismatch = "hl7.kind-mismatch"
  case documentUnreadable = "document.unreadable"
  case identityAmbiguous = "identity.ambiguous"
  case convertUnmappable = "convert.unmappable"
  case deliveryRefused = "delivery.refused"
  case deliveryTooLarge = "delivery.too-large"
  case deliveryUnauthorized = "delivery.unauthorized"
  case deliveryCertificate = "delivery.certificate"
  case deliveryEndpoint = "delivery.endpoint"
  case storageUnreadable = "storage.unreadable"
  case storageTooLarge = "storage.too-large"
  case storageSeveralRoots = "storage.several-roots"
  case internalUnexpected = "internal.unexpected"

  // Waiting: goes on by itself.
  case deliveryQueued = "delivery.queued"
  case deliveryPaused = "delivery.paused"
  case deliveryUnreachable = "delivery.unreachable"
  case deliveryServerError = "delivery.server-error"
  case deliveryThrottled = "delivery.throttled"
  case deliveryUnknownOutcome = "delivery.unknown-outcome"
  case identityUnreachable = "identity.unreachable"
  case identityUnreadable = "identity.unreadable"
  case consentUnreadable = "consent.unreadable"
  case orderBehindParked = "order.behind-parked"
  case storageSettling = "storage.settling"
  case storageUnavailable = "storage.unavailable"

  // Attention: of the installation or of the storage, never the outcome of a record.
  case storageVanished = "storage.vanished"
  case storageWatchDegraded = "storage.watch-degraded"
  case storageNotAnswering = "storage.not-answering"
  case transactionDisagrees = "transaction.disagrees"
  case configurationRefused = "config.refused"
  case identityFileRefused = "identity.file-refused"
  case consentFileRefused = "consent.file-refused"
  case terminologyFileRefused = "terminology.file-refused"
  case deliveryCertificateExpiring = "delivery.certificate-expiring"
  case balanceMismatch = "balance.mismatch"
  case stateFull = "state.full"
  case stateUnwritable = "state.unwritable"
}

extension ReasonCode {
  /// Which outcome a code belongs to.
  public enum Family: String, Sendable, Hashable, Codable, CaseIterable {
    /// Not sent by rule.
    case excluded
    /// Not sent until someone acts or the record changes.
    case parked
    /// Will be tried without anybody's doing.
    case waiting
    /// Shown in `status`; no record has it as its outcome.
    case attention
  }

  /// The outcome that this code explains.
  public var family: Family {
    switch self {
    case .consentNone, .consentWithdrawn, .consentKind, .scopeKind, .scopeDepartment, .scopeBeforeCutoff,
      .scopeFormat, .scopeConfidential, .identityNotRegistered, .storageDeleted:
      .excluded
    case .pathMalformed, .pathPatientMismatch, .pathDateMismatch, .pathKindMismatch, .pathKindUnknown,
      .pathNotAFile, .hl7Empty, .hl7NotHL7, .hl7Structure, .hl7Encoding, .hl7KindMismatch,
      .documentUnreadable,
      .identityAmbiguous, .convertUnmappable, .deliveryRefused, .deliveryTooLarge, .deliveryUnauthorized,
      .deliveryCertificate,
      .deliveryEndpoint, .storageUnreadable, .storageTooLarge, .storageSeveralRoots, .internalUnexpected:
      .parked
    case .deliveryQueued, .deliveryPaused, .deliveryUnreachable, .deliveryServerError, .deliveryThrottled,
      .deliveryUnknownOutcome, .identityUnreachable, .identityUnreadable, .consentUnreadable,
      .orderBehindParked, .storageSettling, .storageUnavailable:
      .waiting
    case .storageVanished, .storageWatchDegraded, .storageNotAnswering, .transactionDisagrees,
      .configurationRefused,
      .identityFileRefused, .consentFileRefused, .terminologyFileRefused, .deliveryCertificateExpiring,
      .balanceMismatch, .stateFull,
      .stateUnwritable:
      .attention
    }
  }

  /// What an error with this code does to its record when nothing more is known (architecture.md section 7).
  ///
  /// Codes of decisions and of attention are no errors; should one be thrown all the same, an operator must look.
  public var disposition: GatewayError.Disposition {
    switch family {
    case .waiting: .retryable(after: nil)
    case .excluded, .attention: .needsOperator(remedy)
    case .parked: passesNeverWithTheseBytes ? .permanent : .needsOperator(remedy)
    }
  }

  /// True where only a new version in the storage can help.
  private var passesNeverWithTheseBytes: Bool {
    switch self {
    case .pathMalformed, .pathPatientMismatch, .pathDateMismatch, .pathKindMismatch, .pathKindUnknown,
      .pathNotAFile, .hl7Empty, .hl7NotHL7, .hl7Structure, .hl7Encoding, .hl7KindMismatch,
      .documentUnreadable,
      .convertUnmappable, .deliveryRefused, .deliveryTooLarge, .storageTooLarge:
      true
    default:
      false
    }
  }
}
