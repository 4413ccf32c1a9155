/// A document as it was read: elements, attributes and text; comments, processing instructions and prefixes
/// are left out.
///
/// It is kept in a few flat arrays, so that it is made and freed without recursion and in memory in
/// proportion to its bytes.
public struct XMLDocument: Sendable {
  let storage: XMLStorage

  /// The root element.
  public var root: XMLElement { XMLElement(storage: storage, index: 0) }

  /// The number of elements, the root counted.
  public var elementCount: Int { storage.nodes.count }
}

/// What all elements of one document share.
final class XMLStorage: Sendable {
  struct Name: Sendable {
    var local: String
    var namespace: String
  }

  /// Nodes stand in document order: the children of one begin right behind it.
  struct Node: Sendable {
    var name: UInt32
    /// Index behind its last descendant.
    var end: UInt32
    /// Range in `text` of everything inside it.
    var textStart: UInt32
    var textEnd: UInt32
    /// Index of its first attribute; those of the next node follow directly.
    var firstAttribute: UInt32
  }

  struct Attribute: Sendable {
    var name: UInt32
    var start: UInt32
    var end: UInt32
  }

  let names: [Name]
  let nodes: [Node]
  let attributes: [Attribute]
  let text: [UInt8]
  let values: [UInt8]

  init(names: [Name], nodes: [Node], attributes: [Attribute], text: [UInt8], values: [UInt8]) {
    self.names = names
    self.nodes = nodes
    self.attributes = attributes
    self.text = text
    self.values = values
  }

  func attributeRange(ofNode index: Int) -> Range<Int> {
    let first = Int(nodes[index].firstAttribute)
    let next = index + 1 < nodes.count ? Int(nodes[index + 1].firstAttribute) : attributes.count
    return first..<next
  }

  func value(_ attribute: Attribute) -> String {
    String(decoding: values[Int(attribute.start)..<Int(attribute.end)], as: UTF8.self)
  }
}
