/// Why a text is no JSON that this server reads. Says where, never what stood there.
public struct JSONReadingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of fault it is.
  public enum Code: String, Sendable {
    /// Not JSON by RFC 8259.
    case malformed
    /// Nested deeper, or holding more values, than the reader's limits allow.
    case tooCostly
  }

  /// What kind of fault it is.
  public var code: Code
  /// Byte offset at which it was noticed.
  public var offset: Int
  /// An English sentence without any of the content.
  public var reason: String

  /// The sentence with its position.
  public var description: String { "\(reason) (byte \(offset))" }
}

/// Reads one JSON text (RFC 8259) strictly: UTF-8 only, no duplicate names (their meaning is undefined, RFC
/// 8259 4), no lone surrogates, nothing after the value. Recursion is bounded, so hostile input costs an
/// error, not the stack.
public struct JSONReader {
  /// Greatest nesting of arrays and objects.
  public static let greatestDepth = 100
  /// Greatest number of values in one text.
  public static let greatestCount = 2_000_000

  private let bytes: [UInt8]
  private var position = 0
  private var count = 0

  /// The value that `bytes` hold.
  ///
  /// - Throws: ``JSONReadingError`` with the offset of the first byte that cannot be.
  public static func read(_ bytes: [UInt8]) throws(JSONReadingError) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value(depth: 0)
    reader.skipWhitespace()
    guard reader.position == bytes.count else { throw reader.malformed("Something follows the JSON value") }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var current: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private func malformed(_ reason: String) -> JSONReadingError {
    JSONReadingError(code: .malformed, offset: position, reason: reason)
  }

  private mutating func skipWhitespace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func value(depth: Int) throws(JSONReadingError) -> JSONValue {
    count += 1
    guard count <= Self.greatestCount, depth < Self.greatestDepth else {
      throw JSONReadingError(
        code: .tooCostly, offset: position, reason: "The JSON text is too deep or too large")
    }
    skipWhitespace()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw malformed("The JSON text ends too early")
    case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
      return .number(try number())
    default: throw malformed("No JSON value starts with this byte")
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONReadingError) -> JSONValue {
    let length = text.utf8CodeUnitCount
    let isThere = text.withUTF8Buffer { expected in
      bytes.count - position >= length && bytes[position..<position + length].elementsEqual(expected)
    }
    guard isThere else { throw malformed("Not a JSON literal") }
    position += length
    return value
  }

  private mutating func array(depth: Int) throws(JSONReadingError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipWhitespace()
    if current == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    while true {
      elements.append(try value(depth: depth + 1))
      if try closes(with: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func object(depth: Int) throws(JSONReadingError) -> JSONValue {
    position += 1
    var members: [JSONMember] = []
    var names = MemberNames()
    skipWhitespace()
    if current == UInt8(ascii: "}") {
      position += 1
      return .object([])
    }
    while true {
      skipWhitespace()
      guard current == UInt8(ascii: "\"") else { throw malformed("A member name is expected") }
      let name = try string()
      guard names.insert(name, after: members) else {
        throw malformed("A member name occurs twice in one object")
      }
      skipWhitespace()
      guard current == UInt8(ascii: ":") else { throw malformed("A colon is expected") }
      position += 1
      members.append(JSONMember(name, try value(depth: depth + 1)))
      if try closes(with: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  /// Steps over a comma (false) or the closing bracket (true).
  private mutating func closes(with bracket: UInt8) throws(JSONReadingError) -> Bool {
    skipWhitespace()
    guard let byte = current, byte == bracket || byte == UInt8(ascii: ",") else {
      throw malformed("A comma or a closing bracket is expected")
    }
    position += 1
    return byte == bracket
  }

  private mutating func digits() throws(JSONReadingError) {
    let start = position
    while let byte = current, byte >= 0x30, byte <= 0x39 { position += 1 }
    guard position > start else { throw malformed("A digit is expected") }
  }

  private mutating func number() throws(JSONReadingError) -> String {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if current == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}

// MARK: Strings

extension JSONReader {
  private mutating func string() throws(JSONReadingError) -> String {
    position += 1
    let start = position
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if current == UInt8(ascii: "\"") {
      let text = try checkedText(bytes[start..<position])
      position += 1
      return text
    }
    return try escapedString(from: start)
  }

  /// The general case: the string holds an escape, which `position` stands on (or the text is cut or
  /// malformed).
  private mutating func escapedString(from start: Int) throws(JSONReadingError) -> String {
    var decoded = Array(bytes[start..<position])
    while true {
      guard let byte = current else { throw malformed("A string is not closed") }
      guard byte >= 0x20 else { throw malformed("A control character stands unescaped in a string") }
      position += 1
      if byte == UInt8(ascii: "\"") { return try checkedText(decoded[...]) }
      if byte == UInt8(ascii: "\\") {
        try appendEscape(to: &decoded)
      } else {
        decoded.append(byte)
      }
    }
  }

  private func checkedText(_ slice: ArraySlice<UInt8>) throws(JSONReadingError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw malformed("A string is not UTF-8")
    }
    return text
  }

  private mutating func appendEscape(to decoded: inout [UInt8]) throws(JSONReadingError) {
    guard let byte = current else { throw malformed("A string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"): decoded.append(contentsOf: String(try escapedScalar()).utf8)
    default: throw malformed("No such escape")
    }
  }

  private mutating func escapedScalar() throws(JSONReadingError) -> Character {
    var code = try fourHexadecimalDigits()
    if code >= 0xD800, code < 0xDC00 {
      guard current == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "u")
      else {
        throw malformed("A surrogate stands alone")
      }
      position += 2
      let low = try fourHexadecimalDigits()
      guard low >= 0xDC00, low < 0xE000 else { throw malformed("A surrogate stands alone") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw malformed("A surrogate stands alone") }
    return Character(scalar)
  }

  private mutating func fourHexadecimalDigits() throws(JSONReadingError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed("Four hexadecimal digits are expected")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}

/// The names of one object's members so far. Small objects, which nearly all are, are looked through; larger ones
/// get a set, so that an object of a million members does not take a million squared comparisons.
private struct MemberNames {
  private static let smallCount = 16
  private var names: Set<String> = []

  /// False when `name` is among `members` already.
  mutating func insert(_ name: String, after members: [JSONMember]) -> Bool {
    if members.count < Self.smallCount { return !members.contains { $0.name == name } }
    if members.count == Self.smallCount { names = Set(members.map(\.name)) }
    return names.insert(name).inserted
  }
}
