import DirectoryWatch
import Foundation
import GRDB
import JPCore
import SSMIX2
import Testing

@testable import Gateway

/// A content folder of the extended storage, from the storage to what may be sent of it.
@Suite struct ContentFolderReaderTests {
  private static let patient = "0000000101"
  private static let oid = "1.2.392.100495.20.3.51.12212345678"
  private let tree = TornStorageTree(clock: ManualTime())
  private let named = WrittenContent.report(patient: Self.patient)

  private func version(vanished: Bool = false) throws -> StoredVersion {
    let scan = PatientScan(tree: tree, type: .extended)
    let listing = try? scan.list(folder: "000/000/\(Self.patient)", within: nil)
    let found = listing?.records.values.flatMap(\.versions).first { $0.path == named.path }
    return StoredVersion(row: [
      "id": 1, "timestamp": named.timestamp, "department": "01", "flag": 1, "path": named.path,
      "size": found?.size ?? 0, "modified": found?.modified ?? 0, "inode": Int64(found?.inode ?? 0),
      "sha256": nil,
      "vanished": vanished,
    ])
  }

  private func read(
    _ files: [String: [UInt8]], vanished: Bool = false, after change: () -> Void = {}
  ) throws -> RecordReader.Reading {
    for (name, bytes) in files { tree.write(named.path + "/" + name, bytes) }
    let version = try version(vanished: vanished)
    change()
    let record = StoredRecord(
      id: 1, storageID: 1, careDate: named.careDate, kind: named.kind, orderNumber: named.order, problem: nil,
      versions: [version], outcome: .waiting, reason: nil, attempts: 0, since: 0, generation: 1,
      deliveredInput: nil, made: [])
    let reader = RecordReader(
      sources: [1: .init(tree: tree, type: .extended)], patientIDWidth: nil, patientOID: Self.oid)
    return reader.read(version, of: record, localID: Self.patient)
  }

  private func problem(_ reading: RecordReader.Reading) -> RecordProblem? {
    if case .problem(let problem, _) = reading { problem } else { nil }
  }

  private func isUnsettled(_ reading: RecordReader.Reading) -> Bool {
    if case .unsettled = reading { true } else { false }
  }

  private let pdf = Array("%PDF-1.5\n%%EOF\n".utf8)

  @Test func `all files of the folder and its subfolders`() throws {
    let files = ["main_document.pdf": pdf, "a/b/c.png": [1, 2], "Thumbs.db": [1], "a/x.tmp": [1]]
    guard case .content(let source, let sha256, _) = try read(files) else {
      Issue.record("no content")
      return
    }
    #expect(source.folder?.files.map(\.path) == ["main_document.pdf", "a/b/c.png"])
    #expect(source.folder?.files[1].bytes == [1, 2])
    #expect(sha256 == source.sha256 && sha256.count == 32)
  }

  @Test func `what moves under our eyes is looked at again`() throws {
    let path = named.path
    let changes: [(String, () -> Void)] = [
      ("grew", { tree.write(path + "/main_document.pdf", pdf + [0x0A]) }),
      ("a file more", { tree.write(path + "/more.png", [1]) }),
      ("a file less", { tree.remove(path + "/a.png") }),
      ("torn", { tree.tear(path + "/main_document.pdf") }),
      ("renamed", { tree.rename(path, to: path.dropLast() + "2") }),
    ]
    for (name, change) in changes {
      tree.remove("000")
      #expect(isUnsettled(try read(["main_document.pdf": pdf, "a.png": [1]], after: change)), "\(name)")
    }
    tree.remove("000")
    tree.whenRead { [tree] read in if read.hasSuffix(".pdf") { tree.write(path + "/late.png", [1]) } }
    #expect(isUnsettled(try read(["main_document.pdf": pdf])), "a file that came while others were read")
  }

  @Test(
    arguments: [
      (.stale, nil), (.io(5), nil), (.permissionDenied, .storageUnreadable), (.symbolicLink, .pathNotAFile),
    ] as [(ConfinedDirectoryError.Code, ReasonCode?)])
  func `what cannot be read`(code: ConfinedDirectoryError.Code, expected: ReasonCode?) throws {
    for place in ["", "/main_document.pdf"] {
      tree.remove("000")
      let reading = try read(["main_document.pdf": pdf], after: { tree.fail(named.path + place, code) })
      tree.heal(named.path + place)
      if let expected {
        #expect(problem(reading)?.code == expected)
      } else if case .unavailable = reading {
        continue
      } else {
        Issue.record("\(reading)")
      }
    }
  }

