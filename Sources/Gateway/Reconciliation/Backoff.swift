/// Growing delays between attempts.
///
/// With the defaults (first 1 s, factor 2, at most 15 min) the delays before jitter are 1, 2, 4, 8, 16, 32, 64, 128, 256,
/// 512, 900, 900 … seconds. Jitter takes away up to half, so that patients who failed together do not come back together.
struct Backoff: Sendable, Hashable {
  /// Seconds before the second attempt.
  var first: Double
  var factor: Double
  /// Seconds.
  var most: Double

  /// Seconds to wait after `failures` failed attempts (at least 1).
  func delay(failures: Int, using generator: inout some RandomNumberGenerator) -> Double {
    var delay = first
    // Capped step by step: a power could overflow to infinity.
    for _ in 1..<max(failures, 1) where delay < most { delay = min(delay * factor, most) }
    delay = min(delay, most)
    return delay * Double.random(in: 0.5...1, using: &generator)
  }
}
