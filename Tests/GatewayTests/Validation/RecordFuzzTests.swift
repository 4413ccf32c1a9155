import Foundation
import SSMIX2
import Testing

@testable import Gateway

/// Damaged files: whatever the bytes are, a check ends, does not trap and keeps its limits.
struct RecordFuzzTests {
  /// The same numbers from the same seed on every machine (SplitMix64).
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// Bytes that mean something to a decoder or a parser.
  private static let telling: [UInt8] =
    Array("|^~\\&\r\n\"MSH19-. ".utf8) + [0x1B, 0x24, 0x42, 0x0E, 0x1C, 0, 0xE2, 0xFF]

  private static func records() throws -> [(kind: String, bytes: [UInt8])] {
    let root = ValidationPlaces.sampleStorage + "/standard"
    let paths = try #require(FileManager.default.enumerator(atPath: root)).compactMap { $0 as? String }
    return paths.sorted().compactMap { path in
      let names = path.split(separator: "/")
      guard names.count == 6, let data = FileManager.default.contents(atPath: root + "/" + path) else {
        return nil
      }
      return (String(names[4]), Array(data))
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func damagedRecordsAreHarmless(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let records = try Self.records()
    #expect(records.count > 100)
    for _ in 0..<400 {
      let record = records[Int.random(in: 0..<records.count, using: &dice)]
      var bytes = record.bytes
      for _ in 0..<Int.random(in: 1...8, using: &dice) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: bytes[place] = Self.telling.randomElement(using: &dice) ?? 0
        case 1: bytes.insert(Self.telling.randomElement(using: &dice) ?? 0, at: place)
        case 2: bytes.remove(at: place)
        default:
          let end = min(bytes.count, place + Int.random(in: 1...200, using: &dice))
          bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &dice))
        }
      }
      if Int.random(in: 0..<8, using: &dice) == 0 {
        bytes.removeLast(Int.random(in: 0...bytes.count, using: &dice))
      }
      var context = RecordContext(path: "file", kind: DataKind.named(record.kind), patientIDs: ["0000000101"])
      context.careDate = "20240415"
      context.version = RecordVersionFixture.version
      var checks = RecordChecks(context: context, rules: RecordRules(kind: context.kind))
      checks.check(bytes) { RecordRules(kind: $0) }
      #expect(checks.findings.count <= RecordChecks.findingLimit)
      #expect(checks.findings.allSatisfy { ($0.offset ?? 0) <= bytes.count && $0.path == "file" })
      #expect(checks.facts.isReadable || checks.findings.contains { $0.severity == .error })
    }
  }
}
