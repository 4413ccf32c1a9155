/// The decoded text of a file.
struct DecodedContent {
  var utf8: [UInt8]
  /// The part of `utf8` that is message text.
  var range: Range<Int>
  var characterSet: CharacterSet
  /// Offset in the file of the first decoded byte.
  var base: Int
  /// Whether `utf8` is the file itself: positions in it are offsets in the file.
  var isOriginal: Bool
}

/// Tells from the bytes which character set a message is in, and decodes it to UTF-8.
///
/// Order (SS-MIX2 development reference 7.1): byte order mark; ISO 2022 designations; only ASCII; valid
/// UTF-8; code
/// page 932; otherwise an error. Nothing is replaced.
struct ContentDecoder {
  let source: [UInt8]
  /// The file without frame bytes, byte order mark and padding.
  let range: Range<Int>
  let hasByteOrderMark: Bool
  var noticed: Noticed

  mutating func decode() throws(ParseError) -> DecodedContent {
    if !hasByteOrderMark, let content = decodeUsual() { return content }
    let traits = source.withUnsafeBufferPointer { ByteTraits(UnsafeBufferPointer(rebasing: $0[range])) }
    if traits.hasOtherControls { try inspectControls() }
    if hasByteOrderMark { noticed.note(.byteOrderMark, at: 0) }
    let hasControlSequences = traits.firstEscape != nil || traits.firstShift != nil
    if !traits.hasHighBytes {
      if hasControlSequences { return try decodeISO2022JP(isWide: traits.firstShift != nil) }
      return unchanged(hasByteOrderMark ? .utf8 : .ascii)
    }
    if traits.hasDesignations, !hasByteOrderMark { return try decodeISO2022JP(isWide: true) }
    if let first = [traits.firstEscape, traits.firstShift].compactMap({ $0 }).min() {
      noticed.note(.controlCharacter, at: first + range.lowerBound)
    }
    let validation = source.withUnsafeBufferPointer {
      UTF8Validation(UnsafeBufferPointer(rebasing: $0[range]))
    }
    switch validation {
    case .valid where !traits.hasDesignations:
      noticed.note(.utf8, at: traits.firstHighByte + range.lowerBound)
      return unchanged(.utf8)
    case .cut(let offset):
      throw error(.structure, offset, "the text ends inside a UTF-8 sequence", decoded: source[range])
    default:
      guard !hasByteOrderMark else {
        let offset = traits.firstHighByte
        throw error(.encoding, offset, "not plain UTF-8 in spite of the byte order mark", decoded: [])
      }
      return try decodeCP932(firstHighByte: traits.firstHighByte)
    }
  }

  private func unchanged(_ set: CharacterSet) -> DecodedContent {
    DecodedContent(utf8: source, range: range, characterSet: set, base: range.lowerBound, isOriginal: true)
  }

  /// ASCII and ISO-2022-JP of two-byte sets in one pass; nil when there is anything else in the bytes.
  private mutating func decodeUsual() -> DecodedContent? {
    let outcome = runISO2022JP(isWide: false, stopsAtOddities: true)
    guard !outcome.isStopped, outcome.problem == nil else { return nil }
    noticed = outcome.noticed
    return outcome.content
  }

  private mutating func decodeISO2022JP(isWide: Bool) throws(ParseError) -> DecodedContent {
    let outcome = runISO2022JP(isWide: isWide, stopsAtOddities: false)
    if outcome.isStopped, !isWide { return try decodeISO2022JP(isWide: true) }
    if let problem = outcome.problem {
      throw error(problem.code, problem.offset, problem.reason, decoded: outcome.content.utf8[...])
    }
    noticed = outcome.noticed
    return outcome.content
  }

  private struct Outcome {
    var content: DecodedContent
    var problem: DecodingProblem?
    var isStopped = false
    var noticed: Noticed
  }

