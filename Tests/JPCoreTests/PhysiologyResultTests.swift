import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("OMG-13")
struct PhysiologyResultTests {
  private func convert(_ segments: [String]) throws -> Conversion {
    Converter.convert([try record("OMG-13", trigger: "R01", segments)], context: .example())
  }

  @Test("the sample", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func sample() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.physiologyResult)], context: .example())
    let report = try conversion.only("DiagnosticReport")
    let observations = try conversion.all("Observation")
    #expect(report["conclusion"].string == "心筋虚血疑い" && report["status"].string == "final")
    #expect(report["category"][0]["coding"][0]["code"].string == "EC")
    #expect(report["result"].array.count == 12 && observations.count == 12)
    #expect(report["basedOn"][0]["identifier"]["value"].string == "2212345678.2011122000089100")
    #expect(observations[5]["code"]["text"].string == "QTc 時間&Bazzet", "a part of a name is not lost")
    #expect(observations[1]["valueQuantity"]["code"].string == "/min")
    #expect(observations[10]["code"]["text"].string == "R 振幅&V5")
    #expect(observations.allSatisfy { $0["effectiveDateTime"].string == "2011-12-20" })
    #expect(observations.allSatisfy { $0["category"][0]["coding"][0]["code"].string == "procedure" })
  }

  @Test(
    "documents are forms of the report when they can be",
    arguments: [
      ("ED", "^application^pdf^Base64^JVBERi0x", "application/pdf"),
      ("ED", "^image^jpeg^Base64^/9j/", "image/jpeg"),
      ("RP", "https://pacs.example/1.pdf^^application^pdf", "application/pdf"),
      ("ED", "^application^pdf^Base64^###", nil),
      ("ED", "^application^mfer^Base64^JVBERi0x", nil), ("ED", "^application^pdf^A^JVBERi0x", nil),
      ("RP", "ecg.mwf^^application^pdf", nil),
    ] as [(String, String, String?)])
  func forms(type: String, value: String, contentType: String?) throws {
    let conversion = try convert(["OBR|1|42||9A110^心電図^JC10", "OBX|1|\(type)|^報告書|1|\(value)||||||F"])
    #expect(try conversion.only("DiagnosticReport")["presentedForm"][0]["contentType"].string == contentType)
    let others = try conversion.all("Observation")
    #expect(others.count == (contentType == nil ? 1 : 0))
    #expect(others.allSatisfy { $0["dataAbsentReason"].all("code") == ["unsupported"] })
    let notes = others.flatMap { $0["note"].array.map { $0["text"].string } }
    #expect(notes == (value.hasPrefix("ecg") ? ["参照 ecg.mwf"] : []), "a reader knows where to look")
    let title = try conversion.only("DiagnosticReport")["presentedForm"][0]["title"].string
    #expect(title == (contentType == nil ? nil : "報告書"))
  }

  @Test("an item put before others leaves the ids of the others, and a comment is no conclusion of its own")
  func stability() throws {
    let head = ["OBR|1|42||9A110^心電図^JC10", "NTE|1||体動"]
    func item(_ code: String) -> String { "OBX|1|NM|\(code)^項目^99A|2|1||||||F" }
    let before = try convert(head + [item("1"), item("2")])
    let after = try convert(head + [item("0"), item("1"), item("2")])
    #expect(Set(before.resources.map(\.reference)).isSubset(of: after.resources.map(\.reference)))
    #expect(try before.only("DiagnosticReport")["conclusion"].string == "注 体動")
  }

  @Test("a value in words keeps its unit, and a repeated item is known by its time")
  func unitsAndTimes() throws {
    func convert(_ times: [String]) throws -> [JSON] {
      try self.convert(
        ["OBR|1|42||9A110^血圧^JC10"]
          + times.map { "OBX|1|ST|1^血圧^99A||120-130|mmHg|||||F|||20240405\($0)" }
      ).all("Observation")
    }
    let (before, after) = (try convert(["0900", "0910"]), try convert(["0850", "0900", "0910"]))
    #expect(before[0]["note"].array.map { $0["text"].string } == ["単位 mmHg"])
    #expect(before.map { $0["id"].string } == after.dropFirst().map { $0["id"].string })
  }

  @Test(
    "a report on nothing is a problem that names the field",
    arguments: [([], nil), (["OBR|1|42", "OBX|1|NM|1^x^99A||1||||||F"], 4)] as [([String], Int?)])
  func problems(segments: [String], field: Int?) throws {
    let conversion = try convert(segments)
    #expect(conversion.problems[0]?.segment == "OBR" && conversion.problems[0]?.field == field)
    #expect(conversion.resources.isEmpty)
  }
}
