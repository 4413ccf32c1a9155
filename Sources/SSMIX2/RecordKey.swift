/// What stays the same through all versions of a record: neither timestamp nor department nor flag belong to
/// it (SS-MIX2 1.2g, file names).
public struct RecordKey: Sendable, Hashable, Codable {
  /// The kind of store it lies in.
  public var storageType: StorageType
  /// 患者ID as written in folder and name: text, not a number; leading zeros count.
  public var patientID: String
  /// 診療日, `YYYYMMDD`, or `-` for kinds without one.
  public var careDate: String
  /// データ種別: the code in upper case (standard), or the kind folder's whole name with its kana composed (extended).
  public var kind: String
  /// オーダNo (standard) or 特定キー (extended).
  public var orderNumber: String

  /// A key from its parts, unchecked; `StoragePath` reads one from a path.
  public init(
    storageType: StorageType, patientID: String, careDate: String, kind: String, orderNumber: String
  ) {
    self.storageType = storageType
    self.patientID = patientID
    self.careDate = careDate
    self.kind = kind
    self.orderNumber = orderNumber
  }

  /// Stands where a kind has no care date or a record no department.
  public static let none = "-"
  /// The order number of kinds that have none.
  public static let fixedOrderNumber = "999999999999999"
}

/// One file (standard) or content folder (extended): a key plus the parts that change.
public struct RecordVersion: Sendable, Hashable, Codable {
  /// The record that this is a version of.
  public var key: RecordKey
  /// 発生日時 as written: 14 to 17 digits, `yyyyMMddHHmmssfff`.
  public var timestamp: String
  /// 診療科コード, `-` for none, empty when the name has no such part (extended storage).
  public var department: String
  /// Whether it counts.
  public var flag: ConditionFlag

  /// A version from its parts, unchecked; `StoragePath` reads one from a path.
  public init(key: RecordKey, timestamp: String, department: String, flag: ConditionFlag) {
    self.key = key
    self.timestamp = timestamp
    self.department = department
    self.flag = flag
  }

  /// Versions of one key are ordered by the timestamp padded right with zeros to 17 digits: some writers
  /// leave out milliseconds, others seconds, and text padded so keeps both in order.
  public var orderingTimestamp: String {
    let missing = 17 - timestamp.utf8.count
    return missing > 0 ? timestamp + String(repeating: "0", count: missing) : timestamp
  }

  /// The file's or content folder's name (SS-MIX2 1.2g, file names): seven parts joined by `_`, six when the
  /// department is empty.
  public var name: String {
    let department = department.isEmpty ? [] : [department]
    let parts = [key.careDate, key.kind, key.orderNumber, timestamp] + department + [String(flag.rawValue)]
    var name = Array(key.patientID.utf8)
    name.reserveCapacity(96)
    for part in parts {
      name.append(UInt8(ascii: "_"))
      name.append(contentsOf: part.utf8)
    }
    return String(decoding: name, as: UTF8.self)
  }
}
