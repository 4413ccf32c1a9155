import Synchronization

/// The metrics of one process and their text for a scrape (Prometheus text exposition format 0.0.4).
///
/// Any task may register, change and read at the same time; every family has its own lock, held only for the
/// change of one number. Label values come from closed lists: a value that is not in its list is counted
/// under `other`, so that nothing read from a storage or the network can ever become a label.
public final class PrometheusRegistry: Sendable {
  private let families = Mutex<[MetricFamily]>([])

  /// Creates a registry without metrics.
  public init() {}

  /// Registers a number that only grows.
  ///
  /// - Parameters:
  ///   - name: Metric name; a counter's name ends in `_total`.
  ///   - help: One English sentence.
  ///   - labels: Labels with their values; the order is that of the values given to `increment`.
  public func counter(_ name: String, help: String, labels: [MetricLabel] = []) -> PrometheusCounter {
    PrometheusCounter(family: register(MetricFamily(name: name, help: help, kind: .counter, labels: labels)))
  }

  /// Registers a number that goes up and down. A gauge without labels is shown only once it was set.
  public func gauge(_ name: String, help: String, labels: [MetricLabel] = []) -> PrometheusGauge {
    PrometheusGauge(family: register(MetricFamily(name: name, help: help, kind: .gauge, labels: labels)))
  }

  /// Registers a distribution.
  ///
  /// - Parameter bounds: Upper bounds of the buckets, ascending; the bucket `+Inf` is added.
  public func histogram(
    _ name: String, help: String, bounds: [Double], labels: [MetricLabel] = []
  ) -> PrometheusHistogram {
    let family = MetricFamily(name: name, help: help, kind: .histogram(bounds: bounds), labels: labels)
    return PrometheusHistogram(family: register(family))
  }

  private func register(_ family: MetricFamily) -> MetricFamily {
    families.withLock { families in
      precondition(!families.contains { $0.name == family.name }, "metric \(family.name) registered twice")
      families.append(family)
    }
    return family
  }

  /// All metrics as text, families by name and series by label values: the same numbers give the same bytes.
  public func exposition() -> String {
    let sorted = families.withLock { $0 }.sorted { $0.name < $1.name }
    var text = ""
    for family in sorted { family.write(to: &text) }
    return text
  }
}

/// A label and the values that it may have.
public struct MetricLabel: Sendable {
  /// What stands in place of a value that is not in the list.
  public static let unlisted = "other"

  /// Name of the label.
  public let name: String
  /// The values; nil means codes of our own source, limited in form and number instead.
  let values: Set<String>?

  /// A label whose values are listed here.
  public init(_ name: String, values: some Sequence<String>) {
    self.name = name
    self.values = Set(values)
  }

  /// A label whose values are dotted codes (`hl7.encoding`): lower-case letters, digits, `.`, `-`, at most 64
  /// characters, and at most `MetricFamily.seriesLimit` of them.
  public init(codes name: String) {
    self.name = name
    self.values = nil
  }

  func admitted(_ value: String) -> String {
    if let values { return values.contains(value) ? value : Self.unlisted }
    let isCode =
      !value.isEmpty && value.utf8.count <= 64
      && value.utf8.allSatisfy {
        ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E || $0 == 0x2D
      }
    return isCode ? value : Self.unlisted
  }
}

/// One metric name with all its series.
final class MetricFamily: Sendable {
  enum Kind: Sendable {
    case counter
    case gauge
    case histogram(bounds: [Double])
  }

  struct Series: Sendable {
    var value: Double = 0
    /// Observations per bucket, not cumulative; empty unless a histogram.
    var buckets: [UInt64] = []
    var count: UInt64 = 0
  }

  /// More series than this in one family are a defect; further ones are counted under `other`.
  static let seriesLimit = 1_000

  let name: String
  let help: String
  let kind: Kind
  let labels: [MetricLabel]
  private let series = Mutex<[[String]: Series]>([:])

