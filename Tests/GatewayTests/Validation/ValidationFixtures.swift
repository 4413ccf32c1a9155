import Foundation
import HL7v2
import SSMIX2
import Synchronization
import Testing

@testable import Gateway

/// Where the repository and the samples beside it lie.
enum ValidationPlaces {
  static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let sampleStorage = repository.appendingPathComponent("SampleStorage").path

  static let samples: String? = {
    let given = ProcessInfo.processInfo.environment["SSMIX2_SHARED"]
    let beside = repository.deletingLastPathComponent().appendingPathComponent("shared").path
    return [given, beside].compactMap { $0.map { $0 + "/samples" } }
      .first { FileManager.default.fileExists(atPath: $0) }
  }()

  static let absent: Comment = "the shared folder with the samples is not on this machine"
}

/// What a finding says, without its path and offset.
struct Statement: Hashable, CustomStringConvertible {
  var code: ValidationCode
  var segment: String?
  var field: Int?

  init(_ code: ValidationCode, _ segment: String? = nil, _ field: Int? = nil) {
    self.code = code
    self.segment = segment
    self.field = field
  }

  init(_ finding: ValidationFinding) {
    self.init(finding.code, finding.segment, finding.field)
  }

  var description: String { "\(code.rawValue) \(segment ?? "")\(field.map { "-\($0)" } ?? "")" }
}

/// A storage of a test, removed with the last reference.
final class ValidationTree: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "validation-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ relativePath: String, _ bytes: [UInt8]) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(relativePath)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// A record of the standardized storage below `root`.
  @discardableResult
  func record(
    _ patient: String = "0000000101", _ careDate: String = "20240415", _ kind: String = "ADT-12",
    order: String = "999999999999999", timestamp: String = "20240415100000000", department: String = "01",
    flag: Int = 1, root: String = "root", bytes: [UInt8]? = nil
  ) throws -> String {
    let name = "\(patient)_\(careDate)_\(kind)_\(order)_\(timestamp)_\(department)_\(flag)"
    let folder =
      "\(root)/\(patient.prefix(3))/\(patient.dropFirst(3).prefix(3))/\(patient)/\(careDate)/\(kind)"
    let content = bytes ?? ValidationMessages.visit(patient: patient, time: timestamp)
    return try write("\(folder)/\(name)", content)
  }
}

/// Messages that have nothing wrong with them.
enum ValidationMessages {
  static func bytes(_ segments: [String]) -> [UInt8] {
    Array((segments.joined(separator: "\r") + "\r").utf8)
  }

  static func header(
    _ type: String, time: String = "20240415100000000", id: String = "1", version: String = "2.5"
  ) -> String {
    let written = time.utf8.count > 14 ? "\(time.prefix(14)).\(time.dropFirst(14))" : time
    return "MSH|^~\\&|HIS|SEND|GW|RCV|\(written)||\(type)|\(id)|P|\(version)||||||~ISO IR87||ISO 2022-1994"
  }

  static func patient(
    _ id: String = "0000000101", name: String = "TORO^TARO", birth: String = "19700405", sex: String = "M"
  ) -> String {
    "PID|0001||\(id)^^^^PI||\(name)^^^^^L^I||\(birth)|\(sex)"
  }

  /// ADT^A04 of 15 April 2024.
  static func visit(patient id: String = "0000000101", time: String = "20240415100000000") -> [UInt8] {
    bytes([
      header("ADT^A04^ADT_A01", time: time, id: time), "EVN||20240415100000", patient(id), visitSegment(),
    ])
  }

  static func visitSegment(class code: String = "O", date: String = "20240415") -> String {
    "PV1|0001|\(code)|01^^^^^C||||110^ISHI^ICHIRO^^^^^^^L^^^^^I|||01"
      + String(repeating: "|", count: 34) + "\(date)093000"
  }
}

/// Runs a validation and gives what it handed over.
func runValidation(
  _ paths: [String], type: StorageType? = nil, _ change: (inout ValidationOptions) -> Void = { _ in }
) async throws -> (findings: [ValidationFinding], values: [ExtractedValue], summary: ValidationSummary) {
  var options = ValidationOptions()
  options.tellsEveryOccurrence = true
  change(&options)
  let scopes = try ValidationScope.understood(paths, storageType: type)
  let collected = Mutex<(findings: [ValidationFinding], values: [ExtractedValue])>(([], []))
  let summary = await (try StorageValidation(scopes, options: options)).run { output in
    collected.withLock { collected in
      switch output {
      case .findings(let findings): collected.findings += findings
      case .values(let values): collected.values += values
      case .progress: break
      }
    }
  }
  return collected.withLock { ($0.findings, $0.values, summary) }
}

/// Checks one message as if it lay at the right place.
func checkRecord(
  _ bytes: [UInt8], kind: String = "ADT-12", careDate: String = "20240415", order: String = "999999999999999",
  timestamp: String = "20240415100000000", department: String = "01", flag: ConditionFlag = .active,
  patient: String = "0000000101", width: Int? = nil
) -> Set<Statement> {
  let key = RecordKey(
    storageType: .standard, patientID: patient, careDate: careDate, kind: kind, orderNumber: order)
  var context = RecordContext(path: "file", kind: DataKind.named(kind), patientIDs: [patient])
  context.patientIDWidth = width
  context.careDate = careDate.utf8.count == 8 ? careDate : nil
  context.version = RecordVersion(key: key, timestamp: timestamp, department: department, flag: flag)
  var checks = RecordChecks(context: context, rules: RecordRules(kind: context.kind))
  checks.check(bytes) { RecordRules(kind: $0) }
  return Set(checks.findings.map(Statement.init))
}

enum RecordVersionFixture {
  static let version = RecordVersion(
    key: RecordKey(
      storageType: .extended, patientID: "0000000101", careDate: "20240415", kind: "K", orderNumber: "1"),
    timestamp: "20240415100000000", department: "01", flag: .active)
}
