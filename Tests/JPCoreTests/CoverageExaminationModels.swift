import HL7v2
import SSMIX2

@testable import JPCore

/// Models of examinations that were performed.
extension CoverageScenario {
  private static let result: [Int: String] = [
    1: "1", 2: "NM", 3: "32769^心拍数^99A", 4: "1", 5: "67", 6: "bpm", 7: "50-90", 8: "N", 11: "F",
    14: "20240405",
    15: "^検査室^99A", 16: "300^検査^技師", 17: "^安静時^99A", 18: "機器1",
  ]

  private static func order(isFull: Bool) -> String {
    var fields: [Int: String] = [
      1: "NW", 8: "40", 9: "20240405", 10: "120^入力^者", 13: "01^^^^^C", 15: "20240405", 16: "R^理由^99A",
      17: "01^内科^HL70069", 29: "O^外来^HL70482",
    ]
    if isFull { fields.merge([2: "42", 3: "F42", 4: "G1", 5: "IP", 12: "110^医師^一郎"]) { $1 } }
    return segment("ORC", fields)
  }

  private static let timing = segment(
    "TQ1",
    [
      1: "1", 2: "2", 3: "TID", 4: "0900", 5: "2^時間", 6: "3^日", 7: "20240405", 8: "20240407",
      9: "R^通常^HL70485",
      10: "条件", 11: "指示", 12: "S", 13: "1^分", 14: "3",
    ])

  private static func request(isFull: Bool) -> String {
    var fields: [Int: String] = [
      1: "1", 2: "O42", 3: "L42", 4: "9A110^検査^99A", 7: "202404050800", 12: "1^危険^99A", 16: "120^別医^二郎",
      22: "20240405101112", 25: "F", 29: "40", 36: "20240408",
    ]
    if isFull { fields[8] = "202404050900" }
    return segment("OBR", fields)
  }

  static func performed(_ kind: String, isFull: Bool, hasImages: Bool = true) -> CoverageModel {
    let note = segment("NTE", [1: "1", 3: "注意"])
    var lines = [patient, visit, order(isFull: isFull), timing, request(isFull: isFull), note]
    if isFull {
      lines += [
        segment(
          "OBX", [1: "1", 2: "NM", 3: "9N001000000000001^身長^JC10", 4: "1", 5: "170", 6: "cm", 11: "F"]), note,
      ]
    }
    lines.append(
      segment(
        "ZE1",
        [
          1: "1", 2: "RS", 3: "X1^撮影^99A", 4: "2", 5: "1^加算^99A", 6: "NS-03^EM-01", 7: "300^技師^三郎",
          8: "DE-02",
          9: "F1^フィルム^99A^2^&枚", 10: "^PRN^PH", 11: "実施欄", 12: "会計欄",
        ]))
    if isFull {
      lines += [
        segment("OBX", [1: "1", 2: "XCN", 3: "DR-02.EM-01^実施医師^JSHR", 5: "123^大江戸^信吉", 11: "F"]),
        segment("OBX", [1: "2", 2: "TS", 3: "TM-P1^開始時間^JSHR", 5: "20240405080500", 11: "F"]),
        segment("OBX", [1: "3", 2: "TS", 3: "TM-P2^終了時間^JSHR", 5: "20240405083000", 11: "F"]),
        segment("OBX", [1: "4", 2: "ZRD", 3: "DE-02^薬品^JSHR", 5: "1^薬^99A^1^&管", 11: "F"]),
      ]
    } else {
      lines.append(segment("OBX", result))
    }
    if kind == "OMG-11" {
      lines.append(
        segment(
          "ZE2", [1: "1", 2: "80^kV", 3: "200^mA", 4: "110^cm", 5: "0.02^s", 6: "1", 7: "撮影欄"]))
    }
    var images: [Int: String] = [
      1: "A1", 2: "P1", 3: "1.2.392.5", 4: "S1", 5: "DX^^DCM", 6: "^手順^99A", 7: "ST1", 8: "^撮影室^99A",
      9: "AE1",
    ]
    if !isFull { images[5] = "^特殊" }
    if hasImages { lines.append(segment("IPC", images)) }
    return CoverageModel(
      kind, type: "OMI^Z23^OMI_Z23", date: "20240405", timestamp: "20240405101112", lines)
  }

  static func physiology(isFull: Bool) -> CoverageModel {
    var request: [Int: String] = [
      1: "1", 2: "O42", 3: "L42", 4: "9A110^心電図^JC10", 7: "202404050800", 12: "1^危険^99A", 13: "臨床情報",
      16: "110^医師^一郎", 22: "20240405101112", 24: "EC", 25: "F", 26: "親", 28: "写し", 29: "40", 36: "20240408",
    ]
    if isFull { request[8] = "202404050900" }
    var measured = result
    if !isFull { measured[14] = nil }
    return CoverageModel(
      "OMG-13", type: "ORU^R01^ORU_R01", date: "20240405", timestamp: "20240405101112",
      [
        patient, visit, order(isFull: isFull), segment("OBR", request), segment("NTE", [1: "1", 3: "体動"]),
        timing,
        segment("OBX", measured), segment("NTE", [1: "1", 3: "注"]),
        segment("OBX", [1: "2", 2: "TX", 3: "9A100&IMP^心電図所見^JC10", 5: "正常", 11: "F"]),
        segment("OBX", [1: "3", 2: "ED", 3: "^報告書", 5: "^application^pdf^Base64^JVBERi0x", 11: "F"]),
      ])
  }
}
