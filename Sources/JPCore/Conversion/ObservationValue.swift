import HL7v2

/// Observation.value[x], or why there is none; never both (FHIR R4 obs-6).
enum ObservationValue {
  case quantity(QuantityValue)
  case concept(Concept)
  case string(String)
  case dateTime(String)
  /// A code of data-absent-reason.
  case absent(String)
}

/// Results as people write them: a number with a sign of comparison before it, or a word after it.
enum ComparedNumber {
  private static let words: [(word: String, comparator: String)] = [
    ("以上", ">="), ("以下", "<="), ("未満", "<"), ("超過", ">"), ("超", ">"),
  ]

  /// Number (JSON) and comparator of a text that is nothing else; nil comparator for a plain number.
  static func parse(_ text: String) -> (value: String, comparator: String?)? {
    let folded = text.foldedWidth.trimmed
    if let value = NumberText.json(folded) { return (value, nil) }
    guard folded.utf8.count <= 64, let first = folded.unicodeScalars.first else { return nil }
    var rest = folded.unicodeScalars.dropFirst()
    switch first {
    case "<", ">":
      let isInclusive = rest.first == "="
      if isInclusive { rest = rest.dropFirst() }
      return NumberText.json(String(rest)).map { ($0, isInclusive ? "\(first)=" : String(first)) }
    case "≦", "≤": return NumberText.json(String(rest)).map { ($0, "<=") }
    case "≧", "≥": return NumberText.json(String(rest)).map { ($0, ">=") }
    default: break
    }
    guard folded.utf8.last ?? 0 >= 0x80 else { return nil }
    for (word, comparator) in words where folded.hasSuffix(word) {
      return NumberText.json(String(folded.dropLast(word.count))).map { ($0, comparator) }
    }
    return nil
  }
}

/// OBX-7: `low-high`, `<=15`, `10以上`; the text is always kept. Low and high of FHIR belong to the range: a limit that does
/// not (`<15`, `10超`) is text alone.
struct ReferenceRange {
  var low: String?
  var high: String?
  var text: String

  init(_ text: String) {
    self.text = text
    let folded = text.foldedWidth.trimmed
    guard folded.utf8.count <= 64 else { return }
    if let usual = NumberText.jsonRange(folded) {
      (low, high) = usual
      return
    }
    let scalars = folded.unicodeScalars
    // The first sign may be that of a negative number.
    if let separator = scalars.dropFirst().firstIndex(where: Self.separates) {
      guard let low = NumberText.json(String(folded[..<separator])),
        let high = NumberText.json(String(folded[scalars.index(after: separator)...]))
      else { return }
      guard Self.isAscending(low, high) else { return }
      self.low = low
      self.high = high
    } else if let compared = ComparedNumber.parse(folded), let comparator = compared.comparator {
      switch comparator {
      case "<=": high = compared.value
      case ">=": low = compared.value
      default: break
      }
    }
  }

  /// Written the other way round it is no range (a date, a number of something).
  private static func isAscending(_ low: String, _ high: String) -> Bool {
    (Double(low) ?? 0) <= (Double(high) ?? 0)
  }

  /// Hyphen, tilde (folded from full width), wave dash, en dash.
  private static func separates(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "~" || scalar == "\u{301C}" || scalar == "\u{2013}"
  }
}

extension RecordConverter {
  /// OBX-5 by its type OBX-2.
  ///
  /// A number or a compared number is a Quantity: in NM and SN always, in ST where it has a unit or a
  /// comparator, since a bare digit in ST may as well be a grade. Everything else is sent as written; a
  /// value that is no text (ED, RP) is said to be unsupported.
  mutating func value(of obx: Segment, unit: UnitOfMeasure?) -> ObservationValue {
    let field = obx[5]
    if field.isEmpty || field.isNull { return .absent(absence(obx)) }
    switch obx[2].text {
    case "NM":
      if let number = number(field) { return .quantity(quantity(number, unit)) }
      note(.valueWeakened, obx, 5)
      return text(field)
    case "SN":
      let value = structured(SN(field.firstRepetition), field, unit)
      if case .string = value { note(.valueWeakened, obx, 5) }
      return value
    case "CWE", "CE", "CNE", "IS", "ID":
      let repetitions = field.repetitions.filter { !$0.isEmpty }
      if repetitions.count == 1 { return .concept(concept(repetitions[0], obx, 5, use: .result)) }
      // FHIR has one value: that these are codes is lost.
      note(.valueWeakened, obx, 5)
      return .string(repetitions.compactMap { $0[2].valued ?? $0[1].valued }.joined(separator: "、"))
    case "ED", "RP":
      note(.valueWeakened, obx, 5)
      return .absent("unsupported")
    case "TS", "DT", "XCN", "ZRD": return typed(obx) ?? text(field)
    default:
      if let number = number(field), number.comparator != nil || unit != nil {
        return .quantity(quantity(number, unit))
      }
      return text(field)
    }
  }

