import Foundation
import GRDB
import JPCore
import Testing

@testable import Gateway

/// Local codes on their way: as text, with a standard code once somebody has mapped them, and counted.
@Suite struct TerminologyDeliveryTests {
  private static let row = "99LAB,TP,ＴＰ,JC10,3A010000002327101,総蛋白\n"

  private struct Setup {
    var fixture: DeliveryFixture
    var folder: ConfigurationFolder

    func write(_ rows: String) throws {
      try folder.write("items.csv", CodeMapTableTests.header + rows)
    }

    func text(_ type: String) -> String {
      fixture.repository.resources.filter { $0.key.hasPrefix(type + "/") }.map(\.value).joined()
    }

    func codes() async throws -> [String] {
      try await fixture.pipeline.ledger.pool.read { db in
        try Row.fetchAll(db, sql: "SELECT * FROM unmapped_code WHERE system = '99LAB' ORDER BY code").map {
          "\($0["code"] as String) \($0["kind"] as String) \($0["records"] as Int)"
        }
      }
    }

    func report() throws -> TerminologyReport {
      let pipeline = fixture.pipeline
      return try Inquiry(
        ledger: pipeline.ledger, configuration: pipeline.configuration, pseudonym: nil,
        time: fixture.clock.time
      ).terminology(Selection())
    }

    /// What the kept sums say otherwise than counting does.
    func imbalances() async throws -> [String] {
      try await fixture.pipeline.ledger.pool.read { db in
        let counted = try Row.fetchAll(
          db,
          sql: "SELECT kind, count(*), sum(standard), sum(local), sum(text) FROM coded_record GROUP BY kind")
        let kept = try Row.fetchAll(
          db, sql: "SELECT kind, records, standard, local, text FROM coded_tally WHERE records <> 0")
        let codes = try Row.fetchAll(
          db,
          sql: """
            SELECT u.id, u.records, (SELECT count(*) FROM coded_record c
              WHERE instr(',' || c.codes || ',', ',' || u.id || ',') > 0) AS n FROM unmapped_code u
            """
        ).filter { ($0["records"] as Int) != ($0["n"] as Int) }
        func lines(_ rows: [Row]) -> Set<String> {
          Set(rows.map { row in (0..<5).map { "\(row[$0] as DatabaseValue)" }.joined(separator: " ") })
        }
        return lines(counted).symmetricDifference(lines(kept)) + codes.map { "\($0)" }
      }
    }
  }

  private func setup(rows: String = "") async throws -> Setup {
    let folder = try ConfigurationFolder()
    let path = try folder.write("items.csv", CodeMapTableTests.header + rows)
    var options = Pipeline.Options()
    options.terminology.maps = [path]
    return Setup(fixture: try await DeliveryFixture(options), folder: folder)
  }

  private func local(_ fixture: DeliveryFixture, _ record: WrittenRecord, code: String = "TP^ＴＰ^99LAB") {
    fixture.write(
      record, fixture.message(record, size: 1).replacing("3B035000002327201^Item 0^JC10", with: code))
  }

  @Test func `a map that changes sends its records again with the standard code`() async throws {
    let setup = try await setup()
    let fixture = setup.fixture
    local(fixture, fixture.laboratory())
    try await fixture.pipeline.converge()
    #expect(!setup.text("Observation").contains("3A010000002327101"))
    #expect(try await setup.codes() == ["TP OML-11 1"])
    let before = fixture.held("Observation")
    try setup.write(Self.row)
    try await fixture.pipeline.policies.reload()
    try await fixture.pipeline.converge()
    #expect(setup.text("Observation").contains("3A010000002327101"))
    #expect(setup.text("Observation").contains("ＴＰ"))
    #expect(fixture.held("Observation") == before)
    #expect(try await setup.codes() == [])
    #expect(try await setup.imbalances() == [])
    // Nothing that is sent has changed: nothing is sent.
    fixture.transport.forgetRequests()
    try setup.write(Self.row.replacing("ＴＰ", with: "別の名前"))
    try await fixture.pipeline.policies.reload()
    try await fixture.pipeline.converge()
    #expect(fixture.transport.bodies.isEmpty)
  }

