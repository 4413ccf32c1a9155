/// The segments and groups that a message type consists of (HL7 v2.5 2.12; JAHIS for ZD1 and Z23).
///
/// A superset of what SS-MIX2 uses. It serves to group segments and to report deviations, never to refuse a
/// message.
public struct MessageStructure: Sendable {
  /// MSH-9.3, for example `OUL_R22`.
  public let name: String
  /// The message types that have this structure, for example `OUL^R22`.
  public let messageTypes: [String]
  /// The segments and groups of the message in order, MSH first.
  public let nodes: [StructureNode]

  /// What grouping reads instead of `nodes`.
  let grammar: StructureGrammar

  init(name: String, messageTypes: [String], nodes: [StructureNode]) {
    self.name = name
    self.messageTypes = messageTypes
    self.nodes = nodes
    grammar = StructureGrammar(nodes)
  }

  /// All structures of the table: those of the 36 message types of SS-MIX2, ORU^R30 of its extended storage and
  /// the remaining ADT events.
  public static var all: [MessageStructure] { MessageStructureTable.structures }

  /// The structure of a message type, MSH-9.1 and MSH-9.2; nil when the table has none.
  public static func structure(messageCode: String, trigger: String) -> MessageStructure? {
    MessageStructureTable.byMessageType[messageCode + "^" + trigger]
  }

  /// The structure of a message by its MSH-9, blanks around the codes passed over; nil when the table has none.
  public static func structure(of message: Message) -> MessageStructure? {
    guard let header = message.segments.first else { return nil }
    let type = MSH(header).messageType
    return structure(
      messageCode: CodeComparison.folded(type.messageCode), trigger: CodeComparison.folded(type.triggerEvent))
  }
}
