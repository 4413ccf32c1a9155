import HL7v2

extension RecordConverter {
  /// ZE1 with its OBX and ZE2: a Procedure, and Observations that are part of it.
  ///
  /// Endoscopy tells staff, times and materials in OBX (JAHIS: XCN, TM-P1 and TM-P2, ZRD and DE items), radiology in ZE1.
  /// - Returns: The reference to it; nil for a ZE1 that says nothing.
  mutating func addProcedure(
    _ group: SegmentGroup, _ order: ExaminationOrder, _ basis: PerformedOrder, notes: [String]
  ) -> String? {
    guard let ze1 = group.first("ZE1") else { return nil }
    var value = ProcedureValue(code: ze1[3].isEmpty || ze1[3].isNull ? Concept() : concept(ze1, 3))
    value.performed = basis.performed
    value.notes = notes
    read(ze1, into: &value)
    var observations: [Segment] = []
    for obx in group.all("OBX") where !consume(obx, into: &value) { observations.append(obx) }
    // What OBX told is nearer than the order's time; an end alone leaves that as the start.
    if let timed = value.timed {
      value.performed = period(start: value.start ?? basis.performed.start, end: value.end, timed, 5)
    }
    if value.code.isEmpty {
      note(.codeUnknown, ze1, 3)
      if value.isEmpty && observations.isEmpty { return nil }
    }
    value.status = status(ze1, order)
    let identity = "\(basis.identity)|\(ze1[3].firstRepetition.encodedText)"
    let id = ids.next("Procedure", identity)
    add(value, id: id, order, basis)
    let context = ExaminationContext(
      orders: [basis.number].compactMap(\.self), identity: identity, performed: value.performed,
      category: "procedure", procedure: "Procedure/\(id)")
    for obx in observations { addExaminationObservation(obx, notes: [], context) }
    for ze2 in group.all("ZE2") { addExposure(ze2, context) }
    return "Procedure/\(id)"
  }

  /// ZE1-2 says that it was done (`RS`); a cancelled order was not.
  private mutating func status(_ ze1: Segment, _ order: ExaminationOrder) -> String {
    if HL7Map.isCancelled(orderControl: order.orc?[1].valued) { return "not-done" }
    if ze1[2].valued?.trimmed == "RS" { return "completed" }
    note(.codeUnknown, ze1, 2)
    return "unknown"
  }

  /// ZE1-4, 6, 7, 9 and 11.
  private mutating func read(_ ze1: Segment, into value: inout ProcedureValue) {
    let function =
      ze1[6][3].valued
      ?? [ze1[6][1].valued, ze1[6][2].valued].compactMap { $0?.trimmed }
      .joined(separator: ".").nonBlank
    if function != nil, ze1[6][3].valued == nil { note(.codeWithoutSystem, ze1, 6) }
    value.performers += providers(ze1, 7).map { (Concept(text: function), $0) }
    if let count = ze1[4].valued?.trimmed, NumberText.json(count) != "1" { value.notes.append("回数 \(count)") }
    for repetition in ze1[9].repetitions { read(item: repetition, ze1, 9, into: &value) }
    if let text = ze1[11].valued { value.notes.append(text) }
  }

  /// An OBX that has an element of Procedure; false for one that is an Observation.
  private mutating func consume(_ obx: Segment, into value: inout ProcedureValue) -> Bool {
    let item = obx[3][3].valued?.trimmed == "JSHR" ? obx[3][1].valued?.trimmed ?? "" : ""
    switch obx[2].text {
    case "XCN":
      let staff = providers(obx, 5)
      let name = words(obx[3].firstRepetition)
      value.performers += staff.map { (Concept(text: name), $0) }
      return !staff.isEmpty
    case "TS" where item == "TM-P1":
      guard let start = dateTime(obx, 5) else { return false }
      value.start = start
      value.timed = obx
      return true
    case "TS" where item == "TM-P2":
      guard let end = dateTime(obx, 5) else { return false }
      value.end = end
      value.timed = obx
      return true
    case "ZRD":
      let before = value.items.count
      for repetition in obx[5].repetitions { read(item: repetition, obx, 5, into: &value) }
      return value.items.count > before
    case "CWE" where item.hasPrefix("DE-"):
      let items = concepts(obx, 5).filter { !$0.isEmpty }
      value.items += items
      return !items.isEmpty
    default: return false
    }
  }

