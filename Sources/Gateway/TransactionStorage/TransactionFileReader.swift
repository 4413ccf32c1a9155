import CLinux
import DirectoryWatch
import SSMIX2

/// Reads one file on from a position, step by step. Blocks; decides nothing about order, time or storage.
struct TransactionFileReader: Sendable {
  /// What bounds one step.
  struct Limits: Sendable {
    var record = TransactionRecordScanner.standardRecordLimit
    /// A step ends after the chunk in which it passes this many records.
    var batchRecords = 256
    /// Or this many bytes of records.
    var batchBytes = 4 * 1024 * 1024
    var chunk = 256 * 1024
  }

  /// What is known about the file besides its bytes.
  struct Circumstances: Sendable, Hashable {
    /// The file has not changed for the settle time.
    var isQuiet: Bool
    /// Nothing is expected any more: newer files exist.
    var isClosing: Bool
  }

  /// What one step came to.
  struct Step: Sendable {
    var batch: TransactionBatch
    /// Whether the end of the file was reached.
    var isAtEnd: Bool
    /// Whether the file was the same before and after.
    var isUnchanged: Bool
    /// Whether the store has to keep anything.
    var hasNews: Bool
  }

  let file: TransactionFile
  var limits = Limits()

  /// A position that fits the file: the given one, or the start when the file was truncated or replaced.
  ///
  /// Identity alone says nothing: a mounted share has new numbers, an editor keeps the old. The bytes at the
  /// start and those of the last record decide.
  func verified(
    _ position: TransactionPosition
  ) throws(ConfinedDirectoryError) -> (position: TransactionPosition, finding: TransactionFinding?) {
    let status = try file.status()
    var position = position
    let known = max(position.size, position.resume.offset)
    if status.size < known {
      position = position.restarted(presentSize: Int(status.size))
      return (position, TransactionFinding(kind: .truncated, range: 0..<Int(status.size)))
    }
    for mark in [position.first, position.last].compactMap({ $0 }) {
      let bytes = try file.read(at: mark.start, count: mark.end - mark.start)
      guard TransactionDigest(of: bytes) == mark.digest else {
        position = position.restarted(presentSize: Int(status.size))
        return (position, TransactionFinding(kind: .replaced, range: 0..<Int(status.size)))
      }
    }
    position.device = status.device
    position.inode = status.inode
    return (position, nil)
  }

  /// The file's present end as a position: nothing before it is ever delivered.
  func atEnd(
    _ start: TransactionPosition, isClosed: Bool
  ) throws(ConfinedDirectoryError) -> TransactionPosition {
    let status = try file.status()
    let size = Int(status.size)
    let beginning = try file.read(at: 0, count: min(size, 256))
    let last = try file.read(at: max(0, size - 1), count: min(size, 1))
    var position = start
    position.device = status.device
    position.inode = status.inode
    position.size = size
    position.resume = TransactionRecordScanner.ResumePoint(
      offset: size, isAtLineStart: last.allSatisfy { $0 == 0x0A || $0 == 0x0D || $0 == 0x1C })
    position.first = TransactionPosition.Mark(
      start: 0, end: beginning.count, digest: TransactionDigest(of: beginning))
    position.isClosed = isClosed
    return position
  }

