internal import CJapaneseTables

/// Two-byte codes of characters.
struct JapaneseCodes {
  private let pages0208 = japanese_jisx0208_pages()
  private let codes0208 = japanese_jisx0208_codes()
  private let pages0212 = japanese_jisx0212_pages()
  private let codes0212 = japanese_jisx0212_codes()

  /// The code in JIS X 0208, row 13 and rows 89 to 92; 0 when there is none.
  @inline(__always)
  func jisx0208(_ scalar: UInt32) -> UInt16 {
    guard let pages0208, let codes0208, scalar <= 0xFFFF else { return 0 }
    return codes0208[Int(pages0208[Int(scalar &>> 8)]) &<< 8 | Int(scalar & 0xFF)]
  }

  /// The code in JIS X 0212; 0 when there is none.
  func jisx0212(_ scalar: UInt32) -> UInt16 {
    guard let pages0212, let codes0212, scalar <= 0xFFFF else { return 0 }
    return codes0212[Int(pages0212[Int(scalar &>> 8)]) &<< 8 | Int(scalar & 0xFF)]
  }

  /// Whether a code is of row 13 or from row 89 on, which JIS X 0208 leaves empty.
  @inline(__always)
  static func isVendor(_ code: UInt16) -> Bool { code >= 0x7900 || code & 0xFF00 == 0x2D00 }

  /// The JIS character of the seven that Windows maps to other code points.
  static func jisForm(ofWindows scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0xFF5E: 0x301C
    case 0x2225: 0x2016
    case 0x2014: 0x2015
    case 0xFF0D: 0x2212
    case 0xFFE0: 0x00A2
    case 0xFFE1: 0x00A3
    case 0xFFE2: 0x00AC
    default: nil
    }
  }
}
