import HL7v2
import XML

/// An instance identifier (II of HL7 V3 data types R1).
public struct CDAIdentifier: Sendable, Hashable {
  /// An OID, UUID or registered name; never empty.
  public var root: String
  /// The number within the root; nil when the root alone is the identifier.
  public var `extension`: String?

  init?(_ element: XMLElement) {
    guard let root = element.filledAttribute("root") else { return nil }
    self.root = root
    self.extension = element.filledAttribute("extension")
  }
}

/// A coded value (CD and CE of HL7 V3 data types R1).
public struct CDACode: Sendable, Hashable {
  /// Never empty.
  public var code: String
  /// An OID; nil when it is not given.
  public var codeSystem: String?
  /// The meaning in words.
  public var displayName: String?

  init?(_ element: XMLElement) {
    guard let code = element.filledAttribute("code") else { return nil }
    self.code = code
    codeSystem = element.filledAttribute("codeSystem")
    displayName = element.filledAttribute("displayName")
  }
}

/// A point in time (TS of HL7 V3 data types R1).
public struct CDATime: Sendable, Hashable {
  /// As written; never empty.
  public var text: String
  /// What it means; nil when it has not the form of a time.
  public var timeStamp: TimeStamp? { TimeStamp(text) }

  init?(_ element: XMLElement) {
    guard let text = element.filledAttribute("value") else { return nil }
    self.text = text
  }
}

/// A stretch of time (IVL_TS of HL7 V3 data types R1).
public struct CDAInterval: Sendable, Hashable {
  /// `low`; the time itself where only one is given.
  public var start: CDATime?
  /// `high`; the time itself where only one is given.
  public var end: CDATime?

  init(_ element: XMLElement) {
    let point = CDATime(element)
    start = element.first("low").flatMap(CDATime.init) ?? point
    end = element.first("high").flatMap(CDATime.init) ?? point
  }
}

/// A person's name (PN of HL7 V3 data types R1).
public struct CDAPersonName: Sendable, Hashable {
  /// `use` as written: `IDE` kanji, `SYL` kana, `ABC` Latin letters.
  public var use: String?
  /// `family` parts, joined by a blank.
  public var family: String?
  /// `given` parts, joined by a blank.
  public var given: String?
  /// The whole name in reading order, runs of white space as one blank; never empty.
  public var text: String

  init?(_ element: XMLElement) {
    use = element.filledAttribute("use")
    let parts = element.children.compactMap(\.trimmedText)
    guard let text = parts.isEmpty ? element.trimmedText : parts.joined(separator: " ") else { return nil }
    self.text = text
    family = Self.joined(element.all("family"))
    given = Self.joined(element.all("given"))
  }

  private static func joined(_ parts: [XMLElement]) -> String? {
    let texts = parts.compactMap(\.trimmedText)
    return texts.isEmpty ? nil : texts.joined(separator: " ")
  }
}

/// A patient (`recordTarget/patientRole`).
public struct CDAPatient: Sendable, Hashable {
  /// Identifiers at the hospital and elsewhere, in order.
  public var identifiers: [CDAIdentifier]
  /// Names in order.
  public var names: [CDAPersonName]
  /// `administrativeGenderCode`: `M`, `F` or `UN` of 2.16.840.1.113883.5.1.
  public var administrativeGenderCode: CDACode?
  /// `birthTime`.
  public var birthTime: CDATime?

  init(_ role: XMLElement) {
    identifiers = role.all("id").compactMap(CDAIdentifier.init)
    let patient = role.first("patient")
    names = patient?.all("name").compactMap(CDAPersonName.init) ?? []
    administrativeGenderCode = patient?.first("administrativeGenderCode").flatMap(CDACode.init)
    birthTime = patient?.first("birthTime").flatMap(CDATime.init)
  }
}

/// An organisation.
public struct CDAOrganization: Sendable, Hashable {
  /// Identifiers in order.
  public var identifiers: [CDAIdentifier]
  /// Names in order.
  public var names: [String]

  init(_ element: XMLElement) {
    identifiers = element.all("id").compactMap(CDAIdentifier.init)
    names = element.all("name").compactMap(\.trimmedText)
  }
}

/// An author (`author/assignedAuthor`): a person or a device.
public struct CDAAuthor: Sendable, Hashable {
  /// When the author wrote.
  public var time: CDATime?
  /// Identifiers in order.
  public var identifiers: [CDAIdentifier]
  /// Names of the person in order; none for a device.
  public var names: [CDAPersonName]
  /// Software and model of a device; nil for a person.
  public var deviceName: String?
  /// For whom the author acted.
  public var organization: CDAOrganization?

  init?(_ element: XMLElement) {
    guard let author = element.first("assignedAuthor") else { return nil }
    time = element.first("time").flatMap(CDATime.init)
    identifiers = author.all("id").compactMap(CDAIdentifier.init)
    names = author.first("assignedPerson")?.all("name").compactMap(CDAPersonName.init) ?? []
    let device = author.first("assignedAuthoringDevice")
    let deviceParts = ["manufacturerModelName", "softwareName"].compactMap { device?.first($0)?.trimmedText }
    deviceName = deviceParts.isEmpty ? nil : deviceParts.joined(separator: " ")
    organization = author.first("representedOrganization").map(CDAOrganization.init)
  }
}

/// What a document is about (`documentationOf/serviceEvent`).
public struct CDAServiceEvent: Sendable, Hashable {
  /// Identifiers in order.
  public var identifiers: [CDAIdentifier]
  /// What was done.
  public var code: CDACode?
  /// When it was done.
  public var effectiveTime: CDAInterval?

  init(_ element: XMLElement) {
    identifiers = element.all("id").compactMap(CDAIdentifier.init)
    code = element.first("code").flatMap(CDACode.init)
    effectiveTime = element.first("effectiveTime").map(CDAInterval.init)
  }
}

/// An earlier document (`relatedDocument/parentDocument`).
public struct CDARelatedDocument: Sendable, Hashable {
  /// `RPLC` replaces, `APND` appends to, `XFRM` transforms; as written.
  public var typeCode: String?
  /// Its identifiers in order.
  public var identifiers: [CDAIdentifier]
  /// Its set.
  public var setID: CDAIdentifier?

  init?(_ element: XMLElement) {
    guard let parent = element.first("parentDocument") else { return nil }
    typeCode = element.filledAttribute("typeCode")
    identifiers = parent.all("id").compactMap(CDAIdentifier.init)
    setID = parent.first("setId").flatMap(CDAIdentifier.init)
  }
}

extension XMLElement {
  /// An attribute that has a value; nil for an empty one.
  func filledAttribute(_ name: String) -> String? {
    guard let value = attribute(name), !value.isEmpty else { return nil }
    return value
  }

  /// The text with runs of XML's white space as one blank and none at the ends; nil when nothing is left.
  var trimmedText: String? {
    let words = text.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    return words.isEmpty ? nil : words.map { String(Substring($0)) }.joined(separator: " ")
  }
}
