import Foundation
import Testing

/// Waiting for something that another process does: the condition is asked again and again until a deadline.
enum Polling {
  /// A condition did not come true in time.
  struct TimedOut: Error, CustomStringConvertible {
    var what: String
    var seconds: Double
    var last: String
    var description: String {
      "not within \(seconds) s: \(what)\(last.isEmpty ? "" : "; last seen: \(last)")"
    }
  }

  /// Asks until `probe` gives a value.
  ///
  /// - Throws: ``TimedOut``; what `probe` throws on the last try is told with it.
  @discardableResult
  static func value<Value: Sendable>(
    _ what: String, within seconds: Double = 60, every interval: Duration = .milliseconds(100),
    _ probe: () async throws -> Value?
  ) async throws -> Value {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var last = ""
    while true {
      do {
        if let value = try await probe() { return value }
        last = ""
      } catch let error as CancellationError {
        throw error
      } catch {
        last = "\(error)"
      }
      try Task.checkCancellation()
      guard ContinuousClock.now < deadline else { throw TimedOut(what: what, seconds: seconds, last: last) }
      try await Task.sleep(for: interval)
    }
  }

  /// Asks until `condition` is true.
  static func until(
    _ what: String, within seconds: Double = 60, every interval: Duration = .milliseconds(100),
    _ condition: () async throws -> Bool
  ) async throws {
    try await value(what, within: seconds, every: interval) { try await condition() ? true : nil }
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same seed gives the same test.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
