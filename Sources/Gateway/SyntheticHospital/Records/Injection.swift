/// OMP-02: an order of injections, RDE^O11; one RP for each time, each of them a mixture.
struct Injection: OrderedRecord {
  /// One drip: what is mixed, and when it runs.
  struct Mixture: Sendable {
    var base: Drug
    var additives: [Drug]
    var start: SyntheticMoment
    var end: SyntheticMoment
  }

  var order: SyntheticOrder
  var mixtures: [Mixture]
  /// Millilitres an hour; 0 when it is not pumped.
  var rate = 0
  /// Kilograms in tenths, when the dose depends on them.
  var weight: Int?
  var isOfATrial = false

  let kind = "OMP-02"
  let messageType = "RDE^O11^RDE_O11"
  var careDate: SyntheticMoment? { order.ordered }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient)
    message.visit(order.encounter)
    message.allergies(context.patient.allergies.filter { $0.allergen.type.hasPrefix("DA") })
    for (index, mixture) in mixtures.enumerated() {
      message.order(order, OrderDetail(group: group(index)))
      encoded(mixture, index, in: &message)
      message.segment("TQ1")
      message.field(1, 1)
      message.field(7, mixture.start.toMinute)
      message.field(8, mixture.end.toMinute)
      message.intravenous(isPumped: rate > 0)
      message.components(of: mixture)
      if let weight { message.observation(1, Self.weight(weight)) }
      if isOfATrial {
        message.segment("CTI")
        message.field(1, "TORO-2024-01")
        message.field(2, "3^第３相^99T10")
      }
    }
  }

  private func encoded(_ mixture: Mixture, _ index: Int, in message: inout MessageWriter) {
    message.segment("RXE")
    message.field(2, "00^一般^99I02")
    message.field(3, 1)
    message.field(5, "DOSE^回分^MR9P")
    message.field(6, "INJ^注射剤^MR9P")
    message.field(7, "^指定時間で投与^99T04")
    message.field(15, "\(mixture.start.date)-\(SyntheticMoment.padded(index + 1, 3))")
    message.field(21, "IHP^入院処方^MR9P~FTP^定時処方^99I01")
    guard rate > 0 else { return }
    message.field(22, "H1")
    message.field(23, rate)
    message.field(24, "ml/hr^ミリリットル／時間^ISO+")
  }

  /// ORC-4, 22 characters: order, RP and serial number.
  func group(_ index: Int) -> String { "\(order.text)_01_\(SyntheticMoment.padded(index + 1, 3))" }

  static func weight(_ tenths: Int) -> Observation {
    Observation(
      type: "NM", identifier: "01-02^体重^JSHR001", value: LaboratoryTest.decimal(tenths, 1),
      unit: Observation.unit("kg"))
  }
}

/// OMP-12: one mixture as it was given, RAS^O17.
struct InjectionAdministration: OrderedRecord {
  var order: SyntheticOrder
  var mixture: Injection.Mixture
  /// ORC-4 of the order.
  var group: String
  var nurse: StaffMember
  var note: String
  var isPumped: Bool
  /// Repeats what was ordered: RXE, TQ1, RXR and RXC before the RXA.
  var hasOrderDetail: Bool

  let kind = "OMP-12"
  let messageType = "RAS^O17^RAS_O17"
  var careDate: SyntheticMoment? { mixture.start }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient, isComplete: false)
    message.visit(order.encounter)
    message.order(order, OrderDetail(group: group))
    if hasOrderDetail { orderDetail(in: &message) }
    for (index, drug) in ([mixture.base] + mixture.additives).enumerated() {
      message.administration(
        number: index + 1, of: drug, amount: "1", from: mixture.start, to: mixture.end,
        note: "^\(note)^99T03", by: nurse, at: order.encounter.location, recorded: context.sent)
    }
    message.intravenous(isPumped: isPumped)
  }

  private func orderDetail(in message: inout MessageWriter) {
    message.segment("RXE")
    message.field(2, "00^一般^99I02")
    message.field(3, 1)
    message.field(5, "DOSE^回分^MR9P")
    message.field(6, "INJ^注射剤^MR9P")
    message.segment("TQ1")
    message.field(1, 1)
    message.field(7, mixture.start.toMinute)
    message.field(8, mixture.end.toMinute)
    message.intravenous(isPumped: isPumped)
    message.components(of: mixture)
  }
}

extension MessageWriter {
  /// RXR into a vein.
  mutating func intravenous(isPumped: Bool) {
    segment("RXR")
    field(1, "IV^静脈内^HL70162")
    if isPumped { field(3, "IVP^点滴ポンプ^HL70164") }
  }

  /// RXC: the base and what is added.
  mutating func components(of mixture: Injection.Mixture) {
    for (index, drug) in ([mixture.base] + mixture.additives).enumerated() {
      segment("RXC")
      field(1, index == 0 ? "B" : "A")
      field(2, drug.coded)
      field(3, 1)
      field(4, drug.codedUnit)
    }
  }
}
