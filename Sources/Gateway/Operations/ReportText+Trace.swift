extension ReportText {
  /// What `record trace` tells of each record key.
  public func traces(_ traces: [RecordTrace]) -> String {
    traces.isEmpty ? none() : traces.map(trace).joined(separator: "\n")
  }

  private func trace(_ trace: RecordTrace) -> String {
    let key = trace.key
    var text = TerminalText.visible("\(key.kind) \(key.careDate) \(key.order)  ref=\(key.ref)") + "\n"
    text += word("患者: ", "patient: ") + TerminalText.visible("\(key.patient)  (\(key.storage))") + "\n"
    text += section(word("版", "Versions"), versions(trace.versions))
    text += section(word("判定", "Decisions"), decisions(trace.decisions))
    text += section(word("送信の試行", "Attempts"), attempts(trace.attempts))
    return text + section(word("受領", "Receipts"), receipts(trace.receipts))
  }

  private func section(_ title: String, _ table: TextTable?) -> String {
    "\n\(title)\n" + (table?.text(indent: "  ") ?? "  " + none())
  }

  private func versions(_ versions: [RecordTrace.Version]) -> TextTable? {
    guard !versions.isEmpty else { return nil }
    var table = TextTable([
      .init(word("発生日時", "TIMESTAMP")), .init(word("フラグ", "FLAG"), isNumber: true),
      .init(word("確認", "SEEN")), .init("SHA-256"), .init(word("ファイル", "FILE")),
    ])
    for version in versions {
      let gone = version.vanished ? word(" (消失)", " (gone)") : ""
      table.add([
        version.timestamp, String(version.flag), Self.time(version.seen),
        version.sha256.map { String($0.prefix(12)) } ?? "-", version.path + gone,
      ])
    }
    return table
  }

  private func decisions(_ decisions: [RecordTrace.Decision]) -> TextTable? {
    guard !decisions.isEmpty else { return nil }
    var table = TextTable([
      .init(word("送信先", "DESTINATION")), .init(word("結果", "OUTCOME")), .init(word("理由", "REASON")),
      .init(word("日時", "SINCE")), .init(word("送信先の記録", "RESOURCES")), .init(word("詳細", "DETAIL")),
    ])
    for decision in decisions {
      table.add([
        decision.destination, decision.outcome, decision.reason ?? "-", Self.time(decision.since),
        decision.resources.joined(separator: " "), decision.detail ?? "",
      ])
    }
    return table
  }

  private func attempts(_ attempts: [RecordTrace.Attempt]) -> TextTable? {
    guard !attempts.isEmpty else { return nil }
    var table = TextTable([
      .init(word("日時", "AT")), .init(word("送信先", "DESTINATION")), .init(word("結果", "RESULT")),
      .init("HTTP", isNumber: true), .init(word("詳細", "DETAIL")),
    ])
    for attempt in attempts {
      table.add([
        Self.time(attempt.at), attempt.destination, attempt.result, attempt.status.map(String.init) ?? "-",
        attempt.detail ?? "",
      ])
    }
    return table
  }

  private func receipts(_ receipts: [RecordTrace.Receipt]) -> TextTable? {
    guard !receipts.isEmpty else { return nil }
    var table = TextTable([
      .init(word("日時", "AT")), .init(word("送信先", "DESTINATION")), .init(word("記録", "RESOURCES")),
    ])
    for receipt in receipts {
      table.add([Self.time(receipt.at), receipt.destination, receipt.ids.joined(separator: " ")])
    }
    return table
  }

  /// What `reconcile` tells: the balance, and each difference with its sign.
  public func reconcile(_ report: ReconcileReport) -> String {
    var text = sum(report.balance)
    let (files, count) = (Self.number(report.filesCompared), Self.number(report.differences.count))
    text += word("\(files) ファイルを照合し、差異は \(count) 件です。\n", "\(files) files compared, \(count) differences.\n")
    guard !report.differences.isEmpty else { return text }
    text += word(
      "+ 台帳にない  - ストレージにない  * 内容が違う  ! 照合できない\n",
      "+ not in the ledger  - not in the storage  * differs  ! cannot be compared\n")
    var table = TextTable([
      .init(""), .init(word("ファイル", "FILE")), .init(word("送信先", "DESTINATION")), .init(word("詳細", "DETAIL")),
    ])
    for difference in report.differences {
      table.add([difference.symbol, difference.path, difference.destination ?? "-", difference.detail])
    }
    return text + "\n" + table.text(indent: "  ")
  }
}
