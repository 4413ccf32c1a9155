import Foundation
import Glibc
import SSMIX2
import Testing

@testable import Gateway

/// What only the tree tells: versions of a key, records of a patient side by side, things that are no files.
struct StorageTreeTests {
  private func codes(_ tree: ValidationTree, _ roots: [String] = ["root"]) async throws -> [ValidationCode] {
    try await runValidation(roots.map { tree.path + "/" + $0 }).findings.map(\.code)
  }

  @Test func aGoodRecordHasNoFinding() async throws {
    let tree = try ValidationTree()
    try tree.record()
    #expect(try await codes(tree) == [])
  }

  @Test func severalActiveVersionsOfAKeyAreTold() async throws {
    let tree = try ValidationTree()
    let older = try tree.record(timestamp: "20240415100000000")
    try tree.record(timestamp: "20240415110000000")
    let (findings, _, _) = try await runValidation([tree.path + "/root"])
    #expect(findings.map(\.code) == [.pathSeveralActive])
    #expect(findings.map(\.path) == [older])
  }

  @Test func anUpdateThatNeverEndedIsTold() async throws {
    let tree = try ValidationTree()
    try tree.record(timestamp: "20240415100000000", flag: 2)
    #expect(try await codes(tree) == [.pathSupersededOnly])
    try tree.record(timestamp: "20240415110000000", flag: 1)
    #expect(try await codes(tree) == [])
  }

  @Test func deletionsAreJudgedBesideTheirVersions() async throws {
    let tree = try ValidationTree()
    try tree.record(timestamp: "20240415110000000", flag: 0)
    #expect(try await codes(tree) == [.pathTombstoneAlone, .pathTombstoneContent])
    try tree.record(timestamp: "20240415100000000", flag: 1)
    #expect(try await codes(tree) == [.pathOlderThanTombstone])
  }

  @Test func keysOfDifferentOrdersAreNotMixed() async throws {
    let tree = try ValidationTree()
    for order in ["1", "10", "100"] {
      try tree.record(order: order, timestamp: "2024041510000000" + order.suffix(1))
    }
    let found = try await codes(tree)
    #expect(!found.contains(.pathSeveralActive))
  }

  @Test func aKeyInTwoRootsIsTold() async throws {
    let tree = try ValidationTree()
    try tree.record(timestamp: "20240415100000000")
    try tree.record(timestamp: "20240415110000000", root: "second")
    #expect(try await codes(tree, ["root", "second"]) == [.pathKeyInSeveralRoots])
    #expect(try await codes(tree, ["root"]) == [])
  }

  @Test func oneChartNumberWithTwoPersonsIsTold() async throws {
    let tree = try ValidationTree()
    try tree.record()
    let other = ValidationMessages.bytes([
      ValidationMessages.header("ADT^A04^ADT_A01", time: "20240416100000000", id: "2"), "EVN||20240416100000",
      ValidationMessages.patient(name: "TORO^HANAKO", birth: "19800101", sex: "F"),
      ValidationMessages.visitSegment(date: "20240416"),
    ])
    // In another root: patients are merged.
    try tree.record("0000000101", "20240416", timestamp: "20240416100000000", root: "second", bytes: other)
    let expected: [ValidationCode] = [.identityBirthDate, .identityName, .identitySex]
    #expect(try await codes(tree, ["root", "second"]) == expected)
    #expect(try await codes(tree, ["second"]) == [])
  }

  @Test func messageNumbersAreComparedWithinAPatient() async throws {
    let tree = try ValidationTree()
    try tree.record("0000000101", order: "1")
    try tree.record(
      "0000000101", order: "2", bytes: ValidationMessages.visit(patient: "0000000101"))
    try tree.record("0000000102", bytes: ValidationMessages.visit(patient: "0000000102"))
    let found = try await codes(tree).filter { "\($0.rawValue)".hasPrefix("hl7.message") }
    #expect(found == [.hl7MessageIDShared, .hl7MessageTimeShared])
  }

