/// One chart number's regional identifier for a span of days.
public struct IdentityLink: Sendable, Hashable, Codable {
  /// Chart number of this facility.
  public var localID: String
  /// Identifier in the region.
  public var regionalID: String
  /// First day, nil: since ever.
  public var validFrom: CivilDate?
  /// Last day, nil: until further notice.
  public var validTo: CivilDate?

  /// A link; identifiers are expected to be valid by `PatientIdentifierRule.isValid`.
  public init(localID: String, regionalID: String, validFrom: CivilDate? = nil, validTo: CivilDate? = nil) {
    self.localID = localID
    self.regionalID = regionalID
    self.validFrom = validFrom
    self.validTo = validTo
  }

  /// The days on which the link is in force.
  public var period: CivilPeriod { CivilPeriod(from: validFrom, to: validTo) }
}

/// What an operator decided about a chart number with `patient link` or `patient unlink`; kept in the ledger. The last
/// one for a chart number stands in place of everything the table says about it.
public enum OperatorLink: Sendable, Hashable, Codable {
  /// This link and no other.
  case link(IdentityLink, sequence: Int64)
  /// No link.
  case unlink(localID: String, sequence: Int64)

  /// The chart number it is about.
  public var localID: String {
    switch self {
    case .link(let link, _): link.localID
    case .unlink(let localID, _): localID
    }
  }

  /// Order in which operators decided.
  public var sequence: Int64 {
    switch self {
    case .link(_, let sequence), .unlink(_, let sequence): sequence
    }
  }
}

/// Whose records these are, as far as the region is concerned.
public enum IdentityMatch: Sendable, Hashable {
  /// Exactly one regional ID, and it belongs to no other chart number of this facility.
  case registered(regionalID: String)
  /// No link in force (`identity.not-registered`).
  case notRegistered
  /// Links contradict each other; nothing is sent until someone mends them (`identity.ambiguous`).
  case ambiguous
}

/// All links between chart numbers and regional IDs: the table, then what operators decided.
///
/// A chart number is `registered` only when both directions are unique on the day asked for. Two regional IDs for one
/// chart number, or one regional ID for two chart numbers, make every chart number concerned `ambiguous`: sending one
/// patient's records under another's ID is the worst this gateway could do (promise P22).
public struct PatientLinks: Sendable {
  /// True where the region needs no common ID: every patient takes part under his chart number, and the patients
  /// cannot be listed from here.
  public let coversEveryPatient: Bool
  /// Digits to which chart numbers are padded with zeros; nil: compared as they are.
  public let patientIDWidth: Int?

  private let byLocal: [String: [IdentityLink]]
  /// Chart numbers by regional ID, over all days.
  private let byRegional: [String: Set<String>]

  /// Links from the table `csv` and from operators.
  public init(csv: [IdentityLink], operators: [OperatorLink], patientIDWidth: Int?) {
    var byLocal: [String: [IdentityLink]] = [:]
    for link in csv {
      let local = PatientIdentifierRule.padded(link.localID, width: patientIDWidth)
      byLocal[local, default: []].append(link)
    }
    for decision in operators.sorted(by: { $0.sequence < $1.sequence }) {
      let local = PatientIdentifierRule.padded(decision.localID, width: patientIDWidth)
      switch decision {
      case .link(let link, _): byLocal[local] = [link]
      case .unlink: byLocal[local] = nil
      }
    }
    var byRegional: [String: Set<String>] = [:]
    for (local, links) in byLocal {
      for link in links { byRegional[link.regionalID, default: []].insert(local) }
    }
    coversEveryPatient = false
    self.patientIDWidth = patientIDWidth
    self.byLocal = byLocal
    self.byRegional = byRegional
  }

  /// Where the region needs no common ID (`source: none`): every valid chart number is its own regional ID.
  public static func everyPatient(patientIDWidth: Int?) -> PatientLinks {
    PatientLinks(everyPatientWithWidth: patientIDWidth)
  }

  private init(everyPatientWithWidth width: Int?) {
    coversEveryPatient = true
    patientIDWidth = width
    byLocal = [:]
    byRegional = [:]
  }

  /// The regional ID of a chart number on a day.
  public func match(localID: String, on day: CivilDate) -> IdentityMatch {
    let local = PatientIdentifierRule.padded(localID, width: patientIDWidth)
    guard PatientIdentifierRule.isValid(localID) else { return .notRegistered }
    if coversEveryPatient { return .registered(regionalID: local) }
    let regionalIDs = regionalIDs(of: local, on: day)
    guard let regionalID = regionalIDs.first else { return .notRegistered }
    guard regionalIDs.count == 1 else { return .ambiguous }
    let holders = byRegional[regionalID, default: []]
    let isShared = holders.contains { other in
      other != local && self.regionalIDs(of: other, on: day).contains(regionalID)
    }
    return isShared ? .ambiguous : .registered(regionalID: regionalID)
  }

  /// Regional ID by chart number (padded) for everybody registered on a day. Empty when `coversEveryPatient`.
  public func registeredLocalIDs(on day: CivilDate) -> [String: String] {
    var registered: [String: String] = [:]
    for local in byLocal.keys {
      if case .registered(let regionalID) = match(localID: local, on: day) { registered[local] = regionalID }
    }
    return registered
  }

  /// Chart numbers (padded) that are ambiguous on a day, in order.
  public func ambiguousLocalIDs(on day: CivilDate) -> [String] {
    byLocal.keys.filter { match(localID: $0, on: day) == .ambiguous }.sorted()
  }

  /// Every link of a chart number, in force or not, in the order of the table.
  public func links(localID: String) -> [IdentityLink] {
    byLocal[PatientIdentifierRule.padded(localID, width: patientIDWidth)] ?? []
  }

  /// Chart numbers with a link of any day.
  public var count: Int { byLocal.count }

  /// Chart numbers (padded) whose match here on `day` differs from that in `other` on `previousDay` (the same day when
  /// nil): those whose records must be looked at again. A link added for one patient can change another's match, and
  /// so can the turn of a day.
  ///
  /// When one of the two covers every patient, only chart numbers with a link in the other are known and returned; the
  /// caller looks at the whole storage then.
  public func changes(
    from other: PatientLinks, on day: CivilDate, previousDay: CivilDate? = nil
  ) -> Set<String> {
    let candidates = Set(byLocal.keys).union(other.byLocal.keys)
    return candidates.filter { local in
      match(localID: local, on: day) != other.match(localID: local, on: previousDay ?? day)
    }
  }

  private func regionalIDs(of local: String, on day: CivilDate) -> Set<String> {
    guard let links = byLocal[local] else { return [] }
    return Set(links.lazy.filter { $0.period.contains(day) }.map(\.regionalID))
  }
}
