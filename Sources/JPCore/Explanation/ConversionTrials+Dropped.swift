import HL7v2
import SSMIX2

extension ConversionTrials {
  /// The findings with the numbers of the segments at which they were made.
  func placedFindings() -> [ConversionExplanation.PlacedFinding] {
    var used: [ConversionFinding: Int] = [:]
    var places: [ConversionFinding: [Int]] = [:]
    return plain.findings.map { finding in
      if places[finding] == nil { places[finding] = segmentNumbers(of: finding) }
      let known = places[finding] ?? []
      // Several of one segment count as one place.
      let position = known.count == 1 ? 0 : used[finding, default: 0]
      used[finding] = position + 1
      return .init(finding: finding, index: position < known.count ? known[position] : nil)
    }
  }

  private func segmentNumbers(of finding: ConversionFinding) -> [Int] {
    let numbers = (findingSources[finding] ?? []).compactMap { number -> Int? in
      if case .message(let source) = sources[number] { source.index } else { nil }
    }
    return Set(numbers).sorted()
  }

  /// The fields that no element came from, and the repetitions and parts of the others.
  func dropped(credited: Set<ConversionExplanation.Source>) -> [ConversionExplanation.Dropped] {
    var reached: Set<ConversionExplanation.MessageSource> = []
    for source in credited {
      guard case .message(let source) = source else { continue }
      reached.formUnion([source, source.wholeRepetition, source.wholeField])
    }
    // A part that decides something is used, even where another is named as the source.
    for traces in evidence {
      for trace in traces where trace.evidence > .prevented {
        if case .message(let source) = sources[trace.source] {
          reached.formUnion([source, source.wholeRepetition])
        }
      }
    }
    let parts = findingsByPart()
    var dropped: [ConversionExplanation.Dropped] = []
    for (number, field) in message.fields.dropLast(untried).enumerated() {
      guard let whole = field.last?.source.wholeField else { continue }
      if !reached.contains(whole) {
        dropped.append(.init(source: whole, reason: reason(number, whole, parts)))
        continue
      }
      for part in field where part.isValue && !reached.contains(part.source) {
        // A repetition of which nothing is used is one.
        let repetition = part.source.wholeRepetition
        let source = reached.contains(repetition) ? part.source : repetition
        if dropped.last?.source != source {
          dropped.append(.init(source: source, reason: parts[source].map { .finding($0) } ?? .part))
        }
      }
    }
    return dropped
  }

  private func findingsByPart() -> [ConversionExplanation.MessageSource: ConversionFinding.Code] {
    var codes: [ConversionExplanation.MessageSource: ConversionFinding.Code] = [:]
    for finding in plain.findings {
      for number in findingSources[finding] ?? [] {
        guard case .message(let source) = sources[number] else { continue }
        for place in [source, source.wholeRepetition, source.wholeField] {
          codes[place] = codes[place] ?? finding.code
        }
      }
    }
    return codes
  }

  private func reason(
    _ number: Int, _ field: ConversionExplanation.MessageSource,
    _ findings: [ConversionExplanation.MessageSource: ConversionFinding.Code]
  ) -> ConversionExplanation.DropReason {
    guard let use = self.use(ofField: field.field, in: field.segment) else { return .unknown }
    if case .notDelivered(let reason) = use.outcome { return .use(reason) }
    if plain.resources.isEmpty, plain.findings.contains(where: { $0.code == .cancelled }) {
      return .finding(.cancelled)
    }
    if let finding = findings[field] { return .finding(finding) }
    let values = message.fields[number].filter(\.isValue)
    if values.allSatisfy({ message.text[$0.range].elementsEqual(Array("\"\"".utf8)) }) { return .null }
    return speaking.contains(number) ? .value : .noEffect
  }
}
