/// One pass over decoded text: where segments begin and fields end.
///
/// Sixteen bytes are looked at together; only delimiters cost a step of their own. Room is made for as many
/// delimiters as messages have; for one that has more they are counted first, so that hostile text cannot
/// make the lists grow beyond four bytes for each of its own.
struct SegmentIndex {
  private(set) var entries: [MessageText.Entry] = []
  private(set) var separators: [UInt32] = []
  private let content: DecodedContent
  private let fieldSeparator: UInt8
  private let limits: ParseLimits
  private let source: [UInt8]

  init(content: DecodedContent, source: [UInt8], fieldSeparator: UInt8, limits: ParseLimits) {
    self.content = content
    self.fieldSeparator = fieldSeparator
    self.limits = limits
    self.source = source
  }

  /// Fills `entries` and `separators`.
  ///
  /// - Throws: ``ParseError`` with `structure`: an impossible name, a second MSH, or a limit.
  mutating func build() throws(ParseError) {
    let range = content.range
    let room = range.count / 4 + 16
    if try build(separatorRoom: room, entryRoom: min(range.count / 32, limits.segments) + 8) { return }
    let counts = content.utf8.withUnsafeBufferPointer {
      DelimiterCounts(UnsafeBufferPointer(rebasing: $0[range]), separator: fieldSeparator)
    }
    entries = []
    // The shortest line has a name and its end.
    let entryRoom = min(counts.lineEnds, range.count / 4, limits.segments) + 1
    guard try build(separatorRoom: counts.separators, entryRoom: entryRoom) else {
      throw ParseError(
        code: .structure, offset: content.base, reason: "more than \(limits.segments) segments")
    }
  }

  /// - Returns: false when there was not enough room.
  private mutating func build(separatorRoom: Int, entryRoom: Int) throws(ParseError) -> Bool {
    let utf8 = content.utf8
    let range = content.range
    var outcome = Outcome.read
    entries.reserveCapacity(entryRoom)
    separators = [UInt32](unsafeUninitializedCapacity: separatorRoom) { buffer, count in
      utf8.withUnsafeBufferPointer { text in
        outcome = scan(text, range, into: buffer, count: &count, entryRoom: entryRoom)
      }
    }
    switch outcome {
    case .read: return true
    case .noRoom: return false
    case .failed(let problem): throw problem
    }
  }

  private enum Outcome {
    case read, noRoom
    case failed(ParseError)
  }

  private mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into output: UnsafeMutableBufferPointer<UInt32>,
    count: inout Int, entryRoom: Int
  ) -> Outcome {
    guard let start = text.baseAddress else { return .read }
    let separator = fieldSeparator
    let block = DelimiterBlock(separator: separator)
    let room = output.count
    var line = Line(start: range.lowerBound)
    var position = range.lowerBound
    var found = 0
    defer { count = found }
    while position < range.upperBound {
      var hits = block.hits(start + position, range.upperBound &- position)
      while hits != 0 {
        let place = position &+ hits.trailingZeroBitCount
        hits &= hits &- 1
        if start[place] == separator {
          if found == room { return .noRoom }
          output[found] = UInt32(truncatingIfNeeded: place)
          found &+= 1
        } else {
          if entries.count == entryRoom { return .noRoom }
          if let problem = endLine(&line, at: place, found, start) { return .failed(problem) }
        }
      }
      position &+= 16
    }
    if entries.count == entryRoom { return .noRoom }
    if let problem = endLine(&line, at: range.upperBound, found, start) { return .failed(problem) }
    return .read
  }

  /// The line that is being read.
  private struct Line {
    var start: Int
    /// The number of line ends before it.
    var number = 0
    /// Index of its first field separator.
    var firstSeparator = 0
  }

  @inline(__always)
  private mutating func endLine(
    _ line: inout Line, at end: Int, _ separatorCount: Int, _ text: UnsafePointer<UInt8>
  ) -> ParseError? {
    var problem: ParseError?
    if end > line.start {
      let bytes = UnsafeBufferPointer(start: text + line.start, count: end &- line.start)
      if !isBlank(bytes) { problem = append(line, bytes, separatorCount) }
    }
    line.start = end &+ 1
    line.number &+= 1
    line.firstSeparator = separatorCount
    return problem
  }

  private func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    (line[0] == 0x20 || line[0] == 0x09) && line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private mutating func append(
    _ line: Line, _ bytes: UnsafeBufferPointer<UInt8>, _ separatorCount: Int
  ) -> ParseError? {
    guard bytes.count >= 3, SegmentName.isPossible(bytes[0], bytes[1], bytes[2]),
      bytes.count == 3 || bytes[3] == fieldSeparator
    else {
      return ParseError(
        code: .structure, offset: offset(of: line),
        reason: "a line does not begin with a segment name of three capital letters or digits")
    }
    if !entries.isEmpty, bytes[0] == 0x4D, bytes[1] == 0x53, bytes[2] == 0x48 {
      return ParseError(
        code: .structure, offset: offset(of: line), segment: "MSH", reason: "a second message header")
    }
    guard entries.count < limits.segments else {
      return ParseError(
        code: .structure, offset: offset(of: line), reason: "more than \(limits.segments) segments")
    }
    guard separatorCount &- line.firstSeparator <= limits.fieldsPerSegment else {
      return ParseError(
        code: .structure, offset: offset(of: line), segment: String(decoding: bytes.prefix(3), as: UTF8.self),
        reason: "more than \(limits.fieldsPerSegment) fields")
    }
    entries.append(
      MessageText.Entry(
        start: UInt32(truncatingIfNeeded: line.start),
        end: UInt32(truncatingIfNeeded: line.start &+ bytes.count),
        firstSeparator: UInt32(truncatingIfNeeded: line.firstSeparator)))
    return nil
  }

  /// Where a line begins in the file.
  private func offset(of line: Line) -> Int {
    if content.isOriginal { return line.start }
    var lines = SourceLines(source: source, position: content.base)
    return lines.position(ofLine: line.number)
  }
}
