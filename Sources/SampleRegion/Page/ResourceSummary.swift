/// What the page's lists show of a resource: when it is of, what it is about, and its value or state.
struct ResourceSummary {
  /// A FHIR date or dateTime; `nil` when the resource has none of those looked for.
  let date: String?
  /// What it is about, in the words of the resource; `nil` when it has none.
  let title: String?
  /// A value with its unit, or a state.
  let detail: String?

  init(_ resource: JSONValue) {
    date = Self.date(resource)
    title = Self.title(resource)
    detail = Self.detail(resource)
  }

  private static let dateElements = [
    "effectiveDateTime", "effectivePeriod.start", "authoredOn", "onsetDateTime", "recordedDate",
    "period.start",
    "occurrenceDateTime", "occurrencePeriod.start", "collection.collectedDateTime",
    "collection.collectedPeriod.start",
    "receivedTime", "performedDateTime", "performedPeriod.start", "issued", "date", "birthDate",
  ]

  private static func date(_ resource: JSONValue) -> String? {
    dateElements.lazy.compactMap { text(resource, at: $0) }.first
  }

  private static let titleElements = [
    "code", "medicationCodeableConcept", "vaccineCode", "type", "class", "serviceType", "eventCoding", "name",
    "title",
    "category",
  ]

  private static func title(_ resource: JSONValue) -> String? {
    if let name = HumanName.text(resource) { return name }
    if let mixture = mixture(resource) { return mixture }
    return titleElements.lazy.compactMap { name in resource[name].flatMap(concept) }.first
  }

  /// The drugs of a contained Medication: an injection's mixture says what it is nowhere else.
  private static func mixture(_ resource: JSONValue) -> String? {
    let contained = resource["contained"]?.elements ?? []
    guard let medication = contained.first(where: { $0["resourceType"]?.string == "Medication" }) else {
      return nil
    }
    if let code = medication["code"].flatMap(concept) { return code }
    let drugs = (medication["ingredient"]?.elements ?? [])
      .compactMap { $0["itemCodeableConcept"].flatMap(concept) }
    return drugs.isEmpty ? nil : drugs.joined(separator: " + ")
  }

  private static func detail(_ resource: JSONValue) -> String? {
    if let quantity = resource["valueQuantity"] { return self.quantity(quantity) }
    if let concept = resource["valueCodeableConcept"].flatMap(concept) { return concept }
    if let text = resource["valueString"]?.string { return text }
    if let quantity = text(resource, quantityAt: "dispenseRequest") { return quantity }
    if let status = resource["clinicalStatus"].flatMap(concept) { return status }
    return resource["status"]?.string
  }

  private static func text(_ resource: JSONValue, quantityAt element: String) -> String? {
    resource[element]?["quantity"].map { quantity($0) }
  }

  private static func quantity(_ quantity: JSONValue) -> String {
    var parts: [String] = []
    if let comparator = quantity["comparator"]?.string { parts.append(comparator) }
    if case .number(let digits)? = quantity["value"] { parts.append(digits) }
    if let unit = quantity["unit"]?.string ?? quantity["code"]?.string { parts.append(unit) }
    return parts.joined(separator: " ")
  }

  private static func text(_ value: JSONValue, at path: String) -> String? {
    var current: JSONValue? = value
    for name in path.split(separator: ".") { current = current?[String(name)] }
    return current?.string
  }

  /// The words of a CodeableConcept, a Coding or a plain text, one or the first of many.
  private static func concept(_ value: JSONValue) -> String? {
    guard let value = value.oneOrMany.first else { return nil }
    if let text = value.string ?? value["text"]?.string ?? value["display"]?.string { return text }
    let codings = value["coding"]?.elements ?? []
    return codings.lazy.compactMap { $0["display"]?.string }.first
      ?? codings.lazy.compactMap { $0["code"]?.string }.first ?? value["code"]?.string
  }
}
