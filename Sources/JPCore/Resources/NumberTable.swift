/// Values by numbers that are hashes already: a dictionary would hash them once more, which costs more than all the rest.
struct NumberTable {
  private var keys: [UInt64]
  /// At the place of its key; a negative one is a free place. A power of two of places, twice as many as values at least.
  private var values: [Int]
  private var count = 0
  /// How many of the 64 bits tell no place.
  private let shift: UInt64

  /// The process' own, as the seed of dictionaries, so that a message cannot be made whose numbers have few places.
  private static let spread = UInt64(bitPattern: Int64(Hasher().finalize())) | 1

  /// - Parameter room: how many values are likely to come; without any no memory is taken.
  init(room: Int = 0) {
    if room == 0 {
      (keys, values, shift) = ([], [], 63)
      return
    }
    let bits = Int.bitWidth - (max(16, room * 2) - 1).leadingZeroBitCount
    shift = UInt64(64 - bits)
    keys = Array(repeating: 0, count: 1 << bits)
    values = Array(repeating: -1, count: 1 << bits)
  }

  subscript(key: UInt64) -> Int? {
    if values.isEmpty { return nil }
    let value = values[place(of: key)]
    return value < 0 ? nil : value
  }

  /// Sets a value.
  /// - Parameter value: not negative.
  /// - Returns: The value that the key had, nil for a new key.
  @discardableResult
  mutating func updateValue(_ value: Int, forKey key: UInt64) -> Int? {
    precondition(value >= 0, "A negative value is none")
    if count * 2 >= values.count { grow() }
    let place = place(of: key)
    let known = values[place]
    keys[place] = key
    values[place] = value
    if known >= 0 { return known }
    count += 1
    return nil
  }

  /// Where a key is, or the free place where it belongs.
  private func place(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (key &* Self.spread) &>> shift)
    while values[place] >= 0, keys[place] != key { place = (place &+ 1) & (values.count &- 1) }
    return place
  }

  private mutating func grow() {
    var larger = NumberTable(room: max(8, values.count))
    for place in values.indices where values[place] >= 0 {
      larger.updateValue(values[place], forKey: keys[place])
    }
    self = larger
  }
}
