import Foundation
import GRDB
import SSMIX2

/// A version as the ledger knows it: one file or content folder.
struct StoredVersion: Sendable, Hashable {
  var id: Int64
  var timestamp: String
  var department: String
  var flag: ConditionFlag
  /// Path below the storage root.
  var path: String
  /// Bytes.
  var size: Int64
  /// Modification time, nanoseconds since 1970.
  var modified: Int64
  var inode: UInt64
  /// SHA-256 of the content once it was read.
  var sha256: [UInt8]?
  /// No longer in the storage. Absence alone never retracts anything.
  var vanished: Bool

  /// The columns that `init(row:from:)` reads, in its order: reading by position spares a look-up of each name.
  static let columns =
    "v.id, v.timestamp, v.department, v.flag, v.path, v.size, v.modified, v.inode, v.sha256, v.vanished"
  /// All versions of one record.
  static let ofRecord = "SELECT \(columns) FROM version v WHERE v.record = ?"

  init(row: Row, from first: Int = 0) {
    id = row[first]
    timestamp = row[first + 1]
    department = row[first + 2]
    flag = ConditionFlag(rawValue: row[first + 3]) ?? .superseded
    path = row[first + 4]
    size = row[first + 5]
    modified = row[first + 6]
    inode = UInt64(bitPattern: row[first + 7] as Int64)
    sha256 = (row[first + 8] as Data?).map { Array($0) }
    vanished = row[first + 9]
  }
}

/// A record key with its versions and what is known of one destination.
struct StoredRecord: Sendable, Hashable {
  var id: Int64
  var storageID: Int64
  var careDate: String
  var kind: String
  var orderNumber: String
  /// Reason code of a name or file type that forbids to publish it.
  var problem: String?
  var versions: [StoredVersion]
  var outcome: Outcome
  var reason: String?
  var attempts: Int
  /// Since when it has this outcome, in seconds since 1970.
  var since: Double
  /// Grows whenever something made the record wait again.
  var generation: Int64
  /// Digest of what the destination acknowledged.
  var deliveredInput: [UInt8]?
  /// `Type/id` of everything the destination may hold of this record.
  var made: [String]
  /// Another storage holds files of the same key: nobody can say which of them counts.
  var isInSeveralRoots = false
}

/// A patient as the ledger knows him.
struct StoredPatient: Sendable, Hashable {
  var id: Int64
  var localID: String
  var regionalID: String?
  var identity: String
  var policy: [UInt8]?
}

/// A file or content folder found by a scan.
struct FoundVersion: Sendable, Hashable {
  var timestamp: String
  var department: String
  var flag: ConditionFlag
  var path: String
  var size: Int64
  var modified: Int64
  /// Change time, nanoseconds since 1970: unlike the modification time no copy tool can set it.
  var changed: Int64
  var inode: UInt64
}

/// A record key as a scan found it: every version that is present now.
struct FoundRecord: Sendable, Hashable {
  var careDate: String
  var kind: String
  var orderNumber: String
  var problem: String?
  var versions: [FoundVersion]
  /// The ledger has no row of it yet.
  var isNew = false

  /// A file that is no record at all: its key is its path. When it is gone, so is the row.
  var isNoRecord: Bool { careDate.isEmpty }
}

/// Names a record key within one patient and storage.
struct RecordName: Sendable, Hashable {
  var careDate: String
  var kind: String
  var orderNumber: String
}

/// Whether work came from a live change or from a backlog: neither may starve the other.
enum WorkLane: Int, Sendable {
  case live = 0
  case backlog = 1
}
