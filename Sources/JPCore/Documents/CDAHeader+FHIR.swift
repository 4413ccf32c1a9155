import HL7v2

extension CDAHeader {
  /// Whether the document is marked for a narrower circle than is usual. What is no grade that is known restricts: the
  /// other codes of HL7 V3 Confidentiality all name a reason to.
  public var isRestricted: Bool {
    confidentialityCode.map { !["U", "L", "M", "N"].contains($0.code) } ?? false
  }

  /// The grade of v3-Confidentiality; nil when the document says none.
  var confidentialityGrade: (code: String, isKnown: Bool)? {
    confidentialityCode.map { code in
      Self.grades.contains(code.code) ? (code.code, true) : ("R", false)
    }
  }

  /// From the least to the most protected.
  static let grades = ["U", "L", "M", "N", "R", "V"]

  /// The time at which the document was created, as an instant; nil when it is not given to the minute.
  var createdInstant: String? {
    effectiveTime?.timeStamp?.fhirDateTime.flatMap { $0.contains("T") ? $0 : nil }
  }

  /// What the document is about in time, where it says so once.
  var servicePeriod: PeriodValue {
    let times = serviceEvents.compactMap(\.effectiveTime)
    guard times.count == 1 else { return PeriodValue() }
    return PeriodValue(
      start: times[0].start?.timeStamp?.fhirDateTime, end: times[0].end?.timeStamp?.fhirDateTime)
  }
}

extension CDAIdentifier {
  /// As a FHIR Identifier: a root that is neither OID nor UUID has no URI.
  var asIdentifier: (system: String, value: String)? {
    guard let uri = rootURI else { return nil }
    return `extension`.map { (uri, $0) } ?? (Self.uriSystem, uri)
  }

  /// As one URI, the form in which documents are named (IHE MHD: `urn:oid:root^extension`).
  var asDocumentURI: String? {
    rootURI.map { uri in `extension`.map { "\(uri)^\($0)" } ?? uri }
  }

  /// Identifiers that are URIs.
  static let uriSystem = "urn:ietf:rfc:3986"

  private var rootURI: String? {
    let parts = root.split(separator: ".", omittingEmptySubsequences: false)
    let isOID =
      parts.count > 1
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && (part == "0" || part.first != "0")
      }
    if isOID, ["0", "1", "2"].contains(parts[0]) { return "urn:oid:" + root }
    let lower = root.lowercased()
    let lengths = lower.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
    let isUUID =
      lengths == [8, 4, 4, 4, 12]
      && lower.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D }
    return isUUID ? "urn:uuid:" + lower : nil
  }
}

extension CDACode {
  /// As a Coding; nil without a system that has a URI.
  var asCoding: Coding? {
    guard let codeSystem, code.isCode, let system = CDAIdentifier.uri(ofSystem: codeSystem) else {
      return nil
    }
    // Names of LOINC and HL7 are their own: a translation is the text of the concept, not the display of the code.
    return Coding(system: system, code: code, display: system.hasPrefix("urn:") ? displayName : nil)
  }
}

extension CDAIdentifier {
  /// The URI of a code system by its OID.
  static func uri(ofSystem oid: String) -> String? {
    switch oid {
    case "2.16.840.1.113883.6.1": "http://loinc.org"
    case "2.16.840.1.113883.5.4": HL7System.actCode
    default: CDAIdentifier(root: oid).rootURI
    }
  }

  private init(root: String) {
    self.root = root
    `extension` = nil
  }
}

extension JSONWriter {
  /// An author as a Reference to what is contained: the person, else the device, else the organization.
  mutating func members(of author: CDAAuthor) {
    if !author.names.isEmpty || author.deviceName == nil && !author.identifiers.isEmpty {
      let reference = contain(
        "Practitioner", "practitioner", profile: Profile.practitioner.url(.v1_1_2)
      ) { json in
        json.identifiers(author.identifiers)
        json.array("name") { json in
          for name in author.names { json.object { $0.members(of: name) } }
        }
      }
      named(reference, "Practitioner", (author.names.first { $0.use == "IDE" } ?? author.names.first)?.text)
    } else if let device = author.deviceName {
      let reference = contain("Device", "device", profile: nil) { json in
        json.identifiers(author.identifiers)
        json.array("deviceName") { json in
          json.object { json in
            json.string("name", device)
            json.string("type", "other")
          }
        }
      }
      named(reference, "Device", device)
    } else if let organization = author.organization {
      members(of: organization)
    }
  }

  /// An organisation as a Reference to what is contained.
  mutating func members(of organization: CDAOrganization) {
    guard !organization.isEmpty else { return }
    let reference = contain(
      "Organization", "organization", profile: Profile.organization.url(.v1_1_2)
    ) { json in
      json.identifiers(organization.identifiers)
      json.string("name", organization.names.first)
    }
    named(reference, "Organization", organization.names.first)
  }

  private mutating func named(_ reference: String, _ type: String, _ display: String?) {
    string("reference", reference)
    string("type", type)
    string("display", display)
  }

  private mutating func identifiers(_ identifiers: [CDAIdentifier]) {
    array("identifier") { json in
      for identifier in identifiers.compactMap(\.asIdentifier) {
        json.identifier(system: identifier.system, value: identifier.value)
      }
    }
  }

  private mutating func members(of name: CDAPersonName) {
    // HL7 v2 letters for the scripts of HL7 V3.
    let scripts = ["IDE": "I", "SYL": "P", "ABC": "A"]
    representation(name.use.flatMap { scripts[$0] })
    string("text", name.text)
    string("family", name.family)
    array("given") { json in
      if let given = name.given { json.string(given) }
    }
  }
}

extension CDAOrganization {
  /// Whether it says nothing that can be sent.
  var isEmpty: Bool { names.isEmpty && identifiers.allSatisfy { $0.asIdentifier == nil } }
}
