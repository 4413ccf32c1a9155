import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// Numbers, results, units, times and codes as hospitals write them: what each becomes.
@Suite("Values")
struct ValueTests {
  /// The Observation of one result.
  private func result(
    _ type: String, _ value: String, unit: String = "", range: String = "", flag: String = "",
    status: String = "F"
  ) throws -> JSON {
    let fields: [Int: String] = [
      1: "1", 2: type, 3: "3A010000002327101^総蛋白^JC10", 5: value, 6: unit, 7: range, 8: flag, 11: status,
    ]
    let source = try record(
      "OML-11", trigger: "R22", ["SPM|1|||023^血清^JC10", "OBR|1|42||E001", segment("OBX", fields)])
    return try Converter.convert([source], context: .example()).only("Observation")
  }

  // MARK: - Numbers

  @Test(
    "numbers keep their digits",
    arguments: [
      ("7.2", "7.2"), ("7.20", "7.20"), ("007", "7"), ("+5", "5"), ("-0.5", "-0.5"), (".5", "0.5"),
      ("5.", "5"),
      ("１２．５", "12.5"), ("−３", "-3"), (" 5 ", "5"), ("0", "0"), ("000", "0"),
      ("123456789012345678", "123456789012345678"),
      ("", nil), ("-", nil), (".", nil), ("1,234", nil), ("1e5", nil), ("1 2", nil), ("0x1", nil),
      ("1.2.3", nil), ("五", nil),
      ("12345678901234567890", nil), ("±1", nil), ("1+", nil),
    ] as [(String, String?)])
  func numbers(text: String, json: String?) { #expect(NumberText.json(text) == json) }

  @Test(
    "numbers compared",
    arguments: [
      ("<5", "5", "<"), ("< 5", "5", "<"), ("<=5", "5", "<="), (">5", "5", ">"), (">=5", "5", ">="),
      ("＜５", "5", "<"),
      ("≦5", "5", "<="), ("≤5", "5", "<="), ("≧5", "5", ">="), ("≥5", "5", ">="), ("＞＝５", "5", ">="),
      ("5以上", "5", ">="),
      ("5 以下", "5", "<="), ("１０未満", "10", "<"), ("10超", "10", ">"), ("10超過", "10", ">"), ("<-5", "-5", "<"),
      ("5", "5", nil),
    ] as [(String, String, String?)])
  func compared(text: String, value: String, comparator: String?) {
    let number = ComparedNumber.parse(text)
    #expect(number?.value == value && number?.comparator == comparator)
  }

  @Test(
    "what is no number with a comparison",
    arguments: [
      "(±)", "±", "1+", "(2+)", "×80", "80倍", "1:160", "1/2", "5-10", "5～10", "約5", "5以上10未満", "<5>", "<",
      "以上", "<<5", "=5",
      "5mg以上", "5↑", "(-)", "", "陰性", "10^3",
    ])
  func notCompared(text: String) { #expect(ComparedNumber.parse(text) == nil) }

  // MARK: - Results

  @Test(
    "a result in a text type is a Quantity only where a unit or a comparison says that it measures something",
    arguments: [
      ("5", "", false), ("5", "mg/dL", true), ("<5", "", true), ("5以上", "", true), ("1+", "mg/dL", false),
      ("5~6", "mg/dL", false),
    ])
  func quantities(value: String, unit: String, isQuantity: Bool) throws {
    let result = try result("ST", value, unit: unit)
    #expect(result["valueQuantity"].exists == isQuantity && result["valueString"].exists == !isQuantity)
  }

  @Test(
    "qualitative results, titres and ranges stay as written, in whatever type they come",
    arguments: ["(±)", "1+", "(2+)", "×80", "80倍", "1:160", "1-4", "５以上１０未満", "陰性"], ["NM", "ST", "TX"])
  func texts(value: String, type: String) throws {
    let result = try result(type, value)
    #expect(result["valueString"].string == value && !result["valueQuantity"].exists)
  }

  @Test(
    "a structured number",
    arguments: [
      ("^5", "5", nil, nil), ("=^5", "5", nil, nil), ("<^5", "5", "<", nil), (">=^0.5", "0.5", ">=", nil),
      ("^5^.^25", "5.25", nil, nil), ("^1^:^160", nil, nil, "1:160"), ("^1^/^2", nil, nil, "1/2"),
      ("^10^-^20", nil, nil, "10-20"), ("^2^+", nil, nil, "2+"), ("<>^5", nil, nil, "<>5"),
      ("<^陰性", nil, nil, "<陰性"),
    ] as [(String, String?, String?, String?)])
  func structured(value: String, number: String?, comparator: String?, text: String?) throws {
    let result = try result("SN", value, unit: "mg/dL")
    #expect(result["valueQuantity"]["value"].value.map { "\($0)" } == number)
    #expect(result["valueQuantity"]["comparator"].string == comparator)
    #expect(result["valueString"].string == text)
  }

  @Test(
    "the unit of numbers in words is a note, since valueString has none",
    arguments: [
      ("1-4", "/HPF", ["単位 /HPF"]), ("(±)", "mg/dL", []), ("1-4", "", []), ("５～９", "/HPF", ["単位 /HPF"]),
      ("7", "mg/dL", []),
    ])
  func unitsInWords(value: String, unit: String, notes: [String]) throws {
    #expect(try result("ST", value, unit: unit)["note"].array.compactMap { $0["text"].string } == notes)
  }

  @Test("both triplets of a coded result")
  func coded() throws {
    let concept = try result("CWE", "L1^陽性^99LOC^10828004^positive^LN")["valueCodeableConcept"]
    #expect(concept["coding"].array.count == 1 && concept["coding"][0]["system"].string == "http://loinc.org")
    #expect(concept["text"].string == "陽性")
    let local = try result("CWE", "+^陽性^99LOC")["valueCodeableConcept"]
    #expect(!local["coding"].exists && local["text"].string == "陽性")
    let bare = try result("CWE", "+")["valueCodeableConcept"]
    #expect(bare["text"].string == "+")
    let original = try result("CWE", "A^Ａ^99L^B^Ｂ^99M^^^原文")["valueCodeableConcept"]
    #expect(original["text"].string == "原文")
  }

  @Test("the edition of a coding system goes with each code")
  func editions() throws {
    let coding = try result("CWE", "A^a^LN^B^b^DCM^2.7^2024")["valueCodeableConcept"]["coding"].array
    #expect(coding.map { $0["version"].string } == ["2.7", "2024"])
  }

  @Test(
    "status by 0085",
    arguments: [
      ("F", "final"), ("U", "final"), ("P", "preliminary"), ("S", "preliminary"), ("R", "preliminary"),
      ("C", "corrected"),
      ("D", "entered-in-error"), ("W", "entered-in-error"), ("X", "cancelled"), ("I", "registered"),
      ("O", "registered"),
      ("N", "unknown"), ("", "unknown"), ("Z", "unknown"), (" F ", "final"),
    ])
  func status(code: String, status: String) throws {
    #expect(try result("NM", "7.2", status: code)["status"].string == status)
  }

  @Test(
    "why there is no value",
    arguments: [
      ("P", "temp-unknown"), ("I", "temp-unknown"), ("S", "temp-unknown"), ("N", "not-asked"),
      ("X", "unknown"), ("F", "unknown"),
    ], ["", "\"\""])
  func absence(status: (String, String), value: String) throws {
    let result = try result("NM", value, status: status.0)
    #expect(result["dataAbsentReason"].all("code") == [status.1])
    #expect(!result["valueQuantity"].exists && !result["valueString"].exists)
  }

  @Test(
    "abnormal flags by 0078",
    arguments: [
      ("H", "H"), ("LL", "LL"), ("N", "N"), ("<", "<"), ("Ｈ", "H"), ("H~A", "H"), ("↑", nil), ("高", nil),
      ("h", nil),
    ] as [(String, String?)])
  func flags(flag: String, code: String?) throws {
    let interpretation = try result("NM", "1", flag: flag)["interpretation"][0]
    #expect(interpretation["coding"][0]["code"].string == code)
    #expect(interpretation["text"].string == (code == nil ? flag : nil))
  }

  // MARK: - Ranges

  @Test(
    "reference ranges are split only when they parse",
    arguments: [
      ("6.7-8.3", "6.7", "8.3"), ("6.7 - 8.3", "6.7", "8.3"), ("6.7～8.3", "6.7", "8.3"),
      ("6.7〜8.3", "6.7", "8.3"),
      ("6.7–8.3", "6.7", "8.3"), ("-5--1", "-5", "-1"), ("-2〜2", "-2", "2"), ("６．７－８．３", "6.7", "8.3"),
      ("<15", nil, nil), ("> 95", nil, nil), ("15未満", nil, nil), ("10超", nil, nil), ("≦15", nil, "15"),
      ("15以下", nil, "15"), ("10以上", "10", nil), (">=10", "10", nil), ("5-5", "5", "5"), ("8.3-6.7", nil, nil),
      ("2024-05", nil, nil),
      ("5-", nil, nil), ("-5", nil, nil), ("5", nil, nil), ("(-)", nil, nil), ("陰性", nil, nil),
      ("M:13-17 F:11-15", nil, nil),
      ("1.0E-5", nil, nil), ("6.7-8.3g/dL", nil, nil), ("×40未満", nil, nil), ("5以上10未満", nil, nil),
    ] as [(String, String?, String?)])
  func ranges(text: String, low: String?, high: String?) throws {
    let range = ReferenceRange(text)
    #expect(range.low == low && range.high == high && range.text == text)
    let sent = try result("NM", "7", unit: "g/dL", range: text.replacing("~", with: "\\R\\"))[
      "referenceRange"][0]
    #expect(
      sent["text"].string == text && sent["low"].exists == (low != nil)
        && sent["high"].exists == (high != nil))
  }

  @Test("a range whose sign nobody escaped is whole", arguments: ["6.7~8.3", "6.7^8.3", "&5", "陰性~(-)"])
  func unescapedRange(text: String) throws {
    let range = try result("NM", "7", range: text)["referenceRange"][0]
    #expect(range["text"].string == text)
    #expect(range["low"].exists == (text == "6.7~8.3") && range["high"].exists == range["low"].exists)
  }

  @Test("several coded values are words, and that is told")
  func severalCodes() throws {
    let source = try record(
      "OML-11", trigger: "R22",
      [
        "SPM|1|||023", "OBR|1|42||E001",
        "OBX|1|CWE|3A01^x^JC10||1301^S.aureus^JANIS~2001^E.coli^JANIS||||||F",
      ])
    let conversion = Converter.convert([source], context: .example())
    #expect(try conversion.only("Observation")["valueString"].string == "S.aureus、E.coli")
    #expect(conversion.findings.contains { $0.code == .valueWeakened && $0.field == 5 })
  }

  // MARK: - Units

  @Test(
    "units in UCUM",
    arguments: [
      ("g/dl", "g/dL"), ("MG/DL", "mg/dL"), ("mg/dL", "mg/dL"), ("ｍｇ／ｄＬ", "mg/dL"), ("μg/dl", "ug/dL"),
      ("µg/mL", "ug/mL"),
      ("mEq/L", "meq/L"), ("IU/L", "[IU]/L"), ("U/l", "U/L"), ("μIU/mL", "u[IU]/mL"), ("10^3/ul", "10*3/uL"),
      ("10³/µL", "10*3/uL"),
      ("×10^4/μL", "10*4/uL"), ("×10⁴", nil), ("万/μl", "10*4/uL"), ("103/ul", nil), ("mm(hg)", "mm[Hg]"),
      ("mmHg", "mm[Hg]"),
      ("㎜Hg", "mm[Hg]"), ("℃", "Cel"), ("cel", "Cel"), ("％", "%"), ("㎎/㎗", "mg/dL"), ("㎖", "mL"),
      ("㎍/㎖", "ug/mL"), ("kg/m²", "kg/m2"),
      ("kg/㎡", "kg/m2"), ("回/分", "/min"), ("mL/min/1.73m²", "mL/min/{1.73_m2}"), ("/HPF", "/[HPF]"),
      ("秒", "s"),
      ("Mg", nil), ("mM", nil), ("倍", nil), ("点", nil), ("C.O.I", "{COI}"), ("", nil), ("mg/日", "mg/d"),
      // One letter in another case is another unit; of accelerators; a degree of what.
      ("S", nil), ("H", nil), ("D", nil), ("s", "s"), ("G", nil), ("l", "L"), ("MV", nil), ("mV", "mV"),
      ("KV", "kV"),
      ("度", nil), ("°", nil),
    ] as [(String, String?)])
  func units(written: String, code: String?) { #expect(UCUM.code(written) == code) }

  @Test(
    "a unit's code is a spelling only where it is none of the facility's table",
    arguments: [
      ("S^シート^99U", nil), ("s^シート^99U", nil), ("mg^^99U", nil), ("mg^ミリグラム^ISO+", "mg"), ("mg", "mg"),
      ("mg^ミリグラム", "mg"), ("1^mg^99U", "mg"), ("nmol/mL^nmol/mL^UCUM", "nmol/mL"),
      ("01^単位^99U^[arb'U]^単位^UCUM", "[arb'U]"), ("01^単位^99U^mg^mg", nil), ("a b^x^UCUM", nil),
    ] as [(String, String?)])
  func unitCode(written: String, code: String?) throws {
    let quantity = try result("NM", "3", unit: written)["valueQuantity"]
    #expect(quantity["code"].string == code)
    #expect(quantity["system"].string == (code == nil ? nil : HL7System.ucum))
  }

  @Test("a unit that UCUM has not is sent as written")
  func unknownUnit() throws {
    let quantity = try result("NM", "3", unit: "本^本^99U")["valueQuantity"]
    #expect(quantity["unit"].string == "本" && !quantity["code"].exists && !quantity["system"].exists)
  }

  // MARK: - Times

  @Test(
    "a period is reversed by the instants, whatever their zones",
    arguments: [
      ("2024-04-05T09:00:00+09:00", "2024-04-05T01:00:00+00:00", false),
      ("2024-04-05T09:00:00+09:00", "2024-04-04T23:59:00+00:00", true),
      ("2024-03-01T00:30:00+09:00", "2024-02-29T16:00:00+00:00", false),
      ("2025-01-01T00:30:00+09:00", "2024-12-31T15:00:00+00:00", true),
      ("2024-04-05T09:00:00+09:00", "2024-04-05", false), ("2024-04-05", "2024-04", false),
      ("2024-04-05", "2024-04-04", true),
      ("2024-04-05T09:00:00.5+09:00", "2024-04-05T09:00:00+09:00", true),
      ("2024-04-05T09:00:00+09:00", "2024-04-05T09:00:00+09:00", false),
    ])
  func periods(start: String, end: String, isReversed: Bool) {
    #expect(PeriodValue(start: start, end: end).isReversed == isReversed)
  }

  @Test(
    "hours from 24 to 47 are the next calendar day's, and no others move a day",
    arguments: [
      ("202404052359", "2024-04-05T23:59:00+09:00"), ("202404050000", "2024-04-05T00:00:00+09:00"),
      ("202404052400", "2024-04-06T00:00:00+09:00"), ("202404054759", "2024-04-06T23:59:00+09:00"),
      ("202402282430", "2024-02-29T00:30:00+09:00"), ("202302282430", "2023-03-01T00:30:00+09:00"),
      ("202404054800", nil), ("20240405", "2024-04-05"), ("2024040523", "2024-04-05"),
      ("2024040525", "2024-04-06"),
      ("20240405235959+0000", "2024-04-05T23:59:59+00:00"),
      ("20240405235959-1200", "2024-04-05T23:59:59-12:00"),
      ("20240405120000+1400", "2024-04-05T12:00:00+14:00"), ("20240405120000+1430", nil), ("20240230", nil),
    ] as [(String, String?)])
  func times(written: String, sent: String?) { #expect(TimeStamp(written)?.fhirDateTime == sent) }

  // MARK: - Diagnoses

  @Test(
    "ICD-10 with its dot and its edition; JP Core 1.2.0's own system is of the edition of 2013",
    arguments: [
      ("K297", "2013", "K29.7", true), ("K297", "", "K29.7", false), ("K297", "2003", "K29.7", false),
      ("I10", "2013", "I10", true),
      ("K29.7", "2013", "K29.7", true), ("S7200", "2013", "S72.00", true),
    ])
  func diseases(code: String, edition: String, sent: String, isOfEdition2013: Bool) throws {
    let source = try record(
      "PPR-01", trigger: "ZD1", date: "-",
      ["PRB|AD|20240405|20054174^胃炎^MDCDX2|D1||||||\(code)^胃炎^I10^O^外来時^JHSD0004^\(edition)"])
    for release in JPCoreRelease.allCases {
      let conversion = Converter.convert([source], context: .example(release: release))
      let coding = try conversion.only("Condition")["code"]["coding"].array.last
      #expect(coding?["version"].string == (edition.isEmpty ? nil : edition))
      let isURL = coding?["system"].string == "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/ICD10-2013-full"
      #expect(isURL == (release == .v1_2_0 && isOfEdition2013))
      #expect(coding?["code"].string == (isURL ? sent.replacing(".", with: "") : sent))
    }
  }
}
