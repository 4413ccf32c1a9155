/// What an order or an administration is of.
enum MedicationChoice {
  case drug(Concept)
  case mixture(MixtureValue)
}

/// Medication, JP_Medication, as an injection contains it: what was mixed, each with its amount.
struct MixtureValue {
  /// One drug of the mixture.
  struct Ingredient {
    var drug: Concept
    var amount: DrugAmount
  }

  /// The mixture's own code, where it has one.
  var code: Concept?
  var ingredients: [Ingredient]
  var form: Concept?
  var manufacturer: String?
  var lotNumber: String?
  var expirationDate: String?
  /// Whether the drugs are numbered, as an order does.
  var isNumbered = false
}

extension MixtureValue {
  /// The drugs whose amount has no coded unit, each with its amount as written.
  var amountsInWords: [String] {
    ingredients.compactMap { ingredient in
      ingredient.amount.words.map { "\(ingredient.drug.text ?? "") \($0)".trimmed }
    }
  }

  /// Writes the Medication into `contained`; the reference to it.
  func contain(in json: inout JSONWriter, systems: CodeSystems, release: JPCoreRelease) -> String {
    let once = QuantityValue.once(systems)
    return json.contain("Medication", "medication", profile: Profile.medication.url(release)) { json in
      json.concept("code", code)
      json.string("status", "active")
      json.reference(
        "manufacturer",
        manufacturer.map {
          NamedReference(type: "Organization", system: nil, value: nil, display: $0, content: .organization)
        })
      json.concept("form", form)
      json.array("ingredient") { json in
        for (number, ingredient) in ingredients.enumerated() {
          json.object { json in
            json.ingredient(ingredient, number: isNumbered ? number + 1 : nil, once)
          }
        }
      }
      json.object("batch") { json in
        json.string("lotNumber", lotNumber)
        json.string("expirationDate", expirationDate)
      }
    }
  }
}

extension JSONWriter {
  /// medication[x], a mixture by reference to what the resource contains.
  mutating func medication(_ medication: MedicationChoice, systems: CodeSystems, release: JPCoreRelease) {
    switch medication {
    case .drug(let drug): concept("medicationCodeableConcept", drug)
    case .mixture(let mixture):
      reference("medicationReference", to: mixture.contain(in: &self, systems: systems, release: release))
    }
  }

  /// A contained Device: messages name its kind, not the thing. The reference to it; nil without one.
  mutating func device(_ type: Concept?) -> String? {
    guard let type else { return nil }
    return contain("Device", "device", profile: nil) { $0.concept("type", type) }
  }

  fileprivate mutating func ingredient(
    _ ingredient: MixtureValue.Ingredient, number: Int?, _ once: QuantityValue
  ) {
    if let number {
      array("extension") { json in
        json.object { json in
          json.string("url", JPExtension.drugNumber)
          json.integer("valueInteger", number)
        }
      }
    }
    concept("itemCodeableConcept", ingredient.drug)
    object("strength") { json in
      if let amount = ingredient.amount.quantity {
        json.quantity("numerator", amount)
        json.quantity("denominator", once)
      } else {
        json.unknownReason(ingredient.amount.words == nil ? "unknown" : "as-text")
      }
    }
  }
}

extension QuantityValue {
  /// One time (回), what JP Core relates the amounts of a mixture to.
  static func once(_ systems: CodeSystems) -> QuantityValue {
    QuantityValue(
      value: "1", comparator: nil,
      unit: UnitOfMeasure(text: "回", system: systems.uri(.merit9Unit), code: "TIME"))
  }
}
