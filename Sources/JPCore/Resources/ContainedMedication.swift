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

  static let reference = "#medication"

  /// The Medication as item of `contained`.
  func write(to json: inout JSONWriter, systems: CodeSystems, release: JPCoreRelease) {
    let once = QuantityValue.once(systems)
    json.object { json in
      json.string("resourceType", "Medication")
      json.string("id", "medication")
      json.object("meta") { $0.array("profile") { $0.string(Profile.medication.url(release)) } }
      json.concept("code", code)
      json.string("status", "active")
      json.reference(
        "manufacturer",
        manufacturer.map { NamedReference(type: "Organization", system: nil, value: nil, display: $0) })
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
  mutating func medication(_ medication: MedicationChoice) {
    switch medication {
    case .drug(let drug): concept("medicationCodeableConcept", drug)
    case .mixture: reference("medicationReference", to: MixtureValue.reference)
    }
  }

  /// `contained`: the mixture and the device.
  mutating func contained(
    _ medication: MedicationChoice, device: Concept?, systems: CodeSystems, release: JPCoreRelease
  ) {
    array("contained") { json in
      if case .mixture(let mixture) = medication {
        mixture.write(to: &json, systems: systems, release: release)
      }
      if let device { json.device(device) }
    }
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

  /// A Device as item of `contained`: messages name its kind, not the thing.
  private mutating func device(_ type: Concept) {
    object { json in
      json.string("resourceType", "Device")
      json.string("id", "device")
      json.concept("type", type)
    }
  }

  /// The reference to the contained Device.
  static var deviceReference: String { "#device" }
}

extension QuantityValue {
  /// One time (回), what JP Core relates the amounts of a mixture to.
  static func once(_ systems: CodeSystems) -> QuantityValue {
    QuantityValue(
      value: "1", comparator: nil,
      unit: UnitOfMeasure(text: "回", system: systems.uri(.merit9Unit), code: "TIME"))
  }
}
