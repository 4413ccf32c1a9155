import HL7v2
import SSMIX2

/// Which of the fields that a message fills are delivered to FHIR, which deliberately are not, and which nobody knows.
///
/// It counts fields, not values: a field that several segments of one name fill is one entry with a count. It holds no
/// value of the message.
public struct CoverageReport: Sendable, Hashable {
  /// A field that the message fills.
  public struct Entry: Sendable, Hashable {
    /// Its segment.
    public let segment: String
    /// Its number, from 1.
    public let field: Int
    /// In how many segments of the message it is filled.
    public let count: Int
    /// What becomes of it; nil: unknown.
    public let outcome: FieldUse.Outcome?
  }

  /// Code of the data kind; nil when neither path nor message tells one.
  public let kind: String?
  /// In the order in which the message first fills them.
  public let entries: [Entry]

  /// Number of entries that are delivered.
  public var delivered: Int { entries.count { $0.isDelivered } }
  /// Number of entries that are deliberately not delivered.
  public var notDelivered: Int { entries.count { $0.outcome != nil && !$0.isDelivered } }
  /// Number of entries that the table does not know.
  public var unknown: Int { entries.count { $0.outcome == nil } }

  /// Looks at every field of a message; linear in its size.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - kind: Its kind as the path says; nil takes the kind of its message type, where there is only one.
  public init(_ message: Message, kind: String?) {
    let kind = kind ?? Self.kind(of: message)
    self.kind = kind
    struct Place: Hashable { var segment: String, field: Int }
    var order: [Place] = []
    var counts: [Place: Int] = [:]
    for segment in message.segments where segment.fieldCount > 0 {
      let name = segment.name
      for field in 1...segment.fieldCount where !segment[field].isEmpty {
        let place = Place(segment: name, field: field)
        if counts[place, default: 0] == 0 { order.append(place) }
        counts[place, default: 0] += 1
      }
    }
    entries = order.map { place in
      let use = kind.flatMap { FieldUse.of(field: place.field, segment: place.segment, kind: $0) }
      return Entry(
        segment: place.segment, field: place.field, count: counts[place] ?? 0, outcome: use?.outcome)
    }
  }

  /// The kind of a message type: the only one that is stored as such, or the only one of those that have a converter.
  public static func kind(of message: Message) -> String? {
    if ObservationMessage.isOne(message) { return ObservationMessage.kind }
    guard let type = message.first("MSH")?[9] else { return nil }
    let (code, trigger) = (type[1].text, type[2].text)
    let kinds = DataKind.all.filter { $0.message(code: code, trigger: trigger) != nil }.map(\.code)
    if kinds.count == 1 { return kinds[0] }
    let converted = kinds.filter { Converter.supportedKinds.contains($0) }
    return converted.count == 1 ? converted[0] : nil
  }

  /// The kind that a file's path says by its last components (SS-MIX2 1.2g 3.1); nil when it is no path of the
  /// standardized storage.
  public static func kind(ofFileAt path: String) -> String? {
    let components = path.split(separator: "/").suffix(6)
    let relative = components.joined(separator: "/")
    let stored = try? StoragePath(parsing: relative, storageType: .standard)
    if let kind = stored?.version.key.kind { return kind }
    // A copied file keeps its name, which says the kind in its third part.
    let parts = (components.last ?? "").split(separator: "_", omittingEmptySubsequences: false)
    return parts.count == 7 ? DataKind.named(String(parts[2]))?.code : nil
  }
}

extension CoverageReport.Entry {
  /// Whether the field is delivered.
  public var isDelivered: Bool {
    if case .delivered = outcome { return true }
    return false
  }
}
