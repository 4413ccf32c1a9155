import GRDB
import JPCore
import Testing

@testable import Gateway

/// What changes in the tables and settings comes into force although the ledger fails once.
@Suite struct PoliciesTests {
  private static let consents = "local_id,decision,from,to,kinds,recipients,document\n"
  private static let row = "99LAB,TP,ＴＰ,JC10,3A010000002327101,総蛋白\n"

  /// A linked patient whose table says that he agrees, and an empty code map.
  private struct Setup {
    var fixture: DeliveryFixture
    var folder: ConfigurationFolder
    var policies: Policies { fixture.pipeline.policies }
    var map: String { folder.path + "/items.csv" }

    init() async throws {
      folder = try ConfigurationFolder()
      var options = Pipeline.Options()
      options.consentTable = try folder.write(
        "consents.csv", PoliciesTests.consents + "\(DeliveryFixture.patient),grant,,,all,all,1\n")
      options.terminology.maps = [try folder.write("items.csv", CodeMapTableTests.header)]
      fixture = try await DeliveryFixture(options, enrols: false)
      try await fixture.pipeline.link(DeliveryFixture.patient)
    }

    /// Both files change and come to rest, as the next look finds.
    func change(consents: String? = nil, map: String? = nil) async throws {
      if let consents {
        try folder.write("consents.csv", PoliciesTests.consents + consents)
        try folder.touch("consents.csv", at: 1_000)
      }
      if let map {
        try folder.write("items.csv", CodeMapTableTests.header + map)
        try folder.touch("items.csv", at: 1_000)
      }
      try await policies.look()
    }

    func consent() async -> ConsentDecision? {
      await policies.current?.consents.decision(
        localID: DeliveryFixture.patient, kind: "OML-11", recipient: nil, on: fixture.clock.time.today)
    }

    func kept() async throws -> Int? { try await fixture.pipeline.ledger.keptMap(of: map)?.count }

    func mapped() async -> LocalTerminology? { await policies.current?.terminology }

    func configuration(since: CivilDate) -> GatewayConfiguration {
      var configuration = fixture.pipeline.configuration
      configuration.scope.since = since
      return configuration
    }
  }

  private func cutoff() throws -> CivilDate { try #require(CivilDate(compact: "20240701")) }

  @Test func `a withdrawn consent counts although a code map of the same look could not be kept`()
    async throws
  {
    let setup = try await Setup()
    #expect(await setup.consent() == .granted)
    try await setup.change(consents: "\(DeliveryFixture.patient),withdraw,,,all,all,1\n", map: Self.row)
    #expect(await setup.consent() == .granted)
    try await setup.fixture.breakMaps()
    await #expect(throws: (any Error).self) { try await setup.policies.look() }
    // Nothing waits for the map: whoever withdraws is out at once.
    #expect(await setup.consent() == .withdrawn)
    try await setup.fixture.heal()
    try await setup.policies.look()
    #expect(await setup.consent() == .withdrawn)
    #expect(try await setup.kept() == 1)
  }

  @Test func `a code map that could not be kept is in force and kept later, once`() async throws {
    let setup = try await Setup()
    let before = try #require(await setup.mapped()).digest
    try await setup.change(map: Self.row)
    try await setup.fixture.breakMaps()
    for _ in 0..<3 { await #expect(throws: (any Error).self) { try await setup.policies.look() } }
    try await setup.fixture.heal()
    try await setup.policies.look()
    #expect(await setup.mapped()?.digest != before)
    #expect(try await setup.kept() == 1)
    // Then there is nothing left to do.
    let generation = await setup.policies.current?.generation
    try await setup.fixture.breakMaps()
    try await setup.policies.look()
    #expect(await setup.policies.current?.generation == generation)
  }

  @Test func `a reload that fails at a code map is made up for`() async throws {
    let setup = try await Setup()
    let cutoff = try cutoff()
    try setup.folder.write("items.csv", CodeMapTableTests.header + Self.row)
    try await setup.fixture.breakMaps()
    await #expect(throws: (any Error).self) {
      try await setup.policies.reload(setup.configuration(since: cutoff))
    }
    try await setup.fixture.heal()
    try await setup.policies.look()
    #expect(await setup.policies.current?.scope.since == cutoff)
    #expect(try await setup.kept() == 1)
  }

  @Test func `a reload that cannot ask what was kept of a map is made up for with that map`() async throws {
    let setup = try await Setup()
    let cutoff = try cutoff()
    // Kept in an earlier life; the file is gone.
    let entry = CodeMap.Entry(
      system: "99LAB", code: "TP", standard: .jlac10, standardCode: "3A010000002327101", standardDisplay: "")
    let gone = setup.folder.path + "/gone.csv"
    try await setup.fixture.pipeline.ledger.keep(map: [entry], of: gone, at: 0)
    var configuration = setup.configuration(since: cutoff)
    configuration.terminology.maps.append(gone)
    try await setup.fixture.breakMaps()
    await #expect(throws: (any Error).self) { try await setup.policies.reload(configuration) }
    try await setup.fixture.heal()
    try await setup.policies.look()
    #expect(await setup.policies.current?.scope.since == cutoff)
    #expect(await setup.policies.codeMaps.map(\.entries) == [0, 1])
  }

  @Test func `a reload that fails while an older renewal is still marking patients is made up for`()
    async throws
  {
    let setup = try await Setup()
    let cutoff = try cutoff()
    var configuration = setup.configuration(since: cutoff)
    configuration.terminology.maps.append(setup.folder.path + "/gone.csv")
    let new = configuration
    let fixture = setup.fixture
    let policies = setup.policies
    await policies.whenChanged { _ in
      await policies.whenChanged { _ in }
      do {
        try await fixture.breakMaps()
        await #expect(throws: (any Error).self) { try await policies.reload(new) }
        try await fixture.heal()
      } catch {
        Issue.record(error)
      }
    }
    try await setup.fixture.pipeline.consent(DeliveryFixture.patient, .withdraw)
    #expect(await setup.policies.current?.scope.since == nil)
    try await setup.policies.look()
    #expect(await setup.policies.current?.scope.since == cutoff)
  }
}

extension DeliveryFixture {
  /// The ledger takes no code map, and gives none, until it is healed.
  fileprivate func breakMaps() async throws {
    try await pipeline.ledger.pool.write { try $0.execute(sql: "ALTER TABLE code_map RENAME TO broken") }
  }

  fileprivate func heal() async throws {
    try await pipeline.ledger.pool.write { try $0.execute(sql: "ALTER TABLE broken RENAME TO code_map") }
  }
}
