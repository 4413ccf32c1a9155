internal import CJapaneseTables

/// Text to Shift_JIS as Windows writes it (code page 932), the way back of ``CP932Decoder``.
///
/// Of the codes of a vendor's character the one that Windows prefers is written: NEC row 13, then the IBM
/// extensions with lead bytes FA to FC; the NEC selected ones (ED and EE) are read only.
struct CP932Encoder {
  private let codes = JapaneseCodes()

  func encode(_ text: String) throws(CharacterEncodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for (index, scalar) in text.unicodeScalars.enumerated() {
      switch scalar.value {
      case 0x0E, 0x0F, 0x1B: throw CharacterEncodingError(reason: .control, scalarIndex: index)
      case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case 0xFF61...0xFF9F: bytes.append(UInt8(truncatingIfNeeded: scalar.value &- 0xFF61 &+ 0xA1))
      default:
        guard let code = doubleByteCode(of: scalar.value) else {
          throw CharacterEncodingError(reason: .unmappable, scalarIndex: index)
        }
        bytes.append(UInt8(truncatingIfNeeded: code.lead))
        bytes.append(UInt8(truncatingIfNeeded: code.trail))
      }
    }
    return bytes
  }

  private func doubleByteCode(of scalar: UInt32) -> (lead: Int, trail: Int)? {
    if (0xE000..<0xE000 + 20 * 94).contains(scalar) {
      let cell = Int(scalar - 0xE000)
      return Self.shiftJIS(row: 95 + cell / 94, cell: 1 + cell % 94)
    }
    let code = Int(codes.jisx0208(scalar))
    guard code != 0 else { return nil }
    if code >= 0x7900 {
      guard let table = japanese_ibm_extensions(),
        let place = (0..<5 * 94).first(where: { UInt32(table[$0]) == scalar })
      else { return nil }
      return Self.shiftJIS(row: 115 + place / 94, cell: 1 + place % 94)
    }
    return Self.shiftJIS(row: (code >> 8) - 0x20, cell: (code & 0xFF) - 0x20)
  }

  private static func shiftJIS(row: Int, cell: Int) -> (lead: Int, trail: Int) {
    let lead = (row - 1) / 2 + (row <= 62 ? 0x81 : 0xC1)
    let isOdd = row % 2 == 1
    return (lead, isOdd ? cell + (cell < 64 ? 0x3F : 0x40) : cell + 0x9E)
  }
}
