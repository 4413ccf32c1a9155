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

/// UTF-8 of a `String`, so well-formed, to code points.
enum UTF8Reader {
  /// The code point that begins at a position and its length in bytes.
  @inline(__always)
  static func scalar(of input: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
    func low(_ distance: Int) -> UInt32 { UInt32(input[index &+ distance] & 0x3F) }
    let lead = UInt32(input[index])
    switch lead {
    case 0..<0x80: return (lead, 1)
    case 0x80..<0xE0: return ((lead & 0x1F) &<< 6 | low(1), 2)
    case 0xE0..<0xF0: return ((lead & 0x0F) &<< 12 | low(1) &<< 6 | low(2), 3)
    default: return ((lead & 0x07) &<< 18 | low(1) &<< 12 | low(2) &<< 6 | low(3), 4)
    }
  }
}
