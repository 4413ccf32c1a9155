/// OMP-01: an order of drugs in RPs, RDE^O11; one ORC for each drug, those of an RP with one group number.
struct Prescription: OrderedRecord {
  /// What is taken in the same way (RP).
  struct Group: Sendable {
    var usage: Usage
    var start: SyntheticMoment
    /// Days, or doses when `usage` is for use when needed.
    var count: Int
    var drugs: [Drug]
  }

  var order: SyntheticOrder
  var groups: [Group]

  let kind = "OMP-01"
  let messageType = "RDE^O11^RDE_O11"
  var careDate: SyntheticMoment? { order.ordered }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient)
    message.visit(order.encounter)
    message.allergies(context.patient.allergies.filter { $0.allergen.type.hasPrefix("DA") })
    for (index, group) in groups.enumerated() {
      for drug in group.drugs {
        message.order(order, OrderDetail(group: String(index + 1)))
        encoded(drug, in: group, to: &message)
        timing(of: group, in: &message)
        message.segment("RXR")
        message.field(1, "\(drug.route)^HL70162")
      }
    }
  }

  private func encoded(_ drug: Drug, in group: Group, to message: inout MessageWriter) {
    let times = group.usage.timesADay
    message.segment("RXE")
    message.field(2, drug.coded)
    message.field(3, Self.amount(drug.dose))
    message.field(5, drug.codedUnit)
    message.field(6, "\(drug.form)^MR9P")
    message.field(10, Self.amount(drug.dose * max(1, times) * group.count))
    message.field(11, drug.codedUnit)
    message.field(15, "\(order.ordered.date)\(order.text.suffix(7))")
    if times > 0 { message.field(19, "\(Self.amount(drug.dose * times))^\(drug.unitInQuantity)") }
    message.field(21, order.encounter.isInpatient ? "IHP^入院処方^MR9P" : "OHP^外来処方^MR9P~OHO^院外処方^MR9P")
  }

  private func timing(of group: Group, in message: inout MessageWriter) {
    let isWhenNeeded = group.usage.timesADay == 0
    message.segment("TQ1")
    message.field(1, 1)
    message.field(3, group.usage.pattern)
    if !isWhenNeeded { message.field(6, "\(group.count)^d") }
    message.field(7, group.start.date)
    if isWhenNeeded { message.field(11, "\(SyntheticMoment.fullWidth(String(group.count)))回分") }
  }

  /// Tenths as people write them: `2.5`, `3`.
  static func amount(_ tenths: Int) -> String {
    tenths.isMultiple(of: 10) ? String(tenths / 10) : LaboratoryTest.decimal(tenths, 1)
  }
}

/// OMP-11: drugs that were given, RAS^O17.
struct PrescriptionAdministration: OrderedRecord {
  var order: SyntheticOrder
  var given: SyntheticMoment
  var drugs: [Drug]
  var nurse: StaffMember

  let kind = "OMP-11"
  let messageType = "RAS^O17^RAS_O17"
  var careDate: SyntheticMoment? { given }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient, isComplete: false)
    message.visit(order.encounter)
    message.order(order, OrderDetail(group: "1"))
    for (index, drug) in drugs.enumerated() {
      message.administration(
        number: index + 1, of: drug, amount: Prescription.amount(drug.dose), from: given, to: given,
        by: nurse, at: order.encounter.location, recorded: context.sent)
    }
    message.segment("RXR")
    message.field(1, "PO^口^HL70162")
  }
}

extension MessageWriter {
  /// RXA.
  mutating func administration(
    number: Int, of drug: Drug, amount: String, from start: SyntheticMoment, to end: SyntheticMoment,
    note: String = "", by nurse: StaffMember, at location: String, recorded: SyntheticMoment
  ) {
    segment("RXA")
    field(1, 0)
    field(2, number)
    field(3, start.toMinute)
    field(4, end.toMinute)
    field(5, drug.coded)
    field(6, amount)
    field(7, drug.codedUnit)
    field(9, note)
    field(10, nurse.shortName)
    field(11, location)
    field(20, "CP")
    field(22, recorded.toSecond)
  }
}
