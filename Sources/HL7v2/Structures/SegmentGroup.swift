/// Segments that belong together: an order, a specimen, a result, an administration, or the whole message.
public struct SegmentGroup: Sendable {
  /// The name of HL7 v2.5, for example `ORDER`, `SPECIMEN`, `RESULT`, `ADMINISTRATION`; empty for the message.
  public let name: String
  /// The segments that stand directly in the group, in the order of the message.
  public let segments: [Segment]
  /// The groups within it, in the order of the message.
  public let groups: [SegmentGroup]

  init(name: String, segments: [Segment], groups: [SegmentGroup]) {
    self.name = name
    self.segments = segments
    self.groups = groups
  }

  /// The first segment of that name that stands directly in the group.
  public func first(_ name: String) -> Segment? { segments.first { $0.isNamed(name) } }

  /// The segments of that name that stand directly in the group.
  public func all(_ name: String) -> [Segment] { segments.filter { $0.isNamed(name) } }

  /// The first segment of a type that stands directly in the group.
  public func first<Typed: TypedSegment>(_ type: Typed.Type) -> Typed? {
    first(type.segmentName).map(Typed.init)
  }

  /// The segments of a type that stand directly in the group.
  public func all<Typed: TypedSegment>(_ type: Typed.Type) -> [Typed] {
    all(type.segmentName).map(Typed.init)
  }

  /// The groups of that name directly within this one.
  public func groups(named name: String) -> [SegmentGroup] { groups.filter { $0.name == name } }

  /// The groups of that name at any depth below this one, in the order of the message.
  public func descendants(named name: String) -> [SegmentGroup] {
    groups.flatMap { ($0.name == name ? [$0] : []) + $0.descendants(named: name) }
  }

  /// All segments of the group and of those within it, in the order of the message.
  public var allSegments: [Segment] {
    var result: [Segment] = []
    collect(into: &result)
    return result.sorted { $0.index < $1.index }
  }

  private func collect(into result: inout [Segment]) {
    result += segments
    for group in groups { group.collect(into: &result) }
  }

  /// The comments on the group: NTE segments that stand directly in it.
  public var notes: [NTE] { all(NTE.self) }
}