  @Test func `a file that is refused changes nothing and is told, also after a restart`() async throws {
    let setup = try await setup(rows: Self.row)
    let fixture = setup.fixture
    local(fixture, fixture.laboratory())
    try await fixture.pipeline.converge()
    let held = fixture.repository.resources
    fixture.transport.forgetRequests()
    try setup.write("99LAB,TP,,JC10,3A0,\n")
    try await fixture.pipeline.policies.reload()
    #expect(await fixture.pipeline.policies.refused == [.terminologyFileRefused])
    #expect(
      fixture.pipeline.metrics.registry.exposition().contains("ssmix2_file_refused{file=\"terminology\"} 1"))
    try await fixture.pipeline.converge()
    try fixture.pipeline.close()
    let second = try await Pipeline(
      state: fixture.state, tree: fixture.tree, clock: fixture.clock, transport: fixture.transport,
      options: fixture.pipeline.options)
    #expect(await second.policies.codeMaps.map(\.entries) == [1])
    try await second.converge()
    #expect(fixture.transport.bodies.isEmpty && fixture.repository.resources == held)
    try second.close()
  }

  @Test func `counted once however often it is sent, and no more once it is taken back`() async throws {
    let setup = try await setup()
    let fixture = setup.fixture
    local(fixture, fixture.laboratory(1))
    local(fixture, fixture.laboratory(2), code: "TP^ＴＰ^99LAB^A1^甲^99LAB")
    fixture.write(fixture.prescription())
    try await fixture.pipeline.converge()
    #expect(try await setup.codes() == ["TP OML-11 2"])
    let report = try setup.report()
    #expect(report.coverage.map(\.kind) == ["OML-11", "OMP-01"])
    #expect(report.coverage.map(\.records) == [2, 1])
    let item = try #require(report.unmapped.first { $0.system == "99LAB" })
    #expect(item.display == "ＴＰ" && item.count == 2 && item.lastSeen.hasPrefix("2024-12-02T"))
    #expect(report.codeMap.contains("\r\n99LAB,TP,ＴＰ,,,\r\n"))
    // A new version of one of them, then a replay of everything.
    local(fixture, fixture.laboratory(2), code: "GL^糖^99LAB")
    fixture.clock.advance(60)
    try await fixture.pipeline.converge()
    #expect(try await setup.codes() == ["GL OML-11 1", "TP OML-11 1"])
    #expect(try await setup.imbalances() == [])
    try await fixture.pipeline.link(DeliveryFixture.patient, "OTHER")
    try await fixture.pipeline.converge()
    #expect(try await setup.codes() == ["GL OML-11 1", "TP OML-11 1"])
    try await fixture.pipeline.consent(DeliveryFixture.patient, .withdraw)
    try await fixture.pipeline.converge()
    #expect(try setup.report() == TerminologyReport(coverage: [], unmapped: []))
    #expect(try await setup.imbalances() == [])
  }

  @Test func `a patient who is forgotten leaves nothing behind`() async throws {
    let setup = try await setup()
    local(setup.fixture, setup.fixture.laboratory())
    try await setup.fixture.pipeline.converge()
    try await setup.fixture.pipeline.unlink(DeliveryFixture.patient)
    try await setup.fixture.pipeline.converge()
    #expect(try setup.report() == TerminologyReport(coverage: [], unmapped: []))
  }

  @Test func `a free text is never kept`() async throws {
    let setup = try await setup()
    let fixture = setup.fixture
    local(fixture, fixture.laboratory(1), code: "患者の山田さんは元気です^患者の山田さん^99LAB")
    local(fixture, fixture.laboratory(2), code: "^患者の山田さん^99LAB")
    try await fixture.pipeline.converge()
    let kept = try await fixture.pipeline.ledger.pool.read {
      try String.fetchAll($0, sql: "SELECT code || display FROM unmapped_code")
    }
    #expect(!kept.contains { $0.contains("山田") })
    #expect(try setup.report().coverage.contains { $0.kind == "OML-11" && $0.records == 2 })
  }

  @Test func `findings of conversion are counted`() async throws {
    let setup = try await setup()
    local(setup.fixture, setup.fixture.laboratory())
    try await setup.fixture.pipeline.converge()
    let metrics = setup.fixture.pipeline.metrics.registry.exposition()
    #expect(metrics.contains("ssmix2_findings_total{code=\"code.no-system\"}"))
  }

  // MARK: - Confidential records

  private func confidential(_ fixture: DeliveryFixture, _ record: WrittenRecord) {
    let lines = fixture.message(record).split(separator: "\r").map { line in
      guard line.hasPrefix("ORC|") else { return String(line) }
      return line + String(repeating: "|", count: 28 - line.count { $0 == "|" }) + "R"
    }
    fixture.write(record, lines.joined(separator: "\r") + "\r")
  }

  private func configuration(_ fixture: DeliveryFixture, excludes: Bool) -> GatewayConfiguration {
    var configuration = fixture.pipeline.configuration
    configuration.scope.excludesConfidential = excludes
    return configuration
  }

  @Test func `confidential records stay inside, or go with their grade, as the scope says now`() async throws
  {
    let setup = try await setup()
    let fixture = setup.fixture
    confidential(fixture, fixture.laboratory(1))
    local(fixture, fixture.laboratory(2))
    try await fixture.pipeline.converge()
    #expect(try await fixture.decision(fixture.laboratory(1))?.reason == "scope.confidential")
    #expect(!fixture.repository.resources.values.contains { $0.contains("v3-Confidentiality") })
    let open = fixture.repository.resources
    // Included: those records go, with their grade on everything; the others are not sent again.
    fixture.transport.forgetRequests()
    try await fixture.pipeline.policies.reload(configuration(fixture, excludes: false))
    try await fixture.pipeline.converge()
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, delivered: 2))
    let new = fixture.repository.resources.filter { open[$0.key] == nil }
    #expect(
      !new.isEmpty && new.values.allSatisfy { $0.contains("v3-Confidentiality") && $0.contains("\"R\"") })
    #expect(fixture.transport.sent.flatMap(\.puts).allSatisfy { new[$0.reference] != nil })
    // Delivered is delivered.
    fixture.transport.forgetRequests()
    try await fixture.pipeline.policies.reload()
    try await fixture.pipeline.converge()
    #expect(fixture.transport.bodies.isEmpty)
    // Excluded again: taken back, nothing else touched.
    try await fixture.pipeline.policies.reload(configuration(fixture, excludes: true))
    try await fixture.pipeline.converge()
    #expect(fixture.repository.resources == open)
    #expect(try fixture.pipeline.balance() == Balance(seen: 2, delivered: 1, excluded: 1))
    #expect(fixture.transport.sent.flatMap(\.puts).isEmpty)
  }
}
