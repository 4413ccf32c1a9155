import HL7v2
import SSMIX2

@testable import JPCore

/// A segment from its fields by number; MSH-1 and MSH-2 stand by themselves.
func segment(_ name: String, _ fields: [Int: String]) -> String {
  let last = fields.keys.max() ?? 0
  let first = name == "MSH" ? 2 : 1
  guard last >= first else { return name }
  return ([name] + (first...last).map { fields[$0] ?? "" }).joined(separator: "|")
}

/// One record of a scenario.
struct CoverageModel {
  var kind: String
  var date: String
  var timestamp: String
  var segments: [String]

  init(_ kind: String, type: String, date: String = "-", timestamp: String, _ segments: [String]) {
    self.kind = kind
    self.date = date
    self.timestamp = timestamp
    let header = segment(
      "MSH",
      [
        2: "^~\\&", 3: "HIS", 4: "SEND", 5: "GW", 6: "RCV", 7: timestamp, 9: type, 10: "1", 11: "P",
        12: "2.5",
        18: "~ISO IR87", 20: "ISO 2022-1994",
      ])
    self.segments = [header] + segments
  }

  func record(_ segments: [String]) throws -> SourceRecord {
    if kind == ObservationMessage.kind {
      let bytes = Array((segments.joined(separator: "\r") + "\r").utf8)
      return try folderRecord(ModelFolder.vitalSignsKind, date: date, [("main_document.hl7", bytes)])
    }
    let path = try StoragePath(
      parsing: "000/123/0001234567/\(date)/\(kind)/"
        + "0001234567_\(date)_\(kind)_000000000000042_\(timestamp)000_01_1", storageType: .standard)
    let text = segments.joined(separator: "\r") + "\r"
    return SourceRecord(path: path, message: try Message(parsing: Array(text.utf8)))
  }
}

/// Records that are converted together; the last one is the one that is changed.
struct CoverageScenario {
  var others: [CoverageModel] = []
  var model: CoverageModel

  /// The scenarios of a kind: together they fill, and leave empty, what decides between two sources of a value.
  static func all(of kind: String) -> [CoverageScenario] {
    switch kind {
    case "ADT-00": [.init(model: demographics(insurance: "C0")), .init(model: demographics(insurance: "51"))]
    case "ADT-12": [.init(model: outpatient)]
    case "ADT-01", "ADT-21", "ADT-22", "ADT-31", "ADT-32", "ADT-41", "ADT-42", "ADT-51", "ADT-52":
      stays(of: kind)
    case "ADT-61": [.init(model: allergies)]
    case "PPR-01":
      [.init(model: codedDiagnosis), .init(model: namedDiagnosis), .init(model: ongoingDiagnosis)]
    case "OMP-01": [.init(model: prescription(isFull: true)), .init(model: prescription(isFull: false))]
    case ObservationMessage.kind: [true, false].map { .init(model: bedside(isFull: $0)) }
    case "OML-11": [.init(model: laboratory(isFull: true)), .init(model: laboratory(isFull: false))]
    default: orders(of: kind)
    }
  }

  // MARK: - Patients and stays

  static let patient = segment(
    "PID",
    [
      1: "0001", 3: "0001234567^^^^PI", 5: "試験^太郎^^^^^L^I~シケン^タロウ^^^^^L^P", 7: "19700401", 8: "M",
      11: "^^^^1000001^JPN^H^東京都千代田区", 13: "^PRN^PH^^^^^^^^^03-0000-0001", 14: "^WPN^PH^^^^^^^^^03-0000-0002",
      33: "20240401",
    ])

  static let event = segment("EVN", [2: "202404051000", 6: "202404050900", 7: "1234567890"])

  static let visit = segment(
    "PV1", [1: "0001", 2: "I", 3: "32^302^1^^^N", 7: "110^医師^一郎", 10: "01", 17: "120^入院^担当", 36: "01"])

  /// Segments that the kinds of visits share and that only the demographics deliver.
  static let shared = [
    segment("NK1", [1: "1", 2: "試験^花子^^^^^L^I", 3: "SPO^配偶者^HL70063"]), segment("PV2", [8: "20240401"]),
    segment("DB1", [1: "1", 2: "PT", 4: "Y"]),
    segment("OBX", [2: "NM", 3: "9N001000000000001^身長^JC10", 5: "170"]),
    segment("AL1", [1: "1", 2: "DA^薬剤^HL70127", 3: "X^ペニシリン^99A"]),
    segment("IN1", [1: "1", 2: "C0^国保^JHSD0001"]),
  ]

