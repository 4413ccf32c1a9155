import Crypto
import DirectoryWatch
import HL7v2
import JPCore
import SSMIX2

/// Reads the version of a record that counts and judges whether it may be sent: complete, of this patient, of this kind.
struct RecordReader: Sendable {
  /// A storage that records are read from.
  struct Source: Sendable {
    var tree: any StorageTree
    var type: StorageType
  }

  /// A content, or why there is none to send.
  enum Reading: Sendable {
    case content(SourceRecord, sha256: [UInt8], findings: [String])
    /// The content was read and must not be sent.
    case problem(RecordProblem, sha256: [UInt8]?)
    /// It is not what the ledger knows: look again soon.
    case unsettled
    /// The storage cannot be read now; this says nothing about the record.
    case unavailable
  }

  /// By the ledger's storage ids.
  var sources: [Int64: Source]
  /// Digits to which chart numbers are padded.
  var patientIDWidth: Int?
  /// Assigning authority of the facility's chart numbers, by which clinical documents name their patient.
  var patientOID: String
  /// Bytes of one message.
  static let largestMessage = 16 << 20

  /// Reads and checks one version. Blocks: call it on `BlockingCalls`.
  func read(_ version: StoredVersion, of record: StoredRecord, localID: String) -> Reading {
    guard let source = sources[record.storageID] else { return .unavailable }
    switch source.type {
    case .standard: return readMessage(version, source: source, record: record, localID: localID)
    case .extended: return readContentFolder(version, source: source, localID: localID)
    // A transaction storage has no records.
    case .transaction: return .unavailable
    }
  }

  /// A tombstone names what it deletes, and that is done whatever it holds; what it holds is only looked at to notice that
  /// something is wrong at the source: it belongs to somebody else, or is no message. An empty one says nothing either way.
  func checkTombstone(_ version: StoredVersion, of record: StoredRecord, localID: String) -> RecordProblem? {
    guard let source = sources[record.storageID], source.type == .standard,
      let bytes = try? source.tree.content(of: version.path, limit: Self.largestMessage).bytes
    else { return nil }
    do {
      return patientProblem(in: try Message(parsing: bytes), localID: localID)
    } catch {
      guard error.code != .empty else { return nil }
      return RecordProblem(error)
    }
  }

  private func readMessage(
    _ version: StoredVersion, source: Source, record: StoredRecord, localID: String
  ) -> Reading {
    let bytes: [UInt8]
    switch content(of: version, source: source) {
    case .bytes(let read): bytes = read
    case .reading(let reading): return reading
    }
    let sha256 = Array(SHA256.hash(data: bytes))
    let message: Message
    do {
      message = try Message(parsing: bytes)
    } catch {
      return .problem(RecordProblem(error), sha256: sha256)
    }
    if let problem = patientProblem(in: message, localID: localID) ?? kindProblem(in: message, record: record)
    {
      return .problem(problem, sha256: sha256)
    }
    do {
      let path = try StoragePath(parsing: version.path, storageType: .standard)
      return .content(
        SourceRecord(path: path, message: message, sha256: sha256), sha256: sha256,
        findings: message.findings.filter { $0.severity != .note }.map(\.code))
    } catch {
      return .problem(
        RecordProblem(
          code: ReasonCode(rawValue: error.code.rawValue) ?? .pathMalformed, detail: error.reason),
        sha256: sha256)
    }
  }

  private enum Content {
    case bytes([UInt8])
    case reading(Reading)
  }

  private func content(of version: StoredVersion, source: Source) -> Content {
    do {
      let (bytes, status) = try source.tree.content(of: version.path, limit: Self.largestMessage)
      guard status.size == version.size, status.modified == version.modified, status.inode == version.inode
      else {
        return .reading(.unsettled)
      }
      return .bytes(bytes)
    } catch {
      return .reading(Self.reading(for: error, vanished: version.vanished))
    }
  }

  static func reading(for error: ConfinedDirectoryError, vanished: Bool) -> Reading {
    switch error.code {
    case .notFound where vanished:
      .problem(
        RecordProblem(code: .storageUnreadable, detail: "the file is no longer in the storage"), sha256: nil)
    case .notFound, .changedWhileReading: .unsettled
    case .notRegularFile, .symbolicLink:
      .problem(RecordProblem(code: .pathNotAFile, detail: error.description), sha256: nil)
    case .permissionDenied:
      .problem(RecordProblem(code: .storageUnreadable, detail: error.description), sha256: nil)
    case .tooLarge:
      .problem(
        RecordProblem(code: .storageTooLarge, detail: "more than \(largestMessage >> 20) MiB"), sha256: nil)
    case .stale, .io: .unavailable
    }
  }

  private func patientProblem(in message: Message, localID: String) -> RecordProblem? {
    RecordProblem.patient(of: message, localID: localID, width: patientIDWidth)
  }

  private func kindProblem(in message: Message, record: StoredRecord) -> RecordProblem? {
    let type = message.segments[0][9]
    guard let kind = DataKind.named(record.kind) else {
      return RecordProblem(code: .pathKindUnknown, detail: nil)
    }
    guard let expected = kind.message(code: type[1].text, trigger: type[2].text) else {
      return RecordProblem(code: .hl7KindMismatch, detail: "MSH-9 is not an event of the folder's kind")
    }
    let missing = message.missingRequiredSegments(for: expected.requiredSegments)
    guard missing.isEmpty else {
      return RecordProblem(
        code: .hl7Structure, detail: "missing segment \(missing.joined(separator: ", "))")
    }
    return nil
  }

  private func readContentFolder(_ version: StoredVersion, source: Source, localID: String) -> Reading {
    let folder: ContentFolder
    do throws(ContentFolderReader.Failure) {
      folder = try ContentFolderJudgement.folder(
        reading: try ContentFolderReader(tree: source.tree).read(version))
    } catch {
      switch error {
      case .storage(let error): return Self.reading(for: error, vanished: version.vanished)
      case .problem(let problem): return .problem(problem, sha256: nil)
      case .unsettled: return .unsettled
      }
    }
    let judgement = ContentFolderJudgement(localID: localID, patientOID: patientOID, width: patientIDWidth)
    if let problem = judgement.problem(in: folder) { return .problem(problem, sha256: folder.sha256) }
    do {
      let path = try StoragePath(parsing: version.path, storageType: .extended)
      return .content(
        SourceRecord(path: path, folder: folder), sha256: folder.sha256,
        findings: folder.message?.findings.filter { $0.severity != .note }.map(\.code) ?? [])
    } catch {
      return .problem(
        RecordProblem(
          code: ReasonCode(rawValue: error.code.rawValue) ?? .pathMalformed, detail: error.reason),
        sha256: folder.sha256)
    }
  }
}
