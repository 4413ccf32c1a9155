/// A usage of 16 characters of the JAMI standard of usages for prescriptions and injections (処方・注射オーダ標準用法規格,
/// `JAMISDP01`), as far as its first characters say something for certain: class (1) and detail (2) of usage, how the
/// time is told (3), and how often (4, and 5 as the upper bound of a range).
struct UsageCode {
  /// Class and detail of usage, `10` oral, `2B` applied; nil where one is not told (`X`).
  let method: String?
  /// Whether a drug is taken when a condition comes up (頓用).
  let isAsNeeded: Bool
  /// Nil where no number tells how often.
  let frequency: UsageFrequency?

  /// Nil for a code that has not 16 digits and capital letters.
  init?(_ code: String) {
    let characters = Array(code.utf8)
    guard characters.count == 16, characters.allSatisfy({ Self.isDigit($0) || Self.isLetter($0) }) else {
      return nil
    }
    let isTold = characters[..<2].allSatisfy { $0 != UInt8(ascii: "X") }
    method = isTold ? String(decoding: characters[..<2], as: UTF8.self) : nil
    isAsNeeded = characters[2] == UInt8(ascii: "5")
    frequency = Self.frequency(characters)
  }

  private static func frequency(_ code: [UInt8]) -> UsageFrequency? {
    let (least, most) = (Int(code[3]) - 0x30, Int(code[4]) - 0x30)
    guard isDigit(code[3]), least > 0 else { return nil }
    switch code[2] {
    // By meals, in equal intervals, at times of day, at events, by the day's rhythm.
    case UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"):
      return UsageFrequency(times: least, period: 1, unit: "d")
    // How often a day and nothing else: `2B71200000000000` once or twice.
    case UInt8(ascii: "7") where most == 0: return UsageFrequency(times: least, period: 1, unit: "d")
    case UInt8(ascii: "7") where isDigit(code[4]) && most > least:
      return UsageFrequency(times: least, mostTimes: most, period: 1, unit: "d")
    // Hours between: `2B84600000000000` every four to six hours.
    case UInt8(ascii: "8") where most == 0: return UsageFrequency(times: 1, period: least, unit: "h")
    case UInt8(ascii: "8") where isDigit(code[4]) && most > least:
      return UsageFrequency(times: 1, period: least, longestPeriod: most, unit: "h")
    default: return nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}

/// How often, as Timing.repeat tells it.
struct UsageFrequency: Equatable {
  var times: Int
  var mostTimes: Int?
  var period: Int
  var longestPeriod: Int?
  /// A code of units-of-time.
  var unit: String
}
