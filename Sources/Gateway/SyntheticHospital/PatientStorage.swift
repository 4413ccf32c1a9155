import SSMIX2

/// The part of a storage that belongs to one patient; does what a hospital's SS-MIX2 module does with it
/// (SS-MIX2 1.2g 3.1, condition flag).
struct PatientStorage {
  private struct Key: Hashable {
    var storageType: StorageType
    var careDate: String
    var kind: String
    var orderNumber: String
  }

  private struct Version {
    var key: Key
    var timestamp: String
    var department: String
    var flag: ConditionFlag
    /// Main document of a content folder.
    var documentName: String?
    /// nil when the kind is not wanted.
    var bytes: [UInt8]?
  }

  let patient: SyntheticPatient
  private let options: SyntheticHospitalOptions
  private var generator: SeededGenerator
  private var versions: [Version] = []
  private var places: [Key: [Int]] = [:]
  private var messages = 0

  init(patient: SyntheticPatient, options: SyntheticHospitalOptions) {
    self.patient = patient
    self.options = options
    generator = SeededGenerator(seed: options.seed &+ 1, stream: UInt64(truncatingIfNeeded: patient.index))
  }

  /// Insert or update: the former version becomes `_2`. Versions of one key are stored at least a minute
  /// apart.
  mutating func store(_ record: some SyntheticRecord, sent: SyntheticMoment) {
    add(version(of: record, flag: .active, sent: sent), replacing: .active, by: .superseded)
  }

  /// Delete or cancel: every version becomes `_0`, and the message that says so is stored as `_0`.
  mutating func delete(_ record: some SyntheticRecord, sent: SyntheticMoment) {
    add(version(of: record, flag: .deleted, sent: sent), replacing: nil, by: .deleted)
  }

  /// A content folder; an earlier one of the same key becomes `_2`.
  mutating func store(_ content: some SyntheticContent, sent: SyntheticMoment) {
    let context = nextContext(sent)
    let isWanted = options.kinds.isEmpty || options.kinds.contains(content.kindFolder)
    let version = Version(
      key: Key(
        storageType: .extended, careDate: content.careDate.date, kind: content.kindFolder,
        orderNumber: content.key),
      timestamp: context.sent.inFileName, department: content.departmentCode, flag: .active,
      documentName: content.documentName, bytes: isWanted ? content.document(in: context) : nil)
    add(version, replacing: .active, by: .superseded)
  }

  /// Deletion in the extended storage is a renaming and nothing else (SS-MIX2 拡張ストレージ, 2015-12).
  mutating func deleteContent(like content: some SyntheticContent) {
    let key = Key(
      storageType: .extended, careDate: content.careDate.date, kind: content.kindFolder,
      orderNumber: content.key)
    for place in places[key] ?? [] { versions[place].flag = .deleted }
  }

  /// All files, as they lie after the last of these operations, in the order in which they were made.
  func files() -> [SyntheticFile] {
    let folder = "\(patient.id.prefix(3))/\(patient.id.dropFirst(3).prefix(3))/\(patient.id)"
    return versions.compactMap { version in
      guard let bytes = version.bytes else { return nil }
      let key = version.key
      let root = key.storageType == .extended ? "extended" : "standard"
      let department = version.department.isEmpty ? "-" : version.department
      var path = "\(root)/\(folder)/\(key.careDate)/\(key.kind)/\(patient.id)_\(key.careDate)_\(key.kind)_"
      path += "\(key.orderNumber)_\(version.timestamp)_\(department)_\(version.flag.rawValue)"
      if let name = version.documentName { path += "/\(name)" }
      return SyntheticFile(
        path: path, bytes: bytes, storageType: key.storageType, kind: key.kind, flag: version.flag)
    }
  }

  private mutating func add(
    _ version: Version, replacing former: ConditionFlag?, by flag: ConditionFlag
  ) {
    for place in places[version.key] ?? [] where former == nil || versions[place].flag == former {
      versions[place].flag = flag
    }
    places[version.key, default: []].append(versions.count)
    versions.append(version)
  }

  private mutating func version(
    of record: some SyntheticRecord, flag: ConditionFlag, sent: SyntheticMoment
  ) -> Version {
    let context = nextContext(sent)
    let isInParts = generator.happens(30)
    let isWanted = options.kinds.isEmpty || options.kinds.contains(record.kind)
    let bytes =
      isWanted
      ? EncodedMessage.bytes(type: record.messageType, context: context, isWrittenInParts: isInParts) {
        record.write(to: &$0, in: context)
      } : nil
    return Version(
      key: Key(
        storageType: .standard, careDate: record.careDate?.date ?? "-", kind: record.kind,
        orderNumber: record.orderNumber ?? RecordKey.fixedOrderNumber),
      timestamp: context.sent.inFileName, department: record.departmentCode, flag: flag, documentName: nil,
      bytes: bytes)
  }

  /// The context of the next message: within the minute, with a control ID of its own.
  private mutating func nextContext(_ sent: SyntheticMoment) -> MessageContext {
    messages += 1
    return MessageContext(
      patient: patient, sent: sent.adding(milliseconds: generator.below(SyntheticMoment.minute)),
      controlID: SyntheticMoment.padded(patient.index, 8) + SyntheticMoment.padded(messages, 7),
      facilityCode: options.facilityCode)
  }
}
