import DirectoryWatch
import Foundation
import SSMIX2
import Synchronization
import Testing

@testable import Gateway

@Suite struct TransactionTailTests {
  /// A transaction storage that lives as long as its test, and a tail on it.
  private final class Storage: Sendable {
    let root: URL
    let positions = MemoryPositions()

    init() throws {
      root = FileManager.default.temporaryDirectory.appendingPathComponent(
        "transactions-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func tail(openFiles: Int = 3, recordLimit: Int = 1 << 20) -> TransactionTail {
      TransactionTail(
        root: root.path, positions: positions,
        options: TransactionTail.Options(settle: .seconds(2), openFiles: openFiles, recordLimit: recordLimit))
    }

    func write(_ text: String, to name: String) throws {
      let file = root.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }

    func append(_ text: String, to name: String) throws {
      let handle = try FileHandle(forWritingTo: root.appendingPathComponent(name))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
    }
  }

  private static func header(_ number: Int, _ type: String = "INS", kind: String = "ADT-00") -> String {
    "#SSMIX,2.00,2212345678,0000000101,-,\(kind),\(number),\(type),-,20231231235959999\r\n"
  }

  private static func record(_ number: Int) -> String {
    header(number) + "MSH|^~\\&|HIS|||GW|20231231||ADT^A08^ADT_A01|\(number)|P|2.5\rEVN||20231231\r"
      + "PID|||0000000101\rPV1||O\r"
  }

  private static func name(_ year: Int, _ number: Int) -> String {
    "\(year)/TR_\(year)0101000000000_0000\(number).DAT"
  }

  @Test func theLastRecordWaitsUntilItIsWholeAndTheFileQuiet() async throws {
    let storage = try Storage()
    let tail = storage.tail()
    try storage.write(Self.record(1) + String(Self.record(2).dropLast(8)), to: Self.name(2023, 1))
    _ = try await tail.advance(at: .seconds(0))
    #expect(storage.positions.orderNumbers == ["1"])
    // Quiet, but not whole.
    _ = try await tail.advance(at: .seconds(10))
    #expect(storage.positions.orderNumbers == ["1"])
    try storage.append(String(Self.record(2).suffix(8)), to: Self.name(2023, 1))
    _ = try await tail.advance(at: .seconds(11))
    #expect(storage.positions.orderNumbers == ["1"], "whole, but not quiet")
    _ = try await tail.advance(at: .seconds(13))
    #expect(storage.positions.orderNumbers == ["1", "2"])
    #expect(storage.positions.last?.ending == .wholeMessage)
    _ = try await tail.advance(at: .seconds(20))
    try storage.append("\r\n" + Self.header(3, "DEL"), to: Self.name(2023, 1))
    _ = try await tail.advance(at: .seconds(21))
    #expect(storage.positions.orderNumbers == ["1", "2"], "the second is not delivered again")
    _ = try await tail.advance(at: .seconds(24))
    #expect(storage.positions.orderNumbers == ["1", "2", "3"], "a deletion needs no content")
  }

  @Test func aPauseInTheMiddleOfARecordIsPutRight() async throws {
    let storage = try Storage()
    let tail = storage.tail()
    try storage.write(Self.record(1), to: Self.name(2023, 1))
    _ = try await tail.advance(at: .seconds(0))
    _ = try await tail.advance(at: .seconds(3))
    let early = try #require(storage.positions.last)
    // A crash in between: another reader knows only what was kept.
    let next = storage.tail()
    try storage.append("AL1|1||x\r" + Self.record(2), to: Self.name(2023, 1))
    _ = try await next.advance(at: .seconds(0))
    let revised = try #require(storage.positions.last)
    #expect(revised.revises == early.digest && revised.ending == .nextHeader)
    #expect(revised.record.content.count == early.record.content.count + 9)
    #expect(storage.positions.orderNumbers == ["1"])
  }

  @Test func aNewerFileEndsTheOneBefore() async throws {
    let storage = try Storage()
    let tail = storage.tail()
    let cut = String(Self.record(2).dropLast(30))
    try storage.write(Self.record(1) + cut, to: Self.name(2023, 1))
    try storage.write(Self.record(3) + Self.record(4), to: Self.name(2024, 1))
    _ = try await tail.advance(at: .seconds(0))
    #expect(storage.positions.orderNumbers == ["1", "3"])
    _ = try await tail.advance(at: .seconds(2))
    #expect(storage.positions.orderNumbers == ["1", "3", "2", "4"])
    // A late record in the file of last year, while a third file exists.
    try storage.append("\r\n" + Self.record(5) + Self.record(6), to: Self.name(2023, 1))
    _ = try await tail.advance(at: .seconds(3))
    #expect(storage.positions.orderNumbers.contains("5"))
    _ = try await tail.advance(at: .seconds(6))
    #expect(storage.positions.orderNumbers.sorted() == ["1", "2", "3", "4", "5", "6"])
  }

