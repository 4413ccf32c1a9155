/// Writes compact JSON into bytes. Members without a value are left out, as FHIR demands; an object or array
/// that stayed empty is taken back.
struct JSONWriter: ~Copyable {
  private var buffer: ByteBuffer
  /// Resources that the one being written contains; ``writeContained()`` writes them.
  var contained: [ContainedJSON] = []
  private var needsComma = false

  init(capacity: Int = 1024) {
    buffer = ByteBuffer(capacity: capacity)
  }

  /// What was written.
  var bytes: [UInt8] { buffer.bytes }

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

  /// A text of two parts with a character between them as member, none of them blank.
  mutating func string(_ key: StaticString, _ first: String, _ separator: Unicode.Scalar, _ second: String) {
    self.key(key)
    buffer.append(0x22)
    escaped(first)
    buffer.append(UInt8(ascii: separator))
    escaped(second)
    buffer.append(0x22)
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
    buffer.append(json)
  }

  /// A member whose value is JSON already.
  mutating func raw(_ key: StaticString, _ json: [UInt8]) {
    self.key(key)
    buffer.append(json)
  }

  /// An array item that is JSON already.
  mutating func raw(_ json: [UInt8]) {
    comma()
    buffer.append(json)
    needsComma = true
  }

  /// Members that are JSON already, commas between them included.
  mutating func rawMembers(_ json: [UInt8]) {
    if json.isEmpty { return }
    raw(json)
  }

  /// A whole number as member.
  mutating func integer(_ key: StaticString, _ value: Int) {
    raw(key, String(value))
  }

  private mutating func enclose(
    _ key: StaticString?, open: UInt8, close: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    let start = buffer.count
    let hadComma = needsComma
    if let key { self.key(key) } else { comma() }
    buffer.append(open)
    let inner = buffer.count
    needsComma = false
    body(&self)
    if buffer.count == inner {
      buffer.shorten(to: start)
      needsComma = hadComma
    } else {
      buffer.append(close)
      needsComma = true
    }
  }

  private mutating func comma() {
    if needsComma { buffer.append(0x2C) }
  }

  private mutating func key(_ key: StaticString) {
    buffer.append(name: key, comma: needsComma)
    needsComma = true
  }

  private mutating func quoted(_ value: String) {
    buffer.append(0x22)
    escaped(value)
    buffer.append(0x22)
  }

  private mutating func escaped(_ value: String) {
    let done: Void? = value.utf8.withContiguousStorageIfAvailable { buffer.appendEscaped($0) }
    if done == nil { Array(value.utf8).withUnsafeBufferPointer { buffer.appendEscaped($0) } }
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
