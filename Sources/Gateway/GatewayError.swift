/// What is wrong, what to do about it, and the command to type (architecture.md section 7).
public struct Remedy: Sendable, Hashable, Codable {
  /// What an operator does, as one or two sentences.
  public var action: BilingualText
  /// The command to type, complete but for what stands in capital letters.
  public var command: String

  /// A remedy; `command` is never translated.
  public init(action: BilingualText, command: String) {
    self.action = action
    self.command = command
  }

  /// Action and command on one line.
  public func text(in language: Language) -> String {
    "\(action[language]) → \(command)"
  }
}

/// An error at a stage's boundary: everything the pipeline needs to decide what becomes of a record
/// (architecture.md section 7). Holds positions, never contents.
public struct GatewayError: Error, Sendable, Hashable {
  /// What the pipeline does with the record; it looks at nothing else.
  public enum Disposition: Sendable, Hashable {
    /// The same bytes can succeed later: outcome `waiting`. `after` is the other side's `Retry-After`, which wins
    /// over the computed back-off; nil leaves the time to the back-off.
    case retryable(after: Duration?)
    /// Someone must change something at this hospital first: outcome `parked`, shown with the remedy.
    case needsOperator(Remedy)
    /// These bytes will never pass: outcome `parked`; a new version of the record replaces them.
    case permanent
  }

  /// Where it was. Every part is a position or a number, none a value.
  public struct Position: Sendable, Hashable, Codable {
    /// Name of the HL7 segment, e.g. `PID`.
    public var segment: String?
    /// HL7 field number, 1-based.
    public var field: Int?
    /// Byte offset in the file.
    public var offset: Int?
    /// HTTP status of the answer.
    public var status: Int?

    /// A position; everything is optional.
    public init(segment: String? = nil, field: Int? = nil, offset: Int? = nil, status: Int? = nil) {
      self.segment = segment
      self.field = field
      self.offset = offset
      self.status = status
    }
  }

  /// The stable reason, as it is stored, counted and shown.
  public var code: ReasonCode
  /// One English sentence without message content.
  public var sentence: String
  /// Where it was, when that is known.
  public var position: Position?
  /// What to do with the record.
  public var disposition: Disposition

  /// An error with the code's usual sentence and disposition, unless others are given.
  public init(
    _ code: ReasonCode, _ sentence: String? = nil, position: Position? = nil, disposition: Disposition? = nil
  ) {
    self.code = code
    self.sentence = sentence ?? code.text.english
    self.position = position
    self.disposition = disposition ?? code.disposition
  }

  /// An error nobody foresaw. Needs an operator, never a retry: endless silent retry is the worst outcome.
  ///
  /// Only the error's type is kept: its description may quote data from the record.
  public static func unexpected(_ error: any Error) -> GatewayError {
    if let known = error as? GatewayError { return known }
    return GatewayError(.internalUnexpected, "Unexpected error of type \(type(of: error)).")
  }
}

extension GatewayError: CustomStringConvertible {
  /// Code, sentence and position, for logs.
  public var description: String {
    var parts = ["\(code.rawValue): \(sentence)"]
    if let segment = position?.segment {
      parts.append(position?.field.map { "\(segment)-\($0)" } ?? segment)
    }
    if let offset = position?.offset { parts.append("offset \(offset)") }
    if let status = position?.status { parts.append("HTTP \(status)") }
    return parts.joined(separator: ", ")
  }
}
