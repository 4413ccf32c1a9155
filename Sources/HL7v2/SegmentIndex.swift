/// One pass over decoded text: where segments begin and fields end.
///
/// Eight bytes are looked at together; only delimiters cost a step of their own.
struct SegmentIndex {
  private(set) var entries: [MessageText.Entry] = []
  private(set) var separators: [UInt32] = []
  private let content: DecodedContent
  private let fieldSeparator: UInt8
  private let limits: ParseLimits

  init(content: DecodedContent, fieldSeparator: UInt8, limits: ParseLimits) {
    self.content = content
    self.fieldSeparator = fieldSeparator
    self.limits = limits
  }

  /// Fills `entries` and `separators`.
  ///
  /// - Throws: ``ParseError`` with `structure`: an impossible name, a second MSH, or a limit.
  mutating func build() throws(ParseError) {
    var lines: [Line] = []
    lines.reserveCapacity(min(content.range.count / 64, limits.segments) + 8)
    separators = content.utf8.withUnsafeBufferPointer { text in
      Self.scan(text, content.range, separator: fieldSeparator, lines: &lines, lineLimit: limits.segments)
    }
    entries.reserveCapacity(lines.count)
    guard lines.count <= limits.segments else {
      throw ParseError(
        code: .structure, offset: content.originalOffset(ofLine: 0, at: content.range.lowerBound),
        reason: "more than \(limits.segments) segments")
    }
    for line in lines where !isBlank(line.range) { try append(line) }
  }

  /// A line with at least one byte.
  private struct Line {
    var range: Range<Int>
    /// The number of line ends before it.
    var number: Int
    /// Index of its first field separator, and of the one behind its last.
    var separators: Range<Int>
  }

  private static func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, separator: UInt8, lines: inout [Line],
    lineLimit: Int
  ) -> [UInt32] {
    let total = count(of: separator, in: UnsafeBufferPointer(rebasing: text[range]))
    return [UInt32](unsafeUninitializedCapacity: total) { buffer, count in
      guard let output = buffer.baseAddress else {
        return scanLines(text, range, separator: nil, output: nil, count: &count, &lines, lineLimit)
      }
      scanLines(text, range, separator: separator, output: output, count: &count, &lines, lineLimit)
    }
  }

  private static func scanLines(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, separator: UInt8?,
    output: UnsafeMutablePointer<UInt32>?, count: inout Int, _ lines: inout [Line], _ lineLimit: Int
  ) {
    guard let start = text.baseAddress else { return }
    let raw = UnsafeRawPointer(start)
    let pattern = separator ?? 0x0D
    let separators = UInt64(pattern) &* 0x0101_0101_0101_0101
    var found = 0
    var lineStart = range.lowerBound
    var lineNumber = 0
    var firstSeparator = 0
    func endLine(_ position: Int) {
      // One line over the limit is enough to be told that there are too many.
      if position > lineStart, lines.count <= lineLimit {
        lines.append(
          Line(range: lineStart..<position, number: lineNumber, separators: firstSeparator..<found))
      }
      lineStart = position &+ 1
      lineNumber &+= 1
      firstSeparator = found
    }
    func delimiter(_ position: Int) {
      if start[position] == pattern, let output {
        output[found] = UInt32(truncatingIfNeeded: position)
        found &+= 1
      } else {
        endLine(position)
      }
    }
    var position = range.lowerBound
    while position &+ 8 <= range.upperBound {
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
      var hits =
        zeroBytes(word ^ separators) | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
        | zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A)
      while hits != 0 {
        delimiter(position &+ hits.trailingZeroBitCount &>> 3)
        hits &= hits &- 1
      }
      position &+= 8
    }
    while position < range.upperBound {
      let byte = start[position]
      if byte == pattern || byte == 0x0D || byte == 0x0A { delimiter(position) }
      position &+= 1
    }
    endLine(range.upperBound)
    count = found
  }

  private static func count(of separator: UInt8, in text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = text.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(start)
    let pattern = UInt64(separator) &* 0x0101_0101_0101_0101
    var total = 0
    var position = 0
    while position &+ 8 <= text.count {
      let ones = zeroBytes(raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ pattern) &>> 7
      total &+= Int(truncatingIfNeeded: (ones &* 0x0101_0101_0101_0101) &>> 56)
      position &+= 8
    }
    while position < text.count {
      if start[position] == separator { total &+= 1 }
      position &+= 1
    }
    return total
  }

  /// The high bit of each byte that is zero, and no other bit.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & low) &+ low) | word | low)
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    let first = content.utf8[range.lowerBound]
    return (first == 0x20 || first == 0x09) && content.utf8[range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private mutating func append(_ line: Line) throws(ParseError) {
    let range = line.range
    let offset = content.originalOffset(ofLine: line.number, at: range.lowerBound)
    let name = content.utf8[range].prefix(3)
    guard SegmentName.isPossible(name),
      range.count == 3 || content.utf8[range.lowerBound + 3] == fieldSeparator
    else {
      throw ParseError(
        code: .structure, offset: offset,
        reason: "a line does not begin with a segment name of three capital letters or digits")
    }
    if !entries.isEmpty, name.elementsEqual(MessageParser.header) {
      throw ParseError(code: .structure, offset: offset, segment: "MSH", reason: "a second message header")
    }
    guard line.separators.count <= limits.fieldsPerSegment else {
      throw ParseError(
        code: .structure, offset: offset, segment: String(decoding: name, as: UTF8.self),
        reason: "more than \(limits.fieldsPerSegment) fields")
    }
    entries.append(
      MessageText.Entry(
        start: UInt32(truncatingIfNeeded: range.lowerBound),
        end: UInt32(truncatingIfNeeded: range.upperBound),
        firstSeparator: UInt32(truncatingIfNeeded: line.separators.lowerBound),
        originalOffset: UInt32(truncatingIfNeeded: offset)))
  }
}
