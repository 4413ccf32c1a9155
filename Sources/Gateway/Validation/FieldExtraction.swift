import HL7v2

/// A field whose values are to be printed: `PID-3`, `OBX-5`, `PID-5.1` (`validate --extract`).
public struct FieldReference: Sendable, Hashable {
  /// Three capital letters or digits.
  public var segment: String
  /// From 1.
  public var field: Int
  /// From 1; nil for the whole field.
  public var component: Int?

  /// Reads `SEG-N` or `SEG-N.C`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let halves = text.split(separator: "-", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[0].utf8.count == 3,
      halves[0].utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) })
    else { return nil }
    let numbers = halves[1].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(numbers.count), let field = Int(numbers[0]), (1...999).contains(field) else {
      return nil
    }
    if numbers.count == 2 {
      guard let component = Int(numbers[1]), (1...999).contains(component) else { return nil }
      self.component = component
    }
    segment = String(halves[0])
    self.field = field
  }

  /// Reads a list with commas; nil when one of them is no field.
  public static func list(_ text: String) -> [FieldReference]? {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false).map { FieldReference($0) }
    return fields.contains(nil) ? nil : fields.compactMap { $0 }
  }

  /// `PID-5.1`.
  public var text: String { "\(segment)-\(field)" + (component.map { ".\($0)" } ?? "") }
}

/// A value that the operator asked for. This, unlike a finding, is content of a record.
public struct ExtractedValue: Sendable, Hashable {
  /// As in a finding.
  public var path: String
  /// Which field.
  public var reference: FieldReference
  /// Which of the segments of that name, from 1.
  public var occurrence: Int
  /// Byte offset of the segment in the file.
  public var offset: Int
  /// Decoded text; delimiters and escape sequences as written.
  public var value: String

  /// One line without its line end, columns between tabs: path, field, occurrence, value.
  public var line: String {
    let columns = [PrintableText.line(path), reference.text, String(occurrence), PrintableText.line(value)]
    return columns.joined(separator: "\t")
  }

  /// One JSON object without its line end.
  public var json: String {
    var object = JSONLine()
    object.add("path", path)
    object.add("segment", reference.segment)
    object.add("field", reference.field)
    if let component = reference.component { object.add("component", component) }
    object.add("occurrence", occurrence)
    object.add("offset", offset)
    object.add("value", value)
    return object.text
  }

  /// The values of a message, in its order; fields that are empty are left out.
  static func values(of message: Message, _ references: [FieldReference], path: String) -> [ExtractedValue] {
    var values: [ExtractedValue] = []
    var occurrences: [String: Int] = [:]
    for segment in message.segments {
      let name = segment.name
      let occurrence = occurrences[name, default: 0] + 1
      occurrences[name] = occurrence
      for reference in references where reference.segment == name {
        let field = segment[reference.field]
        let value = reference.component.map { field[$0].encodedText } ?? field.encodedText
        if value.isEmpty { continue }
        values.append(
          ExtractedValue(
            path: path, reference: reference, occurrence: occurrence, offset: segment.offset, value: value))
      }
    }
    return values
  }
}
