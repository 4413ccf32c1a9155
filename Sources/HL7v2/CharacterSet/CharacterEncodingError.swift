/// Why a text cannot be written as bytes of a message. It says where, never what stands there.
///
public struct CharacterEncodingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What stands in the way.
  public enum Reason: String, Sendable {
    /// The character set has no code for the character, or its code is not allowed by the options.
    case unmappable = "the character set has no permitted code for this character"
    /// ESC, SO or SI: it would switch the character set of what follows.
    case control = "a control character that switches character sets"
    /// A field separator or line end inside the value of one field.
    case delimiter = "a field separator or a line end inside a field"
    /// No such segment, no such field number, or the delimiters themselves (MSH-1, MSH-2).
    case noSuchField = "no field that can be replaced has this position"
    /// Without the old value the rest of the file would be taken for another character set.
    case ambiguous = "the rest of the file would read differently"
  }

  /// What stands in the way.
  public var reason: Reason
  /// Position of the character among the Unicode scalars of the text, 0-based; 0 when no character is to
  /// blame.
  public var scalarIndex: Int

  /// Makes an error.
  public init(reason: Reason, scalarIndex: Int = 0) {
    self.reason = reason
    self.scalarIndex = scalarIndex
  }

  /// One line: position and reason.
  public var description: String { "character \(scalarIndex): \(reason.rawValue)" }
}