  private static func demographics(insurance: String) -> CoverageModel {
    CoverageModel(
      "ADT-00", type: "ADT^A08^ADT_A01", timestamp: "20240405101112", demographicSegments(insurance))
  }

  private static func demographicSegments(_ insurance: String) -> [String] {
    [
      event, patient,
      segment(
        "NK1",
        [
          1: "1", 2: "試験^花子^^^^^L^I", 3: "SPO^配偶者^HL70063", 4: "^^^^1000001^JPN^H^東京都",
          5: "^PRN^PH^^^^^^^^^03-0000-0003", 6: "^WPN^PH^^^^^^^^^03-0000-0004", 13: "登呂商店",
        ]), visit, segment("PV2", [8: "20240401"]), segment("DB1", [1: "1", 2: "PT", 4: "Y"]),
      segment(
        "OBX",
        [
          1: "1", 2: "NM", 3: "9N001000000000001^身長^JC10", 4: "1", 5: "170", 6: "cm^cm^ISO+", 7: "100-200",
          8: "N", 11: "F", 14: "20240401",
        ]), segment("AL1", [1: "1", 2: "DA^薬剤^HL70127", 3: "X^ペニシリン^99A"]),
      segment(
        "IN1",
        [
          1: "1", 2: "\(insurance)^保険^JHSD0001", 3: "138057", 4: "登呂市", 10: "記号", 11: "番号", 12: "20230401",
          13: "20250331", 15: "K1", 17: "SEL^本人^HL70063",
        ]),
    ]
  }

  private static let outpatient = CoverageModel(
    "ADT-12", type: "ADT^A04^ADT_A01", date: "20240405", timestamp: "20240405101112",
    [
      event, patient,
      segment(
        "PV1", [1: "0001", 2: "O", 3: "01^^^^^C", 7: "110^医師^一郎", 10: "01", 19: "V1", 44: "202404050900"]),
    ] + shared)

  // MARK: - Allergies and diagnoses

  private static let allergies = CoverageModel(
    "ADT-61", type: "ADT^A60^ADT_A60", timestamp: "20240405101112",
    [
      event, patient, visit,
      segment(
        "IAM",
        [
          1: "1", 2: "DA^薬剤^HL70127", 3: "X^ペニシリン^99A", 4: "MO^中等度^HL70128", 5: "湿疹", 6: "A^追加^HL70323",
          7: "A1", 8: "本人の申告", 9: "AL^アレルギー^HL70436", 10: "G^抗生物質^99A", 11: "20200101", 12: "中学生の頃",
          13: "20240401", 14: "試験^花子", 15: "SPO^配偶者^HL70063", 17: "C^確認済^HL70438", 18: "110^医師^一郎",
          19: "登呂病院", 20: "20240402",
        ]), segment("IAM", [1: "2", 2: "FA^食物^HL70127", 3: "Y^そば^99A", 12: "小学生の頃"]),
    ])

  private static let codedDiagnosis = CoverageModel(
    "PPR-01", type: "PPR^ZD1^PPR_ZD1", timestamp: "20240405101112",
    [
      patient,
      segment(
        "PRB",
        [
          1: "AD", 2: "20240405", 3: "20054174^胃炎^MDCDX2", 4: "D1", 7: "20240401", 9: "20240403",
          10: "K297^胃炎^I10^^主病名", 13: "0^^JHSD0005", 14: "F^治癒^HL70241", 15: "20240404", 16: "20240301",
          17: "食後に痛む", 18: "1^主^JHSD0007", 25: "N",
        ]),
      segment(
        "ZPR", [1: "4007^急性^MDCDX2", 2: "20054174^胃炎^MDCDX2", 3: "8002^の疑い^MDCDX2", 4: "4007^急性^MDCDX2"]),
      segment("ZPD", [1: "1", 2: "11^右上^99D"]), segment("ZI1", [1: "1", 2: "C0^国保^JHSD0001"]),
      segment("ORC", [1: "NW", 2: "42", 9: "20240405", 12: "110^医師^一郎", 17: "01^内科^HL70069"]),
      segment("NTE", [1: "1", 3: "注意"]),
    ])

  /// A diagnosis whose codes stand in ZPR only.
  private static let namedDiagnosis = CoverageModel(
    "PPR-01", type: "PPR^ZD1^PPR_ZD1", timestamp: "20240405101112",
    [
      patient,
      segment("PRB", [1: "AD", 2: "20240405", 3: "^胃炎", 14: "D^死亡^HL70241", 15: "20240404", 16: "20240301"]),
      segment("ZPR", [2: "20054174^胃炎^MDCDX2", 5: "TSQF^胃炎^MDCDX2", 7: "注"]),
    ])

