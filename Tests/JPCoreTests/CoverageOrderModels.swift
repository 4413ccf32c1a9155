import HL7v2
import SSMIX2

@testable import JPCore

/// Models of orders and of what was done for them.
extension CoverageScenario {
  static func orders(of kind: String) -> [CoverageScenario] {
    switch kind {
    case "OMP-02": [true, false].map { .init(model: injection(isFull: $0)) } + [.init(model: drugAlone)]
    case "OMP-11", "OMP-12":
      [true, false].map { .init(model: administration(kind, isFull: $0)) }
        + [.init(model: administration(kind, isFull: true, lots: "L1~L2"))]
    case "OML-01": Telling.allCases.map { .init(model: laboratoryOrder($0)) }
    case "OMG-01", "OMG-02", "OMG-03":
      Telling.allCases.map { .init(model: examination(kind, $0)) }
    case "OMG-11", "OMG-12":
      [true, false].map { .init(model: performed(kind, isFull: $0)) }
        // Without images the note is the procedure's.
        + [.init(model: performed(kind, isFull: false, hasImages: false))]
    case "OMG-13": [true, false].map { .init(model: physiology(isFull: $0)) }
    case "OMD": [true, false].map { .init(model: meal(isFull: $0)) }
    default: []
    }
  }

  private static let allergy = segment("AL1", [1: "1", 2: "DA^薬剤^HL70127", 3: "X^ペニシリン^99A"])

  private static let weight = segment(
    "OBX",
    [
      1: "1", 2: "NM", 3: "9N001000000000001^身長^JC10", 4: "1", 5: "170", 6: "cm^cm^ISO+", 7: "100-200",
      8: "N",
      11: "F", 14: "20240401",
    ])

  private static func order(isFull: Bool) -> String {
    var fields: [Int: String] = [
      1: "NW", 2: "42", 3: "F42", 4: "42_01_001", 9: "20240405101112", 10: "120^入力^者", 12: "110^医師^一郎",
      16: "R^理由^99A", 17: "01^内科^HL70069",
    ]
    if isFull { fields.merge([5: "CM", 29: "O^外来^HL70482"]) { $1 } }
    return segment("ORC", fields)
  }

  private static let route = segment(
    "RXR", [1: "IV^静脈内^HL70162", 2: "LA^左腕^HL70163", 3: "IVP^点滴ポンプ^HL70164", 4: "01^持続^JHSI0003"])

  // MARK: - Injections

  private static func injection(isFull: Bool) -> CoverageModel {
    var give: [Int: String] = [
      2: "00^一般^99I02", 3: "510", 5: "ML^mL^MR9P", 6: "INJ^注射剤^MR9P", 7: "^一定速度で^99A", 10: "9",
      11: "HON^本^MR9P",
      12: "1", 13: "M1^医師^一郎", 25: "5", 26: "MG^mg^MR9P", 33: "1", 34: "ML^mL^MR9P", 39: "3",
      40: "P^調剤薬局^99A",
      41: "^^^^1000001^JPN^B^東京都", 15: "P1", 19: "3^ML&mL&MR9P", 21: "IHP^入院処方^MR9P", 23: "102",
      24: "ml/hr^ml/hr^ISO+",
    ]
    var timing: [Int: String] = [
      1: "1", 3: "1013044400000000&毎食後&JAMISDP01", 6: "3^D", 7: "20240405", 8: "20240407", 14: "5",
    ]
    let second = segment("TQ1", [1: "2", 3: "1011000400000000&朝食後&JAMISDP01", 6: "4^D"])
    var part: [Int: String] = [
      1: "B", 2: "620007329^輸液^HOT9", 3: "1", 4: "HON^本^MR9P", 5: "5", 6: "MG^mg^MR9P", 8: "1",
      9: "ML^mL^MR9P",
    ]
    if isFull {
      give[32] = "20240405"
      timing[11] = "水で"
      part[7] = "612345678^輸液^YJ"
    }
    return CoverageModel(
      "OMP-02", type: "RDE^O11^RDE_O11", date: "20240405", timestamp: "20240405101112",
      [
        patient, visit, allergy, order(isFull: isFull), segment("RXE", give),
        segment("NTE", [1: "1", 3: "注意"]),
        segment("TQ1", timing),
      ] + (isFull ? [second] : [])
        + [route, segment("RXC", part), weight, segment("CTI", [1: "A1", 2: "2^第２相^99A", 3: "1^初日^99A"])])
  }

  /// An injection whose RXE-2 is the drug.
  private static let drugAlone = CoverageModel(
    "OMP-02", type: "RDE^O11^RDE_O11", date: "20240405", timestamp: "20240405101112",
    [
      patient, order(isFull: false),
      segment("RXE", [2: "110626901^注射薬^HOT9", 3: "3", 5: "AMP^管^MR9P", 31: "612345678^薬^YJ"]),
    ])

