import Synchronization

/// Faults that the region shows at random, so that a client's behaviour under them can be tested.
public struct FaultPlan: Sendable, Hashable {
  /// The kinds of fault, named as in `--fault`.
  public enum Kind: String, Sendable, CaseIterable {
    /// 422 for the whole request; writes only.
    case refuse
    /// 503 with `Retry-After: 1`.
    case busy
    /// Answers as usual, but late.
    case slow
    /// Does the work, then closes the connection without an answer.
    case dropResponse = "drop-response"
    /// 500 without doing anything.
    case internalError = "http-500"
  }

  /// The share of requests, 0 to 1, that meet each kind.
  public var rates: [Kind: Double]
  /// The same seed and the same sequence of requests meet the same faults.
  public var seed: UInt64
  /// How late `slow` answers.
  public var delay: Duration

  /// A plan; none by default.
  public init(rates: [Kind: Double] = [:], seed: UInt64 = 1, delay: Duration = .seconds(2)) {
    self.rates = rates
    self.seed = seed
    self.delay = delay
  }

  /// Why a text is no list of rates.
  public struct ParseError: Error, Sendable, CustomStringConvertible {
    /// The sentence to show.
    public var description: String
  }

  /// Reads `refuse=0.1,busy=0.05`.
  ///
  /// - Throws: ``ParseError`` naming the item that is wrong.
  public static func rates(parsing text: String) throws(ParseError) -> [Kind: Double] {
    var rates: [Kind: Double] = [:]
    for item in text.split(separator: ",") {
      let parts = item.split(separator: "=", omittingEmptySubsequences: false)
      guard let kind = Kind(rawValue: parts[0].trimmed) else {
        let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ParseError(description: "unknown fault '\(parts[0])'; known are \(known)")
      }
      guard parts.count == 2, let rate = Double(parts[1].trimmed), (0...1).contains(rate) else {
        throw ParseError(description: "the rate of '\(kind.rawValue)' is a number from 0 to 1")
      }
      rates[kind] = rate
    }
    return rates
  }
}

/// Draws the faults of a plan, request after request.
final class FaultSource: Sendable {
  let plan: FaultPlan
  private let state: Mutex<UInt64>

  init(_ plan: FaultPlan) {
    self.plan = plan
    state = Mutex(plan.seed)
  }

  /// The faults that the next request meets. Every kind is drawn each time, so that changing one rate does
  /// not move the draws of the others.
  func draw() -> Set<FaultPlan.Kind> {
    guard !plan.rates.isEmpty else { return [] }
    return state.withLock { state in
      Set(FaultPlan.Kind.allCases.filter { Self.unit(&state) < plan.rates[$0, default: 0] })
    }
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014), its upper 53 bits as a number in [0, 1).
  private static func unit(_ state: inout UInt64) -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    word ^= word >> 31
    return Double(word >> 11) * 0x1p-53
  }
}
