/// Something noticed about the bytes or the structure of a message. It never contains a value of the message.
public struct Finding: Sendable, Hashable, Codable {
  /// How much a finding matters to whoever reads it.
  public enum Severity: String, Sendable, Codable {
    /// The message cannot be used as it is.
    case error
    /// The message can be used, its writer should be corrected.
    case warning
    /// Worth knowing, nothing needs to be done.
    case note
  }

  /// How much it matters.
  public var severity: Severity
  /// Dotted reason code, for example `hl7.encoding`; stable and never translated.
  public var code: String
  /// Byte offset in the original file, 0-based, when one place can be named.
  public var offset: Int?
  /// Segment name such as `OBX`, when known.
  public var segment: String?
  /// Field number, 1-based as in HL7, when known.
  public var field: Int?
  /// English sentence without message content.
  public var text: String

  /// Makes a finding; `text` must not contain message content.
  public init(
    severity: Severity, code: String, offset: Int? = nil, segment: String? = nil, field: Int? = nil,
    text: String
  ) {
    self.severity = severity
    self.code = code
    self.offset = offset
    self.segment = segment
    self.field = field
    self.text = text
  }

  /// The finding in Japanese: the sentence of a decoder's note, else that of the code followed by the English text.
  var japaneseText: String {
    if let note = DecodingNote(of: self) { return note.japaneseText }
    guard let code = ParseError.Code(rawValue: code) else { return text }
    return "\(code.japaneseText) (\(text))"
  }
}