  private static func administration(_ kind: String, isFull: Bool, lots: String = "L1") -> CoverageModel {
    var given: [Int: String] = [
      1: "0", 2: "1", 3: "202404050830", 4: "202404050930", 5: "622054201^薬^HOT9", 6: "1", 7: "AMP^管^MR9P",
    ]
    if isFull {
      given.merge([
        8: "INJ^注射剤^MR9P", 9: "^左手に^99A", 10: "200^看護^花子", 11: "09A^021^4^^^N", 12: "102ml/hr", 15: lots,
        13: "5", 14: "MG^mg^MR9P", 16: "20250331", 17: "^製造所^99A", 18: "1^拒否^99A", 19: "1^適応^99A", 20: "CP",
        22: "20240405101500", 23: "1", 24: "ML^mL^MR9P",
      ]) { $1 }
    }
    let type = isFull ? "06^予防接種^99I02" : "00^一般^99I02"
    var segments = [
      patient, allergy, visit, order(isFull: isFull), segment("RXE", [2: type, 3: "1", 5: "AMP^管^MR9P"]),
      segment("TQ1", [1: "1", 7: "20240405"]), segment("RXR", [1: "SC^皮下^HL70162"]),
    ]
    if kind == "OMP-12" {
      segments.append(segment("RXC", [1: "B", 2: "622054201^薬^HOT9", 3: "1", 4: "AMP^管^MR9P"]))
    }
    segments += [segment("RXA", given), route]
    if kind == "OMP-12" {
      segments += [weight, segment("CTI", [1: "A1", 2: "2^第２相^99A", 3: "1^初日^99A"])]
    }
    return CoverageModel(
      kind, type: "RAS^O17^RAS_O17", date: "20240405", timestamp: "20240405101112", segments)
  }

  // MARK: - Examinations and meals

  /// Where an order for examinations tells its numbers and times: in ORC and TQ1, in OBR, or as a plan in OBR-36.
  private enum Telling: CaseIterable { case order, request, plan }

  private static func ordered(_ telling: Telling) -> [String] {
    var timing: [Int: String] = [1: "1", 9: "R^通常^HL70485"]
    var order: [Int: String] = [
      1: "NW", 4: "G1", 9: "20240405", 10: "120^入力^者", 17: "01^内科^HL70069", 29: "O^外来^HL70482",
    ]
    var request: [Int: String] = [1: "1", 2: "42", 3: "L42", 4: "3A^検査^99A", 12: "1^危険^99A", 16: "110^医師^一郎"]
    switch telling {
    case .order:
      timing.merge([2: "2", 7: "20240405", 8: "20240407", 10: "条件", 11: "指示"]) { $1 }
      order.merge([2: "42", 3: "F42", 5: "IP", 12: "110^医師^一郎", 16: "R^理由^99A"]) { $1 }
    case .request: request.merge([7: "202404050800", 8: "202404050900"]) { $1 }
    case .plan: request[36] = "20240408"
    }
    return [
      segment("ORC", order), segment("TQ1", timing), segment("OBR", request),
      segment("NTE", [1: "1", 3: "注意"]),
      segment("OBX", [1: "2", 3: "3A010000002327101^総蛋白^JC10", 11: "O"]), weight,
      segment("NTE", [1: "1", 3: "朝"]),
    ]
  }

  /// A specimen whose place stands in SPM-8 or SPM-10.
  static func specimen(site: Int) -> String {
    segment(
      "SPM",
      [
        1: "1", 2: "S1", 4: "023^血清^JC10", 6: "^ヘパリン^99A", 7: "^穿刺^99A", site: "LA^左腕^HL70163", 12: "5^mL",
        14: "溶血", 17: "202404050800", 18: "202404050900", 24: "^凝固^99A", 27: "^スピッツ^99A",
      ])
  }

  private static func laboratoryOrder(_ telling: Telling) -> CoverageModel {
    CoverageModel(
      "OML-01", type: "OML^O33^OML_O33", date: "20240405", timestamp: "20240405101112",
      [
        patient, visit, allergy,
        specimen(site: telling == .order ? 8 : 10),
      ] + ordered(telling))
  }

  private static func examination(_ kind: String, _ telling: Telling) -> CoverageModel {
    CoverageModel(
      kind, type: "OMG^O19^OMG_O19", date: "20240405", timestamp: "20240405101112",
      [patient, visit, allergy] + ordered(telling))
  }

  private static func meal(isFull: Bool) -> CoverageModel {
    var timing: [Int: String] = [1: "1", 7: "2024040507", 8: "2024040718", 9: "R^通常^HL70485"]
    if isFull { timing[3] = "TID&１日３回&HL70335" }
    let meals = isFull ? "1^朝食^99A" : ""
    return CoverageModel(
      "OMD", type: "OMD^O03^OMD_O03", date: "20240405", timestamp: "20240405101112",
      [
        patient, visit, allergy, order(isFull: isFull), segment("TQ1", timing),
        segment("ODS", [1: "D", 2: meals, 3: "001^糖尿食^99A", 4: "塩分控えめ"]),
        segment("ODS", [1: "S", 2: meals, 3: "M01^牛乳^99A", 4: "温めて"]),
        segment("ODS", [1: "P", 3: "P09^納豆不可^99A", 4: "本人希望"]), segment("NTE", [1: "1", 3: "注意"]),
      ])
  }
}
