import SSMIX2
import Testing

@Suite struct ActiveVersionTests {
  /// Versions as `timestamp_department_flag`, and which of them counts.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var versions: [String]
    var active: String?

    init(_ description: String, _ versions: [String], _ active: String?) {
      testDescription = description
      self.versions = versions
      self.active = active
    }
  }

  static let cases = [
    Case("nothing", [], nil),
    Case("one", ["20240401090000000_01_1"], "20240401090000000_01_1"),
    Case("updated", ["20240401090000000_01_2", "20240402090000000_01_1"], "20240402090000000_01_1"),
    Case("half an update", ["20240401090000000_01_2"], nil),
    Case(
      "superseded later than active", ["20240401090000000_01_1", "20240402090000000_01_2"],
      "20240401090000000_01_1"),
    Case("deleted", ["20240401090000000_01_0", "20240402090000000_01_0"], nil),
    Case(
      "two active, the later counts", ["20240401090000000_01_1", "20240402090000000_02_1"],
      "20240402090000000_02_1"),
    Case("a tombstone is not resurrected", ["20240402090000000_01_0", "20240401090000000_01_1"], nil),
    Case(
      "stored again after a deletion",
      ["20240401090000000_01_0", "20240402090000000_01_0", "20240403090000000_01_1"],
      "20240403090000000_01_1"),
    Case(
      "stored again in the same millisecond", ["20240402090000000_01_0", "20240402090000000_01_1"],
      "20240402090000000_01_1"),
    Case(
      "short timestamps are padded right", ["20240402090000_01_1", "20240402090000001_01_2"],
      "20240402090000_01_1"),
    Case(
      "a short one is not later for being short", ["202404020900009_01_1", "20240402090000890_02_1"],
      "202404020900009_01_1"),
    Case("a tombstone compares padded too", ["20240402090000_01_1", "20240402090000001_01_0"], nil),
    Case(
      "two active of one time, by the rest of the name",
      ["20240401090000000_02_1", "20240401090000000_01_1"], "20240401090000000_02_1"),
  ]

  @Test(arguments: cases) func select(_ example: Case) throws {
    let versions = try example.versions.map(Self.version)
    let expected = try example.active.map(Self.version)
    // The order in which a folder lists its files must not matter.
    #expect(ActiveVersion.select(from: versions) == expected)
    #expect(ActiveVersion.select(from: versions.reversed()) == expected)
    var generator = SeededGenerator(state: 1)
    for _ in 0..<10 { #expect(ActiveVersion.select(from: versions.shuffled(using: &generator)) == expected) }
  }

  private static func version(_ text: String) throws -> RecordVersion {
    let name = "000/000/0000000101/20240401/OMP-01/0000000101_20240401_OMP-01_000000000000001_\(text)"
    return try StoragePath(parsing: name, storageType: .standard).version
  }

  @Test(arguments: [
    ("20240401090000123", "20240401090000123"), ("202404010900001", "20240401090000100"),
    ("20240401090000", "20240401090000000"),
  ])
  func timestampsArePaddedToSeventeen(timestamp: String, padded: String) throws {
    #expect(try Self.version("\(timestamp)_01_1").orderingTimestamp == padded)
  }
}
