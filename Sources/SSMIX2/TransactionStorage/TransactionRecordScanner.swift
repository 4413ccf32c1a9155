/// Splits the bytes of a transaction storage's file into records, chunk by chunk, however they are cut.
///
/// A record begins where `#SSMIX,` follows a line end, a frame end (FS) or the start of the file. No state of
/// ISO-2022-JP has to be kept for that: a line end returns to ASCII (JIS X 0202), and neither CR, LF nor FS is a
/// byte of a character in ISO-2022-JP, CP932 or UTF-8. So a marker inside a double-byte run or in the middle of
/// a line never splits.
///
/// A record is kept until the next begins; one above the limit is reported and its content not kept, so that
/// memory is bounded by the limit and the largest chunk.
public struct TransactionRecordScanner: Sendable {
  /// Where a scanner that stops today goes on tomorrow.
  public struct ResumePoint: Sendable, Hashable, Codable {
    /// What was being skipped.
    public struct Skipped: Sendable, Hashable, Codable {
      /// Where it began.
      public var start: Int
      /// Whether it is a record above the limit; else what stands before the first header.
      public var isOversized: Bool
      /// The header of a record above the limit.
      public var header: TransactionHeader?
      /// Whether nothing but line ends and padding has been skipped.
      public var isBlank: Bool
    }

    /// The first byte to scan.
    public var offset: Int
    /// Whether that byte begins a line.
    public var isAtLineStart: Bool
    /// What the byte is in the middle of; nil when a record begins there, or anything else.
    public var skipped: Skipped?

    /// The start of a file.
    public static let start = ResumePoint(offset: 0, isAtLineStart: true, skipped: nil)

    /// A point between two items.
    public init(offset: Int, isAtLineStart: Bool = true, skipped: Skipped? = nil) {
      self.offset = offset
      self.isAtLineStart = isAtLineStart
      self.skipped = skipped
    }
  }

  /// Most bytes of a record unless told otherwise: what the parser of messages takes, with its header.
  public static let standardRecordLimit = 16 * 1024 * 1024 + TransactionHeader.longestLine

  /// How much of what can begin a record stands at the end of what was scanned.
  private enum Progress: Equatable {
    case insideLine
    /// Bytes of the marker, 0...6.
    case marker(Int)
    /// Bytes of a byte order mark at the start of a line, 1...2.
    case byteOrderMark(Int)

    /// Bytes that may belong to the next record.
    var length: Int {
      switch self {
      case .insideLine: 0
      case .marker(let count), .byteOrderMark(let count): count
      }
    }
  }

  private let recordLimit: Int
  private let decodeNames: (@Sendable ([UInt8]) -> String?)?
  /// Bytes of the record that is open; empty when none is, or when it is skipped.
  private var pending: [UInt8] = []
  /// Where what is open began.
  private var start: Int
  /// The next byte's offset in the file.
  private var position: Int
  private var progress: Progress
  /// What is being skipped; nil while a record is open.
  private var skipped: ResumePoint.Skipped?

  /// A scanner at the start of a file, or where an earlier one stopped.
  ///
  /// - Parameters:
  ///   - recordLimit: most bytes of a record with its header; at least twice `TransactionHeader.longestLine`.
  ///   - decodeNames: text of a kind folder's name whose bytes are not UTF-8.
  public init(
    resumingAt point: ResumePoint = .start, recordLimit: Int = standardRecordLimit,
    decodingNames decodeNames: (@Sendable ([UInt8]) -> String?)? = nil
  ) {
    self.recordLimit = max(recordLimit, 2 * TransactionHeader.longestLine)
    self.decodeNames = decodeNames
    position = point.offset
    start = point.skipped?.start ?? point.offset
    progress = point.isAtLineStart ? .marker(0) : .insideLine
    skipped =
      point.skipped ?? ResumePoint.Skipped(start: start, isOversized: false, header: nil, isBlank: true)
  }

  /// Where a later scanner has to start so that both find what one alone would: the start of the open record,
  /// or, when something is skipped, the first byte that may begin a record.
  public var resumePoint: ResumePoint {
    guard let skipped else { return ResumePoint(offset: start) }
    return ResumePoint(
      offset: position - progress.length, isAtLineStart: progress != .insideLine,
      skipped: position - progress.length == start ? nil : skipped)
  }

