/// One record of a transaction storage: a header and what was stored, where it stands in its file
/// (SS-MIX2 1.2g, トランザクションストレージ).
///
/// How a module frames a record is not told by the public material, so every framing is read: CR, LF or CRLF
/// after the header, blank lines before and after the content, MLLP frame bytes around it, no content at all.
public struct TransactionRecord: Sendable, Hashable {
  /// What was stored or deleted.
  public let header: TransactionHeader
  /// The record's bytes from its marker to the next one's, framing included; as many as `range` has.
  public let bytes: [UInt8]
  /// Where it stands in its file.
  public let range: Range<Int>
  /// Bytes of the header's line, without its line end.
  public let headerLength: Int
  /// The content within `bytes`: without the framing, and without its own last line end, which cannot be told
  /// from framing. Empty when the header stands alone.
  public let contentRange: Range<Int>

  /// The content: an HL7 v2 message in the standard storage, else any text.
  public var content: ArraySlice<UInt8> { bytes[contentRange] }

  /// Header line and content without the framing: what tells two records apart whose framing was not yet, or is
  /// no longer, the same. Hash these bytes, one part after the other with a line end between.
  public var essentialBytes: [UInt8] {
    bytes[..<headerLength] + [0x0D] + content
  }

  /// Whether something ends the header's line: without, a writer may still be at it.
  public var isHeaderTerminated: Bool { headerLength < bytes.count }

  /// Whether a line end or a frame end follows the content.
  public var isContentTerminated: Bool { contentRange.upperBound < bytes.count && !contentRange.isEmpty }

  /// Reads a record's bytes, which begin with the marker.
  init(
    _ bytes: [UInt8], at start: Int, decodingNames decode: (([UInt8]) -> String?)?
  ) throws(TransactionHeaderError) {
    let headerEnd = Self.headerEnd(of: bytes)
    header = try TransactionHeader(parsing: bytes[..<headerEnd], decodingNames: decode)
    headerLength = headerEnd
    self.bytes = bytes
    range = start..<start + bytes.count
    contentRange = Self.content(of: bytes, after: headerEnd)
  }

  /// Where the line of the header at the start of `bytes` ends; a frame's first byte ends it too.
  static func headerEnd(of bytes: [UInt8]) -> Int {
    bytes.firstIndex { isFrame($0) } ?? bytes.count
  }

  /// CR, LF, VT, FS, NUL and Ctrl-Z: what stands around messages and in none (HL7 v2.5 MLLP; DOS text files).
  private static func isFrame(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00, 0x0A, 0x0B, 0x0D, 0x1A, 0x1C: true
    default: false
    }
  }

  private static func content(of bytes: [UInt8], after headerEnd: Int) -> Range<Int> {
    var start = headerEnd
    var end = bytes.count
    while start < end, isFrame(bytes[start]) { start += 1 }
    while true {
      while end > start, isFrame(bytes[end - 1]) { end -= 1 }
      let last = bytes[start..<end].lastIndex { isFrame($0) }.map { $0 + 1 } ?? start
      guard end > last, isBeginning(bytes[last..<end]) else { return start..<end }
      end = last
    }
  }

  /// Whether a last line is all that there is of the next record: a byte order mark of files that were copied into
  /// one, or a marker that a writer was killed in.
  private static func isBeginning(_ line: ArraySlice<UInt8>) -> Bool {
    line.elementsEqual([0xEF, 0xBB, 0xBF])
      || line.count < TransactionHeader.marker.count && TransactionHeader.marker.starts(with: line)
  }
}

/// What a scanner finds: the items of a file cover all its bytes, in order, without gap or overlap.
public enum TransactionItem: Sendable, Hashable {
  /// A whole record.
  case record(TransactionRecord)
  /// A record whose header cannot be read, such as one cut in the middle of its first line.
  case malformed(TransactionHeaderError, range: Range<Int>)
  /// A record above the limit: its content was skipped without being kept. The header is nil when it cannot be
  /// read.
  case oversized(TransactionHeader?, range: Range<Int>)
  /// What stands before the first header: a byte order mark and line ends when `isBlank`, else what nothing
  /// here can name.
  case skipped(isBlank: Bool, range: Range<Int>)

  /// Where it stands in the file.
  public var range: Range<Int> {
    switch self {
    case .record(let record): record.range
    case .malformed(_, let range), .oversized(_, let range), .skipped(_, let range): range
    }
  }
}

/// Headers of records that a writer began in the middle of a line, after it was killed in the record before.
extension TransactionRecord {
  /// Headers inside the content that are whole and stand in no double-byte run, though not at the start of a
  /// line, with their offset in `bytes`; at most 16.
  ///
  /// They never split a record, since text may quote anything; they tell where else in the storage to look.
  public func embeddedHeaders(
    decodingNames decode: (([UInt8]) -> String?)? = nil
  ) -> [(offset: Int, header: TransactionHeader)] {
    var found: [(offset: Int, header: TransactionHeader)] = []
    var isDoubleByte = false
    var index = contentRange.lowerBound
    while index < contentRange.upperBound, found.count < 16 {
      switch bytes[index] {
      case 0x0A, 0x0D: isDoubleByte = false
      case 0x1B where index + 1 < contentRange.upperBound:
        isDoubleByte = bytes[index + 1] == UInt8(ascii: "$")
      case UInt8(ascii: "#") where !isDoubleByte && bytes[index...].starts(with: TransactionHeader.marker):
        let line = bytes[index..<contentRange.upperBound].prefix { !Self.isFrame($0) }
        if let header = try? TransactionHeader(parsing: line, decodingNames: decode) {
          found.append((index, header))
        }
      default: break
      }
      index += 1
    }
    return found
  }
}
