/// Reads an export of the index database as CSV (RFC 4180), chunk by chunk: the first row names the columns, in
/// any order and letter case, more columns than the guideline's are passed over.
///
/// Values may be UTF-8 or another encoding whose second bytes are neither `,` nor `"`, as those of CP932. Memory
/// is bounded by the longest row.
public struct IndexReader: Sendable {
  /// A row, or why it is none: one bad row does not stop the others.
  public typealias Row = Result<IndexRow, IndexError>

  /// Most bytes of a row.
  public static let longestRow = 65536

  private enum State {
    case fieldStart
    case plain
    case quoted
    /// A quote within quotes: the end, or half of `""`.
    case quoteInQuotes
  }

  private let decode: (@Sendable ([UInt8]) -> String?)?
  private var columns: [IndexRow.Column: Int]?
  private var state = State.fieldStart
  private var field: [UInt8] = []
  private var fields: [[UInt8]] = []
  private var rowBytes = 0
  private var line = 1
  private var rowLine = 1
  private var isBroken = false
  private var lastByte: UInt8 = 0
  /// How much of a byte order mark the file began with, 0...3; nil when it has begun otherwise.
  private var byteOrderMark: Int? = 0

  /// A reader at the start of an export.
  ///
  /// - Parameter decode: text of a value whose bytes are not UTF-8, such as CP932.
  public init(decodingNames decode: (@Sendable ([UInt8]) -> String?)? = nil) {
    self.decode = decode
  }

  /// Reads the next bytes.
  ///
  /// - Returns: the rows that they complete.
  /// - Throws: `missingColumn` when the first row does not name the columns of an index.
  public mutating func read(_ bytes: [UInt8]) throws(IndexError) -> [Row] {
    var rows: [Row] = []
    for byte in bytes where !skipsByteOrderMark(byte) {
      if try take(byte), let row = try endRow() { rows.append(row) }
      lastByte = byte
    }
    return rows
  }

  /// Ends the export; the last row may lack its line end.
  ///
  /// - Throws: `missingColumn` when the export names no columns.
  public mutating func finish() throws(IndexError) -> Row? {
    if state == .quoted { isBroken = true }
    let row = rowBytes > 0 ? try endRow() : nil
    guard columns != nil else { throw IndexError(.missingColumn, line: line) }
    return row
  }

  private mutating func skipsByteOrderMark(_ byte: UInt8) -> Bool {
    guard let count = byteOrderMark else { return false }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard count < 3, byte == mark[count] else {
      byteOrderMark = nil
      return false
    }
    byteOrderMark = count + 1
    return true
  }

  /// Takes a byte; true when it ends a row.
  private mutating func take(_ byte: UInt8) throws(IndexError) -> Bool {
    let isLineEnd = byte == 0x0A || byte == 0x0D
    if byte == 0x0A && lastByte == 0x0D {
      // The second half of CRLF is not a line of its own.
      if state == .quoted { append(byte) }
      return false
    }
    if isLineEnd { line += 1 }
    switch (state, byte) {
    case (.quoted, UInt8(ascii: "\"")): state = .quoteInQuotes
    case (.quoted, _): append(byte)
    case (_, 0x0A), (_, 0x0D): return rowBytes > 0 || !resetEmptyRow()
    case (_, UInt8(ascii: ",")):
      rowBytes += 1
      endField()
    case (.fieldStart, UInt8(ascii: "\"")):
      rowBytes += 1
      state = .quoted
    case (.quoteInQuotes, UInt8(ascii: "\"")):
      append(byte)
      state = .quoted
    case (.fieldStart, _), (.plain, _):
      // Quotes within a plain field are let through: exports of some databases do not quote them.
      append(byte)
      state = .plain
    case (.quoteInQuotes, _):
      isBroken = true
      rowBytes += 1
    }
    return false
  }

  private mutating func resetEmptyRow() -> Bool {
    rowLine = line
    return true
  }

  private mutating func append(_ byte: UInt8) {
    rowBytes += 1
    guard rowBytes <= Self.longestRow else {
      isBroken = true
      return
    }
    field.append(byte)
  }

  private mutating func endField() {
    // A row of nothing but commas is as long as its fields are many.
    if rowBytes <= Self.longestRow { fields.append(field) } else { isBroken = true }
    field = []
    state = .fieldStart
  }

  private mutating func endRow() throws(IndexError) -> Row? {
    endField()
    defer {
      fields = []
      rowBytes = 0
      rowLine = line
      isBroken = false
    }
    guard let columns else {
      self.columns = try header()
      return nil
    }
    guard !isBroken else { return .failure(IndexError(.malformed, line: rowLine)) }
    do throws(IndexError) {
      return .success(try row(columns))
    } catch {
      return .failure(error)
    }
  }

  private func header() throws(IndexError) -> [IndexRow.Column: Int] {
    var columns: [IndexRow.Column: Int] = [:]
    for (index, name) in fields.enumerated() {
      let text = String(decoding: name, as: UTF8.self).lowercased()
      let column = IndexRow.Column.allCases.first { $0.rawValue.lowercased() == text }
      if let column, columns[column] == nil { columns[column] = index }
    }
    let optional: Set<IndexRow.Column> = [.facilityID, .enterOrgCD, .updateDatetime]
    for column in IndexRow.Column.allCases where !optional.contains(column) && columns[column] == nil {
      throw IndexError(.missingColumn, line: rowLine, column: column)
    }
    return columns
  }

  private func row(_ columns: [IndexRow.Column: Int]) throws(IndexError) -> IndexRow {
    var texts: [IndexRow.Column: String] = [:]
    // In the order of the row, so that of several faults the same one is named each time.
    for (column, index) in columns.sorted(by: { $0.value < $1.value }) where index < fields.count {
      guard let text = NameText.text(of: fields[index], decodingNames: decode) else {
        throw IndexError(.encoding, line: rowLine, column: column)
      }
      texts[column] = text
    }
    return try IndexRow(line: rowLine) { texts[$0] }
  }
}
