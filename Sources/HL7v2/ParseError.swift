/// Why bytes are not one readable HL7 message. It says where, never what stands there.
public struct ParseError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason codes of the operator's list.
  public enum Code: String, Sendable {
    /// No message bytes at all.
    case empty = "hl7.empty"
    /// The first segment is not MSH.
    case notHL7 = "hl7.not-hl7"
    /// Cut, doubled or otherwise impossible structure, or larger than the limits.
    case structure = "hl7.structure"
    /// Bytes that belong to no character set in use.
    case encoding = "hl7.encoding"

    /// The Japanese sentence of the code, for findings of any severity.
    var japaneseText: String {
      switch self {
      case .empty: "メッセージの内容がありません"
      case .notHL7: "HL7 メッセージではありません"
      case .structure: "メッセージの構造が規格どおりではありません"
      case .encoding: "文字コードが規格どおりではありません"
      }
    }
  }

  /// Which kind of defect.
  public var code: Code
  /// Byte offset in the original file, 0-based, at most the file's length.
  public var offset: Int
  /// Segment name such as `OBX`, when it could be read.
  public var segment: String?
  /// Field number, 1-based as in HL7, when known.
  public var field: Int?
  /// English phrase without message content.
  public var reason: String

  /// Makes an error; `reason` must not contain message content.
  public init(code: Code, offset: Int, segment: String? = nil, field: Int? = nil, reason: String) {
    self.code = code
    self.offset = offset
    self.segment = segment
    self.field = field
    self.reason = reason
  }

  /// One line: code, position, reason.
  public var description: String {
    var place = "offset \(offset)"
    if let segment { place += ", segment \(segment)" }
    if let field { place += ", field \(field)" }
    return "\(code.rawValue) at \(place): \(reason)"
  }

  /// The same statement as a finding of severity error.
  public var finding: Finding {
    Finding(
      severity: .error, code: code.rawValue, offset: offset, segment: segment, field: field, text: reason)
  }
}
