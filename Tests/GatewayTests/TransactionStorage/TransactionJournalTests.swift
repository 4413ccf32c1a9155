import Foundation
import Glibc
import Testing

@testable import Gateway

@Suite struct TransactionJournalTests {
  @Test func aLineThatACrashCutIsDropped() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var position = TransactionPosition(path: "2024/TR_20240101000000000_00001.DAT")
    for size in [10, 20, 30] {
      position.size = size
      let journal = try TransactionJournal(path: path)
      try await journal.commit(TransactionBatch(position: position, deliveries: [], findings: []))
    }
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let lines = whole.split(separator: 0x0A)
    #expect(lines.count == 3)
    for cut in [1, 40, lines[2].count] {
      try Data(whole.dropLast(cut)).write(to: URL(fileURLWithPath: path))
      let journal = try TransactionJournal(path: path)
      #expect(try await journal.positions(inFolder: "2024").map(\.size) == [20])
      #expect(try await journal.positions(inFolder: "").isEmpty)
      position.size = 30
      try await journal.commit(TransactionBatch(position: position, deliveries: [], findings: []))
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
    }
  }

  @Test func twoProgramsCannotWriteOne() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let journal = try TransactionJournal(path: path)
    #expect(throws: POSIXError.self) { try TransactionJournal(path: path) }
    withExtendedLifetime(journal) {}
  }

  /// Whatever was named by mistake stays as it was.
  @Test(
    arguments: [
      "#SSMIX,2.00,2212345678,0000000101,-,ADT-00,1,INS,-,20231231235959999\rMSH|^~\\&|HIS|||GW\rPID|||1\r",
      "#SSMIX,2.00\r\nMSH|^~\\&|HIS\r\n", "{\"findings\":[]}\n", "{\"findings\":[", "{", "\n", " ",
    ])
  func aFileThatIsNoJournalIsLeftAlone(content: String) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: TransactionJournalError.notAJournal(line: 1)) { try TransactionJournal(path: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content.utf8))
  }

  @Test func foreignBytesAfterWholeLinesAreLeftAlone() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await Self.commit(1, to: TransactionJournal(path: path))
    let mixed = try Data(contentsOf: URL(fileURLWithPath: path)) + Data("#SSMIX".utf8)
    try mixed.write(to: URL(fileURLWithPath: path))
    #expect(throws: TransactionJournalError.notAJournal(line: 2)) { try TransactionJournal(path: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == mixed)
  }

  /// A pipe opens like a file and cannot be read at an offset.
  @Test func aFailedReadIsNotTheEndOfTheFile() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try #require(mkfifo(path, 0o600) == 0)
    let error = #expect(throws: POSIXError.self) { try TransactionJournal(path: path) }
    #expect(error?.code == .ESPIPE)
  }

  @Test func aFileReadAgainAsksTheJournalOnce() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let journal = try TransactionJournal(path: path)
    let digests = (1...3).map { TransactionDigest(of: "\($0)".utf8) }
    let name = TransactionPosition(path: "2024/TR_20240101000000000_00001.DAT").path
    #expect(try await journal.delivered(Set(digests), ofFile: name).isEmpty)
    // Read once: what another hand writes into it meanwhile is not seen.
    try Data("no line".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try await journal.delivered(Set(digests), ofFile: name).isEmpty)
    await #expect(throws: TransactionJournalError.self) {
      try await journal.delivered(Set(digests), ofFile: "2024/another.DAT")
    }
  }

  @Test func whatReportingThrowsIsThrownAndTheLineKept() async throws {
    struct Failure: Error {}
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let journal = try TransactionJournal(path: path) { _ in throw Failure() }
      await #expect(throws: Failure.self) { try await Self.commit(1, to: journal) }
    }
    #expect(try await TransactionJournal(path: path).positions(inFolder: "2024").map(\.size) == [1])
  }

  private static func commit(_ size: Int, to journal: TransactionJournal) async throws {
    var position = TransactionPosition(path: "2024/TR_20240101000000000_00001.DAT")
    position.size = size
    try await journal.commit(TransactionBatch(position: position, deliveries: [], findings: []))
  }
}
