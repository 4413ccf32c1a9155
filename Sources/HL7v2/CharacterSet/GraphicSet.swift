/// The sets that ISO-2022-JP text may designate.
enum GraphicSet: Equatable {
  case ascii, kana, jisx0208, jisx0212, jisx0213Plane1, jisx0213Plane2

  var isDoubleByte: Bool { self != .ascii && self != .kana }

  /// The set of `ESC $ (` and this byte.
  init?(extended final: UInt8) {
    switch final {
    case UInt8(ascii: "@"), UInt8(ascii: "B"): self = .jisx0208
    case UInt8(ascii: "D"): self = .jisx0212
    case UInt8(ascii: "O"), UInt8(ascii: "Q"): self = .jisx0213Plane1
    case UInt8(ascii: "P"): self = .jisx0213Plane2
    default: return nil
    }
  }
}
