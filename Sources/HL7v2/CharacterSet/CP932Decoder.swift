internal import CJapaneseTables

/// Shift_JIS as Windows writes it (code page 932) to UTF-8.
///
/// Rows 1 to 94 go through the same table as ISO-2022-JP, so that a text reads the same whichever way it was
/// written: where Windows and JIS differ (WAVE DASH and six more) the JIS mapping is used.
struct CP932Decoder {
  private(set) var problem: DecodingProblem?
  private(set) var written = 0
  private(set) var userDefined: Int?

  /// Decodes all input, or stops with `problem` set; `output` has room for three bytes from each input byte.
  mutating func decode(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) {
    var index = 0
    while index < input.count {
      let byte = input[index]
      switch byte {
      case 0x00...0x7F:
        output[written] = byte
        written += 1
        index += 1
      case 0xA1...0xDF:
        written = UTF8Writer.put(0xFF61 + UInt32(byte - 0xA1), into: output, at: written)
        index += 1
      case 0x81...0x9F, 0xE0...0xFC:
        guard index + 1 < input.count else {
          return fail(.structure, index, "the text ends in half of a double-byte character")
        }
        guard let scalar = scalar(byte, input[index + 1], at: index) else {
          return fail(.encoding, index, "bytes that are neither ISO-2022-JP nor UTF-8 nor Shift_JIS")
        }
        written = UTF8Writer.put(scalar, into: output, at: written)
        index += 2
      default:
        return fail(.encoding, index, "bytes that are neither ISO-2022-JP nor UTF-8 nor Shift_JIS")
      }
    }
  }

  private mutating func fail(_ code: ParseError.Code, _ offset: Int, _ reason: String) {
    problem = DecodingProblem(code: code, offset: offset, reason: reason)
  }

  private mutating func scalar(_ lead: UInt8, _ trail: UInt8, at index: Int) -> UInt32? {
    guard (0x40...0x7E).contains(trail) || (0x80...0xFC).contains(trail) else { return nil }
    let high = Int(lead) - (lead < 0xA0 ? 0x81 : 0xC1)
    let low = Int(trail) - (trail < 0x7F ? 0x40 : 0x41)
    let cell = high * 188 + low
    let unit: UInt16
    switch lead {
    case 0xF0...0xF9:
      if userDefined == nil { userDefined = index }
      return 0xE000 + UInt32(cell - 94 * 94)
    case 0xFA...0xFC: unit = japanese_ibm_extensions()[cell - 114 * 94]
    default: unit = japanese_jisx0208()[cell]
    }
    return unit == 0 ? nil : UInt32(unit)
  }
}
