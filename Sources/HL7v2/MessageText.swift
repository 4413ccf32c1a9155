import Synchronization

/// What all values of one message share: decoded UTF-8 and where its segments and fields lie in it.
final class MessageText: Sendable {
  struct Entry: Sendable {
    /// Range of the segment in `utf8`, line end excluded.
    var start: UInt32
    var end: UInt32
    /// Index of its first field separator in `separators`; those of the next segment follow directly.
    var firstSeparator: UInt32
  }

  let source: [UInt8]
  let utf8: [UInt8]
  let characterSet: CharacterSet
  let encodingCharacters: EncodingCharacters
  let entries: [Entry]
  /// Positions in `utf8` of all field separators of the message.
  let separators: [UInt32]
  /// Offset in the file behind the message: what copy tools and transports add follows.
  let sourceEnd: Int
  /// Offset in the file of the first decoded byte; nil when `utf8` is the file itself.
  private let base: Int?
  /// Offsets of the segments in the file, once somebody has asked: most readers of a message never do.
  private let offsets = Mutex<[UInt32]>([])

  init(
    source: [UInt8], sourceEnd: Int, content: DecodedContent, encodingCharacters: EncodingCharacters,
    entries: [Entry],
    separators: [UInt32]
  ) {
    self.source = source
    self.sourceEnd = sourceEnd
    utf8 = content.utf8
    characterSet = content.characterSet
    base = content.isOriginal ? nil : content.base
    self.encodingCharacters = encodingCharacters
    self.entries = entries
    self.separators = separators
  }

  /// Offset of a segment in the file.
  func originalOffset(ofSegment index: Int) -> Int {
    guard let base else { return Int(entries[index].start) }
    return offsets.withLock { offsets in
      if offsets.isEmpty { offsets = SourceLines.offsets(of: entries, in: utf8, source: source, base: base) }
      return Int(offsets[index])
    }
  }

  /// Indexes into `separators` that belong to one segment.
  func separatorRange(ofSegment index: Int) -> Range<Int> {
    let first = Int(entries[index].firstSeparator)
    let next = index + 1 < entries.count ? Int(entries[index + 1].firstSeparator) : separators.count
    return first..<next
  }

  /// The text of a range, escape sequences resolved unless `verbatim`.
  func string(_ range: Range<Int>, verbatim: Bool = false) -> String {
    if range.isEmpty { return "" }
    let escape = encodingCharacters.escape
    let plain = utf8.withUnsafeBufferPointer { bytes -> String? in
      let part = UnsafeBufferPointer(rebasing: bytes[range])
      if !verbatim {
        for byte in part where byte == escape { return nil }
      }
      return String(decoding: part, as: UTF8.self)
    }
    return plain ?? EscapeSequence.resolve(utf8[range], encodingCharacters)
  }

  /// The n-th (0-based) part of a range between separators; an empty range at its end when there are fewer.
  func part(_ number: Int, of range: Range<Int>, separator: UInt8) -> Range<Int> {
    guard number >= 0 else { return range.upperBound..<range.upperBound }
    return utf8.withUnsafeBufferPointer { bytes in
      var start = range.lowerBound
      var remaining = number
      var position = start
      let end = range.upperBound
      while position < end {
        if bytes[position] == separator {
          if remaining == 0 { return Range(uncheckedBounds: (start, position)) }
          remaining &-= 1
          start = position &+ 1
        }
        position &+= 1
      }
      // No more parts: an empty range at the end.
      return Range(uncheckedBounds: (remaining == 0 ? start : end, end))
    }
  }

  /// What is made of all parts of a range between separators; one empty part for an empty range.
  func parts<Part>(of range: Range<Int>, separator: UInt8, make: (Range<Int>) -> Part) -> [Part] {
    utf8.withUnsafeBufferPointer { bytes in
      var count = 1
      for position in range where bytes[position] == separator { count += 1 }
      var parts: [Part] = []
      parts.reserveCapacity(count)
      var start = range.lowerBound
      for position in range where bytes[position] == separator {
        parts.append(make(start..<position))
        start = position + 1
      }
      parts.append(make(start..<range.upperBound))
      return parts
    }
  }

  /// Whether a range holds nothing but delimiters.
  func isBlank(_ range: Range<Int>) -> Bool {
    let delimiters = encodingCharacters
    return utf8[range].allSatisfy {
      $0 == delimiters.componentSeparator || $0 == delimiters.repetitionSeparator
        || $0 == delimiters.subcomponentSeparator
    }
  }

  /// Whether a range is exactly `""`, the HL7 null value.
  func isNull(_ range: Range<Int>) -> Bool {
    range.count == 2 && utf8[range.lowerBound] == 0x22 && utf8[range.lowerBound + 1] == 0x22
  }
}
