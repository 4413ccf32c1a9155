/// Which version of a record counts.
public enum ActiveVersion {
  /// The version with flag `1` and the greatest timestamp; none when all are `0` or `2`, or when a `0` is
  /// later.
  ///
  /// A module that dies between two renames leaves two versions with flag `1`: the later wins. A tombstone
  /// (flag `0`) is not resurrected by an older flag `1` that arrives after it, while a `1` of the same or a
  /// later time is a record stored again after its deletion.
  /// - Parameter versions: all versions of one key, in any order.
  public static func select(from versions: [RecordVersion]) -> RecordVersion? {
    var active: RecordVersion?
    var tombstone = ""
    for version in versions {
      switch version.flag {
      case .active:
        if let best = active, !precedes(best, version) { continue }
        active = version
      case .deleted: tombstone = max(tombstone, version.orderingTimestamp)
      case .superseded: continue
      }
    }
    guard let active, tombstone <= active.orderingTimestamp else { return nil }
    return active
  }

  /// Later timestamp last; the rest of the name decides between equals so that the order of a directory
  /// listing never does.
  private static func precedes(_ a: RecordVersion, _ b: RecordVersion) -> Bool {
    (a.orderingTimestamp, a.timestamp, a.department) < (b.orderingTimestamp, b.timestamp, b.department)
  }
}
