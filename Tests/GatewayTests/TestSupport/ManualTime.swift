import Foundation
import Synchronization

@testable import Gateway

/// A clock that moves only when a test moves it; whoever sleeps moves it by the time slept.
final class ManualTime: Sendable {
  private struct Hands {
    var wall: Double
    var monotonic: Double
  }

  private let hands: Mutex<Hands>

  /// - Parameter wall: seconds since 1970; by default 2024-12-02 00:00 in Japan.
  init(wall: Double = 1_733_065_200) {
    hands = Mutex(Hands(wall: wall, monotonic: 1_000))
  }

  var seconds: Double { hands.withLock { $0.wall } }
  var monotonic: Double { hands.withLock { $0.monotonic } }
  /// The wall clock as file systems keep it.
  var nanoseconds: Int64 { Int64(seconds * 1e9) }

  func advance(_ seconds: Double) {
    hands.withLock {
      $0.wall += seconds
      $0.monotonic += seconds
    }
  }

  /// Somebody sets the wall clock; the monotonic one does not notice.
  func jump(_ seconds: Double) { hands.withLock { $0.wall += seconds } }

  /// As the parts of the gateway see it.
  var time: GatewayTime {
    GatewayTime(
      now: { Date(timeIntervalSince1970: self.seconds) },
      sleep: { duration in
        try Task.checkCancellation()
        self.advance(duration.seconds)
        await Task.yield()
      },
      monotonic: { self.monotonic })
  }
}
