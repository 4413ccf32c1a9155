import SSMIX2
import Testing

/// What holds for every path, tried on many made from a seed.
@Suite struct StoragePathPropertyTests {
  static let alphanumeric = Array("ABCXYZabcxyz0123456789")

  private static func string(
    of characters: [Character], _ lengths: ClosedRange<Int>, _ generator: inout SeededGenerator
  ) -> String {
    let length = Int.random(in: lengths, using: &generator)
    return String(
      (0..<length).map { _ in characters[Int.random(in: 0..<characters.count, using: &generator)] })
  }

  private static func version(_ type: StorageType, _ generator: inout SeededGenerator) -> RecordVersion {
    let digits = Array("0123456789")
    let isDated = Bool.random(using: &generator)
    let extendedKind = "L" + string(of: Array("AZ09_-^. 診療録日本"), 0...40, &generator)
    let standardKind = DataKind.all.randomElement(using: &generator)?.code ?? "OMD"
    let key = RecordKey(
      storageType: type, patientID: string(of: alphanumeric, 4...15, &generator),
      careDate: isDated ? string(of: digits, 8...8, &generator) : RecordKey.none,
      kind: type == .standard ? standardKind : extendedKind,
      orderNumber: string(of: alphanumeric + ["-", "."], 1...22, &generator))
    let missing = type == .extended && Bool.random(using: &generator)
    let department = Bool.random(using: &generator) ? "-" : string(of: alphanumeric, 1...5, &generator)
    return RecordVersion(
      key: key, timestamp: string(of: digits, 14...17, &generator), department: missing ? "" : department,
      flag: ConditionFlag.allCases.randomElement(using: &generator) ?? .active)
  }

  private static func path(of version: RecordVersion) throws -> String {
    let folder = try #require(StoragePath.usualFolder(ofPatient: version.key.patientID))
    return "\(folder)/\(version.key.careDate)/\(version.key.kind)/\(version.name)"
  }

  @Test(arguments: [StorageType.standard, .extended], [1, 2, 3] as [UInt64])
  func whatIsWrittenIsReadBack(type: StorageType, seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    for _ in 0..<500 {
      let version = Self.version(type, &generator)
      let text = try Self.path(of: version)
      let path = try StoragePath(parsing: text, storageType: type)
      #expect(path.version == version)
      #expect(path.relativePath == text)
      #expect(!path.notes.contains(.levelsNotSlices))
    }
  }

  /// A path in another patient's, date's or kind's folder never passes, and no byte changed anywhere makes
  /// another record of it without the folders agreeing.
  @Test(arguments: [4, 5, 6] as [UInt64]) func aPathThatReadsAgreesWithItsFolders(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let bytes = Array("_/-^.012 9AZaz\u{7F}\u{1}\u{0}".utf8) + [0xE6, 0x97, 0xA5, 0x99]
    var accepted = 0
    for round in 0..<3000 {
      let type = round % 2 == 0 ? StorageType.standard : .extended
      var text = Array(try Self.path(of: Self.version(type, &generator)).utf8)
      let position = Int.random(in: 0..<text.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: text[position] = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      case 1: text.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: position)
      default: text.remove(at: position)
      }
      let mutated = String(decoding: text, as: UTF8.self)
      guard let path = try? StoragePath(parsing: mutated, storageType: type) else { continue }
      accepted += 1
      let levels = mutated.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
      #expect(levels[2] == path.version.key.patientID)
      #expect(levels[3] == path.version.key.careDate)
      #expect(levels[4].uppercased() == path.version.key.kind.uppercased())
      #expect(levels[5].hasPrefix(path.version.key.patientID + "_"))
      #expect(levels[5].hasSuffix("_\(path.version.flag.rawValue)"))
    }
    #expect(accepted > 100, "too few mutations pass for this test to say anything")
  }

  @Test(arguments: [7, 8, 9] as [UInt64]) func noiseNeverTraps(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let characters = Array("_/-^.01289AZ日\u{3099}\u{0}")
    for _ in 0..<3000 {
      let text = Self.string(of: characters, 0...120, &generator)
      for type in StorageType.allCases {
        if let path = try? StoragePath(parsing: text, storageType: type) {
          #expect(path.version.key.storageType == type)
        }
      }
      _ = StrayFile.isStray(text)
      _ = ExtendedKind(folderName: text)
    }
  }
}
