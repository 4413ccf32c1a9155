/// Disability (HL7 v2.5 3.4.9), 身体障害.
public struct DB1: TypedSegment {
  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as DB1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// DB1-1 Set ID - DB1, セットID-DB1.
  public var setID: String { segment[1].value }

  /// DB1-2 Disabled Person Code, 身体障害情報.
  public var disabledPersonCode: String { segment[2].value }

  /// DB1-4 Disabled Indicator, 身体障害の有無.
  public var disabledIndicator: String { segment[4].value }
}
