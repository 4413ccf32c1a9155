/// One segment of a message (HL7 v2.5 2.5.1); a view, values are made when read.
public struct Segment: Sendable {
  let text: MessageText

  /// Position in the message, MSH is 0.
  public let index: Int

  init(text: MessageText, index: Int) {
    self.text = text
    self.index = index
  }

  private var entry: MessageText.Entry { text.entries[index] }

  /// Three capital letters or digits, for example `OBX`.
  public var name: String {
    let start = Int(entry.start)
    return String(decoding: text.utf8[start..<start + 3], as: UTF8.self)
  }

  /// Whether the segment has that name, without making a string.
  public func isNamed(_ name: String) -> Bool {
    var position = Int(entry.start)
    let end = position + 3
    for byte in name.utf8 {
      guard position < end, text.utf8[position] == byte else { return false }
      position += 1
    }
    return position == end
  }

  /// Byte offset of the segment in the original file.
  public var offset: Int { text.originalOffset(ofSegment: index) }

  /// The segment as decoded UTF-8 with delimiters and escape sequences, line end excluded.
  public var utf8: ArraySlice<UInt8> { text.utf8[Int(entry.start)..<Int(entry.end)] }

  private var isHeader: Bool { index == 0 }

  /// The number of the last field that is present, empty ones included; MSH-1 counts.
  public var fieldCount: Int {
    text.separatorRange(ofSegment: index).count + (isHeader ? 1 : 0)
  }

  /// A field by its number in HL7, from 1. MSH-1 is the field separator itself, MSH-2 the other delimiters;
  /// what is
  /// not there is an empty field.
  public subscript(_ field: Int) -> Field {
    let separators = text.separatorRange(ofSegment: index)
    let ordinal = isHeader ? field &- 2 : field &- 1
    if isHeader, field == 1, let first = separators.first {
      let start = Int(text.separators[first])
      return Field(text: text, range: start..<start + 1, isVerbatim: true)
    }
    guard ordinal >= 0, ordinal < separators.count else {
      let end = Int(entry.end)
      return Field(text: text, range: end..<end, isVerbatim: false)
    }
    let position = separators.lowerBound + ordinal
    let start = Int(text.separators[position]) + 1
    let end = position + 1 < separators.upperBound ? Int(text.separators[position + 1]) : Int(entry.end)
    return Field(text: text, range: start..<end, isVerbatim: isHeader && field == 2)
  }

  /// All fields in order, MSH-1 included.
  public var fields: [Field] {
    fieldCount == 0 ? [] : (1...fieldCount).map { self[$0] }
  }
}
