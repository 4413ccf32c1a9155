import HL7v2

/// Any bytes inside a message: character sets are told, decoded and encoded back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array("MSH|^~\\&|".utf8) + input(start, count) + [0x0D]
  do throws(ParseError) {
    let message = try Message(parsing: bytes)
    checkDecoding(message, bytes)
    checkEncoding(message)
  } catch {
    hold(0...bytes.count ~= error.offset, "an error's offset lies in the file")
  }
  return 0
}

private func checkDecoding(_ message: Message, _ bytes: [UInt8]) {
  hold(message.source == bytes, "the original bytes are kept")
  var decoded = 0
  for segment in message.segments {
    hold(0..<bytes.count ~= segment.offset, "a segment's offset lies in the file")
    hold(String(validating: segment.utf8, as: UTF8.self) != nil, "decoded text is whole characters")
    decoded += segment.utf8.count
  }
  hold(decoded <= 4 * bytes.count, "text does not grow beyond its bytes")
  for finding in message.findings {
    hold(finding.offset.map { 0...bytes.count ~= $0 } ?? true, "a finding's offset lies in the file")
  }
}

private let everything: ISO2022JPEncoder.Options = [
  .halfWidthKatakana, .supplementaryKanji, .vendorCharacters, .userDefinedCharacters,
]

/// What was read is written, where the encoder can, in bytes that are read as the same.
private func checkEncoding(_ message: Message) {
  // Control characters stay out of this law: at the end of a file they are padding.
  guard message.segments.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x20 } }) else { return }
  let text = message.segments.map { String(decoding: $0.utf8, as: UTF8.self) }.joined(separator: "\r") + "\r"
  guard let written = try? ISO2022JPEncoder(options: everything).encode(text) else { return }
  guard let again = try? Message(parsing: written) else {
    hold(false, "what the encoder writes can be read")
    return
  }
  hold(again.characterSet == .ascii || again.characterSet == .iso2022JP, "the encoder writes ISO-2022-JP")
  hold(again.segments.count == message.segments.count, "as many segments after encoding")
  for (before, after) in zip(message.segments, again.segments) {
    hold(before.utf8.elementsEqual(after.utf8), "the same text after encoding")
  }
  let second = try? ISO2022JPEncoder(options: everything).encode(
    again.segments.map { String(decoding: $0.utf8, as: UTF8.self) }.joined(separator: "\r") + "\r")
  hold(second == written, "encoding the same text gives the same bytes")
}
