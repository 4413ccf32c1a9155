/// Something wrong in a CSV file: where, and what, never the value.
public struct CSVProblem: Error, Sendable, Hashable {
  /// Line in the file, from 1; a quoted field may span several.
  public var line: Int
  /// Character in the line at which the field begins, from 1.
  public var column: Int
  /// Name of the column in the header, when it is known.
  public var field: String?
  /// What is wrong.
  public var message: BilingualText
}

/// A CSV file refused as a whole. The caller keeps the content it had (contract.md section 3).
public struct CSVFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file as it is named in the configuration.
  public var file: String
  /// The first problems, in file order, at most `CSVReader.problemLimit`.
  public var problems: [CSVProblem]

  /// One line for each problem: `file:line:column: field: sentence`.
  public func text(in language: Language) -> String {
    problems.map { problem in
      let field = problem.field.map { "\($0): " } ?? ""
      return "\(file):\(problem.line):\(problem.column): \(field)\(problem.message[language])"
    }.joined(separator: "\n")
  }

  /// The English text.
  public var description: String { text(in: .english) }
}

/// One field with its position.
struct CSVField: Sendable, Hashable {
  var text: String
  var line: Int
  var column: Int
}

/// One row below the header; fields in the order of the columns asked for.
struct CSVRow: Sendable, Hashable {
  var line: Int
  var fields: [CSVField]
}

/// Reads CSV (RFC 4180) in UTF-8 with or without a byte order mark; lines end with CRLF, LF or CR.
///
/// Empty lines are skipped. Everything else that RFC 4180 leaves open is refused: text after a closing quote, a quote
/// inside an unquoted field, rows of another length than the header.
enum CSVReader {
  /// Largest file that is read: about a million rows.
  static let byteLimit = 64 << 20
  /// Longest field, in UTF-8 bytes.
  static let fieldLimit = 4_096
  /// Most rows.
  static let rowLimit = 2_000_000
  /// Most problems that are listed.
  static let problemLimit = 20

  /// The rows of a file with exactly these columns, in any order in the header.
  ///
  /// - Throws: `CSVFileError` with every problem of form found, up to the limit.
  static func rows(of bytes: [UInt8], columns: [String], file: String) throws(CSVFileError) -> [CSVRow] {
    func refused(_ line: Int, _ column: Int, _ message: BilingualText) -> CSVFileError {
      CSVFileError(
        file: file, problems: [CSVProblem(line: line, column: column, field: nil, message: message)])
    }
    guard bytes.count <= byteLimit else {
      throw refused(1, 1, BilingualText(ja: "ファイルが大きすぎます。", en: "The file is too large."))
    }
    if let (line, column) = UTF8Position.firstInvalid(in: bytes) {
      throw refused(
        line, column,
        BilingualText(
          ja: "UTF-8 ではありません。表計算ソフトでは「CSV UTF-8」で保存してください。",
          en: "Not UTF-8. In a spreadsheet program save as \"CSV UTF-8\"."))
    }
    var records: [[CSVField]]
    do throws(CSVProblem) {
      records = try CSVTokenizer.records(of: bytes)
    } catch {
      throw CSVFileError(file: file, problems: [error])
    }
    guard !records.isEmpty else {
      throw refused(1, 1, BilingualText(ja: "見出し行がありません。", en: "The header line is missing."))
    }
    let header = records.removeFirst()
    let order = try columnOrder(header, columns: columns, file: file)
    return try arrange(records, order: order, columns: columns, file: file)
  }

  /// For each wanted column its place in the header.
  private static func columnOrder(
    _ header: [CSVField], columns: [String], file: String
  ) throws(CSVFileError) -> [Int] {
    var problems: [CSVProblem] = []
    var order = [Int?](repeating: nil, count: columns.count)
    for (place, field) in header.enumerated() {
      guard let wanted = columns.firstIndex(of: field.text) else {
        problems.append(
          CSVProblem(
            line: field.line, column: field.column, field: nil,
            message: BilingualText(
              ja: "見出しにない列名です。使える列: \(columns.joined(separator: ","))",
              en: "Unknown column in the header. The columns are \(columns.joined(separator: ",")).")))
        continue
      }
      if order[wanted] != nil {
        problems.append(
          CSVProblem(
            line: field.line, column: field.column, field: columns[wanted],
            message: BilingualText(ja: "列が重複しています。", en: "The column is there twice.")))
      }
      order[wanted] = place
    }
    for (wanted, place) in order.enumerated() where place == nil {
      problems.append(
        CSVProblem(
          line: header.first?.line ?? 1, column: 1, field: columns[wanted],
          message: BilingualText(ja: "見出しに列がありません。", en: "The column is missing from the header.")))
    }
    guard problems.isEmpty else {
      throw CSVFileError(file: file, problems: Array(problems.prefix(problemLimit)))
    }
    return order.compactMap { $0 }
  }

  private static func arrange(
    _ records: [[CSVField]], order: [Int], columns: [String], file: String
  ) throws(CSVFileError) -> [CSVRow] {
    var problems: [CSVProblem] = []
    var rows: [CSVRow] = []
    rows.reserveCapacity(records.count)
    for record in records {
      let line = record.first?.line ?? 1
      guard record.count == columns.count else {
        problems.append(
          CSVProblem(
            line: line, column: 1, field: nil,
            message: BilingualText(
              ja: "列の数が \(record.count) です。見出しは \(columns.count) 列です。",
              en: "The row has \(record.count) fields, the header \(columns.count).")))
        if problems.count == problemLimit { break }
        continue
      }
      rows.append(CSVRow(line: line, fields: order.map { record[$0] }))
    }
    guard problems.isEmpty else { throw CSVFileError(file: file, problems: problems) }
    return rows
  }
}

/// Positions in text that may not be UTF-8.
enum UTF8Position {
  /// Line and column (in characters of that line) of the first byte that is not UTF-8; nil when all is well.
  static func firstInvalid(in bytes: [UInt8]) -> (line: Int, column: Int)? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    var column = 1
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue("\n"):
        line += 1
        column = 1
      case .scalarValue: column += 1
      case .emptyInput: return nil
      case .error: return (line, column)
      }
    }
  }
}
