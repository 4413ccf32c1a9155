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
      text += section(kind.code, "\(kind.code) \(kind.japaneseName) · \(kind.englishName)")
    }
    text += section(
      ObservationMessage.kind, "\(ObservationMessage.kind) 拡張ストレージの観察値 · Observations of the extended storage"
    )
    text += "未対応 · not converted yet: \(unconverted.joined(separator: ", "))\n"
    return text
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