  /// ZRD: what was used, and how much of it in words.
  private mutating func read(
    item repetition: Repetition, _ segment: Segment, _ field: Int, into value: inout ProcedureValue
  ) {
    guard let item = UsedItem(repetition) else { return }
    let concept = concept(use: .general, segment, field) { $0 <= 3 ? repetition[$0].code : nil }
    value.items.append(concept)
    if item.amount != nil { value.notes.append("使用 " + item.words) }
  }

  private mutating func add(
    _ value: ProcedureValue, id: String, _ order: ExaminationOrder, _ basis: PerformedOrder
  ) {
    let filler = instanceIdentifier([order.orc?[3].valued ?? order.obr[3].valued])
    let category = Concept(text: isEndoscopy ? "内視鏡検査" : "放射線検査")
    let subject = subject
    add("Procedure", id: id, profile: .procedure) { json in
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: filler) }
      json.basedOn(orders: [basis.number].compactMap(\.self))
      json.string("status", value.status)
      json.concept("category", category)
      json.concept("code", value.code)
      json.raw("subject", subject)
      json.occurred(.performed, value.performed)
      json.array("performer") { json in
        for (function, actor) in value.performers {
          json.object { json in
            json.concept("function", function)
            json.reference("actor", actor)
          }
        }
      }
      json.notes(value.notes)
      json.concepts("usedCode", value.items)
    }
  }

  // MARK: - Exposure

  /// ZE2: one Observation with the values as components.
  private mutating func addExposure(_ ze2: Segment, _ context: ExaminationContext) {
    let labels = [(2, "管電圧"), (3, "管電流"), (4, "距離"), (5, "時間"), (6, "回数")]
    let components = labels.compactMap { field, label in
      exposureValue(ze2, field).map { (Concept(text: label), $0) }
    }
    let note = ze2[7].valued
    if components.isEmpty && note == nil { return }
    let subject = subject
    let id = ids.next("Observation", "\(context.identity)|ZE2")
    add("Observation", id: id, profile: .observationCommon) { json in
      json.basedOn(orders: context.orders)
      json.references("partOf", to: context.procedure)
      json.string("status", "final")
      json.observationCategory("imaging")
      json.concept("code", Concept(text: "照射・撮影条件"))
      json.raw("subject", subject)
      json.occurred(.effective, context.performed)
      if components.isEmpty { json.observationValue(.absent("unknown")) }
      json.notes([note].compactMap(\.self))
      json.array("component") { json in
        for (label, value) in components {
          json.object { json in
            json.concept("code", label)
            json.observationValue(value)
          }
        }
      }
    }
  }

  /// A CQ or NM of ZE2: a number with its unit, else as written.
  private mutating func exposureValue(_ ze2: Segment, _ field: Int) -> ObservationValue? {
    guard let written = ze2[field][1].valued?.trimmed else { return nil }
    let unit = unit(use: .general, ze2, field) { ze2[field][2][$0].valued }
    if let number = NumberText.json(written) {
      return .quantity(QuantityValue(value: number, comparator: nil, unit: unit))
    }
    return .string([written, unit?.text].compactMap(\.self).joined(separator: " "))
  }
}

/// Procedure as ZE1 and its OBX tell it.
private struct ProcedureValue {
  var code: Concept
  var status = "unknown"
  var performed = PeriodValue()
  /// The times that OBX told (TM-P1, TM-P2).
  var start: String?
  var end: String?
  /// The last OBX that told one.
  var timed: Segment?
  /// Function and person.
  var performers: [(Concept, NamedReference)] = []
  var items: [Concept] = []
  var notes: [String] = []

  var isEmpty: Bool { performers.isEmpty && items.isEmpty && notes.isEmpty }
}

extension JSONWriter {
  /// `…DateTime` for a time without an end, `…Period` for one with an end.
  mutating func occurred(_ name: OccurrenceName, _ period: PeriodValue) {
    switch (name, period.end == nil) {
    case (.performed, true): string("performedDateTime", period.start)
    case (.performed, false): self.period("performedPeriod", period)
    case (.effective, true): string("effectiveDateTime", period.start)
    case (.effective, false): self.period("effectivePeriod", period)
    }
  }
}

/// Elements that are a time or a period.
enum OccurrenceName { case performed, effective }
