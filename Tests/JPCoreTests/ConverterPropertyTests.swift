import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// Messages as no hospital should write them: whatever is in a field, a conversion ends, and what it makes is a bundle that
/// a repository can take, or a reason not to send.
@Suite("Conversion of mutated messages")
struct ConverterPropertyTests {
  /// What stands in fields of real storages and should not: other types, nothing, too much, other scripts, delimiters.
  private static let values = [
    "", "\"\"", " ", "0", "-1", "1e9", "99999999999999999999", "２０２４", "20240230", "00000000", "202404052560",
    "20240405", "20240405101112.1234+0900", "<5", "5以上", "^", "^^^", "&", "a&b&c", "A^B^C^D^E^F^G^H^I", "~",
    "a~b~~c",
    "^^99XYZ", "123^名^HOT9", "1^2^I10^3^4^MDCDX2", "\\F\\", "\\X0D\\", "\\.br\\", "Ｎ", "男", "髙橋", "CA", "DC",
    "D", "X",
    "1.2.840.10008.1.2", "ni:///", "#practitioner", "Patient/1",
  ]

  private static func mutated(_ lines: [String], _ random: inout SeededNumbers) -> [String] {
    var lines = lines
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let index = Int.random(in: 1..<max(2, lines.count), using: &random)
      guard lines.indices.contains(index) else { continue }
      switch Int.random(in: 0..<8, using: &random) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(lines[index], at: Int.random(in: 1...lines.count, using: &random))
      case 2: lines.swapAt(index, Int.random(in: 1..<lines.count, using: &random))
      default:
        var fields = lines[index].split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let field = Int.random(in: 1...max(1, fields.count), using: &random)
        while fields.count <= field { fields.append("") }
        fields[field] = values.randomElement(using: &random) ?? ""
        lines[index] = fields.joined(separator: "|")
      }
    }
    return lines
  }

  @Test("ids, references and determinism hold", arguments: ModelMessage.all.map(\.name))
  func laws(name: String) throws {
    let model = try #require(ModelMessage.all.first { $0.name == name })
    let plain = try model.record()
    let text = String(decoding: try model.plainRecord().message.source, as: UTF8.self)
    let lines = text.split(separator: "\r").map(String.init)
    var random = SeededNumbers(state: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    var converted = 0
    // One context for all, so that what one message taught is used for the next.
    var shared = ConversionContext.whole()
    for round in 0..<80 {
      let bytes = Array((Self.mutated(lines, &random).joined(separator: "\r") + "\r").utf8)
      guard let message = try? Message(parsing: bytes) else { continue }
      let record = SourceRecord(path: plain.path, message: message)
      shared.release = round % 20 < 10 ? .v1_1_2 : .v1_2_0
      let conversion = Converter.convert([record], context: shared)
      if conversion.problems.isEmpty { converted += 1 } else { #expect(conversion.resources.isEmpty) }
      try check(conversion, "\(name) round \(round)")
      let again = Converter.convert([record], context: .whole(release: shared.release))
      #expect(again.resources == conversion.resources, "\(name) round \(round)")
      #expect(again.findings == conversion.findings, "\(name) round \(round)")
      #expect(again.codedValues == conversion.codedValues, "\(name) round \(round)")
    }
    #expect(converted > 20, "mutations that nothing survives prove nothing")
  }

  private func check(_ conversion: Conversion, _ place: String) throws {
    let known = Set(conversion.resources.map(\.reference))
    #expect(known.count == conversion.resources.count, "\(place): an id twice")
    for resource in conversion.resources {
      #expect(LogicalID.isAllowed(resource.id) && resource.id.utf8.count <= LogicalID.longest, "\(place)")
      #expect(resource.contributors == [0])
      let json = try JSON(resource.json)
      #expect(json["id"].string == resource.id && json["resourceType"].string == resource.type, "\(place)")
      let contained = Set(json["contained"].array.compactMap { $0["id"].string.map { "#" + $0 } })
      let references = Set(json.all("reference")).filter { !$0.hasPrefix("Patient/") }
      #expect(references.isSubset(of: known.union(contained)), "\(place): \(resource.type) refers to nothing")
      #expect(contained.isSubset(of: references), "\(place): FHIR R4 dom-3")
      #expect(!DuplicateKeys.exist(in: Array(resource.json)), "\(place): \(resource.type) has a member twice")
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A JSON object that names a member twice is read differently by everybody; `JSONSerialization` keeps one and says nothing.
enum DuplicateKeys {
  static func exist(in json: [UInt8]) -> Bool {
    var levels: [Set<ArraySlice<UInt8>>] = []
    var index = 0
    while index < json.count {
      switch json[index] {
      case 0x7B: levels.append([])
      case 0x5B: levels.append([])
      case 0x7D, 0x5D: levels.removeLast()
      case 0x22:
        let start = index + 1
        index = start
        while json[index] != 0x22 { index += json[index] == 0x5C ? 2 : 1 }
        // A text that a colon follows is the name of a member.
        if index + 1 < json.count, json[index + 1] == 0x3A,
          !levels[levels.count - 1].insert(json[start..<index]).inserted
        {
          return true
        }
      default: break
      }
      index += 1
    }
    return false
  }
}
