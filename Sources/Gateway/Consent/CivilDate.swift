/// A day of the Gregorian calendar without time, read in Japan Standard Time (UTC+9, no summer time).
///
/// The text form is `YYYY-MM-DD` (ISO 8601-1 5.2.2.1 extended), the years 1 to 9999.
public struct CivilDate: Sendable, Hashable, Comparable {
  /// Year, 1 to 9999.
  public let year: Int
  /// Month, 1 to 12.
  public let month: Int
  /// Day of the month, 1 to 31.
  public let day: Int

  /// A date that exists, or nil.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads exactly `YYYY-MM-DD` in ASCII digits; nil for anything else and for days that do not exist.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Reads exactly `YYYYMMDD`, the form of care dates in SS-MIX2 paths (SS-MIX2 1.2g 3.1); nil for anything else.
  public init?(compact text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 8, let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[4..<6]),
      let day = Self.number(bytes[6..<8])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day in Japan at a moment given in seconds since 1970-01-01T00:00:00Z; clamped to the years 1 to 9999.
  public init(unixSeconds: Int64) {
    let earliest: Int64 = -62_135_596_800
    let latest: Int64 = 253_402_300_799
    let local = min(max(unixSeconds, earliest), latest - 32_400) + 32_400
    self.init(dayNumber: Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
  }

  /// The day `count` days later (earlier when negative), or nil outside the years 1 to 9999.
  public func adding(days count: Int) -> CivilDate? {
    let (sum, overflow) = dayNumber.addingReportingOverflow(count)
    guard !overflow, (-719_162...2_932_896).contains(sum) else { return nil }
    return CivilDate(dayNumber: sum)
  }

  /// `YYYYMMDD`.
  public var compact: String { String(description.filter { $0 != "-" }) }

  /// Calendar order.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// Days since 1970-01-01. Years are counted from March so that the leap day is the last of its year.
  var dayNumber: Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The inverse of `dayNumber`; the caller keeps it within the years 1 to 9999.
  private init(dayNumber: Int) {
    let shifted = dayNumber + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (marchMonth < 10 ? 0 : 1)
  }

  private static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}

extension CivilDate: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

extension CivilDate: Codable {
  /// Reads the text form. Throws `DecodingError.dataCorrupted` for a day that does not exist.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = CivilDate(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date YYYY-MM-DD")
    }
    self = date
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Days from one to another, both included; an open end is nil.
public struct CivilPeriod: Sendable, Hashable, Codable {
  /// First day, nil: since ever.
  public var from: CivilDate?
  /// Last day, nil: until further notice.
  public var to: CivilDate?

  /// A period. `from` after `to` is a period that no day lies in.
  public init(from: CivilDate? = nil, to: CivilDate? = nil) {
    self.from = from
    self.to = to
  }

  /// Whether a day lies in the period.
  public func contains(_ day: CivilDate) -> Bool {
    if let from, day < from { return false }
    if let to, to < day { return false }
    return true
  }
}
