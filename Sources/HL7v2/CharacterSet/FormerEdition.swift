/// JIS C 6226-1978 beside JIS X 0208-1983: 22 pairs of kanji changed places and four gave theirs to new
/// forms.
///
/// All codes are read as those of 1983, as everybody does, for fonts show them so; text by ESC $ @ that has
/// one of these 52 is reported.
enum FormerEdition {
  /// Codes of the first and of the second kanji of each pair.
  static let moved: [(first: UInt16, second: UInt16)] = [
    (0x3033, 0x724D), (0x3229, 0x7274), (0x3342, 0x695A), (0x3349, 0x5978), (0x3376, 0x635E),
    (0x3443, 0x5E75),
    (0x3452, 0x6B5D), (0x375B, 0x7074), (0x395C, 0x6268), (0x3C49, 0x6922), (0x3F59, 0x7057),
    (0x4128, 0x6C4D),
    (0x445B, 0x5464), (0x4557, 0x626A), (0x456E, 0x5B6D), (0x4573, 0x5E39), (0x4676, 0x6D6E),
    (0x4768, 0x6A24),
    (0x4930, 0x5B58), (0x4B79, 0x5056), (0x4C79, 0x692E), (0x4F36, 0x6446), (0x3646, 0x7421),
    (0x4B6A, 0x7422),
    (0x4D5A, 0x7423), (0x6076, 0x7424),
  ]

  static func firstMoved(in input: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    var position = start
    while position + 1 < end {
      guard input[position] >= 0x21 else {
        position += 1
        continue
      }
      let code = UInt16(input[position]) << 8 | UInt16(input[position + 1])
      if moved.contains(where: { $0.first == code || $0.second == code }) { return position }
      position += 2
    }
    return nil
  }
}
