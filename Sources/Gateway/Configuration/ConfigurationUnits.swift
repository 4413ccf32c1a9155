/// Durations as people write them: `500ms`, `2s`, `10m`, `24h`, `7d` (contract.md section 3).
public enum DurationText {
  /// Reads a whole number and a unit; nil for anything else and for more than a hundred years.
  public static func parse(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.utf8.count <= 12, let count = Int64(digits) else { return nil }
    let milliseconds: Int64
    switch text.dropFirst(digits.count) {
    case "ms": milliseconds = 1
    case "s": milliseconds = 1_000
    case "m": milliseconds = 60_000
    case "h": milliseconds = 3_600_000
    case "d": milliseconds = 86_400_000
    default: return nil
    }
    let (product, overflow) = count.multipliedReportingOverflow(by: milliseconds)
    guard !overflow, product <= 36_525 * 86_400_000 else { return nil }
    return .milliseconds(product)
  }

  /// The shortest form that reads back as the same: the largest unit that divides it. Parts of a millisecond are cut.
  public static func text(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    let units: [(String, Int64)] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000)]
    for (name, size) in units where milliseconds != 0 && milliseconds.isMultiple(of: size) {
      return "\(milliseconds / size)\(name)"
    }
    return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
  }
}

/// Sizes as people write them: `16MiB` (contract.md section 3). Binary units only, so that none is ambiguous.
public enum SizeText {
  /// Bytes of a whole number with `B`, `KiB`, `MiB`, `GiB` or `TiB`; nil for anything else and beyond 2^63.
  public static func parse(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.utf8.count <= 18, let count = Int64(digits) else { return nil }
    let units = ["B": 0, "KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40]
    guard let shift = units[String(text.dropFirst(digits.count))] else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: Int64(1) << Int64(shift))
    return overflow ? nil : product
  }
}

/// How far two spellings are apart.
enum EditDistance {
  /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
  static func between(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in 0..<b.count {
        row[j + 1] = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }

  /// The known name that `name` most likely means: at most two letters away, or a third of its length; nil when none is.
  /// Letter case and `_` for `-` count as spelt right.
  static func nearest(to name: String, in known: [String]) -> String? {
    guard name.unicodeScalars.count <= 64 else { return nil }
    let folded = name.lowercased().map { $0 == "_" || $0 == " " ? "-" : String($0) }.joined()
    let scored = known.map { ($0, between(folded, $0)) }
    guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(2, folded.count / 3),
      best.1 < max(folded.count, best.0.count)
    else { return nil }
    return best.0
  }
}
