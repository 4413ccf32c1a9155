/// One element of a document: a view, values are made when read.
public struct XMLElement: Sendable {
  let storage: XMLStorage
  let index: Int

  private var node: XMLStorage.Node { storage.nodes[index] }
  private var storedName: XMLStorage.Name { storage.names[Int(node.name)] }

  /// The name without prefix.
  public var name: String { storedName.local }

  /// The namespace's URI; empty for none (Namespaces in XML 1.0).
  public var namespace: String { storedName.namespace }

  /// All character data inside the element and its descendants, in order, white space kept (the string value
  /// of XPath 1.0 5.2).
  public var text: String {
    let node = node
    return String(decoding: storage.text[Int(node.textStart)..<Int(node.textEnd)], as: UTF8.self)
  }

  /// An attribute's value; nil when it is not there.
  ///
  /// - Parameters:
  ///   - name: without prefix.
  ///   - namespace: an attribute without prefix is in none.
  public func attribute(_ name: String, namespace: String = "") -> String? {
    for attribute in storage.attributes[storage.attributeRange(ofNode: index)] {
      let stored = storage.names[Int(attribute.name)]
      if stored.local == name, stored.namespace == namespace { return storage.value(attribute) }
    }
    return nil
  }

  /// All attributes in the order of the document; namespace declarations are none.
  public var attributes: [XMLAttribute] {
    storage.attributes[storage.attributeRange(ofNode: index)].map { attribute in
      let stored = storage.names[Int(attribute.name)]
      return XMLAttribute(
        name: stored.local, namespace: stored.namespace, value: storage.value(attribute))
    }
  }

  /// The elements directly inside this one, in order.
  public var children: Children { Children(storage: storage, position: index + 1, end: Int(node.end)) }

  /// The children of that name, in order.
  ///
  /// - Parameters:
  ///   - name: without prefix.
  ///   - namespace: the element's own unless given.
  public func all(_ name: String, namespace: String? = nil) -> [XMLElement] {
    let namespace = namespace ?? self.namespace
    return children.filter { $0.isNamed(name, namespace) }
  }

  /// The first child of the first name, its first child of the second, and so on, all in the element's own
  /// namespace; nil when one of them is not there. Without names, the element itself.
  public func first(_ path: String...) -> XMLElement? {
    var element = self
    for name in path {
      let namespace = element.namespace
      guard let child = element.children.first(where: { $0.isNamed(name, namespace) }) else { return nil }
      element = child
    }
    return element
  }

  private func isNamed(_ name: String, _ namespace: String) -> Bool {
    let stored = storedName
    return stored.local == name && stored.namespace == namespace
  }

  /// The elements directly inside another; each step costs the same, however much a child holds.
  public struct Children: Sequence, IteratorProtocol, Sendable {
    let storage: XMLStorage
    var position: Int
    let end: Int

    /// The next child; nil behind the last.
    public mutating func next() -> XMLElement? {
      guard position < end else { return nil }
      let element = XMLElement(storage: storage, index: position)
      position = Int(storage.nodes[position].end)
      return element
    }
  }
}

/// One attribute.
public struct XMLAttribute: Sendable, Hashable {
  /// The name without prefix.
  public var name: String
  /// The namespace's URI; empty for none.
  public var namespace: String
  /// The value, normalised (XML 1.0 3.3.3).
  public var value: String
}
