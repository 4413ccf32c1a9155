import DirectoryWatch
import GRDB
import SSMIX2
import Testing

@testable import Gateway

@Suite struct ScanComparisonTests {
  private let name = RecordName(careDate: "20240601", kind: "OML-11", orderNumber: "1")

  private func found(_ flag: ConditionFlag, _ timestamp: String = "1", inode: UInt64 = 1) -> FoundVersion {
    FoundVersion(
      timestamp: timestamp, department: "01", flag: flag, path: "a/\(timestamp)_\(flag.rawValue)", size: 5,
      modified: 7, changed: 7, inode: inode)
  }

  private func stored(_ flag: ConditionFlag, _ timestamp: String = "1", vanished: Bool = false)
    -> StoredVersion
  {
    StoredVersion(row: [
      "id": 1, "timestamp": timestamp, "department": "01", "flag": flag.rawValue,
      "path": "a/\(timestamp)_\(flag.rawValue)", "size": 5, "modified": 7, "inode": 1, "sha256": nil,
      "vanished": vanished,
    ])
  }

  private func record(_ versions: [FoundVersion], isNew: Bool = false) -> FoundRecord {
    FoundRecord(
      careDate: "20240601", kind: "OML-11", orderNumber: "1", problem: nil, versions: versions, isNew: isNew)
  }

  private func changes(
    _ versions: [FoundVersion]?, _ known: [StoredVersion]?, unknownBelow: [String] = []
  ) -> [FoundRecord] {
    var listing = PatientListing()
    if let versions { listing.records[name] = record(versions) }
    listing.unknownBelow = unknownBelow
    return ScanComparison.changes(found: listing, known: known.map { [name: $0] } ?? [:])
  }

  @Test func `what is as it was is no change`() {
    #expect(changes(nil, nil).isEmpty)
    #expect(changes([found(.active)], [stored(.active)]).isEmpty)
    #expect(
      changes([found(.active), found(.superseded, "0")], [stored(.superseded, "0"), stored(.active)]).isEmpty)
    #expect(changes([found(.active)], [stored(.active), stored(.superseded, "0", vanished: true)]).isEmpty)
    #expect(changes(nil, [stored(.active, vanished: true)]).isEmpty)
  }

  @Test func `what differs is told with all its versions`() {
    #expect(changes([found(.active)], nil) == [record([found(.active)], isNew: true)])
    #expect(changes([found(.active, inode: 2)], [stored(.active)]) == [record([found(.active, inode: 2)])])
    let two = [found(.superseded), found(.active, "2")]
    #expect(changes(two, [stored(.active)]) == [record(two)])
    #expect(changes([found(.deleted)], [stored(.active)]) == [record([found(.deleted)])])
    #expect(changes([found(.active)], [stored(.active, vanished: true)]) == [record([found(.active)])])
    var bigger = found(.active)
    bigger.size = 6
    #expect(changes([bigger], [stored(.active)]) == [record([bigger])])
    var later = found(.active)
    later.modified = 8
    #expect(changes([later], [stored(.active)]) == [record([later])])
  }

  @Test func `what is gone is told without versions`() {
    #expect(changes(nil, [stored(.active)]) == [record([])])
  }

  // A share that refuses one folder must not make its records vanish.
  @Test(arguments: [["a/"], ["a/1_1/"], ["b/", "a/"]])
  func `what could not be listed is not known to be gone`(unknown: [String]) {
    #expect(changes(nil, [stored(.active)], unknownBelow: unknown).isEmpty)
  }

  @Test func `what could not be listed elsewhere changes nothing`() {
    #expect(changes(nil, [stored(.active)], unknownBelow: ["ab/", "a/1/"]) == [record([])])
  }

  @Test func `an update is half done while only superseded versions are left`() {
    let known = [stored(.active)]
    #expect(ScanComparison.isBetweenSteps(record([found(.superseded)]), known: known))
    #expect(
      ScanComparison.isBetweenSteps(record([found(.superseded, "0"), found(.superseded)]), known: known))
    #expect(!ScanComparison.isBetweenSteps(record([found(.superseded), found(.active, "2")]), known: known))
    #expect(!ScanComparison.isBetweenSteps(record([found(.deleted)]), known: known))
    #expect(!ScanComparison.isBetweenSteps(record([found(.superseded), found(.deleted, "2")]), known: known))
    #expect(!ScanComparison.isBetweenSteps(record([]), known: known))
    #expect(!ScanComparison.isBetweenSteps(record([found(.superseded)]), known: []))
    #expect(
      !ScanComparison.isBetweenSteps(record([found(.superseded)]), known: [stored(.active, vanished: true)]))
  }
}
