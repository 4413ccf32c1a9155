/// Writes compact JSON into bytes. Members without a value are left out, as FHIR demands; an object or array
/// that stayed empty is taken back.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// Resources that the one being written contains; ``writeContained()`` writes them.
  var contained: [ContainedJSON] = []
  private var needsComma = false

  init(capacity: Int = 1024) {
    bytes.reserveCapacity(capacity)
  }

  /// An object as array item or document.
  mutating func object(_ body: (inout JSONWriter) -> Void) {
    enclose(nil, open: 0x7B, close: 0x7D, body)
  }

  /// An object as member.
  mutating func object(_ key: StaticString, _ body: (inout JSONWriter) -> Void) {
    enclose(key, open: 0x7B, close: 0x7D, body)
  }

  /// An array as member.
  mutating func array(_ key: StaticString, _ body: (inout JSONWriter) -> Void) {
    enclose(key, open: 0x5B, close: 0x5D, body)
  }

  /// A text as member; left out when nil or blank.
  mutating func string(_ key: StaticString, _ value: String?) {
    guard let value, !value.isBlank else { return }
    self.key(key)
    quoted(value)
  }

  /// A text as array item; left out when blank.
  mutating func string(_ value: String) {
    guard !value.isBlank else { return }
    comma()
    quoted(value)
    needsComma = true
  }

  /// A member whose value is JSON already: a number as `NumberText` reads it, or an object made before.
  mutating func raw(_ key: StaticString, _ json: String) {
    self.key(key)
    bytes.append(contentsOf: json.utf8)
  }

  /// A member whose value is JSON already.
  mutating func raw(_ key: StaticString, _ json: [UInt8]) {
    self.key(key)
    bytes.append(contentsOf: json)
  }

  /// An array item that is JSON already.
  mutating func raw(_ json: [UInt8]) {
    comma()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// Members that are JSON already, commas between them included.
  mutating func rawMembers(_ json: [UInt8]) {
    if json.isEmpty { return }
    comma()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// A whole number as member.
  mutating func integer(_ key: StaticString, _ value: Int) {
    self.key(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Bytes as member, in base 64 (RFC 4648 section 4); left out when there are none.
  mutating func base64(_ key: StaticString, _ value: [UInt8]) {
    if value.isEmpty { return }
    self.key(key)
    bytes.append(0x22)
    Base64.append(value, to: &bytes)
    bytes.append(0x22)
  }

  private mutating func enclose(
    _ key: StaticString?, open: UInt8, close: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    let start = bytes.count
    let hadComma = needsComma
    if let key { self.key(key) } else { comma() }
    bytes.append(open)
    let inner = bytes.count
    needsComma = false
    body(&self)
    if bytes.count == inner {
      bytes.removeLast(bytes.count - start)
      needsComma = hadComma
    } else {
      bytes.append(close)
      needsComma = true
    }
  }

  private mutating func comma() {
    if needsComma { bytes.append(0x2C) }
  }

  private mutating func key(_ key: StaticString) {
    comma()
    bytes.append(0x22)
    // Keys are ASCII literals of this module and need no escaping.
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(0x22)
    bytes.append(0x3A)
    needsComma = true
  }

  private mutating func quoted(_ value: String) {
    bytes.append(0x22)
    let done: Void? = value.utf8.withContiguousStorageIfAvailable { escaped($0) }
    if done == nil { Array(value.utf8).withUnsafeBufferPointer { escaped($0) } }
    bytes.append(0x22)
  }

  /// Runs without anything to escape are copied whole: nearly every text is one.
  private mutating func escaped(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for position in text.indices {
      let byte = text[position]
      if byte >= 0x20 && byte != 0x22 && byte != 0x5C { continue }
      bytes.append(contentsOf: text[start..<position])
      start = position + 1
      switch byte {
      case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      // FHIR forbids other control characters in texts (R4 2.24.0.1, string).
      default: bytes.append(0x20)
      }
    }
    bytes.append(contentsOf: text[start...])
  }
}

extension String {
  /// Whether nothing is left without blanks: FHIR has no empty texts.
  var isBlank: Bool {
    utf8.allSatisfy { $0 <= 0x20 }
  }

  /// Without ASCII blanks at both ends.
  var trimmed: String {
    let bytes = utf8
    guard let first = bytes.first, let last = bytes.last, first <= 0x20 || last <= 0x20 else { return self }
    guard let start = bytes.firstIndex(where: { $0 > 0x20 }), let end = bytes.lastIndex(where: { $0 > 0x20 })
    else { return "" }
    return String(self[start...end])
  }

  /// Whether it may be a FHIR `code`: single blanks inside, none at the ends (FHIR R4 2.24.0.1).
  var isCode: Bool {
    var previous: UInt8 = 0x20
    for byte in utf8 {
      if byte < 0x20 || (byte == 0x20 && previous == 0x20) { return false }
      previous = byte
    }
    return previous != 0x20
  }

  /// Nil when blank.
  var nonBlank: String? { isBlank ? nil : self }

  /// Full-width Latin letters, digits and signs (U+FF01 to U+FF5E), the full-width blank and the minus sign
  /// as ASCII; for comparing and reading numbers, never for sending.
  var foldedWidth: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
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
}
