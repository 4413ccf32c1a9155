import SSMIX2
import Testing

@Suite struct TransactionRecordScannerTests {
  /// All items of a file, fed in chunks of random lengths up to `longest`.
  private static func items(
    _ bytes: [UInt8], longest: Int, limit: Int = 1 << 20, _ generator: inout SeededGenerator
  ) -> [TransactionItem] {
    var scanner = TransactionRecordScanner(recordLimit: limit)
    var items: [TransactionItem] = []
    var index = 0
    while index < bytes.count {
      let end = min(bytes.count, index + Int.random(in: 1...longest, using: &generator))
      items += scanner.scan(Array(bytes[index..<end]))
      index = end
    }
    if let last = scanner.finish() { items.append(last) }
    return items
  }

  private static func whole(_ bytes: [UInt8], limit: Int = 1 << 20) -> [TransactionItem] {
    var generator = SeededGenerator(state: 0)
    return items(bytes, longest: 1, limit: limit, &generator)
  }

  private static func covers(_ items: [TransactionItem], _ bytes: [UInt8]) -> Bool {
    var end = 0
    for item in items {
      guard item.range.lowerBound == end, !item.range.isEmpty else { return false }
      if case .record(let record) = item, record.bytes != Array(bytes[item.range]) { return false }
      end = item.range.upperBound
    }
    return end == bytes.count
  }

  @Test(arguments: TransactionFraming.all) func everyFramingGivesWhatWasWritten(_ framing: TransactionFraming)
    throws
  {
    for seed in UInt64(1)...3 {
      var generator = SeededGenerator(state: seed)
      let written = (0..<30).map { WrittenTransaction.random($0, using: &generator) }
      let bytes = framing.file(written)
      let items = Self.items(bytes, longest: 1 << Int.random(in: 0...12, using: &generator), &generator)
      #expect(Self.covers(items, bytes))
      var records: [TransactionRecord] = []
      for item in items {
        switch item {
        case .record(let record): records.append(record)
        case .skipped(let isBlank, let range): #expect(isBlank && range.lowerBound == 0)
        default: Issue.record("\(item)")
        }
      }
      try #require(records.count == written.count)
      for (record, source) in zip(records, written) {
        #expect(record.bytes[..<record.headerLength].elementsEqual(source.header.utf8))
        #expect(Array(record.content) == source.content(framing.afterSegment))
      }
    }
  }

