import HL7v2
import XML

/// The header of a clinical document (HL7 CDA R2 4.2), as far as a document's reference and the check of its
/// patient need it. The body is not looked at.
///
/// Nothing is invented: what the document does not have, or says by `nullFlavor` to be unknown, is nil or an
/// empty list. It holds patient data.
public struct CDAHeader: Sendable, Hashable {
  /// HL7 V3's namespace.
  public static let namespace = "urn:hl7-org:v3"

  /// `id`: this version of the document, for all time.
  public var id: CDAIdentifier?
  /// `code`: what kind of document it is.
  public var code: CDACode?
  /// `title`, white space at both ends left out.
  public var title: String?
  /// `effectiveTime`: when it was created.
  public var effectiveTime: CDATime?
  /// `confidentialityCode`: `N`, `R` or `V` of 2.16.840.1.113883.5.25.
  public var confidentialityCode: CDACode?
  /// `languageCode`, such as `ja-JP`.
  public var languageCode: String?
  /// `setId`: the same for all versions of the document.
  public var setID: CDAIdentifier?
  /// `versionNumber`, not negative.
  public var versionNumber: Int?
  /// `recordTarget`: whose document it is; more than one is possible, and then it is of all of them.
  public var patients: [CDAPatient]
  /// `author`s in order.
  public var authors: [CDAAuthor]
  /// `custodian`: who keeps the original.
  public var custodian: CDAOrganization?
  /// `documentationOf/serviceEvent`: what the document is about.
  public var serviceEvents: [CDAServiceEvent]
  /// `relatedDocument`: what it replaces, appends or transforms.
  public var relatedDocuments: [CDARelatedDocument]

  /// Reads a document's header.
  ///
  /// - Parameters:
  ///   - bytes: the whole file, unchanged.
  ///   - limits: what is refused as too large.
  /// - Throws: ``CDAError``.
  public init(parsing bytes: [UInt8], limits: XMLLimits = .standard) throws(CDAError) {
    let document: XMLDocument
    do throws(XMLError) {
      document = try XMLReader(limits: limits).read(bytes)
    } catch {
      throw CDAError.xml(error)
    }
    try self.init(document)
  }

  /// Reads the header of a document that was read already.
  ///
  /// - Throws: ``CDAError/notClinicalDocument``.
  public init(_ document: XMLDocument) throws(CDAError) {
    let root = document.root
    guard root.name == "ClinicalDocument", root.namespace == Self.namespace else {
      throw CDAError.notClinicalDocument
    }
    id = root.first("id").flatMap(CDAIdentifier.init)
    code = root.first("code").flatMap(CDACode.init)
    title = root.first("title").flatMap(\.trimmedText)
    effectiveTime = root.first("effectiveTime").flatMap(CDATime.init)
    confidentialityCode = root.first("confidentialityCode").flatMap(CDACode.init)
    languageCode = root.first("languageCode")?.filledAttribute("code")
    setID = root.first("setId").flatMap(CDAIdentifier.init)
    versionNumber = root.first("versionNumber")?.filledAttribute("value").flatMap(Int.init)
      .flatMap { $0 < 0 ? nil : $0 }
    patients = root.all("recordTarget").compactMap { $0.first("patientRole") }.map(CDAPatient.init)
    authors = root.all("author").compactMap(CDAAuthor.init)
    custodian = root.first("custodian", "assignedCustodian", "representedCustodianOrganization")
      .map(CDAOrganization.init)
    serviceEvents = root.all("documentationOf").compactMap { $0.first("serviceEvent") }
      .map(CDAServiceEvent.init)
    relatedDocuments = root.all("relatedDocument").compactMap(CDARelatedDocument.init)
  }

  /// Names of the elements that CDA R2 demands in every header and that this one lacks or has without a
  /// value.
  public var missingElements: [String] {
    let demanded: [(String, Bool)] = [
      ("id", id != nil), ("code", code != nil), ("effectiveTime", effectiveTime != nil),
      ("confidentialityCode", confidentialityCode != nil),
      ("recordTarget", patients.contains { !$0.identifiers.isEmpty }), ("author", !authors.isEmpty),
      ("custodian", custodian != nil),
    ]
    return demanded.filter { !$0.1 }.map(\.0)
  }
}

/// Why a file has no CDA header.
public enum CDAError: Error, Sendable, Hashable, CustomStringConvertible {
  /// It is no XML that is read.
  case xml(XMLError)
  /// It is XML, but its root is not `ClinicalDocument` of HL7 V3.
  case notClinicalDocument

  /// One line: code, position, sentence; nothing of the document.
  public var description: String {
    switch self {
    case .xml(let error): error.description
    case .notClinicalDocument: "cda.not-clinical-document: the root element is not ClinicalDocument of HL7 V3"
    }
  }
}
