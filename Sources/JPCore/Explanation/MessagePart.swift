import HL7v2
import SSMIX2

/// A piece of a message that an experiment changes: a subcomponent or component with a value; or, to be emptied only, a
/// repetition or field of several.
struct MessagePart {
  /// Position of the segment in the message, MSH is 0.
  var position: Int
  /// Name of the segment.
  var segment: String
  /// Its number among the segments of its name, from 1.
  var index: Int
  /// Number in HL7, from 1.
  var field: Int
  /// From 1; nil where the field has one.
  var repetition: Int?
  /// From 1; nil for a whole repetition or field.
  var component: Int?
  /// From 1; nil where the component has one.
  var subcomponent: Int?
  /// Where it stands in the decoded message.
  var range: Range<Int>

  /// Whether it is a value, not several.
  var isValue: Bool { component != nil }

  /// It as a source.
  var source: ConversionExplanation.MessageSource {
    .init(
      segment: segment, index: index, field: field, repetition: repetition, component: component,
      subcomponent: subcomponent)
  }
}

/// A message as text that can be changed in one place and read again.
///
/// The text is decoded once; what an experiment reads is UTF-8, whatever the file was.
struct EditableMessage {
  private(set) var text: [UInt8] = []
  /// The parts of each field that has a value, in the order of the message. MSH-1 and MSH-2 are not among them.
  private(set) var fields: [[MessagePart]] = []
  private let delimiters: EncodingCharacters

  init(_ message: Message) {
    delimiters = message.encodingCharacters
    var counts: [String: Int] = [:]
    for segment in message.segments {
      let start = text.count
      text += segment.utf8
      text.append(0x0D)
      counts[segment.name, default: 0] += 1
      addFields(of: segment, number: counts[segment.name] ?? 1, from: start)
    }
  }

  /// The message with another value in one or more places, in their order; nil when it does not read as one.
  func message(replacing ranges: [Range<Int>], with value: [UInt8]) -> Message? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + value.count * ranges.count)
    var end = 0
    for range in ranges {
      bytes += text[end..<range.lowerBound]
      bytes += value
      end = range.upperBound
    }
    bytes += text[end...]
    return try? Message(parsing: bytes, limits: Self.limits)
  }

  /// The file was read within limits; one value more does not matter.
  private static let limits = ParseLimits(
    bytes: .max, segments: .max, fieldsPerSegment: .max, delimiters: .max, findings: 0)

  private mutating func addFields(of segment: Segment, number: Int, from start: Int) {
    let ranges = Self.split(start + 3..<text.count - 1, text, delimiters.fieldSeparator).dropFirst()
    for (offset, range) in ranges.enumerated() {
      let field = segment.index == 0 ? offset + 2 : offset + 1
      if segment[field].isEmpty || (segment.index == 0 && field <= 2) { continue }
      let whole = MessagePart(
        position: segment.index, segment: segment.name, index: number, field: field, range: range)
      fields.append(parts(of: whole))
    }
  }

  /// The values of a field, then each repetition and the field where they have several.
  private func parts(of field: MessagePart) -> [MessagePart] {
    var parts: [MessagePart] = []
    let repetitions = Self.split(field.range, text, delimiters.repetitionSeparator)
    for (repetition, range) in repetitions.enumerated() {
      var whole = field
      whole.range = range
      whole.repetition = repetitions.count > 1 ? repetition + 1 : nil
      let values = values(of: whole)
      parts += values
      if values.count > 1 { parts.append(whole) }
    }
    if repetitions.count > 1 { parts.append(field) }
    return parts
  }

  private func values(of repetition: MessagePart) -> [MessagePart] {
    var values: [MessagePart] = []
    let components = Self.split(repetition.range, text, delimiters.componentSeparator)
    for (component, range) in components.enumerated() {
      let subcomponents = Self.split(range, text, delimiters.subcomponentSeparator)
      for (subcomponent, range) in subcomponents.enumerated() where !range.isEmpty {
        var value = repetition
        value.component = component + 1
        value.subcomponent = subcomponents.count > 1 ? subcomponent + 1 : nil
        value.range = range
        values.append(value)
      }
    }
    return values
  }

  private static func split(_ range: Range<Int>, _ text: [UInt8], _ separator: UInt8) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for position in range where text[position] == separator {
      parts.append(start..<position)
      start = position + 1
    }
    parts.append(start..<range.upperBound)
    return parts
  }
}
