import HL7v2

extension RecordConverter {
  /// OML-11 (OUL^R22): per SPM a Specimen, per OBR a ServiceRequest and a DiagnosticReport
  /// (JP_DiagnosticReport_LabResult), per OBX an Observation (JP_Observation_LabResult).
  mutating func convertLaboratoryResult() throws(ConversionError) {
    // Notes before the first specimen belong to the patient or the message and have no resource here.
    for group in try grouped("OUL", "R22").groups(named: "SPECIMEN") {
      let specimen = group.first("SPM").map { addSpecimen($0) }
      for obx in group.all("OBX") { addResult(ResultGroup(obx: obx, notes: []), nil, specimen) }
      for order in group.groups(named: "ORDER") { addOrder(order, specimen) }
    }
    if resources.isEmpty {
      throw ConversionError(segment: "OBR", reason: "the message has neither order nor result")
    }
  }

  private struct OrderGroup {
    var obr: Segment
    var orc: Segment?
    var notes: [String]
    var results: [ResultGroup]
  }

  private struct ResultGroup {
    var obx: Segment
    var notes: [String]
  }

  /// What report and results take from their order; one object, since they all share it.
  private final class OrderContext {
    let reference: String
    let placerNumber: String?
    let service: String?
    let code: Concept
    let performed: PeriodValue
    let usual: UsualResults?

    init(
      reference: String, placerNumber: String?, service: String?, code: Concept, performed: PeriodValue,
      usual: UsualResults?
    ) {
      self.usual = usual
      self.reference = reference
      self.placerNumber = placerNumber
      self.service = service
      self.code = code
      self.performed = performed
    }
  }

  private mutating func addOrder(_ group: SegmentGroup, _ specimen: LaboratorySpecimen?) {
    let groups = group.groups(named: "RESULT")
    var results: [ResultGroup] = []
    results.reserveCapacity(groups.count)
    for result in groups {
      guard let obx = result.first("OBX") else { continue }
      results.append(ResultGroup(obx: obx, notes: result.notes.flatMap(\.commentTexts)))
    }
    guard let obr = group.first("OBR") else {
      for result in results { addResult(result, nil, specimen) }
      return
    }
    let order = OrderGroup(
      obr: obr, orc: group.first("ORC"), notes: group.notes.flatMap(\.commentTexts), results: results)
    let context = addServiceRequest(order, specimen)
    addReport(order, context, specimen, addResults(results, of: obr, context, specimen))
  }

  /// Adds results, organisms last: they name what was found about them.
  /// - Returns: Their places in `resources`, in the order of the message.
  private mutating func addResults(
    _ results: [ResultGroup], of obr: Segment, _ order: OrderContext, _ specimen: LaboratorySpecimen?
  ) -> [Int] {
    // Nearly all results of a laboratory have no sub-ID.
    let hasSubIDs = results.contains { !$0.obx.hasNothing(in: 4) }
    let groups = hasSubIDs ? OrganismGroups(results.map(\.obx), service: obr[4]) : OrganismGroups()
    if groups.members.isEmpty { return results.map { addResult($0, order, specimen) } }
    var places: [Int?] = results.indices.map { index in
      groups.members[index] == nil ? addResult(results[index], order, specimen) : nil
    }
    for organism in groups.organisms {
      let members = (groups.members[organism] ?? []).compactMap { places[$0] }
      places[organism] = addResult(results[organism], order, specimen, members: members)
    }
    return places.compactMap(\.self)
  }

  private mutating func addServiceRequest(
    _ order: OrderGroup, _ specimen: LaboratorySpecimen?
  ) -> OrderContext {
    let (obr, orc) = (order.obr, order.orc)
    var value = serviceRequest(
      obr, orc,
      identity: String(joining: obr[4].firstRepetition.encodedText, specimen?.identity ?? "", separator: "|"))
    value.specimen = specimen?.reference
    value.notes = order.notes
    if let danger = words(obr[12].firstRepetition) { value.notes.append("危険 " + danger) }
    if let orc {
      value.requester.department = department(orc)
      if !orc[29].isEmpty { value.categories = [concept(orc, 29)] }
    }
    let id = ids.next("ServiceRequest", value.identity)
    add(value, id: id)
    let reference = String(joining: "ServiceRequest", id, separator: "/")
    let (placerNumber, service) = (orc?[2].valued ?? obr[2].valued, obr[4][1].valued)
    return OrderContext(
      reference: reference, placerNumber: placerNumber, service: service, code: value.code,
      performed: value.period,
      usual: usualResults(
        order: reference, placerNumber: placerNumber, service: service, performed: value.period, specimen))
  }

