import Foundation
import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("Observations of the extended storage")
struct ContentObservationTests {
  private func record(
    _ lines: [String], kind: String = ModelFolder.vitalSignsKind, timestamp: String = "20240405101112000"
  ) throws -> SourceRecord {
    let segments =
      [ModelFolder.header, ModelFolder.patient, ModelFolder.order, "OBR|1|1||01^バイタル^99T08"] + lines
    return try folderRecord(
      kind, timestamp: timestamp,
      [("main_document.hl7", Array((segments.joined(separator: "\r") + "\r").utf8))])
  }

  private func convert(_ lines: [String], kind: String = ModelFolder.vitalSignsKind) throws -> Conversion {
    Converter.convert([try record(lines, kind: kind)], context: .example())
  }

  private func line(_ item: String, _ value: String = "1", unit: String = "", time: String = "202404050800")
    -> String
  {
    "OBX|1|NM|\(item)||\(value)|\(unit)|||||F|||\(time)"
  }

  private let pressure = "9A751000000000001^収縮期血圧^JC10"
  private let temperature = "9P100000000000001^体温^JC10"

  @Test("units of vital signs in UCUM")
  func units() throws {
    let units = ["mm(hg)^mmHg^ISO+", "(hb)^回／１分^ISO+", "/min^回／１分^ISO+", "cel^℃^ISO+", "%^%^ISO+", "^ひと匙"]
    let observations = try convert(units.map { line(temperature, unit: $0) }).all(
      "Observation")
    #expect(
      observations.map { $0["valueQuantity"]["code"].string } == [
        "mm[Hg]", "/min", "/min", "Cel", "%", nil,
      ])
    #expect(observations[0]["valueQuantity"]["unit"].string == "mmHg")
  }

  @Test("profile and category follow from the item, or from the kind for vital signs")
  func profiles() throws {
    func profiles(_ kind: String) throws -> [String?] {
      let items = [pressure, "9N006000000000001^体重^JC10", "X1^不明^99NUR", "3D010000002227101^血糖^JC10"]
      return try convert(items.map { line($0) }, kind: kind).all("Observation").map {
        $0["meta"]["profile"][0].string?.split(separator: "_").last.map(String.init)
      }
    }
    #expect(
      try profiles(ModelFolder.vitalSignsKind) == [
        "VitalSigns", "BodyMeasurement", "Common", "Common",
      ])
    #expect(try profiles("NURS^看護観察^99X") == ["VitalSigns", "BodyMeasurement", "Common", "Common"])
    let items = ["9A761", "9P1", "9P2", "9P3", "3H065"].map { line("\($0)00000000001^項目^JC10") }
    #expect(
      try convert(items, kind: "NURS^看護観察^99X").all("Observation").map { $0["category"].all("code") } == [
        ["vital-signs", "blood-pressure"], ["vital-signs", "temperature"],
        ["vital-signs", "respiratory-function"],
        ["vital-signs", "pulse-rate"], ["vital-signs", "respiratory-function"],
      ])
    // What a hospital files as vital signs is that, though JP Core has no closer word for it.
    let filed = try convert([line("X1^不明^99NUR")])
    #expect(try filed.only("Observation")["category"].all("code") == ["vital-signs"])
    #expect(filed.findings.contains { $0.code == .profileGeneral })
    let other = try convert([line("X1^不明^99NUR")], kind: "NURS^看護観察^99X").only("Observation")
    #expect(!other["category"].exists)
    let weight = try convert([line("9N006000000000001^体重^JC10", "62.5", unit: "kg")]).only("Observation")
    #expect(weight["category"].all("code") == ["body-measurement", "weight"])
  }

  @Test("ids follow from item and time, not from the place in the file")
  func identity() throws {
    let first = try convert([
      line(pressure), line(temperature), line(pressure, time: "202404051500"),
    ]).resources.map(\.id)
    let second = try convert([
      line(temperature, time: "202404050600"), line(pressure, "2", time: "202404051500"),
      line(pressure, time: "20240405080000"), line(temperature),
    ]).resources.map(\.id)
    #expect(Set(first).count == 3 && Set(second).isSuperset(of: first))
    let other = Converter.convert(
      [
        try folderRecord(
          ModelFolder.vitalSignsKind, key: "000002024040508",
          [
            (
              "main_document.hl7",
              Array(([ModelFolder.header, ModelFolder.patient, line(pressure)].joined(separator: "\r")).utf8)
            )
          ])
      ], context: .example())
    // The file of an hour is a record of its own; that it measured the same is told by the identifier.
    #expect(!first.contains(other.resources[0].id))
    let identifier = try convert([line(pressure)]).only("Observation")["identifier"][0]["value"].string
    #expect(try other.only("Observation")["identifier"][0]["value"].string == identifier)
    #expect(identifier == "2212345678.0001234567_9A751000000000001_2024-04-05T08:00:00+09:00")
  }

  @Test("without a time of its own an observation has the period of its request, or none")
  func times() throws {
    let requested = try convert(["OBR|2|1|||||202404050800|202404051500", line(pressure, time: "")])
      .only("Observation")
    #expect(requested["effectivePeriod"]["start"].string == "2024-04-05T08:00:00+09:00")
    #expect(requested["effectivePeriod"]["end"].string == "2024-04-05T15:00:00+09:00")
    let impossible = try convert([line(pressure, time: "20240230")])
    #expect(impossible.findings.contains { $0.code == .dateImpossible && $0.field == 14 })
    #expect(try !impossible.only("Observation")["effectiveDateTime"].exists)
  }

  @Test("a JLAC10 item of another length is sent as it is, and told")
  func malformedItem() throws {
    let conversion = try convert([line("9P10000000000001^体温^JC10")])
    #expect(try conversion.only("Observation")["code"].all("code") == ["9P10000000000001"])
    #expect(conversion.findings.contains { $0.code == .codeUnknown && $0.segment == "OBX" && $0.field == 3 })
  }

  @Test("notes of the request go with each observation, its own with one")
  func notes() throws {
    let texts = try convert(["NTE|1||臥位", line(pressure), "NTE|1||不整", line(temperature)]).all("Observation")
      .map { $0["note"].all("text") }
    #expect(texts == [["臥位", "不整"], ["臥位"]])
  }

  @Test("ORC-28 protects; an order type in its place does not")
  func confidential() throws {
    func codes(_ mark: String) throws -> [String] {
      let orc = "ORC|SC|1" + String(repeating: "|", count: 26) + mark
      return try convert([orc, "OBR|1", line(pressure)]).only("Observation")["meta"]["security"].all("code")
    }
    #expect(try codes("V^^HL70177") == ["V"])
    #expect(try codes("I^入院患者オーダ") == [])
  }

  @Test("ORC-28 protects a file beside the message like its observations")
  func confidentialFile() throws {
    let orc = "ORC|SC|1" + String(repeating: "|", count: 26) + "V^^HL70177"
    let segments = [ModelFolder.header, ModelFolder.patient, orc, "OBR|1", line(pressure)]
    let message = Array((segments.joined(separator: "\r") + "\r").utf8)
    let record = try folderRecord(
      ModelFolder.vitalSignsKind, [("main_document.hl7", message), ("wave.pdf", Array("%PDF-".utf8))])
    let conversion = Converter.convert([record], context: .example())
    for type in ["Observation", "DocumentReference", "Binary"] {
      #expect(try conversion.only(type)["meta"]["security"].all("code") == ["V"], "\(type)")
    }
  }

  @Test("what cannot be told whole is a problem")
  func refusals() throws {
    #expect(try convert([]).problems[0]?.segment == "OBX")
    #expect(
      try convert([line(pressure), "PID|1||0009999999", line(temperature)]).problems[0]?.segment == "PID")
  }

  @Test(
    "the public samples",
    .enabled(
      if: SharedMaterial.hasSamples && SharedMaterial.hasValidator, "shared samples or Python are absent"))
  func samples() throws {
    let root = SharedMaterial.samples.appendingPathComponent("nho-support-documents/extended_root")
    let kind = "L-OBSERVATIONS^OBSERVATIONS^99ZL01"
    var documents: [String: [Resource]] = [:]
    for (key, count) in [("000000020160101", 15), ("000002016010115", 5)] {
      let path =
        "012/345/0123456789/20160101/\(kind)/0123456789_20160101_\(kind)_\(key)_201601011500321_1"
      let bytes = try SharedMaterial.bytes(at: root, path + "/main_document.hl7")
      let record = SourceRecord(
        path: try StoragePath(parsing: path, storageType: .extended),
        folder: try ContentFolder(reading: [("main_document.hl7", bytes)]))
      let conversion = Converter.convert([record], context: .whole())
      #expect(conversion.problems.isEmpty)
      #expect(try conversion.all("Observation").count == count)
      documents[key] = conversion.resources
    }
    documents["patient"] = [PatientResource.identifiersOnly(localID: "0123456789", context: .whole())]
    #expect(try SharedMaterial.judge(documents, release: .v1_1_2).isEmpty)
  }
}
