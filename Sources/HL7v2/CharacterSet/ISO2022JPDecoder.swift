internal import CJapaneseTables

/// ISO-2022-JP to UTF-8, table-driven.
///
/// ```
///            ESC ( B|J                        ESC ( I, SO
///   ASCII <------------- any other state     -------------> katakana (SI: back to what was designated)
///     |  ^                        ^
///     |  +-- CR, LF (reported)    |  ESC $ B|@   ESC $ ( D   ESC $ ( O|P|Q
///     +---------------------------+-> double-byte set
/// ```
///
/// JIS X 0201 Roman counts as ASCII: `\` and `~` are HL7 delimiters and never turn into a yen sign or an
/// overline.
/// Space and control bytes stand for themselves in every state (ISO 2022). An 8-bit katakana byte is accepted
/// in
/// the ASCII state. Cells: `scripts/generate-japanese-tables`.
struct ISO2022JPDecoder {
  private(set) var problem: DecodingProblem?
  private(set) var written = 0
  /// Stopped because katakana or JIS X 0213 appears and the output was not made for three bytes from each
  /// input
  /// byte, or at an oddity.
  private(set) var isStopped = false
  /// Whether there was any escape sequence or shift.
  private(set) var hasDesignations = false
  private(set) var noticed: Noticed

  private let input: UnsafeBufferPointer<UInt8>
  private let output: UnsafeMutablePointer<UInt8>
  private let hasWideOutput: Bool
  /// Whether to stop at shifts, 8-bit bytes and control characters other than tab and line ends.
  private let stopsAtOddities: Bool
  /// Offset of `input` in the file, for findings.
  private let base: Int
  private var index = 0
  private var designated = GraphicSet.ascii
  private var isShiftedOut = false
  private var run = DesignatedRun()
  /// The text that SO interrupted.
  private var suspended = DesignatedRun()
  /// Whether ESC $ @ designated the set.
  private var isOldEdition = false

  /// - Parameters:
  ///   - output: Room for `capacity(for:isWide:)` bytes.
  ///   - base: Offset of the input in the file.
  init(
    input: UnsafeBufferPointer<UInt8>, output: UnsafeMutablePointer<UInt8>, isWide: Bool,
    stopsAtOddities: Bool, base: Int, noticed: Noticed
  ) {
    self.input = input
    self.output = output
    self.hasWideOutput = isWide
    self.stopsAtOddities = stopsAtOddities
    self.base = base
    self.noticed = noticed
  }

  /// Output bytes needed at most: two bytes become three, a katakana byte three.
  static func capacity(for count: Int, isWide: Bool) -> Int {
    isWide ? count * 3 + 16 : count + count / 2 + 16
  }

  private var current: GraphicSet { isShiftedOut ? .kana : designated }

  /// Decodes all input, or stops with `problem` or `isStopped` set.
  mutating func decode() {
    while index < input.count, problem == nil, !isStopped {
      if designated == .ascii, !isShiftedOut,
        UsualRuns.decode(input, into: output, index: &index, written: &written)
      {
        hasDesignations = true
      }
      if index < input.count { decodeRun() }
    }
    guard problem == nil, !isStopped else { return }
    if current.isDoubleByte {
      return fail(.structure, "the text ends inside a double-byte character set")
    }
    leaveRuns(before: nil)
    if problem == nil, current == .kana { noticed.note(.kanaLineEnd, at: base + index) }
  }

  /// Decodes in the current set, at least one byte or up to a change of the set.
  private mutating func decodeRun() {
    switch current {
    case .ascii: copyASCII()
    case .kana: decodeKana()
    case .jisx0208: decodePairs(japanese_jisx0208(), reportsVendorRows: true)
    case .jisx0212: decodePairs(japanese_jisx0212(), reportsVendorRows: false)
    case .jisx0213Plane1: decodeExtendedPairs(japanese_jisx0213_plane1())
    case .jisx0213Plane2: decodeExtendedPairs(japanese_jisx0213_plane2())
    }
  }

