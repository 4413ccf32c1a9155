import SSMIX2

/// What the storage says about a record now, seen through identity, consent and scope.
enum Desired: Sendable, Hashable {
  /// The destination shall hold what this version makes.
  case publish(StoredVersion)
  /// The destination shall hold nothing of it; the reason tells why.
  case nothing(ReasonCode)
  /// Nothing is sent any more, and what was sent stays (`on-withdraw: stop`).
  case leave(ReasonCode)
  /// Nobody can say; what was sent stays until an operator has looked.
  case undecided(RecordProblem)
}

/// The pure comparison at the heart of the gateway: desired against delivered.
enum Plan: Sendable, Hashable {
  /// The destination holds nothing yet.
  case put
  /// It holds another version.
  case replace
  /// It holds something and shall hold nothing.
  case retract(ReasonCode)
  /// Both sides are equal.
  case nothing
  /// Kept inside by this rule, and nothing is held.
  case excluded(ReasonCode)
  /// Somebody has to look.
  case parked(RecordProblem)

  /// - Parameters:
  ///   - desired: what shall be.
  ///   - input: digest of what would be sent; only for `.publish`.
  ///   - delivered: digest of what the destination acknowledged, nil when that is nothing or not known.
  ///   - made: what the destination may hold.
  static func make(desired: Desired, input: [UInt8]?, delivered: [UInt8]?, made: [String]) -> Plan {
    switch desired {
    case .publish:
      if let input, input == delivered { return .nothing }
      return made.isEmpty ? .put : .replace
    case .nothing(let reason):
      return made.isEmpty ? .excluded(reason) : .retract(reason)
    case .leave(let reason):
      return .excluded(reason)
    case .undecided(let problem):
      return .parked(problem)
    }
  }
}
