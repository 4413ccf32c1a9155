import HL7v2
import SSMIX2

extension RecordConverter {
  /// OMG-11 and OMG-12 (OMI^Z23): an ImagingStudy of each study that IPC names, JP_ImagingStudy_Radiology or _Endoscopy;
  /// a Procedure of each ZE1, JP_Procedure; Observations of OBX and ZE2, JP_Observation_Common.
  ///
  /// The order is a record of its own (OMG-01, OMG-02) and is named by its number: it lives and dies with that record.
  mutating func convertExaminationPerformed() throws(ConversionError) {
    var orc: Segment?
    var studies = ImagingStudies()
    var seen: Set<[UInt8]> = []
    for group in try grouped("OMI", "Z23").groups(named: "ORDER") {
      orc = group.first("ORC") ?? orc
      guard let order = ExaminationOrder(group, after: orc) else { continue }
      // The whole is told twice, as new order and as parent, with what was known of the patient.
      for (obx, notes) in order.observations where seen.insert(Array(obx.utf8)).inserted {
        _ = supportingObservation(obx, notes: notes)
      }
      let basis = PerformedOrder(
        number: instanceIdentifier([order.number]), identity: order.number ?? "",
        performed: period(start: dateTime(order.obr, 7), end: dateTime(order.obr, 8), order.obr, 8))
      let images = readStudies(group, order, basis, into: &studies)
      let procedures = group.groups(named: "EXAMINATION").compactMap { examination in
        addProcedure(examination, order, basis, notes: images.isEmpty ? order.notes : [])
      }
      for image in images { studies.values[image].procedures += procedures }
    }
    for study in studies.values { add(study) }
    guard resources.contains(where: { $0.type == "ImagingStudy" || $0.type == "Procedure" }) else {
      throw ConversionError(
        segment: "IPC", field: 3, reason: "the message names neither a study nor a procedure")
    }
  }

  // MARK: - Studies

  /// IPC of one order; the indexes of the studies that it belongs to.
  private mutating func readStudies(
    _ group: SegmentGroup, _ order: ExaminationOrder, _ basis: PerformedOrder,
    into studies: inout ImagingStudies
  ) -> [Int] {
    var indexes: [Int] = []
    for ipc in group.all("IPC") {
      let uid = studyUID(ipc)
      let accession = accession(ipc)
      guard let identity = uid ?? accession?.value else {
        note(.identifierInvalid, ipc, 3)
        continue
      }
      let index = studies.index(of: identity)
      if !indexes.contains(index) { indexes.append(index) }
      var study = studies.values[index]
      study.uid = uid
      if let accession, !study.accessions.contains(accession) { study.accessions.append(accession) }
      read(modality: ipc, into: &study)
      if let number = basis.number, !study.orders.contains(number) { study.orders.append(number) }
      studies.values[index] = study
    }
    for index in indexes { read(order, basis, into: &studies.values[index]) }
    return indexes
  }

  private mutating func read(
    _ order: ExaminationOrder, _ basis: PerformedOrder, into study: inout ImagingStudyValue
  ) {
    study.started = study.started ?? basis.performed.start
    study.referrer = study.referrer ?? provider(order.orc, 12) ?? provider(order.obr, 16)
    let service = concept(order.obr, 4)
    if !service.isEmpty, !study.codes.contains(service) { study.codes.append(service) }
    study.states.insert(
      HL7Map.imagingStatus(result: order.obr[25].valued, orderControl: order.orc?[1].valued))
    study.notes += order.notes.filter { !study.notes.contains($0) }
  }

  /// IPC-3; nil, with a finding, for what is no UID (DICOM PS3.5 9.1).
  private mutating func studyUID(_ ipc: Segment) -> String? {
    guard let written = ipc[3][1].valued?.trimmed else { return nil }
    if DICOM.isUID(written) { return written }
    note(.identifierInvalid, ipc, 3)
    return nil
  }

  /// IPC-1: within its own assigning authority where it names one, else within the facility.
  private func accession(_ ipc: Segment) -> AccessionNumber? {
    guard let number = ipc[1][1].valued?.trimmed else { return nil }
    if ipc[1][4].valued?.trimmed == "ISO", let authority = ipc[1][3].valued?.trimmed, DICOM.isUID(authority) {
      return AccessionNumber(system: "urn:oid:" + authority, value: number)
    }
    return instanceIdentifier([number]).map {
      AccessionNumber(system: IdentifierSystem.resourceInstance, value: $0)
    }
  }

