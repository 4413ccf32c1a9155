import HL7v2

extension RecordConverter {
  /// OMP-01 (RDE^O11): a MedicationRequest, JP_MedicationRequest, of each RXE.
  ///
  /// AL1 and PV1 of an order make nothing: ADT-61 and ADT-00 own the allergies, the ADT kinds the stays.
  mutating func convertPrescription() throws(ConversionError) {
    var orderInRp: [String: Int] = [:]
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
      add(value, profile: .medicationRequest)
    }
  }
}
