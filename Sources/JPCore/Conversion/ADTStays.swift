import HL7v2
import SSMIX2

/// Joins the inpatient records of one patient to stays: one Encounter, JP_Encounter, per stay (the kinds
/// ADT-01, ADT-22 and ADT-52; JAMI maps each message to a state and leaves the joining open).
///
/// - A stay is known by its visit number (PV1-19) where valued, else by the day of admission (PV1-44).
/// - A discharge that names neither belongs to the stay that was open at that time: a patient is in one bed.
/// - A change of doctor (A54) belongs to the stay named, else to the one that covers EVN-6.
/// - A cancel event (A11, A13, A55) undoes what an earlier record of the same stay said, whatever its flag.
/// - A discharge without its admission is a stay of its own; so is a change of doctor of an inpatient. A
///   change of an outpatient's doctor belongs to no Encounter and is a problem.
struct StayConverter {
  private let context: ConversionContext
  private var converters: [RecordConverter] = []
  private var events: [StayEvent] = []
  private var stays: [Stay] = []
  private var problems: [Int: ConversionError] = [:]

  init(context: ConversionContext) {
    self.context = context
  }

  mutating func convert(_ records: [(Int, SourceRecord)], into conversion: inout Conversion) {
    // Older versions first, so that newer ones win; the path decides between equal times.
    let ordered = records.sorted { left, right in
      let (first, second) = (left.1.path, right.1.path)
      return (first.version.orderingTimestamp, first.relativePath)
        < (second.version.orderingTimestamp, second.relativePath)
    }
    for (index, record) in ordered {
      var converter = RecordConverter(record, index: index, context: context)
      do throws(ConversionError) {
        let event = try StayEvent(&converter, position: converters.count)
        events.append(event)
      } catch {
        problems[index] = error
      }
      converters.append(converter)
    }
    joinEvents()
    for stay in stays.sorted(by: { $0.key < $1.key }) { conversion.resources.append(encounter(of: stay)) }
    for converter in converters where problems[converter.index] == nil {
      conversion.findings += converter.findings
      conversion.codedValues[converter.index] = converter.codedValues
    }
    conversion.problems.merge(problems) { first, _ in first }
  }

  private mutating func joinEvents() {
    let cancels = events.filter(\.isCancel)
    for event in events where !event.isCancel && event.kind == .admission {
      if !isCancelled(event, by: cancels) { admit(event) }
    }
    for event in events where !event.isCancel && event.kind == .discharge {
      if !isCancelled(event, by: cancels) { discharge(event) }
    }
    for event in cancels where event.kind == .discharge {
      // The discharge is taken back: the patient is still there.
      guard let stay = stay(of: event, openAt: event.end) else { continue }
      stays[stay].isReopened = stays[stay].discharge == nil
      stays[stay].events.append(event)
    }
    for event in events where !event.isCancel && event.kind == .attendingDoctor {
      if !isCancelled(event, by: cancels) { changeDoctor(event) }
    }
    for event in cancels {
      converters[event.position].note(.cancelled, converters[event.position].message.first("MSH"), 9)
    }
  }

  /// Whether a later cancel event names the same stay (for a discharge or a change of doctor: the same time,
  /// too).
  private func isCancelled(_ event: StayEvent, by cancels: [StayEvent]) -> Bool {
    cancels.contains { cancel in
      guard cancel.kind == event.kind, cancel.position > event.position else { return false }
      if cancel.visit != nil || event.visit != nil {
        return cancel.visit == event.visit && cancel.time == event.time
      }
      return cancel.time == event.time
    }
  }

  private mutating func admit(_ event: StayEvent) {
    if let known = stays.firstIndex(where: { $0.key == event.key }) {
      stays[known].admission = event
      stays[known].events.append(event)
    } else {
      stays.append(Stay(key: event.key, admission: event, events: [event]))
    }
  }

  private mutating func discharge(_ event: StayEvent) {
    if let stay = stay(of: event, openAt: event.end) {
      stays[stay].discharge = event
      stays[stay].events.append(event)
    } else {
      stays.append(Stay(key: event.key, discharge: event, events: [event]))
    }
  }

  private mutating func changeDoctor(_ event: StayEvent) {
    if let stay = stay(of: event, openAt: event.occurred) {
      stays[stay].doctorChanges.append(event)
      stays[stay].events.append(event)
    } else if event.patientClass == "I" {
      stays.append(Stay(key: event.key, doctorChanges: [event], events: [event]))
    } else {
      problems[converters[event.position].index] = ConversionError(
        segment: "EVN", field: 6, reason: "no stay covers the change of the attending doctor")
    }
  }

