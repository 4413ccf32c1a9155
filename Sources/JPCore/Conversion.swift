/// One FHIR resource as it is sent.
public struct Resource: Sendable, Hashable {
  /// The resource type, `Observation`.
  public var type: String
  /// The logical id: `[A-Za-z0-9.-]`, 1 to 64 characters.
  public var id: String
  /// The resource: UTF-8 JSON without white space; a part of what holds all resources of its record.
  public var json: SharedBytes
  /// Which of the records given to the conversion it tells of: indexes, ascending.
  public var contributors: [Int]

  /// `Type/id`, as references and transactions name it.
  public var reference: String { "\(type)/\(id)" }

  /// A resource from its parts, unchecked.
  public init(type: String, id: String, json: SharedBytes, contributors: [Int]) {
    self.type = type
    self.id = id
    self.json = json
    self.contributors = contributors
  }
}

/// Why a record cannot be sent: an element that FHIR or JP Core demands cannot be made from what the message
/// says, and nothing is invented. The reason code is always `convert.unmappable`.
public struct ConversionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The segment that would have to say it.
  public var segment: String?
  /// The field, from 1.
  public var field: Int?
  /// A sentence without message content.
  public var reason: String

  /// The reason code, one for all.
  public static let code = "convert.unmappable"

  /// An error from its parts.
  public init(segment: String? = nil, field: Int? = nil, reason: String) {
    self.segment = segment
    self.field = field
    self.reason = reason
  }

  /// Code, place and reason.
  public var description: String {
    let place = segment.map { name in " \(name)\(field.map { "-\($0)" } ?? "")" } ?? ""
    return "\(Self.code)\(place): \(reason)"
  }
}

/// Something that a conversion left out, weakened or had to decide; never a reason not to send.
public struct ConversionFinding: Sendable, Hashable {
  /// What kind of finding, a closed list.
  public enum Code: String, Sendable, CaseIterable {
    /// A code was sent as text only: its coding system has no URI.
    case codeWithoutSystem = "code.no-system"
    /// The facility's code map says another standard code than the message itself; the message's was sent.
    case codeContradictsMap = "code.contradicts-map"
    /// A code that the target's value set does not have was left out or sent as text.
    case codeUnknown = "code.unknown"
    /// A date that does not exist or is not written as one was left out.
    case dateImpossible = "date.impossible"
    /// An end before its start was left out.
    case datePeriodReversed = "date.period-reversed"
    /// A date that the message lacks was taken from the record's path.
    case dateFromPath = "date.from-path"
    /// A value could not be sent in its own form (an amount without a coded unit, an embedded document).
    case valueWeakened = "field.value-weakened"
    /// An identifier that cannot be one (a DICOM UID) was left out.
    case identifierInvalid = "identifier.invalid"
    /// A more general profile was named, since the message lacks what the special one demands.
    case profileGeneral = "field.profile-general"
    /// The message cancels an event: it makes nothing, and what the event had made goes.
    case cancelled = "convert.cancelled"
  }
  /// The index of the record.
  public var record: Int
  /// What kind of finding.
  public var code: Code
  /// The segment.
  public var segment: String?
  /// The field, from 1.
  public var field: Int?

  /// A finding from its parts.
  public init(record: Int, code: Code, segment: String? = nil, field: Int? = nil) {
    self.record = record
    self.code = code
    self.segment = segment
    self.field = field
  }
}

/// How the coded values of one record went: coded fields, units and departments, each by the best that was sent of it.
public struct CodedValues: Sendable, Hashable {
  /// A code that no standard code stands beside.
  public struct UnmappedCode: Sendable, Hashable {
    /// The coding system by its name in the message; empty when it names none.
    public var system: String
    /// The code.
    public var code: String
    /// Its name as printed; empty when the message says none.
    public var display: String

    /// A code from its parts.
    public init(system: String, code: String, display: String) {
      self.system = system
      self.code = code
      self.display = display
    }
  }

  /// Values with a code of a standard system.
  public var standard: Int
  /// Values with codes of the facility's own systems alone.
  public var local: Int
  /// Values sent as text.
  public var text: Int
  /// Codes that a code map could say more of, one for each value without a standard code; never a free text.
  public var unmapped: [UnmappedCode]

  /// Counts from their parts.
  public init(standard: Int = 0, local: Int = 0, text: Int = 0, unmapped: [UnmappedCode] = []) {
    self.standard = standard
    self.local = local
    self.text = text
    self.unmapped = unmapped
  }

  /// Whether the record has no coded value.
  public var isEmpty: Bool { standard == 0 && local == 0 && text == 0 }
}

/// What records became.
public struct Conversion: Sendable {
  /// The resources, each with an id of its own, in the order of records and segments.
  public var resources: [Resource]
  /// What was left out or decided.
  public var findings: [ConversionFinding]
  /// Record index: why it cannot be sent. Such a record contributes to no resource.
  public var problems: [Int: ConversionError]
  /// Record index: how its coded values went.
  public var codedValues: [Int: CodedValues]

  /// A conversion from its parts.
  public init(
    resources: [Resource] = [], findings: [ConversionFinding] = [], problems: [Int: ConversionError] = [:],
    codedValues: [Int: CodedValues] = [:]
  ) {
    self.resources = resources
    self.findings = findings
    self.problems = problems
    self.codedValues = codedValues
  }
}

/// Which records must be converted together because they make one resource.
public enum ConversionGroup: Sendable, Hashable {
  /// Each record by itself.
  case record
  /// All records of the patient of the kinds in this group: a stay is told by its plan, admission, leaves, transfers,
  /// changes of doctor and discharge.
  case patientStays
}
