import HL7v2

extension RecordConverter {
  /// OMP-01 (RDE^O11): a MedicationRequest, JP_MedicationRequest, of each RXE.
  ///
  /// AL1 and PV1 of an order make nothing: ADT-61 and ADT-00 own the allergies, the ADT kinds the stays.
  mutating func convertPrescription() throws(ConversionError) {
    var order: Segment?
    var drug: DrugOrder?
    var orderInRp: [String: Int] = [:]
    for segment in message.segments {
      switch segment.name {
      case "ORC":
        try addPrescription(drug, &orderInRp)
        drug = nil
        order = segment
      case "RXE":
        try addPrescription(drug, &orderInRp)
        guard let order else {
          throw ConversionError(segment: "ORC", reason: "a drug has no order segment before it")
        }
        drug = DrugOrder(orc: order, rxe: segment)
      case "TQ1": drug?.timings.append(segment)
      case "RXR": drug?.routes.append(segment)
      case "NTE": drug?.notes.append(contentsOf: segment[3].repetitions.compactMap { $0[1].valued })
      default: break
      }
    }
    try addPrescription(drug, &orderInRp)
  }

  /// The segments of one drug.
  private struct DrugOrder {
    var orc: Segment
    var rxe: Segment
    var timings: [Segment] = []
    var routes: [Segment] = []
    var notes: [String] = []
  }

  private mutating func addPrescription(
    _ order: DrugOrder?, _ orderInRp: inout [String: Int]
  ) throws(ConversionError) {
    guard let order else { return }
    let (orc, rxe) = (order.orc, order.rxe)
    let medication = medication(rxe)
    guard !medication.isEmpty else {
      throw ConversionError(segment: "RXE", field: 2, reason: "a prescription names no drug")
    }
    guard let rpNumber = rpNumber(orc) else {
      throw ConversionError(segment: "ORC", field: 4, reason: "a prescription has no Rp number")
    }
    guard let authored = dateTime(rxe, 32) ?? dateTime(orc, 9) ?? careDateInstead(of: orc, 9) else {
      throw ConversionError(segment: "ORC", field: 9, reason: "a prescription has no date")
    }
    let position = orderInRp[rpNumber, default: 0] + 1
    orderInRp[rpNumber] = position
    let id = ids.next("MedicationRequest", rxe[2].firstRepetition.encodedText)
    var notes = order.notes
    let dosages = dosages(order)
    let dispense = dispense(order, &notes)
    let (categories, recorder, requester) = (categories(order), provider(orc, 10), provider(orc, 12))
    let number = instanceIdentifier([orc[2].valued])
    let (subject, systems, institution) = (
      subject, systems, context.hasInstitutionCode ? context.facilityCode : nil
    )
    add("MedicationRequest", id: id, profile: .medicationRequest) { json in
      json.array("identifier") { json in
        json.identifier(system: systems.uri(.rpNumber), value: rpNumber)
        json.identifier(system: systems.uri(.orderInRp), value: String(position))
        json.identifier(system: IdentifierSystem.resourceInstance, value: number)
        if let institution {
          json.identifier(
            system: IdentifierSystem.prescriptionOfInstitution + institution, value: rxe[15].valued)
        }
      }
      json.string(
        "status", HL7Map.prescriptionStatus(orderStatus: orc[5].valued, orderControl: orc[1].valued))
      json.string("intent", "order")
      json.concepts("category", categories)
      json.concept("medicationCodeableConcept", medication)
      json.raw("subject", subject)
      json.string("authoredOn", authored)
      json.reference("requester", requester)
      json.reference("recorder", recorder)
      json.notes(notes)
      json.array("dosageInstruction") { json in
        for dosage in dosages { json.object { $0.members(of: dosage) } }
      }
      json.object("dispenseRequest") { $0.members(of: dispense) }
    }
  }

  /// RXE-2, and RXE-31 with further codes of the same drug.
  private mutating func medication(_ rxe: Segment) -> Concept {
    var medication = concept(rxe, 2)
    for repetition in rxe[31].repetitions where !repetition.isEmpty {
      let further = concept(repetition, rxe, 31)
      medication.text = medication.text ?? further.text
      for coding in further.codings where !medication.codings.contains(where: { $0.system == coding.system })
      {
        medication.codings.append(coding)
      }
    }
    return medication
  }

