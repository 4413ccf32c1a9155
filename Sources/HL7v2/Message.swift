/// One HL7 v2 message: the original bytes, their decoded text and an index of segments and fields.
///
/// Values are made when they are read; parsing allocates the same few arrays whatever the number of fields.
public struct Message: Sendable {
  let text: MessageText

  /// Findings about bytes and structure, in the order of the file; at most ``ParseLimits/findings``.
  public let findings: [Finding]

  /// Decodes and indexes one message.
  ///
  /// The bytes decide the character set, not MSH-18: SS-MIX2 declares ISO-2022-JP and storages hold UTF-8 and
  /// Shift_JIS too, which is then reported as a finding `hl7.encoding`. CR, LF and CRLF end a segment; MLLP
  /// frame
  /// bytes, blank lines and NUL, Ctrl-Z or blank padding after the last segment are passed over.
  ///
  /// - Parameters:
  ///   - bytes: The whole file or frame, unchanged.
  ///   - limits: What is refused as too large.
  /// - Throws: ``ParseError`` with `empty`, `notHL7`, `structure` or `encoding`.
  public init(parsing bytes: [UInt8], limits: ParseLimits = .standard) throws(ParseError) {
    var parser = MessageParser(source: bytes, limits: limits)
    text = try parser.parse()
    findings = parser.noticed.findings
  }

  /// The bytes that were parsed, unchanged.
  public var source: [UInt8] { text.source }

  /// The delimiters of MSH-1 and MSH-2.
  public var encodingCharacters: EncodingCharacters { text.encodingCharacters }

  /// What the bytes turned out to be.
  public var characterSet: CharacterSet { text.characterSet }

  /// All segments, MSH first.
  public var segments: Segments { Segments(text: text) }

  /// The first segment of that name.
  public func first(_ name: String) -> Segment? {
    guard let code = SegmentCode(exactly: name) else { return nil }
    return text.entries.indices.first { text.code(ofSegment: $0) == code }.map { segments[$0] }
  }

  /// All segments of that name, in order.
  public func all(_ name: String) -> [Segment] {
    guard let code = SegmentCode(exactly: name) else { return [] }
    var found: [Segment] = []
    for index in text.entries.indices where text.code(ofSegment: index) == code {
      found.append(segments[index])
    }
    return found
  }

  /// Those of `required` that the message does not have, in the given order.
  ///
  /// The end of the last segment does not tell whether a message is complete (SS-MIX2 files often lack the
  /// final CR);
  /// the segments that its kind demands do.
  public func missingRequiredSegments(for required: [String]) -> [String] {
    required.filter { first($0) == nil }
  }
}

/// The segments of a message, MSH first.
public struct Segments: RandomAccessCollection, Sendable {
  let text: MessageText

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of segments.
  public var endIndex: Int { text.entries.count }
  /// The segment at a position in the message.
  public subscript(position: Int) -> Segment {
    Segment(text: text, index: position)
  }
}
