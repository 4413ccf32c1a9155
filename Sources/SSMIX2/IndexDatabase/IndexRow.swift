/// One row of the index database `SSMIXIDX`: one stored file or content folder (SS-MIX2 1.2g, インデックスデータベース).
public struct IndexRow: Sendable, Hashable, Codable {
  /// The columns, in the order of the guideline; the raw value is the name.
  public enum Column: String, Sendable, CaseIterable, Codable {
    /// Label of the root.
    case volumeLabel = "VolumeLabel"
    /// 医療施設ID.
    case facilityID = "FacilityID"
    /// 患者ID.
    case patientID = "PatientID"
    /// 診療日.
    case orderDate = "OrderDate"
    /// データ種別.
    case dataKind = "DataKind"
    /// オーダNo or 特定キー.
    case orderNo = "OrderNo"
    /// 処理区分.
    case processingType = "ProcessingType"
    /// 診療科コード.
    case enterOrgCD = "EnterOrgCD"
    /// トランザクション日時.
    case transactionDatetime = "TransactionDatetime"
    /// The folder below the root.
    case outRelDirectory = "OutRelDirectory"
    /// The file or content folder.
    case fileName = "FileName"
    /// When the row was written or changed.
    case updateDatetime = "UpdateDatetime"

    /// Characters that the column is meant to hold; nil for the time. Databases may cut longer values, so never
    /// join on one that is as long as this.
    public var length: Int? {
      switch self {
      case .volumeLabel: 20
      case .facilityID: 10
      case .patientID: 15
      case .orderDate: 8
      case .dataKind: 180
      case .orderNo: 22
      case .processingType: 3
      case .enterOrgCD: 5
      case .transactionDatetime: 17
      case .outRelDirectory, .fileName: 260
      case .updateDatetime: nil
      }
    }
  }

  /// Label of the root: `STD`, `STD01`, `ANX`.
  public var volumeLabel: String
  /// 医療施設ID.
  public var facilityID: String
  /// 患者ID.
  public var patientID: String
  /// 診療日 or `-`.
  public var orderDate: String
  /// データ種別, or the kind folder's name.
  public var dataKind: String
  /// オーダNo or 特定キー.
  public var orderNo: String
  /// 処理区分, `INS` or `DEL`.
  public var processingType: TransactionHeader.ProcessingType
  /// 診療科コード.
  public var enterOrgCD: String
  /// トランザクション日時 as written.
  public var transactionDatetime: String
  /// The folder below the volume's root; `\` between levels.
  public var outRelDirectory: String
  /// The file or content folder, with its present condition flag.
  public var fileName: String
  /// When the row was written or changed, as the database prints it; empty when it is not known.
  public var updateDatetime: String

  /// The row of a record's path.
  ///
  /// - Parameters:
  ///   - path: of the file or content folder.
  ///   - isDeletionMessage: whether the file is the message that deleted the record; files that were renamed to
  ///     flag 0 are rows of insertions still.
  ///   - updated: `YYYY-MM-DD HH:MM:SS.fff`.
  public init(
    _ path: StoragePath, volumeLabel: String, facilityID: String, isDeletionMessage: Bool, updated: String
  ) {
    let levels = path.relativePath.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    self.volumeLabel = volumeLabel
    self.facilityID = facilityID
    patientID = path.version.key.patientID
    orderDate = path.version.key.careDate
    dataKind = path.version.key.kind
    orderNo = path.version.key.orderNumber
    processingType = isDeletionMessage ? .delete : .insert
    enterOrgCD = path.version.department
    transactionDatetime = path.version.timestamp
    outRelDirectory = levels.dropLast().joined(separator: "\\")
    fileName = levels.last ?? ""
    updateDatetime = updated
  }

  /// A row from the texts of its columns; `value` gives nil for a column that the table does not have.
  ///
  /// Lengths are not checked: what real databases hold is longer than the columns are meant to be.
  /// - Throws: `IndexError` when a column is missing without which a row says nothing, or when one has not its
  ///   form.
  init(line: Int, value: (Column) -> String?) throws(IndexError) {
    func text(_ column: Column) throws(IndexError) -> String {
      guard let text = value(column) else { throw IndexError(.missingColumn, line: line, column: column) }
      return text
    }
    volumeLabel = try text(.volumeLabel)
    facilityID = value(.facilityID) ?? ""
    patientID = try text(.patientID)
    orderDate = try text(.orderDate)
    dataKind = try text(.dataKind)
    orderNo = try text(.orderNo)
    enterOrgCD = value(.enterOrgCD) ?? ""
    transactionDatetime = try text(.transactionDatetime)
    outRelDirectory = try text(.outRelDirectory)
    fileName = try text(.fileName)
    updateDatetime = value(.updateDatetime) ?? ""
    guard let processing = TransactionHeader.ProcessingType(rawValue: try text(.processingType).uppercased())
    else {
      throw IndexError(.malformedValue, line: line, column: .processingType)
    }
    processingType = processing
    guard StoragePathParser.isPatientID(Array(patientID.utf8)) else {
      throw IndexError(.malformedValue, line: line, column: .patientID)
    }
    guard orderDate == RecordKey.none || orderDate.utf8.count == 8 && orderDate.utf8.allSatisfy(\.isDigit)
    else {
      throw IndexError(.malformedValue, line: line, column: .orderDate)
    }
  }

  /// The text of a column.
  public subscript(_ column: Column) -> String {
    switch column {
    case .volumeLabel: volumeLabel
    case .facilityID: facilityID
    case .patientID: patientID
    case .orderDate: orderDate
    case .dataKind: dataKind
    case .orderNo: orderNo
    case .processingType: processingType.rawValue
    case .enterOrgCD: enterOrgCD
    case .transactionDatetime: transactionDatetime
    case .outRelDirectory: outRelDirectory
    case .fileName: fileName
    case .updateDatetime: updateDatetime
    }
  }

  /// The path of the file or content folder below the volume's root, `/` between levels; parse it with
  /// `StoragePath` before it is used. Writers use `\`; `/` is read too.
  public var relativePath: String {
    let separators: Set<UInt8> = [UInt8(ascii: "\\"), UInt8(ascii: "/")]
    let folder = outRelDirectory.utf8.split(whereSeparator: separators.contains).map { String(Substring($0)) }
    return (folder + [fileName]).joined(separator: "/")
  }
}

/// Why an export of the index database, or a row of it, cannot be read. It never contains a value.
public struct IndexError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// The export has not the form of CSV (RFC 4180), or a row is longer than any can be.
    case malformed = "index.malformed"
    /// A column is missing without which a row says nothing.
    case missingColumn = "index.missing-column"
    /// A value has not the form of its column.
    case malformedValue = "index.malformed-value"
    /// The bytes of a value are neither UTF-8 nor text that the given decoder knows.
    case encoding = "index.encoding"
  }

  /// The reason code.
  public var code: Code
  /// Line of the export at which the row begins, from 1.
  public var line: Int
  /// The column; nil when the row as a whole is wrong.
  public var column: IndexRow.Column?

  init(_ code: Code, line: Int, column: IndexRow.Column? = nil) {
    self.code = code
    self.line = line
    self.column = column
  }

  /// Code, line and column.
  public var description: String {
    "\(code.rawValue): line \(line)" + (column.map { ", column \($0.rawValue)" } ?? "")
  }
}
