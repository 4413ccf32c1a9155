import HL7v2

/// The segments of one RXE of an RDE^O11: what OMP-01 and OMP-02 are made of.
struct DrugOrder {
  var orc: Segment
  var rxe: Segment
  var timings: [Segment] = []
  var routes: [Segment] = []
  /// RXC: what a mixture consists of; none in a prescription.
  var components: [Segment] = []
  var observations: [Segment] = []
  var notes: [String] = []
}

/// An amount: with a coded unit as Quantity, else in words, since JP Core demands the code.
struct DrugAmount {
  var quantity: QuantityValue?
  var words: String?
}

extension RecordConverter {
  /// The drugs of the message, in order: an RXE with the ORC before it and what follows it.
  func drugOrders() throws(ConversionError) -> [DrugOrder] {
    var orders: [DrugOrder] = []
    var orc: Segment?
    var isOpen = false
    for segment in message.segments {
      let last = orders.count - 1
      switch segment.name {
      case "ORC":
        orc = segment
        isOpen = false
      case "RXE":
        guard let orc else {
          throw ConversionError(segment: "ORC", reason: "a drug has no order segment before it")
        }
        orders.append(DrugOrder(orc: orc, rxe: segment))
        isOpen = true
      case "TQ1" where isOpen: orders[last].timings.append(segment)
      case "RXR" where isOpen: orders[last].routes.append(segment)
      case "RXC" where isOpen: orders[last].components.append(segment)
      case "OBX" where isOpen: orders[last].observations.append(segment)
      case "NTE" where isOpen: orders[last].notes += segment[3].repetitions.compactMap { $0[1].valued }
      default: break
      }
    }
    guard !orders.isEmpty else {
      throw ConversionError(segment: "RXE", reason: "the message orders no drug")
    }
    return orders
  }

  /// A drug: its code, and a field with further codes of the same drug (RXE-31, RXC-7).
  mutating func drug(_ segment: Segment, _ field: Int, further: Int) -> Concept {
    let before = codedValues
    var drug = concept(segment, field)
    if segment[further].isEmpty { return drug }
    for repetition in segment[further].repetitions where !repetition.isEmpty {
      let other = concept(repetition, segment, further)
      drug.text = drug.text ?? other.text
      for coding in other.codings { add(coding, to: &drug, segment, further) }
    }
    recount(drug, since: before)
    return drug
  }

  /// The number of the Rp, which every profile of drugs demands.
  func requiredRpNumber(_ orc: Segment) throws(ConversionError) -> String {
    guard let rpNumber = rpNumber(orc) else {
      throw ConversionError(segment: "ORC", field: 4, reason: "the order of a drug has no Rp number")
    }
    return rpNumber
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

  /// ORC-4 in the form `order_Rp_serial`, which names one bottle; nil when it only names the Rp.
  func serialInRp(_ orc: Segment) -> String? {
    let group = orc[4].valued?.trimmed
    return group == rpNumber(orc) ? nil : group
  }

  /// RXE-21 as far as it tells the category of prescription, and ORC-29.
  mutating func categories(_ order: DrugOrder) -> [Concept] {
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
    // 99I01 is the name that the guideline's own examples give to the classes of injections.
    if system == "99I01" { return true }
    let uri = systems.uri(named: system, code: code, use: .dispenseInstruction)
    return [.merit9Category, .prescriptionCategory, .injectionCategory].contains { systems.uri($0) == uri }
  }

  // MARK: - Amounts

  /// An amount and its unit, of two fields of a segment.
  mutating func amount(_ segment: Segment, _ field: Int, unit unitField: Int) -> DrugAmount {
    guard let written = segment[field].valued else { return DrugAmount() }
    let unit = unit(use: .unit, segment, unitField) { segment[unitField][$0].valued }
    if let value = NumberText.json(written), let unit, unit.code != nil {
      return DrugAmount(quantity: QuantityValue(value: value, comparator: nil, unit: unit))
    }
    note(.valueWeakened, segment, field)
    return DrugAmount(words: written.trimmed + (unit?.text ?? ""))
  }

  // MARK: - Dosage

  /// One Dosage per TQ1, one without timing when there is none.
  /// - Parameter instructions: what holds for each of them.
  mutating func dosages(_ order: DrugOrder, instructions: [Concept] = []) -> [DosageValue] {
    var base = DosageValue(additional: instructions)
    if let rxr = order.routes.first { base.way = way(rxr) }
    let dose = amount(order.rxe, 3, unit: 5)
    base.dose = dose.quantity
    base.amountText = dose.words
    base.perDay = perDay(order.rxe)
    let rate = rate(order.rxe)
    base.rate = rate.quantity
    base.rateText = rate.words
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

  /// RXR-1, 2 and 4, and the device RXR-3.
  mutating func way(_ rxr: Segment) -> AdministrationWay {
    func isValued(_ field: Int) -> Bool { !rxr[field].isEmpty && !rxr[field].isNull }
    return AdministrationWay(
      route: isValued(1) ? concept(rxr, 1) : nil, site: isValued(2) ? concept(rxr, 2) : nil,
      method: isValued(4) ? concept(rxr, 4) : nil, device: isValued(3) ? concept(rxr, 3) : nil)
  }

  /// RXE-19, amount and unit a day.
  private mutating func perDay(_ rxe: Segment) -> QuantityValue? {
    let total = rxe[19]
    guard let value = total[1].valued.flatMap(NumberText.json),
      let unit = unit(use: .unit, rxe, 19, component: { total[2][$0].valued }), unit.code != nil
    else { return nil }
    return QuantityValue(value: value, comparator: nil, unit: unit)
  }

  /// RXE-23 and 24, amount and unit of time in one unit (`ml/hr`).
  private mutating func rate(_ rxe: Segment) -> DrugAmount {
    guard let written = rxe[23].valued else { return DrugAmount() }
    let unit = unit(use: .general, rxe, 24) { rxe[24][$0].valued }
    if let value = NumberText.json(written), let unit {
      return DrugAmount(quantity: QuantityValue(value: value, comparator: nil, unit: unit))
    }
    return DrugAmount(words: written.trimmed + (unit?.text ?? ""))
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

  /// RXE-10, 11 and 12, TQ1-6 and 14, and the instructions of the fields given.
  mutating func dispense(
    _ order: DrugOrder, instructions fields: [Int], _ notes: inout [String]
  ) -> DispenseValue {
    let rxe = order.rxe
    var dispense = DispenseValue()
    let amount = amount(rxe, 10, unit: 11)
    dispense.quantity = amount.quantity
    if let words = amount.words { notes.append("調剤量 " + words) }
    dispense.refills = rxe[12].valued.flatMap(NumberText.whole)
    for tq1 in order.timings {
      if dispense.days == nil { dispense.days = days(tq1) }
      if dispense.repeats == nil { dispense.repeats = tq1[14].valued.flatMap(NumberText.whole) }
    }
    for field in fields {
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
