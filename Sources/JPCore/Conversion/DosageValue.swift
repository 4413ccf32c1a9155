/// How a drug gets to where it acts (RXR).
struct AdministrationWay {
  var route: Concept?
  var site: Concept?
  /// What narrows the site down (RXR-6).
  var siteModifier: Concept?
  var method: Concept?
  var device: Concept?

  var isEmpty: Bool {
    route == nil && site == nil && siteModifier == nil && method == nil && device == nil
  }
}

/// Dosage, JP_MedicationDosage and JP_MedicationDosage_Injection.
struct DosageValue {
  var sequence: Int?
  var timing: Concept?
  var additional: [Concept] = []
  var way = AdministrationWay()
  /// Class and detail of usage, as the usage's code tells them where RXR-4 says nothing.
  var usageMethod: Concept?
  /// Whether more is said than one usage.
  var isQualified = false
  /// How often, as the usage's code tells it.
  var frequency: UsageFrequency?
  /// Whether it is to be taken when a condition comes up (頓用).
  var isAsNeeded = false
  var dose: QuantityValue?
  /// The most at a time.
  var mostDose: QuantityValue?
  var perDay: QuantityValue?
  var rate: QuantityValue?
  /// Amounts, rates and times that are no quantities of coded units.
  var words: [String] = []
  /// Days of this dosage, a JSON number, where there are several.
  var days: String?
  var periodOfUse: PeriodValue?
  /// Whether the period stands in the timing too, as JP Core's injections have it.
  var isBounded = false

  var isEmpty: Bool {
    timing == nil && additional.isEmpty && way.isEmpty && !isAsNeeded && dose == nil && mostDose == nil
      && perDay == nil && rate == nil && words.isEmpty && days == nil && periodOfUse == nil
  }
}

/// MedicationRequest.dispenseRequest.
struct DispenseValue {
  var quantity: QuantityValue?
  /// Of the first time.
  var initial: QuantityValue?
  var refills: Int?
  var pharmacy: DispensingPharmacy?
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
      json.string("text", ([dosage.timing?.text].compactMap(\.self) + dosage.words).joined(separator: " "))
      json.concepts("additionalInstruction", dosage.additional)
      json.object("timing") { json in
        json.object("repeat") { json in
          if dosage.isBounded, let period = dosage.periodOfUse { json.period("boundsPeriod", period) }
          json.frequency(dosage.frequency)
        }
        json.concept("code", dosage.timing)
      }
      if dosage.isAsNeeded { json.raw("asNeededBoolean", "true") }
      json.site(of: dosage.way)
      json.concept("route", dosage.way.route)
      json.concept("method", dosage.way.method ?? dosage.usageMethod)
      json.array("doseAndRate") { $0.doseAndRate(dosage) }
      json.quantity("maxDosePerAdministration", dosage.mostDose)
    }
  }

  /// The members of Timing.repeat that say how often.
  private mutating func frequency(_ frequency: UsageFrequency?) {
    guard let frequency else { return }
    integer("frequency", frequency.times)
    if let most = frequency.mostTimes { integer("frequencyMax", most) }
    integer("period", frequency.period)
    if let longest = frequency.longestPeriod { integer("periodMax", longest) }
    string("periodUnit", frequency.unit)
  }

  /// Dosage.site, with what narrows it down in JP Core's extension.
  mutating func site(of way: AdministrationWay) {
    object("site") { json in
      json.array("extension") { json in
        json.object { json in
          guard let modifier = way.siteModifier, !modifier.isEmpty else { return }
          json.string("url", JPExtension.siteComment)
          json.concept("valueCodeableConcept", modifier)
        }
      }
      if let site = way.site { json.members(of: site) }
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
      if let days = dosage.days {
        json.object { json in
          json.string("url", JPExtension.usageDuration)
          json.quantity("valueDuration", .days(days))
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
    object("initialFill") { $0.quantity("quantity", dispense.initial) }
    if let refills = dispense.refills { integer("numberOfRepeatsAllowed", refills) }
    quantity("quantity", dispense.quantity)
    if let days = dispense.days { quantity("expectedSupplyDuration", .days(days)) }
    performer(dispense.pharmacy)
  }
}

extension QuantityValue {
  /// Days as JP Core fixes them.
  static func days(_ value: String) -> QuantityValue {
    QuantityValue(
      value: value, comparator: nil, unit: UnitOfMeasure(text: "日", system: HL7System.ucum, code: "d"))
  }
}
