/// One logical storage that is spread over several roots (by period, by kind): which version of a record counts
/// (SS-MIX2 1.2g, ルートフォルダー).
///
/// Only roots of one family are merged: those of the medical and of the dental side of a hospital are two
/// storages, since their ADT messages differ.
public enum VolumeMerge {
  /// A version and the root it lies in.
  public struct Stored: Sendable, Hashable {
    /// Index of the root in the configuration: of two equal copies the one in the earlier root counts.
    public var volume: Int
    /// The version.
    public var version: RecordVersion

    /// A version as a scan found it.
    public init(volume: Int, version: RecordVersion) {
      self.volume = volume
      self.version = version
    }
  }

  /// What all roots together say about one key.
  public struct Merged: Sendable, Hashable {
    /// The key.
    public var key: RecordKey
    /// The version that counts, and where; none when the record is deleted or an update is half done.
    public var active: Stored?
    /// Other versions with flag `1`, of any root, newest first: to be reported, never published.
    public var rivals: [Stored]
    /// The roots that hold versions of the key; more than one is to be reported.
    public var volumes: [Int]
  }

  /// Merges versions by key: of all roots' versions that counts which would count in one folder
  /// (``ActiveVersion``), the newest.
  ///
  /// - Parameter stored: all versions of any number of keys, in any order.
  /// - Returns: one entry a key, in the order of patient, care date, kind and order number.
  public static func merge(_ stored: [Stored]) -> [Merged] {
    Dictionary(grouping: stored, by: \.version.key)
      .map { key, stored in merge(key, stored) }
      .sorted { order($0.key) < order($1.key) }
  }

  private static func merge(_ key: RecordKey, _ stored: [Stored]) -> Merged {
    let active = ActiveVersion.select(from: stored.map(\.version)).flatMap { version in
      stored.filter { $0.version == version }.min { $0.volume < $1.volume }
    }
    let rivals = stored.filter { $0.version.flag == .active && $0 != active }.sorted { a, b in
      (a.version.orderingTimestamp, a.version.name, b.volume) > (
        b.version.orderingTimestamp, b.version.name, a.volume
      )
    }
    return Merged(key: key, active: active, rivals: rivals, volumes: Set(stored.map(\.volume)).sorted())
  }

  private static func order(_ key: RecordKey) -> (String, String, String, String, String) {
    (key.patientID, key.careDate, key.kind, key.orderNumber, key.storageType.rawValue)
  }
}
