extension MessageInspection {
  /// The original bytes of a message, field by field: offsets into the file, hexadecimal and ASCII, the escape character
  /// as `␛`. Empty fields are left out. It holds patient data.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - path: The file, as it was named.
  ///   - language: Of names.
  ///   - style: Colours.
  public static func rawText(
    of message: Message, path: String? = nil, in language: Language, style: TextStyle = TextStyle()
  ) -> String {
    var text = ""
    writeRawText(of: message, path: path, in: language, style: style) { text += $0 }
    return text
  }

  /// What ``rawText(of:path:in:style:)`` gives, piece by piece: memory does not grow with the text.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - path: The file, as it was named.
  ///   - language: Of names and findings.
  ///   - style: Colours.
  ///   - output: Takes the text: no piece holds lines of two segments; all end in a line feed.
  public static func writeRawText(
    of message: Message, path: String? = nil, in language: Language, style: TextStyle = TextStyle(),
    to output: (String) -> Void
  ) {
    let page = InspectionPage(language: language, style: style)
    withoutActuallyEscaping(output) { output in
      var pieces = TextPieces(output: output)
      let segments = message.segments
      pieces.add(page.heading(path: path, characterSet: message.characterSet, segments: segments.count))
      pieces.finish()
      for segment in segments {
        write(segment, of: message, page, to: &pieces)
        pieces.finish()
      }
      pieces.add(page.lines(of: message.findings))
      pieces.finish()
    }
  }

  private static func write(
    _ segment: Segment, of message: Message, _ page: InspectionPage, to pieces: inout TextPieces
  ) {
    let range = segment.sourceRange
    let title = page.title(of: segment.name, number: segment.index + 1)
    pieces.add("")
    pieces.add(title + page.style.faint("  @\(range.lowerBound)+\(range.count)"))
    guard let fields = segment.fieldSourceRanges else {
      return writeHexLines(message.source, range, to: &pieces)
    }
    for (index, field) in fields.enumerated() where !field.isEmpty {
      let (label, name) = page.label(segment.name, index + 1)
      pieces.add("  \(label)  \(name)" + page.style.faint("  @\(field.lowerBound)+\(field.count)"))
      writeHexLines(message.source, field, to: &pieces)
    }
  }

  /// Sixteen bytes a line.
  private static func writeHexLines(_ source: [UInt8], _ range: Range<Int>, to pieces: inout TextPieces) {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
      let bytes = source[start..<min(start + 16, range.upperBound)]
      let digits = bytes.map { String(decoding: Hexadecimal.digits(of: $0), as: UTF8.self) }
        .joined(separator: " ")
      let characters = String(
        bytes.map { byte -> Character in
          switch byte {
          case 0x1B: "␛"
          case 0x20...0x7E: Character(Unicode.Scalar(byte))
          default: "·"
          }
        })
      let columns = [Hexadecimal.text(of: start, width: 8), DisplayText.padded(digits, to: 47), characters]
      pieces.add("    " + columns.joined(separator: "  "))
    }
  }
}
