import Testing

@testable import HL7v2

@Suite("Hostile bytes")
struct FuzzTests {
  /// A name that must never come out of an error or a finding.
  static let canary = "KANARIENVOGEL"

  static let seeds: [[UInt8]] = [
    Fixture.message(Fixture.jis("<$BF|K\\<(B>^\(canary)~x&y|<(I>16<(B>|\\F\\")),
    Fixture.message(Array("日本\(canary)".utf8)), Fixture.message([0x83, 0x5C, 0xB1] + Array(canary.utf8)),
    [0x0B] + Fixture.message(Fixture.jis("<$(Q.!<(B>\(canary)"), end: [0x0D, 0x1C, 0x0D]),
  ]

  static let bytes: [UInt8] = [
    0x1B, 0x24, 0x42, 0x28, 0x4A, 0x49, 0x0D, 0x0A, 0x7C, 0x5E, 0x7E, 0x5C, 0x26, 0x00, 0x1C, 0x0E, 0x0F,
    0x20, 0x81, 0xE6,
    0xB1, 0xFF, 0x4D, 0x22,
  ]

  private static func mutated(_ seed: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var result = seed
    for _ in 0..<Int.random(in: 1...6, using: &random) where !result.isEmpty {
      let position = Int.random(in: 0..<result.count, using: &random)
      let byte =
        Bool.random(using: &random)
        ? bytes.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: result[position] = byte
      case 1: result.insert(byte, at: position)
      case 2: result.remove(at: position)
      case 3: result.removeSubrange(position...)
      default:
        let end = min(result.count, position + 12)
        result.insert(
          contentsOf: result[position..<end], at: Int.random(in: 0..<result.count, using: &random))
      }
    }
    return result
  }

  @Test(
    "Mutations never trap, offsets stay inside, contents stay inside", arguments: [1, 2, 3, 4] as [UInt64])
  func mutations(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var parsed = 0
    for round in 0..<4_000 {
      let base = Self.seeds[round % Self.seeds.count]
      let bytes = Self.mutated(base, &random)
      do throws(ParseError) {
        let message = try Message(parsing: bytes)
        parsed += 1
        check(message, bytes)
      } catch {
        #expect(0...bytes.count ~= error.offset, "seed \(seed) round \(round)")
        #expect(!error.description.contains("KANARI"), "seed \(seed) round \(round)")
      }
    }
    #expect(parsed > 400)
  }

  private func check(_ message: Message, _ bytes: [UInt8]) {
    #expect(message.source == bytes)
    for finding in message.findings {
      #expect(finding.offset.map { 0...bytes.count ~= $0 } ?? true)
      #expect(!finding.text.contains("KANARI"))
    }
    // Reading everything must work, and decoded text must be whole characters.
    let inspection = MessageInspection(message)
    #expect(inspection.segments.count == message.segments.count)
    #expect(!inspection.text(in: .ja).isEmpty)
    for segment in message.segments {
      #expect(String(validating: segment.utf8, as: UTF8.self) != nil)
      #expect(0...bytes.count ~= segment.offset)
      #expect(segment.name.count == 3)
      #expect(bytes[segment.offset...].contains(segment.name.utf8.first ?? 0))
      _ = segment[3].values(XPN.self).map(\.text)
      _ = TimeStamp(segment[7].text)?.fhirDateTime
    }
  }

  @Test("Every prefix of a message is an error or a message, never a trap")
  func prefixes() {
    for seed in Self.seeds {
      for length in 0...seed.count {
        let bytes = Array(seed.prefix(length))
        if let error = parseError(bytes) { #expect(0...length ~= error.offset) }
      }
    }
    #expect(parseError(Self.seeds[0]) == nil)
  }
}
