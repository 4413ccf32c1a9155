import HL7v2

/// A message from its segments to bytes as an SS-MIX2 module stores them.
enum EncodedMessage {
  /// MSH and the segments that `body` writes, in ISO-2022-JP.
  static func bytes(
    type: String, context: MessageContext, isWrittenInParts: Bool, body: (inout MessageWriter) -> Void
  ) -> [UInt8] {
    var message = MessageWriter()
    message.segment("MSH")
    message.field(3, "HIS")
    message.field(4, context.facilityCode)
    message.field(5, "GW")
    message.field(6, "RCV")
    message.field(7, context.sent.toMillisecond)
    message.field(9, type)
    message.field(10, context.controlID)
    message.field(11, "P")
    message.field(12, "2.5")
    message.field(18, "~ISO IR87")
    message.field(20, "ISO 2022-1994")
    message.field(21, "SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO")
    body(&message)
    // The vocabulary is our own and within JIS X 0208. A word that is not would make an empty file, which no
    // test of the generator lets pass.
    let bytes = (try? ISO2022JPEncoder(options: []).encode(message.finished())) ?? []
    return isWrittenInParts ? withEmptyPair(bytes) : bytes
  }

  private static let toKanji: [UInt8] = [0x1B, 0x24, 0x42]
  private static let toASCII: [UInt8] = [0x1B, 0x28, 0x42]

  /// As writers leave them that encode a text part by part: `ESC ( B ESC $ B` after the first character of
  /// the first text of several.
  private static func withEmptyPair(_ bytes: [UInt8]) -> [UInt8] {
    var index = 0
    while index + 7 < bytes.count {
      if bytes[index] == 0x1B, bytes[index + 1] == 0x24, bytes[index + 5] != 0x1B {
        return bytes[..<(index + 5)] + toASCII + toKanji + bytes[(index + 5)...]
      }
      index += 1
    }
    return bytes
  }
}
