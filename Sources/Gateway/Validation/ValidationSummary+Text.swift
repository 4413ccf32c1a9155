import SSMIX2

extension ValidationSummary {
  /// A table for people: one line a kind and month, then the findings by code with what to do about each.
  public func text(in language: Language) -> String {
    let titles =
      language == .japanese
      ? ["種別", "年月", "件数", "有効", "旧版", "削除", "エラー", "警告"]
      : ["KIND", "MONTH", "RECORDS", "ACTIVE", "SUPERSEDED", "DELETED", "ERRORS", "WARNINGS"]
    var table = TextTable(titles.enumerated().map { TextTable.Column($1, isNumber: $0 > 1) })
    for (key, row) in rows.sorted(by: { $0.key < $1.key }) {
      let numbers = [row.records, row.active, row.superseded, row.deleted, row.withErrors, row.withWarnings]
      table.add([key.kind, key.month] + numbers.map(String.init))
    }
    return table.text() + "\n" + findings(in: language) + total(in: language) + "\n"
  }

  private func findings(in language: Language) -> String {
    guard !codes.isEmpty else { return "" }
    let titles =
      language == .japanese
      ? ["件数", "重大度", "コード", "内容と対応"] : ["COUNT", "SEVERITY", "CODE", "WHAT, AND WHAT TO DO"]
    var table = TextTable(titles.enumerated().map { TextTable.Column($1, isNumber: $0 == 0) })
    for (weighed, count) in sortedCodes {
      let words = [weighed.code.text[language], weighed.remedy.text[language]]
      table.add(
        [
          String(count), weighed.severity.rawValue, weighed.code.rawValue,
          words.joined(separator: language == .japanese ? "。" : ": "),
        ])
    }
    return table.text() + "\n"
  }

  /// The gravest and most frequent first.
  private var sortedCodes: [(Weighed, Int)] {
    codes.sorted { left, right in
      (right.key.severity, right.value, left.key.code.rawValue) < (
        left.key.severity, left.value, right.key.code.rawValue
      )
    }.map { ($0.key, $0.value) }
  }

  /// One line: files, patients, findings by severity.
  public func total(in language: Language) -> String {
    let (errors, warnings, notes) = (findings(.error), findings(.warning), findings(.note))
    return language == .japanese
      ? "患者 \(patients) 名、記録 \(records) 件、ファイル \(files) 個: エラー \(errors)、警告 \(warnings)、注意 \(notes)"
      : "\(patients) patients, \(records) records, \(files) files: "
        + "\(errors) errors, \(warnings) warnings, \(notes) notes"
  }

  /// One JSON object a line: kinds and months, then codes.
  public var jsonLines: [String] {
    var lines: [String] = []
    for (key, row) in rows.sorted(by: { $0.key < $1.key }) {
      var object = JSONLine()
      object.add("storageType", key.storageType.rawValue)
      object.add("kind", key.kind)
      object.add("month", key.month)
      object.add("records", row.records)
      object.add("active", row.active)
      object.add("superseded", row.superseded)
      object.add("deleted", row.deleted)
      object.add("withErrors", row.withErrors)
      object.add("withWarnings", row.withWarnings)
      lines.append(object.text)
    }
    for (weighed, count) in sortedCodes {
      var object = JSONLine()
      object.add("code", weighed.code.rawValue)
      object.add("severity", weighed.severity.rawValue)
      object.add("count", count)
      lines.append(object.text)
    }
    return lines
  }
}
