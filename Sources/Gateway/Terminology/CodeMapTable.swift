import JPCore

/// A code map in a file: `system,code,display,standard_system,standard_code,standard_display`.
///
/// `display` is for the person who keeps the table: what is sent is the name in the message.
public enum CodeMapTable {
  /// The columns of the header, any order.
  public static let columns = [
    "system", "code", "display", "standard_system", "standard_code", "standard_display",
  ]

  /// One row, with the line it begins on.
  public struct Row: Sendable, Hashable {
    /// Line in the file, from 1.
    public var line: Int
    /// What it says.
    public var entry: CodeMap.Entry
  }

  /// The rows of a table.
  ///
  /// - Throws: `CSVFileError` with the positions, when anything in the file is wrong: a table is taken whole or not.
  public static func rows(parsing bytes: [UInt8], file: String) throws(CSVFileError) -> [Row] {
    let rows = try CSVReader.rows(of: bytes, columns: columns, file: file)
    var fields = CSVFieldReader(file: file)
    var entries: [Row] = []
    var lines: [Key: Int] = [:]
    entries.reserveCapacity(rows.count)
    for row in rows {
      if let entry = entry(row, &fields) {
        if let first = lines.updateValue(row.line, forKey: Key(entry)) {
          fields.note(
            row, 1, name: columns[1], ja: "同じコードが \(first) 行目にもあります。",
            en: "The same code is in line \(first), too.")
        }
        entries.append(Row(line: row.line, entry: entry))
      }
      if fields.isFull { break }
    }
    try fields.finish()
    return entries
  }

  /// What may be said only once.
  struct Key: Hashable {
    private let system: String
    private let code: String
    private let standard: StandardSystem

    init(_ entry: CodeMap.Entry) {
      system = entry.system
      code = entry.code
      standard = entry.standard
    }
  }

  private static func entry(_ row: CSVRow, _ fields: inout CSVFieldReader) -> CodeMap.Entry? {
    let texts = columns.indices.map { text(row, $0, &fields) }
    let standard = standard(row, &fields)
    let isSystemRight = checkSystem(row, standard, &fields)
    if row.fields[1].text.isEmpty {
      fields.note(row, 1, name: columns[1], ja: "値がありません。", en: "The value is missing.")
      return nil
    }
    guard let standard else { return nil }
    let code = row.fields[4].text
    guard standard.accepts(code) else {
      fields.note(
        row, 4, name: columns[4], ja: "\(standard.rawValue) のコードの形ではありません(\(form(standard).japanese))。",
        en: "Not a code of \(standard.rawValue) (\(form(standard).english)).")
      return nil
    }
    guard isSystemRight, texts.allSatisfy({ $0 != nil }) else { return nil }
    return CodeMap.Entry(
      system: row.fields[0].text, code: row.fields[1].text, standard: standard, standardCode: code,
      standardDisplay: row.fields[5].text)
  }

  /// A text of a message's length, without control characters and without blanks at its ends: they are never compared.
  private static func text(_ row: CSVRow, _ index: Int, _ fields: inout CSVFieldReader) -> String? {
    let text = row.fields[index].text
    guard text.utf8.count <= 256,
      !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else {
      fields.note(
        row, index, name: columns[index], ja: "長すぎるか、改行などがあります。",
        en: "Too long, or contains control characters.")
      return nil
    }
    guard text.first != " ", text.last != " " else {
      fields.note(row, index, name: columns[index], ja: "端に空白があります。", en: "There is a blank at an end.")
      return nil
    }
    return text
  }

  private static func standard(_ row: CSVRow, _ fields: inout CSVFieldReader) -> StandardSystem? {
    let text = row.fields[3].text
    if let standard = StandardSystem(rawValue: text) { return standard }
    let known = StandardSystem.allCases.map(\.rawValue).joined(separator: " ")
    fields.note(
      row, 3, name: columns[3], ja: "知られていない標準コード体系です。使える名前: \(known)",
      en: "Not a known standard system. The names are \(known).")
    return nil
  }

  private static func checkSystem(
    _ row: CSVRow, _ standard: StandardSystem?, _ fields: inout CSVFieldReader
  ) -> Bool {
    let system = row.fields[0].text
    if StandardSystem.isStandard(name: system) {
      fields.note(
        row, 0, name: columns[0], ja: "標準のコード体系です。対応表には施設のコード体系を書いてください。",
        en: "A standard system; a map is for the codes of the facility.")
      return false
    }
    if system.isEmpty, standard?.allowsUnnamedSystem == false {
      fields.note(
        row, 0, name: columns[0], ja: "値がありません。空にできるのは単位と診療科だけです。",
        en: "The value is missing; only units and departments may do without.")
      return false
    }
    return true
  }

  private static func form(_ standard: StandardSystem) -> BilingualText {
    switch standard {
    case .hot7: BilingualText(ja: "数字7桁", en: "7 digits")
    case .hot9: BilingualText(ja: "数字9桁", en: "9 digits")
    case .hot13: BilingualText(ja: "数字13桁", en: "13 digits")
    case .yj: BilingualText(ja: "数字7桁、英大文字1字、数字4桁", en: "7 digits, a capital, 4 digits")
    case .jan: BilingualText(ja: "数字8、12、13または14桁", en: "8, 12, 13 or 14 digits")
    case .jlac10: BilingualText(ja: "15または17桁の英数字", en: "15 or 17 digits and capitals")
    case .loinc: BilingualText(ja: "例: 2885-2", en: "such as 2885-2")
    case .ucum: BilingualText(ja: "空白のない半角文字、括弧は対", en: "visible ASCII, brackets in pairs")
    case .merit9Unit: BilingualText(ja: "英大文字と数字10字まで", en: "at most 10 capitals and digits")
    case .department: BilingualText(ja: "英数字2または3字", en: "2 or 3 letters and digits")
    }
  }
}
