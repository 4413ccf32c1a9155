/// What a patient agreed to, or took back, for a span of days.
public struct ConsentEntry: Sendable, Hashable, Codable {
  /// The two things that a consent form can say.
  public enum Decision: String, Sendable, Hashable, Codable, CaseIterable {
    case grant, withdraw
  }
  /// Chart number of this facility.
  public var localID: String
  /// What the form says.
  public var decision: Decision
  /// The days on which it says so.
  public var period: CivilPeriod
  /// Data kinds, spelt as `KindName.canonical` does.
  public var kinds: Coverage
  /// Institution codes of those who may receive, or may no longer.
  public var recipients: Coverage
  /// Number of the signed form; not evaluated.
  public var document: String

  /// An entry; `from` and `to` are both included, nil is open.
  public init(
    localID: String, decision: Decision, from: CivilDate? = nil, to: CivilDate? = nil, kinds: Coverage = .all,
    recipients: Coverage = .all, document: String = ""
  ) {
    self.localID = localID
    self.decision = decision
    self.period = CivilPeriod(from: from, to: to)
    self.kinds = kinds
    self.recipients = recipients
    self.document = document
  }

  /// First day, nil: since ever.
  public var from: CivilDate? { period.from }
  /// Last day, nil: until further notice.
  public var to: CivilDate? { period.to }
}

/// What was registered with `consent grant` or `consent withdraw`; kept in the ledger.
///
/// Always dated: an undated withdrawal would sort before every dated grant.
public struct OperatorConsent: Sendable, Hashable, Codable {
  /// The entry; its `from` is never nil.
  public let entry: ConsentEntry
  /// Order in which operators decided.
  public let sequence: Int64

  /// An operator's decision in force from `from` on.
  public init(
    localID: String, decision: ConsentEntry.Decision, from: CivilDate, to: CivilDate? = nil,
    kinds: Coverage = .all, recipients: Coverage = .all, document: String = "", sequence: Int64
  ) {
    entry = ConsentEntry(
      localID: localID, decision: decision, from: from, to: to, kinds: kinds, recipients: recipients,
      document: document)
    self.sequence = sequence
  }
}

/// Whether one kind of one patient may go to one recipient on one day.
public enum ConsentDecision: Sendable, Hashable {
  /// It may.
  case granted
  /// Nothing in force says that it may.
  case none
  /// The patient took it back.
  case withdrawn
  /// The patient agreed, but not to this kind.
  case notThisKind

  /// The reason for `excluded`; nil when granted.
  public var reason: ReasonCode? {
    switch self {
    case .granted: nil
    case .none: .consentNone
    case .withdrawn: .consentWithdrawn
    case .notThisKind: .consentKind
    }
  }
}
