/// Bytes to ``MessageText``: strip the frame, decode, index. One pass each, linear in the size of the file.
struct MessageParser {
  let source: [UInt8]
  let limits: ParseLimits
  var noticed: Noticed
  private let frame: FrameBounds

  init(source: [UInt8], limits: ParseLimits) {
    self.source = source
    self.limits = limits
    frame = FrameBounds(source)
    noticed = Noticed(limit: limits.findings)
  }

  /// Strips the frame and decodes.
  mutating func decode() throws(ParseError) -> DecodedContent {
    guard source.count <= limits.boundedBytes else {
      throw ParseError(
        code: .structure, offset: limits.boundedBytes,
        reason: "larger than the limit of \(limits.boundedBytes) bytes")
    }
    guard !frame.range.isEmpty else {
      throw ParseError(code: .empty, offset: 0, reason: "no message bytes")
    }
    let start = frame.range.lowerBound
    let isHeader =
      frame.range.count >= 3 && source[start] == 0x4D && source[start + 1] == 0x53
      && source[start + 2] == 0x48
    guard isHeader || source[start] == 0x1B else {
      throw ParseError(code: .notHL7, offset: frame.range.lowerBound, reason: "the first segment is not MSH")
    }
    var decoder = ContentDecoder(
      source: source, range: frame.range, hasByteOrderMark: frame.hasByteOrderMark, noticed: noticed)
    let content = try decoder.decode()
    noticed = decoder.noticed
    return content
  }

  mutating func parse() throws(ParseError) -> MessageText {
    let content = try decode()
    let delimiters = try encodingCharacters(of: content)
    var index = SegmentIndex(
      content: content, source: source, fieldSeparator: delimiters.fieldSeparator, limits: limits)
    try index.build()
    try limitDelimiters(content, delimiters)
    noticed.sort()
    return MessageText(
      source: source, sourceEnd: frame.range.upperBound, content: content, encodingCharacters: delimiters,
      entries: index.entries, separators: index.separators)
  }

  /// A text can have no more delimiters than bytes: only large messages are counted.
  private func limitDelimiters(
    _ content: DecodedContent, _ characters: EncodingCharacters
  ) throws(ParseError) {
    let limit = limits.delimiters(inTextOf: content.range.count)
    guard content.range.count > limit else { return }
    let count = content.utf8.withUnsafeBufferPointer { text in
      var count = 0
      for position in content.range {
        let byte = text[position]
        let isDelimiter =
          byte == characters.componentSeparator || byte == characters.repetitionSeparator
          || byte == characters.subcomponentSeparator
        count &+= isDelimiter ? 1 : 0
      }
      return count
    }
    guard count <= limit else {
      throw ParseError(code: .structure, offset: content.base, reason: "more than \(limit) delimiters")
    }
  }

  static let header: [UInt8] = [0x4D, 0x53, 0x48]
  private static let usualHeader = Array("MSH|^~\\&|".utf8)

  /// MSH-1 and MSH-2.
  private mutating func encodingCharacters(
    of content: DecodedContent
  ) throws(ParseError) -> EncodingCharacters {
    let begin = content.range.lowerBound
    if content.utf8[begin...].starts(with: Self.usualHeader) {
      return .standard
    }
    let text = content.utf8[content.range]
    let start = content.base
    guard text.prefix(3).elementsEqual(Self.header) else {
      throw ParseError(code: .notHL7, offset: start, reason: "the first segment is not MSH")
    }
    let rest = text.dropFirst(3).prefix { $0 != 0x0D && $0 != 0x0A }
    guard let separator = rest.first else {
      throw ParseError(
        code: .structure, offset: min(start + 3, source.count), segment: "MSH", field: 1,
        reason: "no field separator")
    }
    let declared = rest.dropFirst().prefix { $0 != separator }
    guard let delimiters = EncodingCharacters(fieldSeparator: separator, declared: declared) else {
      throw ParseError(
        code: .structure, offset: min(start + 3, source.count), segment: "MSH", field: 2,
        reason: "characters that cannot be delimiters")
    }
    if declared.count < 4 {
      noticed.add(
        Finding(
          severity: .warning, code: "hl7.structure", offset: start, segment: "MSH", field: 2,
          text: "fewer than four encoding characters; the usual ones are assumed"))
    }
    return delimiters
  }
}

/// Where the message lies in the file, without what transports and copy tools leave around it.
struct FrameBounds {
  private(set) var range: Range<Int>
  private(set) var hasByteOrderMark = false

  init(_ source: [UInt8]) {
    var start = 0
    while start < source.count {
      let byte = source[start]
      // VT opens an MLLP frame; blank lines carry nothing.
      if byte == 0x0B || byte == 0x0D || byte == 0x0A || byte == 0x20 || byte == 0x00 {
        start += 1
      } else if byte == 0xEF, !hasByteOrderMark, source[start...].starts(with: [0xEF, 0xBB, 0xBF] as [UInt8])
      {
        hasByteOrderMark = true
        start += 3
      } else {
        break
      }
    }
    range = start..<Self.end(of: source, from: start)
  }

  /// The end of the last line, its line end included; what copy tools and transports add behind it is left
  /// out.
  ///
  /// Blanks belong to the last value unless a line end or another pad byte stands between them.
  private static func end(of source: [UInt8], from start: Int) -> Int {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A }
    func isPadding(_ byte: UInt8) -> Bool { byte == 0x00 || byte == 0x1A || byte == 0x1C }
    var end = source.count
    while end > start, isBlank(source[end - 1]) || isLineEnd(source[end - 1]) || isPadding(source[end - 1]) {
      end -= 1
    }
    guard end > start else { return start }
    while end < source.count, isBlank(source[end]) { end += 1 }
    while end < source.count, isLineEnd(source[end]) { end += 1 }
    return end
  }
}
