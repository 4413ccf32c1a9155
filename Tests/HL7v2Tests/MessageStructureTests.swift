import Foundation
import Testing

@testable import HL7v2

@Suite("Message structures")
struct MessageStructureTests {
  @Test(
    "Expressions",
    arguments: [
      ("MSH", [StructureNode(content: .segment("MSH"), minimum: 1, maximum: 1)]),
      ("[{NTE}]", [StructureNode(content: .segment("NTE"), minimum: 0, maximum: nil)]),
      (
        "{OBX} [PV1]",
        [
          StructureNode(content: .segment("OBX"), minimum: 1, maximum: nil),
          StructureNode(content: .segment("PV1"), minimum: 0, maximum: 1),
        ]
      ),
      (
        "[A: ORC {B: [...] OBX}]",
        [
          StructureNode(
            content: .group(
              name: "A",
              nodes: [
                StructureNode(content: .segment("ORC"), minimum: 1, maximum: 1),
                StructureNode(
                  content: .group(
                    name: "B",
                    nodes: [
                      StructureNode(content: .any, minimum: 0, maximum: 1),
                      StructureNode(content: .segment("OBX"), minimum: 1, maximum: 1),
                    ]), minimum: 1, maximum: nil),
              ]), minimum: 0, maximum: 1)
        ]
      ),
    ])
  func expressions(_ text: String, _ nodes: [StructureNode]) {
    #expect(StructureExpression.nodes(of: text[...]) == nodes)
  }

  @Test(
    "What is no expression",
    arguments: ["", "[", "]", "[OBX", "{OBX]", "[{OBX]}", "[OBX NTE]", "A:", "[A:]", "OBX ]", "[[OBX]]"])
  func malformed(_ text: String) {
    #expect(StructureExpression.nodes(of: text[...]) == nil)
  }

  @Test("Every entry of the table is an expression and begins with MSH")
  func table() throws {
    let types = MessageStructure.all.flatMap(\.messageTypes)
    #expect(types.count == 32 && Set(types).count == 32)
    for structure in MessageStructure.all {
      #expect(structure.nodes.first?.content == .segment("MSH"), "\(structure.name)")
      #expect(structure.grammar.nameCount <= StructureGrammar.nameLimit, "\(structure.name)")
    }
    #expect(MessageStructure.structure(messageCode: "ADT", trigger: "A99") == nil)
  }

  @Test(
    "Of a message by its MSH-9, blanks and full-width letters passed over",
    arguments: [
      ("OUL^R22^OUL_R22", "OUL_R22"), (" ADT ^A08 ", "ADT_A01"), ("ＡＤＴ^Ａ２３", "ADT_A21"), ("", nil),
      ("ADT", nil), ("RDE^O01", nil),
    ] as [(String, String?)])
  func ofMessage(_ type: String, _ name: String?) throws {
    let message = try MessageGroupingTests.message(type, [])
    #expect(MessageStructure.structure(of: message)?.name == name)
    #expect((MessageGrouping(message) == nil) == (name == nil))
  }

  @Test(
    "The table equals the reference, group names apart",
    .enabled(if: Fixture.sharedFolder != nil, "the shared reference is not here"))
  func reference() throws {
    let folder = try #require(Fixture.sharedFolder)
    let data = try Data(contentsOf: folder.appendingPathComponent("reference/ssmix2-tables/structures.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let messages = try #require(json["messages"] as? [String: [String: Any]])
    #expect(Set(messages.keys) == Set(MessageStructure.all.flatMap(\.messageTypes)))
    for (type, content) in messages {
      let parts = type.split(separator: "^").map(String.init)
      let structure = try #require(MessageStructure.structure(messageCode: parts[0], trigger: parts[1]))
      #expect(structure.name == content["structure"] as? String)
      let tree = try #require(content["tree"] as? [[String: Any]])
      #expect(structure.nodes.map(Self.unnamed) == tree.map(Self.node), "\(type)")
    }
  }

  private static func unnamed(_ node: StructureNode) -> StructureNode {
    guard case .group(_, let nodes) = node.content else { return node }
    return StructureNode(
      content: .group(name: "", nodes: nodes.map(unnamed)), minimum: node.minimum, maximum: node.maximum)
  }

  private static func node(_ json: [String: Any]) -> StructureNode {
    let content: StructureNode.Content
    if let segment = json["seg"] as? String {
      content = .segment(segment)
    } else if let group = json["group"] as? [[String: Any]] {
      content = .group(name: "", nodes: group.map(node))
    } else {
      content = .any
    }
    return StructureNode(
      content: content, minimum: json["min"] as? Int ?? -1, maximum: json["max"] as? Int)
  }
}

@Suite(
  "Sample messages in groups", .enabled(if: Fixture.sharedFolder != nil, "the shared samples are not here"))
struct SampleGroupingTests {
  @Test("Every sample that is a message fits its structure but for what its README names")
  func samples() throws {
    var deviations: [String: [String]] = [:]
    for (path, bytes) in Fixture.samples() where parseError(bytes) == nil {
      let message = try Message(parsing: bytes)
      let grouping = try #require(MessageGrouping(message), "\(path)")
      #expect(grouping.root.allSegments.map(\.index) == Array(message.segments.indices), "\(path)")
      if !grouping.findings.isEmpty {
        deviations[path] = grouping.findings.map { "\($0.severity) \($0.segment ?? "-")" }
      }
    }
    #expect(deviations.isEmpty)
  }

  private func grouping(_ part: String) throws -> SegmentGroup {
    let sample = try #require(Fixture.samples().first { $0.path.contains(part) })
    return try #require(MessageGrouping(try Message(parsing: sample.bytes))).root
  }

  @Test("T10: one route for two administered drugs")
  func oneRoute() throws {
    let root = try grouping("20110701/OMP-12/")
    let administrations = root.descendants(named: "ADMINISTRATION")
    #expect(administrations.count == 1)
    #expect(administrations.first?.all("RXA").count == 2)
    #expect(administrations.first?.all("RXR").count == 1)
  }

  @Test("T20: a result without ORC; T21: two specimens; S01: notes")
  func results() throws {
    let physiological = try grouping("20111220/OMG-13/")
    #expect(physiological.descendants(named: "ORDER_OBSERVATION").map { $0.first("ORC") == nil } == [true])
    #expect(physiological.descendants(named: "OBSERVATION").count == 12)
    let order = try grouping("20111220/OML-01/")
    #expect(
      order.groups(named: "SPECIMEN").map { $0.descendants(named: "OBSERVATION").count } == [4, 3])
    let bacteriology = try grouping("20080126/OML-11/")
    #expect(bacteriology.groups(named: "PATIENT").first?.notes.count == 1)
    #expect(bacteriology.descendants(named: "ORDER").map(\.notes.count) == [1])
  }
}
