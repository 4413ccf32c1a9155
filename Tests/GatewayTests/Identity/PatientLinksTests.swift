import Testing

@testable import Gateway

private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

@Suite struct PatientLinksTests {
  private func links(
    _ rows: [(String, String)], operators: [OperatorLink] = [], width: Int? = nil
  ) -> PatientLinks {
    PatientLinks(
      csv: rows.map { IdentityLink(localID: $0.0, regionalID: $0.1) }, operators: operators,
      patientIDWidth: width)
  }

  @Test("one to one is registered, nothing is not")
  func plain() throws {
    let links = links([("1", "R1"), ("2", "R2")])
    let today = try day("2026-01-01")
    #expect(links.match(localID: "1", on: today) == .registered(regionalID: "R1"))
    #expect(links.match(localID: "3", on: today) == .notRegistered)
    #expect(links.match(localID: "", on: today) == .notRegistered)
    #expect(links.match(localID: "01", on: today) == .notRegistered)
    #expect(links.registeredLocalIDs(on: today) == ["1": "R1", "2": "R2"])
    #expect(links.count == 2)
  }

  /// Two people under one regional ID would read each other's results.
  @Test("two of either make all concerned ambiguous")
  func ambiguous() throws {
    let today = try day("2026-01-01")
    let two = links([("1", "R1"), ("1", "R2"), ("2", "R3")])
    #expect(two.match(localID: "1", on: today) == .ambiguous)
    #expect(two.match(localID: "2", on: today) == .registered(regionalID: "R3"))
    let shared = links([("1", "R1"), ("2", "R1"), ("3", "R3"), ("4", "R4"), ("4", "R3")])
    #expect(shared.ambiguousLocalIDs(on: today) == ["1", "2", "3", "4"])
    #expect(shared.registeredLocalIDs(on: today) == [:])
    #expect(
      links([("1", "R1"), ("1", "R1")]).match(localID: "1", on: today) == .registered(regionalID: "R1"))
  }

  @Test("days count on both ends, and only what is in force can contradict")
  func periods() throws {
    let links = PatientLinks(
      csv: [
        IdentityLink(
          localID: "1", regionalID: "R1", validFrom: try day("2020-04-01"), validTo: try day("2021-03-31")),
        IdentityLink(localID: "1", regionalID: "R2", validFrom: try day("2021-04-01")),
        IdentityLink(localID: "2", regionalID: "R1", validFrom: try day("2021-03-31")),
      ], operators: [], patientIDWidth: nil)
    let expected: [(String, IdentityMatch)] = [
      ("2020-03-31", .notRegistered), ("2020-04-01", .registered(regionalID: "R1")),
      ("2021-03-31", .ambiguous),
      ("2021-04-01", .registered(regionalID: "R2")),
    ]
    for (date, match) in expected { #expect(links.match(localID: "1", on: try day(date)) == match) }
    #expect(links.match(localID: "2", on: try day("2021-03-31")) == .ambiguous)
    #expect(links.match(localID: "2", on: try day("2021-04-01")) == .registered(regionalID: "R1"))
    let turn = links.changes(from: links, on: try day("2021-04-01"), previousDay: try day("2021-03-31"))
    #expect(turn == ["1", "2"])
    #expect(links.changes(from: links, on: try day("2021-04-01")) == [])
  }

  @Test("the last decision of an operator stands in place of the table")
  func operators() throws {
    let today = try day("2026-01-01")
    let decisions: [OperatorLink] = [
      .unlink(localID: "1", sequence: 3), .link(IdentityLink(localID: "1", regionalID: "R8"), sequence: 1),
      .link(IdentityLink(localID: "2", regionalID: "R9"), sequence: 4), .unlink(localID: "2", sequence: 2),
      .link(IdentityLink(localID: "3", regionalID: "R1"), sequence: 5),
    ]
    let links = links([("1", "R1"), ("2", "R2"), ("2", "R5")], operators: decisions)
    #expect(links.match(localID: "1", on: today) == .notRegistered)
    #expect(links.match(localID: "2", on: today) == .registered(regionalID: "R9"))
    #expect(links.match(localID: "3", on: today) == .registered(regionalID: "R1"))
    let before = self.links([("1", "R1"), ("2", "R2"), ("4", "R4")])
    #expect(links.changes(from: before, on: today) == ["1", "2", "3", "4"])
  }

  @Test("with a width, leading zeros do not matter")
  func width() throws {
    let today = try day("2026-01-01")
    let links = links(
      [("123", "R1"), ("00000123", "R1")], operators: [.unlink(localID: "0456", sequence: 1)], width: 8)
    for id in ["123", "00000123", "0123"] {
      #expect(links.match(localID: id, on: today) == .registered(regionalID: "R1"))
    }
    #expect(links.match(localID: "000000123", on: today) == .notRegistered)
    #expect(links.registeredLocalIDs(on: today) == ["00000123": "R1"])
    #expect(
      self.links([("456", "R4")], operators: [.unlink(localID: "0456", sequence: 1)], width: 8).count == 0)
  }

  @Test("where no common ID is needed, the chart number is the regional ID")
  func everyPatient() throws {
    let today = try day("2026-01-01")
    let links = PatientLinks.everyPatient(patientIDWidth: nil)
    #expect(links.coversEveryPatient)
    #expect(links.match(localID: "0012", on: today) == .registered(regionalID: "0012"))
    #expect(links.match(localID: "", on: today) == .notRegistered)
    #expect(links.match(localID: "a b", on: today) == .notRegistered)
    let padded = PatientLinks.everyPatient(patientIDWidth: 6)
    #expect(padded.match(localID: "12", on: today) == .registered(regionalID: "000012"))
  }

  /// Promise P22: never under another patient's ID, whatever the table says.
  @Test("against a model that looks at every pair", arguments: 0..<300)
  func model(seed: UInt64) throws {
    var random = SeededCases(seed: seed)
    let days = try ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"].map(day)
    func link() -> IdentityLink {
      let ends = [days.randomElement(using: &random), days.randomElement(using: &random)].compactMap { $0 }
        .sorted()
      let id = String(Int.random(in: 0...12, using: &random))
      return IdentityLink(
        localID: Bool.random(using: &random) ? id : "0" + id,
        regionalID: "R\(Int.random(in: 0...8, using: &random))",
        validFrom: Bool.random(using: &random) ? ends[0] : nil,
        validTo: Bool.random(using: &random) ? ends[1] : nil)
    }
    let width: Int? = Bool.random(using: &random) ? 3 : nil
    let csv = (0..<Int.random(in: 0...14, using: &random)).map { _ in link() }
    let operators: [OperatorLink] = (0..<Int.random(in: 0...5, using: &random)).map { index in
      let link = link()
      return Bool.random(using: &random)
        ? .link(link, sequence: Int64(index)) : .unlink(localID: link.localID, sequence: Int64(index))
    }.shuffled(using: &random)
    let links = PatientLinks(csv: csv, operators: operators, patientIDWidth: width)
    for day in days {
      let pairs = pairs(csv: csv, operators: operators, width: width, on: day)
      for number in 0...13 {
        for id in [String(number), "0\(number)"] {
          let local = PatientIdentifierRule.padded(id, width: width)
          let regional = Set(pairs.filter { $0[0] == local }.map { $0[1] })
          let holders = Set(pairs.filter { regional.contains($0[1]) }.map { $0[0] })
          let expected: IdentityMatch =
            regional.isEmpty
            ? .notRegistered
            : regional.count == 1 && holders.count == 1
              ? .registered(regionalID: regional.first ?? "") : .ambiguous
          #expect(links.match(localID: id, on: day) == expected)
        }
      }
      let registered = links.registeredLocalIDs(on: day)
      #expect(Set(registered.values).count == registered.count)
    }
  }

  /// Every pair of chart number and regional ID in force, by the plainest reading of the rules.
  private func pairs(
    csv: [IdentityLink], operators: [OperatorLink], width: Int?, on day: CivilDate
  ) -> Set<[String]> {
    func pad(_ id: String) -> String { PatientIdentifierRule.padded(id, width: width) }
    let decided = Dictionary(grouping: operators) { pad($0.localID) }
      .compactMapValues { $0.max { $0.sequence < $1.sequence } }
    var all = csv.filter { decided[pad($0.localID)] == nil }
    for case .link(let link, _) in decided.values { all.append(link) }
    return Set(
      all.filter { ($0.validFrom.map { $0 <= day } ?? true) && ($0.validTo.map { day <= $0 } ?? true) }
        .map { [pad($0.localID), $0.regionalID] })
  }
}

