/// OMD: what an inpatient eats, OMD^O03.
struct Meal: OrderedRecord {
  var order: SyntheticOrder
  var start: SyntheticMoment
  var diet: String
  var instruction: String

  let kind = "OMD"
  let messageType = "OMD^O03^OMD_O03"
  var careDate: SyntheticMoment? { order.ordered }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient, isComplete: false)
    message.visit(order.encounter)
    message.allergies(context.patient.allergies.filter { $0.allergen.type.hasPrefix("FA") })
    message.order(order, isMeal: true)
    message.segment("TQ1")
    message.field(1, 1)
    message.field(3, "TID&１日３回&HL70335")
    message.field(7, start.toMinute)
    message.field(9, "R^ルーチン^HL70485")
    message.segment("ODS")
    message.field(1, "D")
    message.field(3, diet)
    message.field(4, instruction)
  }
}
