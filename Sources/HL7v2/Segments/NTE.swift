/// Notes and Comments (HL7 v2.5 2.15.10), 注釈・コメント.
public struct NTE: TypedSegment {
  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as NTE; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// NTE-1 Set ID.
  public var setID: String { segment[1].value }

  /// NTE-2 Source of Comment.
  public var sourceOfComment: String { segment[2].value }

  /// NTE-3 Comment.
  public var comment: [String] { texts(3) }

  /// NTE-4 Comment Type.
  public var commentType: CWE { CWE(segment[4]) }
}
