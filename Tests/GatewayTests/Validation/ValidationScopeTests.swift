import Foundation
import SSMIX2
import Testing

@testable import Gateway

/// What a path of the command line is taken for.
struct ValidationScopeTests {
  @Test func rootsAreFoundFromTheNamesOfRecords() throws {
    let tree = try ValidationTree()
    let record = try tree.record()
    let root = tree.path + "/root"
    #expect(try ValidationScope.understood([root], storageType: nil).map(\.storageType) == [.standard])
    #expect(try ValidationScope.understood([root + "/"], storageType: nil).map(\.given) == [root])
    #expect(try ValidationScope.understood([root + "/000"], storageType: nil).map(\.prefix) == [["000"]])
    let file = try #require(try ValidationScope.understood([record], storageType: nil).first)
    #expect(file.root == root)
    #expect(file.prefix.count == 6)
    #expect(file.display(file.prefix.joined(separator: "/")) == record)
  }

  @Test(arguments: 0...6)
  func pathsBeginAsTheyWereTyped(levels: Int) async throws {
    let tree = try ValidationTree()
    let kind = "^紹介状^^57133-1^紹介状^LN"
    let names = [
      "000", "000", "0000000101", "20240415", kind, "0000000101_20240415_\(kind)_1_20240415100000000_01_1",
    ]
    let inner = names.joined(separator: "/") + "/main_document.hl7"
    try tree.write("root/" + inner, [])
    let given = ([tree.path + "/root"] + names.prefix(levels)).joined(separator: "/")
    let (findings, _, _) = try await runValidation([given])
    #expect(findings.map(\.path) == [tree.path + "/root/" + inner])
    #expect(findings.map(\.code) == [.hl7Empty])
  }

  @Test func aFolderAboveRootsIsAllOfThem() throws {
    let tree = try ValidationTree()
    try tree.record(root: "a/standard")
    let name = "0000000101_20240415_K_1_20240415100000000_01_1"
    try tree.write("a/extended/000/000/0000000101/20240415/K/\(name)/main_document.hl7", [])
    try tree.write("a/README.md", [])
    let scopes = try ValidationScope.understood([tree.path], storageType: nil)
    #expect(scopes.map(\.root) == [tree.path + "/a/extended", tree.path + "/a/standard"])
    #expect(scopes.map(\.storageType) == [.extended, .standard])
  }

  @Test func filesOutsideAStorageAreCheckedWithoutAPath() async throws {
    let tree = try ValidationTree()
    let file = try tree.write("message.hl7", ValidationMessages.visit(patient: "0000000102"))
    for path in [file, tree.path] {
      let (findings, _, _) = try await runValidation([path])
      #expect(findings.map(\.code) == [.pathOutsideStorage])
      #expect(findings.map(\.path) == [file])
    }
  }

  @Test func aTransactionStorageIsRefused() throws {
    let tree = try ValidationTree()
    try tree.write("2024/TR_20240415100000000_00001.DAT", [])
    #expect(throws: ValidationScope.Problem.transactionStorage(path: tree.path)) {
      try ValidationScope.understood([tree.path], storageType: nil)
    }
  }

  @Test(arguments: ["log", "zlog", "standard/zlog", "standard/000log"])
  func aTransactionStorageBesideRootsIsPassedOver(log: String) throws {
    let tree = try ValidationTree()
    try tree.record(root: "standard")
    try tree.write("\(log)/2024/TR_20240415100000000_00001.DAT", [])
    for given in [tree.path, tree.path + "/standard"] {
      let scopes = try ValidationScope.understood([given], storageType: nil)
      #expect(scopes.map(\.root) == [tree.path + "/standard"])
      #expect(scopes.map(\.prefix) == [[]])
    }
  }

  private static let content = "0000000101_20240415_K_1_20240415100000000_01_1"

  @Test(arguments: ["", "000/", "000/100/0000000101/", "000/000/0000000101/20240415/", "0/0/0/0/0/0/"])
  func aContentFolderInTheWrongPlaceTellsNothing(folder: String) throws {
    let tree = try ValidationTree()
    // Deep enough that a root above this one could be taken for it.
    let root = "a/b/c/d/root"
    for kind in ["J", "K"] {
      let name = Self.content.replacingOccurrences(of: "_K_", with: "_\(kind)_")
      try tree.write("\(root)/000/000/0000000101/20240415/\(kind)/\(name)/main_document.hl7", [])
    }
    try tree.write("\(root)/\(folder)\(Self.content)/main_document.hl7", [])
    let scopes = try ValidationScope.understood([tree.path + "/" + root], storageType: nil)
    #expect(scopes.map(\.root) == [tree.path + "/" + root])
    #expect(scopes.map(\.storageType) == [.extended])
  }

  /// One level may be wrong where nothing better is there: the finding is to be about that level.
  @Test(arguments: [
    ("20240415/ADT-12", "0000000102_20240415_ADT-12", ValidationCode.pathPatientMismatch),
    ("20240415/ADT-12", "0000000101_20240416_ADT-12", .pathDateMismatch),
    ("20240415/ADT-12", "0000000101_20240415_ADT-22", .pathKindMismatch),
  ])
  func oneWrongLevelIsToldAsSuch(folder: String, name: String, code: ValidationCode) async throws {
    let tree = try ValidationTree()
    let file = try tree.write(
      "root/000/000/0000000101/\(folder)/\(name)_999999999999999_20240415100000000_01_1",
      ValidationMessages.visit())
    for given in [tree.path + "/root", tree.path + "/root/000/000/0000000101/\(folder)"] {
      let (findings, _, _) = try await runValidation([given]) { $0.leastSeverity = .error }
      #expect(findings.first?.code == code)
      #expect(findings.first?.path == file)
    }
  }

  @Test func whatIsNotThereIsUnavailable() throws {
    #expect(throws: ValidationScope.Problem.unavailable(path: "/nowhere/at/all", errno: 2)) {
      try ValidationScope.understood(["/nowhere/at/all"], storageType: nil)
    }
  }

  @Test func anEmptyFolderHasNothingToSay() async throws {
    let tree = try ValidationTree()
    let (findings, _, summary) = try await runValidation([tree.path])
    #expect(findings.isEmpty)
    #expect(summary.records == 0)
    #expect(!summary.hasErrors)
  }
}

