/// A message as a tree of its orders, specimens, results and administrations: which RXR belongs to which RXA,
/// which OBX to which OBR and SPM, which TQ1 to which ORC, which NTE to what (HL7 v2.5 2.12).
///
/// Every segment of the message is in the tree exactly once, whatever its order. What the structure does not
/// foresee is kept where it stands, and each tolerance used is a finding `hl7.structure`:
///
/// - note: a segment that the structure does not name, in the innermost group that is open; one without fields;
///   something required that is missing in an optional group;
/// - warning: a segment out of its place or too often, a required segment or group that is missing;
/// - error: a group whose required first segment is missing, so that nothing tells what the rest belongs to.
///
/// Time and memory grow in proportion to the number of segments.
public struct MessageGrouping: Sendable {
  /// The tolerances used, in the order of the message; at most ``findingLimit``.
  public let findings: [Finding]

  private let segments: Segments
  private let grammar: StructureGrammar
  private let made: [GroupingBuilder.MadeGroup]
  private let owners: [Int32]

  /// How many findings are kept; the last one then says that there were more.
  public static let findingLimit = 100

  /// Groups a message by a structure, normally that of its MSH-9.
  public init(_ message: Message, by structure: MessageStructure) {
    var builder = GroupingBuilder(grammar: structure.grammar, segments: message.segments)
    builder.run()
    findings = builder.orderedFindings
    segments = builder.segments
    grammar = builder.grammar
    made = builder.made
    owners = builder.owners
  }

  /// Groups a message by the structure of its MSH-9; nil when there is none.
  public init?(_ message: Message) {
    guard let structure = MessageStructure.structure(of: message) else { return nil }
    self.init(message, by: structure)
  }

  /// The message: its own segments such as MSH and PID, and its groups. Made anew each time it is read.
  public var root: SegmentGroup {
    SegmentGroup(
      tree: GroupTree(segments: segments, grammar: grammar, made: made, owners: owners), index: 0)
  }
}
