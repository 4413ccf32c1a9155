/// What `validate` can say about a file, a folder or a patient: a closed list in the families of contract.md
/// section 4. Stable, never translated; a code is never reused for another meaning.
public enum ValidationCode: String, Sendable, Hashable, Codable, CaseIterable {
  // Where it lies and what it is called.
  case pathMalformed = "path.malformed"
  case pathPatientMismatch = "path.patient-mismatch"
  case pathDateMismatch = "path.date-mismatch"
  case pathKindMismatch = "path.kind-mismatch"
  case pathKindUnknown = "path.kind-unknown"
  case pathNotAFile = "path.not-a-file"
  case pathNameEncoding = "path.name-encoding"
  case pathMisplaced = "path.misplaced"
  case pathStrayFile = "path.stray-file"
  case pathOutsideStorage = "path.outside-storage"
  case pathShortTimestamp = "path.short-timestamp"
  case pathMissingDepartment = "path.missing-department"
  case pathNoDepartment = "path.no-department"
  case pathUnexpectedDepartment = "path.unexpected-department"
  case pathLevelsNotSlices = "path.levels-not-slices"
  case pathKindLetterCase = "path.kind-letter-case"
  case pathImpossibleCareDate = "path.impossible-care-date"
  case pathUnexpectedCareDate = "path.unexpected-care-date"
  case pathOrderNumberLength = "path.order-number-length"
  case pathUnexpectedOrderNumber = "path.unexpected-order-number"
  case pathUnicodeForm = "path.unicode-form"
  case pathKindFolderForm = "path.kind-folder-form"
  case pathLong = "path.long"
  case pathEmptyContent = "path.empty-content"
  case pathNoMainDocument = "path.no-main-document"
  case pathSeveralActive = "path.several-active"
  case pathKeyInSeveralRoots = "path.key-in-several-roots"
  case pathSupersededOnly = "path.superseded-only"
  case pathSeveralSnapshots = "path.several-snapshots"
  case pathTombstoneAlone = "path.tombstone-alone"
  case pathTombstoneContent = "path.tombstone-content"
  case pathOlderThanTombstone = "path.older-than-tombstone"

  // Bytes, message and structure.
  case hl7Empty = "hl7.empty"
  case hl7NotHL7 = "hl7.not-hl7"
  case hl7Structure = "hl7.structure"
  case hl7Encoding = "hl7.encoding"
  case hl7KindMismatch = "hl7.kind-mismatch"
  case hl7MissingSegment = "hl7.missing-segment"
  case hl7SegmentOrder = "hl7.segment-order"
  case hl7UnexpectedSegment = "hl7.unexpected-segment"
  case hl7BareSegment = "hl7.bare-segment"
  case hl7Version = "hl7.version"
  case hl7UTF8 = "hl7.encoding-utf8"
  case hl7CP932 = "hl7.encoding-cp932"
  case hl7ByteOrderMark = "hl7.encoding-byte-order-mark"
  case hl7EncodingLineEnd = "hl7.encoding-line-end"
  case hl7FormerEdition = "hl7.encoding-former-edition"
  case hl7JISRoman = "hl7.encoding-jis-roman"
  case hl7HalfWidthKana = "hl7.encoding-half-width-kana"
  case hl7VendorCharacter = "hl7.encoding-vendor-character"
  case hl7UserDefinedCharacter = "hl7.encoding-user-defined-character"
  case hl7ControlCharacter = "hl7.encoding-control-character"
  case hl7DeclaredCharacterSet = "hl7.declared-character-set"
  case hl7Frame = "hl7.frame"
  case hl7Padding = "hl7.padding"
  case hl7LineEnd = "hl7.line-end"
  case hl7FinalTerminator = "hl7.final-terminator"
  case hl7Escape = "hl7.escape"
  case hl7LookAlike = "hl7.look-alike"
  case hl7MessageIDShared = "hl7.message-id-shared"
  case hl7MessageTimeShared = "hl7.message-time-shared"
  case hl7PatientDeleted = "hl7.patient-deleted"

