import Testing

@testable import Gateway

@Suite struct CSVConsentTests {
  private func parse(_ body: String) throws(CSVFileError) -> [ConsentEntry] {
    try CSVConsentSource.entries(
      parsing: Array(("local_id,decision,from,to,kinds,recipients,document\r\n" + body).utf8),
      file: "consents.csv")
  }

  @Test("rows become entries")
  func rows() throws {
    let entries = try parse(
      "0001,grant,2020-01-01,,all,all,F-1\r\n0002,withdraw,,2021-01-01,oml-11; PPR-01,2200000001;2200000002,同意書 2\r\n"
    )
    #expect(
      entries == [
        ConsentEntry(localID: "0001", decision: .grant, from: CivilDate("2020-01-01"), document: "F-1"),
        ConsentEntry(
          localID: "0002", decision: .withdraw, to: CivilDate("2021-01-01"),
          kinds: .only(["OML-11", "PPR-01"]),
          recipients: .only(["2200000001", "2200000002"]), document: "同意書 2"),
      ])
  }

  @Test(
    "one bad value refuses the file, with its place and without the value",
    arguments: [
      ("00-01,Grant,,,all,all,", "decision", 7), ("00-01,,,,all,all,", "decision", 7),
      (",grant,,,all,all,", "local_id", 1),
      ("00-01,grant,2020,,all,all,", "from", 13), ("00-01,grant,,x,all,all,", "to", 14),
      ("00-01,grant,,,OML-12,all,", "kinds", 15), ("00-01,grant,,,,all,", "kinds", 15),
      ("00-01,grant,,,OML-11;;PPR-01,all,", "kinds", 15), ("00-01,grant,,,all;OML-11,all,", "kinds", 15),
      ("00-01,grant,,,all,,", "recipients", 19), ("00-01,grant,,,all,all;1,", "recipients", 19),
      ("00-01,grant,,,all,1;a b,", "recipients", 19), ("00-01,grant,,,all,all,\"a\nb\"", "document", 23),
    ])
  func refused(row: String, field: String, column: Int) {
    do throws(CSVFileError) {
      _ = try parse("7,grant,,,all,all,\r\n\(row)\r\n")
      Issue.record("not refused")
    } catch {
      #expect(error.problems.map(\.field) == [field])
      #expect(error.problems.map(\.line) == [3])
      #expect(error.problems.map(\.column) == [column])
      #expect(!error.description.contains("00-01"))
    }
  }

  @Test("the source keeps what it had while the file is wrong")
  func source() throws {
    let folder = try ConfigurationFolder()
    let header = "local_id,decision,from,to,kinds,recipients,document\n"
    var source = CSVConsentSource(path: try folder.write("consents.csv", header + "1,grant,,,all,all,\n"))
    #expect(try source.load().count == 1)
    try folder.write("consents.csv", header + "1,withdraw,,,all\n")
    try folder.touch("consents.csv", at: 1_000)
    _ = try source.refresh()
    #expect(throws: SourceFileError.self) { try source.refresh() }
    #expect(source.refusal?.code == .malformed)
    try folder.write("consents.csv", header + "1,withdraw,,,all,all,\n")
    try folder.touch("consents.csv", at: 2_000)
    _ = try source.refresh()
    guard case .rows(let rows) = try source.refresh() else {
      Issue.record("not taken")
      return
    }
    #expect(rows.map(\.decision) == [.withdraw])
    #expect(source.refusal == nil)
  }

  @Test(
    "kinds as people write them",
    arguments: [
      ("OML-11", "OML-11"), ("adt-00", "ADT-00"), ("LJCS-100D", "LJCS-100D"),
      ("L-OBS^OBS^99ZL01", "L-OBS^OBS^99ZL01"),
      ("OML-12", nil), ("", nil), ("^^", nil), ("a/b^c", nil), ("all", nil), ("LJCS-", nil),
    ])
  func kinds(text: String, canonical: String?) {
    #expect(KindName.canonical(text) == canonical)
  }
}
