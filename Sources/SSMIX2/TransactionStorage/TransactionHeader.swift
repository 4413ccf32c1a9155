/// The line before each record of a transaction storage, `#SSMIX,2.00,…`: ten fields separated by commas
/// (SS-MIX2 1.2g, トランザクションストレージ).
public struct TransactionHeader: Sendable, Hashable, Codable {
  /// 処理区分: what was done to the record that the header names.
  public enum ProcessingType: String, Sendable, Hashable, Codable, CaseIterable {
    /// Stored for the first time, or replaced: the log does not tell which.
    case insert = "INS"
    /// Deleted or cancelled.
    case delete = "DEL"
  }

  /// Field 2, the version of the header: `2.00`.
  public var version: String
  /// Field 3, 医療施設ID, nominally ten digits.
  public var facilityID: String
  /// Field 4, 患者ID as written.
  public var patientID: String
  /// Field 5, 診療日: eight digits, or `-`.
  public var careDate: String
  /// Field 6, データ種別: the code, or the kind folder's name in composed Unicode (``NameText``); nil when
  /// its bytes are neither UTF-8 nor text that the given decoder knows.
  public var kind: String?
  /// Field 6 as it stands in the file.
  public var kindBytes: [UInt8]
  /// Field 7, オーダNo or 特定キー.
  public var orderNumber: String
  /// Field 8, 処理区分.
  public var processingType: ProcessingType
  /// Field 9, 診療科コード, `-` for none; empty when the writer left it out.
  public var department: String
  /// Field 10, トランザクション日時 as written: 14 to 17 digits. Times repeat and go backwards; the place in the log
  /// is the order.
  public var time: String

  /// What every header begins with.
  public static let marker = Array("#SSMIX,".utf8)
  /// Bytes of the longest header: a kind of 180 characters in any encoding and what surrounds it.
  public static let longestLine = 1536
  /// Bytes of the longest special key (特定キー); those of real storages run to 59.
  public static let longestOrderNumber = 255
}

/// Why a line that begins with `#SSMIX,` is no header. It never contains a part of the line.
public struct TransactionHeaderError: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  /// What is wrong.
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The line does not begin with the marker.
    case marker = "transaction.header-marker"
    /// The line is longer than any header can be.
    case tooLong = "transaction.header-too-long"
    /// Fewer than ten fields: a header that was cut, for one.
    case fieldCount = "transaction.header-field-count"
    /// A field has not the form of its kind.
    case field = "transaction.header-field"
  }

  /// The reason code.
  public var code: Code
  /// Number of the field, from 1; nil when the line as a whole is wrong.
  public var field: Int?
  /// Byte of the line at which the field begins, or at which reading stopped; from 0.
  public var offset: Int
  /// An English sentence without content of the line.
  public var reason: String

  /// An error with its place and sentence.
  public init(code: Code, field: Int? = nil, offset: Int, reason: String) {
    self.code = code
    self.field = field
    self.offset = offset
    self.reason = reason
  }

  /// Code, place and sentence.
  public var description: String {
    let place = field.map { "field \($0), " } ?? ""
    return "\(code.rawValue): \(place)offset \(offset): \(reason)"
  }
}

extension TransactionHeader {
  /// Reads a header's line.
  ///
  /// Five fields are taken from the left and four from the right: the rest is the kind, so that a comma in the
  /// name of a kind folder, or the byte of one inside a double-byte character, separates nothing. Blanks around
  /// a field are dropped.
  /// - Parameters:
  ///   - line: without its line end.
  ///   - decode: text of a kind folder's name whose bytes are not UTF-8 (CP932, ISO-2022-JP); nil when it has
  ///     none.
  /// - Throws: `TransactionHeaderError` at the first field that has not its form.
  public init(
    parsing line: some Collection<UInt8>, decodingNames decode: (([UInt8]) -> String?)? = nil
  ) throws(TransactionHeaderError) {
    guard line.count <= Self.longestLine else {
      throw TransactionHeaderError(
        code: .tooLong, offset: Self.longestLine, reason: "The line is longer than a header can be.")
    }
    let fields = try TransactionHeaderFields(Array(line))
    version = try fields.text(2, "a version", 1...8) { $0.isLetterOrDigit || $0 == UInt8(ascii: ".") }
    facilityID = try fields.text(3, "a facility ID", 0...20, \.isLetterOrDigit)
    patientID = try fields.text(4, "a patient ID", 1...15, \.isLetterOrDigit)
    careDate = try fields.text(5, "a care date", 1...8) { $0.isDigit || $0 == UInt8(ascii: "-") }
    guard careDate == RecordKey.none || careDate.utf8.count == 8 && careDate.utf8.allSatisfy(\.isDigit) else {
      throw fields.error(5, "a care date")
    }
    kindBytes = fields.bytes(6)
    guard !kindBytes.isEmpty else { throw fields.error(6, "a data kind") }
    kind = NameText.text(of: kindBytes, decodingNames: decode)
    orderNumber = try fields.text(7, "an order number", 1...Self.longestOrderNumber) {
      $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    let processing = try fields.text(8, "INS or DEL", 3...3, \.isLetterOrDigit)
    guard let known = ProcessingType(rawValue: processing.uppercased()) else {
      throw fields.error(8, "INS or DEL")
    }
    processingType = known
    // One public reader calls this a facility number, so ten digits and more are let through.
    department = try fields.text(9, "a department", 0...20) { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
    time = try fields.text(10, "a time of 14 to 17 digits", 14...17, \.isDigit)
  }
}

/// The ten fields of a header as ranges of its line.
private struct TransactionHeaderFields {
  let line: [UInt8]
  let ranges: [Range<Int>]

  init(_ line: [UInt8]) throws(TransactionHeaderError) {
    guard line.starts(with: TransactionHeader.marker) else {
      throw TransactionHeaderError(
        code: .marker, field: 1, offset: 0, reason: "The line does not begin with the marker.")
    }
    let commas = line.indices.filter { line[$0] == UInt8(ascii: ",") }
    guard commas.count >= 9 else {
      throw TransactionHeaderError(
        code: .fieldCount, offset: line.count, reason: "The header has \(commas.count + 1) fields of ten.")
    }
    self.line = line
    let separators = Array(commas.prefix(5) + commas.suffix(4))
    ranges = (0...9).map { number in
      let start = number == 0 ? 0 : separators[number - 1] + 1
      return start..<(number == 9 ? line.count : separators[number])
    }
  }

  /// The bytes of a field, from 1, without blanks around them.
  func bytes(_ number: Int) -> [UInt8] {
    var field = line[ranges[number - 1]]
    while let first = field.first, first == 0x20 || first == 0x09 { field.removeFirst() }
    while let last = field.last, last == 0x20 || last == 0x09 { field.removeLast() }
    return Array(field)
  }

  func text(
    _ number: Int, _ name: String, _ lengths: ClosedRange<Int>, _ isAllowed: (UInt8) -> Bool
  ) throws(TransactionHeaderError) -> String {
    let bytes = bytes(number)
    guard lengths.contains(bytes.count), bytes.allSatisfy(isAllowed) else { throw error(number, name) }
    return String(decoding: bytes, as: UTF8.self)
  }

  func error(_ number: Int, _ name: String) -> TransactionHeaderError {
    TransactionHeaderError(
      code: .field, field: number, offset: ranges[number - 1].lowerBound, reason: "The field is not \(name).")
  }
}

extension UInt8 {
  var isDigit: Bool { (0x30...0x39).contains(self) }

  var isLetterOrDigit: Bool { isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
