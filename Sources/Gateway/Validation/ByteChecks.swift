/// What the bytes of a file tell before anything is decoded: line ends, frames and padding (SS-MIX2 files as modules and
/// copy tools leave them).
struct ByteChecks {
  private(set) var findings: [(code: ValidationCode, offset: Int)] = []

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      guard !bytes.isEmpty else { return }
      if bytes[0] == 0x0B { findings.append((.hl7Frame, 0)) }
      let end = tail(bytes)
      guard end > 0 else { return }
      let last = bytes[end - 1]
      if last != 0x0D && last != 0x0A { findings.append((.hl7FinalTerminator, end)) }
      scan(bytes, end)
    }
  }

  /// The end of the text, line ends included; what lies behind it is told.
  private mutating func tail(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var end = bytes.count
    while end > 0, Self.isTail(bytes[end - 1]) { end -= 1 }
    guard end > 0 else { return 0 }
    // Blanks right behind a value are its own.
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    while end < bytes.count, bytes[end] == 0x0D || bytes[end] == 0x0A { end += 1 }
    if let frame = bytes[end...].firstIndex(of: 0x1C) { findings.append((.hl7Frame, frame)) }
    let padding = bytes[end...].firstIndex { $0 != 0x1C && $0 != 0x0D && $0 != 0x0A }
    if let padding { findings.append((.hl7Padding, padding)) }
    return end
  }

  private static func isTail(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00, 0x09, 0x0A, 0x0D, 0x1A, 0x1C, 0x20: true
    default: false
    }
  }

  /// Where a line ends otherwise than by one CR, and where JIS X 0201 Roman is designated: in every set in use CR, LF and
  /// ESC are never part of a character.
  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) {
    var lineEnd: Int?
    var roman: Int?
    var position = 0
    while position < end {
      switch bytes[position] {
      case 0x0A: lineEnd = lineEnd ?? position
      case 0x0D:
        if position + 1 < end, bytes[position + 1] == 0x0D { lineEnd = lineEnd ?? position + 1 }
      case 0x1B:
        if position + 2 < end, bytes[position + 1] == 0x28, bytes[position + 2] == 0x4A {
          roman = roman ?? position
        }
      default: break
      }
      position += 1
    }
    if let lineEnd { findings.append((.hl7LineEnd, lineEnd)) }
    if let roman { findings.append((.hl7JISRoman, roman)) }
  }
}
