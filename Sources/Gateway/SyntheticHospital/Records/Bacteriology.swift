/// OML-11 of bacteriology: what grew, how much of it, and what stops it. OBX-4 tells the organism.
struct CultureResult: OrderedRecord {
  struct Growth: Sendable {
    var organism: Organism
    var quantity: String
    /// Drug, smallest concentration that inhibits, and S, I or R.
    var susceptibility: [(drug: String, concentration: String, category: String)]
  }

  var order: SyntheticOrder
  var collected: SyntheticMoment
  var material: CultureMaterial
  var growths: [Growth]
  var isFinal = true

  let kind = "OML-11"
  let messageType = "OUL^R22^OUL_R22"
  var careDate: SyntheticMoment? { collected }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient, isComplete: false)
    message.visit(order.encounter)
    message.specimen(
      1, material: material.code, site: material.site, service: material.service, order: order,
      collected: collected, reported: context.sent, isFinal: isFinal)
    var number = 0
    for (index, growth) in growths.enumerated() {
      for observation in observations(of: growth, group: String(index + 1)) {
        number += 1
        message.observation(number, observation)
      }
    }
    if growths.isEmpty { message.observation(1, nothingGrew) }
  }

  private func observation(_ type: String, _ identifier: String, _ value: String) -> Observation {
    Observation(
      type: type, identifier: identifier, value: value, status: isFinal ? "F" : "P", time: collected.toMinute)
  }

  private var nothingGrew: Observation {
    observation(
      "ST", "6B0100000\(material.materialDigits)74214^培養同定（一般細菌）菌名判定^JC10", "発育を認めない")
  }

  private func observations(of growth: Growth, group: String) -> [Observation] {
    let digits = material.materialDigits
    var rows = [
      observation("CWE", "6B0100000\(digits)74214^培養同定（一般細菌）菌名判定^JC10", growth.organism.code),
      observation("ST", "6B0100000\(digits)74211^培養同定（一般細菌）菌量^JC10", growth.quantity),
    ]
    rows[0].flag = "A"
    rows[1].flag = "A"
    for (drug, concentration, category) in growth.susceptibility {
      var row = observation("ST", "6C2050000\(digits)74311^薬剤感受性検査　\(drug)^JC10", concentration)
      row.unit = Observation.unit("ug/mL")
      row.flag = category
      rows.append(row)
    }
    for index in rows.indices { rows[index].group = group }
    return rows
  }

  /// A made-up culture of a specimen.
  static func growths(using generator: inout SeededGenerator) -> [Growth] {
    let count = generator.happens(300) ? 0 : generator.within(1...2)
    return generator.some(count, of: Organism.all).map { organism in
      Growth(
        organism: organism, quantity: generator.one(of: Organism.quantities),
        susceptibility: generator.some(generator.within(3...6), of: organism.drugs).map { drug in
          let place = generator.below(6)
          let concentration = ["<=0.06", "<=0.5", "1", "4", ">8", ">16"][place]
          return (drug, concentration, place < 3 ? "S" : place == 3 ? "I" : "R")
        })
    }
  }
}
