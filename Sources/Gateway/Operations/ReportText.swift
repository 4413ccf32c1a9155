/// Reports as text for people, in both languages. What scripts read is the JSON of `ReportJSON`.
public struct ReportText: Sendable {
  let language: Language

  /// Creates texts in one language.
  public init(_ language: Language) {
    self.language = language
  }

  /// The rows of `queue list` and `parked list`.
  public func records(_ rows: [RecordRow]) -> String {
    guard !rows.isEmpty else { return none() }
    var table = TextTable([
      .init(word("患者", "PATIENT")), .init(word("診療日", "DATE")), .init(word("種別", "KIND")),
      .init(word("オーダ番号", "ORDER")), .init(word("送信先", "DESTINATION")), .init(word("理由", "REASON")),
      .init(word("日時", "SINCE")), .init(word("試行", "ATTEMPTS"), isNumber: true),
      .init(word("次回", "NEXT")), .init(word("詳細", "DETAIL")),
    ])
    for row in rows {
      table.add([
        row.patient, row.careDate, row.kind, row.order, row.destination, row.reason ?? "-",
        Self.time(row.since),
        String(row.attempts), row.nextAttempt.map(Self.time) ?? "-", row.detail ?? "",
      ])
    }
    return table.text()
  }

  /// The rows of `parked show`: all that is known, with what each reason means and what to do.
  public func parkedDetails(_ rows: [RecordRow]) -> String {
    guard !rows.isEmpty else { return none() }
    return rows.map { row in
      var lines = ["\(row.kind) \(row.careDate) \(row.order)  \(row.destination)"]
      lines.append(word("  患者: ", "  patient: ") + row.patient)
      lines.append(word("  ファイル: ", "  file: ") + "\(row.storage): \(row.path)")
      lines.append(word("  日時: ", "  since: ") + "\(Self.time(row.since))  (\(attempts(row.attempts)))")
      if let reason = row.reason {
        lines.append(word("  理由: ", "  reason: ") + reason)
        lines += explanation(of: reason).map { "    " + $0 }
      }
      if let detail = row.detail { lines.append(word("  詳細: ", "  detail: ") + detail) }
      return lines.map { TerminalText.visible($0) + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// The rows of `consent list`.
  public func consents(_ rows: [ConsentRow]) -> String {
    guard !rows.isEmpty else { return none() }
    var table = TextTable([
      .init(word("患者", "PATIENT")), .init(word("決定", "DECISION")), .init(word("開始", "FROM")),
      .init(word("終了", "TO")), .init(word("種別", "KINDS")), .init(word("提供先", "RECIPIENTS")),
      .init(word("同意書", "DOCUMENT")), .init(word("出所", "SOURCE")),
    ])
    for row in rows {
      table.add([
        row.localId, decision(row.decision), row.from ?? "-", row.to ?? "-", row.kinds.joined(separator: ";"),
        row.recipients.joined(separator: ";"), row.document, row.source,
      ])
    }
    return table.text()
  }

  /// The rows of `patient list`.
  public func patients(_ rows: [PatientReport]) -> String {
    guard !rows.isEmpty else { return none() }
    var table = TextTable(
      [.init(word("患者", "PATIENT")), .init(word("地域ID", "REGIONAL ID")), .init(word("登録", "SINCE"))]
        + Outcome.allCases.map { .init(outcome($0), isNumber: true) } + [.init(word("警告", "WARNINGS"))])
    for row in rows {
      let counts = Outcome.allCases.map { outcome in
        row.records.values.reduce(0) { $0 + ($1[outcome.rawValue] ?? 0) }
      }
      table.add(
        [row.localId, row.regionalId ?? "-", row.since.map(Self.time) ?? "-"] + counts.map(Self.number)
          + [row.warnings.joined(separator: " ")])
    }
    return table.text()
  }

  /// What `patient show` tells.
  public func patient(_ report: PatientReport) -> String {
    var text = word("患者: ", "Patient: ") + TerminalText.visible(report.localId) + "\n"
    text += word("地域ID: ", "Regional ID: ") + TerminalText.visible(report.regionalId ?? word("なし", "none"))
    if let since = report.since { text += "  (\(word("登録", "since")) \(Self.time(since)))" }
    text += "\n\n" + word("同意\n", "Consents\n") + indented(consents(report.consents))
    var table = TextTable(
      [.init(word("種別", "KIND"))] + Outcome.allCases.map { .init(outcome($0), isNumber: true) })
    for (kind, counts) in report.records.sorted(by: { $0.key < $1.key }) {
      table.add([kind] + Outcome.allCases.map { Self.number(counts[$0.rawValue] ?? 0) })
    }
    text +=
      "\n" + word("記録\n", "Records\n") + (report.records.isEmpty ? "  " + none() : table.text(indent: "  "))
    for warning in report.warnings {
      text += word("警告: ", "Warning: ") + TerminalText.visible(warning) + "\n"
    }
    return text
  }

  /// What `replay plan` tells.
  public func plan(_ plan: ReplayPlan) -> String {
    var text = word(
      "\(Self.number(plan.records)) 件の記録(患者 \(Self.number(plan.patients)) 人)を送り直します。\n",
      "\(Self.number(plan.records)) records of \(Self.number(plan.patients)) patients would be sent again.\n")
    for (title, counts) in [
      (word("種別", "KIND"), plan.kinds), (word("送信先", "DESTINATION"), plan.destinations),
    ] where !counts.isEmpty {
      var table = TextTable([.init(title), .init(word("件数", "RECORDS"), isNumber: true)])
      for (name, count) in counts.sorted(by: { $0.key < $1.key }) { table.add([name, Self.number(count)]) }
      text += "\n" + table.text(indent: "  ")
    }
    return text
  }

  /// What a changing command did.
  public func result(_ result: CommandResult) -> String {
    let prefix = result.dryRun ? word("[予行] ", "[dry run] ") : ""
    return prefix + TerminalText.visible(result.message)
      + word(
        " (\(Self.number(result.affected)) 件)\n", " (\(Self.number(result.affected)) affected)\n")
  }

  /// What `config check` says when there is nothing to say.
  public func configurationIsGood() -> String {
    word("設定に問題はありません。\n", "The configuration is good.\n")
  }

  /// An error as a line for standard error, with what to do where the code is known.
  public func error(_ error: ControlError) -> String {
    var lines = (word("エラー: ", "error: ") + error.message).split(separator: "\n").map(String.init)
    if let code = error.code { lines += ["  \(code)"] + explanation(of: code).map { "  " + $0 } }
    return lines.map { TerminalText.visible($0) + "\n" }.joined()
  }

  /// Why a file could not be used, as a line for standard error: file, code, position and sentence.
  public func failure(of file: String, _ error: GatewayError) -> String {
    var place =
      error.position?.segment.map { name in
        " " + name + (error.position?.field.map { "-\($0)" } ?? "")
      } ?? ""
    if let offset = error.position?.offset { place += word(" (\(offset) バイト目)", " (byte \(offset))") }
    var text = "\(file): \(error.code.rawValue)\(place): \(error.code.text[language])"
    // The code's own sentence in English is also the default of the error's.
    if error.sentence != error.code.text.english { text += " \(error.sentence)" }
    return TerminalText.visible(text) + "\n"
  }

  // MARK: Words

  func word(_ japanese: String, _ english: String) -> String { language.pick(japanese, english) }

  func none() -> String { word("該当なし\n", "None.\n") }

  func outcome(_ outcome: Outcome) -> String {
    switch outcome {
    case .delivered: word("送信済み", "DELIVERED")
    case .excluded: word("対象外", "EXCLUDED")
    case .parked: word("保留", "PARKED")
    case .waiting: word("送信待ち", "WAITING")
    }
  }

  /// What a reason code says and what to do about it; nothing for a code of another version.
  func explanation(of code: String) -> [String] {
    guard let reason = ReasonCode(rawValue: code) else { return [] }
    return [reason.text[language], "→ " + reason.remedy.action[language], "  $ " + reason.remedy.command]
  }

  private func decision(_ decision: String) -> String {
    switch decision {
    case "grant": word("同意", "grant")
    case "withdraw": word("撤回", "withdraw")
    default: decision
    }
  }

  private func attempts(_ count: Int) -> String {
    word("試行 \(count) 回", count == 1 ? "1 attempt" : "\(count) attempts")
  }

  func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
  }

  /// An RFC 3339 time as people read it: `2026-01-02 03:04:05 +09:00`; anything else as it is.
  static func time(_ stamp: String) -> String {
    guard stamp.utf8.count >= 20, let separator = stamp.firstIndex(of: "T") else { return stamp }
    let date = stamp[..<separator]
    let rest = stamp[stamp.index(after: separator)...]
    let clock = rest.prefix(8)
    let zone = rest.dropFirst(8).drop { $0 == "." || $0.isNumber }
    return "\(date) \(clock) \(zone)"
  }

  /// A count with thousands separators, the same in both languages.
  static func number(_ count: Int) -> String {
    let digits = Array(String(count.magnitude))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (count < 0 ? "-" : "") + text
  }
}
