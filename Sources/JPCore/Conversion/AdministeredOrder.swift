import HL7v2

/// One ORC of an RAS^O17 and what was given for it: what OMP-11 and OMP-12 are made of.
struct AdministeredOrder {
  var orc: Segment
  /// RXE-2; the class of an injection in OMP-12.
  var encoded: Segment?
  var administrations: [Administration]
  /// CTI: trials that the order is part of.
  var trials: [Segment] = []
  /// References to the allergies that the message tells of.
  var allergies: [String] = []

  /// Drugs given together, and how.
  struct Administration {
    /// RXA, one each drug.
    var drugs: [Segment]
    var rxr: Segment?
    var observations: [Segment]
    var notes: [String]
  }
}

extension RecordConverter {
  /// The orders of the message with one administration each RXA.
  mutating func administeredOrders() throws(ConversionError) -> [AdministeredOrder] {
    var orders: [AdministeredOrder] = []
    let allergies = addAllergiesOfOrder()
    for group in try grouped("RAS", "O17").groups(named: "ORDER") {
      let administrations = group.groups(named: "ADMINISTRATION").flatMap(administrations)
      if administrations.isEmpty { continue }
      guard let orc = group.first("ORC") else {
        throw ConversionError(segment: "ORC", reason: "an administration has no order segment before it")
      }
      let encoded = group.groups(named: "ENCODING").first?.first("RXE")
      let trials = group.allSegments.filter { $0.isNamed("CTI") }
      orders.append(
        AdministeredOrder(
          orc: orc, encoded: encoded, administrations: administrations, trials: trials, allergies: allergies))
    }
    guard !orders.isEmpty else {
      throw ConversionError(segment: "RXA", reason: "the message has no administration")
    }
    return orders
  }

  private func administrations(_ group: SegmentGroup) -> [AdministeredOrder.Administration] {
    let observations = group.groups(named: "OBSERVATION").compactMap { $0.first("OBX") }
    let notes = group.allSegments.filter { $0.isNamed("NTE") }.flatMap(\.commentTexts)
    return group.all("RXA").map {
      AdministeredOrder.Administration(
        drugs: [$0], rxr: group.first("RXR"), observations: observations, notes: notes)
    }
  }
}

extension AdministeredOrder {
  /// Injections joined to mixtures: drugs of one order with the same times, place, rate, outcome and route were
  /// one infusion (as JP Core's own example has it).
  var mixtures: [Administration] {
    var mixtures: [Administration] = []
    var known: [[String]: Int] = [:]
    for administration in administrations {
      guard let rxa = administration.drugs.first else { continue }
      let route = administration.rxr.map { String(decoding: $0.utf8, as: UTF8.self) } ?? ""
      let key = [3, 4, 11, 12, 18, 19, 20, 21].map { rxa[$0].encodedText } + [route]
      if let mixture = known[key] {
        mixtures[mixture].join(administration)
      } else {
        known[key] = mixtures.count
        mixtures.append(administration)
      }
    }
    return mixtures
  }
}

extension AdministeredOrder.Administration {
  /// Takes the drugs of another in; what both were told of stays once.
  fileprivate mutating func join(_ other: Self) {
    drugs += other.drugs
    let told = Set(observations.map(\.index))
    observations += other.observations.filter { !told.contains($0.index) }
    notes += other.notes.filter { !notes.contains($0) }
  }
}