  /// IPC-5: a coding where it is a modality of DICOM, else words.
  private mutating func read(modality ipc: Segment, into study: inout ImagingStudyValue) {
    guard !ipc[5].isEmpty, !ipc[5].isNull else { return }
    for first in [1, 4] {
      let system = ipc[5][first + 2].valued?.trimmed
      guard let code = ipc[5][first].valued?.trimmed, system == nil || system == "DCM",
        DICOM.modalities.contains(code)
      else { continue }
      let coding = Coding(system: systems.uri(.dicom), code: code, display: nil)
      if !study.modalities.contains(coding) { study.modalities.append(coding) }
      return
    }
    note(.codeUnknown, ipc, 5)
    guard let text = words(ipc[5].firstRepetition) else { return }
    let note = "モダリティ " + text
    if !study.notes.contains(note) { study.notes.append(note) }
  }

  private mutating func add(_ study: ImagingStudyValue) {
    let id = ids.next("ImagingStudy", study.identity)
    let subject = subject
    add("ImagingStudy", id: id, profile: isEndoscopy ? .imagingStudyEndoscopy : .imagingStudyRadiology) {
      json in
      json.array("identifier") { json in
        json.identifier(system: "urn:dicom:uid", value: study.uid.map { "urn:oid:" + $0 })
        for accession in study.accessions { json.object { $0.members(of: accession) } }
      }
      json.string("status", study.status)
      json.array("modality") { json in
        for modality in study.modalities { json.object { $0.members(of: modality) } }
      }
      json.raw("subject", subject)
      json.string("started", study.started)
      json.basedOn(orders: study.orders)
      json.reference("referrer", study.referrer)
      // FHIR has one.
      json.reference("procedureReference", to: study.procedures.count == 1 ? study.procedures[0] : nil)
      json.concepts("procedureCode", study.codes)
      json.notes(study.notes)
    }
  }

  /// Whether the record is of endoscopy, else of radiology.
  var isEndoscopy: Bool { record.path.version.key.kind == "OMG-12" }
}

/// The order that was carried out.
struct PerformedOrder {
  /// Its number, made unique by the facility.
  var number: String?
  /// Its number as written, empty when it has none.
  var identity: String
  /// OBR-7 and 8.
  var performed: PeriodValue
}

/// IPC-1.
private struct AccessionNumber: Equatable {
  var system: String
  var value: String
}

/// ImagingStudy as all orders of a message tell it: the whole and each part name the same study.
private struct ImagingStudyValue {
  var identity: String
  var uid: String?
  var accessions: [AccessionNumber] = []
  var modalities: [Coding] = []
  var orders: [String] = []
  var codes: [Concept] = []
  var started: String?
  var referrer: NamedReference?
  var states: Set<String> = []
  var procedures: [String] = []
  var notes: [String] = []

  /// As far as its furthest part.
  var status: String { ["available", "registered", "cancelled"].first(where: states.contains) ?? "unknown" }
}

private struct ImagingStudies {
  var values: [ImagingStudyValue] = []

  /// The study of that UID or accession number, a new one when there is none yet.
  mutating func index(of identity: String) -> Int {
    if let known = values.firstIndex(where: { $0.identity == identity }) { return known }
    values.append(ImagingStudyValue(identity: identity))
    return values.count - 1
  }
}

extension JSONWriter {
  fileprivate mutating func members(of accession: AccessionNumber) {
    object("type") { json in
      json.array("coding") { json in
        json.object { $0.members(of: Coding(system: HL7System.identifierType, code: "ACSN", display: nil)) }
      }
    }
    string("system", accession.system)
    string("value", accession.value)
  }

  /// The orders that something was done for, by their numbers.
  mutating func basedOn(orders: [String]) {
    array("basedOn") { json in
      for number in orders {
        json.object { json in
          json.members(
            of: NamedReference(
              type: "ServiceRequest", system: IdentifierSystem.resourceInstance, value: number, display: nil))
        }
      }
    }
  }
}