  // Values.
  case fieldRequired = "field.required"
  case fieldNotUsed = "field.not-used"
  case fieldNotNumeric = "field.not-numeric"
  case fieldCount = "field.count"
  case fieldLength = "field.length"
  case fieldRepetition = "field.repetition"
  case fieldShifted = "field.shifted"
  case fieldOrderNumber = "field.order-number"
  case fieldOrderNumberLength = "field.order-number-length"
  case fieldTrailingBlank = "field.trailing-blank"
  case fieldNameInOneComponent = "field.name-in-one-component"
  case fieldNameRepresentation = "field.name-representation"
  case fieldAddress = "field.address"
  case fieldPostcode = "field.postcode"
  case fieldSetID = "field.set-id"
  case fieldInconsistent = "field.inconsistent"
  case fieldObservationRepeated = "field.observation-repeated"

  case dateFormat = "date.format"
  case dateImpossible = "date.impossible"
  case dateExtendedHours = "date.extended-hours"
  case dateUnknownTime = "date.unknown-time"
  case dateIncomplete = "date.incomplete"
  case dateCareDateMismatch = "date.care-date-mismatch"
  case dateCareDateMissing = "date.care-date-missing"
  case dateMessageTime = "date.message-time"
  case dateFraction = "date.fraction"
  case dateLate = "date.late"
  case dateAfterMessage = "date.after-message"
  case dateFutureCareDate = "date.future-care-date"

  case codeValue = "code.value"
  case codeValueType = "code.value-type"
  case codeJLAC10 = "code.jlac10"
  case codeJLAC10Mixed = "code.jlac10-mixed"
  case codeSubItem = "code.sub-item"
  case codeLocalOnly = "code.local-only"
  case codeUnit = "code.unit"
  case codePanel = "code.panel"
  case codeBlanks = "code.blanks"
  case codeNoSystem = "code.no-system"
  case codeNoText = "code.no-text"
  case codeDepartmentConflict = "code.department-conflict"
  case codeDepartmentSystem = "code.department-system"
  case codeConfidential = "code.confidential"
  case codeResultStatusMixed = "code.result-status-mixed"
  case codeFlagConflict = "code.flag-conflict"
  case codeDiagnosisUncoded = "code.diagnosis-uncoded"

  // The patient, and reading itself.
  case identityBirthDate = "identity.birth-date"
  case identityName = "identity.name"
  case identitySex = "identity.sex"
  case identityPadding = "identity.padding"
  case identityUnknownPatient = "identity.unknown-patient"
  case storageUnreadable = "storage.unreadable"
  case storageTooLarge = "storage.too-large"
  case storageUnsettled = "storage.unsettled"
}

/// How much a finding matters.
public enum ValidationSeverity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// Worth knowing; a tolerance that costs nothing.
  case note
  /// The record travels; its writer should be corrected.
  case warning
  /// The gateway parks the record.
  case error

  /// Notes first, errors last.
  public static func < (left: ValidationSeverity, right: ValidationSeverity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

extension ValidationCode {
  /// How much a finding with this code matters unless its place makes it worse.
  public var severity: ValidationSeverity {
    switch self {
    case .pathMalformed, .pathPatientMismatch, .pathDateMismatch, .pathKindMismatch, .pathKindUnknown,
      .pathNotAFile, .pathNameEncoding, .hl7Empty, .hl7NotHL7, .hl7Structure, .hl7Encoding, .hl7KindMismatch,
      .hl7MissingSegment, .storageUnreadable, .storageTooLarge:
      .error
    case .pathMisplaced, .pathLevelsNotSlices, .pathKindLetterCase, .pathImpossibleCareDate,
      .pathUnexpectedCareDate, .pathKindFolderForm, .pathEmptyContent, .pathSeveralActive,
      .pathSupersededOnly, .pathSeveralSnapshots, .hl7SegmentOrder, .hl7BareSegment, .hl7Version, .hl7UTF8,
      .hl7CP932, .hl7EncodingLineEnd, .hl7UserDefinedCharacter, .hl7ControlCharacter, .fieldRequired,
      .fieldNotNumeric, .fieldCount, .fieldShifted, .fieldOrderNumber, .dateFormat, .dateImpossible,
      .dateCareDateMismatch, .codeValue, .codeJLAC10, .codeFlagConflict, .identityBirthDate, .identityName,
      .identitySex, .storageUnsettled:
      .warning
    default:
      .note
    }
  }

  /// Whether it is a habit of whatever wrote the storage: told once for a storage and kind of data unless every
  /// occurrence is asked for.
  public var isToldOncePerStorage: Bool {
    switch self {
    case .hl7Frame, .hl7UTF8, .hl7CP932, .hl7LineEnd, .pathStrayFile: true
    default: false
    }
  }
}
