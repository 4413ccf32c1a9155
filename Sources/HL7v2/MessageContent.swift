/// The decoded text of one message, without an index of its segments and fields.
///
/// ``Message`` reads the same bytes to the same text; this is for those who need no fields.
public struct MessageContent: Sendable {
  /// The text as UTF-8, without frame bytes, byte order mark and padding.
  public var utf8: ArraySlice<UInt8> { content.utf8[content.range] }

  /// What the bytes turned out to be.
  public var characterSet: CharacterSet { content.characterSet }

  /// Findings about the bytes, in the order of the file; at most ``ParseLimits/findings``.
  public let findings: [Finding]

  private let content: DecodedContent

  /// Decodes one message.
  ///
  /// - Throws: ``ParseError`` with `empty`, `notHL7`, `structure` (cut or too large) or `encoding`.
  public init(decoding bytes: [UInt8], limits: ParseLimits = .standard) throws(ParseError) {
    var parser = MessageParser(source: bytes, limits: limits)
    content = try parser.decode()
    parser.noticed.sort()
    findings = parser.noticed.findings
  }
}
