import HL7v2

extension RecordConverter {
  /// OML-01 (OML^O33): per SPM a Specimen, per OBR a ServiceRequest whose OBX are its items.
  ///
  /// The result, OML-11, makes a request of its own: both have the order's number as identifier. AL1 is an
  /// AllergyIntolerance of the order's own, PV1 makes nothing.
  mutating func convertLaboratoryOrder() throws(ConversionError) {
    var orc: Segment?
    var hasOrder = false
    let allergies = addAllergiesOfOrder()
    for group in try grouped("OML", "O33").groups(named: "SPECIMEN") {
      let specimen = group.first("SPM").map { addSpecimen($0) }
      let conditions =
        allergies
        + group.all("OBX").filter { !$0[5].isEmpty && !$0[5].isNull }.compactMap { supportingObservation($0) }
      for inner in group.groups(named: "ORDER") {
        orc = inner.first("ORC") ?? orc
        guard let order = ExaminationOrder(inner, after: orc) else { continue }
        hasOrder = true
        try addLaboratoryOrder(order, specimen, conditions)
      }
    }
    guard hasOrder else {
      throw ConversionError(segment: "OBR", reason: "the message orders no examination")
    }
  }

  private mutating func addLaboratoryOrder(
    _ order: ExaminationOrder, _ specimen: LaboratorySpecimen?, _ conditions: [String]
  ) throws(ConversionError) {
    let service = order.obr[4].firstRepetition.encodedText
    var value = request(order, identity: "\(service)|\(specimen?.identity ?? "")")
    guard !value.code.isEmpty || !value.details.isEmpty else {
      throw ConversionError(segment: "OBR", field: 4, reason: "an order names no examination")
    }
    value.categories = [
      Concept(codings: [Coding(system: HL7System.diagnosticSection, code: "LAB", display: nil)], text: "検体検査")
    ]
    if let orc = order.orc, !orc[29].isEmpty { value.categories.append(concept(orc, 29)) }
    value.specimen = specimen?.reference
    value.supporting = conditions + value.supporting
    add(value, id: ids.next("ServiceRequest", value.identity))
  }
}
