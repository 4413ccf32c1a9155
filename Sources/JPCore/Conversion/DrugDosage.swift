import HL7v2

extension RecordConverter {
  /// One Dosage per TQ1, one without timing when there is none.
  /// - Parameter instructions: what holds for each of them.
  mutating func dosages(_ order: DrugOrder, instructions: [Concept] = []) -> [DosageValue] {
    var base = DosageValue(additional: instructions)
    if let rxr = order.routes.first { base.way = way(rxr) }
    for rxr in order.routes.dropFirst() {
      note(.valueWeakened, rxr, 1)
      if let text = routeInWords(rxr) { base.additional.append(Concept(text: text)) }
    }
    base.isAsNeeded = order.isAsNeeded
    readDoses(order.rxe, into: &base)
    if order.timings.isEmpty { return base.isEmpty ? [] : [base] }
    let sequences = order.sequences
    var dosages: [DosageValue] = []
    for (number, timing) in order.timings.enumerated() {
      var dosage = base
      readTiming(timing, into: &dosage)
      // A supplement (every other day, uneven doses), a second usage and words change how often.
      if dosage.isQualified || !order.rxe[7].isEmpty { dosage.frequency = nil }
      dosage.sequence = sequences?[number]
      // Of several, each has its own days.
      if order.timings.count > 1 { dosage.days = days(timing) }
      if !dosage.isEmpty { dosages.append(dosage) }
    }
    return dosages
  }

  // MARK: - How

  /// RXR-1, 2, 4 and 6, and the device RXR-3.
  mutating func way(_ rxr: Segment) -> AdministrationWay {
    func isValued(_ field: Int) -> Bool { !rxr[field].isEmpty && !rxr[field].isNull }
    return AdministrationWay(
      route: isValued(1) ? concept(rxr, 1) : nil, site: isValued(2) ? concept(rxr, 2, use: .site) : nil,
      siteModifier: isValued(6) ? concept(rxr, 6) : nil,
      method: isValued(4) ? concept(rxr, 4, use: .method) : nil,
      device: isValued(3) ? concept(rxr, 3) : nil)
  }

  /// A further RXR: FHIR has one way a dosage, and which dosage a second one is of is not told.
  private func routeInWords(_ rxr: Segment) -> String? {
    [1, 2, 6, 3, 4].compactMap { words(rxr[$0].firstRepetition) }.joined(separator: " ").nonBlank
  }

  // MARK: - How much

  /// RXE-3 to 5, 19, and 22 to 24.
  private mutating func readDoses(_ rxe: Segment, into dosage: inout DosageValue) {
    let dose = amount(rxe, 3, unit: 5)
    dosage.dose = dose.quantity
    let most = amount(rxe, 4, unit: 5)
    dosage.mostDose = most.quantity
    let daily = perDay(rxe)
    dosage.perDay = daily.quantity
    let rate = rate(rxe)
    dosage.rate = rate.quantity
    dosage.words = [
      dose.words, most.words.map { "最大 " + $0 }, daily.words.map { "１日量 " + $0 }, rate.words,
    ].compactMap(\.self)
  }

  /// RXE-19, amount and unit a day.
  private mutating func perDay(_ rxe: Segment) -> DrugAmount {
    guard let written = rxe[19][1].valued else { return DrugAmount() }
    let unit = unit(use: .unit, rxe, 19) { rxe[19][2][$0].valued }
    if let value = NumberText.json(written), let unit, unit.code != nil {
      return DrugAmount(quantity: QuantityValue(value: value, comparator: nil, unit: unit))
    }
    note(.valueWeakened, rxe, 19)
    return DrugAmount(words: written.trimmed + (unit?.text ?? ""))
  }

  /// RXE-23 and 24, amount and unit of time in one unit (`ml/hr`), or a unit without time and RXE-22 (`H1`).
  private mutating func rate(_ rxe: Segment) -> DrugAmount {
    let time = rxe[22].valued.map { TimeUnitText($0) }
    guard let written = rxe[23].valued else { return DrugAmount(words: time?.words) }
    var unit = unit(use: .general, rxe, 24) { rxe[24][$0].valued }
    var words = written.trimmed + (unit?.text ?? "")
    if let time, unit?.isPerTime != true {
      words += " " + time.words
      unit = time.single.flatMap { single in
        unit.map { UnitOfMeasure(perTime: "\($0.text)/\(single)") }
      }
    }
    if let value = NumberText.json(written), let unit {
      return DrugAmount(quantity: QuantityValue(value: value, comparator: nil, unit: unit))
    }
    note(.valueWeakened, rxe, 23)
    return DrugAmount(words: words)
  }

  // MARK: - When

