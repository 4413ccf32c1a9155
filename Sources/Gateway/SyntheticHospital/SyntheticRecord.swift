/// Whose message it is and when it is sent.
struct MessageContext: Sendable {
  var patient: SyntheticPatient
  /// MSH-7 and the timestamp in the file's name.
  var sent: SyntheticMoment
  /// MSH-10.
  var controlID: String
  var facilityCode: String
}

/// One message of a data kind, with everything decided that it says: it can be written as often as wanted,
/// corrected and taken back. A new data kind is one type of this sort, and a line in ``PatientHistory`` or
/// ``StayHistory``.
protocol SyntheticRecord: Sendable {
  /// Code of the data kind, such as `OML-11`.
  var kind: String { get }
  /// MSH-9: message code, trigger and structure.
  var messageType: String { get }
  /// The day whose folder it lies in; nil for the kinds in the folder `-`.
  var careDate: SyntheticMoment? { get }
  /// Order number, ORC-2; nil for the kinds that have none (fifteen nines).
  var orderNumber: String? { get }
  /// Department in the file's name; empty for `-`.
  var departmentCode: String { get }
  /// Writes every segment after MSH. Nothing is random here.
  func write(to message: inout MessageWriter, in context: MessageContext)
}

/// A record that belongs to an order, and can be stopped.
protocol OrderedRecord: SyntheticRecord {
  /// The order, whose control code says new, cancelled and so on.
  var order: SyntheticOrder { get set }
}

extension OrderedRecord {
  var orderNumber: String? { order.text }
  var departmentCode: String { order.department.code }

  /// The same as it is stored when the order is taken back.
  var cancelled: Self {
    var record = self
    record.order.control = "CA"
    return record
  }
}

/// A content folder of the extended storage with its main document.
protocol SyntheticContent: Sendable {
  /// Name of the data kind folder.
  var kindFolder: String { get }
  var careDate: SyntheticMoment { get }
  /// Special key (特定キー).
  var key: String { get }
  var departmentCode: String { get }
  /// Name of the main document.
  var documentName: String { get }
  /// The document.
  func document(in context: MessageContext) -> [UInt8]
}
