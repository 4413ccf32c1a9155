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

  /// Writes behind what a buffer has.
  /// - Parameter isContinued: Whether members follow that stand behind others.
  init(_ buffer: consuming ByteBuffer, isContinued: Bool = false) {
    self.buffer = buffer
    needsComma = isContinued
  }

  /// The buffer with all that was written.
  consuming func finish() -> ByteBuffer { buffer }

  /// What was written.
  var bytes: [UInt8] { buffer.bytes }

  /// The number of bytes that were written, with what the buffer had before.
  var count: Int { buffer.count }

  /// Members that stand behind others, each with its comma before it.
  static func continued(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(ByteBuffer(capacity: 256), isContinued: true)
    body(&json)
    return json.bytes
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
    guard let value else { return }
    if value.withBytes({ buffer.append(name: key, comma: needsComma, text: $0) }) { needsComma = true }
  }

  /// A text of this module as member, nothing in it to escape.
  mutating func string(_ key: StaticString, _ value: StaticString) {
    self.key(key)
    buffer.append(0x22)
    buffer.append(literal: value)
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

  /// A member whose value is JSON already.
  mutating func raw(_ key: StaticString, _ json: borrowing ByteBuffer) {
    self.key(key)
    json.withBytes { buffer.append($0) }
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

  /// Bytes as member, in base 64 (RFC 4648 section 4); left out when there are none.
  mutating func base64(_ key: StaticString, _ value: [UInt8]) {
    if value.isEmpty { return }
    var text: [UInt8] = [0x22]
    Base64.append(value, to: &text)
    text.append(0x22)
    raw(key, text)
  }

  @inline(__always)
  private mutating func enclose(
    _ key: StaticString?, open: UInt8, close: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    let start = buffer.count
    let hadComma = needsComma
    if let key {
      buffer.append(name: key, comma: needsComma, open: open)
    } else {
      comma()
      buffer.append(open)
    }
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
    value.withBytes { buffer.appendEscaped($0) }
  }
}
