internal import CJapaneseTables

/// The quick way through ISO-2022-JP as it should be written; ``ISO2022JPDecoder`` knows the rest.
enum UsualRuns {
  /// ASCII with line ends, and JIS X 0208 between `ESC $ B` and `ESC ( B`: nearly all there is. Stops in
  /// front of anything else; a double-byte text that is not such is left to be read from its escape sequence
  /// on.
  ///
  /// - Returns: Whether there were escape sequences.
  static func decode(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>, index: inout Int,
    written: inout Int
  ) -> Bool {
    guard let start = input.baseAddress, let table = japanese_jisx0208() else { return false }
    var hasDesignations = false
    let raw = UnsafeRawPointer(start)
    let target = UnsafeMutableRawPointer(output)
    let count = input.count
    var i = index
    var o = written
    while i &+ 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self).littleEndian
      target.storeBytes(of: word.littleEndian, toByteOffset: o, as: UInt64.self)
      // The lowest byte with its high bit set is the first below 0x20 or above 0x7F.
      let special = ((word &- 0x2020_2020_2020_2020) | word) & 0x8080_8080_8080_8080
      if special == 0 {
        i &+= 8
        o &+= 8
        continue
      }
      let plain = special.trailingZeroBitCount &>> 3
      i &+= plain
      o &+= plain
      let byte = start[i]
      if byte == 0x0D || byte == 0x0A {
        // Stored already.
        i &+= 1
        o &+= 1
        continue
      }
      guard byte == 0x1B, i &+ 8 <= count, isEscape(start + i, 0x24, 0x42) else { break }
      var next = i &+ 3
      var put = o
      while next &+ 4 <= count {
        let row = UInt(start[next]) &- 0x21
        let cell = UInt(start[next &+ 1]) &- 0x21
        // Vendors' and users' rows are reported by the slower way.
        guard row < 84, cell < 94, row != 12 else { break }
        let unit = UInt32(table[Int(row &* 94 &+ cell)])
        guard unit >= 0x800 else {
          guard unit != 0 else { break }
          output[put] = 0xC0 | UInt8(truncatingIfNeeded: unit &>> 6)
          output[put &+ 1] = 0x80 | UInt8(truncatingIfNeeded: unit) & 0x3F
          put &+= 2
          next &+= 2
          continue
        }
        let utf8 = 0x80_80E0 | unit &>> 12 | (unit & 0xFC0) &<< 2 | (unit & 0x3F) &<< 16
        target.storeBytes(of: utf8.littleEndian, toByteOffset: put, as: UInt32.self)
        put &+= 3
        next &+= 2
      }
      guard next &+ 3 <= count, isEscape(start + next, 0x28, 0x42) else { break }
      hasDesignations = true
      i = next &+ 3
      o = put
    }
    index = i
    written = o
    return hasDesignations
  }

  @inline(__always)
  private static func isEscape(_ bytes: UnsafePointer<UInt8>, _ second: UInt8, _ third: UInt8) -> Bool {
    bytes[0] == 0x1B && bytes[1] == second && bytes[2] == third
  }
}
