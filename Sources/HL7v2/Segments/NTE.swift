/// Notes and Comments (HL7 v2.5 2.15.10), 注釈・コメント.
public struct NTE: TypedSegment {
  /// `NTE`.
  public static let segmentName = "NTE"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as NTE; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// NTE-1 Set ID - NTE, セットID-NTE.
  public var setID: String { segment[1].value }

  /// NTE-2 Source of Comment, コメントの発生源.
  public var sourceOfComment: String { segment[2].value }

  /// NTE-3 Comment, コメント.
  public var comment: [String] { texts(3) }

  /// NTE-4 Comment Type, コメントのタイプ.
  public var commentType: CWE { CWE(segment[4]) }
}
