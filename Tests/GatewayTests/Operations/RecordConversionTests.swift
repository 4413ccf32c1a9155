import Foundation
import HL7v2
import JPCore
import Testing

@testable import Gateway

/// The samples beside the repository; tests that need them are skipped where they are missing.
private let samples: String? = {
  let environment = ProcessInfo.processInfo.environment["SSMIX2_SHARED"]
  let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let shared = environment ?? repository.deletingLastPathComponent().appendingPathComponent("shared").path
  let root = shared + "/samples/nho-testing-tool/standard_root"
  return FileManager.default.fileExists(atPath: root) ? root : nil
}()

@Suite(.enabled(if: samples != nil, "the sample storages are not beside the repository"))
struct RecordConversionTests {
  private let context = RecordConversion.sampleContext(
    facilityCode: nil, regionOID: nil, regionalID: "R-1", release: nil)

  private func file(_ path: String) -> String { (samples ?? "") + "/999/901/9999013/" + path }

  private let prescription = "20110701/OMP-01/9999013_20110701_OMP-01_000000011000185_20110701224603984_01_1"
  private let otherPatient = "-/PPR-01/9999013_-_PPR-01_999999999999999_20111209163030000_01_1"

  private func types(_ bundle: [UInt8]) throws -> [String] {
    let object = try #require(JSONSerialization.jsonObject(with: Data(bundle)) as? [String: Any])
    #expect(object["resourceType"] as? String == "Bundle" && object["type"] as? String == "transaction")
    let entries = try #require(object["entry"] as? [[String: Any]])
    return entries.compactMap { ($0["resource"] as? [String: Any])?["resourceType"] as? String }
  }

  @Test func `a record comes with the patient that it refers to`() throws {
    let types = try types(RecordConversion.bundle(forFileAt: file(prescription), context: context))
    #expect(types.first == "Patient")
    #expect(types.filter { $0 == "Patient" }.count == 1)
    #expect(types.contains("MedicationRequest"))
  }

  // The most dangerous defect of a storage: another patient's problems in this patient's folder.
  @Test func `a message of another patient is not converted unless that is asked for`() throws {
    let path = file(otherPatient)
    let error = #expect(throws: GatewayError.self) {
      try RecordConversion.bundle(forFileAt: path, context: context)
    }
    #expect(error?.code == .pathPatientMismatch)
    #expect(error?.position == GatewayError.Position(segment: "PID", field: 3))
    #expect(
      try types(RecordConversion.bundle(forFileAt: path, context: context, checksIdentity: false)).isEmpty
        == false)
  }

  @Test func `what cannot be sent has the code that delivery would give`() throws {
    for (path, code) in [
      (
        "20110701/OMP-01/9999013_20110701_OMP-01_0_20110701224603984_01_1", ReasonCode.storageUnreadable
      ),
      ("20110701/OMP-01", .pathMalformed),
    ] {
      let error = #expect(throws: GatewayError.self) {
        try RecordConversion.bundle(forFileAt: file(path), context: context)
      }
      #expect(error?.code == code, "\(path)")
    }
  }

  @Test func `what FHIR demands and the message does not say is named`() throws {
    let state = try TemporaryState()
    let record = WrittenRecord(
      patient: "0000000101", careDate: "20240601", kind: "OMP-01", order: "101000000000101",
      timestamp: "20240601090000000")
    let text = WrittenMessage.prescription("0000000101", order: record.order, medicines: 1)
    let file = URL(fileURLWithPath: state.path + "/" + record.path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.replacing("190000100^Drug 0^HOT9", with: "").utf8).write(to: file)
    let error = #expect(throws: GatewayError.self) {
      try RecordConversion.bundle(forFileAt: file.path, context: context)
    }
    #expect(error?.code == .convertUnmappable)
    #expect(error?.position == GatewayError.Position(segment: "RXE", field: 2))
  }

  @Test func `an explanation tells of the same elements and refuses the same files`() throws {
    let explanation = try RecordConversion.explanation(forFileAt: file(prescription), context: context)
    let drug = try #require(
      explanation.elements.first { $0.path == "medicationCodeableConcept.coding[0].code" })
    #expect(drug.value == "108665201" && drug.origin == .message)
    guard case .message(let source) = drug.sources.first else {
      Issue.record("no source")
      return
    }
    #expect(source.segment == "RXE" && source.field == 2 && source.component == 1)
    let bundle = try RecordConversion.bundle(forFileAt: file(prescription), context: context)
    #expect(Set(explanation.elements.map(\.resource)).count == (try types(bundle).count))
    let error = #expect(throws: GatewayError.self) {
      try RecordConversion.explanation(forFileAt: file(otherPatient), context: context)
    }
    #expect(error?.code == .pathPatientMismatch)
  }

  @Test func `an inspection lays the message open`() throws {
    let inspection = try RecordConversion.inspection(ofFileAt: file(prescription))
    #expect(inspection.segments.first?.name == "MSH")
    #expect(inspection.path == file(prescription))
  }

  @Test func `a failure is told with place and words, in both languages`() {
    let error = GatewayError(.pathPatientMismatch, position: .init(segment: "PID", field: 3, offset: 20))
    #expect(
      ReportText(.english).failure(of: "f", error)
        == "f: path.patient-mismatch PID-3 (byte 20): Folder, file name and PID-3 (recordTarget of a CDA) do not name "
        + "the same patient.\n"
    )
    #expect(ReportText(.japanese).failure(of: "f", error).contains("20 バイト目"))
  }
}