  private func runISO2022JP(isWide: Bool, stopsAtOddities: Bool) -> Outcome {
    var outcome = Outcome(
      content: DecodedContent(
        utf8: [], range: 0..<0, characterSet: .ascii, base: range.lowerBound, isOriginal: false),
      noticed: noticed)
    let capacity = ISO2022JPDecoder.capacity(for: range.count, isWide: isWide)
    let utf8 = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let output = buffer.baseAddress else { return }
      source.withUnsafeBufferPointer { bytes in
        var decoder = ISO2022JPDecoder(
          input: UnsafeBufferPointer(rebasing: bytes[range]), output: output, isWide: isWide,
          stopsAtOddities: stopsAtOddities, base: range.lowerBound, noticed: noticed)
        decoder.decode()
        outcome.content.characterSet = decoder.hasDesignations ? .iso2022JP : .ascii
        outcome.problem = decoder.problem
        outcome.isStopped = decoder.isStopped
        outcome.noticed = decoder.noticed
        count = decoder.written
      }
    }
    outcome.content.utf8 = utf8
    outcome.content.range = 0..<utf8.count
    return outcome
  }

  private mutating func decodeCP932(firstHighByte: Int) throws(ParseError) -> DecodedContent {
    var decoder = CP932Decoder()
    let utf8 = [UInt8](unsafeUninitializedCapacity: range.count * 3 + 16) { buffer, count in
      guard let output = buffer.baseAddress else { return }
      source.withUnsafeBufferPointer { bytes in
        decoder.decode(UnsafeBufferPointer(rebasing: bytes[range]), into: output)
      }
      count = decoder.written
    }
    if let problem = decoder.problem {
      throw error(problem.code, problem.offset, problem.reason, decoded: utf8[...])
    }
    noticed.note(.cp932, at: firstHighByte + range.lowerBound)
    if let first = decoder.userDefined { noticed.note(.userDefinedCharacter, at: first + range.lowerBound) }
    return DecodedContent(
      utf8: utf8, range: 0..<utf8.count, characterSet: .cp932, base: range.lowerBound,
      isOriginal: false)
  }

  /// Control bytes other than tab, line ends, ESC and shifts. None is part of a character in any of the sets.
  private mutating func inspectControls() throws(ParseError) {
    for index in range {
      switch source[index] {
      case 0x00, 0x1C:
        let what = source[index] == 0 ? "a NUL byte" : "an end-of-frame byte"
        throw error(
          .structure, index - range.lowerBound, what + " inside the message",
          decoded: source[range.lowerBound..<index])
      case 0x09, 0x0A, 0x0D, 0x0E, 0x0F, 0x1B: continue
      case 0x01...0x1F: noticed.note(.controlCharacter, at: index)
      default: continue
      }
    }
  }

  /// Names the segment and field in which decoding stopped, from what was decoded so far.
  private func error(
    _ code: ParseError.Code, _ offset: Int, _ reason: String, decoded: ArraySlice<UInt8>
  ) -> ParseError {
    var error = ParseError(code: code, offset: offset + range.lowerBound, reason: reason)
    guard decoded.count > 3 else { return error }
    let separator = decoded[decoded.startIndex + 3]
    let lineStart = decoded.lastIndex { $0 == 0x0D || $0 == 0x0A }.map { $0 + 1 } ?? decoded.startIndex
    let line = decoded[lineStart...]
    // Only a name that a separator follows: anything else may be a piece of somebody's text.
    guard SegmentName.isPossible(line.prefix(3)), line.dropFirst(3).first == separator else { return error }
    error.segment = String(decoding: line.prefix(3), as: UTF8.self)
    let isHeader = line.startIndex == decoded.startIndex
    let separators = line.reduce(0) { $0 + ($1 == separator ? 1 : 0) }
    error.field = separators + (isHeader ? 1 : 0)
    return error
  }
}

/// What kinds of bytes occur.
private struct ByteTraits {
  var hasHighBytes = false
  /// Position of the first byte from 0x80; meaningful only with `hasHighBytes`.
  var firstHighByte = 0
  /// An escape sequence that designates a character set.
  var hasDesignations = false
  /// Position of the first ESC.
  var firstEscape: Int?
  /// Position of the first SO or SI.
  var firstShift: Int?
  /// Control bytes other than tab, line ends, ESC and shifts.
  var hasOtherControls = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    for (position, byte) in bytes.enumerated() {
      switch byte {
      case 0x80...:
        if !hasHighBytes { firstHighByte = position }
        hasHighBytes = true
      case 0x20...: break
      case 0x09, 0x0A, 0x0D: break
      case 0x1B: firstEscape = firstEscape ?? position
      case 0x0E, 0x0F: firstShift = firstShift ?? position
      default: hasOtherControls = true
      }
    }
    if let firstEscape { hasDesignations = Self.containsDesignation(bytes, from: firstEscape) }
  }

  private static func containsDesignation(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var position = start
    while position < bytes.count {
      guard bytes[position] == 0x1B else {
        position += 1
        continue
      }
      guard position + 1 < bytes.count else { return true }
      let next = bytes[position + 1]
      if next == UInt8(ascii: "$") || next == UInt8(ascii: "(") || next == UInt8(ascii: "&") { return true }
      position += 1
    }
    return false
  }
}

/// Names of segments (HL7 v2.5 2.5.1): three capital letters or digits, the first a letter.
enum SegmentName {
  static func isPossible(_ bytes: ArraySlice<UInt8>) -> Bool {
    let start = bytes.startIndex
    return bytes.count == 3 && isPossible(bytes[start], bytes[start + 1], bytes[start + 2])
  }

  @inline(__always)
  static func isPossible(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    return isCapital(first) && (isCapital(second) || isDigit(second)) && (isCapital(third) || isDigit(third))
  }
}
