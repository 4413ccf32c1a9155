/// A moment of the made-up hospital: local time without zone, to the millisecond.
struct SyntheticMoment: Sendable, Hashable, Comparable {
  /// Milliseconds since the beginning of 1970, local time.
  let milliseconds: Int

  static let second = 1_000
  static let minute = 60_000
  static let hour = 3_600_000
  static let day = 86_400_000

  init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// A moment of a day.
  init(dayNumber: Int, hour: Int = 0, minute: Int = 0) {
    milliseconds = dayNumber * Self.day + hour * Self.hour + minute * Self.minute
  }

  /// Days since 1970-01-01.
  var dayNumber: Int { milliseconds / Self.day }

  func adding(days: Int = 0, hours: Int = 0, minutes: Int = 0, milliseconds more: Int = 0) -> SyntheticMoment
  {
    SyntheticMoment(
      milliseconds: milliseconds + days * Self.day + hours * Self.hour + minutes * Self.minute + more)
  }

  /// The same day at another time.
  func at(hour: Int, minute: Int = 0) -> SyntheticMoment {
    SyntheticMoment(dayNumber: dayNumber, hour: hour, minute: minute)
  }

  /// `YYYYMMDD`.
  var date: String { Self.padded(dateNumber, 8) }
  /// `YYYYMMDDHHMM`.
  var toMinute: String { Self.padded(dateNumber * 10_000 + timeNumber / 100, 12) }
  /// `YYYYMMDDHHMMSS`.
  var toSecond: String { Self.padded(dateNumber * 1_000_000 + timeNumber, 14) }
  /// `YYYYMMDDHHMMSS.fff`, as in MSH-7.
  var toMillisecond: String { "\(toSecond).\(Self.padded(milliseconds % 1_000, 3))" }
  /// `YYYYMMDDHHMMSSfff`, as in file names.
  var inFileName: String {
    Self.padded((dateNumber * 1_000_000 + timeNumber) * 1_000 + milliseconds % 1_000, 17)
  }
  /// `YYYY-MM-DD`, as in the CSV files.
  var isoDate: String {
    let number = dateNumber
    let (month, day) = (Self.padded(number / 100 % 100, 2), Self.padded(number % 100, 2))
    return "\(Self.padded(number / 10_000, 4))-\(month)-\(day)"
  }
  /// `YYYY年M月D日`, as people write it, in full-width digits.
  var inWords: String {
    let number = dateNumber
    return Self.fullWidth("\(number / 10_000)年\(number / 100 % 100)月\(number % 100)日")
  }

  static func < (left: SyntheticMoment, right: SyntheticMoment) -> Bool {
    left.milliseconds < right.milliseconds
  }

  private var timeNumber: Int {
    let seconds = milliseconds % Self.day / Self.second
    return seconds / 3_600 * 10_000 + seconds / 60 % 60 * 100 + seconds % 60
  }

  /// Years are counted from March so that the leap day is the last of its year.
  private var dateNumber: Int {
    let shifted = dayNumber + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month > 2 ? 0 : 1)
    return year * 10_000 + month * 100 + dayOfYear - (153 * marchMonth + 2) / 5 + 1
  }

  /// Decimal digits with zeros before them.
  static func padded(_ number: Int, _ width: Int) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = number
      var start = 20
      repeat {
        start -= 1
        digits[start] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
        rest /= 10
      } while rest > 0 && start > 0
      while 20 - start < width, start > 0 {
        start -= 1
        digits[start] = 0x30
      }
      let written = UnsafeRawBufferPointer(digits)[start...]
      return String(decoding: UnsafeRawBufferPointer(rebasing: written), as: UTF8.self)
    }
  }

  /// ASCII digits and hyphens as Japanese addresses and sentences have them.
  static func fullWidth(_ text: String) -> String {
    var wide = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": wide.unicodeScalars.append(Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar)
      case "-": wide.unicodeScalars.append("\u{2212}")
      default: wide.unicodeScalars.append(scalar)
      }
    }
    return wide
  }
}
