/// OML-01: what is to be tested, OML^O33; one specimen for each panel.
struct LaboratoryOrder: OrderedRecord {
  var order: SyntheticOrder
  var panels: [LaboratoryPanel]

  let kind = "OML-01"
  let messageType = "OML^O33^OML_O33"
  var careDate: SyntheticMoment? { order.ordered }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient, isComplete: false)
    message.visit(order.encounter)
    for (index, panel) in panels.enumerated() {
      message.segment("SPM")
      message.field(1, index + 1)
      message.field(4, panel.material)
      message.field(17, order.ordered.toMinute)
      message.order(order)
      message.routine()
      message.segment("OBR")
      message.field(1, index + 1)
      message.field(2, order.text)
      message.field(4, panel.code)
      message.field(16, order.encounter.doctor.shortName)
      for (number, test) in panel.tests.enumerated() {
        message.observation(
          number + 1, Observation(type: "", identifier: test.identifier, value: "", status: "O"))
      }
    }
  }
}

/// OML-11: results, OUL^R22; specimens, and the results of each.
struct LaboratoryResult: OrderedRecord {
  struct Specimen: Sendable {
    var panel: LaboratoryPanel
    var results: [Observation]
  }

  var order: SyntheticOrder
  var collected: SyntheticMoment
  var specimens: [Specimen]

  let kind = "OML-11"
  let messageType = "OUL^R22^OUL_R22"
  var careDate: SyntheticMoment? { collected }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient, isComplete: false)
    message.visit(order.encounter)
    for (index, specimen) in specimens.enumerated() {
      let isFinal = specimen.results.allSatisfy { $0.status != "P" }
      message.specimen(
        index + 1, material: specimen.panel.material, service: specimen.panel.code, order: order,
        collected: collected, reported: context.sent, isFinal: isFinal)
      for (number, result) in specimen.results.enumerated() {
        message.observation(number + 1, result)
      }
    }
  }

  /// The same while some results are still missing: the rest is preliminary.
  func preliminary(using generator: inout SeededGenerator) -> LaboratoryResult {
    var result = self
    result.specimens = specimens.map { specimen in
      var early = specimen
      let kept = specimen.results.filter { _ in generator.happens(700) }
      early.results = (kept.isEmpty ? specimen.results : kept).map { observation in
        var preliminary = observation
        preliminary.status = "P"
        return preliminary
      }
      return early
    }
    return result
  }

  /// The same after an error was found: one result is another and says so.
  func corrected(using generator: inout SeededGenerator) -> LaboratoryResult {
    var result = self
    let specimen = generator.below(specimens.count)
    let place = generator.below(specimens[specimen].results.count)
    let tests = specimens[specimen].panel.tests
    let identifier = specimens[specimen].results[place].identifier
    guard let test = tests.first(where: { $0.identifier == identifier }) else { return self }
    result.specimens[specimen].results[place] = test.result(at: collected, using: &generator)
    result.specimens[specimen].results[place].status = "C"
    return result
  }
}

extension LaboratoryTest {
  /// A made-up result: most are normal, some high or low, a few beyond what can be measured.
  func result(at collected: SyntheticMoment, using generator: inout SeededGenerator) -> Observation {
    var observation = Observation(
      type: "NM", identifier: identifier, value: "", unit: Observation.unit(unit), reference: reference,
      time: collected.toMinute)
    guard words.isEmpty else {
      let place = generator.happens(800) ? 0 : generator.below(words.count)
      observation.type = "ST"
      observation.value = words[place]
      observation.flag = place == 0 ? "N" : "A"
      return observation
    }
    if generator.happens(15) {
      outOfRange(&observation, using: &generator)
      return observation
    }
    let width = range.upperBound - range.lowerBound
    let value =
      switch generator.below(100) {
      case 0..<8: range.upperBound + 1 + generator.below(width + 2)
      case 8..<12: max(0, range.lowerBound - 1 - generator.below(max(1, width / 2)))
      default: min(max(generator.around(range), 0), range.upperBound + width)
      }
    observation.value = Self.decimal(value, decimals)
    observation.flag = value > range.upperBound ? "H" : value < range.lowerBound ? "L" : "N"
    return observation
  }

  private func outOfRange(_ observation: inout Observation, using generator: inout SeededGenerator) {
    let isHigh = generator.happens(400)
    let limit = Self.decimal(isHigh ? range.upperBound * 10 : max(1, range.lowerBound / 4), decimals)
    // A structured number (SN) has the sign in a component of its own.
    let isStructured = generator.happens(200)
    observation.type = isStructured ? "SN" : "ST"
    observation.value = (isHigh ? ">" : "<") + (isStructured ? "^" : "") + limit
    observation.flag = isHigh ? "H" : "L"
  }
}

extension MessageWriter {
  /// SPM, OBR and ORC of one specimen's results.
  mutating func specimen(
    _ number: Int, material: String, site: String = "", service: String, order: SyntheticOrder,
    collected: SyntheticMoment, reported: SyntheticMoment, isFinal: Bool
  ) {
    let filler = "\(collected.date)\(order.text.suffix(6))\(number)"
    segment("SPM")
    field(1, number)
    field(2, filler)
    field(4, material)
    field(8, site)
    field(17, collected.toMinute)
    segment("OBR")
    field(1, number)
    field(2, order.text)
    field(3, filler)
    field(4, service)
    field(7, collected.toMinute)
    field(8, collected.toMinute)
    field(16, order.encounter.doctor.shortName)
    field(22, reported.toSecond)
    self.order(
      order,
      OrderDetail(
        control: order.control == "NW" ? "SC" : order.control, filler: filler, status: isFinal ? "CM" : "IP"))
  }
}