/// How findings are written.
struct ValidationFindingTests {
  @Test(arguments: ValidationCode.allCases)
  func everyCodeHasASentenceInBothLanguages(code: ValidationCode) {
    #expect(code.text[.japanese] != code.rawValue)
    #expect(code.text[.english] != code.rawValue)
    #expect(code.text[.japanese] != code.text[.english])
    #expect(code.text[.japanese].unicodeScalars.contains { $0.value > 0x3000 })
    #expect(code.text[.english].utf8.allSatisfy { $0 < 0x80 })
    #expect(!code.remedy.text[.japanese].isEmpty)
  }

  @Test func everySentenceIsOfOneCode() {
    let sentences = ValidationCode.allCases.map { $0.text[.english] }
    #expect(Set(sentences).count == sentences.count)
  }

  @Test(arguments: PathNote.allCases)
  func everyToleranceOfAPathHasItsCode(note: PathNote) {
    #expect(ValidationCode(rawValue: note.rawValue) != nil)
  }

  @Test(arguments: PathError.Code.allCases)
  func everyErrorOfAPathHasItsCode(code: PathError.Code) {
    #expect(ValidationCode(rawValue: code.rawValue)?.severity == .error)
  }

  @Test func linesAndObjects() {
    let finding = ValidationFinding(
      path: "a\n\"b\"", code: .pathPatientMismatch, segment: "PID", field: 3, offset: 12)
    #expect(
      finding.json(in: .english)
        == #"{"path":"a\n\"b\"","severity":"error","code":"path.patient-mismatch","segment":"PID","field":3,"#
        + #""offset":12,"message":"PID-3 (Patient Identifier List): is not the patient of the folder"}"#)
    #expect(
      finding.line(in: .japanese).hasPrefix(
        "error path.patient-mismatch a\\u{a}\"b\":12 PID-3 ("))
    let bare = ValidationFinding(path: "p", code: .pathStrayFile)
    #expect(!bare.json(in: .english).contains("segment"))
    #expect(!bare.json(in: .english).contains("null"))
  }

  @Test func terminalsAreNotObeyed() {
    #expect(PrintableText.line("a\u{1B}[2Jb\u{202E}c") == "a\\u{1b}[2Jb\\u{202e}c")
  }

  @Test(arguments: ["PID", "PID-", "PID-0", "PID-1000", "pid-3", "PID-3.0", "PID-3.1.1", "", "PID-3,"])
  func fieldsMustBeFields(text: String) {
    #expect(FieldReference.list(text) == nil)
  }

  @Test func fieldsAreRead() {
    #expect(FieldReference.list("PID-3,OBX-5.1")?.map(\.text) == ["PID-3", "OBX-5.1"])
  }
}

/// Dates and numbers as bytes.
struct DateTextTests {
  @Test(
    arguments: [
      ("20240415", nil), ("202404", nil), ("2024", nil), ("20240415093000.1234+0900", nil),
      ("20240229", nil), ("20230229", DateText.Oddity.impossible), ("20240431", .impossible),
      ("2024041524", .extendedHours), ("20240415480000", .impossible), ("20240415000000", .unknownTime),
      ("20240415093000123", .noDot), ("202404150930.123", .noSeconds), ("20240415T0930", .malformed),
      ("202", .malformed), ("20240415.1", .malformed), ("00000000", .impossible), ("", .malformed),
      ("99999999999999999999", .malformed), ("20240415093000.", .malformed),
    ] as [(String, DateText.Oddity?)])
  func oddities(text: String, oddity: DateText.Oddity?) {
    #expect(DateText(Array(text.utf8)[...]).oddity == oddity)
  }

  @Test func differencesInDays() {
    func day(_ text: String) -> Int { DateText(Array(text.utf8)[...]).dayNumber ?? 0 }
    #expect(day("20240301") - day("20240228") == 2)
    #expect(day("20250101") - day("20241231") == 1)
    #expect(day("20241231") - day("20231231") == 366)
  }

  @Test(arguments: [
    ("1", true), ("-1.5", true), ("+.5", true), ("", false), ("-", false), ("1.2.3", false), ("1e5", false),
    ("１", false), (" 1", false),
  ])
  func numbers(text: String, isNumber: Bool) {
    #expect(NumericText.isNumber(Array(text.utf8)[...]) == isNumber)
  }
}
