import HL7v2

extension RecordConverter {
  /// OMP-11 (RAS^O17): a MedicationAdministration, JP_MedicationAdministration, of each RXA.
  mutating func convertDrugAdministration() throws(ConversionError) {
    // By Rp: the drugs in the order of their first administration.
    var lines: [String: [String]] = [:]
    for order in try administeredOrders() {
      for administration in order.administrations {
        guard let rxa = administration.drugs.first else { continue }
        var value = try administration.value(of: order, .drug(try administeredDrug(rxa)), in: &self)
        // The same drug given again is the same line of the order.
        var drugs = lines[value.rpNumber, default: []]
        let key = drugKeys(administration.drugs)
        if !drugs.contains(key) { drugs.append(key) }
        lines[value.rpNumber] = drugs
        value.orderInRp = drugs.firstIndex(of: key).map { $0 + 1 }
        value.notes += lots(rxa).map { [$0] } ?? []
        value.notes += strength(rxa, 13, volume: 23).map { [$0] } ?? []
        value.read(amount(rxa, 6, unit: 7))
        add(value, profile: .medicationAdministration)
      }
    }
  }

  /// OMP-12 (RAS^O17): a MedicationAdministration, JP_MedicationAdministration_Injection, of each mixture of
  /// RXA; for a vaccination also an Immunization, JP_Immunization, of each RXA.
  mutating func convertInjectionAdministration() throws(ConversionError) {
    for order in try administeredOrders() {
      for administration in order.mixtures {
        let mixture = try mixture(administration.drugs)
        var value = try administration.value(of: order, .mixture(mixture), in: &self)
        if mixture.ingredients.count == 1 {
          value.read(mixture.ingredients[0].amount)
        } else {
          value.notes += mixture.amountsInWords
          // Several drugs have no dose but what they make together, once.
          if value.rate == nil { value.dose = .once(systems) }
        }
        value.notes += administration.drugs.compactMap { strength($0) }
        if mixture.lotNumber == nil { value.notes += administration.drugs.compactMap { lots($0) } }
        add(value, profile: .medicationAdministrationInjection)
        if order.isVaccination {
          for (rxa, vaccine) in zip(administration.drugs, mixture.ingredients) {
            addImmunization(rxa, vaccine, value)
          }
        }
      }
    }
  }

  /// RXA-5, with the bar code RXA-25 where that is of a system.
  private mutating func administeredDrug(_ rxa: Segment) throws(ConversionError) -> Concept {
    let drug = drug(rxa, 5, further: 25)
    guard !drug.isEmpty else {
      throw ConversionError(segment: "RXA", field: 5, reason: "an administration names no drug")
    }
    return drug
  }

  /// RXA given together; form, maker and lot are those of a single one.
  private mutating func mixture(_ drugs: [Segment]) throws(ConversionError) -> MixtureValue {
    var mixture = MixtureValue(ingredients: [])
    for rxa in drugs {
      mixture.ingredients.append(
        MixtureValue.Ingredient(drug: try administeredDrug(rxa), amount: amount(rxa, 6, unit: 7)))
    }
    guard drugs.count == 1, let rxa = drugs.first else { return mixture }
    mixture.form = rxa[8].isEmpty ? nil : concept(rxa, 8, use: .dosageForm)
    mixture.manufacturer = words(rxa[17].firstRepetition)
    if rxa[15].repetitions.count == 1 {
      mixture.lotNumber = rxa[15].valued
      mixture.expirationDate = mixture.lotNumber == nil ? nil : dateTime(rxa, 16)
    }
    return mixture
  }

  /// RXA-13, 14, 23 and 24 in words, with the drug that they are of.
  private mutating func strength(_ rxa: Segment) -> String? {
    strength(rxa, 13, volume: 23).map { "\(words(rxa[5].firstRepetition) ?? "") \($0)".trimmed }
  }

  /// RXA-15, 16 and 17 in words, where no element holds them.
  private mutating func lots(_ rxa: Segment) -> String? {
    let numbers = rxa[15].repetitions.compactMap { $0[1].valued?.trimmed }
    if numbers.isEmpty { return nil }
    var dates: [String] = []
    for written in rxa[16].repetitions.compactMap({ $0[1].valued?.trimmed }) {
      let date = TimeStamp(written)?.fhirDate
      if date == nil { note(.dateImpossible, rxa, 16) }
      dates.append(date ?? written)
    }
    let makers = rxa[17].repetitions.compactMap(words)
    return [
      ("", [words(rxa[5].firstRepetition) ?? ""]), ("ロット番号", numbers), ("有効期限", dates), ("製造者", makers),
    ]
    .flatMap { label, values in values.isEmpty ? [] : [label] + values }
    .filter { !$0.isEmpty }.joined(separator: " ")
  }

  // MARK: - Vaccination

  /// RXA of a vaccination: an Immunization, unless its status is none that an Immunization can have.
  private mutating func addImmunization(
    _ rxa: Segment, _ vaccine: MixtureValue.Ingredient, _ administration: AdministrationValue
  ) {
    guard let status = HL7Map.immunizationStatus(rxa[20].valued, action: rxa[21].valued),
      let occurrence = administration.effective.start ?? administration.effective.end
    else {
      note(.codeUnknown, rxa, 20)
      return
    }
    let id = ids.next(
      "Immunization", "\(drugKey(rxa, 5))|\(rxa[3].text)|\(administration.rpNumber)")
    let way = administration.way
    let (subject, amount, recorded) = (subject, vaccine.amount, dateTime(rxa, 22))
    let expiration = date(rxa, 16)
    let lot = rxa[15].repetitions.compactMap { $0[1].valued?.trimmed }.joined(separator: " ")
    let manufacturer = words(rxa[17].firstRepetition).map {
      NamedReference(type: "Organization", system: nil, value: nil, display: $0, content: .organization)
    }
    add("Immunization", id: id, profile: .immunization) { json in
      json.array("identifier") { json in
        for number in administration.numbers {
          json.identifier(system: IdentifierSystem.resourceInstance, value: number)
        }
      }
      json.string("status", status)
      if let reason = administration.statusReasons.first { json.concept("statusReason", reason) }
      json.concept("vaccineCode", vaccine.drug)
      json.raw("patient", subject)
      json.string("occurrenceDateTime", occurrence)
      json.string("recorded", recorded)
      json.reference("location", administration.location)
      json.reference("manufacturer", manufacturer)
      json.string("lotNumber", lot)
      json.string("expirationDate", expiration)
      json.concept("site", way.site)
      json.concept("route", way.route)
      json.quantity("doseQuantity", amount.quantity)
      json.performers(administration.performers)
      json.notes(administration.notes + [amount.words.map { "接種量 " + $0 }].compactMap(\.self))
    }
  }
}

extension AdministeredOrder {
  /// RXE-2 is the class of injection (JHSI0002, 99I02 in the guideline's messages), and 06 a vaccination.
  fileprivate var isVaccination: Bool {
    guard let encoded else { return false }
    return [1, 4].contains {
      encoded[2][$0].valued?.trimmed == "06"
        && ["JHSI0002", "99I02"].contains(encoded[2][$0 + 2].valued?.trimmed)
    }
  }
}