  private static let ongoingDiagnosis = CoverageModel(
    "PPR-01", type: "PPR^ZD1^PPR_ZD1", timestamp: "20240405101112",
    [patient, segment("PRB", [1: "AD", 2: "20240405", 3: "20054174^胃炎^MDCDX2", 16: "19990301"])])

  // MARK: - Orders and results

  private static func prescription(isFull: Bool) -> CoverageModel {
    var order: [Int: String] = [
      1: "NW", 2: "42", 3: "F42", 4: "42_01_001", 9: "20240405101112", 10: "120^入力^者", 12: "110^医師^一郎",
      16: "R^理由^99A", 17: "01^内科^HL70069", 29: "O^外来^HL70482",
    ]
    var drug: [Int: String] = [
      2: "108665201^ダーゼン錠^HOT9", 3: "1", 5: "TAB^錠^MR9P", 7: "1^粉砕^99A", 10: "9", 11: "TAB^錠^MR9P", 12: "1",
      13: "M1^医師^一郎", 15: "P1", 19: "3^TAB&錠&MR9P", 21: "OHP^外来処方^MR9P", 25: "5", 26: "MG^mg^MR9P", 33: "1",
      34: "ML^mL^MR9P", 39: "3", 40: "P^調剤薬局^99A", 41: "^^^^1000001^JPN^B^東京都",
    ]
    var way: [Int: String] = [1: "PO^経口^HL70162", 2: "MO^口^HL70163", 3: "X^器具^HL70164"]
    if isFull {
      order[5] = "CM"
      way[4] = "10^経口^JAMISDP01"
      drug[31] = "612345678^ダーゼン^YJ"
      drug[32] = "20240405"
      drug[23] = "102"
      drug[24] = "ml/hr^ml/hr^ISO+"
    }
    // A second timing: the order of both counts, and each has its own days.
    let second = segment("TQ1", [1: "2", 3: "1011000400000000&朝食後&JAMISDP01", 6: "4^D"])
    return CoverageModel(
      "OMP-01", type: "RDE^O11^RDE_O11", date: "20240405", timestamp: "20240405101112",
      [
        patient, visit, segment("AL1", [1: "1", 2: "DA^薬剤^HL70127", 3: "X^ペニシリン^99A"]), segment("ORC", order),
        segment("RXE", drug),
        segment(
          "TQ1",
          [
            1: "1", 3: "1013044400000000&毎食後&JAMISDP01", 6: "3^D", 7: "20240405", 8: "20240407", 11: "水で",
            14: "5",
          ]),
      ] + (isFull ? [second] : []) + [segment("RXR", way), segment("NTE", [1: "1", 3: "注意"])])
  }

  private static func laboratory(isFull: Bool) -> CoverageModel {
    var order: [Int: String] = [1: "NW", 9: "20240405", 10: "120^入力^者"]
    if isFull {
      order.merge([
        2: "42", 3: "F42", 4: "G1", 5: "IP", 12: "110^医師^一郎", 16: "R^理由^99A", 17: "01^内科^HL70069",
        29: "O^外来^HL70482",
      ]) { $1 }
    }
    return CoverageModel(
      "OML-11", type: "OUL^R22^OUL_R22", date: "20240405", timestamp: "20240405101112",
      [
        patient, visit,
        specimen(site: isFull ? 8 : 10),
        segment(
          "OBR",
          [
            1: "1", 2: "O42", 3: "L42", 4: "3A^生化学^99A", 7: "202404050800", 8: "202404050900",
            12: "1^感染症^99A", 16: "110^医師^一郎",
            22: "20240405101112",
          ]), segment("ORC", order), segment("NTE", [1: "1", 3: "至急"]),
        segment(
          "OBX",
          [
            1: "1", 2: "NM", 3: "3A010000002327101^総蛋白^JC10", 4: "1", 5: "7.2", 6: "g/dL^g/dL^ISO+",
            7: "6.7-8.3",
            8: "N", 11: "F", 14: "202404050930", 15: "^外注^99A", 16: "300^検査^技師", 17: "^比色^99A", 18: "機器1",
          ]), segment("NTE", [1: "1", 3: "溶血"]),
        segment("OBX", [1: "2", 2: "CWE", 3: "6B^菌名^99A", 4: "2", 5: "2001^大腸菌^JANIS", 11: "F"]),
        segment("OBX", [1: "3", 2: "ST", 3: "6B^菌量^99A", 4: "2", 5: "(1+)", 11: "F"]),
      ])
  }
}
