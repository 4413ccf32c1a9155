import SSMIX2

/// Grammar and quantity: how many records of which kind and month there are, and in how many something is wrong.
public struct ValidationSummary: Sendable, Hashable {
  /// What one row counts.
  public struct Key: Sendable, Hashable, Comparable {
    /// `standard` or `extended`; loose files count as standard.
    public var storageType: StorageType
    /// The data kind as its folder names it.
    public var kind: String
    /// `YYYY-MM` of the care date, or `-`.
    public var month: String

    /// Standard storage first, then by kind and month.
    public static func < (left: Key, right: Key) -> Bool {
      (left.storageType == .extended ? 1 : 0, left.kind, left.month)
        < (right.storageType == .extended ? 1 : 0, right.kind, right.month)
    }
  }

  /// The counts of one row.
  public struct Row: Sendable, Hashable {
    /// Record versions: files of the standard, content folders of the extended storage.
    public var records = 0
    /// Those with condition flag 1.
    public var active = 0
    /// Those with condition flag 2.
    public var superseded = 0
    /// Those with condition flag 0.
    public var deleted = 0
    /// Records with a finding of severity error.
    public var withErrors = 0
    /// Records with a finding of severity warning and none of severity error.
    public var withWarnings = 0

    static func += (left: inout Row, right: Row) {
      left.records += right.records
      left.active += right.active
      left.superseded += right.superseded
      left.deleted += right.deleted
      left.withErrors += right.withErrors
      left.withWarnings += right.withWarnings
    }
  }

  /// Rows that are told apart: more kinds and months than any hospital has are counted together.
  public static let rowLimit = 20_000
  /// Where the rest is counted.
  public static let otherKind = "*"

  /// By kind and month.
  public private(set) var rows: [Key: Row] = [:]
  /// A code with the severity that it had: a finding may weigh less than its code does at most.
  public struct Weighed: Sendable, Hashable {
    /// The reason code.
    public var code: ValidationCode
    /// How grave it was.
    public var severity: ValidationSeverity

    /// What to do: nothing about a note, whatever its code demands elsewhere.
    public var remedy: ValidationRemedy { severity == .note ? .nothing : code.remedy }
  }

  /// Findings by code and severity, those that were not shown included.
  public private(set) var codes: [Weighed: Int] = [:]
  /// Patients (folders of level 3) seen.
  public internal(set) var patients = 0
  /// Files read.
  public internal(set) var files = 0
  /// Bytes read.
  public internal(set) var bytes = 0

  /// An empty summary.
  public init() {}

  /// Record versions of all kinds.
  public var records: Int { rows.values.reduce(0) { $0 + $1.records } }

  /// Whether a finding of severity error was among them: exit code 3.
  public var hasErrors: Bool { findings(.error) > 0 }

  /// Findings of one severity, those that were not shown included.
  public func findings(_ severity: ValidationSeverity) -> Int {
    codes.reduce(0) { $0 + ($1.key.severity == severity ? $1.value : 0) }
  }

  mutating func count(_ finding: ValidationFinding) {
    codes[Weighed(code: finding.code, severity: finding.severity), default: 0] += 1
  }

  mutating func count(
    _ version: RecordVersion?, storageType: StorageType, findings: ArraySlice<ValidationFinding>
  ) {
    let worst = findings.lazy.map(\.severity).max()
    var row = Row(records: 1)
    switch version?.flag {
    case .active: row.active = 1
    case .superseded: row.superseded = 1
    case .deleted: row.deleted = 1
    case nil: break
    }
    row.withErrors = worst == .error ? 1 : 0
    row.withWarnings = worst == .warning ? 1 : 0
    add(row, Self.key(version, storageType))
  }

  private static func key(_ version: RecordVersion?, _ storageType: StorageType) -> Key {
    guard let key = version?.key else { return Key(storageType: storageType, kind: "-", month: "-") }
    let date = key.careDate
    let month = date.utf8.count == 8 ? "\(date.prefix(4))-\(date.dropFirst(4).prefix(2))" : "-"
    return Key(storageType: storageType, kind: key.kind, month: month)
  }

  private mutating func add(_ row: Row, _ key: Key) {
    if rows[key] != nil || rows.count < Self.rowLimit {
      rows[key, default: Row()] += row
    } else {
      rows[Key(storageType: key.storageType, kind: Self.otherKind, month: "-"), default: Row()] += row
    }
  }

  mutating func merge(_ other: ValidationSummary) {
    for (key, row) in other.rows { add(row, key) }
    for (code, count) in other.codes { codes[code, default: 0] += count }
    patients += other.patients
    files += other.files
    bytes += other.bytes
  }
}