  private mutating func readTiming(_ tq1: Segment, into dosage: inout DosageValue) {
    for repetition in tq1[3].repetitions where !repetition.isEmpty {
      var usage = usage(tq1, repetition)
      let supplements = usage.codings.filter(isSupplement)
      usage.codings.removeAll(where: isSupplement)
      if dosage.timing == nil, supplements.isEmpty || !usage.codings.isEmpty {
        dosage.timing = usage
        if supplements.isEmpty { continue }
        usage = Concept(text: supplements.compactMap(\.display).first)
      }
      dosage.isQualified = true
      usage.codings += supplements
      if !usage.isEmpty { dosage.additional.append(usage) }
    }
    readUsage(&dosage)
    if let instruction = tq1[11].valued {
      dosage.isQualified = true
      dosage.additional.append(Concept(text: instruction))
    }
    if let number = tq1[2][1].valued?.trimmed {
      let unit = unit(use: .unit, tq1, 2) { tq1[2][2][$0].valued }
      dosage.words.append("数量 " + number + (unit?.text ?? ""))
    }
    if let duration = tq1[6][1].valued?.trimmed, days(tq1) == nil {
      note(.valueWeakened, tq1, 6)
      dosage.words.append("期間 " + duration + (tq1[6][2].valued?.trimmed ?? ""))
    }
    // The extension's start is required.
    if let start = dateTime(tq1, 7) {
      dosage.periodOfUse = period(start: start, end: dateTime(tq1, 8), tq1, 8)
    } else if let end = tq1[8].valued?.trimmed {
      note(.valueWeakened, tq1, 8)
      dosage.words.append("終了 " + (TimeStamp(end)?.fhirDateTime ?? end))
    }
  }

  /// Code and name of a usage are subcomponents of RPT-1; some writers make them components. RPT-2 is a code of ASCII, and
  /// words there can be nothing else.
  private mutating func usage(_ tq1: Segment, _ repetition: Repetition) -> Concept {
    let isMisplaced = !repetition[1].hasSubcomponents && repetition[2].valued?.isASCII == false
    return concept(use: .general, tq1, 3) {
      isMisplaced ? repetition[$0].valued : repetition[1][$0].valued
    }
  }

  /// Whether a code is a supplement to a usage.
  func isSupplement(_ coding: Coding) -> Bool { coding.system == systems.uri(.usageSupplement) }

  /// What the characters of a JAMI usage code say for certain.
  private func readUsage(_ dosage: inout DosageValue) {
    let code = dosage.timing?.codings.first { $0.system == systems.uri(.usage) }
    guard let usage = code.flatMap({ UsageCode($0.code) }) else { return }
    if usage.isAsNeeded { dosage.isAsNeeded = true }
    if !dosage.isAsNeeded { dosage.frequency = usage.frequency }
    if let method = usage.method {
      dosage.usageMethod = Concept(
        codings: [Coding(system: systems.uri(.usageDetail), code: method, display: nil)])
    }
  }

  /// TQ1-6 in days; other units of time are not the supply that JP Core means.
  func days(_ tq1: Segment) -> String? {
    let unit = tq1[6][2].valued?.foldedWidth.trimmed.lowercased()
    guard unit == nil || ["d", "day", "days", "日"].contains(unit) else { return nil }
    return tq1[6][1].valued.flatMap(NumberText.json)
  }
}

extension DrugOrder {
  /// TQ1-12 of all but the last timing: `S` is followed by the next, `A` goes beside it. Nil for a single timing, and
  /// where the message does not say.
  var sequences: [Int]? {
    if timings.count < 2 { return nil }
    var numbers = [1]
    for timing in timings.dropLast() {
      switch timing[12].valued?.trimmed {
      case "S": numbers.append((numbers.last ?? 0) + 1)
      case "A": numbers.append(numbers.last ?? 0)
      default: return nil
      }
    }
    return numbers
  }
}

/// RXE-22: `H1`, letter and number (HL7 v2.5 4.14.4.22).
private struct TimeUnitText {
  /// The unit in UCUM where the number is one.
  var single: String?
  var words: String

  init(_ written: String) {
    let text = written.foldedWidth.trimmed.uppercased()
    let units: [Character: (code: String, name: String)] = [
      "S": ("s", "秒"), "M": ("min", "分"), "H": ("h", "時間"), "D": ("d", "日"), "W": ("wk", "週"),
    ]
    guard let letter = text.first, let unit = units[letter],
      let number = NumberText.whole(String(text.dropFirst())),
      number > 0
    else {
      words = "与薬時間単位 " + written.trimmed
      return
    }
    single = number == 1 ? unit.code : nil
    words = "\(number)\(unit.name)あたり"
  }
}

extension UnitOfMeasure {
  /// An amount a unit of time, from its spelling.
  fileprivate init(perTime text: String) {
    let code = UCUM.code(text)
    self.init(text: text, system: code == nil ? nil : HL7System.ucum, code: code)
  }

  /// Whether it is an amount a unit of time already.
  fileprivate var isPerTime: Bool { code?.isPerTime ?? text.foldedWidth.contains("/") }
}
