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

  /// The name of a segment; the index refuses one that has not three characters.
  func code(ofSegment index: Int) -> SegmentCode {
    let start = Int(entries[index].start)
    return utf8.withUnsafeBufferPointer { SegmentCode($0[start], $0[start + 1], $0[start + 2]) }
  }

  /// The text of a range, escape sequences resolved unless `verbatim`.
  func string(_ range: Range<Int>, verbatim: Bool = false) -> String {
    if range.isEmpty { return "" }
    let escape = encodingCharacters.escape
    let plain = utf8.withUnsafeBufferPointer { bytes -> String? in
      if !verbatim, bytes.first(escape, in: range) < range.upperBound { return nil }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
    return plain ?? EscapeSequence.resolve(utf8[range], encodingCharacters)
  }

  /// The text of a range; nil when it is blank or the HL7 null value.
  func present(_ range: Range<Int>) -> String? {
    let isAbsent = utf8.withUnsafeBufferPointer { bytes in
      if isNull(range) { return true }
      var position = range.lowerBound
      while position < range.upperBound, bytes[position] <= 0x20 { position &+= 1 }
      return position == range.upperBound
    }
    if isAbsent { return nil }
    let text = string(range)
    // Escape sequences can stand for blanks, or for nothing.
    guard let first = text.utf8.first, first <= 0x20 else { return text.isEmpty ? nil : text }
    return text.utf8.allSatisfy { $0 <= 0x20 } ? nil : text
  }

  /// The first of the innermost parts of a range: where the first delimiter is.
  func firstPart(of range: Range<Int>) -> Range<Int> {
    let delimiters = encodingCharacters
    return utf8.withUnsafeBufferPointer { bytes in
      var position = range.lowerBound
      while position < range.upperBound {
        let byte = bytes[position]
        if byte == delimiters.componentSeparator || byte == delimiters.repetitionSeparator
          || byte == delimiters.subcomponentSeparator
        {
          break
        }
        position &+= 1
      }
      return Range(uncheckedBounds: (range.lowerBound, position))
    }
  }

  /// The n-th (0-based) part of a range between separators; an empty range at its end when there are fewer.
  func part(_ number: Int, of range: Range<Int>, separator: UInt8) -> Range<Int> {
    let end = range.upperBound
    guard number >= 0 else { return end..<end }
    return utf8.withUnsafeBufferPointer { bytes in
      var start = range.lowerBound
      for _ in 0..<number {
        let next = bytes.first(separator, in: Range(uncheckedBounds: (start, end)))
        // No more parts: an empty range at the end.
        if next == end { return Range(uncheckedBounds: (end, end)) }
        start = next &+ 1
      }
      let next = bytes.first(separator, in: Range(uncheckedBounds: (start, end)))
      return Range(uncheckedBounds: (start, next))
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
    return utf8.withUnsafeBufferPointer { bytes in
      for position in range {
        let byte = bytes[position]
        guard
          byte == delimiters.componentSeparator || byte == delimiters.repetitionSeparator
            || byte == delimiters.subcomponentSeparator
        else { return false }
      }
      return true
    }
  }

  /// Whether a range is exactly `""`, the HL7 null value.
  func isNull(_ range: Range<Int>) -> Bool {
    range.count == 2 && utf8[range.lowerBound] == 0x22 && utf8[range.lowerBound + 1] == 0x22
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where a byte is first in a range, or the end of the range; eight bytes at once.
  @inline(__always)
  func first(_ byte: UInt8, in range: Range<Int>) -> Int {
    guard let start = baseAddress else { return range.upperBound }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let pattern = UInt64(byte) &* ones
    var position = range.lowerBound
    while range.upperBound &- position >= 8 {
      let eight = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let difference = UInt64(littleEndian: eight) ^ pattern
      // The highest bit of each byte that is zero; behind the first such byte others may have it too.
      let hits = (difference &- ones) & ~difference & (ones &* 0x80)
      if hits != 0 { return position &+ hits.trailingZeroBitCount &>> 3 }
      position &+= 8
    }
    while position < range.upperBound, start[position] != byte { position &+= 1 }
    return position
  }
}
