import HL7v2

extension RecordConverter {
  /// OBX-5 of the types that examinations use beside numbers, codes and texts: times, persons, and materials with their
  /// amount; nil for a value that is none.
  mutating func typed(_ obx: Segment) -> ObservationValue? {
    switch obx[2].text {
    case "TS", "DT": return dateTime(obx, 5).map { .dateTime($0) }
    case "XCN":
      let names = providers(obx, 5).compactMap(\.display)
      return names.isEmpty ? nil : .string(names.joined(separator: "、"))
    case "ZRD":
      let items = obx[5].repetitions.compactMap { UsedItem($0)?.words }
      return items.isEmpty ? nil : .string(items.joined(separator: "、"))
    default: return nil
    }
  }
}

/// A material or drug used in an examination (ZRD of JAHIS) in words: FHIR has no amount of what was used.
struct UsedItem {
  var name: String
  var amount: String?

  /// Nil for a repetition that names nothing.
  init?(_ repetition: Repetition) {
    guard !repetition.isNull, let name = repetition[2].code ?? repetition[1].code else { return nil }
    self.name = name.trimmed
    let unit = repetition[5]
    let parts = [repetition[4].valued?.trimmed, unit[2].valued?.trimmed ?? unit[1].valued?.trimmed]
    let amount = parts.compactMap(\.self).joined(separator: " ")
    self.amount = amount.isEmpty ? nil : amount
    if let films = repetition[6].valued?.trimmed {
      self.amount = [self.amount, "\(films)分割"].compactMap(\.self).joined(separator: " ")
    }
  }

  var words: String { [name, amount].compactMap(\.self).joined(separator: " ") }
}

extension Field {
  /// Whether there is nothing behind the first component.
  var isAlone: Bool {
    let filled = repetitions.filter { !$0.isEmpty }
    return filled.count == 1 && filled[0].components.dropFirst().allSatisfy(\.isEmpty)
      && filled[0][1].subcomponents.dropFirst().allSatisfy(\.isEmpty)
  }
}

extension Field {
  /// As one text, separators that stand within included.
  var lines: String {
    var lines = repetitions.map(\.line)
    while lines.last?.isBlank == true { lines.removeLast() }
    return lines.joined(separator: "~")
  }
}

extension Repetition {
  /// As one text, separators that stand within included.
  var line: String {
    let components = components
    if components.count == 1, !components[0].hasSubcomponents { return components[0].text }
    var parts = components.map { $0.subcomponents.map(\.text).joined(separator: "&") }
    while let last = parts.last, last.isBlank, parts.count > 1 { parts.removeLast() }
    return parts.joined(separator: "^")
  }
}
