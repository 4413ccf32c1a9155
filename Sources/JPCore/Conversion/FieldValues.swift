import HL7v2

// Reading fields: an HL7 null value (`""`, "delete this") and a blank are both no value for a resource that
// is always sent whole.

extension Field {
  /// The first component's text; nil when empty, blank or null.
  var valued: String? { presentText }
}

extension Field {
  /// What a code of a table decides, in whichever triplet of the first repetition it stands: hospitals put their own code
  /// before or behind it. A code of the facility's own table decides nothing; width and blanks make no other code.
  func decided<Value>(_ meaning: (String) -> Value?) -> Value? {
    let repetition = firstRepetition
    for first in [1, 4] {
      guard let code = repetition[first].valued?.foldedWidth.trimmed else { continue }
      let table = repetition[first + 2].valued?.trimmed ?? ""
      if table == "L" || table.hasPrefix("99") { continue }
      if let value = meaning(code) { return value }
    }
    return nil
  }

  /// Whether there is such a code.
  func isDecided(_ decides: (String) -> Bool) -> Bool { decided { decides($0) ? true : nil } != nil }
}

extension RecordConverter {
  /// What a field says whose code decides nothing, as a note, with a finding.
  mutating func inWords(
    _ segment: Segment, _ field: Int, _ name: String, _ finding: ConversionFinding.Code
  ) -> [String] {
    guard !segment[field].isNull, let words = words(segment[field].firstRepetition) else { return [] }
    note(finding, segment, field)
    return ["\(name): \(words)"]
  }
}

extension Component {
  /// The first subcomponent's text; nil when empty, blank or null.
  var valued: String? { presentText }

  /// A code or a name, which may hold the subcomponent separator: JLAC10 writes a part of an item so
  /// (`9A100&IMP`).
  var code: String? {
    let first = valued
    guard let first, hasSubcomponents, !self[2].isEmpty else { return first }
    return ([first] + subcomponents.dropFirst().map(\.text)).joined(separator: "&")
  }
}

extension Subcomponent {
  /// The text; nil when empty, blank or null.
  var valued: String? { presentText }
}

extension TimeStamp {
  /// The hour where no minute is told: FHIR has no such time.
  var hourAlone: Int? { minute == nil ? hour : nil }
}

extension NTE {
  /// See ``Segment/commentTexts``.
  var commentTexts: [String] { segment.commentTexts }
}

extension Segment {
  /// The comments of an NTE (NTE-3), those that say something. They have no components: a separator within is a sign of the
  /// text.
  var commentTexts: [String] {
    self[3].repetitions.compactMap { $0.isNull ? nil : $0.line.nonBlank }
  }
}

/// A number as HL7 writes it (NM) and as people write it, as a JSON number with the digits given.
enum NumberText {
  /// The JSON form of a decimal number: full-width digits folded, a leading `+` and superfluous leading
  /// zeros dropped, trailing zeros kept since they are precision. Nil for anything else, exponents and
  /// thousands separators included, and for more digits than FHIR's decimal promises to keep (18).
  static func json(_ text: String) -> String? {
    let text = text.foldedWidth.trimmed
    guard let parts = text.withBytes({ DecimalParts($0) }) else { return nil }
    if parts.isJSON { return text }
    return text.withBytes { digits in
      var result: [UInt8] = []
      result.reserveCapacity(digits.count + 1)
      if parts.isNegative { result.append(0x2D) }
      if parts.whole.isEmpty { result.append(0x30) } else { result.append(contentsOf: digits[parts.whole]) }
      if !parts.fraction.isEmpty {
        result.append(0x2E)
        result.append(contentsOf: digits[parts.fraction])
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// The two numbers of a text that is nothing but them and a hyphen or tilde between, the first not above the second; nil
  /// for anything else, also for numbers that JSON writes in another way, and where both are negative.
  static func jsonRange(_ text: String) -> (low: String, high: String)? {
    text.withBytes { bytes in
      jsonRange(bytes).map { low, high in
        (String(decoding: low, as: UTF8.self), String(decoding: high, as: UTF8.self))
      }
    }
  }

  /// The same of bytes.
  static func jsonRange(_ bytes: UnsafeBufferPointer<UInt8>)
    -> (low: UnsafeBufferPointer<UInt8>, high: UnsafeBufferPointer<UInt8>)?
  {
    // The first sign may be that of a negative number.
    guard let separator = bytes.dropFirst().firstIndex(where: { $0 == 0x2D || $0 == 0x7E }) else {
      return nil
    }
    let low = UnsafeBufferPointer(rebasing: bytes[..<separator])
    let high = UnsafeBufferPointer(rebasing: bytes[(separator + 1)...])
    guard let first = DecimalParts(low), let second = DecimalParts(high), first.isJSON, second.isJSON,
      first.isBelow(second, low, high)
    else { return nil }
    return (low, high)
  }

  /// Whether a text is a decimal number that JSON writes in the same way.
  static func isJSON(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    DecimalParts(bytes)?.isJSON == true
  }

  /// A whole number from 0, for FHIR's `unsignedInt`.
  static func whole(_ text: String) -> Int? {
    guard let number = Int(text.foldedWidth.trimmed), number >= 0, number <= Int32.max else { return nil }
    return number
  }
}

/// Where the parts of a decimal number are in its text.
private struct DecimalParts {
  var isNegative: Bool
  /// Without leading zeros.
  var whole: Range<Int>
  var fraction: Range<Int>
  /// Whether the text is written as JSON demands.
  var isJSON: Bool

  /// Nil for what is no decimal number of at most 18 digits.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    let sign = text.first
    var position = sign == 0x2B || sign == 0x2D ? 1 : 0
    guard text.count - position <= 19 else { return nil }
    let begin = position
    while position < text.count, Self.isDigit(text[position]) { position += 1 }
    let end = position
    let hasPoint = position < text.count
    if hasPoint {
      guard text[position] == 0x2E else { return nil }
      position += 1
    }
    fraction = position..<text.count
    guard text[fraction].allSatisfy(Self.isDigit), end > begin || !fraction.isEmpty else { return nil }
    var significant = begin
    while significant < end, text[significant] == 0x30 { significant += 1 }
    whole = significant..<end
    isNegative = sign == 0x2D
    let hasZeros = whole.isEmpty ? end - begin != 1 : significant > begin
    isJSON = sign != 0x2B && !hasZeros && hasPoint == !fraction.isEmpty
  }

  /// Whether a number is certainly not above another; false also for two negative ones.
  /// - Parameters:
  ///   - text: What this was read of.
  ///   - otherText: What the other was.
  func isBelow(
    _ other: DecimalParts, _ text: UnsafeBufferPointer<UInt8>, _ otherText: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if isNegative || other.isNegative { return !other.isNegative }
    if whole.count != other.whole.count { return whole.count < other.whole.count }
    for place in 0..<whole.count {
      let (digit, second) = (text[whole.lowerBound + place], otherText[other.whole.lowerBound + place])
      if digit != second { return digit < second }
    }
    for place in 0..<min(fraction.count, other.fraction.count) {
      let (digit, second) = (
        text[fraction.lowerBound + place], otherText[other.fraction.lowerBound + place]
      )
      if digit != second { return digit < second }
    }
    return fraction.count <= other.fraction.count
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
}
