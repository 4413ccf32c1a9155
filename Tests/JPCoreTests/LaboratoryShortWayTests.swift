import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// The short way of laboratory results writes what the general way writes, byte by byte, and notes and counts the same.
@Suite("Short way of laboratory results")
struct LaboratoryShortWayTests {
  private static let items = [
    "3A010000002327101^総蛋白^JC10^TP^総蛋白^99T06", "3A010000002327101^総蛋白^JC10", "3A010000002327101^総蛋白^JC10^^^",
    "3A010000002327101^総蛋白^JC10^TP^^99XYZ", "3A010000002327101^総蛋白^JC10^TP^総蛋白^99XYZ", "TP^総蛋白^99T06",
    "3A01^総蛋白^JC10^TP^総蛋白^", "3A01^^JC10^TP^総蛋白^99T06", "3A01^総蛋白^JC10^T P^総蛋白^99T06",
    "3A01^ 総蛋白^JC10^TP^ 総蛋白^99XYZ", "3A 01^総蛋白^JC10", "3A01&IMP^総蛋白^JC10", "3A01^総\\T\\蛋白^JC10",
    "3A01^\"\"^JC10", "3A01^総蛋白^JC10^C16.9^胃癌^I10", "3A01^総蛋白^JC10^E11^糖尿^MDCDX2", "3A01^a^JC10^b^c^LN",
    "3A01^総蛋白^JC10^TP^総蛋白^99T06^1^2^総蛋白（血清）", "3A01^総蛋白^JC10^TP^総蛋白^99T06~X", "", "^^", "3A01^\"a\"^JC10",
  ]
  private static let types = ["NM", "NM", "NM", "ST", "SN", "CWE", "TX", "FT", "ED", "TS", ""]
  private static let values = [
    "7.7", "7.7", "52", "-1.5", "+5", "05", ".5", "5.", "1e9", "1234567890123456789", "12345678901234567890",
    "<5",
    ">^100", "5以上", "(-)", "２５", "^5", "5^", "", " ", "\"\"", "a~b", "1^陽性^99T07", "1-4", "\\X0D\\",
    "10\\S\\3",
  ]
  private static let units = [
    "g/dL^g/dL^ISO+", "mg/dL^mg/dL^ISO+", "U/L", "", "^個", "foo^bar^99ABC", " ", "\"\"", "10\\S\\3/uL",
    "mg&dL",
  ]
  private static let ranges = [
    "6.6-8.1", "13-30", "", "<15", "10以上", "(-)", "30-13", "-1--5", "1--2", " 1-2", "1-2 ", "06-8", "6.6~8.1",
    "1^2-3",
    "６−８", "\"\"", "5-", "-5", "1-2-3",
  ]
  private static let flags = ["N", "H", "L", "", "Q", "H~A", "Ｈ", " ", "H^高い", "\"\""]
  private static let states = ["F", "F", "C", "P", "X", "", "Z", " F", "F^x"]
  private static let times = [
    "202404050630", "20240405", "", "20240230", "202404050630+0000", "202404050630^S", " ", "\"\"",
    "2024040525",
  ]

  private static func result(_ number: Int, _ random: inout SeededNumbers) -> String {
    func any(_ values: [String], _ usual: Int) -> String {
      Int.random(in: 0..<usual, using: &random) == 0 ? values.randomElement(using: &random) ?? "" : values[0]
    }
    // One unusual field among usual ones finds more than a line of nothing but oddities.
    let fields = [
      "OBX", String(number), any(types, 3), any(items, 2), any(["", "1", " "], 20), any(values, 2),
      any(units, 2),
      any(ranges, 2), any(flags, 2), "", "", any(states, 4), "", "", any(times, 3),
    ]
    return fields.joined(separator: "|") + any(["", "|", "||D1^医師^一郎", "|検査室"], 20)
  }

