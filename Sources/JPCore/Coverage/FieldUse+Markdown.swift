import HL7v2
import SSMIX2

extension FieldUse {
  /// The table for the documentation: one Markdown table for each kind that has a converter, one row for each field that
  /// is delivered or that SS-MIX2 uses, in both languages; kinds without a converter in one sentence at the end.
  public static func markdownTable() -> String {
    var text = ""
    var unconverted: [String] = []
    for kind in DataKind.all {
      guard FieldUseLookup.standard.segments[kind.code] != nil else {
        unconverted.append(kind.code)
        continue
      }
      text += "### \(kind.code) \(kind.japaneseName) · \(kind.englishName)\n\n"
      text += "| Field | 名称 | Name | FHIR R4, JP Core |\n|---|---|---|---|\n"
      let uses = all(ofKind: kind.code).filter { $0.outcome != .notDelivered(.notUsed) }
      text += uses.map(\.markdownRow).joined()
      text += "\n"
    }
    text += "未対応 · not converted yet: \(unconverted.joined(separator: ", "))\n"
    return text
  }

  /// The table of what is not delivered and why: one row for each kind that has a converter and each reason, with the
  /// fields that SS-MIX2 uses there, in both languages.
  public static func markdownOmissions() -> String {
    var text = "| kind | 送信しない理由 | not delivered because | fields |\n|---|---|---|---|\n"
    for kind in DataKind.all where FieldUseLookup.standard.segments[kind.code] != nil {
      let uses = all(ofKind: kind.code)
      for reason in Reason.allCases where reason != .notUsed {
        let omitted = uses.filter { $0.outcome == .notDelivered(reason) }
        if omitted.isEmpty { continue }
        text += "| \(kind.code) | \(reason.japanese) | \(reason.english) | \(fieldList(omitted)) |\n"
      }
    }
    return text
  }

  /// `ORC-10, 13; OBR-12`: the segment named once.
  private static func fieldList(_ uses: [FieldUse]) -> String {
    var parts: [(segment: String, fields: [Int])] = []
    for use in uses {
      if parts.last?.segment != use.segment { parts.append((use.segment, [])) }
      parts[parts.count - 1].fields.append(use.field)
    }
    return parts.map { "\($0.segment)-" + $0.fields.map(String.init).joined(separator: ", ") }
      .joined(separator: "; ")
  }

  private var markdownRow: String {
    let definition = SegmentDefinition.named(segment)?.field(field)
    let target =
      switch outcome {
      case .delivered(let elements): elements.map { "`\($0)`" }.joined(separator: ", ")
      case .notDelivered(let reason): "— \(reason.japanese) · \(reason.english)"
      }
    let names = [definition?.japaneseName ?? "", definition?.englishName ?? ""]
      .map { $0.replacing("|", with: "\\|") }
    return "| \(segment)-\(field) | \(names[0]) | \(names[1]) | \(target) |\n"
  }
}
