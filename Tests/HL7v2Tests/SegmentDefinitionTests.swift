import Foundation
import Testing

@testable import HL7v2

@Suite("Definitions of segments and fields")
struct SegmentDefinitionTests {
  @Test("29 segments, numbered without gaps, each with both names, a type and an optionality for each kind")
  func whole() {
    #expect(SegmentDefinition.all.count == 29)
    for definition in SegmentDefinition.all {
      #expect(!definition.englishName.isEmpty && !definition.japaneseName.isEmpty)
      #expect(definition.fields.map(\.number) == Array(1...definition.fields.count), "\(definition.name)")
      for field in definition.fields {
        let place = "\(definition.name)-\(field.number)"
        #expect(
          !field.englishName.isEmpty && !field.japaneseName.isEmpty && !field.dataType.isEmpty, "\(place)")
        #expect(field.optionalities.count == definition.kinds.count + 1, "\(place)")
        #expect((field.length ?? 0) > 0, "\(place)")
      }
      #expect(SegmentDefinition.named(definition.name) == definition)
    }
    #expect(SegmentDefinition.named("XYZ") == nil)
  }

  @Test(
    "Single fields",
    arguments: [
      ("PID", 3, "Patient Identifier List", "患者IDリスト", "CX", 250, true, nil),
      ("PID", 8, "Administrative Sex", "性別", "IS", 1, false, "0001"),
      ("MSH", 18, "Character Set", "文字セット", "ID", 16, true, "0211"),
      ("OBX", 5, "Observation Value", "検査値", "*", 65536, true, nil),
      ("NTE", 3, "Comment", "コメント", "FT", 65536, true, nil),
    ] as [(String, Int, String, String, String, Int, Bool, String?)])
  func fields(
    _ segment: String, _ number: Int, _ english: String, _ japanese: String, _ type: String, _ length: Int,
    _ repeats: Bool, _ table: String?
  ) throws {
    let field = try #require(SegmentDefinition.named(segment)?.field(number))
    #expect([field.englishName, field.japaneseName, field.dataType] == [english, japanese, type])
    #expect(field.length == length && field.repeats == repeats && field.table == table)
  }

  @Test("Fields that do not exist", arguments: [0, -1, 40, .max, .min])
  func absent(_ number: Int) {
    #expect(SegmentDefinition.named("PID")?.field(number) == nil)
  }

  @Test(
    "Optionality by kind",
    arguments: [
      ("ORC", 4, "OMP-01", .required), ("ORC", 4, "OMD", .notUsed), ("ORC", 4, "ADT-00", .notUsed),
      ("ORC", 5, "OML-11", .requiredMayBeEmpty), ("PID", 3, "OMP-01", .required), ("PID", 3, "?", .required),
      ("OBX", 5, "OML-11", .conditional), ("ZI1", 2, "PPR-01", .optional), ("NTE", 3, "OML-11", .optional),
    ] as [(String, Int, String, Optionality)])
  func optionality(_ segment: String, _ number: Int, _ kind: String, _ optionality: Optionality) {
    #expect(SegmentDefinition.named(segment)?.field(number)?.optionality(forKind: kind) == optionality)
  }

  @Test("Required fields that a segment leaves empty; a null is no value")
  func missing() throws {
    let order = try #require(SegmentDefinition.named("ORC"))
    #expect(order.requiredFields(forKind: "OMP-02") == [1, 2, 4, 17, 29])
    #expect(order.requiredFields(forKind: "ADT-00") == [])
    let text = "MSH|^~\\&|||||2011||RDE^O11\rORC|NW|1|||||||||||||||\"\"||||||||||||^\r"
    let segment = try Message(parsing: Array(text.utf8)).segments[1]
    #expect(order.missingRequiredFields(in: segment, forKind: "OMP-02") == [4, 17, 29])
  }

  @Test(
    "The tables equal the reference",
    .enabled(if: Fixture.sharedFolder != nil, "the shared reference is not here"))
  func reference() throws {
    let folder = try #require(Fixture.sharedFolder)
    let data = try Data(contentsOf: folder.appendingPathComponent("reference/ssmix2-tables/segments.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let segments = try #require(json["segments"] as? [String: [String: Any]])
    #expect(Set(segments.keys).union(["NTE"]) == Set(SegmentDefinition.all.map(\.name)))
    for (name, content) in segments {
      let definition = try #require(SegmentDefinition.named(name))
      let rows = try #require(content["fields"] as? [[String: Any]])
      #expect(rows.count == definition.fields.count, "\(name)")
      for (row, field) in zip(rows, definition.fields) {
        let place = "\(name)-\(field.number)"
        #expect(row["seq"] as? Int == field.number)
        #expect(row["type"] as? String == field.dataType, "\(place)")
        #expect(row["length"] as? Int == field.length, "\(place)")
        #expect(row["repeat"] as? Bool == field.repeats, "\(place)")
        let table = row["table"] as? String
        #expect(table == nil || table == field.table, "\(place)")
        for (kind, letter) in row["opt"] as? [String: String] ?? [:] {
          #expect(field.optionality(forKind: kind).rawValue == letter, "\(place) \(kind)")
        }
      }
    }
  }
}
