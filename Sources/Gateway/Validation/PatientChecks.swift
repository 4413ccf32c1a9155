import SSMIX2

/// What can only be seen when the records of one patient lie side by side: identities, shared message numbers, repeated
/// measurements. Bounded: of each patient at most ``memory`` of each kind are remembered. Pure.
struct PatientChecks {
  /// Message numbers, times and measurements remembered of one patient.
  static let memory = 65_536

  private var birthDate: [UInt8] = []
  private var name: [UInt8] = []
  private var sex: [UInt8] = []
  private var messageIDs: Set<UInt64> = []
  private var messageTimes: Set<UInt64> = []
  private var observations: Set<UInt64> = []
  private var deletion: String?
  private var hasOtherActive = false

  /// Compares a record with those before it. The first one that tells something is what the others are measured by.
  mutating func add(_ facts: RecordFacts, _ context: RecordContext) -> [ValidationFinding] {
    guard facts.isReadable else { return [] }
    var findings: [ValidationFinding] = []
    func tell(_ code: ValidationCode, _ segment: String, _ field: Int, _ offset: Int = 0) {
      findings.append(
        ValidationFinding(path: context.path, code: code, segment: segment, field: field, offset: offset))
    }
    // What was replaced or deleted may well have said something else, or the same once more.
    let isActive = context.version?.flag == .active
    if isActive, facts.isOfPatient {
      if Self.differs(facts.birthDate, &birthDate) { tell(.identityBirthDate, "PID", 7, facts.patientOffset) }
      if Self.differs(facts.name, &name) { tell(.identityName, "PID", 5, facts.patientOffset) }
      if Self.differs(facts.sex, &sex) { tell(.identitySex, "PID", 8, facts.patientOffset) }
    }
    if let id = facts.messageID, Self.isKnown(id, &messageIDs) { tell(.hl7MessageIDShared, "MSH", 10) }
    if let time = facts.messageTime, Self.isKnown(time, &messageTimes) {
      tell(.hl7MessageTimeShared, "MSH", 7)
    }
    if isActive {
      let repeated = facts.observations.filter { Self.isKnown($0, &observations) }
      if !repeated.isEmpty { tell(.fieldObservationRepeated, "OBX", 5) }
    }
    if facts.deletesPatient {
      deletion = deletion ?? context.path
    } else if isActive {
      hasOtherActive = true
    }
    return findings
  }

  /// What the whole patient tells.
  func finish() -> [ValidationFinding] {
    guard let deletion, hasOtherActive else { return [] }
    return [ValidationFinding(path: deletion, code: .hl7PatientDeleted, segment: "MSH", field: 9, offset: 0)]
  }

  private static func differs(_ value: [UInt8], _ reference: inout [UInt8]) -> Bool {
    guard !value.isEmpty else { return false }
    if reference.isEmpty { reference = value }
    return reference != value
  }

  private static func isKnown(_ hash: UInt64, _ known: inout Set<UInt64>) -> Bool {
    if known.contains(hash) { return true }
    if known.count < memory { known.insert(hash) }
    return false
  }
}

/// The versions of one record key side by side (SS-MIX2 1.2g, condition flags). Pure.
struct KeyChecks {
  /// One version, and what its content is as far as it was read.
  struct Version {
    var path: String
    var root: Int
    var version: RecordVersion
    /// nil when the content was not read.
    var isCancellation: Bool?
  }

  /// What can be said of a key; `versions` are all of them, of all roots.
  static func findings(of versions: [Version], storageType: StorageType) -> [(Version, ValidationCode)] {
    var findings: [(Version, ValidationCode)] = []
    let sorted = versions.sorted { $0.version.orderingTimestamp < $1.version.orderingTimestamp }
    let active = sorted.filter { $0.version.flag == .active }
    let deleted = sorted.filter { $0.version.flag == .deleted }
    if active.count > 1 {
      let isSplit = Set(active.map(\.root)).count == active.count
      for version in active.dropLast() {
        findings.append((version, isSplit ? .pathKeyInSeveralRoots : .pathSeveralActive))
      }
    }
    if active.isEmpty, deleted.isEmpty, let last = sorted.last {
      findings.append((last, .pathSupersededOnly))
    }
    if let tombstone = deleted.last {
      if let newest = active.last,
        newest.version.orderingTimestamp < tombstone.version.orderingTimestamp
      {
        findings.append((newest, .pathOlderThanTombstone))
      }
      if storageType == .standard {
        if sorted.count == 1 { findings.append((tombstone, .pathTombstoneAlone)) }
        if active.isEmpty, tombstone.isCancellation == false {
          findings.append((tombstone, .pathTombstoneContent))
        }
      }
    }
    return findings
  }
}
