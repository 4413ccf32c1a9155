/// Why a path is not that of a record. It never contains a part of the path.
public struct PathError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Reason codes, part of the outside contract.
  public enum Code: String, Sendable, CaseIterable {
    /// Not the grammar of a path or name.
    case malformed = "path.malformed"
    /// The name is of another patient than its folder.
    case patientMismatch = "path.patient-mismatch"
    /// The name is of another care date than its folder.
    case dateMismatch = "path.date-mismatch"
    /// The name is of another data kind than its folder.
    case kindMismatch = "path.kind-mismatch"
    /// The kind is none of the standardized storage.
    case kindUnknown = "path.kind-unknown"
  }

  /// The reason code.
  public var code: Code
  /// An English sentence that says what is wrong without saying whose record it is.
  public var reason: String

  /// An error with its sentence.
  public init(code: Code, reason: String) {
    self.code = code
    self.reason = reason
  }

  /// Code and sentence.
  public var description: String { "\(code.rawValue): \(reason)" }
}

/// A tolerance that was needed to read a path: worth a note to the operator, never a reason to hold the
/// record.
public enum PathNote: String, Sendable, Hashable, Codable, CaseIterable {
  /// The timestamp has 14 to 16 digits in place of 17.
  case shortTimestamp = "path.short-timestamp"
  /// A content folder without a department (six parts).
  case missingDepartment = "path.missing-department"
  /// The first two levels are not characters 1-3 and 4-6 of the patient ID.
  case levelsNotSlices = "path.levels-not-slices"
  /// The kind is not written in upper case, or folder and name differ in case (case-insensitive shares, FTP
  /// copies).
  case kindLetterCase = "path.kind-letter-case"
  /// Eight digits that are no day of the calendar.
  case impossibleCareDate = "path.impossible-care-date"
  /// A care date where the kind has none, or `-` where it has one.
  case unexpectedCareDate = "path.unexpected-care-date"
  /// An order number that has not the nominal 15 characters (22 for the special key of extended storage).
  case orderNumberLength = "path.order-number-length"
  /// A real number where the kind has the fixed one.
  case unexpectedOrderNumber = "path.unexpected-order-number"
  /// Folder and name spell the kind in different Unicode forms (copied through a Mac, for one).
  case unicodeForm = "path.unicode-form"
  /// A name whose bytes are not UTF-8 but CP932, for one (copied through zip or FTP).
  case nameEncoding = "path.name-encoding"
  /// A kind folder of the extended storage with more than six parts or 180 characters.
  case kindFolderForm = "path.kind-folder-form"
}