  private mutating func fail(_ code: ParseError.Code, _ reason: String, at position: Int? = nil) {
    problem = DecodingProblem(code: code, offset: position ?? index, reason: reason)
  }

  // MARK: Runs of one set

  private mutating func copyASCII() {
    var i = index
    var o = written
    let count = input.count
    guard let start = input.baseAddress else { return }
    let raw = UnsafeRawPointer(start)
    let target = UnsafeMutableRawPointer(output)
    while i &+ 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      // The high bit of a byte is set when that byte is below 0x20 or above 0x7F.
      let special = ((word &- 0x2020_2020_2020_2020) | word) & 0x8080_8080_8080_8080
      if special != 0 { break }
      target.storeBytes(of: word, toByteOffset: o, as: UInt64.self)
      i &+= 8
      o &+= 8
    }
    while i < count {
      let byte = start[i]
      if byte < 0x20 || byte > 0x7F { break }
      output[o] = byte
      i &+= 1
      o &+= 1
    }
    index = i
    written = o
    if i < count { singleByte(start[i]) }
  }

  /// A byte that ends a run: control, 8-bit katakana, or an error.
  private mutating func singleByte(_ byte: UInt8) {
    switch byte {
    case 0x0D, 0x0A: endLine(byte)
    case 0x1B: escape()
    case _ where stopsAtOddities && byte != 0x09 && byte != 0x20: isStopped = true
    case 0x0E: shiftOut()
    case 0x0F: shiftIn()
    case 0x00...0x20:
      output[written] = byte
      written += 1
      index += 1
    case 0xA1...0xDF where current == .ascii:
      noticed.note(.eightBitKana, at: base + index)
      guard hasWideOutput else { return isStopped = true }
      put(0xFF61 + UInt32(byte - 0xA1))
      index += 1
    default:
      failRun(.encoding, "a byte that the designated character set does not have")
    }
  }

  private mutating func endLine(_ byte: UInt8) {
    if designated != .ascii || isShiftedOut {
      leaveRuns(before: nil)
      if problem != nil { return }
    }
    if current.isDoubleByte {
      noticed.note(.doubleByteLineEnd, at: base + index)
    } else if current == .kana {
      noticed.note(.kanaLineEnd, at: base + index)
    }
    designated = .ascii
    isShiftedOut = false
    output[written] = byte
    written += 1
    index += 1
  }

  private mutating func decodeKana() {
    guard hasWideOutput else { return isStopped = true }
    while index < input.count {
      let byte = input[index]
      guard (0x21...0x5F).contains(byte) else { return singleByte(byte) }
      put(0xFF61 + UInt32(byte - 0x21))
      index += 1
    }
  }

  private mutating func decodePairs(_ table: UnsafePointer<UInt16>?, reportsVendorRows: Bool) {
    guard let table, let start = input.baseAddress else { return }
    var i = index
    var o = written
    let count = input.count
    var vendor = -1
    while i &+ 1 < count {
      let row = UInt(start[i]) &- 0x21
      let cell = UInt(start[i &+ 1]) &- 0x21
      if row >= 94 || cell >= 94 { break }
      let unit = table[Int(row &* 94 &+ cell)]
      if unit >= 0x800 {
        output[o] = 0xE0 | UInt8(truncatingIfNeeded: unit &>> 12)
        output[o &+ 1] = 0x80 | UInt8(truncatingIfNeeded: unit &>> 6) & 0x3F
        output[o &+ 2] = 0x80 | UInt8(truncatingIfNeeded: unit) & 0x3F
        o &+= 3
      } else if unit != 0 {
        output[o] = 0xC0 | UInt8(truncatingIfNeeded: unit &>> 6)
        output[o &+ 1] = 0x80 | UInt8(truncatingIfNeeded: unit) & 0x3F
        o &+= 2
      } else {
        break
      }
      if (row == 12 || row >= 84) && vendor < 0 { vendor = i }
      i &+= 2
    }
    index = i
    written = o
    if vendor >= 0, reportsVendorRows, run.firstVendor == nil { run.firstVendor = vendor }
    if i < count { endOfPairs() }
  }

  private mutating func decodeExtendedPairs(_ table: UnsafePointer<UInt32>?) {
    guard let table else { return }
    guard hasWideOutput else { return isStopped = true }
    while index + 1 < input.count {
      let row = UInt(input[index]) &- 0x21
      let cell = UInt(input[index + 1]) &- 0x21
      if row >= 94 || cell >= 94 { break }
      let value = table[Int(row &* 94 &+ cell)]
      if value == 0 { break }
      if value > 0x2FFFF { put(value >> 16) }
      put(value > 0x2FFFF ? value & 0xFFFF : value)
      index += 2
    }
    if index < input.count { endOfPairs() }
  }

  /// At something that is not an assigned pair.
  private mutating func endOfPairs() {
    let byte = input[index]
    guard (0x21...0x7E).contains(byte) else { return singleByte(byte) }
    guard index + 1 < input.count else {
      // A text that is cut is never mended: the rest may be on its way.
      return fail(.structure, "the text ends in half of a double-byte character")
    }
    let trail = input[index + 1]
    guard (0x21...0x7E).contains(trail) else {
      let isLineEnd = trail == 0x0D || trail == 0x0A
      return failRun(isLineEnd ? .structure : .encoding, "half of a double-byte character")
    }
    let row = UInt32(byte - 0x21)
    guard designated == .jisx0208, (84...93).contains(row), !(88...91).contains(row) else {
      return failRun(.encoding, "a double-byte code without a character")
    }
    // The order in which Japanese Unix systems lay the user-defined rows 85 to 94 out from U+E000.
    if run.firstUserDefined == nil { run.firstUserDefined = index }
    put(0xE000 + (row - 84) * 94 + UInt32(trail - 0x21))
    index += 2
  }

  private mutating func put(_ scalar: UInt32) {
    written = UTF8Writer.put(scalar, into: output, at: written)
  }

  // MARK: Ends of runs

  /// Ends all text in other sets than ASCII, before another set is designated or (nil) at the end of the line
  /// or text. Only the change to another set closes a run.
  private mutating func leaveRuns(before next: GraphicSet?) {
    if isShiftedOut {
      leaveRun(isClosed: next != nil && next != .kana)
      if problem != nil { return }
      run = suspended
      suspended = DesignatedRun()
    }
    leaveRun(isClosed: next != nil && next != designated)
  }

  /// Reports what was met in a run. A run that nothing closes and that holds a byte which may have been meant
  /// as a delimiter can be read in two ways: neither is taken.
  private mutating func leaveRun(isClosed: Bool) {
    defer { run = DesignatedRun() }
    if !isClosed, let place = run.doubt ?? run.start.flatMap({ firstDelimiter(from: $0, to: index) }) {
      return fail(
        .encoding, "Japanese text without its end, or a delimiter without the return to ASCII", at: place)
    }
    noteFormerEdition()
    reportRun()
  }

  private mutating func noteFormerEdition() {
    guard isOldEdition, current == .jisx0208, let start = run.start else { return }
    if let place = FormerEdition.firstMoved(in: input, from: start, to: index) {
      noticed.note(.formerEdition, at: base + place)
    }
  }

  private mutating func reportRun() {
    if let place = run.firstVendor { noticed.note(.vendorCharacter, at: base + place) }
    if let place = run.firstUserDefined { noticed.note(.userDefinedCharacter, at: base + place) }
  }

  /// A code that cannot be. When it begins with the first byte of its text that may be a delimiter, and the
  /// line has no return to ASCII further on, then the writer forgot it here: ASCII goes on. Otherwise it is
  /// an error, also when such a byte came before in a code that can be: which of them the delimiter was is
  /// anybody's guess.
  private mutating func failRun(_ code: ParseError.Code, _ reason: String) {
    guard current.isDoubleByte, run.doubt == nil, let start = run.start, !isClosed(from: index),
      firstDelimiter(from: start, to: index + 1) == index
    else { return fail(code, reason) }
    leaveRun(isClosed: true)
    noticed.note(.doubleByteDelimiter, at: base + index)
    designated = .ascii
  }

  /// Whether the next escape sequence of the line leads to a single-byte set; so it is at the end of the
  /// text, too.
  private func isClosed(from start: Int) -> Bool {
    var position = start
    while position < input.count, input[position] != 0x0D, input[position] != 0x0A {
      if input[position] == 0x1B {
        return position + 1 >= input.count || input[position + 1] == UInt8(ascii: "(")
      }
      position += 1
    }
    return position == input.count
  }

  private func firstDelimiter(from start: Int, to end: Int) -> Int? {
    DesignatedRun.firstDelimiter(in: input, from: start, to: end, isDoubleByte: current.isDoubleByte)
  }

  // MARK: Shifts

  private mutating func shiftOut() {
    hasDesignations = true
    noticed.note(.shiftedKana, at: base + index)
    if current == .kana {
      leaveRun(isClosed: false)
      if problem != nil { return }
    }
    if !isShiftedOut {
      // SO does not close the text before it: it goes on after SI.
      noteFormerEdition()
      suspended = run
      suspended.doubt = run.doubt ?? run.start.flatMap { firstDelimiter(from: $0, to: index) }
      suspended.start = nil
    }
    isShiftedOut = true
    isStopped = !hasWideOutput
    index += 1
    run = DesignatedRun(start: index)
  }

  private mutating func shiftIn() {
    index += 1
    guard isShiftedOut else { return }
    leaveRun(isClosed: true)
    isShiftedOut = false
    run = suspended
    suspended = DesignatedRun()
    if designated != .ascii { run.start = index }
  }

  // MARK: Escape sequences

  private mutating func escape() {
    func byte(_ distance: Int) -> UInt8? { index + distance < input.count ? input[index + distance] : nil }
    let length: Int
    let set: GraphicSet
    /// The set that ends the text before, when it is not the one designated here.
    var announced: GraphicSet?
    switch (byte(1), byte(2), byte(3)) {
    case (UInt8(ascii: "("), UInt8(ascii: "B"), _), (UInt8(ascii: "("), UInt8(ascii: "J"), _):
      (set, length) = (.ascii, 3)
    case (UInt8(ascii: "("), UInt8(ascii: "I"), _):
      noticed.note(.halfWidthKana, at: base + index)
      (set, length) = (.kana, 3)
    case (UInt8(ascii: "$"), UInt8(ascii: "@"), _), (UInt8(ascii: "$"), UInt8(ascii: "B"), _):
      (set, length) = (.jisx0208, 3)
    case (UInt8(ascii: "&"), UInt8(ascii: "@"), _):
      // Announces the 1990 revision; the designation itself follows.
      (set, length) = (designated, 3)
      announced = byte(3) == 0x1B ? .jisx0208 : nil
    case (UInt8(ascii: "$"), UInt8(ascii: "("), let final?):
      guard let extended = GraphicSet(extended: final) else {
        return fail(.encoding, "an escape sequence of no known character set")
      }
      (set, length) = (extended, 4)
    default:
      let known: [UInt8] = [UInt8(ascii: "("), UInt8(ascii: "$"), UInt8(ascii: "&")]
      let isCut = byte(1).map { known.contains($0) && (byte(2) == nil || byte(3) == nil) } ?? true
      let isShort = byte(2) == nil || byte(2) == UInt8(ascii: "(") && byte(3) == nil
      return isCut && isShort
        ? fail(.structure, "the text ends inside an escape sequence")
        : fail(.encoding, "an escape sequence of no known character set")
    }
    if designated != .ascii || isShiftedOut {
      leaveRuns(before: announced ?? set)
      if problem != nil { return }
    }
    designated = set
    isShiftedOut = false
    hasDesignations = true
    isOldEdition = byte(1) == UInt8(ascii: "$") && byte(2) == UInt8(ascii: "@")
    index += length
    if set != .ascii { run.start = index }
  }
}
