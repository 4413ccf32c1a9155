import HL7v2

extension RecordConverter {
  /// OMP-02 (RDE^O11): a MedicationRequest, JP_MedicationRequest_Injection, of each RXE. What its RXC name is
  /// one mixture, a contained Medication (JP_Medication).
  ///
  /// AL1 is an AllergyIntolerance of the order's own, PV1 makes nothing.
  mutating func convertInjection() throws(ConversionError) {
    let allergies = addAllergiesOfOrder()
    for order in try drugOrders() {
      let give = concept(order.rxe, 2)
      let mixture = try mixture(order, give)
      let instructions = concepts(order.rxe, 7)
      var value = try request(
        order, .mixture(mixture), identity: identity(order), instructions: instructions)
      if !isDrug(give) { value.categories.insert(give, at: 0) }
      value.notes += mixture.amountsInWords + order.components.compactMap { strength($0) }
      value.dispense = dispense(order, instructions: [21], &value.notes)
      for dosage in value.dosages.indices {
        value.dosages[dosage].isBounded = true
        // The class of an injection is RXE-2; hospitals time injections with the usages of oral drugs.
        value.dosages[dosage].usageMethod = nil
      }
      value.supporting = allergies + order.observations.compactMap { supportingObservation($0) }
      add(value, profile: .medicationRequestInjection)
    }
  }

  /// The bottle and what is in it, in an order of its own: another mixture is another request.
  private func identity(_ order: DrugOrder) -> String {
    let drugs = order.components.map { drugKey($0, 2) }.sorted()
    return ([order.orc[4].text, drugKey(order.rxe, 2)] + drugs).joined(separator: "|")
  }

  /// RXC-5, 6, 8 and 9 in words, with the drug that they are of.
  private mutating func strength(_ rxc: Segment) -> String? {
    strength(rxc, 5, volume: 8).map { "\(words(rxc[2].firstRepetition) ?? "") \($0)".trimmed }
  }

  /// RXC: the drugs. RXE-2 is the class of injection; where it is a drug it names the whole, or, without RXC,
  /// the only one.
  private mutating func mixture(_ order: DrugOrder, _ give: Concept) throws(ConversionError) -> MixtureValue {
    var mixture = MixtureValue(ingredients: [], isNumbered: true)
    mixture.form = order.rxe[6].isEmpty ? nil : concept(order.rxe, 6, use: .dosageForm)
    for rxc in order.components {
      let drug = drug(rxc, 2, further: 7)
      guard !drug.isEmpty else {
        throw ConversionError(segment: "RXC", field: 2, reason: "a part of an injection names no drug")
      }
      mixture.ingredients.append(MixtureValue.Ingredient(drug: drug, amount: amount(rxc, 3, unit: 4)))
    }
    if isDrug(give) {
      if mixture.ingredients.isEmpty {
        let drug = drug(order.rxe, 2, further: 31)
        mixture.ingredients = [MixtureValue.Ingredient(drug: drug, amount: amount(order.rxe, 3, unit: 5))]
      } else {
        mixture.code = give
      }
    }
    guard !mixture.ingredients.isEmpty else {
      throw ConversionError(segment: "RXC", reason: "an injection names no drug")
    }
    return mixture
  }
}
