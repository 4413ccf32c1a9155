import DirectoryWatch
import Foundation
import GRDB
import JPCore
import SSMIX2
import Testing

@testable import Gateway

@Suite struct RecordReaderTests {
  private static let patient = "0000000101"
  private let tree = TornStorageTree(clock: ManualTime())
  private let named = WrittenRecord(
    patient: patient, careDate: "20240601", kind: "OMP-01", order: "101000000000100",
    timestamp: "20240601090000000")

  private func version(_ path: String, vanished: Bool = false) throws -> StoredVersion {
    let status = try? tree.look(at: path)
    return StoredVersion(row: [
      "id": 1, "timestamp": "20240601090000000", "department": "01", "flag": 1, "path": path,
      "size": status?.size ?? 0, "modified": status?.modified ?? 0, "inode": Int64(status?.inode ?? 0),
      "sha256": nil,
      "vanished": vanished,
    ])
  }

  private func read(
    _ text: String?, kind: String = "OMP-01", vanished: Bool = false,
    after change: (StoredVersion) -> Void = { _ in }
  ) throws -> RecordReader.Reading {
    var named = named
    named.kind = kind
    if let text { tree.write(named.path, text) }
    let version = try version(named.path, vanished: vanished)
    change(version)
    let record = StoredRecord(
      id: 1, storageID: 1, careDate: named.careDate, kind: kind, orderNumber: named.order, problem: nil,
      versions: [version], outcome: .waiting, reason: nil, attempts: 0, since: 0, generation: 1,
      deliveredInput: nil,
      made: [])
    let reader = RecordReader(
      sources: [1: .init(tree: tree, type: .standard)], patientIDWidth: nil, patientOID: "1.2.3")
    return reader.read(version, of: record, localID: Self.patient)
  }

  private func problem(_ reading: RecordReader.Reading) -> ReasonCode? {
    if case .problem(let problem, _) = reading { problem.code } else { nil }
  }

  private var good: String {
    WrittenMessage.prescription(Self.patient, order: "101000000000100", medicines: 1)
  }

  @Test func `a whole message of this patient and kind`() throws {
    guard case .content(let source, let sha256, _) = try read(good) else {
      Issue.record("no content")
      return
    }
    #expect(source.path.version.key.kind == "OMP-01")
    #expect(sha256.count == 32)
  }

  @Test func `what must not be sent`() throws {
    #expect(try problem(read("")) == .hl7Empty)
    #expect(try problem(read("nonsense")) == .hl7NotHL7)
    #expect(try problem(read(String(good.prefix(good.count - 4)) + "\rTQ")) == .hl7Structure)
    #expect(
      try problem(read(good.replacing("PID|0001||0000000101", with: "PID|0001||0000000102")))
        == .pathPatientMismatch)
    #expect(
      try problem(read(good.replacing("PID|0001||0000000101", with: "PID|0001||"))) == .pathPatientMismatch)
    #expect(try problem(read(good, kind: "OML-11")) == .hl7KindMismatch)
    let cut = try #require(good.range(of: "ORC|"))
    #expect(try problem(read(String(good[..<cut.lowerBound]))) == .hl7Structure)
  }

  @Test func `what moves under our eyes is looked at again`() throws {
    for change in ["grew", "replaced", "torn", "gone"] {
      let reading = try read(good) { _ in
        switch change {
        case "grew": tree.write(named.path, good + "NTE|1\r")
        case "replaced":
          tree.remove(named.path)
          tree.write(named.path, good)
        case "torn": tree.tear(named.path)
        default: tree.remove(named.path)
        }
      }
      guard case .unsettled = reading else {
        Issue.record("\(change) gave \(reading)")
        continue
      }
    }
  }

  @Test(
    arguments: [
      (.stale, nil), (.io(5), nil), (.permissionDenied, .storageUnreadable), (.tooLarge, .storageTooLarge),
      (.symbolicLink, .pathNotAFile), (.notRegularFile, .pathNotAFile),
    ] as [(ConfinedDirectoryError.Code, ReasonCode?)])
  func `what cannot be read`(code: ConfinedDirectoryError.Code, expected: ReasonCode?) throws {
    let reading = try read(good) { _ in tree.fail(named.path, code) }
    tree.heal(named.path)
    if let expected {
      #expect(problem(reading) == expected)
    } else {
      guard case .unavailable = reading else {
        Issue.record("\(reading)")
        return
      }
    }
  }

  @Test func `what has vanished cannot be sent again`() throws {
    #expect(try problem(read(nil, vanished: true)) == .storageUnreadable)
  }

  // Details travel to lists and to the control socket: they name places, never contents.
  @Test func `problems tell nothing of the message`() throws {
    for text in ["nonsense CANARY", good.replacing("PID|0001||0000000101", with: "PID|0001||CANARY")] {
      guard case .problem(let problem, _) = try read(text) else {
        Issue.record("no problem")
        continue
      }
      #expect(problem.detail?.contains("CANARY") != true)
      #expect(problem.detail?.contains(Self.patient) != true)
    }
  }

  @Test func `every short message of the tests has a converter`() throws {
    let patient = Self.patient
    let messages: [(String, String)] = [
      ("ADT-00", WrittenMessage.demographics(patient, name: "A")),
      ("ADT-61", WrittenMessage.allergies(patient, count: 2)),
      ("PPR-01", WrittenMessage.diagnoses(patient, count: 2)),
      ("OMP-01", WrittenMessage.prescription(patient, order: "101000000000100", medicines: 2)),
      ("OML-11", WrittenMessage.laboratory(patient, order: "101000000000400", values: [1, 2])),
      ("ADT-22", WrittenMessage.admission(patient, day: "20240601")),
      ("ADT-52", WrittenMessage.discharge(patient, admitted: "20240601", day: "20240605")),
    ]
    for (kind, text) in messages {
      guard case .content(let source, _, _) = try read(text, kind: kind) else {
        Issue.record("\(kind) is not read: \(try read(text, kind: kind))")
        continue
      }
      var context = Pipeline.context
      context.regionalID = "R1"
      let conversion = Converter.convert([source], context: context)
      #expect(conversion.problems.isEmpty, "\(kind): \(conversion.problems)")
      #expect(!conversion.resources.isEmpty, "\(kind)")
    }
  }
}
