import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("OMG-11 and OMG-12")
struct ExaminationPerformedTests {
  private static let uid = "1.2.392.200036.9999.42"

  private static func order(_ control: String = "NW", _ number: String = "42", result: String = "F")
    -> [String]
  {
    [
      "ORC|\(control)|\(number)|F1||||||20240404100059|||110^医師^一郎", "TQ1|1||||||||R^^HL70485",
      "OBR||\(number)||X1^撮影^JJ1017|||202404051030||||||||||||||||||\(result)",
    ]
  }
  private static func image(_ uid: String = uid, modality: String = "CT^^DCM", accession: String = "A1")
    -> String
  {
    "IPC|\(accession)|P1|\(uid)||\(modality)"
  }

  private func convert(_ segments: [String], kind: String = "OMG-11") throws -> Conversion {
    Converter.convert([try record(kind, trigger: "Z23", segments)], context: .example())
  }

  @Test("the radiology sample", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func radiology() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.radiologyPerformed)], context: .example())
    let study = try conversion.only("ImagingStudy")
    #expect(
      study["identifier"].array.map { $0["value"].string } == [
        "urn:oid:1.2.392.1114.20045.43233.5.300001", "2212345678.A201112200030001",
      ])
    #expect(study["modality"][0]["code"].string == "US" && study["started"].string == "2011-12-20")
    #expect(
      study["basedOn"].array.map { $0["identifier"]["value"].string } == [
        "2212345678.2011122000300", "2212345678.2011122000301",
      ])
    let procedure = try conversion.only("Procedure")
    #expect(study["procedureReference"]["reference"].string == "Procedure/" + (procedure["id"].string ?? ""))
    #expect(procedure["performer"][0]["actor"]["display"].string == "助産師 愛子")
    #expect(procedure["performer"][0]["function"]["text"].string == "NS-03.EM-01")
    #expect(procedure["status"].string == "completed" && procedure["code"]["text"].string == "胎児.経皮的超音波検査")
    #expect(try conversion.all("ServiceRequest").isEmpty, "the order is a record of its own")
  }

  @Test("the endoscopy sample", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func endoscopy() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.endoscopyPerformed)], context: .example())
    let study = try conversion.only("ImagingStudy")
    #expect(
      study["modality"][0]["code"].string == "ES" && !study["procedureReference"].exists, "there are three")
    #expect(study["meta"]["profile"][0].string?.hasSuffix("JP_ImagingStudy_Endoscopy") == true)
    let procedures = try conversion.all("Procedure")
    #expect(procedures.map { $0["performer"].array.count } == [4, 4, 4])
    #expect(procedures[0]["performedPeriod"]["start"].string == "2011-11-20T14:45:12+09:00")
    #expect(procedures[0]["performedPeriod"]["end"].string == "2011-11-20T15:10:56+09:00")
    #expect(
      procedures[0]["usedCode"].array.map { $0["text"].string } == [
        "セルシン5mg", "キシロカインスプレー", "インジゴカルミン", "GIF-XQ240",
      ])
    #expect(procedures[0]["note"][0]["text"].string == "使用 セルシン5mg 1 管")
    #expect(procedures[1]["performedDateTime"].string == "2011-12-20")
    let biopsy = try conversion.all("Observation").filter { $0["code"]["text"].string == "生検時間" }
    #expect(
      biopsy.map { $0["valueDateTime"].string } == ["2011-12-20T14:48:30+09:00", "2011-12-20T14:59:08+09:00"])
    #expect(
      biopsy.map { $0["partOf"][0]["reference"].string }
        == procedures.suffix(2).map { "Procedure/" + ($0["id"].string ?? "") })
  }

  @Test(
    "times that endoscopy tells stand for the order's, each for itself",
    arguments: [
      (["TM-P1": "202404051040"], "2024-04-05T10:40:00+09:00", nil, 0),
      (["TM-P2": "202404051100"], "2024-04-05T10:30:00+09:00", "2024-04-05T11:00:00+09:00", 0),
      // The order's time is no start of what ended before it.
      (["TM-P2": "202404051000"], "2024-04-05T10:30:00+09:00", nil, 1),
      (
        ["TM-P2": "202404051000", "TM-P1": "202404050930"], "2024-04-05T09:30:00+09:00",
        "2024-04-05T10:00:00+09:00", 0
      ),
    ] as [([String: String], String, String?, Int)])
  func times(told: [String: String], start: String, end: String?, reversed: Int) throws {
    // The end stands first.
    let items = told.sorted { $0.key > $1.key }.map { "OBX|1|TS|\($0.key)^時刻^JSHR||\($0.value)||||||F" }
    let conversion = try convert(Self.order() + ["ZE1|1|RS|X1^撮影^99A"] + items, kind: "OMG-12")
    let procedure = try conversion.only("Procedure")
    #expect((procedure["performedPeriod"]["start"].string ?? procedure["performedDateTime"].string) == start)
    #expect(procedure["performedPeriod"]["end"].string == end)
    #expect(conversion.findings.filter { $0.code == .datePeriodReversed }.count == reversed)
  }

  @Test(
    "only a UID is one",
    arguments: [
      ("1.2.392.200036", true), ("2.25.321000000000042", true), ("1.2.03", false), ("1", false),
      ("3.1", false),
      ("1.40", false), ("2.999", true), ("1..2", false), ("1.2.x", false), ("", false), ("1.2.", false),
      ("1.2.0", true),
      ("1.2." + String(repeating: "3", count: 61), false),
    ])
  func uids(text: String, isUID: Bool) throws {
    #expect(DICOM.isUID(text) == isUID)
    let conversion = try convert(Self.order() + [Self.image(text)])
    let identifiers = try conversion.only("ImagingStudy")["identifier"].array
    #expect(identifiers.contains { $0["system"].string == "urn:dicom:uid" } == isUID)
    #expect(conversion.findings.contains { $0.code == .identifierInvalid } == (!isUID && !text.isEmpty))
  }

  @Test(
    "only a modality of DICOM is one",
    arguments: [
      ("CT^^DCM", "CT", nil), ("CT", "CT", nil), ("X1^透視^99MOD^RF^^DCM", "RF", nil),
      ("CT^^99MOD", nil, "モダリティ CT"),
      ("ZZ^特殊^DCM", nil, "モダリティ 特殊"), ("", nil, nil),
    ] as [(String, String?, String?)])
  func modalities(written: String, code: String?, note: String?) throws {
    let study = try convert(Self.order() + [Self.image(modality: written)]).only("ImagingStudy")
    #expect(study["modality"][0]["code"].string == code && study["note"][0]["text"].string == note)
  }

  @Test("the accession number: of the facility, or of the authority that it names")
  func accessions() throws {
    func number(_ written: String) throws -> JSON {
      try convert(Self.order() + [Self.image(accession: written)]).only("ImagingStudy")["identifier"][1]
    }
    #expect(try number("A1")["value"].string == "2212345678.A1")
    #expect(try number("A1")["type"]["coding"][0]["code"].string == "ACSN")
    #expect(try number("A1^RIS^1.2.392.5^ISO")["system"].string == "urn:oid:1.2.392.5")
    #expect(try number("A1^RIS^1.2.392.5^ISO")["value"].string == "A1")
  }

  @Test(
    "status by order control and result",
    arguments: [
      ("NW", "F", "available"), ("NW", "", "available"), ("CA", "F", "cancelled"), ("NW", "X", "cancelled"),
      ("NW", "I", "registered"),
    ])
  func status(control: String, result: String, status: String) throws {
    let conversion = try convert(
      Self.order(control, result: result) + ["ZE1|1|RS|X1^撮影^JJ1017", Self.image()])
    #expect(try conversion.only("ImagingStudy")["status"].string == status)
    #expect(try conversion.only("Procedure")["status"].string == (control == "CA" ? "not-done" : "completed"))
  }

  @Test("two studies, and a procedure put before others: the ids of the rest stay")
  func stability() throws {
    let mine = Self.order("CH", "421") + ["ZE1|1|RS|X1^撮影^JJ1017", "ZE2|1|80^kV", Self.image()]
    let before = try convert(mine).resources.map(\.reference)
    let after = try convert(
      Self.order("CH", "420") + ["ZE1|1|RS|X1^撮影^JJ1017", "ZE2|1|90^kV", Self.image("1.2.3")] + mine
    ).resources.map(\.reference)
    #expect(before.count == 3 && Set(before).isSubset(of: after) && Set(after).count == 6)
  }

  @Test("exposure: numbers with units, anything else as written")
  func exposure() throws {
    let observation = try convert(
      Self.order() + ["ZE1|1|RS|X1^撮影^JJ1017", "ZE2|1|80^kV|自動^mA||0.02^s|2|立位", Self.image()]
    ).only("Observation")
    let components = observation["component"].array
    #expect(components.map { $0["code"]["text"].string } == ["管電圧", "管電流", "時間", "回数"])
    #expect(
      components[0]["valueQuantity"]["code"].string == "kV" && components[1]["valueString"].string == "自動 mA")
    #expect(observation["note"][0]["text"].string == "立位")
    #expect(observation["effectiveDateTime"].string == "2024-04-05T10:30:00+09:00")
  }

  @Test("neither study nor procedure is a problem that names the field")
  func problems() throws {
    for segments in [[], Self.order(), Self.order() + [Self.image("x", accession: "")]] {
      let conversion = try convert(segments)
      #expect(conversion.problems[0]?.segment == "IPC" && conversion.problems[0]?.field == 3)
      #expect(conversion.resources.isEmpty)
    }
    #expect(try convert(Self.order() + ["ZE1|1|RS|X1^撮影^JJ1017"]).only("Procedure")["id"].exists)
  }
}
