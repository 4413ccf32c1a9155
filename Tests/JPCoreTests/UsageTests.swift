import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("Usage of drugs")
struct UsageTests {
  private func dosages(
    _ timings: [String], rxe: [Int: String] = [:], rxr: String = "RXR|PO^口^HL70162"
  ) throws -> [JSON] { try request(timings, rxe: rxe, rxr: rxr)["dosageInstruction"].array }

  private func request(
    _ timings: [String], rxe: [Int: String] = [:], orc: [Int: String] = [:], rxr: String = "RXR|PO^口^HL70162"
  ) throws -> JSON {
    let order: [Int: String] = [1: "NW", 2: "42", 4: "1", 9: "20240405"]
    let give: [Int: String] = [2: "108665201^薬^HOT9", 3: "1", 5: "TAB^錠^MR9P"]
    let segments = [
      segment("ORC", order.merging(orc) { $1 }), segment("RXE", give.merging(rxe) { $1 }),
    ]
    let source = try record("OMP-01", trigger: "O11", segments + timings + [rxr])
    let conversion = Converter.convert([source], context: .example())
    return try conversion.only("MedicationRequest")
  }

  @Test(
    "what a code of 16 characters says for certain",
    arguments: [
      ("1013044400000000", "10", false, UsageFrequency(times: 3, period: 1, unit: "d")),
      ("1023000000000000", "10", false, UsageFrequency(times: 3, period: 1, unit: "d")),
      ("1033IPV000000000", "10", false, UsageFrequency(times: 3, period: 1, unit: "d")),
      ("1043B70000000000", "10", false, UsageFrequency(times: 3, period: 1, unit: "d")),
      ("2B62100900000000", "2B", false, UsageFrequency(times: 2, period: 1, unit: "d")),
      ("2B71200000000000", "2B", false, UsageFrequency(times: 1, mostTimes: 2, period: 1, unit: "d")),
      ("2B73000000000000", "2B", false, UsageFrequency(times: 3, period: 1, unit: "d")),
      ("2B84600000000000", "2B", false, UsageFrequency(times: 1, period: 4, longestPeriod: 6, unit: "h")),
      ("2B83000000000000", "2B", false, UsageFrequency(times: 1, period: 3, unit: "h")),
      ("1050110000000000", "10", true, nil), ("2B50810000000000", "2B", true, nil),
      ("XX13044400000000", nil, false, UsageFrequency(times: 3, period: 1, unit: "d")),
      ("1010000000000000", "10", false, nil), ("2B72100000000000", "2B", false, nil),
      ("2B7A000000000000", "2B", false, nil), ("1093000000000000", "10", false, nil),
    ] as [(String, String?, Bool, UsageFrequency?)])
  func codes(code: String, method: String?, isAsNeeded: Bool, frequency: UsageFrequency?) throws {
    let usage = try #require(UsageCode(code))
    #expect(usage.method == method && usage.isAsNeeded == isAsNeeded && usage.frequency == frequency)
  }

  @Test(
    "what is no such code",
    arguments: ["", "I1100000", "101304440000000", "10130444000000-0", "１０１３０４４４００００００００"])
  func noCode(code: String) { #expect(UsageCode(code) == nil) }

  @Test("how often and the class of usage stand beside the code; a supplement makes how often uncertain")
  func repeats() throws {
    let plain = try dosages(["TQ1|1||1013044400000000&食後&JAMISDP01"])[0]
    #expect("\(plain["timing"]["repeat"]["frequency"].value ?? "")" == "3")
    #expect(plain["timing"]["repeat"]["periodUnit"].string == "d")
    #expect(plain["method"]["coding"][0]["system"].string == "urn:oid:1.2.392.200250.2.2.20.40")
    #expect(plain["method"]["coding"][0]["code"].string == "10")
    let everyOther = try dosages(["TQ1|1||1013044400000000&食後&JAMISDP01~I1100000&隔日&JAMISDP01"])[0]
    #expect(!everyOther["timing"]["repeat"].exists)
    #expect(everyOther["timing"]["code"]["coding"][0]["code"].string == "1013044400000000")
    let supplement = everyOther["additionalInstruction"][0]["coding"][0]
    #expect(
      supplement["code"].string == "I1100000"
        && supplement["system"].string == "urn:oid:1.2.392.200250.2.2.20.22")
    let local = try dosages(["TQ1|1||U1&分３&99LOC"])[0]
    #expect(!local["timing"]["repeat"].exists && local["timing"]["code"]["text"].string == "分３")
    #expect(!local["method"].exists)
  }

  @Test("an end without a start is words: the extension demands the start")
  func endAlone() throws {
    let order = try request([segment("TQ1", [3: "1013044400000000&食後&JAMISDP01", 8: "20240409"])])
    #expect(order["dosageInstruction"][0]["text"].string?.contains("終了 2024-04-09") == true)
  }

