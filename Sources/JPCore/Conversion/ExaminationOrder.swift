import HL7v2

/// One OBR of an order for examinations with what belongs to it: what OML-01 and OMG-01, 02 and 03 are made of.
struct ExaminationOrder {
  var orc: Segment?
  var obr: Segment
  var timings: [Segment]
  var notes: [String]
  var observations: [(obx: Segment, notes: [String])]

  /// Nil for a group without OBR.
  /// - Parameters:
  ///   - group: a group ORDER of OML^O33 or OMG^O19.
  ///   - orc: the order segment before, for a group that has none.
  init?(_ group: SegmentGroup, after orc: Segment?) {
    let request = group.groups(named: "OBSERVATION_REQUEST").first ?? group
    guard let obr = request.first("OBR") else { return nil }
    self.orc = group.first("ORC") ?? orc
    self.obr = obr
    timings = group.groups(named: "TIMING").flatMap { $0.all("TQ1") }
    notes = Self.texts(request)
    observations = request.groups(named: "OBSERVATION").compactMap { observation in
      observation.first("OBX").map { ($0, Self.texts(observation)) }
    }
  }

  private static func texts(_ group: SegmentGroup) -> [String] {
    group.all("NTE").flatMap(\.commentTexts)
  }
}

extension RecordConverter {
  /// The request with everything that only an order says: department, time, priority, items.
  mutating func request(_ order: ExaminationOrder, identity: String) -> ServiceRequestValue {
    var value = serviceRequest(order.obr, order.orc, identity: identity)
    if let orc = order.orc { value.requester.department = department(orc) }
    value.notes = order.notes
    value.reasons += concepts(order.obr, 31)
    if let text = order.obr[13].valued { value.reasons.append(Concept(text: text)) }
    if let danger = words(order.obr[12].firstRepetition) { value.notes.append("危険 " + danger) }
    readTimings(order, into: &value)
    for (obx, notes) in order.observations { readObservation(obx, notes, into: &value) }
    return value
  }

  /// TQ1-7 and 8, else OBR-36, else OBR-7 and 8, with the pattern of TQ1-3, 4 and 14; TQ1-9; TQ1-2; the rest in words.
  private mutating func readTimings(_ order: ExaminationOrder, into value: inout ServiceRequestValue) {
    var told: [String] = []
    for tq1 in order.timings {
      let planned = period(start: dateTime(tq1, 7), end: dateTime(tq1, 8), tq1, 8)
      let pattern = pattern(tq1, planned, notes: &value.notes)
      let words = (pattern ?? TimingPattern(bounds: planned)).words
      if !told.isEmpty {
        // FHIR has one.
        if !words.isEmpty, !told.contains(words) {
          note(.valueWeakened, tq1, pattern == nil ? 7 : 3)
          value.notes.append("時期 " + words)
        }
      } else if let pattern {
        value.pattern = pattern
      } else if planned.end != nil {
        value.period = planned
      } else {
        value.scheduled = planned.start
      }
      if !words.isEmpty { told.append(words) }
      readQuantity(tq1, into: &value)
      value.notes += timingWords(tq1)
    }
    readPriorities(order.timings, into: &value)
    if told.isEmpty, value.period.isEmpty { value.scheduled = dateTime(order.obr, 36) }
  }

  /// TQ1-2; in words what is no number, and a second one.
  private mutating func readQuantity(_ tq1: Segment, into value: inout ServiceRequestValue) {
    guard let written = tq1[2][1].valued?.trimmed else { return }
    let unit = unit(use: .general, tq1, 2) { tq1[2][2][$0].valued }
    let number = NumberText.json(written)
    if let known = value.quantity, known.value == number, known.unit?.text == unit?.text { return }
    if value.quantity == nil, let number {
      value.quantity = QuantityValue(value: number, comparator: nil, unit: unit)
    } else {
      note(.valueWeakened, tq1, 2)
      value.notes.append("数量 " + written + (unit?.text ?? ""))
    }
  }

