/// Dental formula of a problem (Japanese extension), 歯式情報(国内拡張).
public struct ZPD: TypedSegment {
  /// `ZPD`.
  public static let segmentName = "ZPD"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as ZPD; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// ZPD-1 Set ID, セットID-ZPD.
  public var setID: String { segment[1].value }

  /// ZPD-2 Dental Formula Information, 歯式情報.
  public var dentalFormulaInformation: CWE { CWE(segment[2]) }
}
