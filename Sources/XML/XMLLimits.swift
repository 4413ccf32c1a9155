/// How large a document may be before it is refused. Each limit has an ``XMLError/Code`` of its own.
public struct XMLLimits: Sendable, Hashable {
  /// Bytes of the document; never more than 1 GiB, whatever is asked for: offsets are kept in 32 bits.
  public var bytes: Int
  /// Elements inside one another, the root counted; never more than 250, where libxml2 has its own limit.
  public var depth: Int
  /// Elements of the document.
  public var elements: Int
  /// Attributes of the document.
  public var attributes: Int
  /// Attributes of one element, namespace declarations apart.
  public var attributesPerElement: Int
  /// Namespace declarations in force at one place.
  public var namespaces: Int
  /// Different names of elements and attributes.
  public var names: Int
  /// Bytes of one name or one namespace, in UTF-8.
  public var nameBytes: Int
  /// Bytes of one attribute's value, in UTF-8.
  public var attributeBytes: Int
  /// Bytes of character data of the whole document, in UTF-8.
  public var textBytes: Int
  /// Bytes of one tag, comment or processing instruction, rounded up to the pieces in which the document is
  /// handed over (16 KiB). Keeps the parser's own work on one tag small. CDATA sections may have 8 MiB.
  public var markupBytes: Int

  /// Makes limits; each has the standard value unless given.
  public init(
    bytes: Int = 16 << 20, depth: Int = 100, elements: Int = 500_000, attributes: Int = 1_000_000,
    attributesPerElement: Int = 256, namespaces: Int = 256, names: Int = 10_000, nameBytes: Int = 1_024,
    attributeBytes: Int = 64 << 10, textBytes: Int = 16 << 20, markupBytes: Int = 128 << 10
  ) {
    self.bytes = bytes
    self.depth = depth
    self.elements = elements
    self.attributes = attributes
    self.attributesPerElement = attributesPerElement
    self.namespaces = namespaces
    self.names = names
    self.nameBytes = nameBytes
    self.attributeBytes = attributeBytes
    self.textBytes = textBytes
    self.markupBytes = markupBytes
  }

  /// 16 MiB, 100 levels, 500,000 elements, 16 MiB of text.
  public static let standard = XMLLimits()

  var boundedBytes: Int { min(max(bytes, 0), 1 << 30) }
  var boundedDepth: Int { min(max(depth, 0), 250) }
}
