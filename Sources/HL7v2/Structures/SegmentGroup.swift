/// Segments that belong together: an order, a specimen, a result, an administration, or the whole message; a view of
/// the message's ``MessageGrouping``.
public struct SegmentGroup: Sendable {
  private let tree: GroupTree
  /// Its number in the tree.
  private let index: Int

  init(tree: GroupTree, index: Int) {
    self.tree = tree
    self.index = index
  }

  /// The name of HL7 v2.5, for example `ORDER`, `SPECIMEN`, `RESULT`, `ADMINISTRATION`; empty for the message.
  public var name: String { tree.name(of: index) }

  /// The segments that stand directly in the group, in the order of the message.
  public var segments: [Segment] {
    var segments: [Segment] = []
    tree.eachSegment(of: index) { segments.append($0) }
    return segments
  }

  /// The groups within it, in the order of the message.
  public var groups: [SegmentGroup] {
    var groups: [SegmentGroup] = []
    tree.eachGroup(of: index) { groups.append(SegmentGroup(tree: tree, index: $0)) }
    return groups
  }

  /// The first segment of that name that stands directly in the group.
  public func first(_ name: String) -> Segment? { tree.firstSegment(of: index, named: name) }

  /// The segments of that name that stand directly in the group.
  public func all(_ name: String) -> [Segment] {
    var segments: [Segment] = []
    tree.eachSegment(of: index, named: name) { segments.append($0) }
    return segments
  }

  /// The first segment of a type that stands directly in the group.
  public func first<Typed: TypedSegment>(_ type: Typed.Type) -> Typed? {
    first(type.segmentName).map(Typed.init)
  }

  /// The segments of a type that stand directly in the group.
  public func all<Typed: TypedSegment>(_ type: Typed.Type) -> [Typed] {
    all(type.segmentName).map(Typed.init)
  }

  /// The groups of that name directly within this one.
  public func groups(named name: String) -> [SegmentGroup] {
    var groups: [SegmentGroup] = []
    groups.reserveCapacity(tree.groupCount(of: index))
    tree.eachGroup(of: index) { group in
      if tree.name(of: group) == name { groups.append(SegmentGroup(tree: tree, index: group)) }
    }
    return groups
  }

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
  public var notes: [NTE] { tree.has(.note, in: index) ? all(NTE.self) : [] }
}

/// What stands in which group, as chains of numbers: a message has a group for most of its segments.
final class GroupTree: Sendable {
  private let segments: Segments
  private let grammar: StructureGrammar
  private let made: [GroupingBuilder.MadeGroup]
  /// For each group its first segment and its first group; -1 for none.
  private let firstSegments: [Int32]
  private let firstGroups: [Int32]
  /// For each segment the next of its group, and for each group the next within the same; -1 for the last.
  private let nextSegments: [Int32]
  private let nextGroups: [Int32]

  init(
    segments: Segments, grammar: StructureGrammar, made: [GroupingBuilder.MadeGroup], owners: [Int32]
  ) {
    self.segments = segments
    self.grammar = grammar
    self.made = made
    (firstSegments, nextSegments) = Self.chains(of: owners, from: 0, count: made.count)
    // The message itself, the first, is in no group.
    (firstGroups, nextGroups) = Self.chains(of: made.map(\.parent), from: 1, count: made.count)
  }

  private static func chains(of owners: [Int32], from start: Int, count: Int) -> (
    first: [Int32], next: [Int32]
  ) {
    var first = [Int32](repeating: -1, count: count)
    var next = [Int32](repeating: -1, count: owners.count)
    var index = owners.count
    while index > start {
      index -= 1
      let owner = Int(owners[index])
      next[index] = first[owner]
      first[owner] = Int32(truncatingIfNeeded: index)
    }
    return (first, next)
  }

  func name(of group: Int) -> String { grammar.groups[Int(made[group].group)].name }

  func eachSegment(of group: Int, _ body: (Segment) -> Void) {
    var index = Int(firstSegments[group])
    while index >= 0 {
      body(segments[index])
      index = Int(nextSegments[index])
    }
  }

  func has(_ code: SegmentCode, in group: Int) -> Bool {
    var index = Int(firstSegments[group])
    while index >= 0 {
      if segments.text.code(ofSegment: index) == code { return true }
      index = Int(nextSegments[index])
    }
    return false
  }

  func eachSegment(of group: Int, named name: String, _ body: (Segment) -> Void) {
    guard let code = SegmentCode(exactly: name) else { return }
    var index = Int(firstSegments[group])
    while index >= 0 {
      if segments.text.code(ofSegment: index) == code { body(segments[index]) }
      index = Int(nextSegments[index])
    }
  }

  func firstSegment(of group: Int, named name: String) -> Segment? {
    guard let code = SegmentCode(exactly: name) else { return nil }
    var index = Int(firstSegments[group])
    while index >= 0 {
      if segments.text.code(ofSegment: index) == code { return segments[index] }
      index = Int(nextSegments[index])
    }
    return nil
  }

  func groupCount(of group: Int) -> Int {
    var count = 0
    eachGroup(of: group) { _ in count &+= 1 }
    return count
  }

  func eachGroup(of group: Int, _ body: (Int) -> Void) {
    var index = Int(firstGroups[group])
    while index >= 0 {
      body(index)
      index = Int(nextGroups[index])
    }
  }
}
