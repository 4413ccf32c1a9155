/// Segments and fields as data (HL7 v2.5, the SS-MIX2 guideline and its Japanese extensions).
///
/// A segment is `=ORC|Japanese|English|kinds`, where `kinds` are the data kinds with optionalities of their own.
/// A field is `number|Japanese|English|type|length|repeat|code table|optionalities`: `+` where it repeats, and
/// letters of ``Optionality``: one for all kinds, then one for each kind of the segment. ZI1 and NTE are not in
/// the tables of SS-MIX2 1.2c: all their fields are optional.
enum SegmentTable {
  /// Read from the literals when first used.
  static let definitions: [SegmentDefinition] = [patient, problem, order, result].flatMap(read)

  static let byName: [String: SegmentDefinition] = Dictionary(
    definitions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  private static func read(_ table: StaticString) -> [SegmentDefinition] {
    var definitions: [SegmentDefinition] = []
    var header: [String] = []
    var kinds: [String] = []
    var fields: [FieldDefinition] = []
    func finish() {
      guard !header.isEmpty else { return }
      definitions.append(
        SegmentDefinition(
          name: String(header[0].dropFirst()), japaneseName: header[1], englishName: header[2], kinds: kinds,
          fields: fields))
    }
    TableText.forEachLine(of: table, columns: 8) { columns in
      if columns[0].hasPrefix("=") {
        finish()
        header = columns
        kinds = columns[3].split(separator: " ").map(String.init)
        fields = []
      } else if let number = Int(columns[0]) {
        fields.append(field(number, columns, kinds))
      }
    }
    finish()
    return definitions
  }

  private static func field(_ number: Int, _ columns: [String], _ kinds: [String]) -> FieldDefinition {
    FieldDefinition(
      number: number, englishName: columns[2], japaneseName: columns[1], dataType: columns[3],
      length: Int(columns[4]), repeats: columns[5] == "+", table: columns[6].isEmpty ? nil : columns[6],
      optionalities: columns[7].utf8.compactMap(Optionality.init(letter:)), kinds: kinds)
  }
}

/// Tables written as text: one row a line, columns between `|`.
enum TableText {
  /// Calls `body` with that many columns, empty where a line has fewer.
  static func forEachLine(of table: StaticString, columns count: Int, _ body: ([String]) -> Void) {
    let text = table.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    for line in text.split(separator: "\n") {
      let columns = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      body(Array((columns + Array(repeating: "", count: count)).prefix(count)))
    }
  }
}
