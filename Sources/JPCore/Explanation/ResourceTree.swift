/// A resource of a conversion as a tree, so that two conversions can be compared element by element.
///
/// It reads what ``JSONWriter`` writes: JSON that is valid and has no white space between its tokens.
indirect enum ResourceTree {
  /// A member of an object.
  struct Member {
    var name: String
    var value: ResourceTree
  }

  case text(String)
  /// A number or a truth value, as written.
  case literal(String)
  /// A text that names a resource of the same conversion.
  case link(ResourceLink)
  /// The id of a contained resource, or a reference to one, and what is left of it without the number by which alike
  /// ones are told apart: those numbers move up when one goes.
  case inner(String, name: Substring)
  /// With the number of values below it.
  case list([ResourceTree], leaves: Int)
  /// With the number of values below it.
  case object([Member], leaves: Int)

  /// How many values the tree has.
  var leaves: Int {
    switch self {
    case .text, .literal, .link, .inner: 1
    case .list(_, let leaves), .object(_, let leaves): leaves
    }
  }

  init(_ json: [UInt8], names: ResourceNames) {
    var reader = ResourceReader(json: json, names: names)
    self = reader.read(depth: 0, name: "")
  }

  /// Calls `body` with the path and the value of each leaf, in order.
  func forEachLeaf(_ path: String = "", _ body: (String, ResourceTree) -> Void) {
    switch self {
    case .text, .literal, .link, .inner: body(path, self)
    case .list(let items, _):
      for (index, item) in items.enumerated() { item.forEachLeaf("\(path)[\(index)]", body) }
    case .object(let members, _):
      for member in members {
        member.value.forEachLeaf(path.isEmpty ? member.name : "\(path).\(member.name)", body)
      }
    }
  }
}

/// A text that names a resource of the same conversion: `Type/id`, `id` or `id.` and something.
struct ResourceLink {
  /// The text itself.
  var text: String
  /// Index of the resource in the conversion.
  var target: Int
  /// What follows the id.
  var suffix: Substring
}

/// The resources of a conversion by the texts that name them.
struct ResourceNames {
  private var indexes: [String: Int] = [:]

  init(_ resources: [Resource]) {
    indexes.reserveCapacity(resources.count * 2)
    for (index, resource) in resources.enumerated() {
      indexes[resource.reference] = index
      indexes[resource.id] = index
    }
  }

  func link(_ text: String) -> ResourceLink? {
    if let target = indexes[text] { return ResourceLink(text: text, target: target, suffix: "") }
    guard let dot = text.lastIndex(of: "."), let target = indexes[String(text[..<dot])] else { return nil }
    return ResourceLink(text: text, target: target, suffix: text[dot...])
  }
}

/// Reads the JSON of one resource.
private struct ResourceReader {
  let json: [UInt8]
  let names: ResourceNames
  private var position = 0

  init(json: [UInt8], names: ResourceNames) {
    self.json = json
    self.names = names
  }

  private var next: UInt8 { position < json.count ? json[position] : 0 }

  /// - Parameters:
  ///   - depth: Of objects and lists around the value.
  ///   - name: Of the member that it is; empty for an item of a list.
  mutating func read(depth: Int, name: String) -> ResourceTree {
    switch next {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return list(depth: depth)
    case UInt8(ascii: "\""):
      return value(string(), depth: depth, name: name)
    default:
      let start = position
      while position < json.count, !Self.ends.contains(json[position]) { position += 1 }
      return .literal(String(decoding: json[start..<position], as: UTF8.self))
    }
  }

  private static let ends = Array(",]}".utf8)

  private func value(_ text: String, depth: Int, name: String) -> ResourceTree {
    // A resource's own id names nothing but itself.
    if name == "id", depth == 1 { return .text(text) }
    guard (name == "id" && depth == 3) || text.hasPrefix("#") else {
      return names.link(text).map(ResourceTree.link) ?? .text(text)
    }
    let number = text.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let rest = text.dropLast(number)
    return .inner(text, name: number > 0 && rest.hasSuffix("-") ? rest.dropLast() : text[...])
  }

  private mutating func object(depth: Int) -> ResourceTree {
    var members: [ResourceTree.Member] = []
    var leaves = 0
    position += 1
    while position < json.count, next != UInt8(ascii: "}") {
      if next == UInt8(ascii: ",") { position += 1 }
      let name = string()
      position += 1
      let value = read(depth: depth + 1, name: name)
      leaves += value.leaves
      members.append(.init(name: name, value: value))
    }
    position += 1
    return .object(members, leaves: leaves)
  }

  private mutating func list(depth: Int) -> ResourceTree {
    var items: [ResourceTree] = []
    var leaves = 0
    position += 1
    while position < json.count, next != UInt8(ascii: "]") {
      if next == UInt8(ascii: ",") { position += 1 }
      let item = read(depth: depth + 1, name: "")
      leaves += item.leaves
      items.append(item)
    }
    position += 1
    return .list(items, leaves: leaves)
  }

  /// The string at the position, which is left behind its closing quotation mark.
  private mutating func string() -> String {
    position += 1
    var start = position
    var text: [UInt8]?
    while position < json.count, next != UInt8(ascii: "\"") {
      guard next == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      text = (text ?? []) + json[start..<position]
      position += 1
      text?.append(Self.escapes[next] ?? next)
      position += 1
      start = position
    }
    let end = position
    position += 1
    guard var text else { return String(decoding: json[start..<end], as: UTF8.self) }
    text += json[start..<end]
    return String(decoding: text, as: UTF8.self)
  }

  /// The only escapes that ``JSONWriter`` writes, besides characters that stand for themselves.
  private static let escapes: [UInt8: UInt8] = [0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09]
}
