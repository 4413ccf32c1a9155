extension MessageInspection {
  /// How an inspection is written for people.
  public struct TextStyle: Sendable, Hashable {
    /// Whether headings and findings are coloured (ECMA-48 SGR); for terminals only.
    public var isColoured: Bool

    /// Creates a style.
    public init(isColoured: Bool = false) {
      self.isColoured = isColoured
    }

    func heading(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    func faint(_ text: String) -> String { isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

    func severity(_ severity: Finding.Severity, _ text: String) -> String {
      guard isColoured else { return text }
      switch severity {
      case .error: return "\u{1B}[31m\(text)\u{1B}[0m"
      case .warning: return "\u{1B}[33m\(text)\u{1B}[0m"
      case .note: return text
      }
    }
  }

  /// The inspection as lines for a person: segments in order, fields named, values readable, codes explained, empty
  /// fields left out, findings at the end.
  ///
  /// Every character of the message is shown: what a readable form does not say follows as `.component=text`. Control
  /// characters and direction marks are shown as `\u{…}`, so that a message cannot play tricks with a terminal.
  ///
  /// - Parameters:
  ///   - language: Of names and meanings; what has no English name is shown in Japanese.
  ///   - style: Colours.
  public func text(in language: Language, style: TextStyle = TextStyle()) -> String {
    let page = InspectionPage(language: language, style: style)
    var text = ""
    var pieces = TextPieces { text += $0 }
    pieces.add(page.heading(path: path, characterSet: characterSet, segments: segments.count))
    for (index, segment) in segments.enumerated() {
      pieces.add([""] + page.lines(of: segment, number: index + 1))
    }
    pieces.add(page.lines(of: findings))
    pieces.finish()
    return text
  }

  /// What ``text(in:style:)`` gives for a message, segment by segment: of a large message, one segment at a time is held
  /// besides the message itself.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - path: The file, as it was named.
  ///   - language: Of names, meanings and findings.
  ///   - style: Colours.
  ///   - output: Takes the text piece by piece: the heading, each segment, the findings; all end in a line feed.
  public static func writeText(
    of message: Message, path: String? = nil, in language: Language, style: TextStyle = TextStyle(),
    to output: (String) -> Void
  ) {
    let page = InspectionPage(language: language, style: style)
    withoutActuallyEscaping(output) { output in
      var pieces = TextPieces(output: output)
      let segments = message.segments
      pieces.add(page.heading(path: path, characterSet: message.characterSet, segments: segments.count))
      pieces.finish()
      for segment in segments {
        pieces.add([""] + page.lines(of: InspectedSegment(segment), number: segment.index + 1))
        pieces.finish()
      }
      pieces.add(page.lines(of: message.findings))
      pieces.finish()
    }
  }
}

/// Lines gathered to pieces of a limited size.
struct TextPieces {
  /// Bytes of UTF-8 that a piece may have before it is handed on; it exceeds them by less than one line.
  private static let size = 32 << 10

  private let output: (String) -> Void
  private var text = ""

  init(output: @escaping (String) -> Void) {
    self.output = output
  }

  mutating func add(_ line: String) {
    text += line
    text += "\n"
    if text.utf8.count >= Self.size { finish() }
  }

  mutating func add(_ lines: [String]) {
    for line in lines { add(line) }
  }

  /// Hands on what has not been.
  mutating func finish() {
    if text.isEmpty { return }
    output(text)
    text = ""
  }
}

/// Lays out what ``MessageInspection/text(in:style:)`` and the raw view have in common.
struct InspectionPage {
  let language: MessageInspection.Language
  let style: MessageInspection.TextStyle
  private let tables = TableLookup.standard

  init(language: MessageInspection.Language, style: MessageInspection.TextStyle) {
    self.language = language
    self.style = style
  }

  private func word(_ japanese: String, _ english: String) -> String { language == .ja ? japanese : english }

  func heading(path: String?, characterSet: CharacterSet?, segments: Int) -> [String] {
    var lines = path.map { [style.heading(DisplayText.visible($0))] } ?? []
    if let characterSet {
      lines.append(
        "\(word("文字コード", "Character set")) \(characterSet.rawValue), "
          + "\(word("セグメント", "segments")) \(segments)")
    }
    return lines
  }

  /// Number, name and what the segment is, in both languages with the chosen one first.
  func title(of name: String, number: Int) -> String {
    let names = [MessageInspection.Language.ja, .en].map { tables.segmentName(name, $0) ?? "" }
    let both = (language == .ja ? names : names.reversed()).filter { !$0.isEmpty }.joined(separator: " · ")
    let unknown = word("未知のセグメント", "unknown segment")
    return style.heading("\(number) \(name)  \(both.isEmpty ? unknown : both)")
  }

  /// Label and name of a field.
  func label(_ segment: String, _ field: Int) -> (label: String, name: String) {
    ("\(segment)-\(field)", tables.fieldName(segment, field, language) ?? "")
  }

  /// Names longer than this push the value of their line, not those of others.
  static let widestName = 40

  func lines(of segment: MessageInspection.InspectedSegment, number: Int) -> [String] {
    struct Row { var label: String, name: String, values: [String] }
    let reader = ValueReader(segment: segment, language: language)
    var rows: [Row] = []
    for (index, repetitions) in segment.fields.enumerated() {
      let field = index + 1
      let values = repetitions.map { reader.text(of: $0, field: field) }
      guard values.contains(where: { !$0.isEmpty }) else { continue }
      let (label, name) = label(segment.name, field)
      rows.append(Row(label: label, name: name, values: values))
    }
    let labelWidth = rows.map { DisplayText.width(of: $0.label) }.max() ?? 0
    let nameWidth = rows.map { DisplayText.width(of: $0.name) }.filter { $0 <= Self.widestName }.max() ?? 0
    var lines = [title(of: segment.name, number: number)]
    for row in rows {
      let head = style.faint(DisplayText.padded(row.label, to: labelWidth))
      let name = DisplayText.padded(row.name, to: nameWidth)
      let isRepeated = row.values.count > 1
      let margin = String(repeating: " ", count: labelWidth + nameWidth + 4)
      for (position, value) in row.values.enumerated() where !value.isEmpty || isRepeated {
        let mark = isRepeated ? style.faint("[\(position + 1)]") + (value.isEmpty ? "" : " ") : ""
        lines.append((position == 0 ? "  \(head)  \(name)  " : "  \(margin)") + mark + value)
      }
    }
    return lines
  }

  func lines(of findings: [Finding]) -> [String] {
    if findings.isEmpty { return [] }
    return ["", style.heading(word("所見", "Findings"))] + findings.map(line(for:))
  }

  private func line(for finding: Finding) -> String {
    var place = ""
    if let offset = finding.offset { place += " @\(offset)" }
    if let segment = finding.segment { place += " " + segment }
    if let field = finding.field { place += "-\(field)" }
    let severity =
      switch finding.severity {
      case .error: word("エラー", "error")
      case .warning: word("警告", "warning")
      case .note: word("注記", "note")
      }
    let text = language == .ja ? finding.japaneseText : finding.text
    return "  " + style.severity(finding.severity, severity) + " \(finding.code)\(place): \(text)"
  }
}
