/// A date or time as HL7 writes it, read from bytes without making objects: validation reads dozens in each file
/// (TS, DT and TM; HL7 v2.5 2.A.22, 2.A.75, 2.A.77).
struct DateText {
  /// What is odd about the text.
  enum Oddity {
    case malformed
    case impossible
    case extendedHours
    case unknownTime
    /// 15 to 17 digits without a dot.
    case noDot
    /// A fraction behind minutes.
    case noSeconds
  }

  /// `YYYYMMDDHHMMSS` and the fraction, without dot, zone and blanks.
  private(set) var digits: ArraySlice<UInt8>
  /// Digits behind the dot.
  private(set) var fraction: ArraySlice<UInt8>
  private(set) var oddity: Oddity?

  /// Reads the first component of a value.
  init(_ bytes: ArraySlice<UInt8>) {
    var start = bytes.startIndex
    var end = bytes.endIndex
    while start < end, bytes[start] == 0x20 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    var position = start
    while position < end, Self.isDigit(bytes[position]) { position += 1 }
    digits = bytes[start..<position]
    fraction = bytes[position..<position]
    if position < end, bytes[position] == UInt8(ascii: ".") {
      let first = position + 1
      position = first
      while position < end, Self.isDigit(bytes[position]) { position += 1 }
      fraction = bytes[first..<position]
      if fraction.isEmpty { oddity = .malformed }
    }
    if !Self.isZone(bytes[position..<end]) { oddity = .malformed }
    if oddity == nil { oddity = judged }
  }

  /// Year, month and day; nil when the text has fewer digits.
  var day: ArraySlice<UInt8>? { digits.count >= 8 ? digits.prefix(8) : nil }

  private var judged: Oddity? {
    switch digits.count {
    case 14: break
    case 12: if !fraction.isEmpty { return .noSeconds }
    case 15...17: return fraction.isEmpty ? possible ?? .noDot : .malformed
    case 4, 6, 8, 10: if !fraction.isEmpty { return .malformed }
    default: return .malformed
    }
    return possible
  }

  private var possible: Oddity? {
    let year = number(0, 4) ?? 0
    if year == 0 { return .impossible }
    if let month = number(4, 2) {
      guard (1...12).contains(month) else { return .impossible }
      if let day = number(6, 2), !(1...Self.days(in: month, of: year)).contains(day) { return .impossible }
    }
    guard let hour = number(8, 2) else { return nil }
    let minute = number(10, 2) ?? 0
    let second = number(12, 2) ?? 0
    guard hour <= 47, minute <= 59, second <= 59 else { return .impossible }
    if hour >= 24 { return .extendedHours }
    return digits.count >= 14 && hour == 0 && minute == 0 && second == 0 ? .unknownTime : nil
  }

  private func number(_ offset: Int, _ count: Int) -> Int? {
    guard offset + count <= digits.count else { return nil }
    let first = digits.startIndex + offset
    return digits[first..<first + count].reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  /// Days since 1 March of the year 0 in the proleptic calendar, for differences; nil without a possible day.
  var dayNumber: Int? {
    guard let year = number(0, 4), let month = number(4, 2), let day = number(6, 2),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let shifted = month > 2 ? year : year - 1
    let fromMarch = (month + 9) % 12
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (fromMarch * 153 + 2) / 5 + day
  }

  /// Whether this is certainly later than another: compared as far as both are given.
  func isLater(than other: DateText) -> Bool {
    let count = min(digits.count, other.digits.count, 14)
    return count >= 8 && other.digits.prefix(count).lexicographicallyPrecedes(digits.prefix(count))
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isZone(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let sign = bytes.first else { return true }
    return (sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")) && bytes.count == 5
      && bytes.dropFirst().allSatisfy(isDigit)
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// Numbers as NM demands (HL7 v2.5 2.A.47): sign, digits, at most one point; no exponent.
enum NumericText {
  static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    var points = 0
    var position = bytes.startIndex
    if let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
    while position < bytes.endIndex {
      let byte = bytes[position]
      if DateText.isDigit(byte) {
        digits += 1
      } else if byte == UInt8(ascii: ".") {
        points += 1
      } else {
        return false
      }
      position += 1
    }
    return digits > 0 && points <= 1
  }
}
