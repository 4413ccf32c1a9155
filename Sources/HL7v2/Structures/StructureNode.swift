/// One place of a message structure: a segment, a group of places, or any segment at all (HL7 v2.5 2.12).
public struct StructureNode: Sendable, Hashable {
  /// What may stand at the place.
  public enum Content: Sendable, Hashable {
    /// A segment by its name, for example `OBX`.
    case segment(String)
    /// Segments and groups that belong together, for example `ORDER`.
    case group(name: String, nodes: [StructureNode])
    /// Whatever segment the structure does not name (`...`).
    case any
  }

  /// What may stand here.
  public let content: Content
  /// How often at least: 0 or 1.
  public let minimum: Int
  /// How often at most: 1, or nil for as often as one likes.
  public let maximum: Int?

  /// Makes a place.
  public init(content: Content, minimum: Int, maximum: Int?) {
    self.content = content
    self.minimum = minimum
    self.maximum = maximum
  }
}