  /// What neither Timing nor request has a place for.
  private func timingWords(_ tq1: Segment) -> [String] {
    var words = [10, 11].compactMap { tq1[$0].valued }
    for (label, field) in [("相対時間", 5), ("期間", 6), ("継続", 13)] {
      let amount = [tq1[field][1].valued, tq1[field][2].code].compactMap { $0?.trimmed }.joined(
        separator: " ")
      if !amount.isEmpty { words.append("\(label) \(amount)") }
    }
    return words
  }

  /// TQ1-3, 4 and 14 as a Timing within TQ1-7 and 8; nil when none of them says anything. What cannot be read goes to notes.
  private mutating func pattern(_ tq1: Segment, _ bounds: PeriodValue, notes: inout [String])
    -> TimingPattern?
  {
    var pattern = TimingPattern(bounds: bounds)
    if let written = tq1[3].repetitions.first(where: { !$0.isEmpty && !$0.isNull }) {
      let concept = concept(use: .general, tq1, 3) { written[1][$0].valued }
      pattern.code = concept.isEmpty ? nil : concept
    }
    for written in tq1[4].repetitions.compactMap({ $0[1].valued?.trimmed }) {
      if let time = Self.timeOfDay(written) {
        pattern.times.append(time)
      } else {
        note(.dateImpossible, tq1, 4)
        notes.append("時刻 " + written)
      }
    }
    if let written = tq1[14].valued?.trimmed {
      if let count = NumberText.whole(written), count > 0 {
        pattern.count = count
      } else {
        note(.valueWeakened, tq1, 14)
        notes.append("回数 " + written)
      }
    }
    return pattern.code == nil && pattern.times.isEmpty && pattern.count == nil ? nil : pattern
  }

  /// A TM as FHIR time, which has seconds.
  private static func timeOfDay(_ text: String) -> String? {
    let digits = text.trimmed.utf8.map { Int($0) - 0x30 }
    guard digits.count == 4 || digits.count == 6, digits.allSatisfy({ (0...9).contains($0) }) else {
      return nil
    }
    let parts = stride(from: 0, to: digits.count, by: 2).map { digits[$0] * 10 + digits[$0 + 1] }
    guard parts[0] < 24, parts[1] < 60, parts.count < 3 || parts[2] < 60 else { return nil }
    let padded = (parts + [0]).prefix(3).map { $0 < 10 ? "0\($0)" : String($0) }
    return padded.joined(separator: ":")
  }

  /// TQ1-9 (0485): of several the most urgent, since nobody may wait for it; in words the others, and what FHIR's grades do
  /// not have.
  private mutating func readPriorities(_ timings: [Segment], into value: inout ServiceRequestValue) {
    var told = timings.compactMap { $0[9][1].valued?.trimmed }
    let sent = HL7Map.requestPriorities.first { told.contains($0.code) }
    value.priority = sent?.priority
    told = [sent?.code].compactMap(\.self)
    for tq1 in timings {
      guard let code = tq1[9][1].valued?.trimmed, !told.contains(code) else { continue }
      told.append(code)
      if code == "PRN" {
        value.isAsNeeded = true
        continue
      }
      let isKnown = HL7Map.requestPriorities.contains { $0.code == code }
      note(isKnown ? .valueWeakened : .codeUnknown, tq1, 9)
      if let text = words(tq1[9].firstRepetition) { value.notes.append("優先度 " + text) }
    }
  }

  /// An OBX without value is an item that is ordered, one with a value tells of the patient.
  private mutating func readObservation(
    _ obx: Segment, _ notes: [String], into value: inout ServiceRequestValue
  ) {
    if obx[5].isEmpty || obx[5].isNull {
      value.details.append(concept(obx, 3))
      value.notes += notes
    } else if let reference = supportingObservation(obx, notes: notes) {
      value.supporting.append(reference)
    }
  }
}
