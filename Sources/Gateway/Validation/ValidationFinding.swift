/// One statement of `validate`: what is wrong and where. It holds a path and positions, never a value of a record.
public struct ValidationFinding: Sendable, Hashable {
  /// As the operator would type it: the given path and what lies below it.
  public var path: String
  /// The code's own severity, or a graver one.
  public var severity: ValidationSeverity
  /// The reason code.
  public var code: ValidationCode
  /// Segment name such as `OBX`, when one is meant.
  public var segment: String?
  /// Field number, 1-based as in HL7, when one is meant.
  public var field: Int?
  /// Byte offset in the file, 0-based, of the segment or of the byte that is meant.
  public var offset: Int?

  /// A finding; the severity is the code's own unless given.
  public init(
    path: String, code: ValidationCode, severity: ValidationSeverity? = nil, segment: String? = nil,
    field: Int? = nil, offset: Int? = nil
  ) {
    self.path = path
    self.severity = severity ?? code.severity
    self.code = code
    self.segment = segment
    self.field = field
    self.offset = offset
  }

  /// `PID-3`, `PID`, or nothing.
  public var place: String? {
    segment.map { name in field.map { "\(name)-\($0)" } ?? name }
  }

  /// The sentence for people, with the place in it and the name of the field where the tables know it.
  public func message(in language: Language) -> String {
    let text = code.text[language]
    guard let place else { return text }
    let name = segment.flatMap { segment in
      field.flatMap { FieldNames.name(ofField: $0, in: segment, language) }
    }
    return name.map { "\(place) (\($0)): \(text)" } ?? "\(place): \(text)"
  }

  /// One line without its line end: severity, code, path with offset, sentence.
  public func line(in language: Language) -> String {
    let position = offset.map { ":\($0)" } ?? ""
    return
      "\(severity.rawValue) \(code.rawValue) \(PrintableText.line(path))\(position) \(message(in: language))"
  }

  /// One JSON object without its line end, with the keys of contract.md section 4; absent rather than null.
  public func json(in language: Language) -> String {
    var object = JSONLine()
    object.add("path", path)
    object.add("severity", severity.rawValue)
    object.add("code", code.rawValue)
    if let segment { object.add("segment", segment) }
    if let field { object.add("field", field) }
    if let offset { object.add("offset", offset) }
    object.add("message", message(in: language))
    return object.text
  }
}

/// Text that may hold anything, as one line that a terminal shows without obeying it.
enum PrintableText {
  /// Control characters, line separators and direction marks become `\u{…}`.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var line = ""
    for scalar in text.unicodeScalars {
      if isHarmful(scalar) {
        line += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// A name of bytes that are not UTF-8: those bytes as `\xNN`.
  static func name(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    for byte in bytes {
      if (0x20..<0x7F).contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return text
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

/// Writes one flat JSON object, keys in the order given.
struct JSONLine {
  private var body = "{"

  var text: String { body + "}" }

  mutating func add(_ key: String, _ value: String) {
    begin(key)
    body += Self.quoted(value)
  }

  mutating func add(_ key: String, _ value: Int) {
    begin(key)
    body += String(value)
  }

  mutating func add(_ key: String, _ values: [String]) {
    begin(key)
    body += "[" + values.map(Self.quoted).joined(separator: ",") + "]"
  }

  private mutating func begin(_ key: String) {
    if body.utf8.count > 1 { body += "," }
    body += "\"\(key)\":"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
