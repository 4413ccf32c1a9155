// FHIR R4 data types as far as the conversion needs them, and how they are written.

/// A code of a system that has a URI.
struct Coding: Equatable, Sendable {
  var system: String
  /// Edition of the system, where the message tells it.
  var version: String?
  var code: String
  var display: String?
  /// From the facility's code map, not from the message.
  var isMapped = false
}

/// CodeableConcept.
struct Concept: Equatable, Sendable {
  var codings: [Coding] = []
  var text: String?

  var isEmpty: Bool { codings.isEmpty && text == nil }
}

/// A unit: as written, and in UCUM or MERIT-9 where it is known there.
struct UnitOfMeasure: Sendable {
  var text: String
  var system: String?
  var code: String?
}

/// Quantity. `value` is a JSON number.
struct QuantityValue {
  var value: String
  var comparator: String?
  var unit: UnitOfMeasure?
}

/// Period, start not after end.
struct PeriodValue {
  var start: String?
  var end: String?

  var isEmpty: Bool { start == nil && end == nil }

  /// Whether the end lies before the start, as far as both are precise (FHIR R4 per-1).
  var isReversed: Bool {
    guard let start, let end, start != end else { return false }
    if let start = TimeOfZone(start), let end = TimeOfZone(end), start.minutes != end.minutes {
      return start.instant > end.instant
    }
    // Both have the form of ISO 8601 with the same zone, so the common precision compares as text.
    let length = min(start.utf8.count, end.utf8.count)
    return end.utf8.prefix(length).lexicographicallyPrecedes(start.utf8.prefix(length))
  }
}

/// A dateTime of FHIR with its zone, to compare it with one of another zone.
private struct TimeOfZone {
  /// What the zone is ahead of UTC.
  let minutes: Int
  /// Minutes of an instant, comparable with each other; seconds left out.
  let instant: Int

  /// Nil for a dateTime without time.
  init?(_ dateTime: String) {
    let digits = Array(dateTime.utf8)
    guard digits.count >= 25, digits[10] == UInt8(ascii: "T") else { return nil }
    func number(_ range: Range<Int>) -> Int {
      digits[range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    let zone = digits.count - 6
    let sign = digits[zone] == UInt8(ascii: "-") ? -1 : 1
    minutes = sign * (number(zone + 1..<zone + 3) * 60 + number(zone + 4..<zone + 6))
    let days = CivilDays.of(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    instant = (days * 24 + number(11..<13)) * 60 + number(14..<16) - minutes
  }
}

/// Days of the Gregorian calendar, counted.
private enum CivilDays {
  static func of(year: Int, month: Int, day: Int) -> Int {
    // The year begins in March, so that the day that comes and goes is its last.
    let shifted = month > 2 ? year : year - 1
    let monthOfShifted = (month + 9) % 12
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * monthOfShifted + 2) / 5 + day
  }
}

/// A Reference to somebody or something: an identifier and a name, and what is contained to say more.
struct NamedReference: Equatable, Sendable {
  var type: String
  var system: String?
  var value: String?
  var display: String?
  /// What else the message says; nil for a resource that another record makes.
  var content: ContainedContent?
}

extension JSONWriter {
  mutating func concept(_ key: StaticString, _ concept: Concept?) {
    guard let concept, !concept.isEmpty else { return }
    object(key) { $0.members(of: concept) }
  }

  mutating func concepts(_ key: StaticString, _ concepts: [Concept]) {
    array(key) { json in
      for concept in concepts where !concept.isEmpty {
        json.object { $0.members(of: concept) }
      }
    }
  }

  mutating func members(of concept: Concept) {
    array("coding") { json in
      for coding in concept.codings { json.object { $0.members(of: coding) } }
    }
    string("text", concept.text)
  }

  mutating func members(of coding: Coding) {
    string("system", coding.system)
    string("version", coding.version)
    string("code", coding.code)
    string("display", coding.display)
  }

  mutating func coding(_ key: StaticString, _ coding: Coding) {
    object(key) { $0.members(of: coding) }
  }

  mutating func quantity(_ key: StaticString, _ quantity: QuantityValue?) {
    guard let quantity else { return }
    object(key) { json in
      json.raw("value", quantity.value)
      json.string("comparator", quantity.comparator)
      json.string("unit", quantity.unit?.text)
      json.string("system", quantity.unit?.system)
      json.string("code", quantity.unit?.code)
    }
  }

  mutating func period(_ key: StaticString, _ period: PeriodValue) {
    object(key) { json in
      json.string("start", period.start)
      json.string("end", period.end)
    }
  }

  mutating func reference(_ key: StaticString, _ reference: NamedReference?) {
    guard let reference else { return }
    object(key) { $0.members(of: reference) }
  }

  mutating func members(of reference: NamedReference) {
    guard reference.value != nil || reference.display != nil else { return }
    string("reference", contained(reference))
    string("type", reference.type)
    if let value = reference.value {
      object("identifier") { json in
        json.string("system", reference.system)
        json.string("value", value)
      }
    }
    string("display", reference.display)
  }

  /// A literal reference to a resource of the same transaction.
  mutating func reference(_ key: StaticString, to literal: String?) {
    guard let literal else { return }
    object(key) { $0.string("reference", literal) }
  }

  /// An array of one literal reference; left out when nil.
  mutating func references(_ key: StaticString, to literal: String?) {
    guard let literal else { return }
    array(key) { $0.object { $0.string("reference", literal) } }
  }

  mutating func references(_ key: StaticString, to literals: [String]) {
    array(key) { json in
      for literal in literals { json.object { $0.string("reference", literal) } }
    }
  }

  /// An array of references that is JSON already; left out when there are none.
  mutating func references(_ key: StaticString, _ json: borrowing ByteBuffer) {
    if json.count > 0 { raw(key, json) }
  }

  /// An Identifier as array item.
  mutating func identifier(system: String?, value: String?) {
    guard let value, !value.isBlank else { return }
    object { json in
      json.string("system", system)
      json.string("value", value)
    }
  }

  /// An Annotation as array item of `note`.
  mutating func notes(_ texts: [String]) {
    array("note") { json in
      for text in texts { json.object { $0.string("text", text) } }
    }
  }

  /// Says why a required element has no value (extension data-absent-reason), as member of that element.
  mutating func unknownReason(_ reason: String = "unknown") {
    array("extension") { json in
      json.object { json in
        json.string("url", HL7System.absentReason)
        json.string("valueCode", reason)
      }
    }
  }
}

extension [Resource] {
  /// A JSON array of references to all of them; nothing for none.
  func references() -> ByteBuffer { references(at: indices) }

  /// A JSON array of references to some of them; nothing for none.
  func references(at places: some Collection<Int>) -> ByteBuffer {
    var json = ByteBuffer(capacity: places.count * 96)
    for place in places {
      json.append(
        literal: json.count == 0 ? "[{\"reference\":\"" : "\"},{\"reference\":\"", type: self[place].type,
        id: self[place].id)
    }
    if json.count > 0 { json.append(literal: "\"}]") }
    return json
  }
}
