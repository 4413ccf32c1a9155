import HL7v2
import SSMIX2

extension ConversionTrials {
  /// Numbers of the sources of an element, and of those on which its being there depends.
  private struct Credit {
    var sources: [Int] = []
    var conditions: [Int] = []
  }

  /// What a trace says of an element: the values that are found in it before those that decide it, those before the
  /// ones that decide whether it is there.
  private enum Rank: Int, Comparable {
    case prevented, condition, without, found, decides, becomes

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }

    var isSource: Bool { self > .condition }
  }

  /// Every element with what the evidence says of it.
  func elements() -> [ConversionExplanation.Element] {
    var elements: [ConversionExplanation.Element] = []
    elements.reserveCapacity(plain.elementCount)
    for (resource, tree) in zip(plain.resources, plain.trees) {
      tree.forEachLeaf { path, value in
        let (text, isLiteral, target): (String, Bool, Int?) =
          switch value {
          case .text(let text), .inner(let text, _): (text, false, nil)
          case .literal(let text): (text, true, nil)
          case .link(let link): (link.text, false, link.target)
          case .list, .object: ("", false, nil)
          }
        elements.append(
          .init(
            resource: resource.reference, path: path, value: text, isLiteral: isLiteral,
            target: target.map { plain.resources[$0].reference }, sources: [], conditions: [],
            origin: .profile))
      }
    }
    credit(&elements)
    return elements
  }

  private func credit(_ elements: inout [ConversionExplanation.Element]) {
    let texts = sources.indices.map { Self.folded(text(ofSource: $0)) }
    let allRanks = evidence.enumerated().map { element, traces in
      traces.isEmpty ? [] : ranks(traces, of: Self.folded(elements[element].value), texts)
    }
    var credits = allRanks.enumerated().map { element, ranks in credit(evidence[element], ranks) }
    creditRemaining(&credits, allRanks)
    for (element, credit) in credits.enumerated() {
      elements[element].sources = inOrder(credit.sources)
      elements[element].conditions = inOrder(credit.conditions)
      elements[element].origin = origin(credit, isLink: elements[element].target != nil)
    }
  }

  private func inOrder(_ numbers: [Int]) -> [ConversionExplanation.Source] {
    Set(numbers).sorted().map { sources[$0] }
  }

  private func isMessage(_ source: Int) -> Bool {
    if case .message = sources[source] { true } else { false }
  }

  private func origin(_ credit: Credit, isLink: Bool) -> ConversionExplanation.Origin {
    let origins = credit.sources.map { number -> ConversionExplanation.Origin in
      switch sources[number] {
      case .message: .message
      case .file: .document
      case .path: .path
      case .setting: .configuration
      }
    }
    let order: [ConversionExplanation.Origin] = [.message, .document, .path, .configuration]
    for origin in order where origins.contains(origin) { return origin }
    return isLink ? .resource : .profile
  }

  // MARK: - Weighing the evidence

  private func ranks(_ traces: [Trace], of value: String, _ texts: [String]) -> [Rank] {
    // A single digit is in every id.
    let least = value.utf8.count > 32 ? 3 : 1
    return traces.map { trace in
      let text = texts[trace.source]
      return switch trace.evidence {
      case .prevented: .prevented
      // The date of a longer time is found in it, too.
      case .differs: Self.contains(value, text, least) || Self.contains(text, value, 8) ? .becomes : .decides
      case .differsWithout: Self.contains(value, text, 1) ? .found : .without
      case .goes: Self.contains(value, text, 3) || Self.contains(text, value, 3) ? .found : .condition
      // Other values left it as it is.
      case .goesWithout: .condition
      }
    }
  }

  private static func contains(_ whole: String, _ part: String, _ least: Int) -> Bool {
    part.utf8.count >= least && whole.contains(part)
  }

  /// A text without what FHIR adds to or takes from dates, numbers and codes.
  private static func folded(_ text: String) -> String {
    // A document is no field's value.
    if text.utf8.count > longestValue { return "" }
    return String(text.unicodeScalars.filter { !"-:+. TZ".unicodeScalars.contains($0) })
  }

  private static let longestValue = 1 << 16

  private func credit(_ traces: [Trace], _ ranks: [Rank]) -> Credit {
    var credit = Credit()
    let ofMessage = zip(traces, ranks).filter { isMessage($0.0.source) }
    if let best = ofMessage.map(\.1).max(), best > .prevented {
      var chosen = ofMessage.filter { $0.1 == best }.map(\.0)
      if best == .condition {
        let least = chosen.map(\.extent).min()
        chosen = chosen.filter { $0.extent == least }
      }
      let numbers = withoutEnclosing(chosen.map(\.source))
      if best.isSource { credit.sources = numbers } else { credit.conditions = numbers }
    }
    credit.sources += traces.filter { !isMessage($0.source) && $0.evidence >= .goes }.map(\.source)
    return credit
  }

  /// A repetition or field says nothing where a value in it is named.
  private func withoutEnclosing(_ numbers: [Int]) -> [Int] {
    numbers.filter { number in
      guard case .message(let whole) = sources[number], whole.component == nil else { return true }
      return !numbers.contains { other in
        guard other != number, case .message(let part) = sources[other] else { return false }
        return part.wholeField == whole.wholeField
          && (whole.repetition == nil || part.repetition == whole.repetition)
      }
    }
  }

  /// A field whose evidence was nowhere the best still came to something: it is named where its evidence is best.
  private func creditRemaining(_ credits: inout [Credit], _ ranks: [[Rank]]) {
    var credited: Set<ConversionExplanation.MessageSource> = []
    for credit in credits {
      for number in credit.sources + credit.conditions {
        if case .message(let source) = sources[number] { credited.insert(source.wholeField) }
      }
    }
    var best: [ConversionExplanation.MessageSource: (rank: Rank, credits: [(element: Int, source: Int)])] =
      [:]
    for (element, traces) in evidence.enumerated() {
      for (trace, rank) in zip(traces, ranks[element]) {
        guard case .message(let source) = sources[trace.source], !credited.contains(source.wholeField) else {
          continue
        }
        let known = best[source.wholeField]
        if let known, known.rank > rank { continue }
        let former = known?.rank == rank ? known?.credits ?? [] : []
        best[source.wholeField] = (rank, former + [(element, trace.source)])
      }
    }
    for entry in best.values {
      for (element, source) in entry.credits {
        if entry.rank.isSource {
          credits[element].sources.append(source)
        } else {
          credits[element].conditions.append(source)
        }
      }
    }
  }
}

extension ConversionExplanation.MessageSource {
  /// The field that it is in.
  var wholeField: Self { Self(segment: segment, index: index, field: field) }

  /// The repetition that it is in.
  var wholeRepetition: Self { Self(segment: segment, index: index, field: field, repetition: repetition) }
}