  /// The number that a field is when it is nothing else: in `10^5` a separator that nobody escaped is part of the value.
  private func number(_ field: Field) -> (value: String, comparator: String?)? {
    let text = field.text
    // Equal lengths: no separator at all.
    guard text.utf8.count == field.utf8.count || field.isAlone else { return nil }
    return ComparedNumber.parse(text)
  }

  /// All repetitions, one a line (HL7 v2.5 2.A.79, TX). These types have no components: a separator within is a sign of
  /// the text, and one between two numbers that of a range.
  func text(_ field: Field) -> ObservationValue {
    let lines = field.repetitions.map(\.line)
    let isRange = lines.count == 2 && lines.allSatisfy { ComparedNumber.parse($0) != nil }
    let text = lines.joined(separator: isRange ? "~" : "\n")
    return text.isBlank ? .absent("unknown") : .string(text)
  }

  private func structured(_ number: SN, _ field: Field, _ unit: UnitOfMeasure?) -> ObservationValue {
    // `=^5` is the number, and `^5^.^2` one whose digits stand apart.
    if case .number(let plain) = number.meaning, let value = NumberText.json(plain.text) {
      return .quantity(quantity((value, nil), unit))
    }
    let isPlain = number.separator.isBlank && number.num2.isBlank
    let written = number.comparator + number.num1
    if isPlain, let compared = ComparedNumber.parse(written) { return .quantity(quantity(compared, unit)) }
    let whole = (written + number.separator + number.num2).trimmed
    return whole.isEmpty ? text(field) : .string(whole)
  }

  private func quantity(_ number: (value: String, comparator: String?), _ unit: UnitOfMeasure?)
    -> QuantityValue
  {
    QuantityValue(value: number.value, comparator: number.comparator, unit: unit)
  }

  /// Why there is no value, by OBX-11.
  private func absence(_ obx: Segment) -> String {
    switch obx[11].text {
    case "I", "O", "S", "P", "R": "temp-unknown"
    case "N": "not-asked"
    default: "unknown"
    }
  }

  /// OBX-6 of a value in words that holds numbers (`1-4`, `10^3以下`), as a note: valueString has no unit.
  func unitNotes(_ value: ObservationValue, _ unit: UnitOfMeasure?) -> [String] {
    guard case .string(let text) = value, let unit,
      text.foldedWidth.utf8.contains(where: { (0x30...0x39).contains($0) })
    else { return [] }
    return ["単位 " + unit.text]
  }

  /// OBX-5 of a pointer (RP), as a note: where it is no attachment a reader still knows what to look for.
  func pointerNotes(_ obx: Segment) -> [String] {
    guard obx[2].text == "RP" else { return [] }
    return obx[5].repetitions.compactMap { pointer in
      guard let place = pointer[1].valued?.trimmed else { return nil }
      return ["参照", place, pointer[2].valued?.trimmed].compactMap(\.self).joined(separator: " ")
    }
  }

  /// OBX-6.
  mutating func unit(of obx: Segment) -> UnitOfMeasure? {
    let field = obx[6]
    if field.isEmpty { return nil }
    if let power = field.powerOfTen { return unit(use: .general, obx, 6) { $0 == 1 ? power : nil } }
    return unit(use: .general, obx, 6) { field[$0].valued }
  }

  /// OBX-8.
  mutating func interpretations(of obx: Segment) -> [Concept] {
    var concepts: [Concept] = []
    for repetition in obx[8].repetitions {
      guard let flag = repetition[1].valued?.trimmed else { continue }
      if let code = HL7Map.interpretation(flag.foldedWidth) {
        concepts.append(
          Concept(codings: [Coding(system: HL7System.interpretation, code: code, display: nil)]))
      } else {
        note(.codeUnknown, obx, 8)
        concepts.append(Concept(text: flag))
      }
    }
    return concepts
  }