  @Test func oldFilesAreClosedAndFoundAgainBySweeping() async throws {
    let storage = try Storage()
    let tail = storage.tail(openFiles: 1)
    for number in 1...4 { try storage.write(Self.record(number), to: Self.name(2020 + number, 1)) }
    _ = try await tail.advance(at: .zero)
    #expect(storage.positions.orderNumbers == ["1", "2", "3"])
    #expect(try await tail.advance(at: .seconds(1)).files == 0, "closed files are not looked into")
    try storage.append(Self.record(9), to: Self.name(2021, 1))
    #expect(try await tail.advance(at: .seconds(2)).records == 1, "only the last, now quiet")
    #expect(try await tail.advance(at: .seconds(3), sweeping: true).records == 1)
    #expect(storage.positions.orderNumbers == ["1", "2", "3", "4", "9"])
    let second = try await storage.tail(openFiles: 1).advance(at: .zero)
    #expect(second.records == 0 && second.files == 1)
  }

  @Test(arguments: [false, true])
  func aTruncatedOrReplacedFileIsReadAgainAndKnownRecordsRecognised(isReplaced: Bool) async throws {
    let storage = try Storage()
    let tail = storage.tail()
    let name = Self.name(2023, 1)
    try storage.write((1...5).map(Self.record).joined(), to: name)
    _ = try await tail.advance(at: .seconds(0))
    _ = try await tail.advance(at: .seconds(2))
    #expect(storage.positions.orderNumbers == ["1", "2", "3", "4", "5"])
    if isReplaced {
      // Restored with a record in front and others behind: another file under the old name, longer than before.
      try storage.write(([7] + Array(1...5) + [8, 9]).map(Self.record).joined(), to: name)
    } else {
      try storage.write((1...2).map(Self.record).joined(), to: name)
      _ = try await tail.advance(at: .seconds(3))
      try storage.append([3, 7, 8, 9].map(Self.record).joined(), to: name)
    }
    let progress = try await tail.advance(at: .seconds(4))
    #expect(progress.known >= (isReplaced ? 5 : 1))
    _ = try await tail.advance(at: .seconds(7))
    #expect(storage.positions.orderNumbers == ["1", "2", "3", "4", "5", "7", "8", "9"])
    #expect(
      storage.positions.findings == [isReplaced ? "transaction.file-replaced" : "transaction.file-truncated"])
  }

  /// Half of it is written again, then far more than there ever was.
  @Test func whatComesAfterTheOldEndIsNotComparedAnyMore() async throws {
    let storage = try Storage()
    let tail = storage.tail()
    let name = Self.name(2023, 1)
    let records = (1000..<3000).map(Self.record)
    try storage.write(records[..<600].joined(), to: name)
    for second in [0, 2] { _ = try await tail.advance(at: .seconds(second)) }
    try storage.write(records[..<300].joined(), to: name)
    _ = try await tail.advance(at: .seconds(3))
    #expect(storage.positions.state.withLock { $0.questions }.reduce(0, +) == 299, "the last is not quiet")
    let extent = storage.positions.state.withLock { $0.positions[name]?.rereadUntil }
    #expect(extent == 600 * records[0].utf8.count)
    try storage.append(records[300..<1400].joined(), to: name)
    _ = try await tail.advance(at: .seconds(4))
    let asked = storage.positions.state.withLock { $0.questions }
    #expect(asked.reduce(0, +) == 600, "each of the 600 that were there, and no other")
    #expect(storage.positions.state.withLock { $0.positions[name]?.rereadUntil } == nil)
    try storage.append(records[1400...].joined(), to: name)
    for second in [5, 8] { _ = try await tail.advance(at: .seconds(second)) }
    #expect(storage.positions.state.withLock { $0.questions } == asked, "no question after the extent")
    #expect(storage.positions.orderNumbers == (1000..<3000).map(String.init))
  }

