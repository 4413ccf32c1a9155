import HL7v2

/// A table for a terminal: columns aligned by what they take on the screen, Japanese included.
public struct TextTable: Sendable {
  /// A column.
  public struct Column: Sendable {
    /// Heading.
    var title: String
    /// True for counts.
    var isNumber: Bool

    /// Creates a column; numbers are aligned to the right.
    public init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  /// Creates an empty table.
  public init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row; missing cells are empty, surplus ones are dropped. Control characters are made visible.
  public mutating func add(_ cells: [String]) {
    let visible = cells.prefix(columns.count).map(TerminalText.visible)
    rows.append(visible + Array(repeating: "", count: columns.count - visible.count))
  }

  /// The lines with their headings, without blanks at the end; every line begins with `indent`.
  public func text(indent: String = "") -> String {
    let titles = columns.map(\.title)
    let widths = columns.indices.map { index in
      ([titles] + rows).map { TerminalText.width(of: $0[index]) }.max() ?? 0
    }
    return ([titles] + rows).map { cells in
      var line = indent
      for (index, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[index] - TerminalText.width(of: cell))
        line += columns[index].isNumber ? padding + cell : cell + padding
        if index < cells.count - 1 { line += "  " }
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}

/// Text as a terminal shows it.
public enum TerminalText {
  /// Columns that a text takes: 2 for East Asian wide and full-width characters (UAX #11), 0 for combining
  /// and formatting ones, else 1.
  public static func width(of text: String) -> Int { DisplayText.width(of: text) }

  /// A text in which control and direction characters are written as `\u{1B}`: a file name cannot drive the
  /// terminal.
  public static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return false }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    default: return false
    }
  }
}
