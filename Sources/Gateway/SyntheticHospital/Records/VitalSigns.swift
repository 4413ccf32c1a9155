/// Vital signs of one day in the extended storage, ORU^R30: one content folder a day, renewed as measurements
/// come.
struct VitalSigns: SyntheticContent {
  /// One round at the bedside; values as ``signs``, the temperature in tenths.
  struct Round: Sendable {
    var time: SyntheticMoment
    var values: [Int]
  }

  var encounter: Encounter
  var rounds: [Round]

  static let kindFolder = "L-OBSERVATIONS^OBSERVATIONS^99ZL01"
  var kindFolder: String { Self.kindFolder }
  var careDate: SyntheticMoment { rounds.first?.time ?? SyntheticMoment(milliseconds: 0) }
  var key: String { "0000000\(careDate.date)" }
  var departmentCode: String { encounter.department.code }
  let documentName = "main_document.hl7"

  /// Identifier, unit, reference range, usual values and decimals.
  private static let signs: [(String, String, String, ClosedRange<Int>, Int)] = [
    ("9A751000000000001^収縮期血圧（１回目）^JC10", "mm(hg)^mmHg^ISO+", "<130", 98...148, 0),
    ("9A761000000000001^拡張期血圧（１回目）^JC10", "mm(hg)^mmHg^ISO+", "<85", 54...92, 0),
    ("9P300000000000001^脈拍（測定部位記載なし）^JC10", "(hb)^回／１分^ISO+", "50-90", 52...98, 0),
    ("9P200000000000001^呼吸数（観察または聴診）^JC10", "/min^回／１分^ISO+", "12-16", 11...20, 0),
    ("9P100000000000001^体温（体温計による腋窩）^JC10", "cel^℃^ISO+", "35.5-37.5", 355...384, 1),
    ("3H065000000000001^経皮的酸素飽和度^JC10", "%^%^ISO+", ">95", 92...99, 0),
  ]

  /// A made-up round.
  static func round(at time: SyntheticMoment, using generator: inout SeededGenerator) -> Round {
    Round(time: time, values: signs.map { generator.around($0.3) })
  }

  func document(in context: MessageContext) -> [UInt8] {
    EncodedMessage.bytes(type: "ORU^R30^ORU_R30", context: context, isWrittenInParts: false) { message in
      write(to: &message, in: context)
    }
  }

  private func write(to message: inout MessageWriter, in context: MessageContext) {
    let last = rounds.last?.time ?? careDate
    message.patient(context.patient)
    message.visit(encounter)
    let number = Int(key) ?? 0
    let order = SyntheticOrder(number: number, ordered: careDate, encounter: encounter, control: "SC")
    message.order(order, OrderDetail(filler: "V\(key)", status: "CM"))
    message.segment("OBR")
    message.field(1, 1)
    message.field(2, order.text)
    message.field(3, "V\(key)")
    message.field(4, "01^バイタル^99T08")
    message.field(7, careDate.toMinute)
    message.field(8, last.toMinute)
    message.field(16, encounter.doctor.name)
    message.field(22, context.sent.toSecond)
    var row = 0
    for round in rounds {
      for (sign, value) in zip(Self.signs, round.values) {
        row += 1
        message.observation(
          row,
          Observation(
            type: "NM", identifier: sign.0, value: LaboratoryTest.decimal(value, sign.4), unit: sign.1,
            reference: sign.2, time: round.time.toMinute))
      }
    }
  }
}
