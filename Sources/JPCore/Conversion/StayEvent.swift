import HL7v2
import SSMIX2

/// What one record says about a stay.
struct StayEvent {
  /// What happens, or is taken back; one a data kind.
  enum Kind: String {
    case attendingDoctor = "ADT-01"
    case plannedAdmission = "ADT-21"
    case admission = "ADT-22"
    case leave = "ADT-31"
    case leaveReturn = "ADT-32"
    case plannedTransfer = "ADT-41"
    case transfer = "ADT-42"
    case plannedDischarge = "ADT-51"
    case discharge = "ADT-52"

    /// Whether it can only happen to somebody who is there.
    var isMovement: Bool { [.leave, .leaveReturn, .transfer, .discharge].contains(self) }

    /// Whether it tells what is going to happen in a stay.
    var isIntention: Bool { self == .plannedTransfer || self == .plannedDischarge }
  }

  /// Events that take another back (SS-MIX2: in the kind of what they take back).
  private static let cancelling: Set<String> = [
    "A55", "A27", "A11", "A52", "A53", "A26", "A12", "A25", "A13",
  ]

  /// Its place among the patient's records, oldest first.
  let position: Int
  let kind: Kind
  let isCancel: Bool
  /// PV1-19.
  let visit: String?
  /// PV1-44; for an admission the day in any case.
  let start: String?
  /// When it happens: PV1-44 of an admission, PV1-45 of a discharge, PV2-8 and PV2-9 of plans, else EVN-6; the care
  /// date where the field is empty. Nil only for a change of doctor.
  let time: String?
  /// EVN-2.
  let recorded: String?
  /// PV2-8 of an admission: the day it had been planned for.
  let expected: String?
  /// The end that is expected: PV2-9 of a planned admission, PV2-47 of a leave.
  let until: String?
  let patientClass: String?
  /// PV1-3, for a plan only where PV2-1 names the place of the plan.
  let place: NamedReference?
  /// Where a plan leads: PV2-1, else PV1-3.
  let plannedPlace: NamedReference?
  /// PV1-6.
  let priorPlace: NamedReference?
  let serviceType: Concept?
  let attending: [NamedReference]
  let admitting: [NamedReference]
  /// PV1-36.
  let disposition: Concept?

  init(_ converter: inout RecordConverter, position: Int) throws(ConversionError) {
    guard let kind = Kind(rawValue: converter.record.path.version.key.kind) else {
      throw ConversionError(reason: "the kind is none of a stay")
    }
    guard let pv1 = converter.message.first("PV1") else {
      throw ConversionError(segment: "PV1", reason: "the message has no visit segment")
    }
    let trigger = converter.message.first("MSH")?[9][2].valued?.trimmed
    let isCancel = trigger.map(Self.cancelling.contains) ?? false
    let (evn, pv2) = (converter.message.first("EVN"), converter.message.first("PV2"))
    self.position = position
    self.kind = kind
    self.isCancel = isCancel
    visit = pv1[19].valued?.trimmed
    let time = try converter.stayTime(kind, isCancel: isCancel, pv1, pv2, evn)
    self.time = time
    start = kind == .admission ? time : converter.dateTime(pv1, 44)
    recorded = kind.isIntention ? converter.dateTime(evn, 2) : nil
    expected = kind == .admission ? converter.dateTime(pv2, 8) : nil
    switch kind {
    case .plannedAdmission: until = converter.dateTime(pv2, 9)
    case .leave: until = converter.dateTime(pv2, 47)
    default: until = nil
    }
    patientClass = pv1[2].valued
    let assigned = kind == .leave ? converter.leavePlace(pv1) : converter.place(pv1[3])
    let pending = kind.isIntention || kind == .plannedAdmission ? pv2.flatMap { converter.place($0[1]) } : nil
    switch kind {
    case .plannedAdmission, .plannedTransfer:
      plannedPlace = pending ?? assigned
      place = pending == nil ? nil : assigned
    default:
      plannedPlace = nil
      place = assigned
    }
    priorPlace = kind == .transfer ? converter.place(pv1[6]) : nil
    serviceType = converter.serviceType(pv1, 10)
    attending = converter.providers(pv1, 7)
    admitting = converter.providers(pv1, 17)
    disposition = kind == .discharge ? converter.disposition(pv1) : nil
    if kind == .attendingDoctor, !isCancel, attending.isEmpty {
      throw ConversionError(segment: "PV1", field: 7, reason: "a change of doctor names no doctor")
    }
  }

