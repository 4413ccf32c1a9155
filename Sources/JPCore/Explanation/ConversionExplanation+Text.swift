import HL7v2

extension ConversionExplanation {
  /// The explanation as lines for a person: the resources one after the other with what each element came from, then
  /// what is not sent and why, then the findings. It holds patient data.
  ///
  /// - Parameters:
  ///   - path: The file, as it was named.
  ///   - language: Of names and reasons.
  ///   - width: Columns of the terminal.
  ///   - isColoured: Whether headings and what is the same in all records are told apart (ECMA-48 SGR).
  public func text(
    path: String? = nil, in language: MessageInspection.Language, width: Int = 100, isColoured: Bool = false
  ) -> String {
    let page = ExplanationPage(self, language: language, width: width, isColoured: isColoured)
    var lines = path.map { [page.heading(DisplayText.visible($0))] } ?? []
    lines += page.resources() + page.droppedFields() + page.findingLines()
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Lays out an explanation.
private struct ExplanationPage {
  private let explanation: ConversionExplanation
  private let names: SourceNames
  private let language: MessageInspection.Language
  private let width: Int
  private let isColoured: Bool
  /// What the resources are called on the page: type and number among its type.
  private var titles: [String: String] = [:]
  private var references: [String] = []

  init(
    _ explanation: ConversionExplanation, language: MessageInspection.Language, width: Int, isColoured: Bool
  ) {
    self.explanation = explanation
    self.language = language
    self.width = max(width, Self.narrowest)
    self.isColoured = isColoured
    names = SourceNames(explanation, language: language)
    var counts: [String: Int] = [:]
    for element in explanation.elements where titles[element.resource] == nil {
      let type = String(element.resource.prefix { $0 != "/" })
      counts[type, default: 0] += 1
      titles[element.resource] = "\(type) \(counts[type] ?? 1)"
      references.append(element.resource)
    }
    for (reference, title) in titles {
      let type = String(title.prefix { $0 != " " })
      if counts[type] == 1 { titles[reference] = type }
    }
  }

  private static let narrowest = 60

  private func word(_ japanese: String, _ english: String) -> String { language == .ja ? japanese : english }

  func heading(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  private func faint(_ text: String) -> String { isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  // MARK: - Resources

  /// One line of a resource.
  private struct Row {
    var path: String
    var elements: [ConversionExplanation.Element]

    var isFixed: Bool { elements.allSatisfy { $0.origin == .profile } }
  }

  func resources() -> [String] {
    if references.isEmpty { return ["", word("送信するものはない", "Nothing is sent")] }
    let byResource = Dictionary(grouping: explanation.elements, by: \.resource)
    return references.flatMap { reference in
      ["", heading("\(titles[reference] ?? "")  \(reference.drop { $0 != "/" }.dropFirst())")]
        + lines(Self.gathered(byResource[reference] ?? []))
    }
  }

  /// Long lists of references are one row each.
  private static func gathered(_ elements: [ConversionExplanation.Element]) -> [Row] {
    var counts: [String: Int] = [:]
    for element in elements where element.target != nil { counts[pattern(element.path), default: 0] += 1 }
    var rows: [Row] = []
    var known: [String: Int] = [:]
    for element in elements {
      // The heading says the type.
      if element.path == "resourceType", element.sources.isEmpty, element.conditions.isEmpty { continue }
      let pattern = pattern(element.path)
      guard element.target != nil, counts[pattern, default: 0] > longestList else {
        rows.append(Row(path: element.path, elements: [element]))
        continue
      }
      if let row = known[pattern] {
        rows[row].elements.append(element)
      } else {
        known[pattern] = rows.count
        rows.append(Row(path: pattern, elements: [element]))
      }
    }
    return rows
  }

  private static let longestList = 3

  /// A path without positions: `focus[].reference`.
  private static func pattern(_ path: String) -> String {
    var isPosition = false
    return path.filter { character in
      if character == "]" { isPosition = false }
      defer { if character == "[" { isPosition = true } }
      return !isPosition
    }
  }

  private func lines(_ rows: [Row]) -> [String] {
    let pathWidth = min(rows.map { $0.path.utf8.count }.max() ?? 0, Self.widestPath)
    return rows.flatMap { row -> [String] in
      let path = "  \(DisplayText.padded(row.path, to: pathWidth))  "
      let origin = origin(row)
      let value = value(row)
      let valueWidth = DisplayText.width(of: value)
      let room = width - DisplayText.width(of: path)
      let originWidth = origin.isEmpty ? 0 : DisplayText.width(of: origin) + (value.isEmpty ? 0 : 2)
      let isFixed = row.isFixed && row.elements.allSatisfy(\.conditions.isEmpty)
      // What is the same in all records may be cut.
      let shown = isFixed ? shortened(value, to: max(room - originWidth, Self.narrowestValue)) : value
      if isFixed || valueWidth + originWidth <= room {
        let column = min(Self.originColumn - DisplayText.width(of: path), room - originWidth)
        let padded = shown.isEmpty || origin.isEmpty ? shown : DisplayText.padded(shown, to: column) + "  "
        return [isFixed ? faint(path + padded + origin) : path + padded + origin]
      }
      if value.isEmpty { return ["  " + row.path] + wrapped(origin) }
      return [path + shortened(value, to: max(room, Self.narrowestValue))] + wrapped(origin)
    }
  }

  private static let widestPath = 44
  private static let originColumn = 60
  private static let wrappedIndent = 6
  private static let narrowestValue = 12
  private static let longestValue = 400

  private func value(_ row: Row) -> String {
    guard let element = row.elements.first else { return "" }
    // The heading says the id.
    if element.path == "id" { return "" }
    let count = row.elements.count
    if count > 1 { return word("→ \(count) 個の資源", "→ \(count) resources") }
    if let target = element.target, element.origin == .resource { return "→ \(titles[target] ?? target)" }
    // Of a document nobody sees more than its beginning.
    return DisplayText.visible(String(element.value.prefix(Self.longestValue)))
  }

  private func shortened(_ text: String, to room: Int) -> String {
    if DisplayText.width(of: text) <= room { return text }
    var width = 0
    let beginning = text.prefix { character in
      width += DisplayText.width(of: String(character))
      return width < room
    }
    return beginning + "…"
  }

  private func origin(_ row: Row) -> String {
    let sources = names.text(row.elements.flatMap(\.sources))
    let conditions = names.text(row.elements.flatMap(\.conditions))
    let depends = conditions.isEmpty ? "" : word("（\(conditions) による）", "(depends on \(conditions))")
    let start = sources.isEmpty ? (row.isFixed ? word("固定", "fixed") : "") : "← " + sources
    return [start, depends].filter { !$0.isEmpty }.joined(separator: word("", " "))
  }

  /// A text broken at its blanks, further in than what it belongs to.
  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: Self.wrappedIndent)
    var isEmpty = true
    for part in text.split(separator: " ") {
      if !isEmpty, DisplayText.width(of: line) + 1 + DisplayText.width(of: String(part)) > width {
        lines.append(line)
        line = String(repeating: " ", count: Self.wrappedIndent + 2)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + part
      isEmpty = false
    }
    return isEmpty ? lines : lines + [line]
  }

  // MARK: - What is not sent, and findings

  func droppedFields() -> [String] {
    if explanation.dropped.isEmpty && explanation.untried == 0 { return [] }
    struct Key: Hashable {
      var segment: String, field: Int
      var reason: ConversionExplanation.DropReason
    }
    var order: [Key] = []
    var places: [Key: [ConversionExplanation.MessageSource]] = [:]
    for dropped in explanation.dropped {
      let key = Key(segment: dropped.source.segment, field: dropped.source.field, reason: dropped.reason)
      if places[key] == nil { order.append(key) }
      places[key, default: []].append(dropped.source)
    }
    let rows = order.map { key in
      (
        label: names.place(places[key] ?? []), name: names.field(key.segment, key.field),
        reason: language == .ja ? key.reason.japanese : key.reason.english
      )
    }
    let labelWidth = rows.map { DisplayText.width(of: $0.label) }.filter { $0 <= Self.widestLabel }.max() ?? 0
    let nameWidth = rows.map { DisplayText.width(of: $0.name) }.filter { $0 <= Self.widestName }.max() ?? 0
    var lines = ["", heading(word("送信しない項目", "Not sent"))]
    for row in rows {
      let label = DisplayText.padded(row.label, to: labelWidth)
      lines.append("  \(label)  \(DisplayText.padded(row.name, to: nameWidth))  \(row.reason)")
    }
    if explanation.untried > 0 {
      lines.append(
        word(
          "  電文が大きいため、最後の \(explanation.untried) 項目は調べていない",
          "  the message is large: its last \(explanation.untried) fields were not tried"))
    }
    return lines
  }

  private static let widestLabel = 20
  private static let widestName = 36

  func findingLines() -> [String] {
    if explanation.findings.isEmpty { return [] }
    var order: [ConversionFinding] = []
    var indexes: [ConversionFinding: [Int]] = [:]
    for placed in explanation.findings {
      if indexes[placed.finding] == nil { order.append(placed.finding) }
      indexes[placed.finding, default: []] += placed.index.map { [$0] } ?? []
    }
    return ["", heading(word("所見", "Findings"))]
      + order.map { finding in
        var place = finding.segment.map { " " + names.segment($0, indexes[finding] ?? []) } ?? ""
        if let segment = finding.segment, let field = finding.field {
          place += "-\(field) \(names.field(segment, field))"
        }
        let text = language == .ja ? finding.code.japanese : finding.code.english
        return "  \(finding.code.rawValue)\(place): \(text)"
      }
  }
}
