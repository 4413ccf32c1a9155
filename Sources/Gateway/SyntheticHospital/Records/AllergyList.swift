/// ADT-61: all that the patient does not tolerate, A60.
struct AllergyList: SyntheticRecord {
  var allergies: [Allergy]

  let kind = "ADT-61"
  let messageType = "ADT^A60^ADT_A60"
  var careDate: SyntheticMoment? { nil }
  var orderNumber: String? { nil }
  var departmentCode: String { "" }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.event(recorded: context.sent, facilityCode: context.facilityCode)
    message.patient(context.patient, isComplete: false)
    for (index, allergy) in allergies.enumerated() {
      message.segment("IAM")
      message.field(1, index + 1)
      message.field(2, allergy.type)
      message.field(3, allergy.allergen.code)
      message.field(4, allergy.severity)
      message.field(5, allergy.reaction)
      message.field(6, "A^追加^HL70323")
      message.field(7, "A\(context.patient.index)-\(index + 1)")
      message.field(11, allergy.onset?.date ?? "")
      message.field(12, allergy.onsetText)
      message.field(13, context.sent.date)
    }
  }
}
