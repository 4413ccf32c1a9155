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
    var rest = Array(text.utf8)[...]
    while rest.first == 0x20 { rest.removeFirst() }
    while rest.last == 0x20 { rest.removeLast() }
    guard rest.count <= 64 else { return nil }
    var digits = Self.takeDigits(&rest)
    var fraction: [UInt8] = []
    if rest.first == UInt8(ascii: "."), digits.count == 12 || digits.count == 14 {
      rest.removeFirst()
      fraction = Self.takeDigits(&rest)
      guard !fraction.isEmpty else { return nil }
    } else if (15...17).contains(digits.count) {
      fraction = Array(digits[14...])
      digits = Array(digits.prefix(14))
    }
    guard [4, 6, 8, 10, 12, 14].contains(digits.count), let zone = Self.zone(rest) else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= digits.count else { return nil }
      return digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let year = number(0..<4) else { return nil }
    self.text = text
    self.year = year
    month = number(4..<6)
    day = number(6..<8)
    hour = number(8..<10)
    minute = number(10..<12)
    second = number(12..<14)
    self.fraction = fraction.isEmpty ? nil : String(decoding: fraction, as: UTF8.self)
    self.zone = zone.isEmpty ? nil : zone
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    return Array(digits)
  }

  /// Empty for none, nil for something that is no zone.
  private static func zone(_ rest: ArraySlice<UInt8>) -> String? {
    guard let sign = rest.first else { return "" }
    let digits = rest.dropFirst()
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits.count == 4,
      digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return String(decoding: rest, as: UTF8.self)
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
  /// hours.
  public var isPossible: Bool {
    guard year >= 1 else { return false }
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
    var result = Self.padded(stamp.year, 4)
    if let month = stamp.month { result += "-" + Self.padded(month, 2) }
    if let day = stamp.day { result += "-" + Self.padded(day, 2) }
    return result
  }

  /// FHIR `dateTime`: the date alone, or date, time and zone (`+09:00` unless given).
  ///
  /// FHIR demands seconds with a time, so hour and minute get `:00`. An hour without minutes gives the date
  /// alone:
  /// FHIR has no form for it, and minutes are not invented.
  ///
  /// - Returns: nil when the date or time is impossible.
  public var fhirDateTime: String? {
    guard let stamp = calendarNormalised, let date = fhirDate else { return nil }
    guard let hour = stamp.hour, let minute = stamp.minute else { return date }
    var result = date + "T" + Self.padded(hour, 2) + ":" + Self.padded(minute, 2) + ":"
    result += Self.padded(stamp.second ?? 0, 2)
    if stamp.second != nil, let fraction { result += "." + fraction }
    guard let zone else { return result + "+09:00" }
    return result + zone.prefix(3) + ":" + zone.suffix(2)
  }

  /// A number of at most four digits, none of them negative.
  private static func padded(_ number: Int, _ width: Int) -> String {
    String(unsafeUninitializedCapacity: width) { text in
      var rest = number
      for place in (0..<width).reversed() {
        text[place] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
        rest /= 10
      }
      return width
    }
  }
}
