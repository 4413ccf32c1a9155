/// The text of names that a copy may have given other bytes: on NTFS they are UTF-16, over SMB UTF-8, after zip or
/// FTP often CP932, after a Mac decomposed Unicode.
public enum NameText {
  /// The text of a name: UTF-8 with its kana composed; else what the decoder makes of the bytes; nil when that
  /// has no answer.
  ///
  /// Bytes with an escape sequence are ISO-2022-JP in UTF-8's clothes, so the decoder is asked first.
  /// - Parameter decode: text of bytes that are not UTF-8, such as CP932; nil when they are none.
  public static func text(of bytes: [UInt8], decodingNames decode: (([UInt8]) -> String?)? = nil) -> String? {
    if bytes.contains(0x1B) { return decode?(bytes).map { composed($0) } }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return decode?(bytes).map { composed($0) }
    }
    return composed(text)
  }

  /// The text with each kana and the combining sound mark after it as one character (Unicode NFC of Japanese
  /// text): the form to compare and to store, since not everything that compares knows both.
  public static func composed(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 == voiced || $0 == halfVoiced }) else { return text }
    var scalars = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if let base = last, let both = composition(of: base, with: scalar) {
        scalars.removeLast()
        scalars.append(both)
        last = nil
      } else {
        scalars.append(scalar)
        last = scalar
      }
    }
    return String(scalars)
  }

  private static let voiced: Unicode.Scalar = "\u{3099}"
  private static let halfVoiced: Unicode.Scalar = "\u{309A}"

  /// Kana are laid out so that the voiced letter follows the plain one, and the half-voiced follows that.
  private static func composition(of base: Unicode.Scalar, with mark: Unicode.Scalar) -> Unicode.Scalar? {
    guard mark == voiced || mark == halfVoiced else { return nil }
    let isKatakana = (0x30A0...0x30FF).contains(base.value)
    guard isKatakana || (0x3040...0x309F).contains(base.value) else { return nil }
    let letter = isKatakana ? base.value - 0x60 : base.value
    switch letter {
    case 0x306F, 0x3072, 0x3075, 0x3078, 0x307B:  // は to ほ
      return Unicode.Scalar(base.value + (mark == voiced ? 1 : 2))
    case _ where mark == halfVoiced: return nil
    // か to ち by twos; つ, て, と after the small っ.
    case 0x304B...0x3062 where letter % 2 == 1, 0x3064, 0x3066, 0x3068: return Unicode.Scalar(base.value + 1)
    case 0x3046: return Unicode.Scalar(isKatakana ? 0x30F4 : 0x3094)  // う
    case 0x308F...0x3092 where isKatakana: return Unicode.Scalar(base.value + 8)  // ワ ヰ ヱ ヲ
    case 0x309D: return Unicode.Scalar(base.value + 1)  // ゝ
    default: return nil
    }
  }
}
