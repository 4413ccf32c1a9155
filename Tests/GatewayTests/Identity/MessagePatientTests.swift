import Foundation
import HL7v2
import JPCore
import SSMIX2
import Testing

@testable import Gateway

/// A message is of the patient of its folder only when every PID in it is: what follows a second one would otherwise be sent
/// as the first one's.
@Suite struct MessagePatientTests {
  private static let patient = "0000000101"
  private static let other = "0000000102"

  private static func person(_ id: String) -> String { "PID|0002||\(id)^^^^PI||Toro^Hanako|||F\r" }

  private static func physiology(second: String) -> String {
    let head = "MSH|^~\\&|HIS|2212345678|GW|RCV|20240601090000||ORU^R01^ORU_R01|1|P|2.5\r"
    func result(_ number: Int) -> String {
      "OBR|\(number)|1|1|E1^ECG^99T05|||20240601092\(number)\r"
        + "OBX|1|NM|9A100000000000001^Rate^JC10||7\(number)|/min^/min^ISO+|||||F|||20240601092\(number)\r"
    }
    return head + person(patient) + result(1) + second + result(2)
  }

  private static func prescription(second: String) -> String {
    let text = WrittenMessage.prescription(patient, order: "101000000000100", medicines: 2)
    // Before the second order.
    let parts = text.components(separatedBy: "ORC|")
    return parts[0] + "ORC|" + parts[1] + second + "ORC|" + parts[2]
  }

  private static func text(_ kind: String, second: String) -> String {
    kind == "OMG-13" ? physiology(second: second) : prescription(second: second)
  }

  private func record(_ kind: String) -> WrittenRecord {
    WrittenRecord(
      patient: Self.patient, careDate: "20240601", kind: kind, order: "101000000000100",
      timestamp: "20240601090000000")
  }

  /// Each with whether it is the patient's.
  static let seconds: [(String, Bool)] = [
    ("", true), (person(patient), true), (person(other), false), (person(""), false),
    (person(patient) + person(other), false), ("PID\r", false),
  ]

  @Test("what is read of a storage", arguments: ["OMG-13", "OMP-01"], seconds)
  func storage(kind: String, second: (text: String, isOwn: Bool)) async throws {
    let fixture = try await DeliveryFixture()
    fixture.write(record(kind), Self.text(kind, second: second.text))
    try await fixture.pipeline.converge()
    let decision = try #require(await fixture.decision(record(kind)))
    #expect(decision.outcome == (second.isOwn ? "delivered" : "parked"))
    #expect(decision.reason == (second.isOwn ? nil : "path.patient-mismatch"))
    #expect(fixture.aboutPatient.isEmpty == !second.isOwn)
  }

  @Test("a file that is converted by itself", arguments: ["OMG-13", "OMP-01"], seconds)
  func file(kind: String, second: (text: String, isOwn: Bool)) throws {
    let state = try TemporaryState()
    let file = URL(fileURLWithPath: state.path + "/" + record(kind).path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(Self.text(kind, second: second.text).utf8).write(to: file)
    func code(checksIdentity: Bool) -> ReasonCode? {
      do throws(GatewayError) {
        _ = try RecordConversion.bundle(
          forFileAt: file.path, context: Pipeline.context, checksIdentity: checksIdentity)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code(checksIdentity: true) == (second.isOwn ? nil : .pathPatientMismatch))
    #expect(code(checksIdentity: false) == nil)
  }

  @Test("a file of a content folder", arguments: seconds)
  func folder(second: (text: String, isOwn: Bool)) throws {
    let text = WrittenContent.vitalSigns(Self.patient, values: [70, 71]) + second.text
    let folder = try ContentFolder(reading: [("main_document.hl7", Array(text.utf8))])
    let judgement = ContentFolderJudgement(localID: Self.patient, patientOID: "1.2.3", width: nil)
    #expect(judgement.problem(in: folder)?.code == (second.isOwn ? nil : .pathPatientMismatch))
  }

  @Test("the width of chart numbers counts for every PID")
  func width() throws {
    let message = try Message(parsing: Array(Self.physiology(second: Self.person("101")).utf8))
    #expect(RecordProblem.patient(of: message, localID: Self.patient, width: 10) == nil)
    #expect(RecordProblem.patient(of: message, localID: Self.patient, width: nil) != nil)
  }
}
