/// Points in time as milliseconds since 1970-01-01T00:00:00Z, and the text forms that FHIR and HTTP give
/// them. Written here because the region must not lean on the gateway's reading of time.
enum Instant {
  /// Milliseconds of a day.
  private static let day: Int64 = 86_400_000

  /// FHIR `instant` in UTC with milliseconds: `2026-01-31T23:59:59.000Z`.
  static func text(_ milliseconds: Int64) -> String {
    let (date, time) = split(milliseconds)
    let clock = "\(two(time / 3_600_000)):\(two(time / 60_000 % 60)):\(two(time / 1000 % 60))"
    return "\(four(date.year))-\(two(date.month))-\(two(date.day))T\(clock).\(three(time % 1000))Z"
  }

  /// HTTP date (RFC 9110 5.6.7): `Sat, 31 Jan 2026 23:59:59 GMT`; fractions of a second are cut.
  static func httpDate(_ milliseconds: Int64) -> String {
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let (date, time) = split(milliseconds)
    let days = (milliseconds - time) / day
    let weekday = weekdays[Int((days % 7 + 7) % 7)]
    let clock = "\(two(time / 3_600_000)):\(two(time / 60_000 % 60)):\(two(time / 1000 % 60))"
    return "\(weekday), \(two(date.day)) \(months[Int(date.month) - 1]) \(four(date.year)) \(clock) GMT"
  }

  /// The span that a FHIR date or dateTime of any precision covers, `[from, to)`; FHIR R4 3.1.1.4.7.
  /// A date without time is taken in UTC; a time must carry its zone. `nil` when the text is no such date.
  static func span(of text: some StringProtocol) -> Range<Int64>? {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4), year >= 1 else { return nil }
    if scanner.isAtEnd { return start(year, 1, 1)..<start(year + 1, 1, 1) }
    guard scanner.skip("-"), let month = scanner.number(2), (1...12).contains(month) else { return nil }
    if scanner.isAtEnd {
      return start(year, month, 1)..<(month == 12 ? start(year + 1, 1, 1) : start(year, month + 1, 1))
    }
    guard scanner.skip("-"), let day = scanner.number(2), day >= 1, day <= length(year, month) else {
      return nil
    }
    let midnight = start(year, month, day)
    if scanner.isAtEnd { return midnight..<midnight + Self.day }
    guard scanner.skip("T"), let clock = clockSpan(&scanner) else { return nil }
    return midnight + clock.lowerBound..<midnight + clock.upperBound
  }

  /// `hh:mm[:ss[.fff…]]` and the zone, which is required; relative to midnight UTC.
  private static func clockSpan(_ scanner: inout DigitScanner) -> Range<Int64>? {
    guard let hour = scanner.number(2), hour < 24, scanner.skip(":"), let minute = scanner.number(2),
      minute < 60
    else { return nil }
    var from = hour * 3_600_000 + minute * 60_000
    var width: Int64 = 60_000
    if scanner.skip(":") {
      guard let second = scanner.number(2), second < 60 else { return nil }
      from += second * 1000
      width = 1000
      if scanner.skip(".") {
        guard let fraction = scanner.fraction() else { return nil }
        from += fraction.milliseconds
        width = fraction.width
      }
    }
    guard let offset = zone(&scanner), scanner.isAtEnd else { return nil }
    return from - offset..<from - offset + width
  }

  /// Milliseconds east of UTC. A blank stands for the plus sign that a form decoder has eaten.
  private static func zone(_ scanner: inout DigitScanner) -> Int64? {
    if scanner.skip("Z") { return 0 }
    let isEast = scanner.skip("+") || scanner.skip(" ")
    guard isEast || scanner.skip("-"), let hour = scanner.number(2), hour <= 14, scanner.skip(":"),
      let minute = scanner.number(2), minute < 60
    else { return nil }
    return (hour * 3_600_000 + minute * 60_000) * (isEast ? 1 : -1)
  }

  // MARK: Proleptic Gregorian calendar

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(_ year: Int64, _ month: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Milliseconds at the start of a day. Years are counted from March, so that the leap day ends its year.
  private static func start(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    return days * Self.day
  }

  private static func split(_ milliseconds: Int64) -> (
    date: (year: Int64, month: Int64, day: Int64), time: Int64
  ) {
    let time = ((milliseconds % day) + day) % day
    let days = (milliseconds - time) / day
    // The year by estimate and correction: the estimate is never more than one year off.
    var year = 1970 + Int64((Double(days) / 365.2425).rounded(.down))
    while start(year + 1, 1, 1) <= milliseconds { year += 1 }
    while start(year, 1, 1) > milliseconds { year -= 1 }
    var month: Int64 = 1
    while month < 12, start(year, month + 1, 1) <= milliseconds { month += 1 }
    return ((year, month, days - start(year, month, 1) / day + 1), time)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  private static func two(_ value: Int64) -> String { padded(value, 2) }
  private static func three(_ value: Int64) -> String { padded(value, 3) }
  private static func four(_ value: Int64) -> String { padded(value, 4) }
}

/// Reads fixed numbers of digits and single characters from the front of a text.
private struct DigitScanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: some StringProtocol) {
    rest = Array(text.utf8)[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(_ digits: Int) -> Int64? {
    guard rest.count >= digits else { return nil }
    var value: Int64 = 0
    for byte in rest.prefix(digits) {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    rest.removeFirst(digits)
    return value
  }

  /// Fraction of a second: whole milliseconds and the width its precision covers (1 ms at least, what is
  /// stored).
  mutating func fraction() -> (milliseconds: Int64, width: Int64)? {
    let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard (1...9).contains(digits.count) else { return nil }
    rest.removeFirst(digits.count)
    var milliseconds: Int64 = 0
    for place in 0..<3 {
      let byte = place < digits.count ? digits[digits.startIndex + place] : 0x30
      milliseconds = milliseconds * 10 + Int64(byte - 0x30)
    }
    return (milliseconds, [1: 100, 2: 10][digits.count] ?? 1)
  }
}