  @Test func `limits and what is no file`() throws {
    func code(_ files: [String: [UInt8]], also: () -> Void = {}) throws -> ReasonCode? {
      tree.remove("000")
      also()
      return problem(try read(files))?.code
    }
    let half = [UInt8](repeating: 1, count: ContentFolderReader.mostBytes / 2)
    #expect(try code(["a.png": half, "b.png": half]) == nil)
    #expect(try code(["a.png": half, "b.png": half, "c.png": [1]]) == .storageTooLarge)
    let many = Dictionary(
      uniqueKeysWithValues: (0...ContentFolderReader.mostFiles).map { ("\($0)", [UInt8(1)]) })
    #expect(try code(many) == .storageTooLarge)
    #expect(try code(["a/b/c/d.png": [1]]) == .storageTooLarge)
    #expect(
      try code(["a.pdf": pdf], also: { tree.place(.symbolicLink, at: named.path + "/b.pdf") })
        == .pathNotAFile)
    #expect(try code([:], also: { tree.place(.directory, at: named.path) }) == .hl7Empty)
    #expect(try code(["main_document.pdf": pdf, "a.png": []]) == .hl7Empty)
    tree.placeRaw([0x8D, 0x8E], in: named.path)
    #expect(try code(["a.pdf": pdf]) == .pathMalformed)
    tree.removeRaw(in: named.path)
    #expect(problem(try read([:], vanished: true, after: { tree.remove("000") }))?.code == .storageUnreadable)
  }

  @Test func `whose a document is`() throws {
    func detail(_ patient: String, name: String = "main_document.xml") throws -> (ReasonCode?, String?) {
      tree.remove("000")
      let found = problem(try read(["main_document.pdf": pdf, name: WrittenContent.letter(patient)]))
      return (found?.code, found?.detail)
    }
    let own = #"<id root="\#(Self.oid)" extension="\#(Self.patient)"/>"#
    #expect(try detail(own).0 == nil)
    #expect(try detail(#"<id root="1.2.3" extension="77"/>"# + own).0 == nil)
    let other = #"<id root="\#(Self.oid)" extension="0000000102"/>"#
    for (patient, words) in [
      (other, "is not the patient"), (own + other, "is not the patient"),
      (#"<id root="\#(Self.oid)"/>"#, "is not the patient"),
      (#"<id root="1.2.3" extension="\#(Self.patient)"/>"#, "no chart number of this facility"),
      ("", "no chart number of this facility"),
      (own + "</patientRole></recordTarget><recordTarget><patientRole>" + other, "is not the patient"),
    ] {
      // The main document and an attachment alike.
      for name in ["main_document.xml", "letter.xml"] {
        let (code, detail) = try detail(patient, name: name)
        #expect(code == .pathPatientMismatch, "\(patient)")
        #expect(detail?.contains(words) == true, "\(detail ?? "")")
        #expect(detail?.contains("000000010") == false)
      }
    }
  }

  @Test func `what cannot be checked is not sent`() throws {
    func code(_ name: String, _ bytes: [UInt8]) throws -> ReasonCode? {
      tree.remove("000")
      return problem(try read([name: bytes]))?.code
    }
    let letter = String(
      decoding: WrittenContent.letter(#"<id root="\#(Self.oid)" extension="\#(Self.patient)"/>"#),
      as: UTF8.self)
    #expect(try code("main_document.xml", Array(letter.utf8)) == nil)
    #expect(try code("main_document.xml", Array(letter.utf8.dropLast(30))) == .documentUnreadable)
    #expect(try code("main_document.xml", Array("<!DOCTYPE a>\(letter)".utf8)) == .documentUnreadable)
    #expect(try code("main_document.hl7", Array("nonsense".utf8)) == .hl7NotHL7)
    let vital = WrittenContent.vitalSigns(Self.patient, values: [1])
    #expect(try code("main_document.hl7", Array(vital.utf8)) == nil)
    #expect(
      try code(
        "main_document.hl7", Array(vital.replacing("PID|0001||0000000101", with: "PID|0001||0000000102").utf8)
      )
        == .pathPatientMismatch)
    let cut = try #require(vital.range(of: "OBX|"))
    #expect(try code("main_document.hl7", Array(vital[..<cut.lowerBound].utf8)) == .hl7Structure)
  }
}
