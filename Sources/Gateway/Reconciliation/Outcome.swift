/// What became of a record key towards one destination: exactly one of four (contract.md section 1).
public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
  /// The destination has acknowledged the desired state.
  case delivered
  /// A rule keeps it inside, or the storage says it is deleted.
  case excluded
  /// Somebody has to look at it.
  case parked
  /// On its way.
  case waiting
}
