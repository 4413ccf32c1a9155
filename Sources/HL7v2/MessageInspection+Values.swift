/// Repetitions of one segment's fields as a person reads them: names of people in order, dates with hyphens, codes with
/// their meaning.
struct ValueReader {
  private typealias Component = MessageInspection.InspectedComponent

  /// A readable form and the components that it shows.
  private struct Reading {
    var text: String
    var shown: Set<Int>
  }

  private let segment: MessageInspection.InspectedSegment
  private let language: MessageInspection.Language
  private let tables = TableLookup.standard

  init(segment: MessageInspection.InspectedSegment, language: MessageInspection.Language) {
    self.segment = segment
    self.language = language
  }

  /// One repetition; empty when it has no characters.
  func text(of repetition: [MessageInspection.InspectedComponent], field: Int) -> String {
    let isNull = repetition.count == 1 && repetition[0].texts == ["\"\""]
    if isNull { return language == .ja ? "\"\" (値の削除)" : "\"\" (delete the value)" }
    let type = dataType(of: field)
    let reading = reading(Parts(repetition), type: type, field: field)
    // Nothing of the message is hidden: what no readable form shows is appended by its number.
    let others = repetition.enumerated().compactMap { index, component -> String? in
      let text = component.texts.joined(separator: "&")
      guard !reading.shown.contains(index + 1), text.contains(where: { $0 != "&" }) else { return nil }
      return ".\(index + 1)=\(text)"
    }
    return DisplayText.visible(([reading.text] + others).filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// The data type of a field; that of an observed value stands in OBX-2.
  private func dataType(of field: Int) -> String {
    let defined = SegmentDefinition.named(segment.name)?.field(field)?.dataType ?? ""
    guard segment.name == "OBX", field == 5, segment.fields.count > 1 else { return defined }
    return segment.fields[1].first?.first?.texts.first ?? ""
  }

  /// Components by number, absent ones empty.
  private struct Parts {
    let components: [MessageInspection.InspectedComponent]

    init(_ components: [MessageInspection.InspectedComponent]) { self.components = components }

    var count: Int { components.count }

    /// A component as written, subcomponents joined.
    subscript(_ number: Int) -> String {
      number <= components.count ? components[number - 1].texts.joined(separator: "&") : ""
    }

    /// A component without subcomponents; empty when it has some.
    func plain(_ number: Int) -> String {
      guard number <= components.count, case .text(let text) = components[number - 1] else { return "" }
      return text
    }

    /// The subcomponents of a component as components.
    func inside(_ number: Int) -> Parts {
      guard number <= components.count else { return Parts([]) }
      return Parts(components[number - 1].texts.map { .text($0) })
    }
  }

  private func reading(_ parts: Parts, type: String, field: Int) -> Reading {
    switch type {
    case "TS", "DTM", "DT": Reading(text: ReadableDate.text(parts[1], language), shown: [1])
    case "DR":
      Reading(
        text: [1, 2].map { ReadableDate.text(parts[$0], language) }.filter { !$0.isEmpty }
          .joined(separator: " – "), shown: [1, 2])
    case "XPN": person(parts, family: 1, notes: [(7, "0200"), (8, "0465")])
    case "XCN": doctor(parts)
    case "XAD": address(parts)
    case "XTN": telephone(parts)
    case "CX": annotated([parts[1]], parts, shown: [1, 4], notes: [(4, ""), (5, "0203")])
    case "CWE", "CE", "CNE": coded(parts, field)
    case "PL": place(parts)
    case "CQ": quantity(parts, field)
    case "SN": Reading(text: (1...4).map { parts[$0] }.joined(), shown: [1, 2, 3, 4])
    case "RPT": repeatPattern(parts, field)
    case "MSG": messageType(parts)
    default: plain(parts, field)
    }
  }

  // MARK: - Names and addresses

  /// Texts with, in parentheses, components and their meaning in a table.
  private func annotated(
    _ texts: [String], separator: String = " ", _ parts: Parts, shown: Set<Int>, notes: [(Int, String)]
  ) -> Reading {
    let remarks = notes.compactMap { number, table -> String? in
      guard !parts[number].isEmpty else { return nil }
      let meaning = tables.meaning(of: CodeComparison.folded(parts[number]), table: table, language)
      return meaning.map { "\(parts[number]) \($0)" } ?? parts[number]
    }
    let text = texts.filter { !$0.isEmpty }.joined(separator: separator)
    let remark = remarks.isEmpty ? "" : "(\(remarks.joined(separator: ", ")))"
    return Reading(
      text: [text, remark].filter { !$0.isEmpty }.joined(separator: " "),
      shown: shown.union(notes.map(\.0)))
  }

  private func person(_ parts: Parts, family: Int, notes: [(Int, String)]) -> Reading {
    annotated([parts[family], parts[family + 1]], parts, shown: [family, family + 1], notes: notes)
  }

  private func place(_ parts: Parts) -> Reading {
    annotated(
      [1, 2, 3].map { parts[$0] }, separator: "/", parts, shown: [1, 2, 3], notes: [(6, "0305")])
  }

  private func doctor(_ parts: Parts) -> Reading {
    let person = person(parts, family: 2, notes: [(10, "0200"), (15, "0465")])
    return Reading(
      text: [parts[1], person.text].filter { !$0.isEmpty }.joined(separator: " "),
      shown: person.shown.union([1]))
  }

  private func address(_ parts: Parts) -> Reading {
    let postcode = parts[5].isEmpty ? "" : "〒" + parts[5]
    return annotated(
      [postcode] + [4, 3, 1, 2, 8].map { parts[$0] }, parts, shown: [1, 2, 3, 4, 5, 8],
      notes: [(6, ""), (7, "0190")])
  }

  private func telephone(_ parts: Parts) -> Reading {
    annotated([parts[12], parts[1], parts[4]], parts, shown: [1, 4, 12], notes: [(2, "0201"), (3, "0202")])
  }

  // MARK: - Codes

  /// `text (code system: meaning)`, or `code (system: meaning)` when there is no text.
  private func triplet(
    code: String, text: String, system: String, meaning: String?
  ) -> String {
    let first = text.isEmpty ? code : text
    var remark = [text.isEmpty ? "" : code, system].filter { !$0.isEmpty }.joined(separator: " ")
    if let meaning, meaning != text { remark += (remark.isEmpty ? "" : ": ") + meaning }
    return remark.isEmpty ? first : first.isEmpty ? "(\(remark))" : "\(first) (\(remark))"
  }

  /// Both triplets of a coded value, and its original text.
  private func coded(_ parts: Parts, _ field: Int) -> Reading {
    let triplets = [1, 4].map { first in
      triplet(
        code: parts[first], text: parts[first + 1], system: parts[first + 2],
        meaning: tables.meaning(
          of: parts[first], system: parts[first + 2], segment: segment.name, field: field, language))
    }
    let original = parts[9].isEmpty ? [] : ["“\(parts[9])”"]
    return Reading(
      text: (triplets + original).filter { !$0.isEmpty }.joined(separator: " / "),
      shown: [1, 2, 3, 4, 5, 6, 9])
  }

  private func quantity(_ parts: Parts, _ field: Int) -> Reading {
    let unit = parts.inside(2)
    // A unit has six subcomponents at most that a reading shows; more are shown as written.
    guard unit.count <= 6 else { return Reading(text: parts[1], shown: [1]) }
    return Reading(
      text: [parts[1], coded(unit, field).text].filter { !$0.isEmpty }.joined(separator: " "), shown: [1, 2])
  }

  private func repeatPattern(_ parts: Parts, _ field: Int) -> Reading {
    let pattern = parts.inside(1)
    guard pattern.count <= 6 else { return Reading(text: "", shown: []) }
    return Reading(text: coded(pattern, field).text, shown: [1])
  }

  private func messageType(_ parts: Parts) -> Reading {
    let text = [1, 2, 3].map { parts[$0] }.filter { !$0.isEmpty }.joined(separator: "^")
    let meanings = [
      tables.meaning(of: parts[1], table: "0076", language),
      tables.meaning(of: parts[2], table: "0003", language),
    ].compactMap { $0 }
    return Reading(
      text: meanings.isEmpty ? text : "\(text) (\(meanings.joined(separator: ", ")))", shown: [1, 2, 3])
  }

  /// Anything else: components as written, a code of the field's table with its meaning.
  private func plain(_ parts: Parts, _ field: Int) -> Reading {
    var texts = (0..<parts.count).map { parts[$0 + 1] }
    while texts.last?.isEmpty == true { texts.removeLast() }
    let text = texts.joined(separator: "^")
    let meaning = tables.meaning(
      of: parts.plain(1), system: parts.plain(3), segment: segment.name, field: field, language)
    return Reading(
      text: meaning.map { "\(text) (\($0))" } ?? text, shown: Set(0...parts.count))
  }
}

/// Dates and times of HL7 with separators, no digit more or less than written.
enum ReadableDate {
  /// `2011-12-20 22:44:47.3399 +0900`; a text that is no time stamp, or a day that no calendar has, as written.
  static func text(_ written: String, _ language: MessageInspection.Language) -> String {
    guard let stamp = TimeStamp(written) else { return written }
    guard let normalised = stamp.calendarNormalised else {
      return written + (language == .ja ? " (存在しない日時)" : " (no such time)")
    }
    let text = text(stamp)
    if stamp.usesExtendedHours {
      return text + " (= \(self.text(normalised)))"
    }
    guard stamp.precision >= .second, stamp.mayMeanUnknownTime else { return text }
    return text + (language == .ja ? " (時刻不明のことがある)" : " (the time may be unknown)")
  }

  private static func text(_ stamp: TimeStamp) -> String {
    var result = digits(stamp.year, 4)
    if let month = stamp.month { result += "-" + digits(month, 2) }
    if let day = stamp.day { result += "-" + digits(day, 2) }
    if let hour = stamp.hour { result += " " + digits(hour, 2) + (stamp.minute == nil ? "h" : "") }
    if let minute = stamp.minute { result += ":" + digits(minute, 2) }
    if let second = stamp.second { result += ":" + digits(second, 2) }
    if let fraction = stamp.fraction { result += "." + fraction }
    if let zone = stamp.zone { result += " " + zone }
    return result
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
