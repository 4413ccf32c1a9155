/// Everything known about consent, and the rules that decide (contract.md section 5, promise P21).
///
/// Of the entries of a patient that are in force on the day and concern the recipient, ordered by their first day, the
/// table before operators, then by position:
///
/// - `grant all` and `withdraw all` replace everything before them.
/// - `withdraw` of kinds takes back those kinds and nothing else.
/// - `grant` of kinds adds to earlier grants of kinds, but narrows an earlier `grant all`: the newer form says what
///   the patient agreed to. Kinds that no form names are then `notThisKind`.
/// - A withdrawal without a first day counts from the latest first day above it: written below a dated grant it takes
///   that grant back. A grant without a first day is the oldest of all.
///
/// An entry limited to recipients concerns a destination whose institution code it lists. For a destination without an
/// institution code, a limited grant does not count and a limited withdrawal does.
///
/// Where nothing applies, `defaultDecision` does. `allow` (opt-out) is for patients without any grant, in force or not:
/// once a patient has signed a form that agrees to something, only forms count.
public struct ConsentRegister: Sendable {
  /// What holds for a patient about whom nothing is known.
  public let defaultDecision: ConsentDefault
  /// Digits to which chart numbers are padded with zeros; nil: compared as they are.
  public let patientIDWidth: Int?

  private struct Position: Sendable, Hashable {
    var entry: ConsentEntry
    var isOperator: Bool
  }
  /// By chart number; table rows in file order, then operators in the order of their decisions.
  private let byLocal: [String: [Position]]

  /// A register of the table's entries and of what operators registered.
  public init(
    csv: [ConsentEntry], operators: [OperatorConsent], defaultDecision: ConsentDefault, patientIDWidth: Int?
  ) {
    var byLocal: [String: [Position]] = [:]
    func add(_ entry: ConsentEntry, isOperator: Bool) {
      let local = PatientIdentifierRule.padded(entry.localID, width: patientIDWidth)
      byLocal[local, default: []].append(Position(entry: entry, isOperator: isOperator))
    }
    for entry in csv { add(entry, isOperator: false) }
    for decision in operators.sorted(by: { $0.sequence < $1.sequence }) {
      add(decision.entry, isOperator: true)
    }
    self.byLocal = byLocal
    self.defaultDecision = defaultDecision
    self.patientIDWidth = patientIDWidth
  }

  /// Whether records of `kind` may go to `recipient` (the destination's institution code, nil: it has none) on a day.
  public func decision(
    localID: String, kind: String, recipient: String?, on day: CivilDate
  ) -> ConsentDecision {
    guard PatientIdentifierRule.isValid(localID) else { return .none }
    let all = byLocal[PatientIdentifierRule.padded(localID, width: patientIDWidth)] ?? []
    let kind = KindName.comparable(kind)
    let isDefaultAllowed = defaultDecision == .allow && !all.contains { $0.entry.decision == .grant }
    var result: ConsentDecision = isDefaultAllowed ? .granted : .none
    var isNamed = false
    for entry in Self.inOrder(all, on: day) where Self.concerns(entry, recipient) {
      switch (entry.kinds, entry.decision) {
      case (.all, .grant):
        (result, isNamed) = (.granted, false)
      case (.all, .withdraw):
        (result, isNamed) = (.withdrawn, false)
      case (.only(let kinds), .withdraw):
        if kinds.contains(kind) { (result, isNamed) = (.withdrawn, true) }
      case (.only(let kinds), .grant):
        if kinds.contains(kind) {
          (result, isNamed) = (.granted, true)
        } else if !isNamed {
          result = .notThisKind
        }
      }
    }
    return result
  }

  /// Every entry of a chart number, in force or not: the table's in file order, then the operators'.
  public func entries(localID: String) -> [ConsentEntry] {
    (byLocal[PatientIdentifierRule.padded(localID, width: patientIDWidth)] ?? []).map(\.entry)
  }

  /// Chart numbers (padded) with an entry, in order.
  public var localIDs: [String] { byLocal.keys.sorted() }

  /// Chart numbers (padded) for which what is in force here on `day` differs from what was in force in `other` on
  /// `previousDay` (the same day when nil): those whose records must be looked at again. The turn of a day changes
  /// what is in force, too. A changed default concerns every patient: compare `defaultDecision` for that.
  public func changes(
    from other: ConsentRegister, on day: CivilDate, previousDay: CivilDate? = nil
  ) -> Set<String> {
    let candidates = Set(byLocal.keys).union(other.byLocal.keys)
    return candidates.filter { local in
      effect(of: local, on: day) != other.effect(of: local, on: previousDay ?? day)
    }
  }

  /// What decides about a patient on a day.
  private struct Effect: Equatable {
    var rules: [Rule]
    var hasGrant: Bool
  }

  private struct Rule: Equatable {
    var decision: ConsentEntry.Decision
    var kinds: Coverage
    var recipients: Coverage
  }

  private func effect(of local: String, on day: CivilDate) -> Effect {
    let all = byLocal[local] ?? []
    let rules = Self.inOrder(all, on: day).map {
      Rule(decision: $0.decision, kinds: $0.kinds, recipients: $0.recipients)
    }
    return Effect(rules: rules, hasGrant: all.contains { $0.entry.decision == .grant })
  }

  /// The entries in force on a day, in the order in which they count.
  private static func inOrder(_ all: [Position], on day: CivilDate) -> [ConsentEntry] {
    var latest: CivilDate?
    var keyed: [(from: CivilDate?, position: Position)] = []
    for position in all where position.entry.period.contains(day) {
      var from = position.entry.from
      if let known = latest, from.map({ $0 > known }) ?? false { latest = from }
      if latest == nil { latest = from }
      if from == nil, position.entry.decision == .withdraw { from = latest }
      keyed.append((from, position))
    }
    let sorted = keyed.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.from != b.from {
        guard let first = a.from else { return true }
        guard let second = b.from else { return false }
        return first < second
      }
      if a.position.isOperator != b.position.isOperator { return b.position.isOperator }
      return left.offset < right.offset
    }
    return sorted.map(\.element.position.entry)
  }

  private static func concerns(_ entry: ConsentEntry, _ recipient: String?) -> Bool {
    guard case .only(let recipients) = entry.recipients else { return true }
    guard let recipient else { return entry.decision == .withdraw }
    return recipients.contains(recipient)
  }
}

/// What holds without any entry (`consent.default`).
public enum ConsentDefault: String, Sendable, Hashable, Codable, CaseIterable {
  /// Opt-in: nothing is shared.
  case deny
  /// Opt-out: everything is shared.
  case allow
}