  /// The store fails at each commit in turn, as if the program had died there.
  @Test(arguments: 1...6) func aBatchThatWasNotKeptIsReadAgain(failing: Int) async throws {
    let storage = try Storage()
    for number in 1...3 {
      try storage.write(
        (0..<300).map { Self.record(number * 1000 + $0) }.joined(), to: Self.name(2023, number))
    }
    storage.positions.state.withLock { $0.failing = failing }
    await #expect(throws: TransactionTailError.self) {
      let tail = storage.tail()
      for second in 0..<5 { _ = try await tail.advance(at: .seconds(second * 3)) }
    }
    let tail = storage.tail()
    for second in 0..<5 { _ = try await tail.advance(at: .seconds(second * 3)) }
    let expected = (1...3).flatMap { number in (0..<300).map { String(number * 1000 + $0) } }
    #expect(storage.positions.orderNumbers.sorted() == expected.sorted())
    // The last record of a file comes after the first ones of newer files.
    #expect(storage.positions.orderNumbers.first == "1000" && storage.positions.orderNumbers.last == "3299")
  }

  @Test func whatIsNoRecordIsReportedOnceAndTheRestGoesOn() async throws {
    let storage = try Storage()
    let big = Self.header(2) + String(repeating: "x", count: 300_000)
    let text = "junk\r\n" + Self.record(1) + big + "\r\n#SSMIX,2.00,22\r\n" + Self.record(3) + Self.record(4)
    try storage.write(text, to: Self.name(2023, 1))
    try storage.write("no transaction file", to: "2023/readme.txt")
    try storage.write(Self.record(9), to: "2023/sub/TR_20230101000000000_00001.DAT")
    try FileManager.default.createSymbolicLink(
      atPath: storage.root.path + "/" + Self.name(2023, 7), withDestinationPath: "/etc/passwd")
    for _ in 0..<3 {
      let tail = storage.tail(recordLimit: 100_000)
      for second in 0..<3 { _ = try await tail.advance(at: .seconds(second * 3), sweeping: true) }
    }
    #expect(storage.positions.orderNumbers == ["1", "3", "4"])
    #expect(
      storage.positions.findings == [
        "transaction.foreign-bytes", "transaction.record-too-large", "transaction.header-field-count",
      ])
  }

  /// A record of 3 MB where 100 kB are allowed, written in four pieces, each read by another life of the reader.
  @Test func aRecordAboveTheLimitIsSkippedAcrossCrashes() async throws {
    let storage = try Storage()
    let name = Self.name(2023, 1)
    try storage.write(Self.record(1) + Self.header(2), to: name)
    var resumed: [Int] = []
    for _ in 0..<4 {
      try storage.append(String(repeating: "OBX|1\r", count: 130_000), to: name)
      _ = try await storage.tail(recordLimit: 100_000).advance(at: .zero)
      resumed.append(try #require(storage.positions.state.withLock { $0.positions[name]?.resume.offset }))
    }
    let size = try FileManager.default.attributesOfItem(atPath: storage.root.path + "/" + name)[.size] as? Int
    #expect(resumed.last == size, "what was skipped is not read again")
    #expect(resumed == resumed.sorted() && Set(resumed).count == 4)
    try storage.append(Self.record(3) + Self.header(4, "DEL"), to: name)
    _ = try await storage.tail(recordLimit: 100_000).advance(at: .zero)
    #expect(storage.positions.orderNumbers == ["1", "3"])
    #expect(storage.positions.findings == ["transaction.record-too-large"])
  }

  @Test func whatExistsCanBeSkipped() async throws {
    let storage = try Storage()
    try storage.write(Self.record(1), to: Self.name(2022, 1))
    try storage.write(Self.record(2), to: Self.name(2023, 1))
    let tail = storage.tail()
    try await tail.skipExisting()
    try storage.append(Self.record(3), to: Self.name(2023, 1))
    for second in 0..<3 { _ = try await tail.advance(at: .seconds(second * 3)) }
    #expect(storage.positions.orderNumbers == ["3"])
    #expect(storage.positions.findings.isEmpty)
  }

  /// Few files over many years: all but those of the last two years are over, however few are newer.
  @Test func yearsAndFilesOutsideThem() async throws {
    let storage = try Storage()
    for year in 2020...2023 { try storage.write(Self.record(year), to: Self.name(year, 1)) }
    try storage.write(Self.record(1), to: "TR_20190101000000000_00001.DAT")
    let tail = storage.tail(openFiles: 10)
    _ = try await tail.advance(at: .zero)
    #expect(storage.positions.orderNumbers == ["2020", "2021"])
    _ = try await tail.advance(at: .seconds(2))
    #expect(storage.positions.orderNumbers == ["2020", "2021", "1", "2022", "2023"])
  }

  @Test func aCancelledTaskStopsBetweenFilesAndLosesNothing() async throws {
    let storage = try Storage()
    for number in 1...5 {
      try storage.write(Self.record(number) + Self.record(9), to: Self.name(2023, number))
    }
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await storage.tail().advance(at: .zero)
    }
    #expect(try await task.value.records == 0)
    #expect(try await storage.tail().advance(at: .zero).records >= 5)
  }

  @Test func aRootThatIsGoneSaysSo() async throws {
    let storage = try Storage()
    let tail = TransactionTail(root: storage.root.path + "/absent", positions: storage.positions)
    do {
      _ = try await tail.advance(at: .zero)
      Issue.record("no error")
    } catch {
      guard case .unavailable(let reason) = error else {
        Issue.record("another error")
        return
      }
      #expect(reason.code == .stale)
    }
  }

  @Test func aHintNamesTheKeyAndHeadersBegunInsideALine() async throws {
    let storage = try Storage()
    let cut = String(Self.record(1).dropLast(5))
    try storage.write(cut + Self.record(2) + Self.record(3), to: Self.name(2023, 1))
    _ = try await storage.tail().advance(at: .zero)
    let hints = try #require(storage.positions.last).hints
    #expect(hints.map(\.orderNumber) == ["1", "2"])
    #expect(hints.first?.patientID == "0000000101" && hints.first?.kind == "ADT-00")
  }

  @Test(
    arguments: [
      ([0x5E, 0x83, 0x5E, 0x5E], "^タ^"), ([0x1B, 0x24, 0x42, 0x25, 0x2C, 0x1B, 0x28, 0x42, 0x5E], "ガ^"),
    ] as [([UInt8], String)])
  func namesInOtherEncodings(bytes: [UInt8], text: String) {
    #expect(KindNames.text(bytes) == text)
    #expect(KindNames.text([0xFF, 0xFF]) == nil)
  }
}
