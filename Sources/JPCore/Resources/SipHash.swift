/// SipHash-2-4 (Aumasson and Bernstein 2012): 64 bits that are as even as those of a cryptographic hash for a tenth of
/// its cost, for what nobody gains anything by making collide. A copy goes on from what it was made of so far.
struct SipHash {
  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64
  /// Bytes that do not fill a word yet, the first one lowest.
  private var tail: UInt64 = 0
  private var count: UInt64 = 0

  init(key: (UInt64, UInt64) = (0, 0)) {
    v0 = key.0 ^ 0x736F_6D65_7073_6575
    v1 = key.1 ^ 0x646F_7261_6E64_6F6D
    v2 = key.0 ^ 0x6C79_6765_6E65_7261
    v3 = key.1 ^ 0x7465_6462_7974_6573
  }

  /// Goes on with some bytes.
  mutating func combine(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = UnsafeRawPointer(bytes.baseAddress) else { return }
    let filled = (count & 7) &* 8
    count &+= UInt64(truncatingIfNeeded: bytes.count)
    var position = 0
    while bytes.count &- position >= 8 {
      let word = UInt64(littleEndian: start.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      take(tail | word &<< filled)
      tail = word >> (64 &- filled)
      position &+= 8
    }
    let bits = UInt64(truncatingIfNeeded: bytes.count &- position) &* 8
    if bits == 0 { return }
    var rest: UInt64 = 0
    if bytes.count >= 8 {
      let last = start.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self)
      rest = UInt64(littleEndian: last) &>> (64 &- bits)
    } else {
      for place in bytes.indices { rest |= UInt64(bytes[place]) &<< (UInt64(truncatingIfNeeded: place) &* 8) }
    }
    tail |= rest &<< filled
    if filled &+ bits >= 64 {
      take(tail)
      tail = rest >> (64 &- filled)
    }
  }

  /// Goes on with one byte.
  mutating func combine(_ byte: UInt8) {
    let filled = (count & 7) &* 8
    count &+= 1
    tail |= UInt64(byte) &<< filled
    if filled < 56 { return }
    take(tail)
    tail = 0
  }

  /// The hash of everything so far.
  func finish() -> UInt64 {
    var state = self
    // What is left, and the number of bytes in the highest.
    state.take(tail | count &<< 56)
    state.v2 ^= 0xFF
    for _ in 0..<4 { state.round() }
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3
  }

  @inline(__always)
  private mutating func take(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  @inline(__always)
  private mutating func round() {
    v0 &+= v1
    v1 = v1 &<< 13 | v1 &>> 51
    v1 ^= v0
    v0 = v0 &<< 32 | v0 &>> 32
    v2 &+= v3
    v3 = v3 &<< 16 | v3 &>> 48
    v3 ^= v2
    v0 &+= v3
    v3 = v3 &<< 21 | v3 &>> 43
    v3 ^= v0
    v2 &+= v1
    v1 = v1 &<< 17 | v1 &>> 47
    v1 ^= v2
    v2 = v2 &<< 32 | v2 &>> 32
  }
}
