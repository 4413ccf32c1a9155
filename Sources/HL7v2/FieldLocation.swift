/// Where a field stands in the original bytes, found without decoding the file again.
///
/// Only one line is walked, with the rules by which it was decoded: a byte of a two-byte character is never a
/// delimiter, and every line begins in ASCII.
struct FieldLocation {
  /// The value in the file, separators excluded; empty at the end of the line when the field is not there.
  private(set) var range: Range<Int>
  /// Field separators that the line lacks in front of the field.
  private(set) var missingSeparators: Int
  /// What leads back to ASCII at the end of a line that leaves a character set open.
  private(set) var returnToASCII: [UInt8] = []

  /// - Parameters:
  ///   - number: Field separators of the line in front of the field, at least 1.
  ///   - start: Where the line begins.
  ///   - end: Where the message ends.
  init(
    after number: Int, in source: [UInt8], from start: Int, to end: Int, set: CharacterSet, separator: UInt8
  ) {
    var walk = LineWalk(source: source, position: start, end: end, set: set)
    var found = 0
    var begin: Int?
    while let byte = walk.next() {
      guard byte == separator else { continue }
      if let begin {
        range = begin..<walk.position - 1
        missingSeparators = 0
        return
      }
      found += 1
      if found == number { begin = walk.position }
    }
    range = (begin ?? walk.position)..<walk.position
    missingSeparators = number - found
    // A value that is replaced takes its unclosed character set with it.
    if begin == nil { returnToASCII = walk.returnToASCII }
  }
}

/// One line of original bytes, walked character by character.
private struct LineWalk {
  private(set) var position: Int
  private let source: [UInt8]
  private let end: Int
  private let set: CharacterSet
  private var isDoubleByte = false
  private var isKana = false
  private var isShiftedOut = false

  init(source: [UInt8], position: Int, end: Int, set: CharacterSet) {
    self.source = source
    self.position = position
    self.end = end
    self.set = set
  }

  /// The next character that stands in ASCII; nil at the line end, which is not passed.
  mutating func next() -> UInt8? {
    while position < end {
      let byte = source[position]
      if byte == 0x0D || byte == 0x0A { return nil }
      switch set {
      case .ascii, .utf8:
        position += 1
        return byte
      case .cp932:
        let isLead = (0x81...0x9F).contains(byte) || (0xE0...0xFC).contains(byte)
        position = min(end, position + (isLead ? 2 : 1))
        if !isLead { return byte }
      case .iso2022JP:
        if passISO2022(byte) { return byte }
      }
    }
    return nil
  }

  var returnToASCII: [UInt8] {
    (isShiftedOut ? [0x0F] : [])
      + (isDoubleByte || isKana ? [0x1B, UInt8(ascii: "("), UInt8(ascii: "B")] : [])
  }

  /// Passes one code or escape sequence; true when it was a character of ASCII.
  private mutating func passISO2022(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x1B: passEscape()
    case 0x0E, 0x0F:
      isShiftedOut = byte == 0x0E
      position += 1
    case 0x00...0x20: position += 1
    default:
      let isPair = isDoubleByte && !isShiftedOut
      position = min(end, position + (isPair ? 2 : 1))
      return !isPair && !isKana && !isShiftedOut
    }
    return false
  }

  private mutating func passEscape() {
    func byte(_ distance: Int) -> UInt8 { position + distance < end ? source[position + distance] : 0 }
    switch byte(1) {
    case UInt8(ascii: "("):
      isDoubleByte = false
      isKana = byte(2) == UInt8(ascii: "I")
      position += 3
    case UInt8(ascii: "$"):
      isDoubleByte = true
      isKana = false
      position += byte(2) == UInt8(ascii: "(") ? 4 : 3
    default: position += 3
    }
    isShiftedOut = false
    position = min(position, end)
  }
}
