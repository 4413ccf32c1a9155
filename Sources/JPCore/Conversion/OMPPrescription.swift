import HL7v2

extension RecordConverter {
  /// OMP-01 (RDE^O11): a MedicationRequest, JP_MedicationRequest, of each RXE.
  ///
  /// AL1 is an AllergyIntolerance of the order's own. PV1 makes nothing: the ADT kinds own the stays.
  mutating func convertPrescription() throws(ConversionError) {
    var orderInRp: [String: Int] = [:]
    let allergies = addAllergiesOfOrder()
    for order in try drugOrders() {
      let drug = drug(order.rxe, 2, further: 31)
      guard !drug.isEmpty else {
        throw ConversionError(segment: "RXE", field: 2, reason: "a prescription names no drug")
      }
      var value = try request(order, .drug(drug), identity: drugKey(order.rxe, 2))
      // The same drug in two Rp keeps apart, whichever comes first.
      value.identity = "\(value.rpNumber)|\(value.identity)"
      let position = orderInRp[value.rpNumber, default: 0] + 1
      orderInRp[value.rpNumber] = position
      value.orderInRp = position
      value.dispense = dispense(order, instructions: [7, 21], &value.notes)
      // Every other day, and the like, is for whoever takes the drug.
      let supplements = value.dispense.instructions.filter { $0.codings.contains(where: isSupplement) }
      if !supplements.isEmpty, value.dosages.isEmpty { value.dosages = [DosageValue()] }
      for index in value.dosages.indices { value.dosages[index].additional += supplements }
      value.supporting = allergies
      add(value, profile: .medicationRequest)
    }
  }
}
