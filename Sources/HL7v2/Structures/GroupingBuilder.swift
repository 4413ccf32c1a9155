/// Puts the segments of a message one after another into the groups of a structure.
///
/// The open groups are a stack. A segment goes, in this order of preference, to the next fitting place of the
/// innermost open group and then outwards (which closes the groups passed), to a place that it fits but comes too
/// late for, into a group whose first segment is missing, to a place that is taken already, or, when the structure
/// does not name it, into the innermost group. The work for a segment depends on the structure alone.
struct GroupingBuilder {
  let grammar: StructureGrammar
  let segments: Segments
  /// All groups of the message so far; the message itself is the first.
  var made: [MadeGroup]
  /// For each segment so far, the group in which it stands directly, as an index into `made`.
  var owners: [Int32] = []
  /// The open groups, the message first.
  var frames: [Frame]
  /// How often each place of each open group was used, one group after another.
  var counts: [Int]
  var findings: [Finding] = []
  var hasMoreFindings = false

  /// A group of the message.
  struct MadeGroup: Sendable {
    /// Index into the groups of the grammar.
    var group: Int32
    /// The group around it, as an index into `made`; itself for the message.
    var parent: Int32
    /// Index of the segment that opened it.
    var first: Int32
  }

  /// An open group.
  struct Frame {
    var group: Int
    /// Index into `made`.
    var made: Int
    /// The places of the group in the grammar.
    var nodes: Range<Int>
    /// The place that was used last: this one and later ones are in order.
    var cursor: Int
    /// What is added to the number of a place to find its count.
    var countOffset: Int
    var hasGroups = false
  }

  /// The segment that is being placed.
  struct Subject {
    var index: Int
    var code: SegmentCode
    /// Its number in the grammar.
    var number: Int
  }

  init(grammar: StructureGrammar, segments: Segments) {
    self.grammar = grammar
    self.segments = segments
    let nodes = grammar.groups[0].nodes
    made = [MadeGroup(group: 0, parent: 0, first: 0)]
    counts = Array(repeating: 0, count: nodes.count)
    frames = [
      Frame(group: 0, made: 0, nodes: nodes, cursor: nodes.lowerBound, countOffset: -nodes.lowerBound)
    ]
  }

  mutating func run() {
    owners.reserveCapacity(segments.count)
    made.reserveCapacity(segments.count)
    counts.reserveCapacity(64)
    frames.reserveCapacity(8)
    for index in segments.indices { place(segments[index]) }
    closeFrames(above: -1)
  }

  private mutating func place(_ segment: Segment) {
    let code = SegmentCode(segment)
    let subject = Subject(index: segment.index, code: code, number: grammar.number(of: code))
    if segment.fieldCount == 0 { report(.note, subject.index, code, "the segment has no fields") }
    if placeInOrder(subject) || placeOutOfOrder(subject) || placeOnceMore(subject) { return }
    report(
      .note, subject.index, code, "the structure does not name the segment; it stays with what precedes it")
    put(in: frames.count - 1)
  }

  // MARK: - Places

  /// The next fitting place, from the innermost open group outwards.
  private mutating func placeInOrder(_ subject: Subject) -> Bool {
    for level in frames.indices.reversed() {
      if let node = nextNode(for: subject, level) {
        closeFrames(above: level)
        frames[level].cursor = node
        use(node, at: level, subject, isIncomplete: false)
        return true
      }
      if let node = missingNode(for: subject, level) {
        report(.warning, subject.index, subject.code, Self.late)
        use(node, at: level, subject, isIncomplete: false)
        return true
      }
    }
    return false
  }

  /// Of an open group, a place that the segment fits but that the message has passed; else a group that should
  /// have begun with another segment.
  private mutating func placeOutOfOrder(_ subject: Subject) -> Bool {
    for level in frames.indices.reversed() {
      if let node = passedNode(for: subject, level) {
        closeFrames(above: level)
        report(.warning, subject.index, subject.code, Self.late)
        use(node, at: level, subject, isIncomplete: false)
        return true
      }
      if let node = incompleteNode(for: subject, level) {
        closeFrames(above: level)
        frames[level].cursor = node
        use(node, at: level, subject, isIncomplete: true)
        return true
      }
    }
    return false
  }

