extension Message {
  /// The original bytes with another value in one field; every other byte stays as it was.
  ///
  /// Frame bytes, odd line ends, a byte order mark, padding and the characters of all other fields are
  /// copied, not written anew. The value is written in the character set of the file, in ISO-2022-JP when the
  /// file is ASCII; what was read from a field can be written back. Where the line ends before the field,
  /// separators are added.
  ///
  /// - Parameters:
  ///   - field: Its number as in HL7, from 1; MSH-1 and MSH-2 cannot be replaced.
  ///   - segment: Position of the segment in the message, MSH is 0.
  ///   - value: The field as written: repetition, component and subcomponent separators and escape
  ///     sequences are the caller's, as in ``Field/encodedText``.
  /// - Throws: ``CharacterEncodingError``. What comes out always reads as this message with that value: a change that
  ///   would make the rest of the file read otherwise is refused as `ambiguous`.
  public func replacing(
    field: Int, ofSegmentAt segment: Int, with value: String
  ) throws(CharacterEncodingError) -> [UInt8] {
    guard segments.indices.contains(segment), field >= (segment == 0 ? 3 : 1), field <= Int(UInt16.max) else {
      throw CharacterEncodingError(reason: .noSuchField)
    }
    try checkDelimiters(value)
    let encoded = try encode(value)
    let location = FieldLocation(
      after: segment == 0 ? field - 1 : field, in: source, from: segments[segment].offset,
      to: text.sourceEnd, set: characterSet,
      separator: encodingCharacters.fieldSeparator)
    if location.missingSeparators > 0 && value.isEmpty { return source }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count + encoded.count + location.missingSeparators + 4)
    bytes += source[..<location.range.lowerBound]
    if location.missingSeparators > 0 {
      bytes += location.returnToASCII
      bytes += repeatElement(encodingCharacters.fieldSeparator, count: location.missingSeparators)
    }
    bytes += encoded
    bytes += source[location.range.upperBound...]
    guard isRead(bytes, withField: field, ofSegmentAt: segment, as: value) else {
      throw CharacterEncodingError(reason: .ambiguous)
    }
    return bytes
  }

  /// Refuses what would end the field, or what no message may hold.
  private func checkDelimiters(_ value: String) throws(CharacterEncodingError) {
    for (index, scalar) in value.unicodeScalars.enumerated() {
      switch scalar.value {
      case 0x0D, 0x0A, UInt32(encodingCharacters.fieldSeparator):
        throw CharacterEncodingError(reason: .delimiter, scalarIndex: index)
      case 0x00, 0x0E, 0x0F, 0x1B, 0x1C:
        throw CharacterEncodingError(reason: .control, scalarIndex: index)
      default: continue
      }
    }
  }

  private func encode(_ value: String) throws(CharacterEncodingError) -> [UInt8] {
    switch characterSet {
    case .utf8: return Array(value.utf8)
    case .cp932: return try CP932Encoder().encode(value)
    case .ascii, .iso2022JP:
      let options: ISO2022JPEncoder.Options = [.standard, .vendorCharacters, .userDefinedCharacters]
      return try ISO2022JPEncoder(options: options).encode(value)
    }
  }

  /// Whether bytes read as this message with one other value.
  private func isRead(
    _ bytes: [UInt8], withField field: Int, ofSegmentAt segment: Int, as value: String
  ) -> Bool {
    let limits = ParseLimits(
      bytes: .max, segments: .max, fieldsPerSegment: .max, delimiters: .max, findings: 0)
    guard let other = try? Message(parsing: bytes, limits: limits),
      other.segments.count == segments.count, other.encodingCharacters == encodingCharacters
    else { return false }
    for (mine, theirs) in zip(segments, other.segments) where mine.index != segment {
      guard mine.utf8.elementsEqual(theirs.utf8) else { return false }
    }
    let mine = segments[segment]
    let theirs = other.segments[segment]
    guard mine.name == theirs.name, theirs[field].utf8.elementsEqual(value.utf8) else { return false }
    return (1...max(mine.fieldCount, theirs.fieldCount, 1)).allSatisfy {
      $0 == field || mine[$0].utf8.elementsEqual(theirs[$0].utf8)
    }
  }
}
