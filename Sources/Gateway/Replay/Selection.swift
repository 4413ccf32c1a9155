/// Which records a command concerns; the same options everywhere (contract.md section 4). All conditions must
/// hold; an empty selection is everything.
public struct Selection: Sendable, Hashable, Codable {
  /// Chart numbers.
  public var patients: [String] = []
  /// Regional ID.
  public var regionalID: String?
  /// Data kinds.
  public var kinds: [String] = []
  /// First care date, `YYYYMMDD`; records without one are not selected when either bound is given.
  public var careDateFrom: String?
  /// Last care date, `YYYYMMDD`.
  public var careDateTo: String?
  /// Versions whose timestamp is not before this, digits of `YYYYMMDDHHMMSSfff` (a prefix suffices).
  public var timestampSince: String?
  /// Versions whose timestamp is not after this.
  public var timestampUntil: String?
  /// Department code.
  public var department: String?
  /// Order number.
  public var order: String?
  /// delivered, excluded, parked or waiting.
  public var outcome: String?
  /// Reason code.
  public var reasonCode: String?
  /// Destination of the configuration.
  public var destination: String?
  /// Storage of the configuration.
  public var storage: String?
  /// Path below a storage root of one file.
  public var path: String?
  /// The mark under which a log names a record (`record trace --ref`).
  public var ref: String?
  /// At most this many rows; nil means no limit (lists are streamed in pages of 1,000).
  public var limit: Int?

  /// Creates a selection of everything.
  public init() {}
}
