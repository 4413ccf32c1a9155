import Foundation

/// Any JSON, for tests that look into answers without knowing all of them.
enum JSONValue: Sendable, Hashable, Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([String: JSONValue].self) {
      self = .object(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  /// One value from a text.
  static func read(_ text: some DataProtocol) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text))
  }

  /// One value a line.
  static func readLines(_ text: Data) throws -> [JSONValue] {
    try text.split(separator: UInt8(ascii: "\n")).map { try read($0) }
  }

  subscript(_ key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var text: String? { if case .string(let value) = self { value } else { nil } }
  var integer: Int? { if case .number(let value) = self { Int(value) } else { nil } }
  var elements: [JSONValue] { if case .array(let value) = self { value } else { [] } }
  var members: [String: JSONValue] { if case .object(let value) = self { value } else { [:] } }

  /// The values of all objects `{"system": system, "value": …}` at any depth.
  func identifiers(system: String) -> Set<String> {
    switch self {
    case .array(let elements):
      return elements.reduce(into: []) { $0.formUnion($1.identifiers(system: system)) }
    case .object(let members):
      var found: Set<String> = []
      if members["system"]?.text == system, let value = members["value"]?.text { found.insert(value) }
      for member in members.values { found.formUnion(member.identifiers(system: system)) }
      return found
    default:
      return []
    }
  }
}
