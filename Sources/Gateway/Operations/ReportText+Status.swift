extension ReportText {
  /// One screen: balance, storages, destinations, and what needs a person with the command to type.
  public func status(_ report: StatusReport) -> String {
    var text = "ssmix2-gateway \(report.version)  \(state(report.state.rawValue))"
    if let started = report.startedAt { text += "  (\(word("起動", "since")) \(Self.time(started)))" }
    text += "\n\n" + balanceLines(report) + "\n"
    text += word("ストレージ\n", "Storages\n") + storages(report.storages) + "\n"
    text += word("送信先\n", "Destinations\n") + destinations(report.destinations) + "\n"
    if let terminology = report.terminology, !terminology.coverage.isEmpty || !terminology.maps.isEmpty {
      text += self.terminology(terminology) + "\n"
    }
    return text + attention(report.attention)
  }

  /// `seen = delivered + excluded + parked + waiting` with the numbers, and whether it holds.
  func sum(_ balance: Balance) -> String {
    let terms = [
      (balance.delivered, word("送信済み", "delivered")), (balance.excluded, word("対象外", "excluded")),
      (balance.parked, word("保留", "parked")), (balance.waiting, word("送信待ち", "waiting")),
    ].map { "\(Self.number($0)) \($1)" }.joined(separator: " + ")
    let verdict =
      balance.isBalanced
      ? word("✓ 収支が合っています", "✓ adds up")
      : word("✗ 収支が合いません(差 \(balance.mismatch))", "✗ OFF BY \(balance.mismatch)")
    return "\(Self.number(balance.seen)) \(word("確認", "seen")) = \(terms)   \(verdict)\n"
  }

  private func balanceLines(_ report: StatusReport) -> String {
    let patients = report.patients
    return sum(report.balance)
      + word(
        "対象患者 \(Self.number(patients.inScope)) 人、地域IDのない患者 \(Self.number(patients.notRegistered)) 人(読みません)\n",
        "\(Self.number(patients.inScope)) patients in scope, \(Self.number(patients.notRegistered)) without a regional ID "
          + "(not read)\n")
  }

  private func storages(_ storages: [StatusReport.Storage]) -> String {
    guard !storages.isEmpty else { return "  " + none() }
    var table = TextTable([
      .init(word("名前", "NAME")), .init(word("状態", "STATE")), .init(word("最後の全走査", "LAST SCAN")),
      .init(word("検出", "WATCH")), .init(word("対象外ファイル", "STRAY FILES"), isNumber: true),
      .init(word("詳細", "DETAIL")),
    ])
    for storage in storages {
      table.add([
        storage.name, state(storage.state), storage.lastScan.map(Self.time) ?? "-", storage.watch,
        Self.number(storage.strayFiles), storage.detail ?? "",
      ])
    }
    return table.text(indent: "  ")
  }

  private func destinations(_ destinations: [StatusReport.Destination]) -> String {
    guard !destinations.isEmpty else { return "  " + none() }
    var table = TextTable(
      [
        .init(word("名前", "NAME")), .init(word("状態", "STATE")), .init(word("最古の待ち", "OLDEST"), isNumber: true),
      ] + Outcome.allCases.map { .init(outcome($0), isNumber: true) }
        + [.init(word("最後の送信", "LAST DELIVERY")), .init(word("詳細", "DETAIL"))])
    for destination in destinations {
      let balance = destination.balance
      let counts = [balance.delivered, balance.excluded, balance.parked, balance.waiting].map(Self.number)
      let oldest = destination.waiting == 0 ? "-" : duration(destination.oldestWaitingSeconds)
      table.add(
        [destination.name, state(destination.state, isDestination: true), oldest] + counts
          + [destination.lastDelivery.map(Self.time) ?? "-", destination.detail ?? ""])
    }
    return table.text(indent: "  ")
  }

  private func attention(_ items: [StatusReport.Attention]) -> String {
    guard !items.isEmpty else { return word("対応が必要なことはありません。\n", "Nothing needs attention.\n") }
    var text = word("対応が必要なこと\n", "Needs attention\n")
    for item in items {
      let explanation = explanation(of: item.code)
      let count = word("\(Self.number(item.count)) 件", Self.number(item.count))
      text += "  \(count)  \(TerminalText.visible(item.code))\n"
      for line in explanation.isEmpty ? ["→ " + TerminalText.visible(item.remedy)] : explanation {
        text += "     \(line)\n"
      }
    }
    return text
  }

  private func state(_ state: String, isDestination: Bool = false) -> String {
    guard language == .japanese else { return state }
    switch state {
    case "running": return "稼働中"
    case "draining": return "停止処理中"
    case "stopped": return "停止"
    case "available": return "読み取り可能"
    case "unavailable": return "読み取り不可"
    case "ready": return "送信可能"
    case "paused": return "一時停止"
    case "waiting" where isDestination: return "応答待ち"
    case "unknown": return "未確認"
    default: return TerminalText.visible(state)
    }
  }

  /// Seconds in the two greatest units.
  func duration(_ seconds: Int) -> String {
    let units = [(86_400, "日", "d"), (3_600, "時間", "h"), (60, "分", "min"), (1, "秒", "s")]
    var rest = max(0, seconds)
    var parts: [String] = []
    for (size, japanese, english) in units where rest >= size || (size == 1 && parts.isEmpty) {
      parts.append(word("\(rest / size)\(japanese)", "\(rest / size) \(english)"))
      rest %= size
      if parts.count == 2 { break }
    }
    return parts.joined(separator: " ")
  }
}
