/// Reads the parameters of a search (FHIR R4 3.1.1) into a ``SearchQuery``. A parameter that this server does
/// not know is an error, never ignored: a client must not take everything for what it asked.
enum SearchParameters {
  /// The most parameters in one search.
  static let greatestCount = 64

  /// - Throws: ``FHIRFailure`` 400 naming the parameter (never its value).
  static func query(type: String, _ parameters: [QueryParameter]) throws(FHIRFailure) -> SearchQuery {
    guard parameters.count <= greatestCount else {
      throw FHIRFailure(400, .tooCostly, "Too many search parameters")
    }
    var query = SearchQuery(type: type)
    for parameter in parameters {
      if try !readControl(parameter, into: &query) {
        query.conditions.append(try condition(type: type, parameter))
      }
      if parameter.name != cursorName { query.parameters.append(parameter) }
    }
    return query
  }

  /// Our own parameter, which only appears in `next` links.
  static let cursorName = "_cursor"

  /// The text of a cursor in a link.
  static func text(_ cursor: SearchQuery.Cursor) -> String { "\(cursor.updated).\(cursor.key)" }

  /// Search result parameters; false when it is none of them.
  private static func readControl(
    _ parameter: QueryParameter, into query: inout SearchQuery
  ) throws(FHIRFailure) -> Bool {
    let invalid = FHIRFailure(400, .value, "The search parameter \(shown(parameter.name)) has no such value")
    switch parameter.name {
    case "_count":
      guard let count = Int(parameter.value), count >= 0 else { throw invalid }
      query.count = min(count, SearchQuery.greatestCount)
    case "_sort":
      switch parameter.value {
      case "_lastUpdated": query.order = .updated
      case "-_lastUpdated": query.order = .updatedDescending
      default: throw invalid
      }
    case "_summary":
      guard ["count", "false"].contains(parameter.value) else { throw invalid }
      if parameter.value == "count" { query.count = 0 }
    case "_format":
      guard MediaType.isFHIRFormat(parameter.value) else { throw invalid }
    case "_pretty", "_total": break
    case cursorName:
      let parts = parameter.value.split(separator: ".").map { Int64($0) }
      guard parts.count == 2, let updated = parts[0], let key = parts[1] else { throw invalid }
      query.cursor = SearchQuery.Cursor(updated: updated, key: key)
    default: return false
    }
    return true
  }

  private static func condition(
    type: String, _ parameter: QueryParameter
  ) throws(FHIRFailure) -> SearchQuery.Condition {
    let alternatives = split(parameter.value, at: ",")
    guard !parameter.value.isEmpty, !alternatives.contains("") else {
      throw FHIRFailure(400, .value, "The search parameter \(shown(parameter.name)) has no value")
    }
    let element = ResourceTypes.patientElement[type]
    switch parameter.name {
    case "_id":
      return .id(alternatives.map { unescaped($0) })
    case "_lastUpdated":
      var ranges: [SearchQuery.UpdatedRange] = []
      for alternative in alternatives { ranges.append(try updatedRange(alternative)) }
      return .updated(ranges)
    case "identifier" where !ResourceTypes.withoutIdentifier.contains(type):
      return .identifier(.own, alternatives.map(token))
    case "patient:identifier" where element != nil, "subject:identifier" where element == "subject":
      return .identifier(.patient, alternatives.map(token))
    case "event" where type == "MessageHeader":
      return .identifier(.event, alternatives.map(token))
    case "patient", "patient:Patient", "subject", "subject:Patient":
      guard let element, element == "subject" || parameter.name.hasPrefix("patient") else { break }
      var targets: [SearchQuery.Target] = []
      for alternative in alternatives { targets.append(try target(unescaped(alternative))) }
      return .refers(elements: [element], targets)
    default: break
    }
    throw FHIRFailure(
      400, .notSupported, "The search parameter \(shown(parameter.name)) is not known for \(type) here")
  }

  /// A name as it may be shown: nothing but what a parameter name can hold, and short.
  private static func shown(_ name: String) -> String {
    let safe = name.unicodeScalars.filter {
      $0.isASCII && ($0.properties.isAlphabetic || "_-:.".unicodeScalars.contains($0))
    }
    return String(String.UnicodeScalarView(safe.prefix(40)))
  }

  private static func updatedRange(_ text: String) throws(FHIRFailure) -> SearchQuery.UpdatedRange {
    var date = text[...]
    var comparison = SearchQuery.UpdatedRange.Comparison.eq
    if let prefix = SearchQuery.UpdatedRange.Comparison(rawValue: String(text.prefix(2))) {
      comparison = prefix
      date = text.dropFirst(2)
    }
    guard let span = Instant.span(of: date) else {
      throw FHIRFailure(400, .value, "_lastUpdated takes a date with the prefix eq, ne, gt, ge, lt or le")
    }
    return SearchQuery.UpdatedRange(comparison: comparison, span: span)
  }

  private static func token(_ text: String) -> SearchQuery.Token {
    let parts = split(text, at: "|")
    guard parts.count > 1 else { return SearchQuery.Token(system: nil, value: unescaped(text)) }
    let value = unescaped(parts.dropFirst().joined(separator: "|"))
    return SearchQuery.Token(system: unescaped(parts[0]), value: value.isEmpty ? nil : value)
  }

  /// `Patient/a`, `a`, or the URL of a Patient.
  private static func target(_ text: String) throws(FHIRFailure) -> SearchQuery.Target {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let id = parts.last ?? ""
    guard LogicalID.isValid(id), parts.count == 1 || parts[parts.count - 2] == "Patient" else {
      throw FHIRFailure(400, .value, "A patient is named by its id or by Patient/ and its id")
    }
    return SearchQuery.Target(type: "Patient", id: String(id))
  }

  // MARK: Escapes (FHIR R4 3.1.1.3.2): \, \| \$ \\

  private static func split(_ text: String, at separator: Character) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in text {
      if character == separator, !isEscaped {
        parts.append("")
        continue
      }
      parts[parts.count - 1].append(character)
      isEscaped = character == "\\" && !isEscaped
    }
    return parts
  }

  private static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        result.append(character)
        isEscaped = false
      }
    }
    return result
  }
}

/// Names of the formats that this server speaks.
enum MediaType {
  /// What it answers with.
  static let fhir = "application/fhir+json; charset=utf-8"

  /// Whether a `_format` or a media type without parameters means FHIR JSON.
  static func isFHIRFormat(_ text: some StringProtocol) -> Bool {
    ["json", "application/json", "application/fhir+json", "application/fhir json", "text/json"].contains(
      text.lowercased())
  }
}
