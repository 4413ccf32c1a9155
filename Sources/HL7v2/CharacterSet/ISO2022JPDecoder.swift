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
  private enum GraphicSet: Equatable {
    case ascii, kana, jisx0208, jisx0212, jisx0213Plane1, jisx0213Plane2

    var isDoubleByte: Bool { self != .ascii && self != .kana }
  }

  /// Where lines begin in the input, the first excepted.
  private(set) var lineStarts: [UInt32] = []
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
      switch current {
      case .ascii: copyASCII()
      case .kana: decodeKana()
      case .jisx0208: decodePairs(japanese_jisx0208(), reportsVendorRows: true)
      case .jisx0212: decodePairs(japanese_jisx0212(), reportsVendorRows: false)
      case .jisx0213Plane1: decodeExtendedPairs(japanese_jisx0213_plane1())
      case .jisx0213Plane2: decodeExtendedPairs(japanese_jisx0213_plane2())
      }
    }
    guard problem == nil, !isStopped else { return }
    if current.isDoubleByte {
      fail(.structure, "the text ends inside a double-byte character set")
    } else if current == .kana {
      noticed.note(.kanaLineEnd, at: base + index)
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
    case 0x0E:
      hasDesignations = true
      noticed.note(.shiftedKana, at: base + index)
      isShiftedOut = true
      isStopped = !hasWideOutput
      index += 1
    case 0x0F:
      isShiftedOut = false
      index += 1
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
      fail(.encoding, "a byte that the designated character set does not have")
    }
  }

  private mutating func endLine(_ byte: UInt8) {
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
    lineStarts.append(UInt32(truncatingIfNeeded: index))
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
    if vendor >= 0, reportsVendorRows { noticed.note(.vendorCharacter, at: base + vendor) }
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
      return fail(.structure, "the text ends in half of a double-byte character")
    }
    let trail = input[index + 1]
    guard (0x21...0x7E).contains(trail) else {
      let isLineEnd = trail == 0x0D || trail == 0x0A
      return fail(isLineEnd ? .structure : .encoding, "half of a double-byte character")
    }
    let row = UInt32(byte - 0x21)
    guard designated == .jisx0208, (84...93).contains(row), !(88...91).contains(row) else {
      return fail(.encoding, "a double-byte code without a character")
    }
    // The order in which Japanese Unix systems lay the user-defined rows 85 to 94 out from U+E000.
    noticed.note(.userDefinedCharacter, at: base + index)
    put(0xE000 + (row - 84) * 94 + UInt32(trail - 0x21))
    index += 2
  }

  private mutating func put(_ scalar: UInt32) {
    written = UTF8Writer.put(scalar, into: output, at: written)
  }

  // MARK: Escape sequences

  private mutating func escape() {
    func byte(_ distance: Int) -> UInt8? { index + distance < input.count ? input[index + distance] : nil }
    let length: Int
    let set: GraphicSet
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
    case (UInt8(ascii: "$"), UInt8(ascii: "("), let final?):
      guard let extended = Self.extendedSet(final) else {
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
    designated = set
    isShiftedOut = false
    hasDesignations = true
    index += length
  }

  private static func extendedSet(_ final: UInt8) -> GraphicSet? {
    switch final {
    case UInt8(ascii: "@"), UInt8(ascii: "B"): .jisx0208
    case UInt8(ascii: "D"): .jisx0212
    case UInt8(ascii: "O"), UInt8(ascii: "Q"): .jisx0213Plane1
    case UInt8(ascii: "P"): .jisx0213Plane2
    default: nil
    }
  }
}

/// Code points to UTF-8.
enum UTF8Writer {
  /// Writes one code point, never a surrogate, and returns the position behind it.
  @inline(__always)
  static func put(_ scalar: UInt32, into output: UnsafeMutablePointer<UInt8>, at position: Int) -> Int {
    func low(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar &>> shift) & 0x3F }
    switch scalar {
    case 0..<0x80:
      output[position] = UInt8(truncatingIfNeeded: scalar)
      return position + 1
    case 0x80..<0x800:
      output[position] = 0xC0 | UInt8(truncatingIfNeeded: scalar &>> 6)
      output[position + 1] = low(0)
      return position + 2
    case 0x800..<0x1_0000:
      output[position] = 0xE0 | UInt8(truncatingIfNeeded: scalar &>> 12)
      output[position + 1] = low(6)
      output[position + 2] = low(0)
      return position + 3
    default:
      output[position] = 0xF0 | UInt8(truncatingIfNeeded: scalar &>> 18)
      output[position + 1] = low(12)
      output[position + 2] = low(6)
      output[position + 3] = low(0)
      return position + 4
    }
  }
}
