import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// Values that look like others: what is said of them is what is written.
@Suite("Careful reading")
struct CarefulReadingTests {
  private static let usage = "1011000400000000&内服・経口・１日１回朝食後&JAMISDP01"

  private func dosage(rxe7: String = "", repetition: String = usage, words: String = "") throws -> JSON {
    let conversion = Converter.convert(
      [
        try record(
          "OMP-01", trigger: "O11",
          [
            PrescriptionTests.order, "RXE||107750602^メトトレキサートカプセル２ｍｇ^HOT9|1||CAP^カプセル^MR9P||\(rxe7)",
            "TQ1|1||\(repetition)||||||||\(words)",
          ])
      ], context: .example())
    return try conversion.only("MedicationRequest")["dosageInstruction"][0]
  }

  @Test("a usage alone tells how often")
  func plainUsage() throws {
    #expect(try dosage()["timing"]["repeat"].keys.sorted() == ["frequency", "period", "periodUnit"])
  }

  @Test(
    "what is said beside a usage makes how often uncertain, and is told with it",
    arguments: [
      ("I1100000^隔日^JAMISDP01", usage, "", "隔日"), ("", usage, "毎週月曜日のみ", "毎週月曜日のみ"),
      ("", usage + "&I1100000&隔日投与&JAMISDP01", "", "隔日投与"),
      ("", usage + "~I1100000&隔日投与&JAMISDP01", "", "隔日投与"),
    ])
  func qualifiedUsage(rxe7: String, repetition: String, words: String, told: String) throws {
    let dosage = try dosage(rxe7: rxe7, repetition: repetition, words: words)
    #expect(dosage["timing"]["repeat"].keys.isEmpty)
    #expect(dosage["timing"]["code"]["coding"].array.map { $0["code"].string } == ["1011000400000000"])
    let instruction = dosage["additionalInstruction"][0]
    #expect(instruction["text"].string == told || instruction["coding"][0]["display"].string == told)
  }

  @Test("a usage whose parts are components is read")
  func misplacedUsage() throws {
    let coded = try dosage(repetition: "1011000400000000^内服・経口・１日１回朝食後^JAMISDP01")
    #expect(coded["timing"]["code"]["coding"][0]["code"].string == "1011000400000000")
    #expect(coded["timing"]["code"]["text"].string == "内服・経口・１日１回朝食後")
    #expect(try dosage(repetition: "^1日3回毎食後")["text"].string == "1日3回毎食後")
  }

  @Test(
    "drugs that share a code for free text keep apart",
    arguments: ["9999999^NAME^99DRG", "000000000^NAME^HOT9"])
  func freeTextDrugs(code: String) throws {
    func ids(_ names: [String]) throws -> [String] {
      let segments = names.flatMap {
        [PrescriptionTests.order, "RXE||\(code.replacing("NAME", with: $0))|1||TAB^錠^MR9P"]
      }
      let conversion = Converter.convert(
        [try record("OMP-01", trigger: "O11", segments)], context: .example())
      return conversion.resources.filter { $0.type == "MedicationRequest" }.map(\.id)
    }
    let both = try ids(["ワーファリン錠１ｍｇ", "アムロジピン錠５ｍｇ"])
    #expect(try ids(["アムロジピン錠５ｍｇ"]) == [both[1]])
    #expect(try ids(["ワーファリン錠１ｍｇ"]) == [both[0]])
  }

  private func value(_ obx: String) throws -> (json: JSON, findings: [ConversionFinding]) {
    let conversion = Converter.convert(
      [
        try record(
          "OML-11", trigger: "R22",
          ["SPM|1|||023^血清^JC10", "OBR|1|42||3A010000002327101^血液^JC10", obx])
      ], context: .example())
    return (try conversion.only("Observation"), conversion.findings)
  }

