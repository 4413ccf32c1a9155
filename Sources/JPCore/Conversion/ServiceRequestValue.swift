import HL7v2

/// ServiceRequest as ORC and OBR of an order or of its result tell it.
struct ServiceRequestValue {
  var identity: String
  /// Numbers of the order, made unique by the facility.
  var numbers: [String?]
  var requisition: String?
  var parent: ParentOrder?
  var status: String
  var categories: [Concept] = []
  /// A code of request-priority.
  var priority: String?
  var isAsNeeded = false
  var code: Concept
  /// What is ordered within it, item by item.
  var details: [Concept] = []
  var quantity: QuantityValue?
  /// When it shall be done: one time, or a period.
  var scheduled: String?
  var period: PeriodValue
  /// When it shall be done again and again.
  var pattern: TimingPattern?
  var authored: String?
  var requester: OrderingStaff
  var reasons: [Concept]
  var specimen: String?
  /// References to observations and allergies.
  var supporting: [String] = []
  var notes: [String] = []
}

/// Timing as TQ1 tells it.
struct TimingPattern {
  var bounds: PeriodValue
  var code: Concept?
  /// Times of day.
  var times: [String] = []
  var count: Int?

  var words: String {
    ([code?.text, bounds.start, bounds.end] + times + [count.map { "\($0)回" }]).compactMap(\.self)
      .joined(separator: " ")
  }
}

/// The order that an order is part of.
enum ParentOrder {
  /// A resource of the same message.
  case resource(String)
  /// One of another message, by its number.
  case number(String)
}

extension RecordConverter {
  /// What order and result say alike.
  mutating func serviceRequest(_ obr: Segment, _ orc: Segment?, identity: String) -> ServiceRequestValue {
    let placer = orc?[2].valued ?? obr[2].valued
    let filler = orc?[3].valued ?? obr[3].valued
    let code = obr[4].isEmpty || obr[4].isNull ? Concept() : concept(obr, 4)
    let period = period(start: dateTime(obr, 7), end: dateTime(obr, 8), obr, 8)
    let reason = orc.map { $0[16].isEmpty ? Concept() : concept($0, 16) }
    return ServiceRequestValue(
      identity: identity, numbers: [placer, filler].map { instanceIdentifier([$0]) },
      requisition: instanceIdentifier([orc?[4].valued]),
      status: HL7Map.requestStatus(orderStatus: orc?[5].valued, orderControl: orc?[1].valued), code: code,
      period: period, authored: dateTime(orc, 9),
      requester: OrderingStaff(person: provider(orc, 12) ?? provider(obr, 16)),
      reasons: [reason].compactMap(\.self))
  }

  /// Adds a ServiceRequest under an id that was given before.
  mutating func add(_ value: ServiceRequestValue, id: String) {
    let (subject, requester) = (subject, written(value.requester))
    add("ServiceRequest", id: id, profile: .serviceRequest) { json in
      json.array("identifier") { json in
        for number in value.numbers {
          json.identifier(system: IdentifierSystem.resourceInstance, value: number)
        }
      }
      json.basedOn(value.parent)
      json.object("requisition") { json in
        guard let requisition = value.requisition else { return }
        json.string("system", IdentifierSystem.resourceInstance)
        json.string("value", requisition)
      }
      json.string("status", value.status)
      json.string("intent", "order")
      json.concepts("category", value.categories)
      json.string("priority", value.priority)
      json.concept("code", value.code)
      // FHIR R4 prr-1.
      if !value.code.isEmpty { json.concepts("orderDetail", value.details) }
      json.quantity("quantityQuantity", value.quantity)
      json.raw("subject", subject)
      if let pattern = value.pattern {
        json.timing("occurrenceTiming", pattern)
      } else if let scheduled = value.scheduled {
        json.string("occurrenceDateTime", scheduled)
      } else {
        json.period("occurrencePeriod", value.period)
      }
      if value.isAsNeeded { json.raw("asNeededBoolean", "true") }
      json.string("authoredOn", value.authored)
      json.reference("requester", requester)
      json.concepts("reasonCode", value.reasons)
      json.references("supportingInfo", to: value.supporting)
      json.references("specimen", to: value.specimen)
      json.notes(value.notes + (value.code.isEmpty ? value.details.compactMap(\.text) : []))
    }
  }
}

extension JSONWriter {
  fileprivate mutating func timing(_ key: StaticString, _ pattern: TimingPattern) {
    object(key) { json in
      json.object("repeat") { json in
        json.period("boundsPeriod", pattern.bounds)
        if let count = pattern.count { json.integer("count", count) }
        json.array("timeOfDay") { json in
          for time in pattern.times { json.string(time) }
        }
      }
      json.concept("code", pattern.code)
    }
  }

  fileprivate mutating func basedOn(_ parent: ParentOrder?) {
    switch parent {
    case .resource(let literal): references("basedOn", to: literal)
    case .number(let number):
      array("basedOn") { json in
        json.object { json in
          json.members(
            of: NamedReference(
              type: "ServiceRequest", system: IdentifierSystem.resourceInstance, value: number, display: nil))
        }
      }
    case nil: break
    }
  }
}
