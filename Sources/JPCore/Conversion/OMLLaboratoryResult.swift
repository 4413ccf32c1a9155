import HL7v2

extension RecordConverter {
  /// OML-11 (OUL^R22): per SPM a Specimen, per OBR a ServiceRequest and a DiagnosticReport
  /// (JP_DiagnosticReport_LabResult), per OBX an Observation (JP_Observation_LabResult).
  mutating func convertLaboratoryResult() throws(ConversionError) {
    var specimen: SpecimenGroup?
    var order: OrderGroup?
    // Notes before the first specimen belong to the patient or the message and have no resource here.
    for segment in message.segments {
      switch segment.name {
      case "SPM":
        finish(&order, specimen)
        specimen = addSpecimen(segment)
      case "OBR":
        finish(&order, specimen)
        order = OrderGroup(obr: segment)
      case "ORC":
        order?.orc = segment
      case "OBX":
        if order == nil {
          addResult(ResultGroup(obx: segment), nil, specimen)
        } else {
          order?.results.append(ResultGroup(obx: segment))
        }
      case "NTE":
        order?.take(note: segment)
      default: break
      }
    }
    finish(&order, specimen)
    if resources.isEmpty {
      throw ConversionError(segment: "OBR", reason: "the message has neither order nor result")
    }
  }

  private struct SpecimenGroup {
    var reference: String
    /// What tells it from other specimens of the message: its number, else material and time.
    var identity: String
    var material: String?
    var collected: String?
  }

  private struct OrderGroup {
    var obr: Segment
    var orc: Segment?
    var notes: [String] = []
    var results: [ResultGroup] = []

    /// A note follows what it is about.
    mutating func take(note: Segment) {
      let texts = note[3].repetitions.compactMap { $0[1].valued }
      if results.isEmpty {
        notes += texts
      } else {
        results[results.count - 1].notes += texts
      }
    }
  }

  private struct ResultGroup {
    var obx: Segment
    var notes: [String] = []
  }

  /// What report and results take from their order.
  private struct OrderContext {
    var reference: String
    var placerNumber: String?
    var service: String?
    var code: Concept
    var performed: PeriodValue
  }

