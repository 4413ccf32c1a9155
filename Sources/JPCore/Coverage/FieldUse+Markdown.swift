import HL7v2
import SSMIX2

extension FieldUse {
  /// Code and title of what the tables have a section of: every data kind, and the observations of the extended storage.
  private static let sections: [(kind: String, title: String)] =
    DataKind.all.map { ($0.code, "\($0.code) \($0.japaneseName) · \($0.englishName)") } + [
      (
        ObservationMessage.kind,
        "\(ObservationMessage.kind) 拡張ストレージの観察値 · Observations of the extended storage"
      )
    ]

  /// The table for the documentation: one Markdown table for each kind, one row for each field that is delivered or that
  /// SS-MIX2 uses, in both languages.
  public static func markdownTable() -> String {
    sections.map { section($0.kind, $0.title) }.joined()
  }

  /// The table of what is not delivered and why: one row for each kind and each reason, with the
  /// fields that SS-MIX2 uses there, in both languages.
  public static func markdownOmissions() -> String {
    var text = "| kind | 送信しない理由 | not delivered because | fields |\n|---|---|---|---|\n"
    for (kind, _) in sections {
      let uses = all(ofKind: kind)
      for reason in Reason.allCases where reason != .notUsed {
        let omitted = uses.filter { $0.outcome == .notDelivered(reason) }
        if omitted.isEmpty { continue }
        text += "| \(kind) | \(reason.japanese) | \(reason.english) | \(fieldList(omitted)) |\n"
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

  private static func section(_ kind: String, _ title: String) -> String {
    let uses = all(ofKind: kind).filter { $0.outcome != .notDelivered(.notUsed) }
    return "### \(title)\n\n| Field | 名称 | Name | FHIR R4, JP Core |\n|---|---|---|---|\n"
      + uses.map(\.markdownRow).joined() + "\n"
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
