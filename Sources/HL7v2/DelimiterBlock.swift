/// Sixteen bytes at once: which of them are a field separator or a line end.
struct DelimiterBlock {
  private let separators: SIMD16<UInt8>
  private let returns = SIMD16<UInt8>(repeating: 0x0D)
  private let feeds = SIMD16<UInt8>(repeating: 0x0A)
  private let separator: UInt8

  init(separator: UInt8) {
    self.separator = separator
    separators = SIMD16(repeating: separator)
  }

  /// One bit for each of the first 16 bytes, of which `count` may be read.
  @inline(__always)
  func hits(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    if count < 16 { return slowHits(bytes, count) }
    let block = UnsafeRawPointer(bytes).loadUnaligned(as: SIMD16<UInt8>.self)
    let mask = (block .== separators) .| (block .== returns) .| (block .== feeds)
    let zero = SIMD16<UInt8>(repeating: 0)
    let marks = unsafeBitCast(zero.replacing(with: weights, where: mask), to: SIMD2<UInt64>.self)
    // Each byte holds a bit of its own: their sum in the top byte has all eight.
    let low = (marks[0] &* 0x0101_0101_0101_0101) &>> 56
    let high = (marks[1] &* 0x0101_0101_0101_0101) &>> 56
    return UInt32(truncatingIfNeeded: low | high &<< 8)
  }

  private let weights = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)

  /// The position behind the next line end, or the end.
  static func behindLineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return start }
    let block = DelimiterBlock(separator: 0x0D)
    var position = start
    while position < bytes.count {
      let hits = block.hits(base + position, bytes.count &- position)
      if hits != 0 { return position &+ hits.trailingZeroBitCount &+ 1 }
      position &+= 16
    }
    return bytes.count
  }

  private func slowHits(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    var hits: UInt32 = 0
    for place in 0..<max(0, count)
    where bytes[place] == separator || bytes[place] == 0x0D || bytes[place] == 0x0A {
      hits |= 1 &<< UInt32(truncatingIfNeeded: place)
    }
    return hits
  }
}

/// How many field separators and line ends a text has.
struct DelimiterCounts {
  private(set) var separators = 0
  private(set) var lineEnds = 0

  init(_ text: UnsafeBufferPointer<UInt8>, separator: UInt8) {
    for byte in text {
      separators &+= byte == separator ? 1 : 0
      lineEnds &+= byte == 0x0D || byte == 0x0A ? 1 : 0
    }
  }
}
