/// Writes rows of the index database as text that databases load.
public enum IndexWriter {
  /// How.
  public enum Format: String, Sendable, CaseIterable {
    /// CSV (RFC 4180) in UTF-8, the first row naming the columns.
    case csv
    /// SQL that SQLite and most other databases run, in one transaction.
    case sql
  }

  /// What comes before the rows.
  public static func beginning(_ format: Format) -> String {
    switch format {
    case .csv: IndexRow.Column.allCases.map(\.rawValue).joined(separator: ",") + "\r\n"
    case .sql: "BEGIN;\nCREATE TABLE SSMIXIDX (\n\(definitions)\n);\n"
    }
  }

  /// One row.
  public static func row(_ row: IndexRow, _ format: Format) -> String {
    let values = IndexRow.Column.allCases.map { row[$0] }
    switch format {
    case .csv: return values.map(quoted).joined(separator: ",") + "\r\n"
    case .sql: return "INSERT INTO SSMIXIDX VALUES (" + values.map(literal).joined(separator: ",") + ");\n"
    }
  }

  /// What comes after the rows.
  public static func end(_ format: Format) -> String {
    switch format {
    case .csv: ""
    case .sql:
      "CREATE INDEX SSMIXIDX_PatientID ON SSMIXIDX (PatientID, OrderDate);\n"
        + "CREATE INDEX SSMIXIDX_UpdateDatetime ON SSMIXIDX (UpdateDatetime);\nCOMMIT;\n"
    }
  }

  private static let definitions = IndexRow.Column.allCases.map { column in
    "  \(column.rawValue) " + (column.length.map { "VARCHAR(\($0))" } ?? "TIMESTAMP") + " NOT NULL"
  }.joined(separator: ",\n")

  private static func quoted(_ value: String) -> String {
    let special: Set<UInt8> = [0x22, 0x2C, 0x0A, 0x0D]
    guard value.utf8.contains(where: special.contains) else { return value }
    return "\"" + doubling(value, UInt8(ascii: "\"")) + "\""
  }

  private static func literal(_ value: String) -> String {
    "'" + doubling(value, UInt8(ascii: "'")) + "'"
  }

  /// By bytes, so that a combining mark after the quote cannot hide it.
  private static func doubling(_ value: String, _ quote: UInt8) -> String {
    String(decoding: value.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }, as: UTF8.self)
  }
}
