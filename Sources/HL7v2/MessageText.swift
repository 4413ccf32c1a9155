/// What all values of one message share: decoded UTF-8 and where its segments and fields lie in it.
final class MessageText: Sendable {
  struct Entry: Sendable {
    /// Range of the segment in `utf8`, line end excluded.
    var start: UInt32
    var end: UInt32
    /// Index of its first field separator in `separators`; those of the next segment follow directly.
    var firstSeparator: UInt32
    /// Offset of the segment in the original bytes.
    var originalOffset: UInt32
  }

  let source: [UInt8]
  let utf8: [UInt8]
  let characterSet: CharacterSet
  let encodingCharacters: EncodingCharacters
  let entries: [Entry]
  /// Positions in `utf8` of all field separators of the message.
  let separators: [UInt32]

  init(
    source: [UInt8], utf8: [UInt8], characterSet: CharacterSet, encodingCharacters: EncodingCharacters,
    entries: [Entry], separators: [UInt32]
  ) {
    self.source = source
    self.utf8 = utf8
    self.characterSet = characterSet
    self.encodingCharacters = encodingCharacters
    self.entries = entries
    self.separators = separators
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
    let slice = utf8[range]
    if verbatim || !slice.contains(encodingCharacters.escape) {
      return String(decoding: slice, as: UTF8.self)
    }
    return EscapeSequence.resolve(slice, encodingCharacters)
  }

  /// The n-th (0-based) part of a range between separators; an empty range at its end when there are fewer.
  func part(_ number: Int, of range: Range<Int>, separator: UInt8) -> Range<Int> {
    let none = range.upperBound..<range.upperBound
    guard number >= 0 else { return none }
    return utf8.withUnsafeBufferPointer { bytes in
      var start = range.lowerBound
      var remaining = number
      var position = start
      while position < range.upperBound {
        if bytes[position] == separator {
          if remaining == 0 { return start..<position }
          remaining -= 1
          start = position + 1
        }
        position += 1
      }
      return remaining == 0 ? start..<range.upperBound : none
    }
  }

  /// All parts of a range between separators; one empty part for an empty range.
  func parts(of range: Range<Int>, separator: UInt8) -> [Range<Int>] {
    utf8.withUnsafeBufferPointer { bytes in
      var parts: [Range<Int>] = []
      var start = range.lowerBound
      for position in range where bytes[position] == separator {
        parts.append(start..<position)
        start = position + 1
      }
      parts.append(start..<range.upperBound)
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
