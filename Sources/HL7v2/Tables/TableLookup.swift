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

  private struct CodeKey: Hashable { var table: String, code: String }

  private var codes: [CodeKey: BilingualName] = [:]
  /// The codes of each table in its order.
  private(set) var codesByTable: [String: [String]] = [:]

  private init() {
    var table = ""
    TableText.forEachLine(of: CodeMeaningTable.text, columns: 3) { columns in
      if columns[0].hasPrefix("="), columns[1].isEmpty {
        table = String(columns[0].dropFirst())
      } else {
        codes[CodeKey(table: table, code: columns[0])] = BilingualName(
          japanese: columns[1], english: columns[2])
        codesByTable[table, default: []].append(columns[0])
      }
    }
  }

  func segmentName(_ segment: String, _ language: MessageInspection.Language) -> String? {
    guard let definition = SegmentDefinition.named(segment) else { return nil }
    return BilingualName(japanese: definition.japaneseName, english: definition.englishName).text(language)
  }

  func fieldName(_ segment: String, _ field: Int, _ language: MessageInspection.Language) -> String? {
    guard let definition = SegmentDefinition.named(segment)?.field(field) else { return nil }
    return BilingualName(japanese: definition.japaneseName, english: definition.englishName).text(language)
  }

  /// The meaning of a code by the name of its coding system, else by the table that belongs to the field.
  func meaning(
    of code: String, system: String, segment: String, field: Int, _ language: MessageInspection.Language
  ) -> String? {
    let key = CodeComparison.folded(code)
    guard !key.isEmpty else { return nil }
    let named = CodeComparison.folded(system)
    let table = named.hasPrefix("HL7") ? String(named.dropFirst(3)) : named
    let usual = SegmentDefinition.named(segment)?.field(field)?.table ?? ""
    // MERIT-9 gives several tables one name; the field tells which is meant.
    let chosen = table.isEmpty || usual.hasPrefix(table + "-") ? usual : table
    return codes[CodeKey(table: chosen, code: key)]?.text(language)
  }

  /// The meaning of a code of a table such as `0003`.
  func meaning(of code: String, table: String, _ language: MessageInspection.Language) -> String? {
    codes[CodeKey(table: table, code: code)]?.text(language)
  }
}

/// The code tables whose codes are known by meaning; not the tables whole.
public enum CodeTable {
  /// The codes of a table such as `0085` or `JHSD0005`, in its order; none of a table that is not known.
  public static func codes(of table: String) -> [String] {
    TableLookup.standard.codesByTable[table] ?? []
  }
}
