/// A date or time as HL7 writes it (TS, DTM and DT; HL7 v2.5 2.A.22, 2.A.77).
///
/// Reading is permissive and exact: `YYYY[MM[DD[HH[MM[SS]]]]][.fraction][zone]`, also 15 to 17 digits without
/// a dot.
/// Nothing is rounded and no precision is invented. A date that the calendar does not have can be read, but
/// gives no
/// FHIR value. Without a zone the time is Japan's.
public struct TimeStamp: Sendable, Hashable {
  /// The smallest part that was given.
  public enum Precision: Int, Sendable, Comparable {
    /// One for each part of `YYYYMMDDHHMMSS` and one for a fraction of a second.
    case year, month, day, hour, minute, second, fraction

    /// Coarser first.
    public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
  }

  /// The text that was read, unchanged.
  public let text: String
  /// Four digits.
  public private(set) var year: Int
  /// Two digits, not checked against the calendar.
  public private(set) var month: Int?
  /// Two digits, not checked against the calendar.
  public private(set) var day: Int?
  /// 0 to 99 as written; 24 to 47 occur and mean the next day.
  public private(set) var hour: Int?
  /// Two digits as written.
  public private(set) var minute: Int?
  /// Two digits as written.
  public private(set) var second: Int?
  /// The digits behind the dot; kept also behind a 12-digit time, where it has no meaning.
  public let fraction: String?
  /// `+HHMM` or `-HHMM` as written.
  public let zone: String?

  /// Reads a text; blanks at both ends are passed over.
  ///
  /// - Returns: nil when the text has not the form of a time stamp.
  public init?(_ text: String) {
    let read = text.utf8.withContiguousStorageIfAvailable { Parts($0) }
    guard let parts = read ?? Array(text.utf8).withUnsafeBufferPointer({ Parts($0) }) else { return nil }
    self.text = text
    year = parts.year
    (month, day) = (parts.month, parts.day)
    (hour, minute, second) = (parts.hour, parts.minute, parts.second)
    (fraction, zone) = (parts.fraction, parts.zone)
  }

  /// What a text says, before it is a value.
  private struct Parts {
    var year = 0
    var month: Int?, day: Int?, hour: Int?, minute: Int?, second: Int?
    var fraction: String?, zone: String?

    init?(_ text: UnsafeBufferPointer<UInt8>) {
      var (position, end) = (0, text.count)
      while position < end, text[position] == 0x20 { position += 1 }
      while end > position, text[end - 1] == 0x20 { end -= 1 }
      guard end - position <= 64 else { return nil }
      let start = position
      position = Self.endOfDigits(text, from: start, end)
      var digits = position - start
      var decimals = 0..<0
      if position < end, text[position] == UInt8(ascii: "."), digits == 12 || digits == 14 {
        decimals = position + 1..<Self.endOfDigits(text, from: position + 1, end)
        position = decimals.upperBound
        guard !decimals.isEmpty else { return nil }
      } else if (15...17).contains(digits) {
        digits = 14
        decimals = start + 14..<position
      }
      guard digits >= 4, digits <= 14, digits.isMultiple(of: 2) else { return nil }
      func number(_ place: Int, _ count: Int = 2) -> Int? {
        if place + count > digits { return nil }
        return text[start + place..<start + place + count].reduce(0) { $0 * 10 + Int($1 & 0xF) }
      }
      year = number(0, 4) ?? 0
      (month, day) = (number(4), number(6))
      (hour, minute, second) = (number(8), number(10), number(12))
      if !decimals.isEmpty { fraction = String(decoding: text[decimals], as: UTF8.self) }
      if position == end { return }
      guard text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-"), end - position == 5,
        Self.endOfDigits(text, from: position + 1, end) == end
      else { return nil }
      zone = String(decoding: text[position..<end], as: UTF8.self)
    }

    private static func endOfDigits(_ text: UnsafeBufferPointer<UInt8>, from start: Int, _ end: Int) -> Int {
      var position = start
      while position < end, text[position] &- 0x30 <= 9 { position += 1 }
      return position
    }
  }

  /// The smallest part that was given; a fraction counts only behind seconds.
  public var precision: Precision {
    if second != nil { return fraction == nil ? .second : .fraction }
    if minute != nil { return .minute }
    if hour != nil { return .hour }
    if day != nil { return .day }
    return month == nil ? .year : .month
  }

