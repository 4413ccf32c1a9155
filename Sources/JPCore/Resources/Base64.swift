/// Base 64 as FHIR's `base64Binary` has it (RFC 4648 section 4).
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Number of characters for so many bytes.
  static func count(of bytes: Int) -> Int { (bytes + 2) / 3 * 4 }

  /// Appends the text of `value`, padded.
  static func append(_ value: [UInt8], to text: inout [UInt8]) {
    text.reserveCapacity(text.count + count(of: value.count) + 2)
    alphabet.withUnsafeBufferPointer { letters in
      value.withUnsafeBufferPointer { value in
        var index = 0
        while index + 2 < value.count {
          let word = UInt32(value[index]) << 16 | UInt32(value[index + 1]) << 8 | UInt32(value[index + 2])
          text.append(letters[Int(word >> 18)])
          text.append(letters[Int(word >> 12 & 63)])
          text.append(letters[Int(word >> 6 & 63)])
          text.append(letters[Int(word & 63)])
          index += 3
        }
        let left = value.count - index
        guard left > 0 else { return }
        let word = UInt32(value[index]) << 16 | (left == 2 ? UInt32(value[index + 1]) << 8 : 0)
        text.append(letters[Int(word >> 18)])
        text.append(letters[Int(word >> 12 & 63)])
        text.append(left == 2 ? letters[Int(word >> 6 & 63)] : 0x3D)
        text.append(0x3D)
      }
    }
  }

  /// The text of `value` with the alphabet of URLs and without padding (RFC 4648 section 5).
  static func urlText(_ value: [UInt8]) -> String {
    var text: [UInt8] = []
    append(value, to: &text)
    while text.last == 0x3D { text.removeLast() }
    for index in text.indices {
      if text[index] == 0x2B { text[index] = 0x2D }
      if text[index] == 0x2F { text[index] = 0x5F }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
