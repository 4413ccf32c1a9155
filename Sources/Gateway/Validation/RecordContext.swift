import HL7v2
import SSMIX2

/// What is known of a record before its content is read: its place in a storage, or nothing for a loose file.
struct RecordContext: Sendable {
  /// As findings name it.
  var path: String
  var storageType: StorageType = .standard
  /// The kind by whose rules the content is checked; nil for contents of the extended storage and loose files.
  var kind: DataKind?
  /// Any of these in PID-3 is right: the folder's patient, and the name's where the two differ (said already).
  var patientIDs: [String] = []
  /// Digits to which chart numbers are padded before they are compared.
  var patientIDWidth: Int?
  /// Eight digits, or nil where there is none to compare with.
  var careDate: String?
  /// nil where the name could not be read.
  var version: RecordVersion?

  /// Whether the file lies in no storage.
  var isLoose: Bool { patientIDs.isEmpty }
  /// The content of a deletion need not be whole: a stub or nothing will do.
  var isDeletion: Bool { version?.flag == .deleted }
}

/// What a record tells that can only be judged beside others of the same patient. Values of the record are kept no longer
/// than its patient is looked at.
struct RecordFacts {
  var isReadable = false
  /// Whether PID-3 is the folder's patient.
  var isOfPatient = false
  var patientOffset = 0
  var birthDate: [UInt8] = []
  var name: [UInt8] = []
  var sex: [UInt8] = []
  /// Hashes; nil when the field is empty.
  var messageID: UInt64?
  var messageTime: UInt64?
  /// Code, time and value of each measurement of a vital signs message.
  var observations: [UInt64] = []
  /// A cancel event, or an order control of `CA` or `DC`.
  var isCancellation = false
  /// ADT^A23.
  var deletesPatient = false
}

/// A short hash of bytes for comparing, FNV-1a with 64 bits.
struct ByteHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    value = (value ^ 0xFF) &* 0x100_0000_01B3
  }

  static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = ByteHash()
    hash.add(bytes)
    return hash.value
  }
}
