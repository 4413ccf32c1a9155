import HL7v2

/// A pharmacy as an order names it.
struct DispensingPharmacy {
  var name: String
  var address: XAD?
}

extension RecordConverter {
  /// RXE-10 to 12 and 39 to 41, TQ1-6 and 14, and the instructions of the fields given.
  mutating func dispense(
    _ order: DrugOrder, instructions fields: [Int], _ notes: inout [String]
  ) -> DispenseValue {
    let rxe = order.rxe
    var dispense = DispenseValue()
    let amount = amount(rxe, 10, unit: 11)
    dispense.quantity = amount.quantity
    if let words = amount.words { notes.append("調剤量 " + words) }
    let initial = self.amount(rxe, 39, unit: 11)
    dispense.initial = initial.quantity
    if let words = initial.words { notes.append("初回調剤量 " + words) }
    dispense.refills = whole(rxe, 12)
    dispense.pharmacy = pharmacy(rxe)
    dispense.days = supplyDays(order)
    for tq1 in order.timings {
      guard let repeats = whole(tq1, 14) else { continue }
      if let known = dispense.repeats, known != repeats { note(.valueWeakened, tq1, 14) }
      dispense.repeats = dispense.repeats ?? repeats
    }
    for field in fields {
      for repetition in rxe[field].repetitions where !repetition.isEmpty && !repetition.isNull {
        if field == 21 && isCategory(repetition) { continue }
        dispense.instructions.append(concept(repetition, rxe, field, use: .dispenseInstruction))
      }
    }
    return dispense
  }

  /// The days of a single timing, or of timings that go beside each other and agree; those of others tell their own.
  private func supplyDays(_ order: DrugOrder) -> String? {
    guard let first = order.timings.first.flatMap(days) else { return nil }
    if order.timings.count == 1 { return first }
    let isBeside = order.sequences?.allSatisfy { $0 == 1 } ?? false
    return isBeside && order.timings.allSatisfy { days($0) == first } ? first : nil
  }

  private mutating func whole(_ segment: Segment, _ field: Int) -> Int? {
    guard let written = segment[field].valued else { return nil }
    let number = NumberText.whole(written)
    if number == nil { note(.valueWeakened, segment, field) }
    return number
  }

  /// RXE-40 and 41. An Organization has an identifier or a name (FHIR R4 org-1).
  private mutating func pharmacy(_ rxe: Segment) -> DispensingPharmacy? {
    var address = rxe[41].isEmpty || rxe[41].isNull ? nil : XAD(rxe[41].firstRepetition)
    // No organization is at home (FHIR R4 org-3).
    address?.type = ""
    guard let name = words(rxe[40].firstRepetition)?.nonBlank else {
      if address != nil { note(.valueWeakened, rxe, 41) }
      return nil
    }
    return DispensingPharmacy(name: name, address: address)
  }
}

extension JSONWriter {
  /// MedicationRequest.dispenseRequest.performer, a contained Organization.
  mutating func performer(_ pharmacy: DispensingPharmacy?) {
    guard let pharmacy else { return }
    let reference = contain("Organization", "pharmacy", profile: Profile.organization.url(.v1_1_2)) { json in
      json.string("name", pharmacy.name)
      json.array("address") { json in
        if let address = pharmacy.address { json.object { $0.members(of: address) } }
      }
    }
    object("performer") { json in
      json.string("reference", reference)
      json.string("display", pharmacy.name)
    }
  }
}
