/// Why a document was not read. It says where, never what stands there.
public struct XMLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason codes; stable, never translated.
  public enum Code: String, Sendable, CaseIterable {
    /// No bytes, or nothing but white space.
    case empty = "xml.empty"
    /// More bytes than ``XMLLimits/bytes``.
    case tooLarge = "xml.too-large"
    /// A document type declaration: entities and external subsets are refused unread.
    case documentType = "xml.document-type"
    /// An encoding that is not on the list, that contradicts the bytes, or that the bytes do not follow.
    case encoding = "xml.encoding"
    /// The document ends before its root element does, or no end was found for the last tag for another
    /// reason.
    case truncated = "xml.truncated"
    /// Anything else that XML 1.0 or Namespaces in XML 1.0 do not allow.
    case notWellFormed = "xml.not-well-formed"
    /// Deeper than ``XMLLimits/depth``.
    case tooDeep = "xml.too-deep"
    /// More than ``XMLLimits/elements``.
    case tooManyElements = "xml.too-many-elements"
    /// More than ``XMLLimits/attributesPerElement``, ``XMLLimits/attributes`` or ``XMLLimits/namespaces``.
    case tooManyAttributes = "xml.too-many-attributes"
    /// More, or longer, names than ``XMLLimits/names`` and ``XMLLimits/nameBytes`` allow.
    case tooManyNames = "xml.too-many-names"
    /// An attribute longer than ``XMLLimits/attributeBytes``.
    case attributeTooLong = "xml.attribute-too-long"
    /// More character data than ``XMLLimits/textBytes``.
    case tooMuchText = "xml.too-much-text"
    /// One tag, comment or processing instruction longer than ``XMLLimits/markupBytes``.
    case markupTooLong = "xml.markup-too-long"
    /// The parser had no memory.
    case noMemory = "xml.no-memory"
  }

  /// Which kind of defect or limit.
  public var code: Code
  /// Line, from 1, in which it was noticed; nil when the parser cannot tell.
  public var line: Int?
  /// Byte offset in the file at which it was noticed, 0-based, at most the file's length; somewhat behind the
  /// defect itself, nil when the parser cannot tell.
  public var offset: Int?

  /// Makes an error.
  public init(code: Code, line: Int? = nil, offset: Int? = nil) {
    self.code = code
    self.line = line
    self.offset = offset
  }

  /// One line: code, position, sentence.
  public var description: String {
    var place = ""
    if let line { place += " in line \(line)" }
    if let offset { place += " at offset \(offset)" }
    return "\(code.rawValue)\(place): \(sentence)"
  }

  private var sentence: String {
    switch code {
    case .empty: "there is no document"
    case .tooLarge: "the document is larger than the limit"
    case .documentType: "the document has a document type declaration, which is refused"
    case .encoding: "the encoding is not supported or the bytes do not follow it"
    case .truncated: "the document ends before its root element does"
    case .notWellFormed: "the document is not well-formed XML 1.0 with namespaces"
    case .tooDeep: "elements are nested deeper than the limit"
    case .tooManyElements: "there are more elements than the limit"
    case .tooManyAttributes: "there are more attributes or namespaces than the limit"
    case .tooManyNames: "there are more or longer names than the limit"
    case .attributeTooLong: "an attribute is longer than the limit"
    case .tooMuchText: "there is more text than the limit"
    case .markupTooLong: "a tag, comment or processing instruction is longer than the limit"
    case .noMemory: "there was no memory to read the document"
    }
  }
}
