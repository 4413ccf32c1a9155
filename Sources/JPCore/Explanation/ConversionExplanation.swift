import HL7v2
import SSMIX2

/// Where each element of what a record is sent as came from, and what of the record is not sent and why.
///
/// Converters keep no account of that. It is found by experiment: the record is converted again and again with one value
/// of its message, its path or the settings changed for another of its kind or emptied, and the elements that come out
/// otherwise came from that value. What no experiment changes is the same for all records of the kind.
public struct ConversionExplanation: Sendable, Hashable {
  /// A value of the message: a segment's number among those of its name, all others from 1.
  public struct MessageSource: Sendable, Hashable {
    /// For example `OBX`.
    public var segment: String
    /// Its number among the segments of that name, from 1.
    public var index: Int
    /// The field.
    public var field: Int
    /// The repetition; nil where the field has one.
    public var repetition: Int?
    /// The component; nil for a whole repetition or field.
    public var component: Int?
    /// The subcomponent; nil where the component has one.
    public var subcomponent: Int?
  }

  /// What an element can come from.
  public enum Source: Sendable, Hashable {
    /// A value of the message.
    case message(MessageSource)
    /// A file of a content folder, by its path in it.
    case file(String)
    /// A part of the record's path, or the file itself.
    case path(PathPart)
    /// A setting of the gateway.
    case setting(Setting)
  }

  /// What tells the origin of an element in one word.
  public enum Origin: String, Sendable, Hashable, CaseIterable {
    /// The message says it.
    case message
    /// A document of the content folder says it.
    case document
    /// The record's path says it.
    case path
    /// The configuration says it.
    case configuration
    /// It names another resource of the same record.
    case resource
    /// No value changes it: FHIR or JP Core demand it, or it counts what is there.
    case profile
  }

  /// One value of one resource.
  public struct Element: Sendable, Hashable {
    /// `Type/id` of its resource.
    public var resource: String
    /// Its path in the resource, `code.coding[0].system`.
    public var path: String
    /// Its value as text.
    public var value: String
    /// Whether it is a number or a truth value.
    public var isLiteral: Bool
    /// `Type/id` of the resource of the same record that it names.
    public var target: String?
    /// Where the value came from, in the order of the message.
    public var sources: [Source]
    /// Values on which it depends that the element is there, where its own value came from none of the message.
    public var conditions: [Source]
    /// The origin in one word.
    public var origin: Origin
  }

  /// A field that reached no element, or of another one a repetition or part that did not.
  public struct Dropped: Sendable, Hashable {
    /// Where it stands.
    public var source: MessageSource
    /// Why.
    public var reason: DropReason
  }

  /// A finding of the conversion, with the segment's number where the experiments tell it.
  public struct PlacedFinding: Sendable, Hashable {
    /// The finding.
    public var finding: ConversionFinding
    /// The number of its segment among those of its name, from 1; nil: not known.
    public var index: Int?
  }

  /// The elements of the resources, in the order in which they are sent.
  public internal(set) var elements: [Element]
  /// What reached no element, in the order of the message.
  public internal(set) var dropped: [Dropped]
  /// What the conversion left out, weakened or decided.
  public internal(set) var findings: [PlacedFinding]
  /// Fields at the end of the message for which the effort did not suffice: they are neither sources nor dropped.
  public internal(set) var untried: Int

  /// How much may be spent on a record; bounded by count, so that the same record has the same explanation everywhere.
  public struct Effort: Sendable, Hashable {
    /// Most conversions.
    public var conversions: Int
    /// Most bytes of messages to be converted, all conversions together.
    public var bytes: Int

    /// An effort from its parts.
    public init(conversions: Int, bytes: Int) {
      self.conversions = conversions
      self.bytes = bytes
    }

    /// Enough for a laboratory message of some hundred results.
    public static let standard = Effort(conversions: 50_000, bytes: 128 << 20)
  }

  /// Explains the conversion of one record by itself.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - context: What the conversion knows besides.
  ///   - effort: Where to stop.
  /// - Throws: `ConversionError` when the record cannot be converted.
  public init(
    _ record: SourceRecord, context: ConversionContext, effort: Effort = .standard
  ) throws(ConversionError) {
    var trials = try ConversionTrials(record, context: context, effort: effort)
    trials.run()
    elements = trials.elements()
    findings = trials.placedFindings()
    dropped = trials.dropped(credited: Set(elements.flatMap { $0.sources + $0.conditions }))
    untried = trials.untried
  }
}

extension ConversionExplanation {
  /// Parts of a record's path, and the file.
  public enum PathPart: String, Sendable, Hashable, CaseIterable {
    /// 患者ID.
    case patient
    /// 診療日.
    case careDate
    /// データ種別, of the extended storage.
    case kind
    /// オーダNo or 特定キー.
    case order
    /// 発生日時.
    case timestamp
    /// 診療科コード.
    case department
    /// SHA-256 of the file.
    case digest
  }

  /// Settings that reach what is sent, by what the configuration calls them.
  public enum Setting: String, Sendable, Hashable, CaseIterable {
    /// The institution code.
    case facilityCode = "facility.code"
    /// The facility's name.
    case facilityName = "facility.name"
    /// Assigning authority of chart numbers.
    case patientOID = "facility.patient-oid"
    /// Assigning authority of regional identifiers.
    case regionOID = "identity.region-oid"
    /// The patient's regional identifier, which the source of identities tells.
    case regionalID = "identity"
    /// URIs of the facility's own coding systems.
    case localSystems = "terminology.systems"
    /// What the facility's local codes are in standard systems.
    case codeMap = "terminology.maps"
    /// Where the message comes from.
    case sourceEndpoint = "source-endpoint"
    /// The destination's address.
    case destinationEndpoint = "destination.url"
    /// The gateway's version.
    case gatewayVersion = "version"
  }
}
