/// Inspections as JSON lines, written straight from the message: the shape of ``MessageInspection`` without its objects,
/// so that one process can lay open a whole storage.
///
/// Each object stands on a line of its own. Give the bytes away and call ``removeAll()`` between messages: the writer
/// grows with what it holds, never with what it has written.
public struct InspectionWriter: Sendable {
  /// UTF-8 JSON lines that were written since the last ``removeAll()``.
  public private(set) var bytes: [UInt8] = []
  /// Whether each segment also gets its `offset` and the bytes of its fields (`raw`), which the usual shape does not
  /// have.
  private let showsSource: Bool

  /// Creates an empty writer.
  /// - Parameter showsSource: Whether segments also show the original bytes, in hexadecimal.
  public init(showsSource: Bool = false) {
    self.showsSource = showsSource
  }

  /// Forgets the bytes and keeps their memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
  }

  /// One object for a message; linear in its size.
  public mutating func append(_ message: Message, path: String? = nil) {
    open(path)
    literal("\"characterSet\":")
    quoted(message.characterSet.rawValue.utf8)
    literal(",\"segments\":[")
    for segment in message.segments {
      if segment.index > 0 { bytes.append(0x2C) }
      append(segment)
    }
    literal("],")
    close(message.findings)
  }

  /// One object for a file that is no message: no character set, no segments, the error as its finding.
  public mutating func append(_ failure: ParseError, path: String? = nil) {
    append(failure.finding, path: path)
  }

  /// One object for a file of which nothing but one finding is told: no character set, no segments.
  public mutating func append(_ finding: Finding, path: String?) {
    open(path)
    literal("\"segments\":[],")
    close([finding])
  }

  private mutating func open(_ path: String?) {
    bytes.append(0x7B)
    guard let path else { return }
    literal("\"path\":")
    quoted(path.utf8)
    bytes.append(0x2C)
  }

  private mutating func close(_ findings: [Finding]) {
    literal("\"findings\":[")
    for (position, finding) in findings.enumerated() {
      if position > 0 { bytes.append(0x2C) }
      append(finding)
    }
    literal("]}\n")
  }

  private mutating func append(_ finding: Finding) {
    literal("{\"severity\":")
    quoted(finding.severity.rawValue.utf8)
    literal(",\"code\":")
    quoted(finding.code.utf8)
    if let offset = finding.offset { number(",\"offset\":", offset) }
    if let segment = finding.segment {
      literal(",\"segment\":")
      quoted(segment.utf8)
    }
    if let field = finding.field { number(",\"field\":", field) }
    literal(",\"text\":")
    quoted(finding.text.utf8)
    bytes.append(0x7D)
  }

  // MARK: - Segments

  private mutating func append(_ segment: Segment) {
    let text = segment.text
    literal("{\"name\":")
    quoted(segment.utf8.prefix(3))
    literal(",\"fields\":[")
    let count = segment.fieldCount
    for number in 0..<count {
      if number > 0 { bytes.append(0x2C) }
      let field = segment[number + 1]
      if field.range.isEmpty {
        literal("[]")
      } else if segment.index == 0 && number < 2 {
        literal("[[")
        quoted(text.utf8[field.range])
        literal("]]")
      } else {
        append(field.range, of: text)
      }
    }
    bytes.append(0x5D)
    if showsSource { appendSource(of: segment) }
    bytes.append(0x7D)
  }

  /// A field that is not empty: repetitions of components of subcomponents, found in one pass.
  private mutating func append(_ range: Range<Int>, of text: MessageText) {
    let delimiters = text.encodingCharacters
    literal("[[")
    text.utf8.withUnsafeBufferPointer { source in
      var start = range.lowerBound
      var hasSubcomponents = false
      var hasEscapes = false
      for position in range.lowerBound...range.upperBound {
        let byte = position < range.upperBound ? source[position] : delimiters.repetitionSeparator
        if byte == delimiters.subcomponentSeparator {
          hasSubcomponents = true
        } else if byte == delimiters.escape {
          hasEscapes = true
        } else if byte == delimiters.componentSeparator || byte == delimiters.repetitionSeparator {
          component(source[start..<position], delimiters, hasSubcomponents, hasEscapes)
          (start, hasSubcomponents, hasEscapes) = (position + 1, false, false)
          if position == range.upperBound { break }
          if byte == delimiters.componentSeparator { bytes.append(0x2C) } else { literal("],[") }
        }
      }
    }
    literal("]]")
  }

  private mutating func component(
    _ source: Slice<UnsafeBufferPointer<UInt8>>, _ delimiters: EncodingCharacters, _ hasSubcomponents: Bool,
    _ hasEscapes: Bool
  ) {
    guard hasSubcomponents else { return piece(source, delimiters, hasEscapes) }
    bytes.append(0x5B)
    var start = source.startIndex
    for position in source.indices where source[position] == delimiters.subcomponentSeparator {
      piece(source[start..<position], delimiters, hasEscapes)
      bytes.append(0x2C)
      start = position + 1
    }
    piece(source[start...], delimiters, hasEscapes)
    bytes.append(0x5D)
  }

  private mutating func piece(
    _ source: Slice<UnsafeBufferPointer<UInt8>>, _ delimiters: EncodingCharacters, _ hasEscapes: Bool
  ) {
    if hasEscapes {
      quoted(EscapeSequence.resolve(Array(source)[...], delimiters).utf8)
    } else {
      quoted(source)
    }
  }

  private mutating func appendSource(of segment: Segment) {
    number(",\"offset\":", segment.offset)
    literal(",\"raw\":[")
    let ranges = segment.fieldSourceRanges ?? [segment.sourceRange]
    for (position, range) in ranges.enumerated() {
      if position > 0 { bytes.append(0x2C) }
      number("{\"offset\":", range.lowerBound)
      literal(",\"hex\":\"")
      for byte in segment.text.source[range] { bytes.append(contentsOf: Hexadecimal.digits(of: byte)) }
      literal("\"}")
    }
    bytes.append(0x5D)
  }

  // MARK: - Values

  private mutating func literal(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func number(_ key: StaticString, _ value: Int) {
    literal(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Runs without anything to escape are copied whole (RFC 8259 7).
  private mutating func quoted(_ text: some Collection<UInt8>) {
    bytes.append(0x22)
    var start = text.startIndex
    var position = start
    while position < text.endIndex {
      let byte = text[position]
      let next = text.index(after: position)
      if byte < 0x20 || byte == 0x22 || byte == 0x5C {
        bytes.append(contentsOf: text[start..<position])
        escape(byte)
        start = next
      }
      position = next
    }
    bytes.append(contentsOf: text[start...])
    bytes.append(0x22)
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      literal("u00")
      bytes.append(contentsOf: Hexadecimal.digits(of: byte))
    }
  }
}

/// Bytes in hexadecimal.
enum Hexadecimal {
  private static let letters = Array("0123456789abcdef".utf8)

  /// Two small letters or digits, as ASCII.
  static func digits(of byte: UInt8) -> [UInt8] {
    [letters[Int(byte >> 4)], letters[Int(byte & 0xF)]]
  }

  /// The last `width` digits of a number.
  static func text(of number: Int, width: Int) -> String {
    let digits = (0..<width).reversed().map { letters[(number >> ($0 * 4)) & 0xF] }
    return String(decoding: digits, as: UTF8.self)
  }
}
