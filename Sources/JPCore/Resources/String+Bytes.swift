extension String {
  /// Works on the UTF-8 of a text where it lies: its views ask at every byte how the text is stored.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }

  /// All parts, one behind the other.
  init(joining parts: String..., separator: String = "") {
    self.init(joining: parts, separator: separator)
  }

  /// All parts with a separator between them.
  init(joining parts: [String], separator: String) {
    let room = parts.reduce(separator.utf8.count * parts.count) { $0 + $1.utf8.count }
    self.init(unsafeUninitializedCapacity: room) { text in
      var count = 0
      func put(_ part: String) {
        part.withBytes { bytes in
          _ = UnsafeMutableBufferPointer(rebasing: text[count...]).initialize(fromContentsOf: bytes)
          count += bytes.count
        }
      }
      for place in parts.indices {
        if place > 0 { put(separator) }
        put(parts[place])
      }
      return count
    }
  }

  /// Whether nothing is left without blanks: FHIR has no empty texts.
  var isBlank: Bool {
    withBytes { $0.allSatisfy { $0 <= 0x20 } }
  }

  /// Without ASCII blanks at both ends.
  var trimmed: String {
    let isTrimmed = withBytes { bytes in
      bytes.isEmpty || bytes[0] > 0x20 && bytes[bytes.count - 1] > 0x20
    }
    if isTrimmed { return self }
    let bytes = utf8
    guard let start = bytes.firstIndex(where: { $0 > 0x20 }), let end = bytes.lastIndex(where: { $0 > 0x20 })
    else { return "" }
    return String(self[start...end])
  }

  /// Whether it may be a FHIR `code`: single blanks inside, none at the ends (FHIR R4 2.24.0.1).
  var isCode: Bool {
    withBytes { bytes in
      var previous: UInt8 = 0x20
      for byte in bytes {
        if byte < 0x20 || (byte == 0x20 && previous == 0x20) { return false }
        previous = byte
      }
      return previous != 0x20
    }
  }

  /// Whether a FHIR dateTime may be an instant.
  var hasTimeOfDay: Bool {
    withBytes { $0.contains(UInt8(ascii: "T")) }
  }

  /// Whether it only fills a field: zeros or nines alone.
  var isFilling: Bool {
    withBytes { bytes in [0x30, 0x39].contains { filling in bytes.allSatisfy { $0 == filling } } }
  }

  /// Whether all characters are ASCII.
  var isASCII: Bool {
    withBytes { $0.allSatisfy { $0 < 0x80 } }
  }

  /// Nil when blank.
  var nonBlank: String? { isBlank ? nil : self }

  /// Full-width Latin letters, digits and signs (U+FF01 to U+FF5E), the full-width blank and the minus sign
  /// as ASCII; for comparing and reading numbers, never for sending.
  var foldedWidth: String {
    if isASCII { return self }
    var folded = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      case 0x3000: folded.append(" ")
      case 0x2212: folded.append("-")
      default: folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// With printable ASCII in full width, as Japanese forms have their numbers.
  var fullWidth: String {
    var wide = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x21...0x7E: wide.append(Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar)
      case 0x20: wide.append("\u{3000}")
      default: wide.append(scalar)
      }
    }
    return String(wide)
  }
}
