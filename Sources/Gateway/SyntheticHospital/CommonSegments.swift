/// Where and how a patient is treated: PV1.
struct Encounter: Sendable {
  /// I for a stay in hospital, O for a visit.
  var isInpatient: Bool
  var doctor: StaffMember
  /// The department that treats, which need not be the doctor's own.
  var department: Department
  /// PV1-3: ward, room and bed, or the department.
  var location: String
  /// Admission or reception.
  var start: SyntheticMoment?

  /// A visit to the doctor's department.
  static func visit(to doctor: StaffMember, at start: SyntheticMoment? = nil) -> Encounter {
    Encounter(
      isInpatient: false, doctor: doctor, department: doctor.department,
      location: "\(doctor.department.code)^^^^^C", start: start)
  }
}

/// An order as ORC names it.
struct SyntheticOrder: Sendable {
  /// Order number, up to 15 digits; the last two are 00, for those of its parts.
  var number: Int
  /// When it was entered or changed: ORC-9, the care date of orders.
  var ordered: SyntheticMoment
  var encounter: Encounter
  /// ORC-1, table 0119.
  var control = "NW"

  var department: Department { encounter.department }
  /// ORC-2 as in the file's name.
  var text: String { SyntheticMoment.padded(number, 15) }

  /// A number among those of the order's parts.
  func part(_ index: Int) -> String { SyntheticMoment.padded(number + index, 15) }
}

/// What else ORC says, by kind.
struct OrderDetail {
  var control: String?
  var number: String?
  var filler = ""
  var group = ""
  var status = ""
  var parent = ""
}

extension MessageWriter {
  /// PID; `isComplete` adds address and telephone, `updated` the time of the last change.
  mutating func patient(
    _ patient: SyntheticPatient, isComplete: Bool = true, updated: SyntheticMoment? = nil
  ) {
    segment("PID")
    field(1, "0001")
    field(3, "\(patient.id)^^^^PI")
    field(5, patient.name)
    field(7, patient.birth.date)
    field(8, patient.sex)
    if isComplete {
      field(11, patient.address)
      field(13, patient.phones)
    }
    field(33, updated?.toSecond ?? "")
  }

  /// EVN: recorded now, planned or occurred.
  mutating func event(
    recorded: SyntheticMoment, planned: SyntheticMoment? = nil, occurred: SyntheticMoment? = nil,
    facilityCode: String
  ) {
    segment("EVN")
    field(2, recorded.toSecond)
    field(3, planned?.toMinute ?? "")
    field(4, "02")
    field(5, StaffMember.clerk.shortName)
    field(6, occurred?.toMinute ?? "")
    field(7, facilityCode)
  }

  /// PV1 as it stands in orders and results.
  mutating func visit(_ encounter: Encounter) {
    segment("PV1")
    field(1, "0001")
    field(2, encounter.isInpatient ? "I" : "O")
    field(3, encounter.location)
    field(7, encounter.doctor.shortName)
    field(10, encounter.department.code)
  }

  /// AL1 of the patient's allergies.
  mutating func allergies(_ allergies: [Allergy]) {
    for (index, allergy) in allergies.enumerated() {
      segment("AL1")
      field(1, index + 1)
      field(2, allergy.type)
      field(3, allergy.allergen.code)
    }
  }

  /// IN1, and ZI1 of diagnoses, which is the same.
  mutating func insurance(_ name: String, of patient: SyntheticPatient) {
    let (plan, company) = People.insurances[patient.insurance]
    segment(name)
    field(1, 1)
    field(2, plan)
    field(3, SyntheticMoment.padded(990_000 + patient.insurance, 8))
    field(4, company)
    field(10, "日宮\(patient.index % 1_000)")
    field(11, SyntheticMoment.padded(patient.index, 7))
    field(12, "20230401")
    field(15, "22")
    field(17, "SEL^本人^HL70063")
  }

  /// ORC. OMD has no group, place and ordering facility (SS-MIX2 1.2g, ORC by kind).
  mutating func order(_ order: SyntheticOrder, _ detail: OrderDetail = OrderDetail(), isMeal: Bool = false) {
    segment("ORC")
    field(1, detail.control ?? order.control)
    field(2, detail.number ?? order.text)
    field(3, detail.filler)
    field(4, detail.group)
    field(5, detail.status)
    field(8, detail.parent)
    field(9, order.ordered.toSecond)
    field(10, StaffMember.clerk.shortName)
    field(12, order.encounter.doctor.shortName)
    if !isMeal { field(13, order.encounter.location) }
    field(17, order.department.coded)
    field(18, "PC01^診察室端末^99T01")
    guard !isMeal else { return }
    field(21, Facility.name)
    field(22, Facility.address)
    field(23, Facility.phone)
    field(29, order.encounter.isInpatient ? "I^入院患者オーダ^HL70482" : "O^外来患者オーダ^HL70482")
  }

  /// TQ1 with a priority only.
  mutating func routine() {
    segment("TQ1")
    field(1, 1)
    field(9, "R^ルーチン^HL70485")
  }

  /// OBX.
  mutating func observation(_ number: Int, _ observation: Observation) {
    segment("OBX")
    field(1, number)
    field(2, observation.type)
    field(3, observation.identifier)
    field(4, observation.group)
    field(5, observation.value)
    field(6, observation.unit)
    field(7, observation.reference)
    field(8, observation.flag)
    field(11, observation.status)
    field(14, observation.time)
  }
}

/// One OBX.
struct Observation: Sendable {
  /// OBX-2; empty for an order's items.
  var type: String
  var identifier: String
  var value: String
  /// OBX-6, `code^text^ISO+`.
  var unit = ""
  /// OBX-4: what belongs together.
  var group = ""
  var reference = ""
  var flag = ""
  var status = "F"
  var time = ""

  /// OBX-6 of a unit that is written as its code.
  static func unit(_ code: String) -> String { code.isEmpty ? "" : "\(code)^\(code)^ISO+" }
}
