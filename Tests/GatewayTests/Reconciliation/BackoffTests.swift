import Testing

@testable import Gateway

@Suite struct BackoffTests {
  private let standard = Backoff(first: 1, factor: 2, most: 900)

  @Test(arguments: [
    (-1, 1.0), (0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (10, 512), (11, 900), (12, 900), (1_000, 900),
  ])
  func `growth and cap`(failures: Int, full: Double) {
    var random = SeededCases(seed: 3)
    let delays = (0..<2_000).map { _ in standard.delay(failures: failures, using: &random) }
    let shortest = delays.min() ?? 0
    let longest = delays.max() ?? 0
    #expect(shortest >= full / 2 && shortest < full * 0.51)
    #expect(longest <= full && longest > full * 0.99)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `jitter stays within its bounds`(seed: UInt64) {
    var random = SeededCases(seed: seed)
    for _ in 0..<50 {
      let backoff = Backoff(
        first: .random(in: 0.01...10, using: &random), factor: .random(in: 1...10, using: &random),
        most: .random(in: 10...10_000, using: &random))
      var full = backoff.first
      for failures in 1...40 {
        let delay = backoff.delay(failures: failures, using: &random)
        #expect(delay <= full && delay >= full / 2, "seed \(seed), \(backoff), \(failures) failures")
        full = min(full * backoff.factor, backoff.most)
      }
    }
  }

  @Test func `patients who failed together do not come back together`() {
    var random = SeededCases(seed: 7)
    let delays = (0..<100).map { _ in standard.delay(failures: 8, using: &random) }
    #expect(Set(delays).count > 90)
    var again = SeededCases(seed: 7)
    #expect(delays == (0..<100).map { _ in standard.delay(failures: 8, using: &again) })
  }

  // A factor of a configuration written by hand must not lead to infinity, and infinity not to a trap.
  @Test func `no overflow`() {
    var random = SeededCases(seed: 1)
    let wild = Backoff(first: 1e300, factor: 1e300, most: 1e308)
    #expect(wild.delay(failures: 100_000, using: &random) <= 1e308)
  }
}
