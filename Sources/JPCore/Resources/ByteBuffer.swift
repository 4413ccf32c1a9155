/// Where all resources of a record are written one behind the other: memory for each costs more than writing it.
final class ResourceSpace {
  private var buffer: ByteBuffer?
  private let capacity: Int

  /// - Parameter capacity: What is likely to be needed.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The buffer with all that was written, until it is put back; nobody else may take it so long.
  func take() -> ByteBuffer { buffer.take() ?? ByteBuffer(capacity: capacity) }

  /// Gives back what was taken.
  func put(_ buffer: consuming ByteBuffer) {
    self.buffer = consume buffer
  }

  /// All that was written; what is written afterwards lies elsewhere.
  func finish() -> SharedBytes.Memory { take().finish() }
}

/// Bytes that are only appended to and taken back, in memory of their own.
///
/// An array would do, but asks for every byte whether somebody else holds it, and half of a conversion is appending.
struct ByteBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// Memory with what was appended, not a copy of it.
  consuming func finish() -> SharedBytes.Memory {
    let memory = SharedBytes.Memory(takingOver: start, count: count)
    discard self
    return memory
  }

  /// What was appended.
  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  /// Works on what was appended where it lies.
  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    body(UnsafeBufferPointer(start: start, count: count))
  }

  /// The same as text.
  var text: String { String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }

  /// Takes back all but the first bytes.
  mutating func shorten(to count: Int) {
    self.count = min(self.count, max(count, 0))
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count &+= 1
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count)
    put(bytes)
  }

  mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  mutating func append(_ text: String) {
    text.withBytes { append($0) }
  }

  mutating func append(literal: StaticString) {
    reserve(literal.utf8CodeUnitCount)
    put(literal)
  }

  mutating func append(literal: StaticString, _ text: String) {
    text.withBytes { text in
      reserve(literal.utf8CodeUnitCount &+ text.count)
      put(literal)
      put(text)
    }
  }

  /// The address of a resource behind a literal: `Type/id`.
  mutating func append(literal: StaticString, type: String, id: String) {
    type.withBytes { type in
      id.withBytes { id in
        reserve(literal.utf8CodeUnitCount &+ type.count &+ 1 &+ id.count)
        put(literal)
        put(type)
        put(UInt8(ascii: "/"))
        put(id)
      }
    }
  }

  /// The name of a member with all around it, `,"name":`, and the sign that opens its value, if any.
  mutating func append(name: StaticString, comma: Bool, open: UInt8? = nil) {
    reserve(name.utf8CodeUnitCount &+ 5)
    put(name: name, comma: comma)
    if let open { put(open) }
  }

  /// A member whose value is a text, unless that is blank: FHIR has no empty texts.
  /// - Returns: Whether there is one.
  mutating func append(name: StaticString, comma: Bool, text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, first > 0x20 || text.contains(where: { $0 > 0x20 }) else { return false }
    reserve(name.utf8CodeUnitCount &+ 6 &+ 2 &* text.count)
    put(name: name, comma: comma)
    put(0x22)
    putEscaped(text)
    put(0x22)
    return true
  }

  /// A text as it stands between quotation marks.
  mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    reserve(2 &* text.count)
    putEscaped(text)
  }

  // MARK: - Room

  /// Makes room for so many bytes: what `put` needs.
  private mutating func reserve(_ more: Int) {
    if capacity &- count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: start, count: count)
    start.deallocate()
    start = moved
    capacity = larger
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    start[count] = byte
    count &+= 1
  }

  @inline(__always)
  private mutating func put(_ first: UInt8, _ second: UInt8) {
    put(first)
    put(second)
  }

  @inline(__always)
  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    (start + count).update(from: source, count: bytes.count)
    count &+= bytes.count
  }

  @inline(__always)
  private mutating func put(_ literal: StaticString) {
    put(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  @inline(__always)
  private mutating func put(name: StaticString, comma: Bool) {
    if comma { put(0x2C) }
    put(0x22)
    // Names are ASCII literals of this module and need no escaping.
    put(name)
    put(0x22, 0x3A)
  }

  /// Nearly every text has nothing to escape: it is copied and looked at in one go, eight bytes at once, and written
  /// again if there was something.
  @inline(__always)
  private mutating func putEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    guard let source = text.baseAddress, text.count >= 8 else { return putEscapedSlowly(text) }
    let from = UnsafeRawPointer(source)
    let to = UnsafeMutableRawPointer(start + count)
    // The last eight may have been copied in part.
    let last = text.count &- 8
    var special: UInt64 = 0
    var position = 0
    while position < last {
      let eight = from.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      special |= Self.specials(eight)
      to.storeBytes(of: eight, toByteOffset: position, as: UInt64.self)
      position &+= 8
    }
    let eight = from.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    special |= Self.specials(eight)
    to.storeBytes(of: eight, toByteOffset: last, as: UInt64.self)
    if special == 0 { count &+= text.count } else { putEscapedSlowly(text) }
  }

  @inline(never)
  private mutating func putEscapedSlowly(_ text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      switch byte {
      case 0x22, 0x5C: put(0x5C, byte)
      case 0x20...: put(byte)
      case 0x0A: put(0x5C, 0x6E)
      case 0x0D: put(0x5C, 0x72)
      case 0x09: put(0x5C, 0x74)
      // FHIR forbids other control characters in texts (R4 2.24.0.1, string).
      default: put(0x20)
      }
    }
  }

  /// Not zero when one of eight bytes is a quotation mark, a backslash or a control character.
  @inline(__always)
  private static func specials(_ eight: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = eight ^ (ones &* 0x22)
    let slashes = eight ^ (ones &* 0x5C)
    let controls = (eight &- ones &* 0x20) & ~eight
    return (controls | (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes) & (ones &* 0x80)
  }
}
