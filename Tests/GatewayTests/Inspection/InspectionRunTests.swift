import Foundation
import HL7v2
import Testing

@testable import Gateway

/// A folder that goes away with its owner.
private final class InspectionFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/inspection-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ content: String) throws -> String {
    try write(name, Array(content.utf8))
  }

  @discardableResult
  func write(_ name: String, _ content: [UInt8]) throws -> String {
    let file = path + "/" + name
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(content).write(to: URL(fileURLWithPath: file))
    return file
  }
}

@Suite("Inspection of files")
struct InspectionRunTests {
  private static let message = "MSH|^~\\&|H||||20240101||ADT^A08|1|P|2.5\rPID|||1||試験^太郎|||M\r"

  /// What a run wrote, line by line, and the paths of its failures.
  private final class Record {
    var pieces: [[UInt8]] = []
    var failures: [String] = []
    var lines: [String] {
      String(decoding: pieces.joined(), as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }

  private func run(
    _ view: InspectionRun.View = .message, isJSON: Bool = true, kind: String? = nil,
    _ body: (inout InspectionRun) throws -> Void
  ) rethrows -> (record: Record, hasErrors: Bool) {
    let record = Record()
    var run = InspectionRun(
      view: view, isJSON: isJSON, language: .japanese, kind: kind, output: { record.pieces.append($0) },
      failure: { path, error in record.failures.append("\(path) \(error.code.rawValue)") })
    try body(&run)
    run.finish()
    return (record, run.hasErrors)
  }

  private func paths(_ lines: [String]) throws -> [String] {
    try lines.map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["path"] as? String ?? ""
    }
  }

  @Test("A folder: every file below it in the order of names, leftovers and links passed over")
  func folder() throws {
    let folder = try InspectionFolder()
    for name in ["b/2", "b/1", "a", "c/d/e/f", "Thumbs.db", ".hidden/x", "b/x.tmp"] {
      try folder.write(name, Self.message)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/b/link", withDestinationPath: folder.path + "/a")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/c/loop", withDestinationPath: folder.path)
    let (record, hasErrors) = run { $0.inspect(folder.path) }
    #expect(!hasErrors && record.failures.isEmpty)
    #expect(try paths(record.lines) == ["a", "b/1", "b/2", "c/d/e/f"].map { folder.path + "/" + $0 })
    // The path that is named may be a link; a slash at its end is not doubled.
    let link = folder.path + "/c/loop/"
    let linked = run { $0.inspect(link) }.record.lines
    #expect(linked.count == 4)
    #expect(try paths(linked).first == link + "a")
  }

  @Test("Files that cannot be read are told and do not stop the others")
  func unreadable() throws {
    let folder = try InspectionFolder()
    let good = try folder.write("good", Self.message)
    let fifo = folder.path + "/fifo"
    #expect(mkfifo(fifo, 0o600) == 0)
    let (record, hasErrors) = run {
      $0.inspect(folder.path + "/absent")
      $0.inspect(fifo)
      $0.inspect(good)
    }
    #expect(hasErrors)
    #expect(record.failures == ["\(folder.path)/absent storage.unreadable", "\(fifo) path.not-a-file"])
    #expect(try paths(record.lines) == [good])
  }

  @Test("A file that is no message is shown as such, in JSON and in text", arguments: [true, false])
  func noMessage(_ isJSON: Bool) throws {
    let folder = try InspectionFolder()
    try folder.write("empty", "")
    let (record, hasErrors) = run(isJSON: isJSON) { $0.inspect(folder.path) }
    #expect(hasErrors)
    #expect(record.lines.last?.contains("hl7.empty") == true)
  }

  @Test("A list: one path a line, by LF or NUL, the last one without its end", arguments: ["\n", "\u{0}"])
  func list(_ end: String) throws {
    let folder = try InspectionFolder()
    let files = try (0..<3).map { try folder.write("文書 \($0)", Self.message) }
    let list = try folder.write("list", files.joined(separator: end) + end + end + files[0])
    let descriptor = open(list, O_RDONLY)
    defer { close(descriptor) }
    var isWhole = false
    let (record, _) = run { isWhole = $0.inspect(listFrom: descriptor) }
    #expect(isWhole)
    #expect(try paths(record.lines) == files + [files[0]])
  }

  @Test("A line longer than any path ends the list")
  func longLine() throws {
    let folder = try InspectionFolder()
    let list = try folder.write("list", String(repeating: "x", count: 200_000) + "\n")
    let descriptor = open(list, O_RDONLY)
    defer { close(descriptor) }
    var isWhole = true
    let (record, _) = run { isWhole = $0.inspect(listFrom: descriptor) }
    #expect(!isWhole)
    #expect(record.failures.isEmpty && record.lines.isEmpty)
  }

