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
  /// CTI: trials that the order is part of.
  var trials: [Segment] = []
  var notes: [String] = []

  /// RXE-27 says 頓用 in the words of JAHIS (JHSP0003): to be taken when a condition comes up.
  var isAsNeeded: Bool {
    rxe[27].repetitions.contains { $0.isUsageClass && $0[1].valued?.trimmed == "22" }
  }
}

extension Repetition {
  /// Whether a CWE is of JHSP0003, the classes of usage that JAHIS puts where HL7 has indications.
  var isUsageClass: Bool { self[3].valued?.trimmed == "JHSP0003" }
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
      case "CTI" where isOpen: orders[last].trials.append(segment)
      case "NTE" where isOpen: orders[last].notes += segment.commentTexts
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

  /// What tells a drug from others of its Rp in all versions of a message: its code of a national system, else its own
  /// code and its name: the facility may have one code for all that is entered as text. The name of a drug with a national code
  /// may be spelt anew.
  func drugKey(_ segment: Segment, _ field: Int) -> String {
    let drug = segment[field].firstRepetition
    var key: String?
    for first in [1, 4] {
      guard let code = drug[first].code?.trimmed else { continue }
      let system = drug[first + 2].valued?.trimmed ?? ""
      if !code.isFilling, isDrugSystem(systems.uri(named: system, code: code, use: .general)) {
        return "\(code)^\(system)"
      }
      key = key ?? "\(code)^\(system)"
    }
    guard let key else { return drug.encodedText }
    return "\(key)^\((drug[2].code ?? drug[5].code ?? "").foldedWidth.trimmed)"
  }

  /// Whether a code is of a system of drugs.
  func isDrug(_ concept: Concept) -> Bool { concept.codings.contains { isDrugSystem($0.system) } }

  private func isDrugSystem(_ uri: String?) -> Bool {
    let drugs: [CodeSystem] = [.hot7, .hot9, .hot13, .yj]
    return drugs.contains { systems.uri($0) == uri }
  }

  /// A number with the unit of the next field, as written.
  private mutating func written(_ segment: Segment, _ field: Int) -> String? {
    guard let number = segment[field].valued?.trimmed else { return nil }
    return number + (unit(use: .unit, segment, field + 1) { segment[field + 1][$0].valued }?.text ?? "")
  }

  /// Strength of one unit of a drug, and the volume that it is in, as two pairs of fields tell them: in words, since the
  /// strengths of JP Core are amounts given.
  mutating func strength(_ segment: Segment, _ amount: Int, volume: Int) -> String? {
    switch (written(segment, amount), written(segment, volume)) {
    case (let amount?, let volume?): "力価 \(amount)／\(volume)"
    case (let amount?, nil): "力価 \(amount)"
    case (nil, let volume?): "力価量 \(volume)"
    case (nil, nil): nil
    }
  }

  /// CTI in words: study, phase and point in time.
  func trial(_ cti: Segment) -> String? {
    let parts = [cti[1].valued] + [2, 3].map { words(cti[$0].firstRepetition) }
    return parts.compactMap { $0?.trimmed }.joined(separator: " ").nonBlank
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

  /// RXE-21 and RXE-27 as far as they tell the category of prescription, RXE-44 and ORC-29.
  mutating func categories(_ order: DrugOrder) -> [Concept] {
    var categories: [Concept] = []
    for repetition in order.rxe[21].repetitions where isCategory(repetition) {
      categories.append(concept(repetition, order.rxe, 21, use: .dispenseInstruction))
    }
    for repetition in order.rxe[27].repetitions where repetition.isUsageClass {
      categories.append(concept(repetition, order.rxe, 27))
    }
    if let type = pharmacyOrderType(order.rxe, 44) { categories.append(type) }
    if !order.orc[29].isEmpty { categories.append(concept(order.orc, 29)) }
    return categories
  }

  /// 0480, the kind of order in the pharmacy (RXE-44, RXA-26).
  mutating func pharmacyOrderType(_ segment: Segment, _ field: Int) -> Concept? {
    guard let code = segment[field].valued?.trimmed else { return nil }
    if ["M", "S", "O"].contains(code) {
      return Concept(codings: [Coding(system: HL7System.pharmacyOrderType, code: code, display: nil)])
    }
    note(.codeUnknown, segment, field)
    return Concept(text: code)
  }

  /// Whether RXE-21 tells a category; what else it says are instructions to the pharmacy.
  func isCategory(_ repetition: Repetition) -> Bool {
    [1, 4].contains { first in
      guard let code = repetition[first].valued?.trimmed, let system = repetition[first + 2].valued?.trimmed
      else { return false }
      // A code that JAHIS does not have is a category all the same.
      if system == "99I01" { return true }
      let uri = systems.uri(named: system, code: code, use: .dispenseInstruction)
      return [.merit9Category, .prescriptionCategory, .injectionCategory].contains { systems.uri($0) == uri }
    }
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
}
