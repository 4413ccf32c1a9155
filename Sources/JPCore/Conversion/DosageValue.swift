/// How a drug gets to where it acts (RXR).
struct AdministrationWay {
  var route: Concept?
  var site: Concept?
  var method: Concept?
  var device: Concept?
}

/// Dosage, JP_MedicationDosage and JP_MedicationDosage_Injection.
struct DosageValue {
  var sequence: Int?
  var timing: Concept?
  var additional: [Concept] = []
  var way = AdministrationWay()
  var dose: QuantityValue?
  /// The amount in words, where it has no coded unit.
  var amountText: String?
  var perDay: QuantityValue?
  var rate: QuantityValue?
  /// The rate in words, where it is no number.
  var rateText: String?
  var periodOfUse: PeriodValue?
  /// Whether the period stands in the timing too, as JP Core's injections have it.
  var isBounded = false

  var isEmpty: Bool {
    timing == nil && additional.isEmpty && way.route == nil && way.site == nil && way.method == nil
      && way.device == nil && dose == nil && amountText == nil && perDay == nil && rate == nil
      && rateText == nil && periodOfUse == nil
  }
}

/// MedicationRequest.dispenseRequest.
struct DispenseValue {
  var quantity: QuantityValue?
  var refills: Int?
  /// Days of supply, a JSON number.
  var days: String?
  /// Times that a drug taken as needed may be taken (頓用回数).
  var repeats: Int?
  var instructions: [Concept] = []
}

extension JSONWriter {
  /// A Dosage as array item.
  /// - Parameter device: the Reference to the contained device, when there is one.
  mutating func dosage(_ dosage: DosageValue, device: String? = nil) {
    object { json in
      json.extensions(of: dosage, device)
      if let sequence = dosage.sequence { json.integer("sequence", sequence) }
      json.string(
        "text",
        [dosage.timing?.text, dosage.amountText, dosage.rateText].compactMap(\.self).joined(separator: " "))
      json.concepts("additionalInstruction", dosage.additional)
      json.object("timing") { json in
        if dosage.isBounded, let period = dosage.periodOfUse {
          json.object("repeat") { $0.period("boundsPeriod", period) }
        }
        json.concept("code", dosage.timing)
      }
      json.concept("site", dosage.way.site)
      json.concept("route", dosage.way.route)
      json.concept("method", dosage.way.method)
      json.array("doseAndRate") { $0.doseAndRate(dosage) }
    }
  }

  private mutating func extensions(of dosage: DosageValue, _ device: String?) {
    array("extension") { json in
      if let period = dosage.periodOfUse {
        json.object { json in
          json.string("url", JPExtension.periodOfUse)
          json.period("valuePeriod", period)
        }
      }
      if let device {
        json.object { json in
          json.string("url", JPExtension.dosageDevice)
          json.reference("valueReference", to: device)
        }
      }
    }
  }

  /// FHIR has one rate beside a dose: that of a day stands apart when there is one of an hour too.
  private mutating func doseAndRate(_ dosage: DosageValue) {
    object { json in
      json.quantity("doseQuantity", dosage.dose)
      json.quantity("rateQuantity", dosage.rate)
      if dosage.rate == nil { json.ratePerDay(dosage.perDay) }
    }
    if dosage.rate != nil { object { $0.ratePerDay(dosage.perDay) } }
  }

  private mutating func ratePerDay(_ amount: QuantityValue?) {
    guard let amount else { return }
    object("rateRatio") { json in
      json.quantity("numerator", amount)
      json.quantity("denominator", .days("1"))
    }
  }

  /// The members of MedicationRequest.dispenseRequest.
  mutating func members(of dispense: DispenseValue) {
    array("extension") { json in
      for instruction in dispense.instructions {
        json.object { json in
          json.string("url", JPExtension.instructionForDispense)
          json.concept("valueCodeableConcept", instruction)
        }
      }
      if let repeats = dispense.repeats {
        json.object { json in
          json.string("url", JPExtension.expectedRepeatCount)
          json.integer("valueInteger", repeats)
        }
      }
    }
    if let refills = dispense.refills { integer("numberOfRepeatsAllowed", refills) }
    quantity("quantity", dispense.quantity)
    if let days = dispense.days { quantity("expectedSupplyDuration", .days(days)) }
  }
}

extension QuantityValue {
  /// Days as JP Core fixes them.
  static func days(_ value: String) -> QuantityValue {
    QuantityValue(
      value: value, comparator: nil, unit: UnitOfMeasure(text: "日", system: HL7System.ucum, code: "d"))
  }
}