  /// OBX of ADT-00 and of an order: height and weight as JP_Observation_BodyMeasurement, anything else (blood type) as
  /// JP_Observation_Common; the laboratory profile would demand a specimen.
  @discardableResult
  mutating func addBodyObservation(_ obx: Segment, notes: [String] = []) -> String? {
    let code = concept(obx, 3)
    if code.isEmpty { return nil }
    let measurement = bodyMeasurement(obx, code)
    let unit = unit(of: obx)
    let value = value(of: obx, unit: unit)
    let (unitNotes, pointerNotes) = (unitNotes(value, unit), pointerNotes(obx))
    let effective = dateTime(obx, 14)
    let interpretations = interpretations(of: obx)
    let id = ids.next(
      "Observation", "\(obx[3].firstRepetition.encodedText)|\(obx[4].text)\(repeatedItems.time(of: obx))")
    let subject = subject
    add("Observation", id: id, profile: measurement == nil ? .observationCommon : .observationBody) { json in
      json.string("status", HL7Map.observationStatus(obx[11].valued))
      if let measurement { json.bodyCategories(measurement) }
      json.concept("code", code)
      json.raw("subject", subject)
      json.string("effectiveDateTime", effective)
      json.observationValue(value)
      json.concepts("interpretation", interpretations)
      json.notes(notes + unitNotes + pointerNotes)
      json.referenceRange(obx.referenceRange, unit)
    }
    return "Observation/\(id)"
  }

  /// What was measured, by the JLAC10 item of height, weight, body mass index and waist; nil for anything else.
  /// - Parameter item: OBX-3 as it is sent: with what the code map says of it.
  func bodyMeasurement(_ obx: Segment, _ item: Concept) -> String? {
    for code in [obx[3][1].text, obx[3][4].text] + item.codings.filter(\.isMapped).map(\.code) {
      switch code.prefix(5) {
      case "9N001": return "height"
      case "9N006": return "weight"
      case "9N011": return "body-mass-index"
      case "9N016": return "abdominal-circumference"
      default: continue
      }
    }
    return nil
  }
}

extension Field {
  /// A unit such as `10^3/uL`, whose sign of a power nobody escaped; nil for any other.
  fileprivate var powerOfTen: String? {
    let parts = firstRepetition.components
    guard parts.count == 2, let base = parts[0].valued?.foldedWidth.trimmed,
      let rest = parts[1].valued?.trimmed,
      ["10", "x10", "X10", "×10", "*10"].contains(base), rest.first?.isASCII == true,
      rest.first?.isNumber == true || rest.first == "-"
    else { return nil }
    return "\(base)^\(rest)"
  }
}

extension Segment {
  /// OBX-7, which has neither repetitions nor components: a separator within is a sign of the range (`6.7~8.3`).
  var referenceRange: String? {
    let field = self[7]
    guard let first = field.valued else {
      return field.isEmpty || field.isNull ? nil : field.lines.nonBlank
    }
    return first.utf8.count == field.utf8.count ? first : field.lines
  }
}

extension JSONWriter {
  /// Observation.category in JP Core's own system, which its profiles fix.
  mutating func observationCategory(_ code: String) {
    array("category") { json in
      json.object { json in
        json.array("coding") { json in
          json.object { json in
            json.string("system", HL7System.observationCategory)
            json.string("code", code)
          }
        }
      }
    }
  }

  /// Both categories of a body measurement; some releases' packages require the second.
  mutating func bodyCategories(_ measurement: String) {
    categories("body-measurement", HL7System.bodyCategory, measurement)
  }

  /// The category of JP Core's own system, and a closer one.
  mutating func categories(_ category: String, _ system: String, _ closer: String) {
    let codings = [(HL7System.observationCategory, category), (system, closer)]
    concepts(
      "category", codings.map { Concept(codings: [Coding(system: $0, code: $1, display: nil)]) })
  }

  mutating func observationValue(_ value: ObservationValue) {
    switch value {
    case .quantity(let value): quantity("valueQuantity", value)
    case .concept(let value): concept("valueCodeableConcept", value)
    case .string(let value): string("valueString", value)
    case .dateTime(let value): string("valueDateTime", value)
    case .absent(let reason):
      concept(
        "dataAbsentReason",
        Concept(codings: [Coding(system: HL7System.dataAbsentReason, code: reason, display: nil)]))
    }
  }

  mutating func referenceRange(_ text: String?, _ unit: UnitOfMeasure?) {
    guard let text else { return }
    let range = ReferenceRange(text)
    array("referenceRange") { json in
      json.object { json in
        if let low = range.low {
          json.quantity("low", QuantityValue(value: low, comparator: nil, unit: unit))
        }
        if let high = range.high {
          json.quantity("high", QuantityValue(value: high, comparator: nil, unit: unit))
        }
        json.string("text", range.text)
      }
    }
  }
}