  @Test func linksAndSpecialFilesAreToldAndNotFollowed() async throws {
    let tree = try ValidationTree()
    let record = try tree.record()
    let folder = URL(fileURLWithPath: record).deletingLastPathComponent().path
    let link = folder + "/0000000101_20240415_ADT-12_999999999999998_20240415100000000_01_1"
    let fifo = folder + "/0000000101_20240415_ADT-12_999999999999997_20240415100000000_01_1"
    #expect(symlink(record, link) == 0)
    #expect(mkfifo(fifo, 0o600) == 0)
    #expect(symlink(tree.path + "/root/000", tree.path + "/root/001") == 0)
    let (findings, _, summary) = try await runValidation([tree.path + "/root"])
    #expect(findings.map(\.code) == [.pathNotAFile, .pathNotAFile, .pathNotAFile])
    #expect(Set(findings.filter { $0.severity == .error }.map(\.path)) == [link, fifo])
    #expect(summary.files == 1)
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
  func unreadableFilesAndFoldersAreTold() async throws {
    let tree = try ValidationTree()
    let record = try tree.record()
    chmod(record, 0)
    #expect(try await codes(tree) == [.storageUnreadable])
    let folder = tree.path + "/root/000/000/0000000101"
    chmod(record, 0o600)
    chmod(folder, 0)
    defer { chmod(folder, 0o700) }
    #expect(try await codes(tree) == [.storageUnreadable])
  }

  @Test func tooLargeFilesAreTold() async throws {
    let tree = try ValidationTree()
    let record = try tree.record()
    #expect(truncate(record, off_t(RecordChecks.largestMessage + 1)) == 0)
    #expect(try await codes(tree) == [.storageTooLarge])
  }

  @Test(arguments: [
    ("root/000/000/0000000101/20240415/ADT-12/Thumbs.db", ValidationCode.pathStrayFile),
    ("root/000/000/0000000101/20240415/ADT-12/notes.txt", .pathMalformed),
    ("root/000/000/0000000101/notes.txt", .pathMisplaced),
    ("root/notes.txt", .pathMisplaced),
    ("root/.snapshot/x/y/z", .pathStrayFile),
    (
      "root/000/000/0000000101/20240415/ADT-13/0000000101_20240415_ADT-13_1_20240415100000000_01_1",
      .pathKindUnknown
    ),
  ])
  func whatDoesNotBelongThereIsTold(path: String, expected: ValidationCode) async throws {
    let tree = try ValidationTree()
    try tree.record()
    try tree.write(path, [0x20])
    #expect(try await codes(tree).contains(expected))
  }

  @Test func namesThatAreNoTextAreTold() async throws {
    let tree = try ValidationTree()
    let record = try tree.record()
    let folder = URL(fileURLWithPath: record).deletingLastPathComponent().path
    let name =
      Array((folder + "/").utf8CString.dropLast()) + [CChar(bitPattern: 0x93), CChar(bitPattern: 0xFA), 0]
    let descriptor = name.withUnsafeBufferPointer { name in
      name.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
    }
    #expect(descriptor >= 0)
    close(descriptor)
    let (findings, _, _) = try await runValidation([tree.path + "/root"])
    #expect(findings.map(\.code) == [.pathNameEncoding])
    #expect(findings.first?.path.hasSuffix("/\\x93\\xfa") ?? false)
  }

  @Test func contentFoldersAreChecked() async throws {
    let tree = try ValidationTree()
    let kind = "^紹介状^^57133-1^紹介状^LN"
    let base = "root/000/000/0000000101/20240415/\(kind)"
    func folder(_ key: String) -> String {
      "\(base)/0000000101_20240415_\(kind)_\(key)_20240415100000000_01_1"
    }
    func document(_ ids: String...) -> [UInt8] {
      let targets = ids.map { id in
        """
        <recordTarget><patientRole><id root="1.2.3" extension="\(id)"/></patientRole></recordTarget>
        """
      }
      return Array(
        "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">\(targets.joined())</ClinicalDocument>".utf8)
    }
    try tree.write(folder("1") + "/main_document.xml", document("0000000101"))
    try tree.write(folder("2") + "/main_document.xml", document("0000000102"))
    try tree.write(folder("7") + "/main_document.xml", document("0000000101", "0000000102"))
    try tree.write(folder("3") + "/main_document.xml", Array("<ClinicalDocument".utf8))
    try tree.write(folder("4") + "/a.pdf", [0x25])
    try tree.write(folder("4") + "/b.pdf", [0x25])
    try tree.write(folder("5") + "/main_document.pdf", [])
    try FileManager.default.createDirectory(
      atPath: tree.path + "/" + folder("6"), withIntermediateDirectories: true)
    let (findings, _, summary) = try await runValidation([tree.path + "/root"])
    #expect(
      findings.map(\.code) == [
        .pathPatientMismatch, .hl7Structure, .pathNoMainDocument, .pathEmptyContent, .pathEmptyContent,
        .pathPatientMismatch,
      ])
    #expect(summary.records == 7)
    #expect(summary.hasErrors)
  }
}