  private static func segments(_ random: inout SeededNumbers) -> [String] {
    var segments: [String] = []
    for specimen in 1...2 {
      let material = ["023^血清^JC10", "^血清", "a\\F\\b^血 清^99M"].randomElement(using: &random) ?? ""
      segments.append("SPM|\(specimen)|\(specimen)||\(material)|||||||||||||202404050600")
      for order in 1...2 {
        let service = ["E001^生化学^99T05", "^\"\"^", "E&1^a\\T\\b^99"].randomElement(using: &random) ?? ""
        let number = ["42", "", "4\\S\\2"].randomElement(using: &random) ?? ""
        segments.append("OBR|\(order)|\(number)||\(service)|||202404050600")
        segments.append("ORC|SC|\(number)|||CM")
        for number in 1...8 {
          segments.append(result(number, &random))
          if Int.random(in: 0..<8, using: &random) == 0 { segments.append("NTE|1||溶血") }
        }
      }
    }
    return segments
  }

  private func converted(
    _ record: SourceRecord, _ context: ConversionContext, goesShortWay: Bool
  ) throws -> RecordConverter {
    let learned = goesShortWay ? context.memory.take(for: context) : LearnedPieces()
    var converter = RecordConverter(record, index: 0, context: context, learned: learned)
    converter.goesShortWay = goesShortWay
    try converter.convertLaboratoryResult()
    if goesShortWay { context.memory.put(converter.forgetLearned(), for: context) }
    return converter
  }

  @Test("both ways make the same", arguments: [JPCoreRelease.v1_1_2, .v1_2_0])
  func same(release: JPCoreRelease) throws {
    var random = SeededNumbers(state: release == .v1_1_2 ? 17 : 23)
    var usual = 0
    var all = 0
    // One context for all, so that what one message taught is used for the next, unless the context has changed.
    var context = ConversionContext.whole(release: release)
    for round in 0..<150 {
      let source = try record("OML-11", trigger: "R22", Self.segments(&random))
      context.localSystems = round % 4 < 2 ? [:] : ["99XYZ": "urn:oid:1.2.3", "LN": "urn:oid:1.2.4"]
      var short = try converted(source, context, goesShortWay: true)
      var general = try converted(source, context, goesShortWay: false)
      let (made, wanted) = (short.finish(), general.finish())
      #expect(made.allSatisfy { !$0.json.isEmpty })
      for (own, wanted) in zip(made, wanted) where own != wanted {
        let texts = [own, wanted].map { String(decoding: $0.json, as: UTF8.self) }
        Issue.record("round \(round): \(texts[0]) instead of \(texts[1])")
      }
      #expect(made.count == wanted.count)
      #expect(short.findings == general.findings, "round \(round)")
      #expect(short.codedValues == general.codedValues, "round \(round)")
      usual += short.usualResultCount
      all += 32
      #expect(general.usualResultCount == 0)
    }
    #expect(usual * 8 > all, "what is never short proves nothing: \(usual) of \(all)")
    #expect(usual < all)
  }

  @Test("a code map, other delimiters and no specimen go the general way")
  func unusual() throws {
    let result = "OBX|1|NM|3A01^総蛋白^JC10||7.7|g/dL|6-8|N|||F"
    let lines = ["SPM|1|1||023^血清^JC10", "OBR|1|42||E1^生化学^99", result]
    let plain = try record("OML-11", trigger: "R22", lines)
    #expect(try converted(plain, .whole(), goesShortWay: true).usualResultCount == 1)
    let alone = try record("OML-11", trigger: "R22", Array(lines.dropFirst()))
    #expect(try converted(alone, .whole(), goesShortWay: true).usualResultCount == 0)
    let text = String(decoding: plain.message.source, as: UTF8.self)
    let other = text.replacing("^~\\&", with: "^~\\@")
    let changed = SourceRecord(path: plain.path, message: try Message(parsing: Array(other.utf8)))
    #expect(try converted(changed, .whole(), goesShortWay: true).usualResultCount == 0)
  }
}
