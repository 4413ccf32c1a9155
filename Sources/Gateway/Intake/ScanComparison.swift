import SSMIX2

/// What a listing says otherwise than the ledger. Pure.
enum ScanComparison {
  /// Records that changed: with all versions that are present now, none when all are gone.
  static func changes(found: PatientListing, known: [RecordName: [StoredVersion]]) -> [FoundRecord] {
    var changed: [FoundRecord] = []
    for (name, record) in found.records where differs(record, known[name] ?? []) {
      var record = record
      record.isNew = known[name] == nil
      changed.append(record)
    }
    for (name, versions) in known where found.records[name] == nil {
      // What could not be listed is not known to be gone.
      let isUnknown = versions.contains { version in
        found.unknownBelow.contains { version.path.hasPrefix($0) || version.path + "/" == $0 }
      }
      guard !isUnknown, versions.contains(where: { !$0.vanished }) else { continue }
      changed.append(
        FoundRecord(
          careDate: name.careDate, kind: name.kind, orderNumber: name.orderNumber, problem: nil, versions: [])
      )
    }
    return changed
  }

  private static func differs(_ record: FoundRecord, _ known: [StoredVersion]) -> Bool {
    let present = known.filter { !$0.vanished }
    guard present.count == record.versions.count else { return true }
    return !record.versions.allSatisfy { found in present.contains { isSame(found, $0) } }
  }

  private static func isSame(_ found: FoundVersion, _ stored: StoredVersion) -> Bool {
    found.path == stored.path && found.size == stored.size && found.modified == stored.modified
      && found.inode == stored.inode && found.flag == stored.flag
  }

  /// Whether a record is between the two steps of an update: the former version is already marked as superseded, the new
  /// one is not written yet (SS-MIX2 1.2g, update). Then nothing may be concluded.
  static func isBetweenSteps(_ record: FoundRecord, known: [StoredVersion]) -> Bool {
    guard known.contains(where: { $0.flag == .active && !$0.vanished }) else { return false }
    guard let newest = record.versions.max(by: { $0.timestamp < $1.timestamp }) else { return false }
    return newest.flag == .superseded && !record.versions.contains { $0.flag == .active }
  }
}
