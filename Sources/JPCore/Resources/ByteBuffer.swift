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

  /// What was appended.
  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

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

  /// The name of a member with all around it: `,"name":`.
  mutating func append(name: StaticString, comma: Bool) {
    reserve(name.utf8CodeUnitCount + 4)
    if comma { put(0x2C) }
    put(0x22)
    // Names are ASCII literals of this module and need no escaping.
    put(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    put(0x22)
    put(0x3A)
  }

  /// A text as it stands between quotation marks. Nearly every text has nothing to escape and is copied whole.
  mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    if Self.isPlain(text) { return append(text) }
    reserve(2 * text.count)
    for byte in text {
      switch byte {
      case 0x22, 0x5C: put(0x5C, byte)
      case 0x0A: put(0x5C, 0x6E)
      case 0x0D: put(0x5C, 0x72)
      case 0x09: put(0x5C, 0x74)
      // FHIR forbids other control characters in texts (R4 2.24.0.1, string).
      case ..<0x20: put(0x20)
      default: put(byte)
      }
    }
  }

  /// Whether a text has neither quotation mark nor backslash nor control character, eight bytes at once.
  private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(text)
    guard bytes.count >= 8 else { return bytes.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C } }
    // The last eight may have been looked at in part.
    let last = bytes.count &- 8
    var special: UInt64 = 0
    var position = 0
    while position < last {
      special |= specials(bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position &+= 8
    }
    return special | specials(bytes.loadUnaligned(fromByteOffset: last, as: UInt64.self)) == 0
  }

  /// The highest bit of at least the lowest byte that is special; none when there is none.
  @inline(__always)
  private static func specials(_ eight: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = eight ^ (ones &* 0x22)
    let slashes = eight ^ (ones &* 0x5C)
    let controls = (eight &- ones &* 0x20) & ~eight
    return (controls | (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes) & (ones &* 0x80)
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

  private mutating func put(_ byte: UInt8) {
    start[count] = byte
    count &+= 1
  }

  private mutating func put(_ first: UInt8, _ second: UInt8) {
    put(first)
    put(second)
  }

  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    (start + count).update(from: source, count: bytes.count)
    count &+= bytes.count
  }
}
