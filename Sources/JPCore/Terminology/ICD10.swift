/// ICD-10 codes in messages lack the dot that the classification writes.
enum ICD10 {
  /// A code as the codes of a system are: HL7's have the dot, those of the Japanese edition of 2013 have none.
  static func code(_ code: String, in uri: String) -> String {
    uri == CodeSystem.icd10.uris.v1_2_0 ? undotted(code) : dotted(code)
  }

  /// `K29.7` as `K297`.
  static func undotted(_ code: String) -> String {
    let plain = code.replacing(".", with: "")
    return dotted(plain) == code ? plain : code
  }

  /// `K297` as `K29.7`. A code of three characters, one with a dot, and what is no ICD-10 code stay as they
  /// are.
  static func dotted(_ code: String) -> String {
    let bytes = Array(code.utf8)
    guard bytes.count > 3, isLetter(bytes[0]), isDigit(bytes[1]), isDigit(bytes[2]),
      bytes[3...].allSatisfy({ isDigit($0) || isLetter($0) })
    else { return code }
    return String(decoding: bytes[..<3], as: UTF8.self) + "." + String(decoding: bytes[3...], as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
