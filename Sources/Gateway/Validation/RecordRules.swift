import HL7v2
import SSMIX2

/// A segment name as a number: three ASCII bytes.
struct SegmentName: Hashable, Sendable {
  let packed: UInt32

  init(_ bytes: ArraySlice<UInt8>) {
    packed = bytes.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }

  init(_ name: StaticString) {
    packed = name.withUTF8Buffer { $0.prefix(3).reduce(0) { $0 << 8 | UInt32($1) } }
  }

  init(text: String) {
    packed = text.utf8.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }

  var text: String {
    String(
      decoding: [UInt8(packed >> 16 & 0xFF), UInt8(packed >> 8 & 0xFF), UInt8(packed & 0xFF)], as: UTF8.self)
  }
}

/// What a value of a field looks like, as far as it is checked.
enum ValueForm: Sendable {
  case text, number, sequence, dateTime, day, time, coded, person, clinician, address, byValueType

  init(dataType: String) {
    switch dataType {
    case "NM": self = .number
    case "SI": self = .sequence
    case "TS", "DTM", "DR": self = .dateTime
    case "DT": self = .day
    case "TM": self = .time
    case "CWE", "CE", "CNE": self = .coded
    case "XPN": self = .person
    case "XCN": self = .clinician
    case "XAD": self = .address
    case "*", "**", "varies": self = .byValueType
    default: self = .text
    }
  }
}

/// One field's rule for one data kind.
struct FieldRule: Sendable {
  var form: ValueForm
  var isNotUsed: Bool
  var repeats: Bool
  var length: Int
}

/// The fields of one segment for one data kind.
struct SegmentRule: Sendable {
  var fields: [FieldRule]
  var required: [Int]
}

/// The rules of one data kind, looked up once and then used for all its files.
///
/// Optionalities are those of the public testing tool (1.2c): a finding that rests on them alone is never an error.
final class RecordRules: Sendable {
  let segments: [SegmentName: SegmentRule]
  let kind: DataKind?
  /// The segments that SS-MIX2 uses in messages of the kind; empty where it says nothing.
  let used: [SegmentName]
  let messages: [MessageRule]

  /// The care date's field and the segments that must be there, by message type.
  struct MessageRule: Sendable {
    var message: KindMessage
    var required: [SegmentName]
    var careDate: [Place]
    var structure: MessageStructure?
  }

  struct Place: Hashable, Sendable {
    var segment: SegmentName
    var field: Int
  }

  /// - Parameters:
  ///   - kind: the standardized storage's kind; nil for HL7 contents of the extended storage, which have the fields of
  ///     laboratory results as far as something is required.
  init(kind: DataKind?) {
    self.kind = kind
    let code = kind?.code ?? "OML-11"
    var segments: [SegmentName: SegmentRule] = [:]
    for definition in SegmentDefinition.all {
      segments[SegmentName(text: definition.name)] = Self.rule(
        definition, kind: code, isExtended: kind == nil)
    }
    self.segments = segments
    messages = (kind?.messages ?? []).map(Self.messageRule)
    used = (kind.map { Self.usedSegments($0.code) } ?? "").split(separator: " ")
      .map { SegmentName(text: String($0)) }
  }

  /// SS-MIX2 1.2g, segments by data kind.
  private static func usedSegments(_ kind: String) -> String {
    switch kind {
    case "ADT-61": "MSH EVN PID PV1 IAM"
    case "PPR-01": "MSH PID PRB ZPR ZPD ZI1 ORC"
    case "OMD": "MSH PID PV1 AL1 ORC TQ1 ODS"
    case "OMP-01": "MSH PID PV1 AL1 ORC RXE TQ1 RXR"
    case "OMP-11": "MSH PID AL1 PV1 ORC RXE TQ1 RXR RXA"
    case "OMP-02": "MSH PID PV1 AL1 ORC RXE TQ1 RXR RXC OBX CTI"
    case "OMP-12": "MSH PID AL1 PV1 ORC RXE TQ1 RXC RXA RXR OBX CTI"
    case "OML-01": "MSH PID PV1 AL1 SPM ORC TQ1 OBR OBX"
    case "OML-11": "MSH PID PV1 SPM OBR ORC OBX"
    case "OMG-01", "OMG-02": "MSH PID PV1 ORC TQ1 OBR OBX"
    case "OMG-11": "MSH PID PV1 ORC OBR OBX TQ1 IPC ZE1 ZE2"
    case "OMG-12": "MSH PID PV1 ORC TQ1 OBR OBX IPC ZE1"
    case "OMG-03": "MSH PID PV1 AL1 ORC TQ1 OBR OBX"
    case "OMG-13": "MSH PID PV1 ORC OBR TQ1 OBX"
    default: kind.hasPrefix("ADT-") ? "MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1" : ""
    }
  }

  private static func messageRule(_ message: KindMessage) -> MessageRule {
    var places: [Place] = []
    if let text = message.careDateField, let dash = text.firstIndex(of: "-"),
      let field = Int(text[text.index(after: dash)...])
    {
      places.append(Place(segment: SegmentName(text: String(text[..<dash])), field: field))
    }
    // The table names PV2-47 for A53 and EVN-6 for its siblings: either will do.
    if message.trigger == "A53" { places.append(Place(segment: SegmentName("EVN"), field: 6)) }
    return MessageRule(
      message: message, required: message.requiredSegments.map { SegmentName(text: $0) }, careDate: places,
      structure: MessageStructure.structure(messageCode: message.messageCode, trigger: message.trigger))
  }

  private static func rule(_ definition: SegmentDefinition, kind: String, isExtended: Bool) -> SegmentRule {
    let optionalities = definition.fields.map { $0.optionality(forKind: kind) }
    // A segment with no field in use by this kind is one the table does not know there (OBX of demographics).
    let isKnown = optionalities.contains { $0 != .notUsed }
    // ZI1 is IN1 under another name; its table tells nothing.
    let twin = definition.name == "ZI1" ? SegmentDefinition.named("IN1") : nil
    var rule = SegmentRule(fields: [], required: [])
    for (index, field) in definition.fields.enumerated() {
      let optionality = twin?.field(field.number)?.optionality(forKind: kind) ?? optionalities[index]
      let isExempt = ["MSH-21", "EVN-1"].contains("\(definition.name)-\(field.number)")
      rule.fields.append(
        FieldRule(
          form: ValueForm(dataType: field.dataType),
          isNotUsed: isKnown && !isExtended && !isExempt && optionality == .notUsed,
          repeats: field.repeats, length: field.length ?? Int.max))
      if isKnown, twin == nil, optionality == .required { rule.required.append(field.number) }
    }
    return rule
  }

  func message(code: String, trigger: String) -> MessageRule? {
    messages.first { $0.message.messageCode == code && $0.message.trigger == trigger }
  }
}
