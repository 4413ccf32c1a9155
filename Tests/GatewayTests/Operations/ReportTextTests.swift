import Testing

@testable import Gateway

@Suite struct TextTableTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("登呂病院", 8), ("ｶﾞ", 2), ("ガ", 2), ("ｱｲｳ", 3), ("Ａ１", 4), ("e\u{301}", 1),
    ("か\u{3099}", 2),
    ("−", 1), ("、。", 4), ("髙﨑", 4), ("𠮷野", 4), ("a\u{200B}b", 2), ("✓", 1),
  ])
  func `columns that a text takes`(text: String, width: Int) {
    #expect(TerminalText.width(of: text) == width)
  }

  @Test func `columns line up whatever the script`() {
    var table = TextTable([.init("送信先"), .init("件数", isNumber: true), .init("詳細")])
    table.add(["region", "1", "接続できません"])
    table.add(["登呂地域連携", "12,345", ""])
    table.add(["x"])
    #expect(
      table.text(indent: " ") == """
         送信先          件数  詳細
         region             1  接続できません
         登呂地域連携  12,345
         x

        """)
  }

  // A file name is written by another system: an escape sequence in it could change what the operator sees.
  @Test(arguments: [
    ("a\u{1B}[2Jb", "a\\u{1B}[2Jb"), ("a\nb", "a\\u{A}b"), ("\u{202E}gpj", "\\u{202E}gpj"),
    ("\u{9B}1m", "\\u{9B}1m"),
    ("登呂", "登呂"), ("a\u{200D}b", "a\u{200D}b"),
  ])
  func `control characters are shown, not obeyed`(text: String, shown: String) {
    #expect(TerminalText.visible(text) == shown)
    var table = TextTable([.init("x")])
    table.add([text])
    #expect(table.text() == "x\n\(shown)\n")
  }
}

@Suite struct ReportTextTests {
  @Test func `status in English`() {
    #expect(
      ReportText(.english).status(FakeControl.report) == """
        ssmix2-gateway 0.1.0  running  (since 2026-04-01 09:00:00 +09:00)

        1,234 seen = 1,200 delivered + 30 excluded + 3 parked + 1 waiting   ✓ adds up
        12 patients in scope, 3,456 without a regional ID (not read)

        Storages
          NAME      STATE      LAST SCAN                   WATCH    STRAY FILES  DETAIL
          standard  available  2026-04-01 09:10:00 +09:00  inotify            2

        Destinations
          NAME    STATE       OLDEST  DELIVERED  EXCLUDED  PARKED  WAITING  LAST DELIVERY  DETAIL
          region  waiting  1 h 2 min      1,200        30       3        1  -              connection refused

        Needs attention
          3  delivery.refused
             The destination refused the content.
             → See what the destination said, and settle it with the source or the operator of the network.
               $ ssmix2-gateway parked show

        """)
  }

  @Test func `status in Japanese`() {
    let text = ReportText(.japanese).status(FakeControl.report)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.contains("1,234 確認 = 1,200 送信済み + 30 対象外 + 3 保留 + 1 送信待ち   ✓ 収支が合っています"))
    #expect(lines.contains("     送信先が内容を拒否しました。"))
    #expect(lines.contains("       $ ssmix2-gateway parked show"))
    let table = lines.drop { $0 != "送信先" }.dropFirst().prefix(2)
    #expect(table.first == "  名前    状態      最古の待ち  送信済み  対象外  保留  送信待ち  最後の送信  詳細")
    #expect(
      table.last
        == "  region  応答待ち   1時間 2分     1,200      30     3         1  -           connection refused")
  }

  @Test func `a balance that is off is said aloud`() {
    var report = FakeControl.report
    report.balance.waiting = 5
    #expect(ReportText(.english).status(report).contains("✗ OFF BY -4"))
    #expect(ReportText(.japanese).status(report).contains("✗ 収支が合いません(差 -4)"))
  }

  @Test func `a code of another version keeps the daemon's own remedy`() {
    var report = FakeControl.report
    report.attention = [.init(code: "future.code", count: 1, remedy: "Do this.")]
    #expect(ReportText(.english).status(report).contains("  1  future.code\n     → Do this.\n"))
  }

  @Test func `parked records are explained`() {
    let text = ReportText(.english).parkedDetails([FakeControl.row])
    #expect(text.contains("  reason: delivery.refused\n    The destination refused the content.\n"))
    #expect(text.contains("  detail: Patient.name\n"))
    #expect(text.contains("(2 attempts)"))
  }

  @Test func `a trace shows versions, decisions, attempts and receipts`() {
    let text = ReportText(.english).traces([FakeControl.trace])
    for words in [
      "ADT-00 - 999999999999999  ref=abcdefghijkl", "20260401090000000     1", "abababababab",
      "delivered   200",
      "Patient/x",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test(arguments: Language.allCases)
  func `nothing found is said, not left blank`(language: Language) {
    let text = ReportText(language)
    let none = text.none()
    #expect(
      [text.records([]), text.parkedDetails([]), text.consents([]), text.patients([]), text.traces([])]
        .allSatisfy { $0 == none && !none.isEmpty })
  }

  @Test(arguments: [
    (0, "0 s", "0秒"), (59, "59 s", "59秒"), (60, "1 min", "1分"), (3_725, "1 h 2 min", "1時間 2分"),
    (90_061, "1 d 1 h", "1日 1時間"), (-5, "0 s", "0秒"), (86_405, "1 d 5 s", "1日 5秒"),
  ])
  func `durations in the two greatest units`(seconds: Int, english: String, japanese: String) {
    #expect(ReportText(.english).duration(seconds) == english)
    #expect(ReportText(.japanese).duration(seconds) == japanese)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `counts have thousands separators`(count: Int, text: String) {
    #expect(ReportText.number(count) == text)
  }

  @Test(arguments: [
    ("2026-01-02T03:04:05+09:00", "2026-01-02 03:04:05 +09:00"),
    ("2026-01-02T03:04:05.123Z", "2026-01-02 03:04:05 Z"),
    ("yesterday", "yesterday"), ("", ""),
  ])
  func `times as people read them`(stamp: String, text: String) {
    #expect(ReportText.time(stamp) == text)
  }
}
