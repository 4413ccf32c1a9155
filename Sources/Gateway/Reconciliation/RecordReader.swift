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
  /// Bytes of one message.
  static let largestMessage = 16 << 20

  /// Reads and checks one version. Blocks: call it on `BlockingCalls`.
  func read(_ version: StoredVersion, of record: StoredRecord, localID: String) -> Reading {
    guard let source = sources[record.storageID] else { return .unavailable }
    switch source.type {
    case .standard: return readMessage(version, source: source, record: record, localID: localID)
    case .extended, .transaction: return readContentFolder(version, source: source, localID: localID)
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
      return RecordProblem(
        code: ReasonCode(rawValue: error.code.rawValue) ?? .hl7Structure, detail: Self.place(error))
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
      return .problem(
        RecordProblem(
          code: ReasonCode(rawValue: error.code.rawValue) ?? .hl7Structure, detail: Self.place(error)),
        sha256: sha256)
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

  /// PID-3 must be the folder's patient: nothing else protects from a message filed in the wrong folder.
  private func patientProblem(in message: Message, localID: String) -> RecordProblem? {
    let patient = message.first("PID")?[3].text ?? ""
    guard !PatientIdentifierRule.matches(pid3: patient, folder: localID, width: patientIDWidth) else {
      return nil
    }
    return RecordProblem(
      code: .pathPatientMismatch,
      detail: patient.isEmpty ? "PID-3 is empty" : "PID-3 is not the patient of the folder")
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

  /// Contents of the extended storage have no converter yet. Whose they are is checked where an HL7 message says so.
  private func readContentFolder(_ version: StoredVersion, source: Source, localID: String) -> Reading {
    let main: ConfinedDirectory.Entry?
    do {
      let entries = try source.tree.list(version.path)
      main = entries.first { $0.nameText == "main_document.hl7" && $0.type == .file }
    } catch {
      return Self.reading(for: error, vanished: version.vanished)
    }
    let unmappable = RecordProblem(
      code: .convertUnmappable, detail: "contents of the extended storage have no converter yet")
    guard main != nil else { return .problem(unmappable, sha256: nil) }
    do {
      let bytes = try source.tree.content(
        of: version.path + "/main_document.hl7", limit: Self.largestMessage
      ).bytes
      let message = try Message(parsing: bytes)
      return .problem(
        patientProblem(in: message, localID: localID) ?? unmappable, sha256: Array(SHA256.hash(data: bytes)))
    } catch let error as ParseError {
      return .problem(
        RecordProblem(
          code: ReasonCode(rawValue: error.code.rawValue) ?? .hl7Structure, detail: Self.place(error)),
        sha256: nil)
    } catch let error as ConfinedDirectoryError {
      return Self.reading(for: error, vanished: version.vanished)
    } catch {
      return .unavailable
    }
  }

  /// Where an error lies, without anything of the message.
  private static func place(_ error: ParseError) -> String {
    var parts = ["byte \(error.offset)"]
    if let segment = error.segment { parts.append(error.field.map { "\(segment)-\($0)" } ?? segment) }
    return parts.joined(separator: ", ") + ": " + error.reason
  }
}
