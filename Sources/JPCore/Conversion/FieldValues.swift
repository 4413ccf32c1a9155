import HL7v2

// Reading fields: an HL7 null value (`""`, "delete this") and a blank are both no value for a resource that
// is always sent whole.

extension Field {
  /// The first component's text; nil when empty, blank or null.
  var valued: String? {
    if isEmpty || isNull { return nil }
    return text.nonBlank
  }
}

extension Component {
  /// The first subcomponent's text; nil when empty, blank or null.
  var valued: String? {
    if isEmpty || isNull { return nil }
    return text.nonBlank
  }

  /// A code or a name, which may hold the subcomponent separator: JLAC10 writes a part of an item so
  /// (`9A100&IMP`).
  var code: String? {
    guard let first = valued, !self[2].isEmpty else { return valued }
    return ([first] + subcomponents.dropFirst().map(\.text)).joined(separator: "&")
  }
}

extension Subcomponent {
  /// The text; nil when empty, blank or null.
  var valued: String? {
    if isEmpty { return nil }
    let text = text
    return text == "\"\"" ? nil : text.nonBlank
  }
}

extension NTE {
  /// The comments, those that say something.
  var commentTexts: [String] { segment[3].repetitions.compactMap { $0[1].valued } }
}

/// A number as HL7 writes it (NM) and as people write it, as a JSON number with the digits given.
enum NumberText {
  /// The JSON form of a decimal number: full-width digits folded, a leading `+` and superfluous leading
  /// zeros dropped, trailing zeros kept since they are precision. Nil for anything else, exponents and
  /// thousands separators included, and for more digits than FHIR's decimal promises to keep (18).
  static func json(_ text: String) -> String? {
    let digits = Array(text.foldedWidth.trimmed.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(digits.count + 1)
    var position = 0
    if let sign = digits.first, sign == 0x2B || sign == 0x2D {
      if sign == 0x2D { result.append(0x2D) }
      position = 1
    }
    guard digits.count - position <= 19 else { return nil }
    let whole = digits[position...].prefix(while: isDigit)
    var fraction = digits[whole.endIndex...]
    if fraction.first == 0x2E { fraction = fraction.dropFirst() } else if !fraction.isEmpty { return nil }
    guard fraction.allSatisfy(isDigit), !whole.isEmpty || !fraction.isEmpty else { return nil }
    let significant = whole.drop { $0 == 0x30 }
    if significant.isEmpty { result.append(0x30) } else { result.append(contentsOf: significant) }
    if !fraction.isEmpty {
      result.append(0x2E)
      result.append(contentsOf: fraction)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A whole number from 0, for FHIR's `unsignedInt`.
  static func whole(_ text: String) -> Int? {
    guard let number = Int(text.foldedWidth.trimmed), number >= 0, number <= Int32.max else { return nil }
    return number
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
