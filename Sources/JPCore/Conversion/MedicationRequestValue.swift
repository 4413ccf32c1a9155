import HL7v2

/// MedicationRequest as ORC, RXE, TQ1 and RXR of an order tell it.
struct MedicationRequestValue {
  var identity: String
  var rpNumber: String
  var orderInRp: Int?
  /// Numbers of the order, made unique by the facility.
  var numbers: [String]
  var prescription: String?
  var status: String
  var statusReason: Concept?
  var categories: [Concept]
  var medication: MedicationChoice
  /// References to observations and allergies.
  var supporting: [String] = []
  var authored: String
  var requester: OrderingStaff
  var recorder: NamedReference?
  var reasons: [Concept]
  var notes: [String]
  var dosages: [DosageValue]
  var dispense = DispenseValue()

  var device: Concept? { dosages.first?.way.device }
}

extension RecordConverter {
  /// What every order of drugs says, of whatever it is an order.
  mutating func request(
    _ order: DrugOrder, _ medication: MedicationChoice, identity: String, instructions: [Concept] = []
  ) throws(ConversionError) -> MedicationRequestValue {
    let (orc, rxe) = (order.orc, order.rxe)
    let rpNumber = try requiredRpNumber(orc)
    guard let authored = dateTime(rxe, 32) ?? dateTime(orc, 9) ?? careDateInstead(of: orc, 9) else {
      throw ConversionError(segment: "ORC", field: 9, reason: "the order of a drug has no date")
    }
    var notes = order.notes
    let requester = prescriber(order, &notes)
    notes += [strength(rxe, 25, volume: 33)].compactMap(\.self)
    notes += order.trials.compactMap(trial).map { "治験 " + $0 }
    // An Identifier of a prescription needs the institution's own system.
    if !context.hasInstitutionCode, let number = rxe[15].valued { notes.append("処方箋番号 " + number) }
    var value = MedicationRequestValue(
      identity: identity, rpNumber: rpNumber, numbers: orderNumbers(orc),
      prescription: context.hasInstitutionCode ? rxe[15].valued : nil,
      status: HL7Map.prescriptionStatus(orderStatus: orc[5].valued, orderControl: orc[1].valued),
      categories: categories(order), medication: medication, authored: authored, requester: requester,
      recorder: provider(orc, 10), reasons: indications(rxe), notes: notes,
      dosages: dosages(order, instructions: instructions))
    // ORC-16 says why the order is what ORC-1 and ORC-5 make of it.
    for reason in concepts(orc, 16).prefix(1) {
      if value.status == "active" { value.reasons.append(reason) } else { value.statusReason = reason }
    }
    return value
  }

  /// ORC-2, the serial of ORC-4 and ORC-3, each once.
  func orderNumbers(_ orc: Segment) -> [String] {
    var numbers: [String] = []
    for number in [orc[2].valued, serialInRp(orc), orc[3].valued] {
      if let number = instanceIdentifier([number]), !numbers.contains(number) { numbers.append(number) }
    }
    return numbers
  }

  /// RXE-27 as far as it tells indications.
  private mutating func indications(_ rxe: Segment) -> [Concept] {
    var indications: [Concept] = []
    for repetition in rxe[27].repetitions
    where !repetition.isEmpty && !repetition.isNull && !repetition.isUsageClass {
      indications.append(concept(repetition, rxe, 27))
    }
    return indications
  }

  /// Adds a MedicationRequest.
  mutating func add(_ value: MedicationRequestValue, profile: Profile) {
    let id = ids.next("MedicationRequest", value.identity)
    let (subject, systems, context) = (subject, systems, context)
    let requester = written(value.requester)
    add("MedicationRequest", id: id, profile: profile) { json in
      json.array("identifier") { json in
        json.identifier(system: systems.uri(.rpNumber), value: value.rpNumber)
        json.identifier(system: systems.uri(.orderInRp), value: value.orderInRp.map { String($0) })
        for number in value.numbers {
          json.identifier(system: IdentifierSystem.resourceInstance, value: number)
        }
        json.identifier(
          system: IdentifierSystem.prescriptionOfInstitution + context.facilityCode,
          value: value.prescription)
      }
      json.string("status", value.status)
      json.concept("statusReason", value.statusReason)
      json.string("intent", "order")
      json.concepts("category", value.categories)
      json.medication(value.medication, systems: systems, release: context.release)
      json.raw("subject", subject)
      json.references("supportingInformation", to: value.supporting)
      json.string("authoredOn", value.authored)
      json.reference("requester", requester)
      json.reference("recorder", value.recorder)
      json.concepts("reasonCode", value.reasons)
      json.notes(value.notes)
      let device = json.device(value.device)
      json.array("dosageInstruction") { json in
        for dosage in value.dosages { json.dosage(dosage, device: device) }
      }
      json.object("dispenseRequest") { $0.members(of: value.dispense) }
    }
  }
}