  @Test("Output goes on in pieces, whatever the number of files")
  func pieces() throws {
    let folder = try InspectionFolder()
    let file = try folder.write("m", Self.message + String(repeating: "NTE|1||x\r", count: 2_000))
    let (record, _) = run { run in for _ in 0..<40 { run.inspect(file) } }
    #expect(record.lines.count == 40)
    let greatest = record.pieces.map(\.count).max() ?? 0
    #expect(record.pieces.count > 3 && greatest < 1 << 20)
  }

  @Test(
    "Text of one large message goes on segment by segment",
    arguments: [.message, .raw] as [InspectionRun.View])
  func largeMessage(_ view: InspectionRun.View) throws {
    let folder = try InspectionFolder()
    let line = "ZZZ" + String(repeating: "|a", count: 900) + "\r"
    let content = Self.message + String(repeating: line, count: (192 << 10) / line.utf8.count)
    let file = try folder.write("m", content)
    let (record, hasErrors) = run(view, isJSON: false) { $0.inspect(file) }
    #expect(!hasErrors)
    let counts = record.pieces.map(\.count)
    #expect(counts.reduce(0, +) > 1 << 20)
    #expect(counts.allSatisfy { $0 < 512 << 10 })
  }

  // MARK: - Files that are no messages

  private static let contents: [(name: String, bytes: [UInt8], english: String)] = [
    ("x.xml", Array("<?xml version=\"1.0\"?><ClinicalDocument/>".utf8), "CDA document"),
    ("x.bin", Array("%PDF-1.7\n".utf8), "PDF document"),
    ("x.dcm", Array(repeating: 0, count: 128) + Array("DICM".utf8), "DICOM file"),
    ("x.jpg", [0xFF, 0xD8, 0xFF, 0xE0], "JPEG image"),
    ("README.md", Array("# text\n".utf8), "file of unknown type"),
    ("table.csv", Array("a,b\n".utf8), "file of unknown type"),
  ]

  @Test("Contents of the extended storage are told as notes, below a folder", arguments: contents)
  func otherContent(_ name: String, _ bytes: [UInt8], _ english: String) throws {
    let folder = try InspectionFolder()
    let inner = "123/456/1234567/20240101/L1^K^99/1234567_20240101_L1_-_20240101000000000_01_1"
    let file = try folder.write(inner + "/" + name, bytes)
    let (record, hasErrors) = run { $0.inspect(folder.path) }
    #expect(!hasErrors && record.failures.isEmpty)
    let line = try #require(record.lines.first)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["path"] as? String == file && (object["segments"] as? [Any])?.isEmpty == true)
    let findings = try #require(object["findings"] as? [[String: String]])
    #expect(
      findings == [["severity": "note", "code": "hl7.not-hl7", "text": "not an HL7 message: \(english)"]])
    let text = run(isJSON: false) { $0.inspect(folder.path) }
    #expect(!text.hasErrors && text.record.lines.count == 1)
    #expect(text.record.lines[0].hasPrefix(file + ": 注記 hl7.not-hl7: HL7 メッセージではありません: "))
    // Named itself, it should have been a message.
    let named = run { $0.inspect(file) }
    #expect(named.hasErrors && named.record.lines.count == 1)
    #expect(named.record.lines[0].contains("\"severity\":\"error\""))
  }

  @Test("A content larger than any message is told by its first bytes")
  func largeContent() throws {
    let folder = try InspectionFolder()
    let file = try folder.write("x/large.pdf", "%PDF-1.7\n")
    #expect(truncate(file, RecordConversion.largestFile + 1) == 0)
    let (record, hasErrors) = run { $0.inspect(folder.path) }
    #expect(!hasErrors && record.failures.isEmpty)
    #expect(record.lines.first?.contains("PDF document") == true)
    let named = run { $0.inspect(file) }.record.failures
    #expect(named == ["\(file) storage.too-large"])
  }

  @Test(
    "What ought to be a message stays an error: by its place, its first bytes, its extension or as nothing",
    arguments: [
      (
        "123/456/1234567/20240101/OML-01/1234567_20240101_OML-01_000000000000001_20240101000000000_01_1",
        "%PDF-"
      ),
      ("x", "MSH"), ("x.hl7", "text"), ("x", ""),
    ])
  func brokenMessage(_ name: String, _ content: String) throws {
    let folder = try InspectionFolder()
    try folder.write(name, content)
    let (record, hasErrors) = run { $0.inspect(folder.path) }
    #expect(hasErrors && record.lines.count == 1)
    #expect(record.lines.first?.contains("\"severity\":\"error\"") == true)
  }

  // MARK: - Names that are not UTF-8

  /// 処方 in CP932.
  private static let prescription: [UInt8] = [0x8F, 0x88, 0x95, 0xFB]

