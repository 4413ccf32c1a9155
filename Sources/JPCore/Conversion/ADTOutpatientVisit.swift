import HL7v2

extension RecordConverter {
  /// ADT-12 (ADT^A04): the reception of an outpatient is an Encounter of its own, JP_Encounter, with status
  /// `arrived` (JAMI), since no later message ends it.
  mutating func convertOutpatientVisit() throws(ConversionError) {
    guard let pv1 = message.first("PV1") else {
      throw ConversionError(segment: "PV1", reason: "the message has no visit segment")
    }
    let visit = pv1[19].valued
    let start = dateTime(pv1, 44) ?? careDateInstead(of: pv1, 44)
    let period = period(start: start, end: dateTime(pv1, 45), pv1, 45)
    let encounter = EncounterValue(
      id: ids.next("Encounter", visit ?? ""), status: "arrived", formerLeaves: [],
      classCode: HL7Map.encounterClass(pv1[2].valued) ?? "AMB",
      identifier: instanceIdentifier([visit]), serviceType: serviceType(pv1, 10),
      participants: participants(pv1, 7, "ATND") + participants(pv1, 17, "ADM"), period: period,
      dischargeDisposition: disposition(pv1),
      locations: place(pv1[3]).map {
        [EncounterValue.Location(place: $0, status: "active", period: PeriodValue(start: start, end: nil))]
      } ?? [])
    add(encounter)
  }

  /// The care date, which SS-MIX2 takes from this field, where the field itself is empty.
  mutating func careDateInstead(of segment: Segment, _ field: Int) -> String? {
    guard let careDate else { return nil }
    note(.dateFromPath, segment, field)
    return careDate
  }

  mutating func participants(_ pv1: Segment, _ field: Int, _ type: String) -> [EncounterValue.Participant] {
    providers(pv1, field).map {
      EncounterValue.Participant(type: type, individual: $0, period: PeriodValue(start: nil, end: nil))
    }
  }

  /// PV1-10, the department: SS-MIX2's codes have two or three characters, anything else is text. The field names
  /// no system: a code that the facility has mapped is its own, whatever its form.
  mutating func serviceType(_ pv1: Segment, _ field: Int) -> Concept? {
    guard let code = pv1[field].valued?.trimmed else { return nil }
    if let mapped = mappedDepartment(code) { return mapped }
    if StandardSystem.department.accepts(code) {
      codedValues.standard += 1
      return Concept(codings: [Coding(system: systems.uri(.department), code: code, display: nil)])
    }
    let concept = Concept(text: code)
    finish(concept, uncoded: code, pv1, field)
    return concept
  }

  mutating func add(_ encounter: EncounterValue) {
    let (subject, facility) = (subject, facility)
    add("Encounter", id: encounter.id, profile: .encounter) { json in
      json.members(of: encounter, subject: subject, provider: facility)
    }
  }
}

/// What an Encounter is made of.
struct EncounterValue {
  struct Participant {
    var type: String
    var individual: NamedReference
    var period: PeriodValue
  }

  struct Location {
    var place: NamedReference
    var status: String
    var period: PeriodValue
  }

  var id: String
  var status: String
  /// Former periods of status `onleave`.
  var formerLeaves: [PeriodValue]
  var classCode: String
  var identifier: String?
  var serviceType: Concept?
  var participants: [Participant]
  var period: PeriodValue
  var dischargeDisposition: Concept?
  var locations: [Location]
}

extension JSONWriter {
  /// The members of an Encounter after `meta`.
  mutating func members(of encounter: EncounterValue, subject: [UInt8], provider: NamedReference?) {
    array("identifier") {
      $0.identifier(system: IdentifierSystem.resourceInstance, value: encounter.identifier)
    }
    string("status", encounter.status)
    array("statusHistory") { json in
      for leave in encounter.formerLeaves {
        json.object { json in
          json.string("status", "onleave")
          json.period("period", leave)
        }
      }
    }
    coding("class", Coding(system: HL7System.actCode, code: encounter.classCode, display: nil))
    concept("serviceType", encounter.serviceType)
    raw("subject", subject)
    array("participant") { json in
      for participant in encounter.participants { json.object { $0.members(of: participant) } }
    }
    period("period", encounter.period)
    if let disposition = encounter.dischargeDisposition {
      object("hospitalization") { $0.concept("dischargeDisposition", disposition) }
    }
    array("location") { json in
      for location in encounter.locations { json.object { $0.members(of: location) } }
    }
    reference("serviceProvider", provider)
  }

  private mutating func members(of participant: EncounterValue.Participant) {
    let type = Coding(system: HL7System.participationType, code: participant.type, display: nil)
    concepts("type", [Concept(codings: [type])])
    period("period", participant.period)
    reference("individual", participant.individual)
  }

  private mutating func members(of location: EncounterValue.Location) {
    reference("location", location.place)
    string("status", location.status)
    period("period", location.period)
  }
}
