import Foundation

/// The JSON of reports (contract.md section 4): keys sorted, absent rather than null, slashes as they are.
public enum ReportJSON {
  /// Encodes a report on one line, without a line end.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  /// Decodes what `encode` wrote; unknown keys are ignored, as fields are only ever added.
  public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: some Sequence<UInt8>) throws
    -> Value
  {
    try JSONDecoder().decode(type, from: Data(bytes))
  }

  /// JSON indented for a terminal, members in the order and numbers in the digits they have. Takes JSON
  /// without white space, as it is sent.
  public static func pretty(_ json: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in json.enumerated() {
      if isInString {
        result.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else {
          isInString = byte != UInt8(ascii: "\"")
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        result.append(byte)
        depth += 1
        let next = index + 1 < json.count ? json[index + 1] : 0
        if next != UInt8(ascii: "}"), next != UInt8(ascii: "]") { lineBreak(depth, &result) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth = max(0, depth - 1)
        let last = index > 0 ? json[index - 1] : 0
        if last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { lineBreak(depth, &result) }
        result.append(byte)
      case UInt8(ascii: ","):
        result.append(byte)
        lineBreak(depth, &result)
      case UInt8(ascii: ":"):
        result += [byte, 0x20]
      default:
        result.append(byte)
        isInString = byte == UInt8(ascii: "\"")
      }
    }
    return result
  }

  private static func lineBreak(_ depth: Int, _ result: inout [UInt8]) {
    result.append(0x0A)
    result += Array(repeating: 0x20, count: depth * 2)
  }
}
