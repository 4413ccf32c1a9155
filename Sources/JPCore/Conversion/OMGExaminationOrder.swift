import HL7v2
import SSMIX2

extension RecordConverter {
  /// OMG-01, OMG-02 and OMG-03 (OMG^O19): a ServiceRequest of each ORC and OBR. The parts of an order (CH) are
  /// based on the whole, which may come twice: as new order (NW) and as parent (PA).
  ///
  /// AL1 is an AllergyIntolerance of the order's own, PV1 makes nothing.
  mutating func convertExaminationOrder() throws(ConversionError) {
    var orc: Segment?
    var orders: [ExaminationOrder] = []
    for group in try grouped("OMG", "O19").groups(named: "ORDER") {
      orc = group.first("ORC") ?? orc
      guard let order = ExaminationOrder(group, after: orc) else { continue }
      if let whole = orders.firstIndex(where: { $0.isSameWhole(as: order) }) {
        orders[whole].join(order)
      } else {
        orders.append(order)
      }
    }
    guard !orders.isEmpty else {
      throw ConversionError(segment: "OBR", reason: "the message orders no examination")
    }
    try addExaminationOrders(orders)
  }

  private mutating func addExaminationOrders(_ orders: [ExaminationOrder]) throws(ConversionError) {
    let allergies = addAllergiesOfOrder()
    var values: [(value: ServiceRequestValue, id: String)] = []
    for order in orders {
      var value = request(
        order, identity: "\(order.number ?? "")|\(order.obr[4].firstRepetition.encodedText)")
      guard !value.code.isEmpty || !value.details.isEmpty else {
        throw ConversionError(segment: "OBR", field: 4, reason: "an order names no examination")
      }
      value.categories = categories(order)
      value.supporting = allergies + value.supporting
      values.append((value, ids.next("ServiceRequest", value.identity)))
    }
    for (index, order) in orders.enumerated() {
      var (value, id) = values[index]
      if let parent = order.parent {
        let whole = orders.indices.first { orders[$0].number == parent && orders[$0].parent == nil }
        value.parent =
          whole.map { .resource("ServiceRequest/\(values[$0].id)") }
          ?? instanceIdentifier([parent]).map { .number($0) }
      }
      add(value, id: id)
    }
  }

  /// The diagnostic service and ORC-29.
  private mutating func categories(_ order: ExaminationOrder) -> [Concept] {
    let concept = diagnosticService(order.obr)
    guard let orc = order.orc, !orc[29].isEmpty else { return [concept] }
    return [concept, self.concept(orc, 29)]
  }

  /// The diagnostic service: as OBR-24 says it, else as the data kind and the item do.
  mutating func diagnosticService(_ obr: Segment) -> Concept {
    let (code, text) = service(obr)
    var concept = Concept(text: text)
    if let stated = obr[24].valued?.trimmed {
      if HL7Map.diagnosticSections.contains(stated) {
        concept.codings = [Coding(system: HL7System.diagnosticSection, code: stated, display: nil)]
      } else {
        note(.codeUnknown, obr, 24)
      }
    } else if let code {
      concept.codings = [Coding(system: HL7System.diagnosticSection, code: code, display: nil)]
    }
    return concept
  }

  private func service(_ obr: Segment) -> (code: String?, text: String) {
    switch record.path.version.key.kind {
    case "OMG-01": return ("RAD", "放射線検査")
    // Table 0074 has no endoscopy.
    case "OMG-02": return (nil, "内視鏡検査")
    default:
      // Physiology is more than the heart: JLAC10 9A1 is electrocardiography.
      let isElectrocardiogram = [1, 4].contains {
        obr[4][$0 + 2].valued?.trimmed == "JC10" && obr[4][$0].text.hasPrefix("9A1")
      }
      return (isElectrocardiogram ? "EC" : nil, "生理検査")
    }
  }
}

extension ExaminationOrder {
  /// ORC-2, else OBR-2.
  var number: String? { orc?[2].valued?.trimmed ?? obr[2].valued?.trimmed }

  /// The number of the order that this is a part of: ORC-8, else OBR-29.
  fileprivate var parent: String? { orc?[8].valued?.trimmed ?? obr[29].valued?.trimmed }

  private var isParent: Bool { orc?[1].valued?.trimmed == "PA" }

  /// Whether one of both is the order and the other says that it was divided.
  fileprivate func isSameWhole(as other: ExaminationOrder) -> Bool {
    isParent != other.isParent && parent == nil && other.parent == nil && number != nil
      && number == other.number
      && obr[4].firstRepetition.encodedText == other.obr[4].firstRepetition.encodedText
  }

  /// Of two tellings of one order, the segments that tell more, and all notes and observations once.
  fileprivate mutating func join(_ other: ExaminationOrder) {
    if let theirs = other.orc, theirs.fieldCount > orc?.fieldCount ?? 0 { orc = theirs }
    if other.obr.fieldCount > obr.fieldCount { obr = other.obr }
    if timings.isEmpty { timings = other.timings }
    notes += other.notes.filter { !notes.contains($0) }
    observations += other.observations.filter { new in
      !observations.contains { $0.obx.utf8.elementsEqual(new.obx.utf8) }
    }
  }
}