  @Test(
    "a power of ten in a unit is part of it",
    arguments: [("10^3/uL", "10^3/uL"), ("×10^4/μL", "×10^4/μL"), ("x10^3", "x10^3"), ("10^12/L", "10^12/L")])
  func powerOfTen(field: String, unit: String) throws {
    let quantity = try value("OBX|1|NM|2A010000001930101^白血球^JC10||52|\(field)|||||F").json["valueQuantity"]
    #expect(quantity["unit"].string == unit)
    if field == "10^3/uL" { #expect(quantity["code"].string == "10*3/uL") }
  }

  @Test("a unit that is a code and a name stays one")
  func ordinaryUnit() throws {
    let quantity = try value("OBX|1|NM|2A010000001930101^白血球^JC10||52|10^mg/dL^99U|||||F").json
    #expect(quantity["valueQuantity"]["unit"].string == "mg/dL")
  }

  @Test("a number that is none is told as it is, with a finding")
  func noNumber() throws {
    let (json, findings) = try value("OBX|1|NM|2A010000001930101^白血球^JC10||溶血|mg/dL|||||F")
    #expect(json["valueString"].string == "溶血")
    #expect(findings.contains { $0.code == .valueWeakened && $0.segment == "OBX" && $0.field == 5 })
    #expect(
      try value("OBX|1|ST|2A010000001930101^白血球^JC10||10~20||||||F").json["valueString"].string == "10~20")
    let lines = try value("OBX|1|ST|2A010000001930101^白血球^JC10||(-)~再検||||||F").json
    #expect(lines["valueString"].string == "(-)\n再検")
  }

  @Test("an hour without minutes is told, and tells vital signs apart")
  func hourAlone() throws {
    func observations(_ times: [String: String]) throws -> Conversion {
      let lines = times.sorted { $0.key < $1.key }.map {
        "OBX|1|NM|9P100000000000001^体温^JC10||\($0.value)|Cel|||||F|||\($0.key)"
      }
      let segments =
        [ModelFolder.header, ModelFolder.patient, ModelFolder.order, "OBR|1|1||01^バイタル^99T08"] + lines
      let bytes = Array((segments.joined(separator: "\r") + "\r").utf8)
      return Converter.convert(
        [try folderRecord(ModelFolder.vitalSignsKind, [("main_document.hl7", bytes)])], context: .example())
    }
    func ids(_ conversion: Conversion) throws -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: try conversion.all("Observation").map {
          ("\($0["valueQuantity"]["value"].value ?? "")", $0["id"].string ?? "")
        })
    }
    let before = try observations(["2024040506": "36.8", "2024040514": "37.0"])
    let after = try observations(["2024040506": "36.8", "2024040510": "38.5", "2024040514": "37.0"])
    let (first, second) = (try ids(before), try ids(after))
    #expect(first.count == 2 && second.count == 3)
    #expect(first.allSatisfy { second[$0.key] == $0.value })
    let observation = try before.all("Observation")[0]
    #expect(observation["effectiveDateTime"].string == "2024-04-05")
    #expect(observation["note"][0]["text"].string == "検査時刻 6時")
    #expect(before.findings.filter { $0.code == .valueWeakened && $0.field == 14 }.count == 2)
  }

  private func demographics(_ segments: [String]) throws -> Conversion {
    let path = try record("ADT-00", trigger: "A08", date: "-", order: "999999999999999", []).path
    let header = "MSH|^~\\&|HIS|SEND|GW|RCV|20240405101112||ADT^A08|1|P|2.5"
    let text = ([header] + segments).joined(separator: "\r") + "\r"
    return Converter.convert(
      [SourceRecord(path: path, message: try Message(parsing: Array(text.utf8)))], context: .example())
  }

  @Test(
    "six digits are no year and month that nobody means", arguments: ["450112", "060401", "500401", "211205"])
  func shortDates(text: String) throws {
    #expect(TimeStamp(text)?.fhirDate == nil)
    #expect(TimeStamp("202404")?.fhirDate == "2024-04" && TimeStamp("999912")?.fhirDate == "9999-12")
    let conversion = try demographics(["PID|1||0001234567||山田^太郎||\(text)|M"])
    #expect(try conversion.only("Patient")["birthDate"].string == nil)
    #expect(
      conversion.findings.contains { $0.code == .dateImpossible && $0.segment == "PID" && $0.field == 7 })
  }

  @Test("a telephone number in parts")
  func telephone() throws {
    let conversion = try demographics([
      "PID|1||0001234567||山田^太郎||19700101|M|||||^PRN^PH^^81^54^0000000^12",
      "NK1|1|\"\"|SPO^配偶者^HL70063|\"\"|\"\"",
    ])
    let patient = try conversion.only("Patient")
    #expect(patient["telecom"][0]["value"].string == "81-54-0000000 x12")
    #expect(patient["contact"].array.isEmpty)
  }
}
