/// ADT-00: everything known of the patient himself, A08; and its deletion, A23.
struct Demographics: SyntheticRecord {
  /// The chart is deleted: A23.
  var isDeletion = false
  /// Department where the patient is seen.
  var encounter: Encounter
  /// Kilograms in tenths: changes from snapshot to snapshot.
  var weight: Int

  let kind = "ADT-00"
  var messageType: String { isDeletion ? "ADT^A23^ADT_A21" : "ADT^A08^ADT_A01" }
  var careDate: SyntheticMoment? { nil }
  var orderNumber: String? { nil }
  var departmentCode: String { "" }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    let patient = context.patient
    message.event(recorded: context.sent, facilityCode: context.facilityCode)
    message.patient(patient, updated: context.sent)
    if isDeletion {
      message.visit(encounter)
      return
    }
    if patient.hasKin { kin(of: patient, in: &message) }
    message.visit(encounter)
    message.segment("DB1")
    message.field(1, 1)
    message.field(2, "PT")
    message.field(4, patient.isDisabled ? "Y" : "N")
    for (index, observation) in body(of: patient).enumerated() {
      message.observation(index + 1, observation)
    }
    message.allergies(patient.allergies)
    message.insurance("IN1", of: patient)
  }

  private func body(of patient: SyntheticPatient) -> [Observation] {
    [
      Observation(
        type: "NM", identifier: "9N001000000000001^身長^JC10", value: LaboratoryTest.decimal(patient.height, 1),
        unit: Observation.unit("cm")),
      Observation(
        type: "NM", identifier: "9N006000000000001^体重^JC10", value: LaboratoryTest.decimal(weight, 1),
        unit: Observation.unit("kg")),
      Observation(
        type: "CWE", identifier: "5H010000001999911^血液型-ABO式^JC10",
        value: "\(patient.bloodGroup)^\(patient.bloodGroup)型^JSHR002"),
    ]
  }

  private func kin(of patient: SyntheticPatient, in message: inout MessageWriter) {
    let given = patient.sex == "F" ? People.men : People.women
    let name = given[patient.index % given.count]
    message.segment("NK1")
    message.field(1, 1)
    message.field(
      2, "\(patient.family.kanji)^\(name.kanji)^^^^^L^I~\(patient.family.kana)^\(name.kana)^^^^^L^P")
    message.field(3, "SPO^配偶者^HL70063")
    message.field(4, patient.address)
    message.field(5, patient.phones)
    message.field(13, "\(People.employers[patient.index % People.employers.count])^D")
  }
}