  /// Noise with markers, line ends and frame bytes in it: the chunks make no difference, nothing is lost.
  @Test(arguments: Array(UInt64(1)...5)) func chunksMakeNoDifference(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let pieces: [[UInt8]] = [
      Array("#SSMIX,".utf8), Array("#SSMIX".utf8), Array("##SSMIX,".utf8), [0x0D], [0x0A], [0x1C], [0x0B],
      [0xEF, 0xBB, 0xBF], [0xEF, 0xBB], [0x1B, 0x24, 0x42], [0x00], Array(TransactionHeaderTests.whole.utf8),
      Array(TransactionHeaderTests.whole.utf8) + [0x0D], Array("MSH|^~\\&|".utf8), [0x20, 0x83, 0x5C],
      [UInt8](repeating: 0x41, count: 2000),
    ]
    for _ in 0..<60 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).flatMap { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }
      let expected = Self.whole(bytes, limit: 4096)
      #expect(Self.covers(expected, bytes))
      for _ in 0..<3 {
        let longest = 1 << Int.random(in: 0...13, using: &generator)
        #expect(Self.items(bytes, longest: longest, limit: 4096, &generator) == expected)
      }
      #expect(Self.resumed(bytes, limit: 4096, &generator) == expected)
    }
  }

  /// A scanner that is thrown away after each chunk and begun anew where it stopped.
  private static func resumed(
    _ bytes: [UInt8], limit: Int, _ generator: inout SeededGenerator
  ) -> [TransactionItem] {
    var items: [TransactionItem] = []
    var point = TransactionRecordScanner.ResumePoint.start
    var end = 0
    while true {
      var scanner = TransactionRecordScanner(resumingAt: point, recordLimit: limit)
      end = min(bytes.count, max(end, point.offset) + Int.random(in: 1...3000, using: &generator))
      items += scanner.scan(Array(bytes[point.offset..<end]))
      point = scanner.resumePoint
      if end == bytes.count {
        if let last = scanner.finish() { items.append(last) }
        return items
      }
    }
  }

  @Test func aMarkerInsideALineOrADoubleByteRunNeverSplits() throws {
    let header = TransactionHeaderTests.whole
    let run: [UInt8] = [0x1B, 0x24, 0x42] + Array("#SSMIX,!".utf8) + [0x1B, 0x28, 0x42]
    let bytes = Array((header + "\rMSH|a\rOBX|" + header + "|\r").utf8) + run + Array("\rNTE|##SSMIX,\r".utf8)
    let items = Self.whole(bytes)
    #expect(items.count == 1)
    guard case .record(let record) = try #require(items.first) else {
      Issue.record("no record")
      return
    }
    // Not a header: what follows its time is no digit.
    #expect(record.embeddedHeaders().isEmpty)
  }

  /// What may stand between two records: half of an MLLP frame, padding, the mark of a file copied behind another.
  @Test(arguments: [
    ("\r", 2), ("\n", 2), ("\u{1C}", 2), ("\r\u{1C}", 2), ("\r\n\r\n", 2), ("\r\u{FEFF}", 2),
    ("\r\0\u{1A}\n", 2), ("\r#SSMIX\r\n", 2), ("\n#\n#S\n", 2),
    ("", 1), (" ", 1), ("\u{0B}", 1), ("\0", 1), ("\u{FEFF}", 1), ("\r ", 1), ("\u{85}", 1), ("\u{2028}", 1),
  ])
  func onlyALineEndOrAFrameEndLetsARecordBegin(between: String, count: Int) throws {
    let header = TransactionHeaderTests.whole
    let items = Self.whole(Array((header + "\rMSH|a" + between + header + "\rMSH|b").utf8))
    let contents = items.map { item in
      if case .record(let record) = item {
        String(decoding: record.content, as: UTF8.self)
      } else {
        "no record"
      }
    }
    #expect(contents == (count == 2 ? ["MSH|a", "MSH|b"] : ["MSH|a" + between + header + "\rMSH|b"]))
  }

  @Test func aHeaderBegunInTheMiddleOfALineIsTold() throws {
    let header = TransactionHeaderTests.whole
    let bytes = Array((header + "\rMSH|a\rOBX|cut" + header + "\rMSH|b\r").utf8)
    guard case .record(let record) = try #require(Self.whole(bytes).first) else {
      Issue.record("no record")
      return
    }
    let embedded = record.embeddedHeaders()
    #expect(embedded.map(\.header) == [record.header])
    #expect(embedded.first?.offset == (header + "\rMSH|a\rOBX|cut").utf8.count)
  }

  @Test func whatCannotBeReadIsReported() {
    let header = TransactionHeaderTests.whole
    let big = [UInt8](repeating: 0x41, count: 5000)
    let bytes =
      Array("junk\r\n".utf8) + Array("#SSMIX,2.00,99\r\n".utf8) + Array((header + "\r").utf8) + big
      + Array(("\r" + header + "\r").utf8)
    let items = Self.whole(bytes, limit: 4096)
    #expect(items.count == 4)
    guard case .skipped(isBlank: false, let junk) = items[0], case .malformed(let error, let cut) = items[1],
      case .oversized(let known, _) = items[2], case .record(let last) = items[3]
    else {
      Issue.record("\(items)")
      return
    }
    #expect(junk == 0..<6 && cut == 6..<22)
    #expect(error.code == .fieldCount && error.offset == 14)
    #expect(known == last.header)
    #expect(last.content.isEmpty && last.isHeaderTerminated)
  }

  @Test func anOversizedRecordIsNotKept() {
    let header = Array((TransactionHeaderTests.whole + "\r").utf8)
    var scanner = TransactionRecordScanner(recordLimit: 4096)
    #expect(scanner.scan(header).isEmpty)
    for _ in 0..<100 { #expect(scanner.scan([UInt8](repeating: 0x41, count: 1000)).isEmpty) }
    // The resume point is at the end, not at the record's start: nothing is read twice.
    #expect(scanner.resumePoint.offset == header.count + 100_000)
    #expect(scanner.resumePoint.skipped?.header?.orderNumber == "000000000012345")
    guard case .oversized(_, let range) = scanner.finish() else {
      Issue.record("not oversized")
      return
    }
    #expect(range == 0..<header.count + 100_000)
  }
}
