// Bytes of a message that are worked on where they lie.

extension UnsafeBufferPointer<UInt8> {
  /// Whether a segment with the usual delimiters holds nothing but fields and components: no subcomponent, repetition,
  /// escape sequence or null value, and nothing that JSON writes in another way.
  var isPlain: Bool {
    guard let start = UnsafeRawPointer(baseAddress) else { return true }
    var found: UInt64 = 0
    var position = 0
    while count &- position >= 8 {
      let eight = start.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let controls = (eight &- Self.ones &* 0x20) & ~eight
      found |= controls | Self.near(eight, 0x22) | Self.near(eight, 0x26) | Self.near(eight, 0x5C)
      found |= Self.near(eight, 0x7E)
      position &+= 8
    }
    if found & Self.highest != 0 { return false }
    while position < count {
      switch self[position] {
      case ..<0x20, 0x22, 0x26, 0x5C, 0x7E: return false
      default: position &+= 1
      }
    }
    return true
  }

  /// Whether there is something, and no blank.
  var isVisible: Bool { !isEmpty && allSatisfy { $0 > 0x20 } }

  /// Whether they are the bytes of a text.
  func equals(_ text: StaticString) -> Bool {
    equals(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    if count != other.count { return false }
    guard let left = UnsafeRawPointer(baseAddress), let right = UnsafeRawPointer(other.baseAddress) else {
      return true
    }
    var position = 0
    while count &- position >= 8 {
      if left.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        != right.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      {
        return false
      }
      position &+= 8
    }
    while position < count {
      if self[position] != other[position] { return false }
      position &+= 1
    }
    return true
  }

  fileprivate static var ones: UInt64 { 0x0101_0101_0101_0101 }
  fileprivate static var highest: UInt64 { ones &* 0x80 }

  /// The highest bit of each byte that is a certain one; behind the first such byte others may have it too.
  @inline(__always)
  private static func near(_ eight: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = eight ^ ones &* UInt64(byte)
    return (difference &- ones) & ~difference
  }
}

/// The parts of some bytes between separators: at most sixteen, and an empty one for each that is not there.
struct BytesInParts {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where each part ends.
  private var ends = SIMD16<Int32>(repeating: 0)
  private var count = 0

  /// Nil when there are more parts than `most`.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, most: Int) {
    typealias Bytes = UnsafeBufferPointer<UInt8>
    self.bytes = bytes
    let pattern = Bytes.ones &* UInt64(separator)
    let low = ~Bytes.highest
    var position = 0
    if let start = UnsafeRawPointer(bytes.baseAddress) {
      while bytes.count &- position >= 8 {
        let eight = start.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        let difference = UInt64(littleEndian: eight) ^ pattern
        // The highest bit of each byte that is zero, and of no other.
        var hits = ~((difference & low) &+ low | difference | low)
        while hits != 0 {
          if count &+ 1 >= most { return nil }
          end(at: position &+ hits.trailingZeroBitCount &>> 3)
          hits &= hits &- 1
        }
        position &+= 8
      }
    }
    while position < bytes.count {
      if bytes[position] == separator {
        if count &+ 1 >= most { return nil }
        end(at: position)
      }
      position &+= 1
    }
    end(at: bytes.count)
  }

  private mutating func end(at position: Int) {
    ends[count] = Int32(truncatingIfNeeded: position)
    count &+= 1
  }

  /// A part, from 0.
  subscript(part: Int) -> UnsafeBufferPointer<UInt8> {
    guard part < count else { return UnsafeBufferPointer(start: nil, count: 0) }
    let start = part == 0 ? 0 : Int(ends[part &- 1]) &+ 1
    return UnsafeBufferPointer(rebasing: bytes[start..<Int(ends[part])])
  }
}