  // MARK: - Report

  private mutating func addReport(
    _ order: OrderGroup, _ context: OrderContext, _ specimen: LaboratorySpecimen?, _ results: [Int]
  ) {
    let obr = order.obr
    let performed = context.performed
    var code = context.code
    code.codings.insert(
      Coding(system: HL7System.documentCodes, code: "11502-2", display: "検体検査報告書"), at: 0)
    // An instant has a time; a day alone is not one.
    let issued = dateTime(obr, 22).flatMap { $0.hasTimeOfDay ? $0 : nil }
    let id = ids.next("DiagnosticReport", obr[4].firstRepetition.encodedText, specimen?.identity ?? "")
    let numbers = [obr[2].valued ?? context.placerNumber, obr[3].valued].map { instanceIdentifier([$0]) }
    let status = reportStatus(order)
    let subject = subject
    let references = resources.references(at: results)
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
      json.references("result", references)
    }
  }

  private func reportStatus(_ order: OrderGroup) -> String {
    var statuses: [String] = []
    var last: UInt8?
    for index in order.results.indices {
      let obx = order.results[index].obx
      // Nearly always one letter, and that of the result before.
      let letter = obx.onlyByte(of: 11)
      if let letter, letter == last { continue }
      last = letter
      let status = HL7Map.observationStatus(obx[11].valued)
      if !statuses.contains(status) { statuses.append(status) }
    }
    return HL7Map.reportStatus(ofResults: statuses, stated: order.obr[25].valued)
  }

  // MARK: - Results

  /// Adds one result; its place in `resources`.
  @discardableResult
  private mutating func addResult(
    _ result: ResultGroup, _ order: OrderContext?, _ specimen: LaboratorySpecimen?, members: [Int] = []
  ) -> Int {
    let obx = result.obx
    let repeated = repeatedItems.time(of: obx)
    if let usual = order?.usual, members.isEmpty, repeated.isEmpty,
      let place = addUsualResult(obx, notes: result.notes, usual)
    {
      return place
    }
    let code = concept(obx, 3)
    let unit = unit(of: obx)
    let value = value(of: obx, unit: unit)
    let unitNotes = unitNotes(value, unit) + pointerNotes(obx)
    let interpretations = interpretations(of: obx)
    let effective = dateTime(obx, 14) ?? specimen?.collected ?? order?.performed.start
    let item = obx[3].firstRepetition.encodedText
    let id = ids.next(
      "Observation", order?.service ?? "", specimen?.identity ?? "", item, obx[4].text + repeated)
    let identifier = instanceIdentifier([
      order?.placerNumber, order?.service, specimen?.material, obx[3][1].valued ?? obx[3][4].valued,
      obx[4].valued,
      // Results may share item and sub-ID: two susceptibilities of an organism, values of one day. The hash in the id differs.
      obx[4].valued == nil && repeated.isEmpty ? nil : id.split(separator: ".").last.map(String.init),
    ])
    // The profile demands a coded item and a specimen; a local item or an unnamed specimen has the general
    // one.
    let isLab = !code.codings.isEmpty && specimen != nil
    if !isLab { note(.profileGeneral, obx, 3) }
    let origin = origin(of: obx)
    let subject = subject
    let members = resources.references(at: members)
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
      json.performers(of: origin)
      json.observationValue(value)
      json.concepts("interpretation", interpretations)
      json.notes(result.notes + unitNotes)
      json.concept("method", origin.method)
      json.reference("specimen", to: specimen?.reference)
      json.reference("device", origin.device)
      json.referenceRange(obx.referenceRange, unit)
      json.references("hasMember", members)
    }
    return resources.count - 1
  }
}
