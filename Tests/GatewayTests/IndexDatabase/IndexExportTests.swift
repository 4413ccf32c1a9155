import DirectoryWatch
import Foundation
import SSMIX2
import Testing

@testable import Gateway

@Suite struct IndexExportTests {
  private final class Storage {
    let root: URL

    init(_ files: [String]) throws {
      root = FileManager.default.temporaryDirectory.appendingPathComponent("index-\(UUID().uuidString)")
      for file in files {
        let url = root.appendingPathComponent(file)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: url)
      }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func export(
      _ type: StorageType, _ format: IndexWriter.Format = .csv
    ) throws -> (summary: IndexExport.Summary, bytes: [UInt8]) {
      var bytes: [UInt8] = []
      let export = IndexExport(
        root: root.path, storageType: type, volumeLabel: "STD", facilityID: "2212345678", format: format)
      let summary = try export.run { bytes += $0 }
      return (summary, bytes)
    }
  }

  private static func rows(_ bytes: [UInt8]) throws -> [IndexRow] {
    var reader = IndexReader()
    var rows = try reader.read(bytes).map { try $0.get() }
    if let last = try reader.finish() { rows.append(try last.get()) }
    return rows
  }

  private static let orders = "000/000/0000000101/20240415/OMP-01/0000000101_20240415_OMP-01_00000000000000"

  @Test func everyFileIsARowInOrder() throws {
    let storage = try Storage([
      Self.orders + "1_20240415101112345_01_2", Self.orders + "1_20240415101212345_01_1",
      Self.orders + "2_20240415101112345_01_0", Self.orders + "2_20240415101512345_01_0",
      "000/000/0000000102/-/ADT-00/0000000102_-_ADT-00_999999999999999_20240415101112345_-_1",
      "000/000/0000000101/20240415/OMP-01/Thumbs.db", "000/000/0000000101/20240415/OMP-01/x", "readme",
      "$RECYCLE.BIN/000/0000000101/20240415/OMP-01/0000000101_20240415_OMP-01_1_20240415101112345_01_1",
    ])
    let (summary, bytes) = try storage.export(.standard)
    #expect(summary.rows == 5 && summary.stray == 2 && summary.malformed == 2 && summary.unreadable == 0)
    let rows = try Self.rows(bytes)
    #expect(rows.map(\.patientID) == ["0000000101", "0000000101", "0000000101", "0000000101", "0000000102"])
    #expect(rows.map(\.fileName) == rows.map(\.fileName).sorted())
    // Only the latest of the deleted ones is the deletion message.
    #expect(rows.map(\.processingType) == [.insert, .insert, .insert, .delete, .insert])
    for row in rows {
      #expect(FileManager.default.fileExists(atPath: storage.root.path + "/" + row.relativePath))
      #expect(row.updateDatetime.count == 23)
    }
  }

  @Test(arguments: [(0, 0, true), (1, 0, false), (0, 1, false)])
  func onlyWhatWasReadEntirelyIsWhole(malformed: Int, unreadable: Int, isWhole: Bool) {
    var summary = IndexExport.Summary()
    summary.rows = 1
    summary.stray = 1
    summary.malformed = malformed
    summary.unreadable = unreadable
    #expect(summary.isWhole == isWhole)
  }

  @Test(
    arguments: [
      ("2212345678", true), ("221234567", false), ("22123456789", false), ("221234567a", false), ("", false),
      ("２２１２３４５６７８", false), ("-212345678", false), ("'212345678", false),
    ])
  func facilitiesHaveTenDigits(text: String, isOne: Bool) {
    #expect(IndexExport.isFacilityID(text) == isOne)
  }

  @Test func contentFoldersAreRowsOfInsertions() throws {
    let kind = "^紹介状^^57133-1^紹介状^LN"
    let folder = "000/000/0000000101/20240415/\(kind)/0000000101_20240415_\(kind)_1_20240415101112345"
    let storage = try Storage([folder + "_01_0/main_document.xml", folder + "_1/a/b.png"])
    let rows = try Self.rows(try storage.export(.extended).bytes)
    #expect(rows.count == 2 && rows.allSatisfy { $0.processingType == .insert && $0.dataKind == kind })
    #expect(rows.map(\.enterOrgCD) == ["01", ""])
  }

  /// The script is run by sqlite3 where that is on the machine.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"), "sqlite3 is not here"))
  func sqliteRunsTheScript() throws {
    let kind = "^it's \"紹介状\"^99Z"
    let storage = try Storage([
      "000/000/0000000101/20240415/\(kind)/0000000101_20240415_\(kind)_1_20240415101112345_01_1/a"
    ])
    let script = storage.root.path + ".sql"
    try Data(try storage.export(.extended, .sql).bytes).write(to: URL(fileURLWithPath: script))
    defer { try? FileManager.default.removeItem(atPath: script) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
    process.arguments = [":memory:", ".read \(script)", "SELECT count(*), DataKind FROM SSMIXIDX"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text == "1|\(kind)\n")
  }

  @Test func aRootThatIsGoneIsNoEmptyIndex() throws {
    let export = IndexExport(
      root: "/nowhere-\(UUID().uuidString)", storageType: .standard, volumeLabel: "STD", facilityID: "",
      format: .csv)
    #expect(throws: ConfinedDirectoryError.self) { try export.run { _ in } }
  }

  @Test(
    arguments: [
      (0, "1970-01-01 09:00:00.000"), (1_709_132_399_999_000_000, "2024-02-28 23:59:59.999"),
      (1_709_218_800_000_000_000, "2024-03-01 00:00:00.000"),
      (-32_400_000_000_001, "1969-12-31 23:59:59.999"),
      (4_107_542_400_123_999_999, "2100-03-01 09:00:00.123"),
    ] as [(Int64, String)])
  func timesAreOfJapan(nanoseconds: Int64, text: String) {
    #expect(IndexExport.time(nanoseconds) == text)
  }
}
