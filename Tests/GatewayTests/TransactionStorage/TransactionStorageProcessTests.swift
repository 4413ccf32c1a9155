import Foundation
import Testing

/// A real module that is killed while it appends, and a real reader that is killed while it follows: the script
/// compares what the reader kept with what lies in the files.
@Suite(
  .serialized,
  .enabled(if: TransactionPrograms.reader != nil, "build ssmix2-gateway first"),
  .enabled(if: TransactionPrograms.python != nil, "python3 is not on this machine"))
struct TransactionStorageProcessTests {
  @Test(
    arguments: zip(["cr", "lf", "crlf", "blank", "mllp", "mllp-same-line"], 1...6))
  func nothingIsLostDoubledOrCut(framing: String, seed: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "transaction-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(TransactionPrograms.python))
    process.arguments = [
      TransactionPrograms.script, "check", try #require(TransactionPrograms.reader), folder.path,
      String(seed), framing,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(text.contains("records "), "\(text)")
  }

  /// Standard output is full: the program says so, and its journal has the records.
  @Test func aFullOutputIsTold() throws {
    let folder = try Self.storage()
    defer { try? FileManager.default.removeItem(at: folder) }
    let full = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
    let (status, text) = try Self.tail(folder, into: full)
    #expect(status == 1 && text.contains("Standard output could not be written"), "\(text)")
    let journal = try String(contentsOf: folder.appendingPathComponent("journal"), encoding: .utf8)
    #expect(journal.contains("0000000101"))
  }

  /// Root may read everything, unless that right is taken away.
  @Test func anUnreadableFileIsTold() throws {
    let folder = try Self.storage()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try Self.tail(folder, into: .nullDevice).status == 0)
    let name = folder.appendingPathComponent("root/2023/TR_20230101000000000_00002.DAT").path
    try #require(FileManager.default.createFile(atPath: name, contents: Data("#".utf8)))
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: name)
    let (status, text) = try Self.tail(folder, into: .nullDevice)
    #expect(status == 3 && text.contains("1 files could not be read"), "\(text)")
  }

  /// A folder with a storage of two records.
  private static func storage() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "transaction-tail-\(UUID().uuidString)")
    let year = folder.appendingPathComponent("root/2023")
    try FileManager.default.createDirectory(at: year, withIntermediateDirectories: true)
    let header = "#SSMIX,2.00,2212345678,0000000101,-,ADT-00,1,DEL,-,20231231235959999\r\n"
    try Data((header + header).utf8).write(to: year.appendingPathComponent("TR_20230101000000000_00001.DAT"))
    return folder
  }

  private static func tail(_ folder: URL, into output: FileHandle) throws -> (status: Int32, text: String) {
    let process = Process()
    let reader = try #require(TransactionPrograms.reader)
    let words = [
      "transaction", "tail", folder.path + "/root", "--position", folder.path + "/journal", "--settle", "0",
    ]
    let setpriv = "/usr/bin/setpriv"
    if NSUserName() == "root", FileManager.default.isExecutableFile(atPath: setpriv) {
      process.executableURL = URL(fileURLWithPath: setpriv)
      process.arguments = ["--bounding-set=-dac_override,-dac_read_search", reader] + words
    } else {
      process.executableURL = URL(fileURLWithPath: reader)
      process.arguments = words
    }
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}

/// What the test runs.
private enum TransactionPrograms {
  static let reader: String? = {
    let given = ProcessInfo.processInfo.environment["SSMIX2_BINARIES"]
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    return [given, beside].compactMap { $0 }.map { $0 + "/ssmix2-gateway" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/root/.pyenv/shims/python3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static let script = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("TransactionStorage/transaction-store.py").path
}
