import HL7v2

/// MedicationAdministration as RXA, its RXR and its ORC tell it.
struct AdministrationValue {
  var identity: String
  var rpNumber: String
  var orderInRp: Int?
  /// Numbers of the order, made unique by the facility.
  var numbers: [String]
  var status: String
  var statusReasons: [Concept] = []
  var category: Concept?
  var medication: MedicationChoice
  /// References to observations and allergies.
  var supporting: [String] = []
  var effective: PeriodValue
  /// CTI: trials that the order is part of.
  var trials: [Segment] = []
  var performers: [NamedReference] = []
  var indications: [Concept] = []
  var notes: [String] = []
  var way = AdministrationWay()
  var dose: QuantityValue?
  var rate: QuantityValue?
  /// Amount and rate in words, where they are no quantities.
  var texts: [String] = []

  // What the order says.
  var department: Concept?
  var requester: NamedReference?
  var ordered: String?
  var location: NamedReference?
}

extension AdministeredOrder.Administration {
  /// Everything but the drugs themselves, from the first RXA: those of a mixture agree.
  func value(
    of order: AdministeredOrder, _ medication: MedicationChoice, in converter: inout RecordConverter
  ) throws(ConversionError) -> AdministrationValue {
    guard let rxa = drugs.first else {
      throw ConversionError(segment: "RXA", reason: "the message has no administration")
    }
    let orc = order.orc
    let rpNumber = try converter.requiredRpNumber(orc)
    var value = AdministrationValue(
      identity: "\(converter.drugKeys(drugs))|\(rxa[3].text)|\(orc[4].text)", rpNumber: rpNumber,
      numbers: converter.orderNumbers(orc),
      status: HL7Map.administrationStatus(rxa[20].valued, action: rxa[21].valued),
      medication: medication, effective: try converter.administered(rxa))
    value.readOrder(orc, &converter)
    value.category = value.category ?? converter.pharmacyOrderType(rxa, 26)
    value.trials = order.trials
    value.statusReasons = converter.concepts(rxa, 18)
    value.indications = converter.concepts(rxa, 19)
    value.location = converter.place(rxa[11])
    value.notes = notes
    for drug in drugs {
      for person in converter.providers(drug, 10) where !value.performers.contains(person) {
        value.performers.append(person)
      }
      for note in drug[9].repetitions.compactMap(converter.words) where !value.notes.contains(note) {
        value.notes.append(note)
      }
    }
    if let rxr { value.way = converter.way(rxr) }
    value.readRate(rxa[12].valued)
    value.supporting = order.allergies + observations.compactMap { converter.supportingObservation($0) }
    return value
  }
}

extension AdministrationValue {
  /// The dose: an amount, or words.
  mutating func read(_ amount: DrugAmount) {
    dose = amount.quantity
    if let words = amount.words { texts.append(words) }
  }

  fileprivate mutating func readOrder(_ orc: Segment, _ converter: inout RecordConverter) {
    category = orc[29].isEmpty ? nil : converter.concept(orc, 29)
    department = converter.department(orc)
    requester = converter.provider(orc, 12)
    ordered = converter.dateTime(orc, 9)
  }

  /// RXA-12 is a text: an amount a unit of time (`102ml/hr`), or words.
  fileprivate mutating func readRate(_ text: String?) {
    guard let text = text?.trimmed else { return }
    let folded = text.foldedWidth
    let number = folded.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = String(folded.dropFirst(number.count)).trimmed
    if let value = NumberText.json(String(number)), let code = UCUM.code(unit), code.isPerTime {
      let measure = UnitOfMeasure(text: unit, system: HL7System.ucum, code: code)
      rate = QuantityValue(value: value, comparator: nil, unit: measure)
    } else {
      texts.append(text)
    }
  }
}

extension String {
  /// Whether a UCUM unit is an amount of something a unit of time.
  var isPerTime: Bool { ["/s", "/min", "/h", "/d"].contains(where: hasSuffix) }
}

extension RecordConverter {
  /// The drugs of RXA, in an order of their own, so that the same mixture is known again.
  func drugKeys(_ drugs: [Segment]) -> String {
    drugs.map { drugKey($0, 5) }.sorted().joined(separator: "+")
  }

  /// RXA-3 and 4. The care date is no substitute: it may be the day of the order.
  fileprivate mutating func administered(_ rxa: Segment) throws(ConversionError) -> PeriodValue {
    let effective = period(start: dateTime(rxa, 3), end: dateTime(rxa, 4), rxa, 4)
    guard !effective.isEmpty else {
      throw ConversionError(segment: "RXA", field: 3, reason: "an administration has no time")
    }
    return effective
  }