  /// The stay that an event names, else the latest one that had begun and not ended at a time.
  private func stay(of event: StayEvent, openAt time: String?) -> Int? {
    if event.visit != nil || event.start != nil, let named = stays.firstIndex(where: { $0.key == event.key })
    {
      return named
    }
    // A discharge that names another admission has lost its own: it must not end a stranger's stay.
    if event.kind == .discharge, event.visit != nil || event.start != nil { return nil }
    guard let time else { return nil }
    return stays.indices
      .filter { stays[$0].covers(time, isDischarge: event.kind == .discharge) }
      .max { (stays[$0].start ?? "") < (stays[$1].start ?? "") }
  }

  private mutating func encounter(of stay: Stay) -> Resource {
    let last = stay.events.max { $0.position < $1.position }?.position ?? 0
    var converter = converters[last]
    converter.resources = []
    let findings = converter.findings.count
    let told = [stay.discharge, stay.doctorChanges.last, stay.admission].compactMap(\.self)
    let period = converter.period(
      start: stay.start, end: stay.discharge?.end, converters[last].message.first("PV1"), 45)
    let encounter = EncounterValue(
      id: stay.id(facility: context.facilityCode, patient: converter.patientID),
      status: stay.status,
      classCode: told.lazy.compactMap { HL7Map.encounterClass($0.patientClass) }.first ?? "IMP",
      identifier: converter.instanceIdentifier([told.first?.visit]),
      serviceType: told.lazy.compactMap(\.serviceType).first, participants: stay.participants,
      period: period, dischargeDisposition: stay.discharge?.disposition, locations: stay.locations)
    converter.add(encounter)
    converters[last].findings += converter.findings[findings...]
    var resource = converter.resources[0]
    resource.contributors = Set(stay.events.map { converters[$0.position].index }).sorted()
    return resource
  }
}

/// What one record says about a stay.
private struct StayEvent {
  enum Kind { case admission, discharge, attendingDoctor }

  /// Its place among the patient's records, oldest first.
  let position: Int
  let kind: Kind
  let isCancel: Bool
  let visit: String?
  /// PV1-44.
  let start: String?
  /// PV1-45, of a discharge.
  let end: String?
  /// EVN-6.
  let occurred: String?
  let patientClass: String?
  let place: NamedReference?
  let serviceType: Concept?
  let attending: [NamedReference]
  let admitting: [NamedReference]
  let disposition: Concept?
  /// The kind and time that stand for the stay when it has neither visit number nor admission.
  private let fallback: String

  init(_ converter: inout RecordConverter, position: Int) throws(ConversionError) {
    guard let pv1 = converter.message.first("PV1") else {
      throw ConversionError(segment: "PV1", reason: "the message has no visit segment")
    }
    let evn = converter.message.first("EVN")
    let trigger = converter.message.first("MSH")?[9][2].valued
    self.position = position
    isCancel = ["A11", "A13", "A55"].contains(trigger)
    visit = pv1[19].valued?.trimmed
    occurred = converter.dateTime(evn, 6)
    patientClass = pv1[2].valued
    place = converter.place(pv1[3])
    serviceType = converter.serviceType(pv1, 10)
    attending = converter.providers(pv1, 7)
    admitting = converter.providers(pv1, 17)
    let code = converter.record.path.version.key.kind
    var start = converter.dateTime(pv1, 44)
    var end = converter.dateTime(pv1, 45)
    switch code {
    case "ADT-22":
      kind = .admission
      start = start ?? converter.careDateInstead(of: pv1, 44)
      guard start != nil else {
        throw ConversionError(segment: "PV1", field: 44, reason: "an admission has no day")
      }
    case "ADT-52":
      kind = .discharge
      end = end ?? converter.careDateInstead(of: pv1, 45)
      guard end != nil else {
        throw ConversionError(segment: "PV1", field: 45, reason: "a discharge has no day")
      }
    default:
      kind = .attendingDoctor
      guard isCancel || !attending.isEmpty else {
        throw ConversionError(segment: "PV1", field: 7, reason: "a change of doctor names no doctor")
      }
    }
    self.start = start
    self.end = kind == .discharge ? end : nil
    disposition = pv1[36].isEmpty ? nil : converter.disposition(pv1)
    fallback = "\(code)|\(end ?? occurred ?? "")"
  }

  /// What the stay is known by.
  var key: String {
    if let visit { return "visit|\(visit)" }
    if let start { return "day|\(start.prefix(10))" }
    return fallback
  }