  init(name: String, help: String, kind: Kind, labels: [MetricLabel]) {
    self.name = name
    self.help = help
    self.kind = kind
    self.labels = labels
  }

  private func key(_ values: [String]) -> [String] {
    precondition(values.count == labels.count, "metric \(name) takes \(labels.count) label values")
    return zip(labels, values).map { $0.admitted($1) }
  }

  func update(_ values: [String], _ change: (inout Series) -> Void) {
    let key = key(values)
    series.withLock { series in
      let isFull = series.count >= Self.seriesLimit && series[key] == nil
      let place = isFull ? labels.map { _ in MetricLabel.unlisted } : key
      change(&series[place, default: Series()])
    }
  }

  /// Sets all series at once: those not named vanish, so that a scrape never mixes two moments.
  func replaceAll(_ values: [[String]: Double]) {
    var fresh: [[String]: Series] = [:]
    for (labelValues, value) in values { fresh[key(labelValues), default: Series()].value += value }
    series.withLock { $0 = fresh }
  }

  func write(to text: inout String) {
    let typeName =
      switch kind {
      case .counter: "counter"
      case .gauge: "gauge"
      case .histogram: "histogram"
      }
    text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(typeName)\n"
    let sorted = series.withLock { $0 }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (values, entry) in sorted {
      let pairs = zip(labels, values).map { "\($0.name)=\"\(Self.escaped($1, quotes: true))\"" }
      if case .histogram(let bounds) = kind {
        writeHistogram(entry, bounds: bounds, pairs: pairs, to: &text)
      } else {
        text += "\(name)\(Self.braces(pairs)) \(Self.number(entry.value))\n"
      }
    }
  }

  private func writeHistogram(_ entry: Series, bounds: [Double], pairs: [String], to text: inout String) {
    var cumulative: UInt64 = 0
    for (bound, count) in zip(bounds, entry.buckets) {
      cumulative += count
      text += "\(name)_bucket\(Self.braces(pairs + ["le=\"\(Self.number(bound))\""])) \(cumulative)\n"
    }
    text += "\(name)_bucket\(Self.braces(pairs + ["le=\"+Inf\""])) \(entry.count)\n"
    text += "\(name)_sum\(Self.braces(pairs)) \(Self.number(entry.value))\n"
    text += "\(name)_count\(Self.braces(pairs)) \(entry.count)\n"
  }

  private static func braces(_ pairs: [String]) -> String {
    pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
  }

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    // Beyond 2^53 a Double is no longer exact and its own notation is the honest one.
    if value == value.rounded(), value.magnitude < 9_007_199_254_740_992 { return String(Int64(value)) }
    return value.description
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}

/// A number that only grows.
public struct PrometheusCounter: Sendable {
  let family: MetricFamily

  /// Adds to the series of the given label values; an amount below zero or not a number is ignored, as a
  /// counter never goes back.
  public func increment(by amount: Double = 1, _ labelValues: String...) {
    guard amount >= 0 else { return }
    family.update(labelValues) { $0.value += amount }
  }
}

/// A number that goes up and down.
public struct PrometheusGauge: Sendable {
  let family: MetricFamily

  /// Sets the series of the given label values.
  public func set(_ value: Double, _ labelValues: String...) {
    family.update(labelValues) { $0.value = value }
  }

  /// Sets all series at once, keyed by label values in their order; series not named vanish.
  public func replaceAll(_ values: [[String]: Double]) {
    family.replaceAll(values)
  }
}

/// A distribution in buckets.
public struct PrometheusHistogram: Sendable {
  let family: MetricFamily

  /// Counts one observation in the series of the given label values; not-a-number is ignored.
  public func observe(_ value: Double, _ labelValues: String...) {
    guard case .histogram(let bounds) = family.kind, !value.isNaN else { return }
    family.update(labelValues) { series in
      if series.buckets.isEmpty { series.buckets = Array(repeating: 0, count: bounds.count) }
      if let index = bounds.firstIndex(where: { value <= $0 }) { series.buckets[index] += 1 }
      series.value += value
      series.count += 1
    }
  }
}
