/// Where lines begin in the original bytes. Line ends are the same bytes in every character set that is read,
/// and no part of any character: the n-th line of the decoded text is the n-th of the file.
struct SourceLines {
  private let source: [UInt8]
  private var position: Int
  private var number = 0

  init(source: [UInt8], position: Int) {
    self.source = source
    self.position = position
  }

  /// Offset of a line, 0-based; lines are asked for in rising order.
  mutating func position(ofLine wanted: Int) -> Int {
    source.withUnsafeBufferPointer { bytes in
      while number < wanted, position < bytes.count {
        position = DelimiterBlock.behindLineEnd(bytes, from: position)
        number &+= 1
      }
    }
    return position
  }

  /// Offsets of all segments of a decoded text.
  static func offsets(
    of entries: [MessageText.Entry], in utf8: [UInt8], source: [UInt8], base: Int
  ) -> [UInt32] {
    var lines = SourceLines(source: source, position: base)
    var number = 0
    var decoded = 0
    var offsets: [UInt32] = []
    offsets.reserveCapacity(entries.count)
    utf8.withUnsafeBufferPointer { bytes in
      for entry in entries {
        while decoded < Int(entry.start) {
          decoded = DelimiterBlock.behindLineEnd(bytes, from: decoded)
          number &+= 1
        }
        offsets.append(UInt32(truncatingIfNeeded: lines.position(ofLine: number)))
      }
    }
    return offsets
  }
}