  /// The day (doctor: the moment) that a cancel event repeats.
  var time: String? {
    switch kind {
    case .admission: start.map { String($0.prefix(10)) }
    case .discharge: end.map { String($0.prefix(10)) }
    case .attendingDoctor: occurred
    }
  }
}

/// A stay in the making.
private struct Stay {
  let key: String
  var admission: StayEvent?
  var discharge: StayEvent?
  var doctorChanges: [StayEvent] = []
  var isReopened = false
  var events: [StayEvent]

  var start: String? {
    admission?.start ?? discharge?.start ?? doctorChanges.lazy.compactMap(\.start).first
  }

  /// JAMI's table of events and Encounter.status.
  var status: String {
    if discharge != nil { return "finished" }
    return doctorChanges.isEmpty && !isReopened ? "arrived" : "in-progress"
  }

  /// Whether a moment lies within the stay, by the day where one of them has no time. A discharge looks for
  /// a stay that has none yet.
  func covers(_ time: String, isDischarge: Bool) -> Bool {
    if isDischarge && discharge != nil { return false }
    guard let start, !PeriodValue(start: start, end: time).isReversed else { return false }
    return !PeriodValue(start: time, end: discharge?.end).isReversed
  }

  /// The Encounter's id: visit number, else day of admission, and the kind of the admission even when only
  /// another record is known, so that the id stays when the admission arrives late.
  func id(facility: String, patient: String) -> String {
    let day = key.hasPrefix("day|") ? [String(key.dropFirst(4).filter { $0 != "-" })] : []
    var ids = LogicalIDs(facility: facility, parts: [patient] + day + ["ADT-22"])
    return ids.next("Encounter", key)
  }

  /// Attending doctors one after the other, then who admitted.
  var participants: [EncounterValue.Participant] {
    var attending = (admission?.attending ?? []).map { participant("ATND", $0, from: admission?.start) }
    for change in doctorChanges.sorted(by: { ($0.occurred ?? "") < ($1.occurred ?? "") }) {
      let new = change.attending.map { participant("ATND", $0, from: change.occurred) }
      for position in attending.indices where attending[position].period.end == nil {
        let ended = PeriodValue(start: attending[position].period.start, end: change.occurred)
        if !ended.isReversed { attending[position].period = ended }
      }
      attending += new
    }
    // Who is named at the discharge attended then; since when is not told unless he is known already.
    for person in discharge?.attending ?? []
    where !attending.contains(where: { $0.individual.isSame(as: person) }) {
      attending.append(participant("ATND", person, from: nil))
    }
    let admitting = admission?.admitting ?? discharge?.admitting ?? []
    return attending + admitting.map { participant("ADM", $0, from: nil) }
  }

  private func participant(
    _ type: String, _ person: NamedReference, from start: String?
  ) -> EncounterValue.Participant {
    .init(type: type, individual: person, period: PeriodValue(start: start, end: nil))
  }

  /// Where the patient was at admission and at discharge; one place when they are the same.
  var locations: [EncounterValue.Location] {
    let isOver = discharge != nil
    var locations: [EncounterValue.Location] = []
    if let admission, let place = admission.place {
      locations.append(
        .init(
          place: place, status: isOver ? "completed" : "active",
          period: PeriodValue(start: admission.start, end: nil)))
    }
    if let discharge, let place = discharge.place {
      if let first = locations.first, first.place == place {
        let whole = PeriodValue(start: first.period.start, end: discharge.end)
        if !whole.isReversed { locations[0].period = whole }
      } else {
        locations.append(
          .init(place: place, status: "completed", period: PeriodValue(start: nil, end: discharge.end)))
      }
    } else if locations.isEmpty, let place = doctorChanges.last?.place {
      locations.append(.init(place: place, status: "active", period: PeriodValue(start: nil, end: nil)))
    }
    return locations
  }
}

extension NamedReference {
  /// The same person: by number, by name where one of them has no number.
  fileprivate func isSame(as other: NamedReference) -> Bool {
    if let value, let otherValue = other.value { return value == otherValue }
    return display == other.display
  }
}

extension RecordConverter {
  /// PV1-36, an IS field: the code of table 0112.
  fileprivate mutating func disposition(_ pv1: Segment) -> Concept? {
    guard let code = pv1[36].valued?.trimmed else { return nil }
    return Concept(codings: [Coding(system: systems.uri(.dischargeDisposition), code: code, display: nil)])
  }
}
