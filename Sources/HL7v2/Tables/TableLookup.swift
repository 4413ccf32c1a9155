/// A name in both languages.
struct BilingualName: Sendable {
  var japanese: String
  /// Empty when there is only a Japanese name.
  var english: String

  func text(_ language: MessageInspection.Language) -> String {
    language == .en && !english.isEmpty ? english : japanese
  }
}

/// Names of segments and fields, and meanings of codes; for people to read, never a reason to reject
/// anything.
struct TableLookup: Sendable {
  /// Read from the literals when first used.
  static let standard = TableLookup()

  private struct FieldKey: Hashable { var segment: String, field: Int }
  private struct CodeKey: Hashable { var table: String, code: String }

  private var segments: [String: BilingualName] = [:]
  private var fields: [FieldKey: (name: BilingualName, table: String)] = [:]
  private var codes: [CodeKey: BilingualName] = [:]

  private init() {
    var section = ""
    Self.forEachLine(of: FieldNameTable.text) { columns in
      let name = BilingualName(japanese: columns[1], english: columns[2])
      if columns[0].hasPrefix("=") {
        section = String(columns[0].dropFirst())
        segments[section] = name
      } else if let field = Int(columns[0]) {
        fields[FieldKey(segment: section, field: field)] = (name, columns[3])
      }
    }
    Self.forEachLine(of: CodeMeaningTable.text) { columns in
      if columns[0].hasPrefix("="), columns[1].isEmpty {
        section = String(columns[0].dropFirst())
      } else {
        codes[CodeKey(table: section, code: columns[0])] = BilingualName(
          japanese: columns[1], english: columns[2])
      }
    }
  }

  /// Calls `body` with four columns, empty where a line has fewer.
  private static func forEachLine(of table: StaticString, _ body: ([String]) -> Void) {
    let text = table.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    for line in text.split(separator: "\n") {
      let columns = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      body(Array((columns + ["", "", ""]).prefix(4)))
    }
  }

  func segmentName(_ segment: String, _ language: MessageInspection.Language) -> String? {
    segments[segment]?.text(language)
  }

  func fieldName(_ segment: String, _ field: Int, _ language: MessageInspection.Language) -> String? {
    fields[FieldKey(segment: segment, field: field)]?.name.text(language)
  }

  /// The meaning of a code by the name of its coding system, else by the table that belongs to the field.
  func meaning(
    of code: String, system: String, segment: String, field: Int, _ language: MessageInspection.Language
  ) -> String? {
    let key = CodeComparison.folded(code)
    guard !key.isEmpty else { return nil }
    let named = CodeComparison.folded(system)
    let table = named.hasPrefix("HL7") ? String(named.dropFirst(3)) : named
    let usual = fields[FieldKey(segment: segment, field: field)]?.table ?? ""
    // MERIT-9 gives several tables one name; the field tells which is meant.
    let chosen = table.isEmpty || usual.hasPrefix(table + "-") ? usual : table
    return codes[CodeKey(table: chosen, code: key)]?.text(language)
  }

  /// The meaning of a code of a table such as `0003`.
  func meaning(of code: String, table: String, _ language: MessageInspection.Language) -> String? {
    codes[CodeKey(table: table, code: code)]?.text(language)
  }
}
