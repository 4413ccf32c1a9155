import Crypto
import HL7v2
import JPCore
import SSMIX2

/// What a look at some waiting records of a patient comes to: decisions that need no request, and items to send.
struct PreparedBatch: Sendable {
  /// Decisions to store at once.
  var decisions: [RecordResult] = []
  /// Units to send together; a conversion group is one unit that is never split.
  var units: [[BatchItem]] = []
  /// A file was not what the ledger knows: the intake shall look again.
  var stale: [(storage: Int64, path: String)] = []
  /// Bytes of messages that were read.
  var bytes = 0

  var items: [BatchItem] { units.flatMap { $0 } }
}

/// Compares desired with delivered for the waiting records of one patient. Reads files; sends nothing.
struct BatchPreparation: Sendable {
  var policy: PolicySnapshot
  var reader: RecordReader
  var format: any DeliveryFormat
  var destination: String
  /// Records in one request, at most.
  var batch: Int
  /// Bytes of messages in one request: bounds the memory of a pass.
  static let mostBytes = 1 << 20
  /// Seconds until a file that moved under our eyes is looked at again.
  static let unsettledDelay = 2.0

  /// Blocks while files are read: call it on `BlockingCalls`.
  func prepare(_ work: PatientWork, now: Double) -> PreparedBatch {
    var prepared = PreparedBatch()
    let grouped = work.records.filter(isGrouped)
    for record in work.records where !isGrouped(record) && record.outcome == .waiting {
      guard hasRoom(prepared) else { return prepared }
      if let item = look(at: record, work: work, groupDigest: [], into: &prepared, now: now) {
        prepared.units.append([item])
      }
    }
    if hasRoom(prepared) { prepareGroup(grouped, work: work, into: &prepared, now: now) }
    return prepared
  }

  private func hasRoom(_ prepared: PreparedBatch) -> Bool {
    prepared.bytes < Self.mostBytes && prepared.units.reduce(0) { $0 + $1.count } < batch
  }

  /// Whether a record is rendered together with others; a kind folder of an extended storage may have the name of such a
  /// kind and is another.
  private func isGrouped(_ record: StoredRecord) -> Bool {
    format.groupKinds.contains(record.kind) && reader.sources[record.storageID]?.type != .extended
  }

  /// All records of the group are looked at together: the rendering of one depends on the others, so each one's digest covers
  /// all of them.
  private func prepareGroup(
    _ records: [StoredRecord], work: PatientWork, into prepared: inout PreparedBatch, now: Double
  ) {
    guard records.contains(where: { $0.outcome == .waiting }) else { return }
    var hash = SHA256()
    for record in records {
      if case .publish(let version) = desired(record, work: work) {
        hash.update(
          data: Array(
            "\(record.id)|\(version.path)|\(version.size)|\(version.modified)|\(version.inode)".utf8))
      }
    }
    let digest = Array(hash.finalize())
    var trial = PreparedBatch()
    let unit = records.compactMap { look(at: $0, work: work, groupDigest: digest, into: &trial, now: now) }
    // A member that cannot be read now holds the group back: without it the stay would be told wrongly.
    if trial.decisions.contains(where: { $0.outcome == .waiting }) {
      let waiting = trial.decisions.filter { $0.outcome == .waiting }
      let others = records.filter { record in
        record.outcome == .waiting && !waiting.contains { $0.record == record.id }
      }
      prepared.decisions += waiting
      prepared.decisions += others.map {
        result($0, .waiting, .storageSettling, nextAttempt: now + Self.unsettledDelay)
      }
      prepared.stale += trial.stale
      return
    }
    prepared.decisions += trial.decisions
    prepared.bytes += trial.bytes
    if !unit.isEmpty { prepared.units.append(completed(unit, records: records, work: work)) }
  }

  /// If one member has to be sent, all that are published are rendered again with it.
  private func completed(_ unit: [BatchItem], records: [StoredRecord], work: PatientWork) -> [BatchItem] {
    let present = Set(unit.map(\.record.id))
    let others = records.filter { !present.contains($0.id) }.compactMap { record -> BatchItem? in
      guard case .publish(let version) = desired(record, work: work),
        case .content(let source, let sha256, let findings) = reader.read(
          version, of: record, localID: work.patient.localID), keptInside(source, of: record) == nil
      else { return nil }
      let input =
        record.deliveredInput ?? self.input(version, sha256, of: source, groupDigest: [], work: work)
      return BatchItem(
        record: record, action: .put(source, input: input), reading: (version.id, sha256, findings))
    }
    return unit + others
  }

  private func desired(_ record: StoredRecord, work: PatientWork) -> Desired {
    policy.desired(localID: work.patient.localID, record: record, destination: destination)
  }

  /// An item to send, or nil when a decision was made without one.
  private func look(
    at record: StoredRecord, work: PatientWork, groupDigest: [UInt8], into prepared: inout PreparedBatch,
    now: Double
  ) -> BatchItem? {
    let desired = desired(record, work: work)
    switch Plan.make(desired: desired, input: nil, delivered: nil, made: record.made) {
    case .nothing:
      return nil
    case .excluded(let reason):
      if reason == .storageDeleted, let problem = tombstoneProblem(record, work: work) {
        prepared.decisions.append(result(record, .parked, problem.code, detail: problem.detail))
      } else {
        prepared.decisions.append(result(record, .excluded, reason))
      }
      return nil
    case .parked(let problem):
      prepared.decisions.append(result(record, .parked, problem.code, detail: problem.detail))
      return nil
    case .retract(let reason):
      let problem = reason == .storageDeleted ? tombstoneProblem(record, work: work) : nil
      return BatchItem(
        record: record,
        action: .retract(problem?.code ?? reason, parked: problem != nil, detail: problem?.detail))
    case .put, .replace:
      guard case .publish(let version) = desired else { return nil }
      return publish(version, of: record, work: work, groupDigest: groupDigest, into: &prepared, now: now)
    }
  }

