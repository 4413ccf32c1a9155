import HL7v2

extension RecordConverter {
  /// OMG-13 (ORU^R01): a DiagnosticReport of each OBR, JP_DiagnosticReport_Common, and an Observation of each OBX,
  /// JP_Observation_Common. Curves and documents (ED, RP) are forms of the report, the impression is its conclusion.
  ///
  /// The order is a record of its own (OMG-03) and is named by its number.
  mutating func convertPhysiologyResult() throws(ConversionError) {
    var orc: Segment?
    for patient in try grouped("ORU", "R01").groups(named: "PATIENT_RESULT") {
      for group in patient.groups(named: "ORDER_OBSERVATION") {
        orc = group.first("ORC") ?? orc
        guard let order = ExaminationOrder(group, after: orc) else { continue }
        try addReport(order)
      }
    }
    guard !resources.isEmpty else {
      throw ConversionError(segment: "OBR", reason: "the message reports no examination")
    }
  }

  private mutating func addReport(_ order: ExaminationOrder) throws(ConversionError) {
    let obr = order.obr
    let code = obr[4].isEmpty || obr[4].isNull ? Concept() : concept(obr, 4)
    guard !code.isEmpty else {
      throw ConversionError(segment: "OBR", field: 4, reason: "a report names no examination")
    }
    let identity = "\(order.number ?? "")|\(obr[4].firstRepetition.encodedText)"
    var report = PhysiologyReport(code: code, categories: [diagnosticService(obr)])
    report.performed = period(start: dateTime(obr, 7), end: dateTime(obr, 8), obr, 8)
    report.identifiers = [obr[2].valued ?? order.number, order.orc?[3].valued ?? obr[3].valued].compactMap {
      instanceIdentifier([$0])
    }
    report.orders = [instanceIdentifier([order.number])].compactMap(\.self)
    // An instant has a time; a day alone is not one.
    report.issued = dateTime(obr, 22).flatMap { $0.contains("T") ? $0 : nil }
    let context = ExaminationContext(
      orders: report.orders, identity: identity, performed: report.performed, category: "procedure")
    for (obx, notes) in order.observations { read(obx, notes, context, into: &report) }
    report.status = HL7Map.reportStatus(ofResults: Array(report.statuses), stated: obr[25].valued)
    report.conclusions += order.notes.map(Self.comment)
    add(report, id: ids.next("DiagnosticReport", identity))
  }

  /// One OBX: a form of the report, or a result and perhaps its conclusion.
  private mutating func read(
    _ obx: Segment, _ notes: [String], _ context: ExaminationContext, into report: inout PhysiologyReport
  ) {
    report.statuses.insert(HL7Map.observationStatus(obx[11].valued))
    if var form = Attachment(obx) {
      form.title = words(obx[3].firstRepetition)?.trimmed
      report.forms.append(form)
      report.conclusions += notes.map(Self.comment)
      return
    }
    let unit = unit(of: obx)
    let value = value(of: obx, unit: unit)
    report.results.append(add(obx, value: value, unit, notes: notes, context))
    if obx.isImpression, let text = value.text { report.conclusions.append(text) }
  }

  /// A report has no comments in FHIR R4: one on it stands with its conclusion, named as what it is.
  private static func comment(_ text: String) -> String { "注 " + text }

  private mutating func add(_ report: PhysiologyReport, id: String) {
    let subject = subject
    add("DiagnosticReport", id: id, profile: .diagnosticReportCommon) { json in
      json.array("identifier") { json in
        for number in report.identifiers {
          json.identifier(system: IdentifierSystem.resourceInstance, value: number)
        }
      }
      json.basedOn(orders: report.orders)
      json.string("status", report.status)
      json.concepts("category", report.categories)
      json.concept("code", report.code)
      json.raw("subject", subject)
      json.occurred(.effective, report.performed)
      json.string("issued", report.issued)
      json.references("result", to: report.results)
      json.string("conclusion", report.conclusions.joined(separator: "\n"))
      json.array("presentedForm") { json in
        for form in report.forms { json.object { $0.members(of: form) } }
      }
    }
  }
}

/// DiagnosticReport of a physiological examination.
private struct PhysiologyReport {
  var code: Concept
  var categories: [Concept]
  var identifiers: [String] = []
  var orders: [String] = []
  var status = "unknown"
  var performed = PeriodValue()
  var issued: String?
  /// Of the results.
  var statuses: Set<String> = []
  var results: [String] = []
  var conclusions: [String] = []
  var forms: [Attachment] = []
}

extension ObservationValue {
  /// What a reader reads.
  fileprivate var text: String? {
    switch self {
    case .string(let text): text
    case .concept(let concept): concept.text
    default: nil
    }
  }
}

extension Segment {
  /// Whether an OBX is the impression: its item ends in `&IMP` (HL7 v2.5 7.4.2.3).
  fileprivate var isImpression: Bool {
    [1, 4].contains { component in
      self[3][component].subcomponents.dropFirst().contains { $0.text.trimmed == "IMP" }
    }
  }
}
