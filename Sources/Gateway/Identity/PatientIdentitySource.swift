/// Where the links between chart numbers and regional IDs come from.
///
/// A source gives a snapshot; `PatientLinks` decides. A source that fails leaves the last snapshot in force: a lookup
/// that fails is never guessed.
public protocol PatientIdentitySource: Sendable {
  /// True when there are no links because every patient takes part under his chart number.
  var coversEveryPatient: Bool { get }

  /// The file that is watched, for `status`; nil when there is none.
  var path: String? { get }

  /// Why the newest content was refused; nil when what is in force is the newest.
  var refusal: SourceFileError? { get }

  /// Reads everything now. Throws `SourceFileError` when it cannot be read or has errors; what was in force stays.
  mutating func load() throws(SourceFileError) -> [IdentityLink]

  /// Looks for a change; cheap when there is none. Throws as `load`.
  mutating func refresh() throws(SourceFileError) -> WatchedTable<IdentityLink>.Change
}

/// The region needs no common ID (`identity.source: none`).
public struct EveryPatientSource: PatientIdentitySource {
  /// A source without a file.
  public init() {}
  /// Always true.
  public var coversEveryPatient: Bool { true }
  /// Always nil.
  public var path: String? { nil }
  /// Always nil.
  public var refusal: SourceFileError? { nil }
  /// No links.
  public func load() throws(SourceFileError) -> [IdentityLink] { [] }
  /// Never a change.
  public func refresh() throws(SourceFileError) -> WatchedTable<IdentityLink>.Change { .none }
}