  /// All repetitions of a coded field.
  mutating func concepts(_ segment: Segment, _ field: Int) -> [Concept] {
    var concepts: [Concept] = []
    for repetition in segment[field].repetitions where !repetition.isEmpty && !repetition.isNull {
      concepts.append(concept(repetition, segment, field))
    }
    return concepts
  }

  /// The Observation of an OBX beside an order, made once however many drugs it is about.
  mutating func supportingObservation(_ obx: Segment, notes: [String] = []) -> String? {
    if let known = supporting[obx.index] { return known }
    let reference = addBodyObservation(obx, notes: notes)
    supporting[obx.index] = reference
    return reference
  }

  /// What a CWE says to a reader.
  func words(_ repetition: Repetition) -> String? {
    if repetition.isNull { return nil }
    return repetition[9].valued ?? repetition[2].valued ?? repetition[5].valued ?? repetition[1].valued
  }

  /// Adds a MedicationAdministration.
  mutating func add(_ value: AdministrationValue, profile: Profile) {
    let id = ids.next("MedicationAdministration", value.identity)
    let (subject, systems, release) = (subject, systems, context.release)
    let trials = value.trials.compactMap { cti in
      trial(cti).map {
        NamedReference(type: "ResearchStudy", system: nil, value: cti[1].valued?.trimmed, display: $0)
      }
    }
    let request = value.numbers.first.map {
      NamedReference(
        type: "MedicationRequest", system: IdentifierSystem.resourceInstance, value: $0, display: nil)
    }
    add("MedicationAdministration", id: id, profile: profile) { json in
      json.requestExtensions(value, trials)
      json.array("identifier") { json in
        json.identifier(system: systems.uri(.rpNumber), value: value.rpNumber)
        json.identifier(system: systems.uri(.orderInRp), value: value.orderInRp.map { String($0) })
        for number in value.numbers {
          json.identifier(system: IdentifierSystem.resourceInstance, value: number)
        }
      }
      json.string("status", value.status)
      json.concepts("statusReason", value.statusReasons)
      json.concept("category", value.category)
      json.medication(value.medication, systems: systems, release: release)
      json.raw("subject", subject)
      json.references("supportingInformation", to: value.supporting)
      json.effective(value.effective)
      json.performers(value.performers)
      json.concepts("reasonCode", value.indications)
      json.reference("request", request)
      let device = json.device(value.way.device)
      json.references("device", to: device)
      json.dosageOrNotes(value)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func requestExtensions(_ value: AdministrationValue, _ trials: [NamedReference]) {
    array("extension") { json in
      json.object { json in
        guard let department = value.department else { return }
        json.string("url", JPExtension.requestDepartment)
        json.concept("valueCodeableConcept", department)
      }
      json.object { json in
        guard let ordered = value.ordered else { return }
        json.string("url", JPExtension.requestAuthoredOn)
        json.string("valueDateTime", ordered)
      }
      for (url, reference) in [
        (JPExtension.administrationRequester, value.requester),
        (JPExtension.administrationLocation, value.location),
      ] {
        json.object { json in
          guard let reference else { return }
          json.string("url", url)
          json.reference("valueReference", reference)
        }
      }
      for trial in trials {
        json.object { json in
          json.string("url", HL7System.researchStudy)
          json.reference("valueReference", trial)
        }
      }
    }
  }

  fileprivate mutating func effective(_ period: PeriodValue) {
    if period.end == nil {
      string("effectiveDateTime", period.start)
    } else {
      self.period("effectivePeriod", period)
    }
  }

  mutating func performers(_ people: [NamedReference]) {
    array("performer") { json in
      for person in people { json.object { $0.reference("actor", person) } }
    }
  }

  /// A dosage without dose and rate is none (FHIR R4 mad-1): what there is to say of it goes in words.
  fileprivate mutating func dosageOrNotes(_ value: AdministrationValue) {
    let (way, text) = (value.way, value.texts.joined(separator: " "))
    guard value.dose != nil || value.rate != nil else {
      let labelled = [
        ("投与経路", way.route), ("投与部位", way.site), ("投与部位補足", way.siteModifier), ("投与方法", way.method),
      ]
      .compactMap { label, concept in concept?.text.map { "\(label) \($0)" } }
      notes(value.notes + [text.nonBlank.map { "投与量 " + $0 }].compactMap(\.self) + labelled)
      return
    }
    notes(value.notes)
    object("dosage") { json in
      json.string("text", text)
      json.site(of: way)
      json.concept("route", way.route)
      json.concept("method", way.method)
      json.quantity("dose", value.dose)
      json.quantity("rateQuantity", value.rate)
    }
  }
}
