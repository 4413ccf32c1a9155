import Crypto
import SSMIX2

/// Everything that decides over records without looking into them, as it is in force at one moment: identity links,
/// consents, scope, the day.
struct PolicySnapshot: Sendable {
  var links: PatientLinks
  var consents: ConsentRegister
  var scope: GatewayConfiguration.Scope
  var onWithdraw: GatewayConfiguration.Consent.OnWithdraw
  /// The institution code that each destination stands for.
  var recipients: [String: String?]
  /// The day in Japan.
  var today: CivilDate
  /// Digest of settings that decide over every record (facility, identifiers, scope, converter).
  var fingerprint: [UInt8]
  /// Grows with every change; a send that was prepared under another one is prepared again.
  var generation: Int
  /// The facility's terminology in force.
  var terminology = LocalTerminology()

  /// The regional ID in force, if there is exactly one.
  func match(_ localID: String) -> IdentityMatch { links.match(localID: localID, on: today) }

  /// What shall be true of a record, as far as its name tells.
  func desired(localID: String, record: StoredRecord, destination: String) -> Desired {
    switch match(localID) {
    case .notRegistered: return .nothing(.identityNotRegistered)
    case .ambiguous:
      return .undecided(RecordProblem(code: .identityAmbiguous, detail: nil))
    case .registered: break
    }
    if let refusal = consent(localID: localID, kind: record.kind, destination: destination) {
      return refusal == .consentWithdrawn && onWithdraw == .stop ? .leave(refusal) : .nothing(refusal)
    }
    let newest = Self.newest(record.versions)
    let active = Self.active(record)
    if let rule = outOfScope(record, department: (active ?? newest)?.department ?? "") {
      return .nothing(rule)
    }
    if let problem = record.problem.flatMap(ReasonCode.init(rawValue:)) {
      return .undecided(RecordProblem(code: problem, detail: nil))
    }
    if record.isInSeveralRoots {
      return .undecided(RecordProblem(code: .storageSeveralRoots, detail: nil))
    }
    return active.map(Desired.publish) ?? .nothing(.storageDeleted)
  }

  private func consent(localID: String, kind: String, destination: String) -> ReasonCode? {
    switch consents.decision(
      localID: localID, kind: kind, recipient: recipients[destination] ?? nil, on: today)
    {
    case .granted: nil
    case .none: .consentNone
    case .withdrawn: .consentWithdrawn
    case .notThisKind: .consentKind
    }
  }

  private func outOfScope(_ record: StoredRecord, department: String) -> ReasonCode? {
    if !scope.kinds.covers(record.kind) { return .scopeKind }
    if scope.excludeDepartments.contains(department) { return .scopeDepartment }
    // Records without a care date are snapshots of today: no cut-off applies.
    if let since = scope.since, let date = CivilDate(compact: record.careDate), date < since {
      return .scopeBeforeCutoff
    }
    return nil
  }

  /// The newest version by the timestamp of its name.
  static func newest(_ versions: [StoredVersion]) -> StoredVersion? {
    versions.max { ordering($0) < ordering($1) }
  }

  /// The version that counts (contract.md section 1), chosen by the storage's own rule.
  static func active(_ record: StoredRecord) -> StoredVersion? {
    let key = RecordKey(
      storageType: .standard, patientID: "", careDate: record.careDate, kind: record.kind,
      orderNumber: record.orderNumber)
    let named = record.versions.map {
      RecordVersion(key: key, timestamp: $0.timestamp, department: $0.department, flag: $0.flag)
    }
    guard let chosen = ActiveVersion.select(from: named), let index = named.firstIndex(of: chosen) else {
      return nil
    }
    return record.versions[index]
  }

  private static func ordering(_ version: StoredVersion) -> String {
    version.timestamp + String(repeating: "0", count: max(0, 17 - version.timestamp.utf8.count))
      + String(version.flag == .superseded ? 0 : 1)
  }

  /// The policy of one patient in a form that can be compared with yesterday's.
  func policy(of localID: String) -> PatientPolicy {
    var hash = SHA256()
    hash.update(data: fingerprint)
    let identity: String
    var regionalID: String?
    switch match(localID) {
    case .registered(let id):
      identity = "registered"
      regionalID = id
    case .ambiguous: identity = "ambiguous"
    case .notRegistered: identity = "notRegistered"
    }
    hash.update(data: Array("\(identity)|\(regionalID ?? "")|".utf8))
    // The entries themselves are part of it: a consent may name a kind folder that no list here knows.
    for entry in consents.entries(localID: localID) where entry.period.contains(today) {
      hash.update(
        data: Array("\(entry.decision.rawValue)|\(entry.kinds.text)|\(entry.recipients.text)|".utf8))
    }
    for destination in recipients.keys.sorted() {
      for kind in Self.kindsForDigest {
        let decision = consent(localID: localID, kind: kind, destination: destination)
        hash.update(data: Array((decision?.rawValue ?? "+").utf8))
      }
    }
    return PatientPolicy(
      localID: localID, regionalID: regionalID, identity: identity, digest: Array(hash.finalize().prefix(16)))
  }

  /// Consents name standard kinds, or kind folders; an empty name stands for every other kind.
  private static let kindsForDigest = DataKind.all.map(\.code) + [""]
}

/// What decides over one patient's records.
struct PatientPolicy: Sendable, Hashable {
  var localID: String
  var regionalID: String?
  var identity: String
  var digest: [UInt8]
}