  /// Whether the time of day is `000000`, which some systems write for an unknown time.
  public var mayMeanUnknownTime: Bool {
    hour == 0 && minute == 0 && (second ?? 0) == 0 && (fraction ?? "").allSatisfy { $0 == "0" }
  }

  /// Whether an hour from 24 to 47 was written: the night belongs to the day before.
  public var usesExtendedHours: Bool { hour.map { (24...47).contains($0) } ?? false }

  /// The same instant with an hour below 24.
  ///
  /// - Returns: nil when the date or the time is impossible.
  public var calendarNormalised: TimeStamp? {
    guard isPossible else { return nil }
    guard let hour, hour >= 24, let month, let day else { return self }
    var result = self
    result.hour = hour - 24
    if day < Self.days(in: month, of: year) {
      result.day = day + 1
    } else {
      result.day = 1
      result.month = month == 12 ? 1 : month + 1
      result.year = month == 12 ? year + 1 : year
    }
    return result.year <= 9999 ? result : nil
  }

  /// Whether the parts given exist: month, day of that month, hour to 47, minute and second to 59, zone to 14
  /// hours. Six digits of no year between 1850 and 2100, nor 9999, are no year and month but a short or Japanese date
  /// (`060401`, the first of April in 令和6).
  public var isPossible: Bool {
    guard year >= 1 else { return false }
    if month != nil, day == nil, !(1850...2100).contains(year), year != 9999 { return false }
    if let month {
      guard (1...12).contains(month) else { return false }
      if let day, day < 1 || day > Self.days(in: month, of: year) { return false }
    }
    if let zone {
      let digits = zone.utf8.dropFirst().map { Int($0) - 0x30 }
      let hours = digits[0] * 10 + digits[1]
      guard hours < 14 || hours == 14 && digits[2] + digits[3] == 0, digits[2] < 6 else { return false }
    }
    return (hour ?? 0) <= 47 && (minute ?? 0) <= 59 && (second ?? 0) <= 59
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// FHIR `date`: `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of the normalised day, a time of day left out.
  ///
  /// - Returns: nil when the date is impossible.
  public var fhirDate: String? {
    guard let stamp = calendarNormalised else { return nil }
    return String(unsafeUninitializedCapacity: 10) { text in
      var writer = Writer(text: text)
      writer.put(dateOf: stamp)
      return writer.count
    }
  }

  /// FHIR `dateTime`: the date alone, or date, time and zone (`+09:00` unless given).
  ///
  /// FHIR demands seconds with a time, so hour and minute get `:00`. An hour without minutes gives the date
  /// alone:
  /// FHIR has no form for it, and minutes are not invented.
  ///
  /// - Returns: nil when the date or time is impossible.
  public var fhirDateTime: String? {
    guard let stamp = calendarNormalised else { return nil }
    guard let hour = stamp.hour, let minute = stamp.minute else { return fhirDate }
    let fraction = stamp.second == nil ? nil : fraction
    return String(unsafeUninitializedCapacity: 26 + (fraction?.utf8.count ?? 0)) { text in
      var writer = Writer(text: text)
      writer.put(dateOf: stamp)
      writer.put("T", hour)
      writer.put(":", minute)
      writer.put(":", stamp.second ?? 0)
      if let fraction {
        writer.put(UInt8(ascii: "."))
        for digit in fraction.utf8 { writer.put(digit) }
      }
      // Five characters, the sign and four digits.
      for (place, character) in (zone ?? "+0900").utf8.enumerated() {
        if place == 3 { writer.put(UInt8(ascii: ":")) }
        writer.put(character)
      }
      return writer.count
    }
  }

  /// Writes numbers, none of them negative, into a text with room for them.
  private struct Writer {
    let text: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    mutating func put(dateOf stamp: TimeStamp) {
      put(digits: stamp.year / 100)
      put(digits: stamp.year % 100)
      if let month = stamp.month { put("-", month) }
      if let day = stamp.day { put("-", day) }
    }

    mutating func put(_ separator: Unicode.Scalar, _ number: Int) {
      put(UInt8(ascii: separator))
      put(digits: number)
    }

    private mutating func put(digits number: Int) {
      put(UInt8(truncatingIfNeeded: 0x30 + number / 10))
      put(UInt8(truncatingIfNeeded: 0x30 + number % 10))
    }

    mutating func put(_ byte: UInt8) {
      text[count] = byte
      count += 1
    }
  }
}
