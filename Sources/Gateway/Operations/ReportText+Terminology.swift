/// Coded values: how many went with a standard code, and which codes did not.
extension ReportText {
  /// What `terminology report` tells.
  public func terminology(_ report: TerminologyReport) -> String {
    guard !report.coverage.isEmpty else { return none() }
    let codes = word("標準コードのないコード\n", "Codes without a standard code\n")
    return coverage(report.coverage) + "\n" + codes
      + (report.unmapped.isEmpty ? none() : unmapped(report.unmapped))
  }

  /// The part of `status`.
  func terminology(_ terminology: StatusReport.Terminology) -> String {
    var text = word("コード\n", "Codes\n")
    if !terminology.coverage.isEmpty { text += coverage(terminology.coverage, indent: "  ") }
    for map in terminology.maps {
      let rows = word("\(Self.number(map.entries)) 行", "\(Self.number(map.entries)) rows")
      let state = map.refused ? word("  新しい内容は使えません", "  newest content refused") : ""
      text += "  \(TerminalText.visible(map.file)): \(rows)\(state)\n"
    }
    if terminology.unmappedCodes > 0 {
      let count = Self.number(terminology.unmappedCodes)
      text += word(
        "  標準コードのないコード \(count) 種 → ssmix2-gateway terminology report\n",
        "  \(count) codes without a standard code → ssmix2-gateway terminology report\n")
    }
    return text
  }

  private func coverage(_ rows: [CodeCoverage], indent: String = "") -> String {
    var table = TextTable([
      .init(word("種別", "KIND")), .init(word("記録", "RECORDS"), isNumber: true),
      .init(word("標準", "STANDARD"), isNumber: true), .init(word("施設のみ", "LOCAL"), isNumber: true),
      .init(word("文字のみ", "TEXT"), isNumber: true), .init("%", isNumber: true),
    ])
    for row in rows {
      table.add(
        [row.kind] + [row.records, row.standard, row.local, row.text].map(Self.number) + [Self.percent(row)])
    }
    return table.text(indent: indent)
  }

  /// The standard share, rounded down: 100 is said of all alone.
  private static func percent(_ row: CodeCoverage) -> String {
    row.values == 0 ? "-" : String(row.standard * 100 / row.values)
  }

  private func unmapped(_ rows: [TerminologyReport.UnmappedCode]) -> String {
    var table = TextTable([
      .init(word("体系", "SYSTEM")), .init(word("コード", "CODE")), .init(word("名称", "NAME")),
      .init(word("種別", "KIND")), .init(word("記録", "RECORDS"), isNumber: true),
      .init(word("最後", "LAST SEEN")),
    ])
    for row in rows {
      table.add([
        row.system.isEmpty ? "-" : row.system, row.code, row.display, row.kind, Self.number(row.count),
        Self.time(row.lastSeen),
      ])
    }
    return table.text()
  }
}

extension TerminologyReport {
  /// The codes as rows of a code map (RFC 4180) whose standard columns wait to be filled in: each code once.
  public var codeMap: String {
    var lines = [CodeMapTable.columns.joined(separator: ",")]
    var known: Set<[String]> = []
    for row in unmapped where known.insert([row.system, row.code]).inserted {
      lines.append(
        ([row.system, row.code, row.display] + ["", "", ""]).map(Self.field).joined(separator: ","))
    }
    return lines.map { $0 + "\r\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
