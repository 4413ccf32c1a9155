import HL7v2
import SSMIX2

/// What becomes of one field of one data kind on its way to FHIR: the elements that it is delivered as, or why it is not.
///
/// The table is closed: every field that SS-MIX2 (1.2c field tables) uses in a kind has an entry, and every other field
/// of a known segment one that says so. It describes the converters and is proved against them by mutation in the tests.
public struct FieldUse: Sendable, Hashable {
  /// What becomes of a field.
  public enum Outcome: Sendable, Hashable {
    /// The FHIR elements that the field's value decides, at least one.
    case delivered([String])
    /// Its value decides nothing that is sent.
    case notDelivered(Reason)
  }

  /// Code of the data kind, for example `OML-11`; ``ObservationMessage/kind`` for those of the extended storage.
  public let kind: String
  /// Name of the segment, for example `OBX`.
  public let segment: String
  /// Number of the field in HL7, from 1.
  public let field: Int
  /// What becomes of it.
  public let outcome: Outcome

  /// What becomes of a field.
  ///
  /// - Parameters:
  ///   - field: Number in HL7, from 1.
  ///   - segment: Its segment.
  ///   - kind: Code of the data kind, in capital letters.
  /// - Returns: nil for what is unknown: a kind that has no entries, a segment that the kind
  ///   does not have, a field that the standard does not define.
  public static func of(field: Int, segment: String, kind: String) -> FieldUse? {
    guard isKnown(kind),
      let definition = SegmentDefinition.named(segment)?.field(field)
    else { return nil }
    let use = FieldUseLookup.standard.outcome(definition, segment: segment, kind: kind)
    return use.map { FieldUse(kind: kind, segment: segment, field: field, outcome: $0) }
  }

  /// All fields of all segments of a kind, in the order of messages; empty for an unknown kind.
  public static func all(ofKind kind: String) -> [FieldUse] {
    segments(ofKind: kind).flatMap { segment in
      (SegmentDefinition.named(segment)?.fields ?? []).compactMap {
        of(field: $0.number, segment: segment, kind: kind)
      }
    }
  }

  /// Whether a kind has entries: one of the standardized storage, or ``ObservationMessage/kind`` of the extended one.
  static func isKnown(_ kind: String) -> Bool {
    DataKind.named(kind)?.code == kind || kind == ObservationMessage.kind
  }

  /// Segments whose fields are known for a kind: those of its messages, in order, for the kinds that have a converter;
  /// all that have a definition for the others.
  public static func segments(ofKind kind: String) -> [String] {
    guard isKnown(kind) else { return [] }
    return FieldUseLookup.standard.segments[kind] ?? SegmentDefinition.all.map(\.name)
  }
}

extension FieldUse {
  /// Why a field is not delivered: a closed list.
  public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
    /// It serves the exchange of messages: delimiters, versions, numbering, who recorded what when.
    case administrative
    /// The record's path or the gateway's configuration says it: chart number, facility.
    case path
    /// A record of another kind delivers it: the patient of an order, the stay of a result.
    case otherKind
    /// Another field of the same message delivers it.
    case otherField
    /// Neither FHIR R4 nor JP Core has an element for it.
    case noElement
    /// SS-MIX2 does not use the field (optionality N); what a storage puts there is kept in the storage.
    case notUsed

    /// The reason as a Japanese phrase.
    public var japanese: String {
      switch self {
      case .administrative: "電文の送受信・管理のための項目"
      case .path: "格納パスと設定の値を使う"
      case .otherKind: "別のデータ種別の記録が伝える"
      case .otherField: "同じ電文の別の項目が伝える"
      case .noElement: "FHIR・JP Core に対応する要素がない"
      case .notUsed: "SS-MIX2 では使わない項目"
      }
    }

    /// The reason as an English phrase.
    public var english: String {
      switch self {
      case .administrative: "serves the exchange of messages"
      case .path: "the record's path or the configuration says it"
      case .otherKind: "a record of another kind delivers it"
      case .otherField: "another field of the message delivers it"
      case .noElement: "no element in FHIR and JP Core"
      case .notUsed: "not used by SS-MIX2"
      }
    }
  }
}

/// ``FieldUseTable`` as it is asked.
struct FieldUseLookup: Sendable {
  /// Read from the literal when first used.
  static let standard = FieldUseLookup()

  /// What the rows of one segment say.
  private struct Row {
    var fields: [Int: FieldUse.Outcome] = [:]
    /// All other fields that SS-MIX2 uses.
    var others: FieldUse.Outcome?
  }

  private struct Key: Hashable { var kind: String, segment: String }

  /// The segments of each kind that has a converter.
  private(set) var segments: [String: [String]] = [:]
  private var rows: [Key: Row] = [:]
  /// The section that holds for all kinds.
  private static let everyKind = "*"

  private init() {
    let text = FieldUseTable.text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    var kind = Self.everyKind
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: "|").map(String.init)
      if cells[0].hasPrefix("=") {
        kind = String(cells[0].dropFirst())
        if cells.count > 1 { segments[kind] = cells[1].split(separator: " ").map(String.init) }
      } else {
        rows[Key(kind: kind, segment: cells[0])] = Self.row(cells.dropFirst())
      }
    }
  }

  private static func row(_ cells: ArraySlice<String>) -> Row {
    var row = Row()
    for cell in cells {
      let parts = cell.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let outcome = outcome(parts[1]) else { continue }
      if parts[0] == "*" {
        row.others = outcome
      } else {
        for number in parts[0].split(separator: ",").compactMap({ Int($0) }) { row.fields[number] = outcome }
      }
    }
    return row
  }

  private static func outcome(_ target: Substring) -> FieldUse.Outcome? {
    if target.hasPrefix("-") {
      return FieldUse.Reason(rawValue: String(target.dropFirst())).map(FieldUse.Outcome.notDelivered)
    }
    let elements = target.split(separator: ",").map { element in String(element.drop { $0 == " " }) }
    return elements.isEmpty ? nil : .delivered(elements)
  }

  func outcome(_ definition: FieldDefinition, segment: String, kind: String) -> FieldUse.Outcome? {
    guard let own = segments[kind] else { return nil }
    guard own.contains(segment) else { return nil }
    let row = rows[Key(kind: kind, segment: segment)] ?? rows[Key(kind: Self.everyKind, segment: segment)]
    if let outcome = row?.fields[definition.number] { return outcome }
    guard definition.optionality(forKind: kind) == .notUsed else { return row?.others }
    // A field beyond SS-MIX2 that is read of every kind.
    let shared = rows[Key(kind: Self.everyKind, segment: segment)]?.fields[definition.number]
    if case .delivered? = shared { return shared }
    return .notDelivered(.notUsed)
  }
}
