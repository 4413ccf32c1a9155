/// Disability (HL7 v2.5 3.4.9), 身体障害.
public struct DB1: TypedSegment {
  /// `DB1`.
  public static let segmentName = "DB1"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as DB1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// DB1-1 Set ID - DB1, セットID-DB1.
  public var setID: String { segment[1].value }

  /// DB1-2 Disabled Person Code, 身体障害情報.
  public var disabledPersonCode: String { segment[2].value }

  /// DB1-3 Disabled Person Identifier, 身体障害者ID.
  public var disabledPersonIdentifier: [CX] { segment[3].values() }

  /// DB1-4 Disabled Indicator, 身体障害の有無.
  public var disabledIndicator: String { segment[4].value }

  /// DB1-5 Disability Start Date, 身体障害発生日.
  public var disabilityStartDate: TimeStamp? { TimeStamp(segment[5].value) }

  /// DB1-6 Disability End Date, 身体障害回復日.
  public var disabilityEndDate: TimeStamp? { TimeStamp(segment[6].value) }

  /// DB1-7 Disability Return to Work Date, 職場復帰日.
  public var disabilityReturnToWorkDate: TimeStamp? { TimeStamp(segment[7].value) }

  /// DB1-8 Disability Unable to Work Date, 職場離脱期間.
  public var disabilityUnableToWorkDate: TimeStamp? { TimeStamp(segment[8].value) }
}