  private func tombstoneProblem(_ record: StoredRecord, work: PatientWork) -> RecordProblem? {
    guard let newest = PolicySnapshot.newest(record.versions), newest.flag == .deleted, !newest.vanished
    else {
      return nil
    }
    return reader.checkTombstone(newest, of: record, localID: work.patient.localID)
  }

  private func publish(
    _ version: StoredVersion, of record: StoredRecord, work: PatientWork, groupDigest: [UInt8],
    into prepared: inout PreparedBatch, now: Double
  ) -> BatchItem? {
    if let sha256 = version.sha256, let delivered = record.deliveredInput,
      inputs(version, sha256, groupDigest: groupDigest, work: work).contains(delivered)
    {
      prepared.decisions.append(result(record, .delivered, nil))
      return nil
    }
    switch reader.read(version, of: record, localID: work.patient.localID) {
    case .content(let source, let sha256, let findings):
      prepared.bytes += Int(version.size)
      let reading = (version.id, sha256, findings)
      if let reason = keptInside(source, of: record) {
        guard record.made.isEmpty else {
          return BatchItem(
            record: record, action: .retract(reason, parked: false, detail: nil), reading: reading)
        }
        prepared.decisions.append(result(record, .excluded, reason, reading: reading))
        return nil
      }
      let input = input(version, sha256, of: source, groupDigest: groupDigest, work: work)
      if input == record.deliveredInput {
        prepared.decisions.append(result(record, .delivered, nil, reading: reading))
        return nil
      }
      return BatchItem(record: record, action: .put(source, input: input), reading: reading)
    case .problem(let problem, let sha256):
      prepared.decisions.append(
        result(
          record, .parked, problem.code, detail: problem.detail, reading: sha256.map { (version.id, $0, []) })
      )
      return nil
    case .unsettled:
      prepared.stale.append((record.storageID, version.path))
      prepared.decisions.append(
        result(record, .waiting, .storageSettling, nextAttempt: now + Self.unsettledDelay))
      return nil
    case .unavailable:
      prepared.decisions.append(
        result(record, .waiting, .storageUnavailable, nextAttempt: now + 5 * Self.unsettledDelay))
      return nil
    }
  }

  /// What the content itself says against sending it.
  private func keptInside(_ source: SourceRecord, of record: StoredRecord) -> ReasonCode? {
    if isCancellation(source, of: record) { return .storageDeleted }
    guard policy.scope.excludesConfidential else { return nil }
    return Confidentiality.isRestricted(source) ? .scopeConfidential : nil
  }

  /// A cancel event stored with flag 1 cancels all the same (SS-MIX2 quirk 33), except where the converter itself tells how a
  /// stay reverts.
  private func isCancellation(_ source: SourceRecord, of record: StoredRecord) -> Bool {
    guard source.folder == nil, !isGrouped(record), let kind = DataKind.named(record.kind) else {
      return false
    }
    let type = source.message.segments[0][9]
    return kind.message(code: type[1].text, trigger: type[2].text)?.isCancel ?? false
  }

  /// Digest of everything that decides over what is sent of a content. A new version with the same content is one too:
  /// what goes with the record names the version. That of a confidential one has a mark: whoever keeps such records inside
  /// again must not take it for one that may stay delivered.
  private func input(
    _ version: StoredVersion, _ sha256: [UInt8], isConfidential: Bool, groupDigest: [UInt8], work: PatientWork
  ) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: sha256)
    hash.update(data: Array(version.path.utf8))
    hash.update(data: groupDigest)
    hash.update(
      data: format.contextDigest(
        regionalID: work.patient.regionalID ?? "", terminology: policy.terminology))
    if isConfidential { hash.update(data: Array("confidential".utf8)) }
    return Array(hash.finalize())
  }

  private func input(
    _ version: StoredVersion, _ sha256: [UInt8], of source: SourceRecord, groupDigest: [UInt8],
    work: PatientWork
  ) -> [UInt8] {
    // Where confidential records stay inside, none that is sent is one.
    let isConfidential = !policy.scope.excludesConfidential && Confidentiality.isRestricted(source)
    return input(version, sha256, isConfidential: isConfidential, groupDigest: groupDigest, work: work)
  }

  /// The digests under which a content that was read before may be delivered.
  private func inputs(
    _ version: StoredVersion, _ sha256: [UInt8], groupDigest: [UInt8], work: PatientWork
  ) -> [[UInt8]] {
    let plain = input(version, sha256, isConfidential: false, groupDigest: groupDigest, work: work)
    if policy.scope.excludesConfidential { return [plain] }
    return [plain, input(version, sha256, isConfidential: true, groupDigest: groupDigest, work: work)]
  }

  private func result(
    _ record: StoredRecord, _ outcome: Outcome, _ reason: ReasonCode?, detail: String? = nil,
    nextAttempt: Double? = nil, reading: (version: Int64, sha256: [UInt8], findings: [String])? = nil
  ) -> RecordResult {
    RecordResult(
      record: record.id, generation: record.generation, outcome: outcome, reason: reason?.rawValue,
      detail: detail,
      nextAttempt: nextAttempt, reading: reading)
  }
}
