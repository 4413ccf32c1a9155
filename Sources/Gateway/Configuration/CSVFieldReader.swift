/// Reads the values of rows and gathers what is wrong with them, up to a limit.
struct CSVFieldReader {
  let file: String
  private(set) var problems: [CSVProblem] = []

  init(file: String) {
    self.file = file
  }

  /// True when so much is wrong that reading on is of no use.
  var isFull: Bool { problems.count >= CSVReader.problemLimit }

  /// Throws what was gathered.
  func finish() throws(CSVFileError) {
    guard problems.isEmpty else {
      throw CSVFileError(file: file, problems: Array(problems.prefix(CSVReader.problemLimit)))
    }
  }

  /// Notes a problem of one field.
  mutating func note(_ row: CSVRow, _ index: Int, name: String, ja: String, en: String) {
    let field = row.fields[index]
    problems.append(
      CSVProblem(
        line: field.line, column: field.column, field: name, message: BilingualText(ja: ja, en: en)))
  }

  /// An identifier as `PatientIdentifierRule.isValid` allows it; nil with a problem otherwise.
  mutating func identifier(_ row: CSVRow, _ index: Int, name: String) -> String? {
    let text = row.fields[index].text
    if PatientIdentifierRule.isValid(text) { return text }
    if text.isEmpty {
      note(row, index, name: name, ja: "値がありません。", en: "The value is missing.")
    } else {
      note(
        row, index, name: name, ja: "使えない文字があるか、長すぎます(半角英数字と記号、64文字まで)。",
        en: "Contains a character that is not allowed, or is longer than 64.")
    }
    return nil
  }

  /// A period from two optional dates; nil with a problem when a date is wrong or the end lies before the beginning.
  mutating func period(
    _ row: CSVRow, _ from: Int, _ to: Int, names: (String, String)
  ) -> CivilPeriod? {
    guard let first = date(row, from, name: names.0), let last = date(row, to, name: names.1) else {
      return nil
    }
    if let begin = first, let end = last, end < begin {
      note(row, to, name: names.1, ja: "終わりの日が始めの日より前です。", en: "The end lies before the beginning.")
      return nil
    }
    return CivilPeriod(from: first, to: last)
  }

  /// A date, or the inner nil for an empty field (open); the outer nil, with a problem, for anything else.
  private mutating func date(_ row: CSVRow, _ index: Int, name: String) -> CivilDate?? {
    let text = row.fields[index].text
    if text.isEmpty { return .some(nil) }
    guard let date = CivilDate(text) else {
      note(
        row, index, name: name, ja: "日付は YYYY-MM-DD の形で、実在する日を書いてください。",
        en: "Write a date that exists as YYYY-MM-DD.")
      return nil
    }
    return date
  }
}
