import HL7v2

/// What the observations of an examination have in common.
struct ExaminationContext {
  /// Numbers of the orders, made unique by the facility.
  var orders: [String]
  /// What tells this examination from others of the message.
  var identity: String
  var performed: PeriodValue
  /// A code of JP_SimpleObservationCategory_CS.
  var category: String
  /// The procedure that they are part of.
  var procedure: String?
}

extension RecordConverter {
  /// An OBX of an examination: an Observation, JP_Observation_Common. The reference to it.
  @discardableResult
  mutating func addExaminationObservation(
    _ obx: Segment, notes: [String], _ examination: ExaminationContext
  ) -> String {
    let unit = unit(of: obx)
    return add(obx, value: value(of: obx, unit: unit), unit, notes: notes, examination)
  }

  /// The same with the value read before.
  @discardableResult
  mutating func add(
    _ obx: Segment, value: ObservationValue, _ unit: UnitOfMeasure?, notes: [String],
    _ examination: ExaminationContext
  ) -> String {
    let code = concept(obx, 3)
    let interpretations = interpretations(of: obx)
    let origin = origin(of: obx)
    let time = dateTime(obx, 14).map { PeriodValue(start: $0) } ?? examination.performed
    let id = ids.next(
      "Observation",
      "\(examination.identity)|\(obx[3].firstRepetition.encodedText)|\(obx[4].text)\(repeatedItems.time(of: obx))"
    )
    let (subject, notes) = (subject, notes + unitNotes(value, unit) + pointerNotes(obx))
    add("Observation", id: id, profile: .observationCommon) { json in
      json.basedOn(orders: examination.orders)
      json.references("partOf", to: examination.procedure)
      json.string("status", HL7Map.observationStatus(obx[11].valued))
      json.observationCategory(examination.category)
      if code.isEmpty { json.object("code") { $0.unknownReason() } } else { json.concept("code", code) }
      json.raw("subject", subject)
      json.occurred(.effective, time)
      json.performers(of: origin)
      json.observationValue(value)
      json.concepts("interpretation", interpretations)
      json.notes(notes)
      json.concept("method", origin.method)
      json.reference("device", origin.device)
      json.referenceRange(obx.referenceRange, unit)
    }
    return "Observation/\(id)"
  }
}
