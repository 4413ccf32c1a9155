/// Random numbers that are the same on every machine and with every compiler: SplitMix64 and integers only.
///
/// The standard library's own shuffling and floating point are left out on purpose: neither promises the same
/// results in another release or on another processor.
struct SeededGenerator: Sendable {
  private var state: UInt64

  /// A generator of its own for each stream of a seed: patients do not disturb each other.
  init(seed: UInt64, stream: UInt64) {
    state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ Self.mix(stream &* 0xD1B5_4A32_D192_ED03 &+ 1)
  }

  /// 64 random bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number from 0 up to but not including `bound`; 0 for a bound below 2.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of the range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True in so many of a thousand cases.
  mutating func happens(_ perMille: Int) -> Bool { below(1_000) < perMille }

  /// About normal around the middle of the range, seldom outside it: the mean of four even ones, stretched.
  mutating func around(_ range: ClosedRange<Int>) -> Int {
    let width = range.upperBound - range.lowerBound + 1
    let sum = (0..<4).reduce(0) { partial, _ in partial + below(width * 16) }
    return (range.lowerBound + range.upperBound) / 2 + (sum - width * 32) / 32
  }

  /// One of the elements, which must not be empty.
  mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }

  /// So many different elements in random order, or all of them when there are fewer.
  mutating func some<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    var rest = elements
    var chosen: [Element] = []
    while chosen.count < count, !rest.isEmpty { chosen.append(rest.remove(at: below(rest.count))) }
    return chosen
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
