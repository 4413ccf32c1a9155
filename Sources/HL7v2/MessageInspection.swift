/// A message laid open for people and scripts: what `inspect` prints.
///
/// The JSON form has the keys `path`, `characterSet`, `segments` and `findings`. Field `i` of HL7 is
/// `fields[i - 1]`,
/// MSH-1 included: a list of repetitions, each a list of components, each a string or, where it has
/// subcomponents, a
/// list of strings. An empty field is an empty list. Text is decoded and unescaped. It holds patient data.
public struct MessageInspection: Sendable, Hashable, Codable {
  /// The language of names, meanings and findings in texts; JSON and reason codes stay English.
  public enum Language: String, Sendable, CaseIterable {
    /// Japanese.
    case ja
    /// English.
    case en
  }

  /// One segment.
  public struct InspectedSegment: Sendable, Hashable, Codable {
    /// For example `OBX`.
    public var name: String
    /// Fields, repetitions, components.
    public var fields: [[[InspectedComponent]]]

    /// Lays one segment open.
    init(_ segment: Segment) {
      name = segment.name
      fields = segment.fields.map(MessageInspection.inspect)
    }
  }

  /// A string, or a list of strings.
  public enum InspectedComponent: Sendable, Hashable {
    /// A component without subcomponents.
    case text(String)
    /// At least two subcomponents.
    case subcomponents([String])

    /// The subcomponents; one for plain text.
    public var texts: [String] {
      switch self {
      case .text(let text): [text]
      case .subcomponents(let texts): texts
      }
    }
  }

  /// The file, as it was named to the inspection.
  public var path: String?
  /// Absent when the file could not be decoded.
  public var characterSet: CharacterSet?
  /// All segments, MSH first; none when the file is not a message.
  public var segments: [InspectedSegment]
  /// What was noticed, in the order of the file.
  public var findings: [Finding]

  /// Lays a message open; takes time and memory in proportion to its size.
  public init(_ message: Message, path: String? = nil) {
    self.path = path
    characterSet = message.characterSet
    findings = message.findings
    segments = message.segments.map(InspectedSegment.init)
  }

  /// A file that is not a message: no segments, the error as its finding.
  public init(failure: ParseError, path: String? = nil) {
    self.path = path
    segments = []
    findings = [failure.finding]
  }

  private static func inspect(_ field: Field) -> [[InspectedComponent]] {
    field.repetitions.map { repetition in
      let components = repetition.components.map { component -> InspectedComponent in
        let texts = component.subcomponents.map(\.text)
        return texts.count > 1 ? .subcomponents(texts) : .text(texts.first ?? "")
      }
      return components.isEmpty ? [.text("")] : components
    }
  }
}

extension MessageInspection.InspectedComponent: Codable {
  /// Reads a string or a list of strings.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .subcomponents(try container.decode([String].self))
    }
  }

  /// Writes a string or a list of strings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .subcomponents(let texts): try container.encode(texts)
    }
  }
}
