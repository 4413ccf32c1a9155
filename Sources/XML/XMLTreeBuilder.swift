/// Makes the flat arrays of a document from the parser's events, and stops at the limits.
final class XMLTreeBuilder {
  /// A name by the addresses of its parts: libxml2 keeps each different string of a parse once.
  struct NameKey: Hashable {
    var local: UInt
    var namespace: UInt
  }

  typealias CharacterPointer = UnsafePointer<UInt8>

  private let limits: XMLLimits
  /// The limit that was reached.
  private(set) var failure: XMLError.Code?
  /// Counts whatever the parser delivered; the reader sees from it that the parser goes on.
  var events = 0

  private var names: [XMLStorage.Name] = []
  private var nodes: [XMLStorage.Node] = []
  private var attributes: [XMLStorage.Attribute] = []
  private var text: [UInt8] = []
  private var values: [UInt8] = []
  private var known: [NameKey: UInt32] = [:]
  /// The elements that are open, with the namespaces in force in each.
  private var open: [(node: Int, namespaces: Int)] = []

  init(limits: XMLLimits) {
    self.limits = limits
  }

  /// Whether a root element began and ended.
  var isComplete: Bool { open.isEmpty && !nodes.isEmpty }

  /// The document; to be taken once, when it is complete.
  func finish() -> XMLStorage {
    XMLStorage(names: names, nodes: nodes, attributes: attributes, text: text, values: values)
  }

  func fail(_ code: XMLError.Code) {
    if failure == nil { failure = code }
  }

  func startElement(local: CharacterPointer, namespace: CharacterPointer?, namespaces: Int) {
    let inForce = (open.last?.namespaces ?? 0) + namespaces
    guard open.count < limits.boundedDepth else { return fail(.tooDeep) }
    guard nodes.count < limits.elements else { return fail(.tooManyElements) }
    guard inForce <= limits.namespaces else { return fail(.tooManyAttributes) }
    guard let name = name(local, namespace) else { return }
    open.append((nodes.count, inForce))
    let position = UInt32(text.count)
    nodes.append(
      XMLStorage.Node(
        name: name, end: 0, textStart: position, textEnd: position, firstAttribute: UInt32(attributes.count)))
  }

  /// An attribute of the element that was started last.
  func attribute(
    local: CharacterPointer, namespace: CharacterPointer?, value: UnsafeBufferPointer<UInt8>
  ) {
    guard attributes.count < limits.attributes else { return fail(.tooManyAttributes) }
    guard value.count <= limits.attributeBytes else { return fail(.attributeTooLong) }
    guard let name = name(local, namespace) else { return }
    let start = UInt32(values.count)
    values.append(contentsOf: value)
    attributes.append(XMLStorage.Attribute(name: name, start: start, end: UInt32(values.count)))
  }

  func checkAttributeCount(_ count: Int) {
    if count > limits.attributesPerElement { fail(.tooManyAttributes) }
  }

  func endElement() {
    guard let element = open.popLast() else { return }
    nodes[element.node].end = UInt32(nodes.count)
    nodes[element.node].textEnd = UInt32(text.count)
  }

  func characters(_ characters: UnsafeBufferPointer<UInt8>) {
    // White space around the root element belongs to nothing.
    guard !open.isEmpty else { return }
    guard characters.count <= limits.textBytes - text.count else { return fail(.tooMuchText) }
    text.append(contentsOf: characters)
  }

  private func name(_ local: CharacterPointer, _ namespace: CharacterPointer?) -> UInt32? {
    let key = NameKey(local: UInt(bitPattern: local), namespace: UInt(bitPattern: namespace))
    if let index = known[key] { return index }
    let name = XMLStorage.Name(
      local: String(cString: local), namespace: namespace.map { String(cString: $0) } ?? "")
    guard names.count < limits.names, name.local.utf8.count <= limits.nameBytes,
      name.namespace.utf8.count <= limits.nameBytes
    else {
      fail(.tooManyNames)
      return nil
    }
    let index = UInt32(names.count)
    names.append(name)
    known[key] = index
    return index
  }
}
