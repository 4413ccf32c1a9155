import Crypto
import HL7v2
import SSMIX2

extension RecordConverter {
  /// A content folder of the extended storage: the observations of an ORU^R30; everything else a document, as it is.
  mutating func convertContentFolder() throws(ConversionError) {
    guard let folder = record.folder else {
      throw ConversionError(reason: "a record of the extended storage is a content folder")
    }
    guard folder.message != nil else { return addDocument(folder.files, header: folder.clinicalDocument) }
    // What another message does to the chart (a cancellation, a merge) cannot be told by handing over its text.
    guard ObservationMessage.isOne(message) else {
      throw ConversionError(
        segment: "MSH", field: 9,
        reason: "of the messages of an extended storage only ORU^R30, R31 and R32 have a form in FHIR")
    }
    try convertObservations()
    let attachments = Array(folder.files.dropFirst())
    if !attachments.isEmpty { addDocument(attachments, header: nil) }
  }

  // MARK: - DocumentReference

  /// DocumentReference, JP_DocumentReference, and a Binary of each file, the main document first.
  ///
  /// - Parameter header: Of the main document, where that is a clinical document.
  private mutating func addDocument(_ files: [ContentFolder.File], header: CDAHeader?) {
    let id = ids.next("DocumentReference", "")
    let contents = files.map { file in (file, ids.next("Binary", file.path)) }
    let security = security(of: files)
    let kind = ExtendedKind(folderName: record.path.version.key.kind)
    let type = documentType(kind, header)
    let created = header?.createdInstant
    if created == nil { note(.dateFromPath, nil) }
    let date = created ?? versionInstant
    let period = period(header?.servicePeriod)
    let (facility, subject, name) = (facility, subject, documentName)
    add(
      "DocumentReference", id: id, profile: .documentReference,
      security: security?.restricts == true ? security?.coding : nil
    ) { json in
      json.documentIdentifiers(header, name)
      json.string("status", "current")
      json.concept("type", type)
      json.concepts("category", [Concept(text: type.text)])
      json.raw("subject", subject)
      json.string("date", date)
      json.array("author") { json in
        for author in header?.authors ?? [] { json.object { $0.members(of: author) } }
      }
      if let custodian = header?.custodian, !custodian.isEmpty {
        json.object("custodian") { $0.members(of: custodian) }
      } else {
        json.reference("custodian", facility)
      }
      json.relations(header?.relatedDocuments ?? [])
      json.string("description", header?.title)
      if let security { json.concepts("securityLabel", [Concept(codings: [security.coding])]) }
      json.array("content") { json in
        for (index, (file, binary)) in contents.enumerated() {
          json.object { json in
            json.attachment(file, "Binary/\(binary)", header: index == 0 ? header : nil)
          }
        }
      }
      json.object("context") { json in
        json.concepts(
          "event",
          (header?.serviceEvents ?? []).compactMap(\.code).map { code in
            Concept(codings: [code.asCoding].compactMap(\.self), text: code.displayName)
          })
        json.period("period", period)
      }
    }
    for (file, binary) in contents {
      addBinary(
        file, id: binary, document: id, security: security?.restricts == true ? security?.coding : nil)
    }
  }

  /// The record's key: the same for all versions of the document.
  private var documentName: String? {
    let key = record.path.version.key
    return instanceIdentifier([key.patientID, key.careDate, key.kind, key.orderNumber])
  }

  /// The kind folder's standard and local codes, and what a clinical document says it is.
  private mutating func documentType(_ kind: ExtendedKind, _ header: CDAHeader?) -> Concept {
    var type = Concept()
    if kind.standardSystem == "LN", DocumentCodes.contains(kind.standardCode) {
      type.codings.append(Coding(system: HL7System.documentCodes, code: kind.standardCode, display: nil))
    }
    for (code, system, name) in [
      (kind.standardCode, kind.standardSystem, kind.standardName), (kind.code, kind.system, kind.name),
    ] where !code.isBlank {
      if code.isCode, let uri = systems.uri(named: system, code: code, use: .general) {
        // The folder's name of a LOINC code is the hospital's, not LOINC's.
        type.codings.append(Coding(system: uri, code: code, display: system == "LN" ? nil : name.nonBlank))
      } else {
        note(.codeWithoutSystem, nil)
      }
    }
    if let own = header?.code?.asCoding,
      !type.codings.contains(where: { $0.system == own.system && $0.code == own.code })
    {
      type.codings.append(own)
    }
    let names = [kind.name, kind.standardName, header?.code?.displayName, kind.code, kind.standardCode]
    type.text = names.compactMap { $0?.nonBlank }.first ?? record.path.version.key.kind.nonBlank
    return type
  }

