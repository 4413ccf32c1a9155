@testable import JPCore

/// Models of the inpatient kinds.
extension CoverageScenario {
  /// Alone a record shows its own fields, beside others how it changes a stay.
  static func stays(of kind: String) -> [CoverageScenario] {
    let admitted = admission([44: "202404011000"])
    switch kind {
    case "ADT-01":
      return [
        .init(model: doctorChange), .init(others: [admitted], model: doctorChange),
      ]
    case "ADT-21":
      return [
        .init(model: plan("ADT-21", "A14", [:], [8: "202404051000", 9: "20240410"])),
        .init(model: plan("ADT-21", "A14", [:], [1: "41^460^2^^^N", 8: "202404051000"])),
      ]
    case "ADT-22":
      return [
        .init(model: admitted), .init(model: admission([19: "V1"])),
        .init(
          others: [plan("ADT-21", "A14", [:], [8: "20240331"])],
          model: admission([44: "202404011000"], more: [segment("PV2", [8: "20240331"])])),
      ]
    case "ADT-31":
      return [
        .init(model: movement(kind, "A21", [:], [segment("PV2", [47: "202404061000"])])),
        .init(others: [admitted], model: movement(kind, "A21", [:], [segment("PV2", [8: "20240401"])])),
      ]
    case "ADT-32":
      let leave = movement("ADT-31", "A21", [:], [], at: "202404041000")
      return [
        .init(model: movement(kind, "A22", [:], [])),
        .init(others: [admitted, leave], model: movement(kind, "A22", [:], [])),
      ]
    case "ADT-42":
      return [
        .init(model: movement(kind, "A02", [6: "33^1^1^^^N"], [])),
        .init(others: [admitted], model: movement(kind, "A02", [7: "220^交代^医師"], [])),
      ]
    case "ADT-41", "ADT-51":
      let trigger = kind == "ADT-41" ? "A15" : "A16"
      let fields = kind == "ADT-41" ? [8: "202404051000"] : [9: "202404051000"]
      let former = admission([44: "202403011000"], date: "20240301")
      return [
        .init(model: plan(kind, trigger, [:], fields)),
        .init(model: plan(kind, trigger, [:], fields.merging([1: "41^460^2^^^N"]) { $1 })),
        .init(others: [admitted], model: plan(kind, trigger, [:], fields)),
        // Made in a stay that is over since, it leaves nothing; made later, it is the next one's.
        .init(
          others: [former, discharge([44: "202403011000", 45: "202403101100"], date: "20240310"), admitted],
          model: plan(
            kind, trigger, [:], fields.merging([1: "41^460^2^^^N"]) { $1 }, recorded: "202403051000")),
      ]
    default:
      return [
        .init(model: discharge([45: "202404101100"])),
        .init(others: [admitted], model: discharge([45: "202404101100"])),
      ]
    }
  }

  /// PV1 with some more fields, as a stay's records have it.
  private static func visit(_ fields: [Int: String]) -> String {
    let all: [Int: String] = [
      1: "0001", 2: "I", 3: "32^302^1^^^N", 7: "110^医師^一郎", 10: "01", 17: "120^入院^担当", 36: "01",
    ]
    return segment("PV1", all.merging(fields) { $1 })
  }

  private static func admission(
    _ fields: [Int: String], date: String = "20240401", more: [String] = []
  ) -> CoverageModel {
    CoverageModel(
      "ADT-22", type: "ADT^A01^ADT_A01", date: date, timestamp: date + "120000",
      [event, patient, visit(fields)] + more + shared.filter { more.isEmpty || !$0.hasPrefix("PV2") })
  }

  private static func discharge(_ fields: [Int: String], date: String = "20240410") -> CoverageModel {
    CoverageModel(
      "ADT-52", type: "ADT^A03^ADT_A03", date: date, timestamp: date + "120000",
      [event, patient, visit(fields)] + shared)
  }

  private static let doctorChange = CoverageModel(
    "ADT-01", type: "ADT^A54^ADT_A54", timestamp: "20240405101112",
    [event, patient, visit([3: "33^303^1^^^N", 7: "220^交代^医師"])] + shared)

  /// A leave, return or transfer at EVN-6.
  private static func movement(
    _ kind: String, _ trigger: String, _ fields: [Int: String], _ more: [String],
    at time: String = "202404050900"
  ) -> CoverageModel {
    let event = segment("EVN", [2: "202404051000", 6: time, 7: "1234567890"])
    let place = [3: "41^460^2^^^N"].merging(fields) { $1 }
    return CoverageModel(
      kind, type: "ADT^\(trigger)^ADT_A21", date: String(time.prefix(8)), timestamp: "20240405101112",
      [event, patient, visit(place)] + more + shared.filter { more.isEmpty || !$0.hasPrefix("PV2") })
  }

  /// A plan with its time in PV2.
  private static func plan(
    _ kind: String, _ trigger: String, _ fields: [Int: String], _ more: [Int: String],
    recorded: String = "202404051000"
  ) -> CoverageModel {
    let event = segment("EVN", [2: recorded, 3: "202404051000", 7: "1234567890"])
    return CoverageModel(
      kind, type: "ADT^\(trigger)^ADT_A15", date: "20240405", timestamp: "20240402101112",
      [event, patient, visit(fields), segment("PV2", more)] + shared.filter { !$0.hasPrefix("PV2") })
  }
}
