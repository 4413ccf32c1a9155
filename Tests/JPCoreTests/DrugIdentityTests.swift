import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// One drug never takes the id of another, whatever a new version of a prescription does.
@Suite("Identity of prescribed drugs")
struct DrugIdentityTests {
  /// A line of a prescription: number of the Rp, and a drug as RXE-2 writes it.
  private struct Line {
    var rp: Int
    var drug: String
  }

  private func drug(_ number: Int, name: String? = nil) -> String {
    "10000000\(number)^\(name ?? "薬\(number)")^HOT9"
  }

  /// The drug of each id.
  private func drugs(_ lines: [Line]) throws -> [String: String] {
    let segments = lines.flatMap { line in
      ["ORC|NW|42||\(line.rp)|||||20240405", "RXE||\(line.drug)|1||TAB^錠^MR9P"]
    }
    let conversion = Converter.convert(
      [try record("OMP-01", trigger: "O11", segments)], context: .example())
    var drugs: [String: String] = [:]
    for resource in conversion.resources {
      let json = try JSON(resource.json)
      let code = json["medicationCodeableConcept"]["coding"][0]["code"].string ?? ""
      drugs[resource.id] = "\(json["identifier"][0]["value"].string ?? "") \(code)"
    }
    #expect(drugs.count == lines.count)
    return drugs
  }

  /// Ids that both versions have mean the same in both.
  private func agree(_ one: [String: String], _ other: [String: String]) -> Bool {
    one.allSatisfy { id, drug in other[id] == nil || other[id] == drug }
  }

  @Test("JAMI's example: of a prescription one drug is dropped, and the others stay who they are")
  func dropped() throws {
    let nine = (1...9).map { Line(rp: ($0 + 2) / 3, drug: drug($0)) }
    let before = try drugs(nine)
    for gone in nine.indices {
      var lines = nine
      lines.remove(at: gone)
      let after = try drugs(lines)
      #expect(Set(before.keys).subtracting(after.keys).count == 1 && agree(before, after))
      #expect(Set(after.keys).isSubset(of: before.keys))
    }
  }

  @Test("a drug inserted, drugs in another order, a drug replaced by another")
  func changed() throws {
    let lines = [Line(rp: 1, drug: drug(1)), Line(rp: 1, drug: drug(2)), Line(rp: 2, drug: drug(3))]
    let before = try drugs(lines)
    let inserted = try drugs([Line(rp: 1, drug: drug(4))] + lines)
    #expect(Set(before.keys).isSubset(of: inserted.keys) && agree(before, inserted))
    #expect(try drugs(lines.reversed()) == before)
    let replaced = try drugs([lines[0], Line(rp: 1, drug: drug(5)), lines[2]])
    #expect(Set(before.keys).intersection(replaced.keys).count == 2 && agree(before, replaced))
  }

  @Test("the same drug in two Rp: neither takes the other's id when one comes before the other or goes")
  func twoGroups() throws {
    let lines = [Line(rp: 1, drug: drug(1)), Line(rp: 2, drug: drug(1))]
    let before = try drugs(lines)
    #expect(try drugs(lines.reversed()) == before)
    for line in lines {
      let alone = try drugs([line])
      #expect(Set(alone.keys).isSubset(of: before.keys) && agree(before, alone))
    }
    let third = try drugs([Line(rp: 3, drug: drug(1))] + lines)
    #expect(Set(before.keys).isSubset(of: third.keys) && agree(before, third))
  }

  @Test("a drug is known by its code, not by the spelling of its name or the order of its codes")
  func spelling() throws {
    let before = try drugs([Line(rp: 1, drug: drug(1))])
    #expect(try drugs([Line(rp: 1, drug: drug(1, name: "新名称"))]) == before)
    #expect(try drugs([Line(rp: 1, drug: "L1^薬^99LOC^\(drug(1))")]) == before)
    let named = try drugs([Line(rp: 1, drug: "^薬")])
    let otherwise = try drugs([Line(rp: 1, drug: "^別の薬")])
    #expect(Set(named.keys).isDisjoint(with: otherwise.keys))
  }
}
