import HL7v2

/// Other values of the same kind: another day for a day, another code of its table for a code, another number for a
/// number, other words for words.
enum OtherValues {
  /// Values to try, the likeliest to be read as the given one was first; none for an HL7 null (`""`).
  ///
  /// - Parameters:
  ///   - text: The value as written.
  ///   - part: Where it stands.
  ///   - system: The coding system that the same code names; empty where it names none.
  static func of(_ text: String, at part: MessagePart, system: String) -> [String] {
    if text == "\"\"" || text.isBlank { return [] }
    if let days = otherDays(text) { return days }
    let place = part.subcomponent ?? part.component ?? 1
    let definition = SegmentDefinition.named(part.segment)?.field(part.field)
    let isCoded = coded.contains(definition?.dataType ?? "") || part.subcomponent != nil
    if isCoded, place == 3 || place == 6 { return systems.filter { $0 != text } }
    var values: [String] = []
    if place == 1 || place == 4 {
      values = codes(of: definition?.table ?? "", system: system, besides: text)
    }
    // Of a unit only another unit has a code.
    if values.isEmpty, isCoded, UCUM.code(text) != nil { values.append(text == "mg" ? "kg" : "mg") }
    let others = changingUsage(text) + changingNumbers(text) + [changingEnd(text), changingStart(text)]
    for value in others where value != text && !values.contains(value) { values.append(value) }
    return values
  }

  /// Whether a text holds several numbers, or is a usage code, whose parts may go different ways: all of its other values are
  /// worth trying.
  static func hasSeveralParts(_ text: String) -> Bool {
    numbers(Array(text.unicodeScalars)).count > 1 || UsageCode(text) != nil
  }

  private static let coded: Set<String> = ["CE", "CWE", "CNE", "CF", "*"]
  /// Names of systems that most coded fields may name, then one that no table has.
  private static let systems = ["JC10", "HL70162", "HOT9", "99ZZZ"]

  /// Codes that stand beside the given one in its table.
  private static func codes(of table: String, system: String, besides code: String) -> [String] {
    let named = CodeTable.codes(of: system.hasPrefix("HL7") ? String(system.dropFirst(3)) : system)
    let codes = named.isEmpty ? CodeTable.codes(of: table) : named
    guard let position = codes.firstIndex(of: code) else { return Array(codes.prefix(2)) }
    return [position + 1, position + 2, position - 1].filter { codes.indices.contains($0) }.map { codes[$0] }
  }

  // MARK: - Days

  /// The day after and the day before, with other minutes; nil for what is no day.
  private static func otherDays(_ text: String) -> [String]? {
    guard let time = TimeStamp(text), (1850...2100).contains(time.year), let day = time.day,
      time.fhirDateTime != nil
    else { return nil }
    let later = replacingDay(text, with: day < 28 ? day + 1 : day - 2)
    let earlier = replacingDay(text, with: day > 1 ? day - 1 : 3)
    return [later, earlier]
  }

  private static func replacingDay(_ text: String, with day: Int) -> String {
    var digits = Array(text.utf8)
    guard let start = digits.firstIndex(where: isDigit), start + 8 <= digits.count else { return text }
    digits[start + 6] = UInt8(0x30 + day / 10)
    digits[start + 7] = UInt8(0x30 + day % 10)
    // The last digit of the minute, then of the second.
    for position in [start + 11, start + 13] where position < digits.count && isDigit(digits[position]) {
      digits[position] = digits[position] == 0x39 ? 0x30 : digits[position] + 1
    }
    return String(decoding: digits, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  // MARK: - Codes, numbers and words

  /// A usage code with another number of times, and with another detail of usage.
  private static func changingUsage(_ text: String) -> [String] {
    guard UsageCode(text) != nil else { return [] }
    return [3, 1].map { changing(Array(text.unicodeScalars), at: $0, isFirst: true) }
  }

  /// The text with one of several numbers another one, for the last few of them.
  private static func changingNumbers(_ text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    let ends = numbers(scalars)
    guard ends.count > 1 else { return [] }
    return ends.suffix(mostNumbers).map { end in
      // After a nine comes not the smallest, or a range would be none.
      guard scalars[end] == "9" else { return changing(scalars, at: end) }
      return string(Array(scalars[...end]) + ["1"] + Array(scalars[(end + 1)...]))
    }
  }

  private static let mostNumbers = 4

  /// Positions of the last digit of each number; a decimal point belongs to its number.
  private static func numbers(_ scalars: [Unicode.Scalar]) -> [Int] {
    scalars.indices.filter { position in
      guard isDigit(scalars[position]) else { return false }
      let following = position + 1 < scalars.count ? scalars[position + 1] : nil
      return following.map { !isDigit($0) && $0 != "." } ?? true
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value) || (0xFF10...0xFF19).contains(scalar.value)
  }

  /// Its last letter or its last number another one; words that have neither get one more.
  private static func changingEnd(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    if let last = scalars.last, next(last) != nil { return changing(scalars, at: scalars.count - 1) }
    return numbers(scalars).last.map { changing(scalars, at: $0) } ?? text + "改"
  }

  /// Its first letter or digit another one, never a zero.
  private static func changingStart(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    return scalars.firstIndex { next($0) != nil }.map { changing(scalars, at: $0, isFirst: true) } ?? text
  }

  private static func changing(
    _ scalars: [Unicode.Scalar], at position: Int, isFirst: Bool = false
  ) -> String {
    var scalars = scalars
    let other = next(scalars[position]) ?? scalars[position]
    scalars[position] = isFirst && other == "0" ? "1" : other
    return string(scalars)
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// The next letter or digit of its kind, ASCII or full-width, the first after the last; nil for anything else.
  private static func next(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    for range in kinds where range.contains(scalar.value) {
      return Unicode.Scalar(scalar.value == range.upperBound ? range.lowerBound : scalar.value + 1)
    }
    return nil
  }

  private static let kinds: [ClosedRange<UInt32>] = [
    0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
  ]
}
