import HL7v2

/// Escape sequences and characters that look like others.
extension RecordChecks {
  /// One pass over the decoded text of a segment; the first of each kind is told.
  mutating func scanText(_ segment: Segment) {
    var field = segment.index == 0 ? 1 : 0
    var escaped: Int?
    var lookAlike: Int?
    let delimiters = characters
    segment.utf8.withUnsafeBufferPointer { bytes in
      var position = 0
      while position < bytes.count {
        let byte = bytes[position]
        if byte == delimiters.fieldSeparator {
          field += 1
        } else if byte == delimiters.escape {
          // MSH-2 is made of delimiters.
          if segment.index == 0, field == 2 {
            position += 1
            continue
          }
          let length = Self.escapeLength(bytes, position, delimiters)
          if length == 0 { escaped = escaped ?? field }
          position += max(1, length)
          continue
        } else if byte >= 0xE2, lookAlike == nil, Self.isLookAlike(bytes, position) {
          lookAlike = field
        }
        position += 1
      }
    }
    if let escaped { add(.hl7Escape, segment, escaped) }
    if let lookAlike { add(.hl7LookAlike, segment, lookAlike) }
  }

  /// Bytes of a known escape sequence at a position, both escape characters counted; 0 for any other (HL7 v2.5 2.7).
  private static func escapeLength(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ delimiters: EncodingCharacters
  ) -> Int {
    var end = start + 1
    while end < bytes.count, bytes[end] != delimiters.escape {
      if bytes[end] == delimiters.fieldSeparator || end - start > 64 { return 0 }
      end += 1
    }
    guard end < bytes.count, end > start + 1 else { return 0 }
    let body = UnsafeBufferPointer(rebasing: bytes[(start + 1)..<end])
    let isKnown: Bool
    switch body[0] {
    case UInt8(ascii: "F"), UInt8(ascii: "S"), UInt8(ascii: "T"), UInt8(ascii: "R"), UInt8(ascii: "E"),
      UInt8(ascii: "H"), UInt8(ascii: "N"):
      isKnown = body.count == 1
    case UInt8(ascii: "X"), UInt8(ascii: "C"), UInt8(ascii: "M"):
      isKnown = body.count > 1 && body.count % 2 == 1 && body.dropFirst().allSatisfy(isHexadecimal)
    case UInt8(ascii: "."):
      isKnown = body.count >= 3
    default:
      isKnown = false
    }
    return isKnown ? end + 1 - start : 0
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    DateText.isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// U+2212 behind katakana stands for the long vowel mark; U+309B and U+309C behind kana for a voicing mark.
  private static func isLookAlike(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard position >= 3, position + 2 < bytes.count else { return false }
    let isMinus = bytes[position] == 0xE2 && bytes[position + 1] == 0x88 && bytes[position + 2] == 0x92
    let isVoicing =
      bytes[position] == 0xE3 && bytes[position + 1] == 0x82
      && (bytes[position + 2] == 0x9B || bytes[position + 2] == 0x9C)
    guard isMinus || isVoicing, bytes[position - 3] == 0xE3 else { return false }
    let scalar =
      UInt32(bytes[position - 3] & 0x0F) << 12 | UInt32(bytes[position - 2] & 0x3F) << 6
      | UInt32(bytes[position - 1] & 0x3F)
    return (0x30A1...0x30FA).contains(scalar) || isVoicing && (0x3041...0x3096).contains(scalar)
  }
}
