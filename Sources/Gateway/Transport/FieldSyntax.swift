/// The grammar of what surrounds the content (RFC 9110 section 5): checked here, before anything is sent,
/// because a line break in a value would forge a header.
enum FieldSyntax {
  private static let marks = Set("!#$%&'*+-.^_`|~".utf8)

  /// A method or a field name (RFC 9110 section 5.6.2).
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: marks.contains(byte)
        }
      }
  }

  /// A field: a name, and a value without control characters (RFC 9110 section 5.5).
  static func isField(_ field: (String, String)) -> Bool {
    isToken(field.0) && field.1.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}
