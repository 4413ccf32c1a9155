extension MessageInspection {
  /// The inspection as lines for a person: fields named, codes explained, empty fields left out.
  ///
  /// Control characters and direction marks of the message are shown as `\u{…}`, so that a message cannot
  /// play
  /// tricks with a terminal.
  ///
  /// - Parameter language: Of names and meanings; what has no English name is shown in Japanese.
  public func text(in language: Language) -> String {
    var lines: [String] = []
    if let path { lines.append(VisibleText.of(path)) }
    if let characterSet {
      let label = language == .ja ? "文字コード" : "Character set"
      lines.append("\(label): \(characterSet.rawValue)")
    }
    for (number, segment) in segments.enumerated() {
      lines += Self.lines(of: segment, number: number + 1, language)
    }
    if !findings.isEmpty {
      lines.append(language == .ja ? "所見" : "Findings")
      lines += findings.map(Self.line(for:))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(
    of segment: InspectedSegment, number: Int, _ language: Language
  ) -> [String] {
    let tables = TableLookup.standard
    let title = tables.segmentName(segment.name, language) ?? ""
    var lines = ["\(number) \(segment.name) \(title)"]
    for (index, repetitions) in segment.fields.enumerated() {
      let field = index + 1
      let place = "\(segment.name)-\(field)"
      let name = tables.fieldName(segment.name, field, language).map { " " + $0 } ?? ""
      for (position, repetition) in repetitions.enumerated() {
        let value = self.value(of: repetition)
        if value.isEmpty { continue }
        let which = repetitions.count > 1 ? "[\(position + 1)]" : ""
        let meaning = self.meaning(of: repetition, segment: segment.name, field: field, language)
        lines.append("  \(place)\(which)\(name): \(value)" + (meaning.map { "  (\($0))" } ?? ""))
      }
    }
    return lines
  }

  /// Components joined by their usual separators, empty ones at the end left out.
  private static func value(of repetition: [InspectedComponent]) -> String {
    var parts = repetition.map { VisibleText.of($0.texts.joined(separator: "&")) }
    while parts.last?.isEmpty == true { parts.removeLast() }
    return parts.joined(separator: "^")
  }

  private static func meaning(
    of repetition: [InspectedComponent], segment: String, field: Int, _ language: Language
  ) -> String? {
    let tables = TableLookup.standard
    func part(_ number: Int) -> String {
      number <= repetition.count ? repetition[number - 1].texts.first ?? "" : ""
    }
    if segment == "MSH", field == 9 {
      let meanings = [
        tables.meaning(of: part(1), table: "0076", language),
        tables.meaning(of: part(2), table: "0003", language),
      ]
      let known = meanings.compactMap { $0 }
      return known.isEmpty ? nil : known.joined(separator: ", ")
    }
    let meaning =
      tables.meaning(of: part(1), system: part(3), segment: segment, field: field, language)
      ?? tables.meaning(of: part(4), system: part(6), segment: segment, field: field, language)
    return meaning == part(2) ? nil : meaning
  }

  private static func line(for finding: Finding) -> String {
    var place = ""
    if let offset = finding.offset { place += " @\(offset)" }
    if let segment = finding.segment { place += " " + segment }
    if let field = finding.field { place += "-\(field)" }
    return "  \(finding.severity.rawValue) \(finding.code)\(place): \(finding.text)"
  }
}

/// Text that a terminal shows as it is.
enum VisibleText {
  /// Control characters, direction marks and line separators as `\u{…}`; a line feed as `⏎`.
  static func of(_ text: String) -> String {
    // Bytes, because appending to a string's scalar view copies the whole string each time.
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: result.append(contentsOf: "⏎".utf8)
      case 0x00...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
      default: result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
