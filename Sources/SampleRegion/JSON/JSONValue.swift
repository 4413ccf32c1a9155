/// A JSON value (RFC 8259) that keeps what FHIR cares about and most readers lose: the digits of a number
/// (`1.10` is not `1.1`, FHIR R4 2.24.0.1 `decimal`) and the order of members.
public enum JSONValue: Sendable, Hashable {
  /// Members in the order received; names are unique.
  case object([JSONMember])
  /// Elements in order.
  case array([JSONValue])
  /// A string, unescaped.
  case string(String)
  /// A number as it was written.
  case number(String)
  /// `true` or `false`.
  case bool(Bool)
  /// `null`.
  case null
}

/// One `name: value` pair of a JSON object.
public struct JSONMember: Sendable, Hashable {
  /// The member's name, unescaped.
  public var name: String
  /// The member's value.
  public var value: JSONValue

  /// A pair of `name` and `value`.
  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

extension JSONValue {
  /// The members of an object; `nil` for anything else.
  public var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The elements of an array; `nil` for anything else.
  public var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The text of a string; `nil` for anything else.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The value of the member `name` of an object; `nil` when it is absent or this is no object.
  public subscript(_ name: String) -> JSONValue? {
    members?.first { $0.name == name }?.value
  }

  /// An element that FHIR allows once or many times: the array's elements, or the value itself.
  var oneOrMany: [JSONValue] {
    elements ?? [self]
  }

  /// An object of the pairs whose value is there.
  static func object(_ pairs: (String, JSONValue?)...) -> JSONValue {
    .object(pairs.compactMap { name, value in value.map { JSONMember(name, $0) } })
  }

  /// A whole number.
  static func integer(_ value: some BinaryInteger) -> JSONValue {
    .number(String(value))
  }
}