  /// Whether it names its stay, by number or by the day of admission.
  var isNamed: Bool { visit != nil || start != nil }

  /// What stands for a stay of which nothing else is known than this event.
  var fallbackKey: String { "\(kind.rawValue)|\(time ?? "")" }

  /// A text by which the events of a stay come in order: what has no time of day begins or, being an end, ends the
  /// day.
  var order: String {
    let time = time ?? ""
    if time.utf8.count > 10 { return time }
    return time + (kind == .leaveReturn || kind == .discharge ? "T99" : "T00")
  }

  /// Whether a cancel event takes this event back: one of its kind and time, in a newer record, for no other visit.
  func isCancelled(by cancel: StayEvent) -> Bool {
    guard cancel.kind == kind, cancel.position > position else { return false }
    if let visit, let other = cancel.visit, visit != other { return false }
    guard let time, let other = cancel.time else { return time == cancel.time }
    return StayTime.agree(time, other)
  }
}

/// Times of unlike precision.
enum StayTime {
  /// Whether two times may be the same moment, as far as both are precise.
  static func agree(_ first: String, _ second: String) -> Bool {
    let length = min(first.utf8.count, second.utf8.count)
    return first.prefix(length) == second.prefix(length)
  }

  /// Whether a time lies before another for certain.
  static func isBefore(_ first: String, _ second: String) -> Bool {
    PeriodValue(start: second, end: first).isReversed
  }

  static func day(_ time: String) -> Substring { time.prefix(10) }
}

extension RecordConverter {
  /// The time of an event: its field by kind, else the care date, which SS-MIX2 takes from that field.
  fileprivate mutating func stayTime(
    _ kind: StayEvent.Kind, isCancel: Bool, _ pv1: Segment, _ pv2: Segment?, _ evn: Segment?
  ) throws(ConversionError) -> String? {
    let (segment, name, field): (Segment?, String, Int) =
      switch kind {
      case .admission: (pv1, "PV1", 44)
      case .discharge: (pv1, "PV1", 45)
      case .plannedAdmission, .plannedTransfer: (pv2, "PV2", 8)
      case .plannedDischarge: (pv2, "PV2", 9)
      case .leave, .leaveReturn, .transfer, .attendingDoctor: (evn, "EVN", 6)
      }
    if let time = dateTime(segment, field) { return time }
    // The care date of a cancelled return is that of PV2-47, others' is of EVN-6.
    if isCancel, kind == .leaveReturn, let time = dateTime(pv2, 47) { return time }
    if kind == .attendingDoctor { return nil }
    guard let careDate else {
      throw ConversionError(segment: name, field: field, reason: "an event of a stay has no day")
    }
    findings.append(ConversionFinding(record: index, code: .dateFromPath, segment: name, field: field))
    return careDate
  }

  /// PV1-3 of a leave, where a hospital may write where the patient goes (JAMI): without a type of place (PL-6) it is
  /// no ward.
  fileprivate func leavePlace(_ pv1: Segment) -> NamedReference? {
    guard var place = place(pv1[3]), PL(pv1[3].firstRepetition).type.isBlank else { return place(pv1[3]) }
    place.display = [pv1[3][1], pv1[3][2], pv1[3][3]].compactMap { $0.valued?.trimmed }.joined(separator: " ")
    place.content = .location(physicalType: nil)
    return place
  }

  /// PV1-36, an IS field: the code of table 0112.
  mutating func disposition(_ pv1: Segment) -> Concept? {
    guard let code = pv1[36].valued?.trimmed else { return nil }
    return Concept(codings: [Coding(system: systems.uri(.dischargeDisposition), code: code, display: nil)])
  }
}