  @Test("to be taken when a condition comes up: by the usage's code, or by JAHIS' class of usage")
  func asNeeded() throws {
    func isAsNeeded(_ dosage: JSON) -> Bool { dosage["asNeededBoolean"].value as? Bool == true }
    let coded = try request(["TQ1|1||1050110000000000&疼痛時&JAMISDP01|||||||||||5"])
    #expect(isAsNeeded(coded["dosageInstruction"][0]))
    #expect(!coded["dosageInstruction"][0]["timing"]["repeat"].exists)
    #expect("\(coded["dispenseRequest"]["extension"][0]["valueInteger"].value ?? "")" == "5")
    let classed = try request(["TQ1|1||^疼痛時"], rxe: [27: "22^頓用^JHSP0003"])
    #expect(isAsNeeded(classed["dosageInstruction"][0]))
    #expect(classed["category"][0]["text"].string == "頓用" && !classed["reasonCode"].exists)
    let regular = try request(["TQ1|1||1013044400000000&食後&JAMISDP01"], rxe: [27: "21^内服^JHSP0003~^頭痛"])
    #expect(!regular["dosageInstruction"][0]["asNeededBoolean"].exists)
    #expect(regular["reasonCode"].array.map { $0["text"].string } == ["頭痛"])
  }

  @Test(
    "several timings: their order when the message tells it, the days of each; of the whole only when they agree",
    arguments: [
      ("A", "3", ["1", "1"], "3"), ("S", "3", ["1", "2"], nil), ("", "3", [], nil),
      ("A", "4", ["1", "1"], nil),
    ] as [(String, String, [String], String?)])
  func several(conjunction: String, days: String, sequence: [String], supply: String?) throws {
    let request = try request([
      "TQ1|1||1011000400000000&朝&JAMISDP01|||3^D||||||\(conjunction)",
      "TQ1|2||1011000090000000&寝る前&JAMISDP01|||\(days)^D",
    ])
    let dosages = request["dosageInstruction"].array
    #expect(dosages.compactMap { $0["sequence"].value.map { "\($0)" } } == sequence)
    #expect(dosages.map { "\($0["extension"][0]["valueDuration"]["value"].value ?? "")" } == ["3", days])
    let whole = request["dispenseRequest"]["expectedSupplyDuration"]["value"].value
    #expect(whole.map { "\($0)" } == supply)
  }

  @Test("external use: site and method of the JAMI tables, what narrows the site down beside it")
  func external() throws {
    let dosage = try dosages(
      ["TQ1|1||2B62100900000000&朝と就寝前&JAMISDP01"],
      rxr: "RXR|TP^局所^HL70162|8H0^肛門部^JAMISDP01||2R^肛門挿入^JAMISDP01||R^右^HL70495")[0]
    #expect(dosage["site"]["coding"][0]["system"].string == "urn:oid:1.2.392.200250.2.2.20.32")
    #expect(dosage["site"]["extension"][0]["valueCodeableConcept"]["text"].string == "右")
    #expect(dosage["method"]["coding"][0]["code"].string == "2R", "what RXR-4 says, not the usage's code")
  }

  @Test("doses: the most at a time, of a day, and what has no coded unit in words")
  func doses() throws {
    let exact = try dosages([], rxe: [4: "2", 19: "3^TAB&錠&MR9P"])[0]
    #expect("\(exact["maxDosePerAdministration"]["value"].value ?? "")" == "2")
    #expect(exact["doseAndRate"][0]["rateRatio"]["numerator"]["code"].string == "TAB")
    #expect(!exact["text"].exists)
    let words = try dosages(["TQ1|1|2^&包|||"], rxe: [3: "1/2", 4: "２〜３", 19: "適量^&匙"])[0]
    #expect(words["text"].string == "1/2錠 最大 ２〜３錠 １日量 適量匙 数量 2包")
    #expect(!words["doseAndRate"].exists)
  }

  @Test(
    "RXE-22 is the time of a rate whose unit has none",
    arguments: [
      ("H1", "10", "ML^mL^MR9P", "mL/h", nil), ("H1", "10", "ml/hr", "mL/h", nil),
      ("M1", "2", "mL", "mL/min", nil),
      ("H6", "10", "mL", nil, "10mL 6時間あたり"), ("H1", "", "", nil, "1時間あたり"), ("Q", "", "", nil, "与薬時間単位 Q"),
      ("H1", "速め", "mL", nil, "速めmL 1時間あたり"),
    ] as [(String, String, String, String?, String?)])
  func rates(time: String, amount: String, unit: String, code: String?, text: String?) throws {
    let dosage = try dosages([], rxe: [22: time, 23: amount, 24: unit])[0]
    #expect(dosage["doseAndRate"][0]["rateQuantity"]["code"].string == code)
    #expect(dosage["text"].string == text)
  }