  /// Reads on until there is enough for a batch, or to the end of the file.
  func step(
    from start: TransactionPosition, _ circumstances: Circumstances
  ) throws(ConfinedDirectoryError) -> Step {
    let before = try file.status()
    var collector = TransactionCollector(position: start)
    var scanner = TransactionRecordScanner(
      resumingAt: start.resume, recordLimit: limits.record, decodingNames: KindNames.text)
    var offset = start.resume.offset
    var isAtEnd = false
    // A record that is not over yet is always shorter than this: a step that gets so far has moved on.
    let farthest = offset + 2 * (limits.record + limits.chunk)
    while collector.count < limits.batchRecords, collector.bytes < limits.batchBytes, offset < farthest {
      let chunk = try file.read(at: offset, count: limits.chunk)
      for item in scanner.scan(chunk) { collector.take(item, ending: .nextHeader) }
      offset += chunk.count
      isAtEnd = chunk.count < limits.chunk
      if isAtEnd { break }
    }
    collector.position.resume = scanner.resumePoint
    let after = try file.status()
    let isUnchanged =
      isAtEnd && after.size == Int64(offset) && after.size == before.size && after.modified == before.modified
    if isAtEnd {
      collector.position.size = offset
      if isUnchanged, let open = scanner.openItem { collector.takeOpen(open, circumstances) }
    }
    var reached = collector.position
    reached.size = start.size
    return Step(
      batch: collector.batch, isAtEnd: isAtEnd, isUnchanged: isUnchanged,
      hasNews: reached != start || !collector.batch.deliveries.isEmpty || !collector.batch.findings.isEmpty)
  }
}

/// Gathers what a step finds, each thing once.
struct TransactionCollector {
  var position: TransactionPosition
  private var deliveries: [TransactionDelivery] = []
  private var findings: [TransactionFinding] = []
  /// Items and their bytes so far.
  private(set) var count = 0
  private(set) var bytes = 0

  init(position: TransactionPosition) {
    self.position = position
  }

  var batch: TransactionBatch {
    TransactionBatch(position: position, deliveries: deliveries, findings: findings)
  }

  /// Takes an item whose end is certain.
  mutating func take(_ item: TransactionItem, ending: TransactionDelivery.Ending) {
    count += 1
    bytes += item.range.count
    hand(on: item, digest: digest(of: item), ending: ending)
    position.announced = nil
    guard case .record(let record) = item else { return }
    if position.first == nil, record.range.lowerBound <= 65536 {
      position.first = mark(record, length: record.headerLength)
    }
    position.last = mark(record, length: record.bytes.count)
  }

  /// Takes what nothing follows yet, if it is whole as far as one can know.
  mutating func takeOpen(_ item: TransactionItem, _ circumstances: TransactionFileReader.Circumstances) {
    let ending: TransactionDelivery.Ending
    if circumstances.isClosing {
      ending = .newerFile
    } else if circumstances.isQuiet, case .record(let record) = item, TransactionCompleteness.isWhole(record)
    {
      ending = .wholeMessage
    } else {
      return
    }
    let digest = digest(of: item)
    hand(on: item, digest: digest, ending: ending)
    position.announced = digest
  }

  /// Delivers or reports, unless just that was announced before.
  private mutating func hand(
    on item: TransactionItem, digest: TransactionDigest, ending: TransactionDelivery.Ending
  ) {
    guard digest != position.announced else { return }
    switch item {
    case .record(let record):
      deliveries.append(
        TransactionDelivery(record: record, digest: digest, ending: ending, revises: position.announced))
    case .malformed(let error, let range): report(.malformedHeader(error), range)
    case .oversized(let header, let range):
      report(.oversizedRecord(header.map { TransactionHint($0) }), range)
    case .skipped(let isBlank, let range): if !isBlank { report(.foreignBytes, range) }
    }
  }

  private mutating func report(_ kind: TransactionFinding.Kind, _ range: Range<Int>) {
    findings.append(TransactionFinding(kind: kind, range: range))
  }

  private func digest(of item: TransactionItem) -> TransactionDigest {
    guard case .record(let record) = item else {
      return TransactionDigest(of: "\(item.range.lowerBound) \(item.range.upperBound)".utf8)
    }
    return record.digest
  }

  /// The first bytes of a record; the file's beginning is marked from its first byte.
  private func mark(_ record: TransactionRecord, length: Int) -> TransactionPosition.Mark {
    TransactionPosition.Mark(
      start: record.range.lowerBound, end: record.range.lowerBound + length,
      digest: TransactionDigest(of: record.bytes[..<length]))
  }
}
