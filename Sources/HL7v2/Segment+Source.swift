// Where segments and fields stand in the original bytes.

extension Segment {
  /// The segment in the original file, its line end excluded.
  public var sourceRange: Range<Int> {
    let end = text.source[offset...].firstIndex { $0 == 0x0D || $0 == 0x0A } ?? text.source.count
    return offset..<min(end, max(offset, text.sourceEnd))
  }

  /// The fields in the original file, in order and without their separators; the first is MSH-1 or field 1.
  ///
  /// Linear in the length of the segment: a field separator is always met in ASCII, so each field is looked for from the
  /// end of the one before.
  ///
  /// - Returns: nil when the bytes cannot be told apart as the decoder did (a line whose return to ASCII is missing).
  public var fieldSourceRanges: [Range<Int>]? {
    let whole = sourceRange
    let separator = whole.lowerBound + 3..<min(whole.lowerBound + 4, whole.upperBound)
    var ranges: [Range<Int>] = index == 0 ? [separator] : []
    var position = whole.lowerBound
    while true {
      let location = FieldLocation(
        after: 1, in: text.source, from: position, to: whole.upperBound, set: text.characterSet,
        separator: text.encodingCharacters.fieldSeparator)
      if location.missingSeparators > 0 { break }
      ranges.append(location.range)
      position = location.range.upperBound
    }
    return ranges.count == fieldCount ? ranges : nil
  }
}