  /// The strictest grade that a clinical document of the folder has.
  private mutating func security(of files: [ContentFolder.File]) -> (coding: Coding, restricts: Bool)? {
    var strictest: Int?
    for file in files {
      guard case .clinicalDocument(let header) = file.statement, let grade = header.confidentialityGrade
      else { continue }
      if !grade.isKnown { note(.codeUnknown, nil) }
      strictest = max(strictest ?? 0, CDAHeader.grades.firstIndex(of: grade.code) ?? 0)
    }
    return strictest.map { index in
      let code = CDAHeader.grades[index]
      return (
        Coding(system: HL7System.confidentiality, code: code, display: nil), code == "R" || code == "V"
      )
    }
  }

  private mutating func period(_ period: PeriodValue?) -> PeriodValue {
    guard let period else { return PeriodValue() }
    guard period.isReversed else { return period }
    note(.datePeriodReversed, nil)
    return PeriodValue(start: period.start, end: nil)
  }

  // MARK: - Binary

  /// Binary, JP_Binary: the file's bytes. Who may read the document may read it (`securityContext`).
  private mutating func addBinary(
    _ file: ContentFolder.File, id: String, document: String, security: Coding?
  ) {
    var json = JSONWriter(capacity: Base64.count(of: file.bytes.count) + 512)
    json.object { json in
      json.string("resourceType", "Binary")
      json.string("id", id)
      meta(&json, .binary, security: security)
      json.string("contentType", MediaType.of(file))
      json.reference("securityContext", to: "DocumentReference/\(document)")
      json.base64("data", file.bytes)
    }
    add("Binary", id: id, json: json.finish())
  }
}

extension JSONWriter {
  /// `masterIdentifier`: this version, as the clinical document names itself. `identifier`: what all versions share.
  fileprivate mutating func documentIdentifiers(_ header: CDAHeader?, _ name: String?) {
    if let uri = header?.id?.asDocumentURI {
      object("masterIdentifier") { json in
        json.string("system", CDAIdentifier.uriSystem)
        json.string("value", uri)
      }
    }
    array("identifier") { json in
      json.identifier(system: IdentifierSystem.resourceInstance, value: name)
      if let set = header?.setID?.asIdentifier { json.identifier(system: set.system, value: set.value) }
    }
  }

  /// What a clinical document says of earlier ones. They are named by their own identifiers: which resource of the
  /// repository has them, if any, is not known here.
  fileprivate mutating func relations(_ documents: [CDARelatedDocument]) {
    let codes = ["RPLC": "replaces", "APND": "appends", "XFRM": "transforms"]
    array("relatesTo") { json in
      for document in documents {
        guard let code = document.typeCode.flatMap({ codes[$0] }),
          let uri = document.identifiers.lazy.compactMap(\.asDocumentURI).first
        else { continue }
        json.object { json in
          json.string("code", code)
          json.object("target") { json in
            json.string("type", "DocumentReference")
            json.object("identifier") { json in
              json.string("system", CDAIdentifier.uriSystem)
              json.string("value", uri)
            }
          }
        }
      }
    }
  }

  /// A `content` of one file; R4 demands SHA-1 for its digest.
  fileprivate mutating func attachment(_ file: ContentFolder.File, _ url: String, header: CDAHeader?) {
    object("attachment") { json in
      json.string("contentType", MediaType.of(file))
      json.string("language", header?.languageCode)
      json.string("url", url)
      json.integer("size", file.bytes.count)
      json.base64("hash", Array(Insecure.SHA1.hash(data: file.bytes)))
      json.string("title", header?.title ?? file.path)
      json.string("creation", header?.effectiveTime?.timeStamp?.fhirDateTime)
    }
  }
}