  /// ORC-4: the number of the Rp, or `order_Rp_serial` whose middle part it is.
  private func rpNumber(_ orc: Segment) -> String? {
    guard let group = orc[4].valued?.trimmed else { return nil }
    let parts = group.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[1].isEmpty, let number = orc[2].valued?.trimmed, number == parts[0] else {
      return group
    }
    return String(parts[1])
  }

  /// RXE-21 as far as it tells the category of prescription, and ORC-29.
  private mutating func categories(_ order: DrugOrder) -> [Concept] {
    var categories: [Concept] = []
    for repetition in order.rxe[21].repetitions where isCategory(repetition) {
      categories.append(concept(repetition, order.rxe, 21, use: .dispenseInstruction))
    }
    if !order.orc[29].isEmpty { categories.append(concept(order.orc, 29)) }
    return categories
  }

  private func isCategory(_ repetition: Repetition) -> Bool {
    guard let code = repetition[1].valued?.trimmed, let system = repetition[3].valued?.trimmed else {
      return false
    }
    let uri = systems.uri(named: system, code: code, use: .dispenseInstruction)
    return uri == systems.uri(.merit9Category) || uri == systems.uri(.prescriptionCategory)
  }

  // MARK: - Dosage

  /// One Dosage per TQ1, one without timing when there is none.
  private mutating func dosages(_ order: DrugOrder) -> [DosageValue] {
    var base = DosageValue()
    if let rxr = order.routes.first {
      base.route = rxr[1].isEmpty ? nil : concept(rxr, 1)
      base.site = rxr[2].isEmpty ? nil : concept(rxr, 2)
      base.method = rxr[4].isEmpty ? nil : concept(rxr, 4)
    }
    let dose = dose(order.rxe, &base)
    base.dose = dose
    base.perDay = perDay(order.rxe)
    if order.timings.isEmpty { return base.isEmpty ? [] : [base] }
    var dosages: [DosageValue] = []
    for (number, timing) in order.timings.enumerated() {
      var dosage = base
      readTiming(timing, into: &dosage)
      if order.timings.count > 1 { dosage.sequence = number + 1 }
      if !dosage.isEmpty { dosages.append(dosage) }
    }
    return dosages
  }

  /// RXE-3 and 5. JP Core demands a coded unit of an amount; without one the amount is told in words.
  private mutating func dose(_ rxe: Segment, _ dosage: inout DosageValue) -> QuantityValue? {
    guard let written = rxe[3].valued else { return nil }
    let unit = unit(use: .unit) { rxe[5][$0].valued }
    if let value = NumberText.json(written), let unit, unit.code != nil {
      return QuantityValue(value: value, comparator: nil, unit: unit)
    }
    note(.valueWeakened, rxe, 3)
    dosage.amountText = written.trimmed + (unit?.text ?? "")
    return nil
  }

  /// RXE-19, amount and unit a day.
  private func perDay(_ rxe: Segment) -> QuantityValue? {
    let total = rxe[19]
    guard let value = total[1].valued.flatMap(NumberText.json),
      let unit = unit(use: .unit, component: { total[2][$0].valued }), unit.code != nil
    else { return nil }
    return QuantityValue(value: value, comparator: nil, unit: unit)
  }

  private mutating func readTiming(_ tq1: Segment, into dosage: inout DosageValue) {
    for repetition in tq1[3].repetitions where !repetition.isEmpty {
      let usage = concept(use: .general, tq1, 3) { repetition[1][$0].valued }
      let isSupplement = usage.codings.contains { $0.system == systems.uri(.usageSupplement) }
      if dosage.timing == nil && !isSupplement {
        dosage.timing = usage
      } else if !usage.isEmpty {
        dosage.additional.append(usage)
      }
    }
    if let instruction = tq1[11].valued { dosage.additional.append(Concept(text: instruction)) }
    // The extension's start is required.
    if let start = dateTime(tq1, 7) {
      dosage.periodOfUse = period(start: start, end: dateTime(tq1, 8), tq1, 8)
    }
  }

  // MARK: - Dispensing

