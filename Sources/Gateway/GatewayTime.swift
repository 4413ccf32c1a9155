import Foundation

/// Time as the gateway sees it: passed in, so that tests own it.
struct GatewayTime: Sendable {
  /// Wall clock, for stamps and for days.
  var now: @Sendable () -> Date
  /// Waits on a monotonic clock: a wall clock that jumps neither shortens nor lengthens it.
  var sleep: @Sendable (Duration) async throws -> Void
  /// Seconds on the monotonic clock, for ages and settling.
  var monotonic: @Sendable () -> Double

  /// The machine's clocks.
  static var system: GatewayTime {
    let start = ContinuousClock.now
    return GatewayTime(
      now: { Date() },
      sleep: { try await Task.sleep(for: $0, clock: .continuous) },
      monotonic: { (ContinuousClock.now - start).seconds })
  }

  /// Seconds since 1970.
  var seconds: Double { now().timeIntervalSince1970 }

  /// The day in Japan.
  var today: CivilDate { CivilDate(unixSeconds: Int64(seconds.rounded(.down))) }
}

extension Duration {
  /// As a number of seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
