/// OMG-01, OMG-02 and OMG-03: an examination is ordered, OMG^O19; the order, then the parent and its parts.
struct ExaminationOrder: OrderedRecord {
  var order: SyntheticOrder
  let kind: String
  var panel: String
  var parts: [String]
  var supporting: [Observation]

  let messageType = "OMG^O19^OMG_O19"
  var careDate: SyntheticMoment? { order.ordered }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient)
    message.visit(order.encounter)
    if kind == "OMG-03" { message.allergies(context.patient.allergies) }
    group(order.control, order.text, panel, in: &message)
    for (index, observation) in supporting.enumerated() { message.observation(index + 1, observation) }
    guard !parts.isEmpty else { return }
    group("PA", order.text, panel, in: &message)
    for (index, part) in parts.enumerated() {
      group("CH", order.part(index + 1), part, parent: order.text, in: &message)
    }
  }

  private func group(
    _ control: String, _ number: String, _ service: String, parent: String = "",
    in message: inout MessageWriter
  ) {
    message.order(order, OrderDetail(control: control, number: number, parent: parent))
    message.routine()
    message.segment("OBR")
    message.field(1, 1)
    message.field(2, number)
    message.field(4, service)
    message.field(16, order.encounter.doctor.shortName)
    message.field(29, parent)
  }
}

/// OMG-11 and OMG-12: an examination was performed, OMI^Z23, with its images.
struct ExaminationPerformed: OrderedRecord {
  /// What was done in one part of it.
  struct Part: Sendable {
    var service: String
    var observations: [Observation]
    /// Kilovolts, milliamperes, centimetres and milliseconds, of an X-ray.
    var exposure: (voltage: Int, current: Int, distance: Int, milliseconds: Int)?
  }

  var order: SyntheticOrder
  let kind: String
  var performed: SyntheticMoment
  var service: ExaminationService
  var parts: [Part]
  var staff: StaffMember

  let messageType = "OMI^Z23^OMI_Z23"
  var careDate: SyntheticMoment? { performed }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient)
    message.visit(order.encounter)
    group(order.control, order.text, service.panel, in: &message, context)
    images(in: &message)
    group("PA", order.text, service.panel, in: &message, context)
    images(in: &message)
    for (index, part) in parts.enumerated() {
      group("CH", order.part(index + 1), part.service, parent: order.text, in: &message, context)
      write(part, to: &message)
      images(in: &message)
    }
  }

  private func group(
    _ control: String, _ number: String, _ service: String, parent: String = "",
    in message: inout MessageWriter, _ context: MessageContext
  ) {
    message.order(order, OrderDetail(control: control, number: number, parent: parent))
    message.routine()
    message.segment("OBR")
    message.field(1, 1)
    message.field(2, number)
    message.field(4, service)
    message.field(7, performed.toMinute)
    message.field(16, order.encounter.doctor.shortName)
    message.field(22, context.sent.toSecond)
    message.field(25, "F")
    message.field(29, parent)
  }

  private func write(_ part: Part, to message: inout MessageWriter) {
    message.segment("ZE1")
    message.field(1, 1)
    message.field(2, "RS")
    message.field(3, part.service)
    message.field(4, 1)
    if kind == "OMG-11" { message.field(7, staff.name) }
    for (index, observation) in part.observations.enumerated() {
      message.observation(index + 1, observation)
    }
    guard let exposure = part.exposure else { return }
    message.segment("ZE2")
    message.field(1, 1)
    message.field(2, "\(exposure.voltage)^kV")
    message.field(3, "\(exposure.current)^mA")
    message.field(4, "\(exposure.distance)^cm")
    message.field(5, "\(LaboratoryTest.decimal(exposure.milliseconds, 3))^s")
    message.field(6, 1)
  }

  private func images(in message: inout MessageWriter) {
    let number = order.text
    message.segment("IPC")
    message.field(1, "A\(number)")
    message.field(2, "P\(number.suffix(8))")
    // An identifier out of a number of its own, below the arc of UUIDs (ITU-T X.667).
    message.field(3, "2.25.3210\(number)")
    message.field(5, "\(service.modality)^^DCM")
  }
}

/// OMG-13: the result of a physiological test, ORU^R01.
struct PhysiologyResult: OrderedRecord {
  var order: SyntheticOrder
  var performed: SyntheticMoment
  var observations: [Observation]

  let kind = "OMG-13"
  let messageType = "ORU^R01^ORU_R01"
  var careDate: SyntheticMoment? { performed }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient)
    message.visit(order.encounter)
    message.order(
      order, OrderDetail(control: order.control == "NW" ? "SC" : order.control, status: "CM"))
    message.segment("OBR")
    message.field(1, 1)
    message.field(2, order.text)
    message.field(4, ExaminationService.electrocardiogram)
    message.field(7, performed.toMinute)
    message.field(16, order.encounter.doctor.shortName)
    message.field(22, context.sent.toSecond)
    message.field(25, "F")
    message.routine()
    for (index, observation) in observations.enumerated() { message.observation(index + 1, observation) }
  }

  /// A made-up electrocardiogram.
  static func electrocardiogram(using generator: inout SeededGenerator) -> [Observation] {
    func number(_ identifier: String, _ range: ClosedRange<Int>, _ unit: String) -> Observation {
      Observation(
        type: "NM", identifier: identifier, value: String(generator.around(range)),
        unit: Observation.unit(unit), group: "2")
    }
    return [
      Observation(
        type: "TX", identifier: "9A100&IMP^心電図所見^JC10", value: generator.one(of: ExaminationService.findings),
        group: "1"),
      number("32769^心拍数^99MFR", 52...98, "/min"), number("32770^ＰＱ時間^99MFR", 120...200, "ms"),
      number("58240^ＱＲＳ幅^99MFR", 80...118, "ms"), number("56008^ＱＴ時間^99MFR", 360...440, "ms"),
      number("32774^ＱＲＳ軸^99MFR", -20...88, "deg"), number("32776^Ｔ波軸^99MFR", -14...75, "deg"),
    ]
  }
}
