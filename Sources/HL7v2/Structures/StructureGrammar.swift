/// A message structure as grouping reads it: groups, places and segment names as numbers, and which segments may
/// begin and occur in a group worked out once.
struct StructureGrammar: Sendable {
  /// A place in a group.
  struct Node: Sendable {
    /// The segments that may stand here or begin the group here.
    var accepted: SegmentSet
    /// Index into `groups`, or -1.
    var group: Int
    /// Whether any segment may stand here or begin the group here that the structure does not name.
    var acceptsForeign: Bool
    var isRequired: Bool
    var maximum: Int
  }

  struct Group: Sendable {
    var name: String
    /// Whether the group around it can do without it.
    var isOptional = false
    /// Its places in `nodes`, one after another.
    var nodes: Range<Int> = 0..<0
    /// Segments that can be its first without a required one left out.
    var starters = SegmentSet()
    var startsWithForeign = false
    /// Segments that occur in it at any depth.
    var members = SegmentSet()
    /// The places of it that must not be left empty.
    var required: [Int] = []
    /// Segments that stand in it directly, are required and do not repeat: a second one begins another group.
    var singular = SegmentSet()
  }

  /// The message itself is the first.
  private(set) var groups: [Group] = []
  private(set) var nodes: [Node] = []
  /// The segments that the structure names; the position of a segment is its number.
  private var codes: [SegmentCode] = []

  init(_ nodes: [StructureNode]) {
    _ = add(name: "", nodes: nodes)
  }

  /// How many different segments a structure may name.
  static let nameLimit = SegmentSet.foreign

  /// How many different segments the structure names.
  var nameCount: Int { codes.count }

  /// The number of a segment; ``SegmentSet/foreign`` for one that the structure does not name.
  func number(of code: SegmentCode) -> Int { codes.firstIndex(of: code) ?? SegmentSet.foreign }

  /// The segment that stands at a place of its own.
  func code(at node: Int) -> SegmentCode? {
    nodes[node].group < 0 ? codes.indices.first { nodes[node].accepted.contains($0) }.map { codes[$0] } : nil
  }

  /// Whether a segment may stand at a place, or be the first of the group there.
  func accepts(_ number: Int, _ code: SegmentCode, at node: Int) -> Bool {
    nodes[node].accepted.contains(number)
      || number == SegmentSet.foreign && nodes[node].acceptsForeign && !code.isLocal
  }

  /// The place at which a segment enters a group.
  ///
  /// - Parameter isIncomplete: Whether required places before it may be passed over; then a place of its own is
  ///   better than one in a group within, and a required group better than an optional one.
  func entrance(
    of number: Int, _ code: SegmentCode, into group: Int, isIncomplete: Bool
  ) -> (node: Int, isIncomplete: Bool) {
    let places = groups[group].nodes
    if isIncomplete, let direct = places.first(where: { stands(number, at: $0) }) { return (direct, false) }
    if let fitting = places.first(where: { accepts(number, code, at: $0) }) { return (fitting, false) }
    let within = places.filter { nodes[$0].group >= 0 && groups[nodes[$0].group].members.contains(number) }
    return (within.first { nodes[$0].isRequired } ?? within.first ?? places.lowerBound, true)
  }

  /// Whether a segment stands directly at a place.
  func stands(_ number: Int, at node: Int) -> Bool {
    nodes[node].group < 0 && nodes[node].accepted.contains(number)
  }

  // MARK: - Making

  private mutating func add(name: String, nodes: [StructureNode]) -> Int {
    let index = groups.count
    groups.append(Group(name: name))
    var group = Group(name: name)
    var compiled: [Node] = []
    var canStart = true
    for node in nodes {
      let place = compile(node, &group)
      compiled.append(place)
      if canStart {
        group.starters.formUnion(place.accepted)
        if place.acceptsForeign { group.startsWithForeign = true }
      }
      if place.isRequired { canStart = false }
    }
    group.nodes = self.nodes.count..<self.nodes.count + compiled.count
    group.required = compiled.indices.filter { compiled[$0].isRequired }.map { $0 + self.nodes.count }
    self.nodes += compiled
    groups[index] = group
    return index
  }

  private mutating func compile(_ node: StructureNode, _ group: inout Group) -> Node {
    var place = Node(
      accepted: SegmentSet(), group: -1, acceptsForeign: false, isRequired: node.minimum > 0,
      maximum: node.maximum ?? .max)
    switch node.content {
    case .segment(let name):
      let number = insert(SegmentCode(name))
      place.accepted.insert(number)
      group.members.insert(number)
      if place.isRequired && place.maximum == 1 { group.singular.insert(number) }
    case .any: place.acceptsForeign = true
    case .group(let name, let nodes):
      place.group = add(name: name, nodes: nodes)
      groups[place.group].isOptional = !place.isRequired
      place.accepted = groups[place.group].starters
      place.acceptsForeign = groups[place.group].startsWithForeign
      group.members.formUnion(groups[place.group].members)
    }
    return place
  }

  private mutating func insert(_ code: SegmentCode) -> Int {
    if let known = codes.firstIndex(of: code) { return known }
    codes.append(code)
    return codes.count - 1
  }
}

/// Some of the segments that a structure names, by their numbers.
struct SegmentSet: Sendable, Hashable {
  private var bits: UInt64 = 0

  /// The number of all segments that a structure does not name; in no set.
  static let foreign = 63

  func contains(_ number: Int) -> Bool { number < Self.foreign && bits >> UInt64(number) & 1 == 1 }

  mutating func insert(_ number: Int) {
    if number < Self.foreign { bits |= 1 << UInt64(number) }
  }

  mutating func formUnion(_ other: SegmentSet) { bits |= other.bits }
}

/// The three characters of a segment name as one number.
struct SegmentCode: Sendable, Hashable {
  private let value: UInt32

  static let note = SegmentCode("NTE")

  init(_ name: String) {
    value = name.utf8.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Nil for a text that has not three bytes: no segment is called so.
  init?(exactly name: String) {
    var name = name
    let value = name.withUTF8 { bytes in
      bytes.count == 3 ? UInt32(bytes[0]) << 16 | UInt32(bytes[1]) << 8 | UInt32(bytes[2]) : nil
    }
    guard let value else { return nil }
    self.value = value
  }

  init(_ segment: Segment) {
    self = segment.text.code(ofSegment: segment.index)
  }

  init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    value = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
  }

  /// A segment of a country or a site.
  var isLocal: Bool { value >> 16 == UInt32(UInt8(ascii: "Z")) }

  var name: String {
    String(decoding: [16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }, as: UTF8.self)
  }
}