  private mutating func addSpecimen(_ spm: Segment) -> SpecimenGroup {
    let number = spm[2][1].valued ?? spm[2][2].valued
    let type = concept(spm, 4, use: .specimenType)
    let site = spm[8].isEmpty ? nil : concept(spm, 8)
    let collected = dateTime(spm, 17)
    let identity = number ?? "\(spm[4].firstRepetition.encodedText)|\(spm[17].text)"
    let id = ids.next("Specimen", identity)
    let identifier = instanceIdentifier([number])
    let subject = subject
    add("Specimen", id: id, profile: .specimen) { json in
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: identifier) }
      json.concept("type", type)
      json.raw("subject", subject)
      json.object("collection") { json in
        json.string("collectedDateTime", collected)
        json.concept("bodySite", site)
      }
    }
    return SpecimenGroup(
      reference: "Specimen/\(id)", identity: identity, material: spm[4][1].valued?.trimmed,
      collected: collected)
  }

  private mutating func finish(_ group: inout OrderGroup?, _ specimen: SpecimenGroup?) {
    guard let order = group else { return }
    group = nil
    let context = addServiceRequest(order, specimen)
    let results = order.results.map { addResult($0, context, specimen) }
    addReport(order, context, specimen, results)
  }

  private mutating func addServiceRequest(_ order: OrderGroup, _ specimen: SpecimenGroup?) -> OrderContext {
    let (obr, orc) = (order.obr, order.orc)
    let placer = orc?[2].valued ?? obr[2].valued
    let filler = orc?[3].valued ?? obr[3].valued
    let code = obr[4].isEmpty || obr[4].isNull ? Concept() : concept(obr, 4)
    let performed = period(start: dateTime(obr, 7), end: dateTime(obr, 8), obr, 8)
    let id = ids.next("ServiceRequest", "\(obr[4].firstRepetition.encodedText)|\(specimen?.identity ?? "")")
    let numbers = [placer, filler].map { instanceIdentifier([$0]) }
    let group = instanceIdentifier([orc?[4].valued])
    let reason = orc.map { $0[16].isEmpty ? Concept() : concept($0, 16) }
    let requester = provider(orc, 12) ?? provider(obr, 16)
    let authored = dateTime(orc, 9)
    let subject = subject
    add("ServiceRequest", id: id, profile: .serviceRequest) { json in
      json.array("identifier") { json in
        for number in numbers { json.identifier(system: IdentifierSystem.resourceInstance, value: number) }
      }
      json.object("requisition") { json in
        guard let group else { return }
        json.string("system", IdentifierSystem.resourceInstance)
        json.string("value", group)
      }
      json.string(
        "status", HL7Map.requestStatus(orderStatus: orc?[5].valued, orderControl: orc?[1].valued))
      json.string("intent", "order")
      json.concept("code", code)
      json.raw("subject", subject)
      json.period("occurrencePeriod", performed)
      json.string("authoredOn", authored)
      json.reference("requester", requester)
      if let reason { json.concepts("reasonCode", [reason]) }
      json.references("specimen", to: specimen?.reference)
      json.notes(order.notes)
    }
    return OrderContext(
      reference: "ServiceRequest/\(id)", placerNumber: placer, service: obr[4][1].valued, code: code,
      performed: performed)
  }

  // MARK: - Report

  private mutating func addReport(
    _ order: OrderGroup, _ context: OrderContext, _ specimen: SpecimenGroup?, _ results: [String]
  ) {
    let obr = order.obr
    let performed = context.performed
    var code = context.code
    code.codings.insert(
      Coding(system: HL7System.documentCodes, code: "11502-2", display: "検体検査報告書"), at: 0)
    // An instant has a time; a day alone is not one.
    let issued = dateTime(obr, 22).flatMap { $0.contains("T") ? $0 : nil }
    let id = ids.next("DiagnosticReport", "\(obr[4].firstRepetition.encodedText)|\(specimen?.identity ?? "")")
    let numbers = [obr[2].valued ?? context.placerNumber, obr[3].valued].map { instanceIdentifier([$0]) }
    let status = reportStatus(order)
    let subject = subject
    let category = Concept(
      codings: [Coding(system: "http://loinc.org", code: "LP29693-6", display: nil)])
    add("DiagnosticReport", id: id, profile: .diagnosticReportLab) { json in
      json.array("identifier") { json in
        for number in numbers { json.identifier(system: IdentifierSystem.resourceInstance, value: number) }
      }
      json.references("basedOn", to: context.reference)
      json.string("status", status)
      json.concepts("category", [category])
      json.concept("code", code)
      json.raw("subject", subject)
      if performed.isEmpty {
        json.string("effectiveDateTime", specimen?.collected)
      } else {
        json.period("effectivePeriod", performed)
      }
      json.string("issued", issued)
      json.references("specimen", to: specimen?.reference)
      json.references("result", to: results)
    }
  }

  /// The whole is as far as its least advanced result; OBR-25 speaks where there is none.
  private func reportStatus(_ order: OrderGroup) -> String {
    let statuses = Set(order.results.map { HL7Map.observationStatus($0.obx[11].valued) })
    let stated = HL7Map.reportStatus(order.obr[25].valued)
    if statuses.isEmpty { return stated ?? "unknown" }
    if statuses == ["registered"] { return "registered" }
    if !statuses.isDisjoint(with: ["preliminary", "registered"]) { return "preliminary" }
    if stated == "preliminary" || stated == "partial" { return "preliminary" }
    if statuses.contains("corrected") { return "corrected" }
    if statuses.contains("final") { return "final" }
    if statuses.contains("cancelled") { return "cancelled" }
    return statuses == ["entered-in-error"] ? "entered-in-error" : "unknown"
  }

  // MARK: - Results

  /// Adds one result; its reference.
  @discardableResult
  private mutating func addResult(
    _ result: ResultGroup, _ order: OrderContext?, _ specimen: SpecimenGroup?
  ) -> String {
    let obx = result.obx
    let code = concept(obx, 3)
    let unit = unit(of: obx)
    let value = value(of: obx, unit: unit)
    let interpretations = interpretations(of: obx)
    let effective = dateTime(obx, 14) ?? specimen?.collected ?? order?.performed.start
    let item = obx[3].firstRepetition.encodedText
    let id = ids.next(
      "Observation", "\(order?.service ?? "")|\(specimen?.identity ?? "")|\(item)|\(obx[4].text)")
    let identifier = order?.placerNumber.map {
      "\(context.facilityCode)."
        + [$0, order?.service, specimen?.material, obx[3][1].valued ?? obx[3][4].valued, obx[4].valued]
        .compactMap { $0?.trimmed }.joined(separator: "_")
    }
    // The profile demands a coded item and a specimen; a local item or an unnamed specimen has the general
    // one.
    let isLab = !code.codings.isEmpty && specimen != nil
    if !isLab { note(.profileGeneral, obx, 3) }
    let subject = subject
    add("Observation", id: id, profile: isLab ? .observationLab : .observationCommon) { json in
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: identifier) }
      json.references("basedOn", to: order?.reference)
      json.string("status", HL7Map.observationStatus(obx[11].valued))
      json.observationCategory("laboratory")
      if code.isEmpty { json.object("code") { $0.unknownReason() } } else { json.concept("code", code) }
      json.raw("subject", subject)
      if let effective {
        json.string("effectiveDateTime", effective)
      } else {
        json.object("_effectiveDateTime") { $0.unknownReason() }
      }
      json.observationValue(value)
      json.concepts("interpretation", interpretations)
      json.notes(result.notes)
      json.reference("specimen", to: specimen?.reference)
      json.referenceRange(obx[7].valued, unit)
    }
    return "Observation/\(id)"
  }
}
