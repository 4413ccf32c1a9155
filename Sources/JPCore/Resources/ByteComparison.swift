extension UnsafeBufferPointer<UInt8> {
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

  /// A number that the same bytes always have and others hardly, for tables in memory: nothing that is kept may depend on
  /// which number it is.
  /// - Parameter owner: the number of what they belong to.
  func quickNumber(after owner: UInt64) -> UInt64 {
    var number = (owner ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    if let start = UnsafeRawPointer(baseAddress) {
      var position = 0
      while count &- position >= 8 {
        let word = start.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        number = (number ^ word) &* 0x9E37_79B9_7F4A_7C15
        number ^= number &>> 29
        position &+= 8
      }
      if position > 0, position < count {
        // Some bytes once more; the count is in the number already.
        let word = start.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        number = (number ^ word) &* 0x9E37_79B9_7F4A_7C15
        position = count
      }
      while position < count {
        number = (number ^ UInt64(self[position])) &* 0x9E37_79B9_7F4A_7C15
        position &+= 1
      }
    }
    return number ^ number &>> 32
  }
}
