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
  var categories: [Concept]
  var medication: MedicationChoice
  var observations: [String] = []
  var authored: String
  var requester: NamedReference?
  var recorder: NamedReference?
  var notes: [String]
  var dosages: [DosageValue]
  var dispense = DispenseValue()
  var device: Concept?
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
    return MedicationRequestValue(
      identity: identity, rpNumber: rpNumber,
      numbers: instanceIdentifier([orc[2].valued]).map { [$0] } ?? [],
      prescription: context.hasInstitutionCode ? rxe[15].valued : nil,
      status: HL7Map.prescriptionStatus(orderStatus: orc[5].valued, orderControl: orc[1].valued),
      categories: categories(order), medication: medication, authored: authored, requester: provider(orc, 12),
      recorder: provider(orc, 10), notes: order.notes, dosages: dosages(order, instructions: instructions))
  }

  /// Adds a MedicationRequest.
  mutating func add(_ value: MedicationRequestValue, profile: Profile) {
    let id = ids.next("MedicationRequest", value.identity)
    let (subject, systems, context) = (subject, systems, context)
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
      json.string("intent", "order")
      json.concepts("category", value.categories)
      json.medication(value.medication, systems: systems, release: context.release)
      json.raw("subject", subject)
      json.references("supportingInformation", to: value.observations)
      json.string("authoredOn", value.authored)
      json.reference("requester", value.requester)
      json.reference("recorder", value.recorder)
      json.notes(value.notes)
      let device = json.device(value.device)
      json.array("dosageInstruction") { json in
        for dosage in value.dosages { json.dosage(dosage, device: device) }
      }
      json.object("dispenseRequest") { $0.members(of: value.dispense) }
    }
  }
}
