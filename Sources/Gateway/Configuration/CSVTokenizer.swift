/// Splits the bytes of a CSV file (RFC 4180, valid UTF-8) into records of fields with positions.
struct CSVTokenizer {
  private let bytes: [UInt8]
  private var index: Int
  private var line = 1
  /// Characters from 1, counted in Unicode scalars: continuation bytes do not count.
  private var column = 1
  private var records: [[CSVField]] = []
  private var record: [CSVField] = []

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Every record that is not an empty line.
  ///
  /// - Throws: the first problem of form; what follows it could only be guessed.
  static func records(of bytes: [UInt8]) throws(CSVProblem) -> [[CSVField]] {
    var tokenizer = CSVTokenizer(bytes)
    try tokenizer.run()
    return tokenizer.records
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private mutating func run() throws(CSVProblem) {
    while index < bytes.count {
      let field = bytes[index] == Self.quote ? try quotedField() : try plainField()
      record.append(field)
      guard record.count <= 64 else {
        throw problem(at: field, ja: "列が多すぎます。", en: "Too many fields in a row.")
      }
      if index == bytes.count { break }
      if bytes[index] == Self.comma {
        advance()
        if index == bytes.count { record.append(CSVField(text: "", line: line, column: column)) }
      } else {
        try endRecord()
      }
    }
    if !record.isEmpty { try endRecord() }
  }

  /// Takes the line end, if there is one, and the record before it unless the line was empty.
  private mutating func endRecord() throws(CSVProblem) {
    let isEmptyLine = record.count == 1 && record[0].text.isEmpty && record[0].column == column
    if !isEmptyLine { records.append(record) }
    guard records.count <= CSVReader.rowLimit + 1 else {
      throw problem(at: record[0], ja: "行が多すぎます。", en: "Too many rows.")
    }
    record = []
    if index < bytes.count { takeLineEnd() }
  }

  private mutating func plainField() throws(CSVProblem) -> CSVField {
    var field = CSVField(text: "", line: line, column: column)
    let start = index
    while index < bytes.count, !isEnd(bytes[index]) {
      guard bytes[index] != Self.quote else {
        throw problem(
          at: field, ja: "引用符で始まらない値の中に引用符があります。", en: "A quote inside a field that does not begin with one.")
      }
      try advanceWithin(field, length: index - start)
    }
    field.text = String(decoding: bytes[start..<index], as: UTF8.self)
    return field
  }

  private mutating func quotedField() throws(CSVProblem) -> CSVField {
    var field = CSVField(text: "", line: line, column: column)
    var content: [UInt8] = []
    advance()
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Self.quote {
        advance()
        guard index < bytes.count, bytes[index] == Self.quote else {
          guard index == bytes.count || isEnd(bytes[index]) else {
            throw problem(at: field, ja: "閉じた引用符の後に文字があります。", en: "Text after the closing quote.")
          }
          field.text = String(decoding: content, as: UTF8.self)
          return field
        }
      }
      content.append(byte)
      if byte == Self.lineFeed || byte == Self.carriageReturn {
        let before = index
        takeLineEnd()
        if index - before == 2 { content.append(Self.lineFeed) }
        continue
      }
      try advanceWithin(field, length: content.count)
    }
    throw problem(at: field, ja: "引用符が閉じていません。", en: "The quote is never closed.")
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private mutating func advance() {
    if bytes[index] & 0xC0 != 0x80 { column += 1 }
    index += 1
  }

  private mutating func advanceWithin(_ field: CSVField, length: Int) throws(CSVProblem) {
    guard length <= CSVReader.fieldLimit else {
      throw problem(at: field, ja: "値が長すぎます。", en: "The field is too long.")
    }
    guard bytes[index] != 0 else {
      throw problem(at: field, ja: "NUL 文字があります。", en: "The field contains a NUL character.")
    }
    advance()
  }

  /// CRLF, LF or CR.
  private mutating func takeLineEnd() {
    if bytes[index] == Self.carriageReturn, index + 1 < bytes.count, bytes[index + 1] == Self.lineFeed {
      index += 1
    }
    index += 1
    line += 1
    column = 1
  }

  private func problem(at field: CSVField, ja: String, en: String) -> CSVProblem {
    CSVProblem(
      line: field.line, column: field.column, field: nil, message: BilingualText(ja: ja, en: en))
  }
}
