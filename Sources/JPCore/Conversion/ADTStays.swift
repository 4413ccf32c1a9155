import HL7v2
import SSMIX2

/// The inpatient records of one patient: one Encounter, JP_Encounter, per stay. JAMI maps each message to a state and
/// leaves the joining open: ``StayJoin`` tells which records are of one stay, ``StayTimeline`` what they say together.
struct StayConverter {
  private let context: ConversionContext
  private var converters: [RecordConverter] = []
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
    var events: [StayEvent] = []
    for (index, record) in ordered {
      var converter = RecordConverter(record, index: index, context: context)
      do throws(ConversionError) {
        let event = try StayEvent(&converter, position: converters.count)
        if event.isCancel { converter.note(.cancelled, converter.message.first("MSH"), 9) }
        events.append(event)
      } catch {
        problems[index] = error
      }
      converters.append(converter)
    }
    let join = StayJoin(events)
    for event in join.homeless {
      problems[converters[event.position].index] = ConversionError(
        segment: "EVN", field: 6, reason: "no stay covers the change of the attending doctor")
    }
    for stay in join.stays.sorted(by: { $0.key < $1.key }) where !stay.isVoid {
      conversion.resources.append(encounter(of: stay))
    }
    for stay in join.stays where stay.isVoid {
      for event in stay.events {
        converters[event.position].note(.cancelled, converters[event.position].message.first("MSH"), 9)
      }
    }
    for converter in converters where problems[converter.index] == nil {
      conversion.findings += converter.findings
      conversion.codedValues[converter.index] = converter.codedValues
    }
    conversion.problems.merge(problems) { first, _ in first }
  }

  private mutating func encounter(of stay: Stay) -> Resource {
    let last = stay.records.map(\.position).max() ?? 0
    var converter = converters[last]
    let findings = converter.findings.count
    let timeline = StayTimeline(stay)
    let told = timeline.latestFirst
    let period = converter.period(
      start: timeline.start, end: timeline.end, converters[last].message.first("PV1"), 45)
    let encounter = EncounterValue(
      id: Stay.id(stay.key, facility: context.facilityCode, patient: converter.patientID),
      status: timeline.status, formerLeaves: timeline.formerLeaves,
      classCode: told.lazy.compactMap { HL7Map.encounterClass($0.patientClass) }.first ?? "IMP",
      identifier: converter.instanceIdentifier([stay.visit]),
      serviceType: told.lazy.compactMap(\.serviceType).first, participants: timeline.participants,
      period: period, dischargeDisposition: stay.discharge?.disposition, locations: timeline.locations)
    converter.add(encounter)
    converters[last].findings += converter.findings[findings...]
    var resource = converter.finish()[0]
    resource.contributors = Set(stay.records.map { converters[$0.position].index }).sorted()
    return resource
  }
}