  @Test("Names in CP932 are opened by their bytes and shown escaped")
  func nameBytes() throws {
    let folder = try InspectionFolder()
    let parent = InspectedPath(folder.path).appending(Self.prescription)
    #expect(parent.withCString { mkdir($0, 0o700) } == 0)
    let file = parent.appending(Self.prescription + Array(".b".utf8))
    let content = Array(Self.message.utf8)
    let descriptor = file.withCString { open($0, O_CREAT | O_WRONLY, 0o600) }
    #expect(write(descriptor, content, content.count) == content.count)
    close(descriptor)
    let shown = folder.path + "/\\x8f\\x88\\x95\\xfb/\\x8f\\x88\\x95\\xfb.b"
    for start in [InspectedPath(folder.path), parent, file] {
      let (record, hasErrors) = run { $0.inspect(start) }
      #expect(!hasErrors && record.failures.isEmpty)
      #expect(try paths(record.lines) == [shown])
    }
    let text = run(isJSON: false) { $0.inspect(file) }.record.lines
    #expect(text.first == shown)
    let absent = run { $0.inspect(parent.appending(Self.prescription)) }.record.failures
    #expect(absent == [String(shown.dropLast(2)) + " storage.unreadable"])
    let list = try folder.write("list", file.bytes + [0x0A] + parent.bytes)
    let listed = open(list, O_RDONLY)
    defer { close(listed) }
    var isWhole = false
    let (record, _) = run { isWhole = $0.inspect(listFrom: listed) }
    #expect(isWhole)
    #expect(try paths(record.lines) == [shown, shown])
  }

  @Test("A list with CR LF; in a list with NUL a CR belongs to the name")
  func listOfWindows() throws {
    let folder = try InspectionFolder()
    let plain = try folder.write("a", Self.message)
    let odd = try folder.write("a\r", Self.message)
    for (text, expected) in [
      ("\(plain)\r\n\r\n\(plain)\r", [plain, plain]), ("\(odd)\u{0}\(plain)\u{0}\(odd)", [odd, plain, odd]),
    ] {
      let list = try folder.write("list", text)
      let descriptor = open(list, O_RDONLY)
      defer { close(descriptor) }
      var isWhole = false
      let (record, hasErrors) = run { isWhole = $0.inspect(listFrom: descriptor) }
      #expect(isWhole && !hasErrors)
      #expect(try paths(record.lines) == expected)
    }
  }

  @Test("Coverage: the kind of the path, else of the message, else the one given")
  func coverage() throws {
    let folder = try InspectionFolder()
    let recordName = "0001234567_20240405_OMG-01_000000000000042_20240405101112000_01_1"
    let stored = try folder.write(recordName, Self.message)
    let loose = try folder.write("loose", Self.message)
    func report(_ file: String, _ kind: String?) throws -> [String: Any] {
      let (record, _) = run(.coverage, kind: kind) { $0.inspect(file) }
      let line = try #require(record.lines.first)
      return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(try report(stored, nil)["kind"] as? String == "OMG-01")
    #expect(try report(loose, "PPR-01")["kind"] as? String == "PPR-01")
    let demographics = try report(loose, nil)
    #expect(demographics["kind"] as? String == "ADT-00")
    #expect(demographics["counts"] as? [String: Int] == ["delivered": 4, "notDelivered": 7, "unknown": 0])
    let fields = try #require(demographics["fields"] as? [[String: Any]])
    let name = try #require(fields.first { $0["segment"] as? String == "PID" && $0["field"] as? Int == 5 })
    #expect(name["elements"] as? [String] == ["Patient.name"] && name["outcome"] as? String == "delivered")
    let text = run(.coverage, isJSON: false) { $0.inspect(loose) }.record.lines
    #expect(text.contains { $0.hasPrefix("  PID-8 ") && $0.hasSuffix("→ Patient.gender") })
    #expect(text.last == "項目 11: 送信 4, 送信しない 7, 不明 0")
  }

  @Test("Texts of several files are apart; the raw view has the bytes")
  func texts() throws {
    let folder = try InspectionFolder()
    let file = try folder.write("m", Self.message)
    let record = run(isJSON: false) { run in for _ in 0..<2 { run.inspect(file) } }.record
    let text = String(decoding: record.pieces.joined(), as: UTF8.self)
    #expect(text.components(separatedBy: "\n\n" + file + "\n").count == 2)
    let raw = run(.raw, isJSON: false) { $0.inspect(file) }.record.lines
    #expect(raw.contains { $0.contains("e8 a9 a6") })
    let json = try #require(run(.raw) { $0.inspect(file) }.record.lines.first)
    #expect(json.contains("\"raw\":[{\"offset\":3,\"hex\":\"7c\"}"))
  }
}
