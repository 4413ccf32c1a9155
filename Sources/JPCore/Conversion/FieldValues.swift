import HL7v2

// Reading fields: an HL7 null value (`""`, "delete this") and a blank are both no value for a resource that is always
// sent whole.

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
}

extension Subcomponent {
  /// The text; nil when empty, blank or null.
  var valued: String? {
    if isEmpty { return nil }
    let text = text
    return text == "\"\"" ? nil : text.nonBlank
  }
}

/// A number as HL7 writes it (NM) and as people write it, as a JSON number with the digits given.
enum NumberText {
  /// The JSON form of a decimal number: full-width digits folded, a leading `+` and superfluous leading zeros dropped,
  /// trailing zeros kept since they are precision. Nil for anything else, exponents and thousands separators
  /// included, and for more digits than FHIR's decimal promises to keep (18).
  static func json(_ text: String) -> String? {
    var digits = text.foldedWidth.trimmed.utf8[...]
    var result = ""
    if let sign = digits.first, sign == 0x2B || sign == 0x2D {
      if sign == 0x2D { result = "-" }
      digits = digits.dropFirst()
    }
    let parts = digits.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, digits.count <= 19, parts.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
    let fraction = parts.count == 2 ? parts[1] : digits[digits.endIndex...]
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    let significant = whole.drop { $0 == 0x30 }
    result += significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
    if !fraction.isEmpty { result += "." + String(decoding: fraction, as: UTF8.self) }
    return result
  }

  /// A whole number from 0, for FHIR's `unsignedInt`.
  static func whole(_ text: String) -> Int? {
    guard let number = Int(text.foldedWidth.trimmed), number >= 0, number <= Int32.max else { return nil }
    return number
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
