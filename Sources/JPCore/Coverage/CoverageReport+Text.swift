import HL7v2

extension CoverageReport {
  /// The report as lines for a person: one for each field that the message fills, and the counts at the end.
  ///
  /// - Parameters:
  ///   - path: The file, as it was named.
  ///   - language: Of names and reasons.
  public func text(path: String? = nil, in language: MessageInspection.Language) -> String {
    func word(_ japanese: String, _ english: String) -> String { language == .ja ? japanese : english }
    var lines = path.map { [DisplayText.visible($0)] } ?? []
    lines.append("\(word("データ種別", "Data kind")) \(kind ?? word("不明", "unknown"))")
    let rows = entries.map { entry in
      (
        label: "\(entry.segment)-\(entry.field)" + (entry.count > 1 ? " ×\(entry.count)" : ""),
        name: entry.name(in: language), outcome: entry.text(in: language)
      )
    }
    let labelWidth = rows.map { DisplayText.width(of: $0.label) }.max() ?? 0
    let nameWidth = rows.map { DisplayText.width(of: $0.name) }.filter { $0 <= Self.widestName }.max() ?? 0
    for row in rows {
      let label = DisplayText.padded(row.label, to: labelWidth)
      lines.append("  \(label)  \(DisplayText.padded(row.name, to: nameWidth))  \(row.outcome)")
    }
    lines.append(
      word(
        "項目 \(entries.count): 送信 \(delivered), 送信しない \(notDelivered), 不明 \(unknown)",
        "\(entries.count) fields: \(delivered) delivered, \(notDelivered) deliberately not, "
          + "\(unknown) unknown"))
    return lines.joined(separator: "\n") + "\n"
  }

  /// Names longer than this push what follows them in their own line only.
  private static let widestName = 40
}

extension CoverageReport.Entry {
  fileprivate func name(in language: MessageInspection.Language) -> String {
    guard let definition = SegmentDefinition.named(segment)?.field(field) else { return "" }
    let isJapanese = language == .ja || definition.englishName.isEmpty
    return isJapanese ? definition.japaneseName : definition.englishName
  }

  fileprivate func text(in language: MessageInspection.Language) -> String {
    switch outcome {
    case .delivered(let elements): "→ " + elements.joined(separator: ", ")
    case .notDelivered(let reason): "– " + (language == .ja ? reason.japanese : reason.english)
    case nil: language == .ja ? "? 不明" : "? unknown"
    }
  }
}