/// Content folders are read from the disk, without a storage around them.
@Suite struct FolderConversionTests {
  private let context = RecordConversion.sampleContext(
    facilityCode: nil, regionOID: nil, regionalID: "R-1", release: nil)
  private static let own = #"<id root="1.2.392.100495.20.3.51.12212345678" extension="0000000101"/>"#

  private func write(_ files: [String: [UInt8]], flag: Int = 1, in state: TemporaryState) throws -> String {
    let record = WrittenContent.report(patient: "0000000101").with(flag: flag)
    let folder = state.path + "/" + record.path
    for (name, bytes) in files {
      let file = URL(fileURLWithPath: folder + "/" + name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    return folder
  }

  private func code(_ path: String, checksIdentity: Bool = true) -> ReasonCode? {
    do {
      _ = try RecordConversion.bundle(forFileAt: path, context: context, checksIdentity: checksIdentity)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `a folder and any file in it give the same bundle`() throws {
    let state = try TemporaryState()
    let folder = try write(
      ["main_document.xml": WrittenContent.letter(Self.own), "a/b.png": [1]], in: state)
    let bundle = try RecordConversion.bundle(forFileAt: folder, context: context)
    for file in ["main_document.xml", "a/b.png", "a"] {
      #expect(try RecordConversion.bundle(forFileAt: folder + "/" + file, context: context) == bundle)
    }
    let text = String(decoding: bundle, as: UTF8.self)
    #expect(text.components(separatedBy: #""resourceType":"Binary""#).count == 3)
  }

  @Test func `what cannot be sent has the code that delivery would give`() throws {
    let state = try TemporaryState()
    let other = Self.own.replacing("0000000101", with: "0000000102")
    let foreign = try write(["main_document.xml": WrittenContent.letter(other)], in: state)
    #expect(code(foreign) == .pathPatientMismatch)
    #expect(code(foreign, checksIdentity: false) == nil)
    let deleted = try write(["main_document.pdf": [1]], flag: 0, in: state)
    #expect(code(deleted) == .storageDeleted)
    let empty = try write(["main_document.pdf": [], "Thumbs.db": [1]], flag: 2, in: state)
    #expect(code(empty) == .hl7Empty)
  }
}
