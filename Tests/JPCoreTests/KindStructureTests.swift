import HL7v2
import SSMIX2
import Testing

@Suite("Message structures of the data kinds")
struct KindStructureTests {
  @Test("All 36 message types of SS-MIX2 have a structure of the name that MSH-9.3 should tell")
  func everyKind() {
    var count = 0
    for kind in DataKind.all {
      for message in kind.messages {
        count += 1
        let structure = MessageStructure.structure(messageCode: message.messageCode, trigger: message.trigger)
        #expect(structure?.name == message.structure, "\(kind.code) \(message.trigger)")
      }
    }
    #expect(count == 36)
  }

  @Test("What a kind demands is in its structure")
  func requiredSegments() throws {
    func names(_ nodes: [StructureNode]) -> [String] {
      nodes.flatMap { node in
        switch node.content {
        case .segment(let name): [name]
        case .group(_, let nodes): names(nodes)
        case .any: [String]()
        }
      }
    }
    for message in DataKind.all.flatMap(\.messages) {
      let structure = try #require(
        MessageStructure.structure(messageCode: message.messageCode, trigger: message.trigger))
      #expect(Set(message.requiredSegments).isSubset(of: names(structure.nodes)), "\(message.trigger)")
    }
  }
}