  private mutating func dispense(_ order: DrugOrder, _ notes: inout [String]) -> DispenseValue {
    let rxe = order.rxe
    var dispense = DispenseValue()
    if let written = rxe[10].valued {
      let unit = unit(use: .unit) { rxe[11][$0].valued }
      if let value = NumberText.json(written), let unit, unit.code != nil {
        dispense.quantity = QuantityValue(value: value, comparator: nil, unit: unit)
      } else {
        note(.valueWeakened, rxe, 10)
        notes.append("調剤量 " + written.trimmed + (unit?.text ?? ""))
      }
    }
    dispense.refills = rxe[12].valued.flatMap(NumberText.whole)
    for tq1 in order.timings {
      if dispense.days == nil { dispense.days = days(tq1) }
      if dispense.repeats == nil { dispense.repeats = tq1[14].valued.flatMap(NumberText.whole) }
    }
    for field in [7, 21] {
      for repetition in rxe[field].repetitions where !repetition.isEmpty && !repetition.isNull {
        if field == 21 && isCategory(repetition) { continue }
        dispense.instructions.append(concept(repetition, rxe, field, use: .dispenseInstruction))
      }
    }
    return dispense
  }

  /// TQ1-6 in days; other units of time are not the supply that JP Core means.
  private mutating func days(_ tq1: Segment) -> String? {
    guard let written = tq1[6][1].valued else { return nil }
    let unit = tq1[6][2].valued?.foldedWidth.trimmed.lowercased()
    if let value = NumberText.json(written), unit == nil || ["d", "day", "days", "日"].contains(unit) {
      return value
    }
    note(.valueWeakened, tq1, 6)
    return nil
  }
}

/// Dosage, JP_MedicationDosage.
struct DosageValue {
  var sequence: Int?
  var timing: Concept?
  var additional: [Concept] = []
  var route: Concept?
  var site: Concept?
  var method: Concept?
  var dose: QuantityValue?
  /// The amount in words, where it has no coded unit.
  var amountText: String?
  var perDay: QuantityValue?
  var periodOfUse: PeriodValue?

  var isEmpty: Bool {
    timing == nil && additional.isEmpty && route == nil && site == nil && method == nil && dose == nil
      && amountText == nil && perDay == nil && periodOfUse == nil
  }
}

/// MedicationRequest.dispenseRequest.
struct DispenseValue {
  var quantity: QuantityValue?
  var refills: Int?
  /// Days of supply, a JSON number.
  var days: String?
  /// Times that a drug taken as needed may be taken (頓用回数).
  var repeats: Int?
  var instructions: [Concept] = []
}

extension JSONWriter {
  fileprivate mutating func members(of dosage: DosageValue) {
    if let period = dosage.periodOfUse {
      array("extension") { json in
        json.object { json in
          json.string("url", JPExtension.periodOfUse)
          json.period("valuePeriod", period)
        }
      }
    }
    if let sequence = dosage.sequence { integer("sequence", sequence) }
    string("text", [dosage.timing?.text, dosage.amountText].compactMap(\.self).joined(separator: " "))
    concepts("additionalInstruction", dosage.additional)
    object("timing") { $0.concept("code", dosage.timing) }
    concept("site", dosage.site)
    concept("route", dosage.route)
    concept("method", dosage.method)
    array("doseAndRate") { json in
      json.object { json in
        json.quantity("doseQuantity", dosage.dose)
        if let perDay = dosage.perDay {
          json.object("rateRatio") { json in
            json.quantity("numerator", perDay)
            json.quantity("denominator", .days("1"))
          }
        }
      }
    }
  }

  fileprivate mutating func members(of dispense: DispenseValue) {
    array("extension") { json in
      for instruction in dispense.instructions {
        json.object { json in
          json.string("url", JPExtension.instructionForDispense)
          json.concept("valueCodeableConcept", instruction)
        }
      }
      if let repeats = dispense.repeats {
        json.object { json in
          json.string("url", JPExtension.expectedRepeatCount)
          json.integer("valueInteger", repeats)
        }
      }
    }
    if let refills = dispense.refills { integer("numberOfRepeatsAllowed", refills) }
    quantity("quantity", dispense.quantity)
    if let days = dispense.days { quantity("expectedSupplyDuration", .days(days)) }
  }
}

extension QuantityValue {
  /// Days as JP Core fixes them.
  fileprivate static func days(_ value: String) -> QuantityValue {
    QuantityValue(
      value: value, comparator: nil, unit: UnitOfMeasure(text: "日", system: HL7System.ucum, code: "d"))
  }
}