  /// A place that is taken as often as it may be.
  private mutating func placeOnceMore(_ subject: Subject) -> Bool {
    for level in frames.indices.reversed() where mayReach(subject, level) {
      guard let node = frames[level].nodes.first(where: { grammar.stands(subject.number, at: $0) }) else {
        continue
      }
      closeFrames(above: level)
      report(.warning, subject.index, subject.code, "the segment occurs more often than the structure allows")
      use(node, at: level, subject, isIncomplete: false)
      return true
    }
    return false
  }

  private static let late = "the segment stands behind one that it should precede"

  // MARK: - Nodes

  private func count(_ node: Int, _ level: Int) -> Int { counts[node + frames[level].countOffset] }

  private func fits(_ subject: Subject, _ node: Int, _ level: Int) -> Bool {
    grammar.accepts(subject.number, subject.code, at: node)
      && count(node, level) < grammar.nodes[node].maximum
      && !isTaken(subject, node, level)
  }

  private func nextNode(for subject: Subject, _ level: Int) -> Int? {
    let frame = frames[level]
    var node = frame.cursor
    while node < frame.nodes.upperBound {
      if fits(subject, node, level) {
        return grammar.nodes[node].group < 0 ? node : chosen(node, subject, level)
      }
      node += 1
    }
    return nil
  }

  /// Between groups that begin alike, such as a diet order and a tray order, what follows decides.
  private func chosen(_ node: Int, _ subject: Subject, _ level: Int) -> Int {
    let rival = (node + 1..<frames[level].nodes.upperBound).first {
      grammar.nodes[$0].group >= 0 && fits(subject, $0, level)
    }
    guard let rival else { return node }
    let usual = grammar.groups[grammar.nodes[node].group].members
    let other = grammar.groups[grammar.nodes[rival].group].members
    for following in segments[(subject.index + 1)...].prefix(Self.lookahead) {
      let next = grammar.number(of: SegmentCode(following))
      if next == subject.number { break }
      if usual.contains(next) != other.contains(next) { return usual.contains(next) ? node : rival }
    }
    return node
  }

  /// How far ``chosen(_:_:_:)`` looks ahead: keeps the work for a segment constant.
  private static let lookahead = 64

  /// Whether a second such segment must begin another group rather than an optional one within this: ORC and OBR
  /// of a prior result would otherwise swallow the next order.
  private func isTaken(_ subject: Subject, _ node: Int, _ level: Int) -> Bool {
    let place = grammar.nodes[node]
    guard level > 0, place.group >= 0, !place.isRequired || count(node, level) > 0 else { return false }
    return (1...level).contains { grammar.groups[frames[$0].group].singular.contains(subject.number) }
  }

  /// A required segment that the innermost group, of which there is nothing but single segments, still lacks.
  private func missingNode(for subject: Subject, _ level: Int) -> Int? {
    let frame = frames[level]
    guard level == frames.count - 1, !frame.hasGroups else { return nil }
    return (frame.nodes.lowerBound..<frame.cursor).first {
      grammar.stands(subject.number, at: $0) && grammar.nodes[$0].isRequired && count($0, level) == 0
    }
  }

  /// Whether a segment out of order may go there: a note is not carried out of all groups to the message.
  private func mayReach(_ subject: Subject, _ level: Int) -> Bool {
    subject.code != .note || level > 0 || frames.count == 1
  }

  private func passedNode(for subject: Subject, _ level: Int) -> Int? {
    guard subject.number != SegmentSet.foreign, mayReach(subject, level) else { return nil }
    return (frames[level].nodes.lowerBound..<frames[level].cursor).first { fits(subject, $0, level) }
  }

  /// A group that holds such a segment behind its first. A note is about what precedes it and begins nothing.
  private func incompleteNode(for subject: Subject, _ level: Int) -> Int? {
    guard subject.number != SegmentSet.foreign, subject.code != .note else { return nil }
    let frame = frames[level]
    func holds(_ node: Int) -> Bool {
      let place = grammar.nodes[node]
      return place.group >= 0 && grammar.groups[place.group].members.contains(subject.number)
        && count(node, level) < place.maximum && !isTaken(subject, node, level)
    }
    let later = frame.cursor..<frame.nodes.upperBound
    if !later.isEmpty, count(frame.cursor, level) > 0, holds(frame.cursor) { return frame.cursor }
    return later.first { grammar.nodes[$0].isRequired && holds($0) } ?? later.first(where: holds)
  }
}