  @Test("a second way is told in words, since nothing says which dosage it is of")
  func ways() throws {
    let dosage = try dosages([], rxr: "RXR|PO^口^HL70162\rRXR|PR^直腸^HL70162")[0]
    #expect(dosage["route"]["coding"][0]["code"].string == "PO")
    #expect(dosage["additionalInstruction"][0]["text"].string == "直腸")
  }

  @Test(
    "the reason of an order control is that of the order, or of its state",
    arguments: [("NW", "reasonCode"), ("DC", "statusReason")])
  func reasons(control: String, element: String) throws {
    let request = try request([], orc: [1: control, 16: "^副作用"])
    let reason = element == "reasonCode" ? request[element][0] : request[element]
    #expect(reason["text"].string == "副作用")
    #expect(!request[element == "reasonCode" ? "statusReason" : "reasonCode"].exists)
  }

  @Test("the pharmacy with an address that is nobody's home, and the first fill")
  func dispensing() throws {
    let request = try request(
      [], rxe: [10: "30", 11: "TAB^錠^MR9P", 39: "10", 40: "P1^登呂薬局^99P", 41: "^^^^4228033^JPN^H^静岡市駿河区登呂"])
    #expect("\(request["dispenseRequest"]["initialFill"]["quantity"]["value"].value ?? "")" == "10")
    #expect(request["dispenseRequest"]["performer"]["display"].string == "登呂薬局")
    let pharmacy = request.contained("Organization")
    #expect(pharmacy["address"][0]["text"].string == "静岡市駿河区登呂" && !pharmacy["address"][0]["use"].exists)
  }

  // MARK: - Who prescribes

  @Test("the department and the licence to prescribe narcotics are the prescriber's")
  func narcotics() throws {
    let request = try request(
      [], rxe: [13: "静岡第123号^医師^一郎"], orc: [12: "110^医師^一郎", 17: "01^内科^HL70069"])
    let role = request.contained("PractitionerRole")
    #expect(role["specialty"][0]["coding"][0]["code"].string == "01")
    #expect(request["requester"]["display"].string == "医師 一郎")
    let doctor = request.contained("Practitioner")
    let licence = doctor["qualification"][0]
    #expect(licence["identifier"][0]["system"].string == "urn:oid:1.2.392.100495.20.3.32.122")
    #expect(licence["identifier"][0]["value"].string == "静岡第123号")
    #expect(licence["code"]["coding"][0]["code"].string == "narcotics-practitioner")
    #expect(doctor["identifier"][0]["value"].string == "110")
  }

  @Test("a licence in another name is not the prescriber's; one without prescriber makes its own")
  func otherLicences() throws {
    let other = try request([], rxe: [13: "M1^別の^医師"], orc: [12: "110^医師^一郎"])
    #expect(!other.contained("Practitioner")["qualification"].exists)
    #expect(other["note"][0]["text"].string == "麻薬施用者免許番号 M1 別の 医師")
    let alone = try request([], rxe: [13: "M1"])
    #expect(alone["requester"]["display"].string == "麻薬施用者")
    #expect(alone.contained("Practitioner")["qualification"][0]["identifier"][0]["value"].string == "M1")
    #expect(!alone.contained("Practitioner")["identifier"].exists)
  }

  @Test("without an institution code nobody knows whose licence it is")
  func unknownPrefecture() throws {
    for facility in ["HOSP1", "9912345678"] {
      let source = try record(
        "OMP-01", trigger: "O11",
        ["ORC|NW|42||1|||||20240405|||110^医師^一郎", "RXE||1^薬^HOT9|1||||||||||M1"])
      let conversion = Converter.convert([source], context: .example(facility: facility))
      let identifier = try conversion.only("MedicationRequest").contained("Practitioner")["qualification"][0][
        "identifier"][0]
      #expect(identifier["value"].string == "M1" && !identifier["system"].exists)
    }
  }

  // MARK: - Drugs

  @Test(
    "codes of drugs: both triplets, further codes, and HOT by its length",
    arguments: [
      ("108665201^薬^HOT9^3959001F1018^薬^YJ", "", ["108665201", "3959001F1018"]),
      ("L1^薬^99LOC^108665201^薬^HOT9", "3959001F1018^薬^YJ", ["108665201", "3959001F1018"]),
      ("108665201^薬^HOT", "1086652^薬^HOT~1086652010101^薬^HOT", ["108665201", "1086652", "1086652010101"]),
      ("108665201^薬^HOT9", "108665299^別^HOT9", ["108665201"]), ("12345^薬^HOT", "", []), ("^薬", "", []),
    ])
  func codings(code: String, further: String, codes: [String]) throws {
    let drug = try request([], rxe: [2: code, 31: further])["medicationCodeableConcept"]
    #expect(drug["coding"].array.compactMap { $0["code"].string } == codes)
    #expect(drug["text"].string == "薬")
    #expect(Set(drug["coding"].array.compactMap { $0["system"].string }).count == codes.count)
  }
}