@Suite struct CSVIdentityTests {
  private func parse(_ body: String) throws(CSVFileError) -> [IdentityLink] {
    try CSVIdentitySource.links(
      parsing: Array(("local_id,regional_id,valid_from,valid_to\n" + body).utf8), file: "patients.csv")
  }

  @Test("rows become links")
  func rows() throws {
    #expect(
      try parse("0001,NET-1,2020-01-01,\n0002,NET-2,,2020-12-31\n") == [
        IdentityLink(localID: "0001", regionalID: "NET-1", validFrom: try day("2020-01-01")),
        IdentityLink(localID: "0002", regionalID: "NET-2", validTo: try day("2020-12-31")),
      ])
  }

  @Test(
    "one bad value refuses the file, with its place and without the value",
    arguments: [
      (",NET-1,,", "local_id", 1), ("0001,,,", "regional_id", 6), ("00 01,N,,", "local_id", 1),
      ("0001,Ｎ,,", "regional_id", 6), ("0001,N,2020-1-1,", "valid_from", 8),
      ("0001,N,,2020-02-30", "valid_to", 9),
      ("0001,N,2020-02-02,2020-02-01", "valid_to", 19), ("0001,N^X,,", "regional_id", 6),
    ])
  func refused(row: String, field: String, column: Int) throws {
    do throws(CSVFileError) {
      _ = try parse("7,R7,,\n\(row)\n")
      Issue.record("not refused")
    } catch {
      #expect(error.problems.map(\.field) == [field])
      #expect(error.problems.map(\.line) == [3])
      #expect(error.problems.map(\.column) == [column])
      #expect(error.description.hasPrefix("patients.csv:3:\(column): \(field): "))
      #expect(!error.description.contains("0001"))
    }
  }

  @Test("problems are listed up to a limit")
  func limit() {
    do throws(CSVFileError) {
      _ = try parse(String(repeating: ",,x,y\n", count: 100))
      Issue.record("not refused")
    } catch {
      #expect(error.problems.count == CSVReader.problemLimit)
    }
  }

  @Test("the registry has a source for what is built, and for nothing else")
  func registry() {
    func source(_ source: GatewayConfiguration.Identity.Source) -> (any PatientIdentitySource)? {
      IdentitySources.source(for: .init(regionOID: "1.2", source: source, csv: "/x", cache: .zero))
    }
    #expect(source(.csv)?.coversEveryPatient == false)
    #expect(source(.csv)?.path == "/x")
    #expect(source(.everyPatient)?.coversEveryPatient == true)
    for unbuilt in [GatewayConfiguration.Identity.Source.pixV2, .pixV3, .pixm] {
      #expect(source(unbuilt) == nil)
    }
  }
}