  /// Scans the next bytes.
  ///
  /// - Returns: what they complete, in order.
  public mutating func scan(_ bytes: [UInt8]) -> [TransactionItem] {
    var items: [TransactionItem] = []
    bytes.withUnsafeBufferPointer { buffer in
      var kept = 0
      var index = 0
      while index < buffer.count {
        if progress == .insideLine, skipped?.isBlank != true {
          while index < buffer.count, !Self.isLineEnd(buffer[index]) { index += 1 }
          guard index < buffer.count else { break }
        }
        let begins = advance(over: buffer[index])
        index += 1
        guard begins else { continue }
        if skipped == nil { pending.append(contentsOf: buffer[kept..<index]) }
        position += index - kept
        kept = index
        items += beginRecord()
      }
      if skipped == nil { pending.append(contentsOf: buffer[kept...]) }
      position += buffer.count - kept
    }
    skipWhenOversized()
    return items
  }

  /// What is open, as if nothing followed; nil when nothing is.
  ///
  /// Whether it is whole the bytes alone do not tell: the next header does, or a newer file, or the message.
  public var openItem: TransactionItem? {
    position > start ? item(endingAt: position) : nil
  }

  /// Ends the scan: nothing follows.
  ///
  /// - Returns: what was open; nil when nothing was.
  public mutating func finish() -> TransactionItem? {
    let last = openItem
    pending = []
    start = position
    progress = .marker(0)
    skipped = ResumePoint.Skipped(start: position, isOversized: false, header: nil, isBlank: true)
    return last
  }

  // MARK: Lines

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A || byte == 0x1C }

  /// Takes one byte; true when it is the last of a marker.
  private mutating func advance(over byte: UInt8) -> Bool {
    let before = progress
    progress = Self.progress(after: before, byte)
    if skipped?.isBlank == true {
      let isBlank =
        before.length == 0 && (Self.isLineEnd(byte) || Self.isPadding(byte))
        || before == .byteOrderMark(2) && byte == 0xBF
      if progress.length == 0 && !isBlank { skipped?.isBlank = false }
    }
    return progress == .marker(TransactionHeader.marker.count)
  }

  private static func progress(after progress: Progress, _ byte: UInt8) -> Progress {
    if isLineEnd(byte) { return .marker(0) }
    switch progress {
    case .insideLine: return .insideLine
    case .marker(0) where byte == 0xEF: return .byteOrderMark(1)
    case .marker(let count): return byte == TransactionHeader.marker[count] ? .marker(count + 1) : .insideLine
    case .byteOrderMark(1) where byte == 0xBB: return .byteOrderMark(2)
    case .byteOrderMark(2) where byte == 0xBF: return .marker(0)
    case .byteOrderMark: return .insideLine
    }
  }

  private static func isPadding(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00, 0x09, 0x0B, 0x1A, 0x20: true
    default: false
    }
  }

  // MARK: Records

  /// A marker ends at `position`: closes what was open and opens a record.
  private mutating func beginRecord() -> [TransactionItem] {
    let end = position - TransactionHeader.marker.count
    if skipped == nil { pending.removeLast(TransactionHeader.marker.count) }
    let items = end > start ? [item(endingAt: end)] : []
    pending.removeAll(keepingCapacity: false)
    pending.append(contentsOf: TransactionHeader.marker)
    start = end
    skipped = nil
    progress = .insideLine
    return items
  }

  private func item(endingAt end: Int) -> TransactionItem {
    if let skipped {
      return skipped.isOversized
        ? .oversized(skipped.header, range: start..<end)
        : .skipped(isBlank: skipped.isBlank && (end < position || progress.length == 0), range: start..<end)
    }
    guard end - start <= recordLimit else { return .oversized(header(), range: start..<end) }
    do throws(TransactionHeaderError) {
      return .record(try TransactionRecord(pending, at: start, decodingNames: decodeNames))
    } catch {
      return .malformed(error, range: start..<end)
    }
  }

  private func header() -> TransactionHeader? {
    let beginning = Array(pending.prefix(TransactionHeader.longestLine + 1))
    let line = beginning[..<TransactionRecord.headerEnd(of: beginning)]
    return try? TransactionHeader(parsing: line, decodingNames: decodeNames)
  }

  /// Bytes that may begin the next record do not count, so that where a chunk ends makes no difference.
  private mutating func skipWhenOversized() {
    guard skipped == nil, pending.count - progress.length > recordLimit else { return }
    skipped = ResumePoint.Skipped(start: start, isOversized: true, header: header(), isBlank: false)
    pending = []
  }
}
