import SSMIX2
import Testing

@Suite struct VolumeMergeTests {
  /// Versions as `volume timestamp flag`, which counts, the rivals, and the volumes.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var versions: [String]
    var active: String?
    var rivals: [String] = []
    var volumes: [Int]
  }

  static let cases = [
    Case(testDescription: "one root", versions: ["0 1 2", "0 2 1"], active: "0 2 1", volumes: [0]),
    Case(
      testDescription: "the newest of two roots counts", versions: ["0 3 1", "1 2 1"], active: "0 3 1",
      rivals: ["1 2 1"], volumes: [0, 1]),
    Case(
      testDescription: "moved to another root with its history", versions: ["0 1 2", "1 2 1"],
      active: "1 2 1",
      volumes: [0, 1]),
    Case(
      testDescription: "equal copies: the earlier root", versions: ["2 2 1", "1 2 1"], active: "1 2 1",
      rivals: ["2 2 1"], volumes: [1, 2]),
    Case(
      testDescription: "deleted in one root, an older copy left in the other", versions: ["0 3 0", "1 2 1"],
      active: nil, rivals: ["1 2 1"], volumes: [0, 1]),
    Case(
      testDescription: "deleted here, stored again there", versions: ["0 3 0", "1 4 1"], active: "1 4 1",
      volumes: [0, 1]),
    Case(
      testDescription: "nothing but history", versions: ["0 3 2", "1 4 2"], active: nil, volumes: [0, 1]),
    Case(
      testDescription: "three, newest first", versions: ["0 1 1", "1 3 1", "2 2 1"], active: "1 3 1",
      rivals: ["2 2 1", "0 1 1"], volumes: [0, 1, 2]),
  ]

  private static func stored(_ text: String, order: String = "1") -> VolumeMerge.Stored {
    let parts = text.split(separator: " ").map { Int($0) ?? 0 }
    let key = RecordKey(
      storageType: .standard, patientID: "0000000101", careDate: "20240401", kind: "OMD", orderNumber: order)
    return VolumeMerge.Stored(
      volume: parts[0],
      version: RecordVersion(
        key: key, timestamp: "2024040\(parts[1])090000", department: "01",
        flag: ConditionFlag(rawValue: parts[2]) ?? .active))
  }

  @Test(arguments: cases) func merge(_ example: Case) throws {
    var generator = SeededGenerator(state: 3)
    for _ in 0..<8 {
      let shuffled = example.versions.shuffled(using: &generator).map { Self.stored($0) }
      let merged = VolumeMerge.merge(shuffled)
      try #require(merged.count == 1)
      #expect(merged[0].active == example.active.map { Self.stored($0) })
      #expect(merged[0].rivals == example.rivals.map { Self.stored($0) })
      #expect(merged[0].volumes == example.volumes)
    }
  }

  @Test func keysAreKeptApartAndInOrder() {
    let merged = VolumeMerge.merge([
      Self.stored("0 1 1", order: "3"), Self.stored("1 2 1", order: "1"), Self.stored("0 2 0", order: "2"),
    ])
    #expect(merged.map(\.key.orderNumber) == ["1", "2", "3"])
    #expect(merged.map { $0.active != nil } == [true, false, true])
    #expect(VolumeMerge.merge([]).isEmpty)
  }
}
