import Foundation
import GRDB
import JPCore
import Logging
import SSMIX2

@testable import Gateway

/// A region whose links are made by operators alone.
private struct NoTable: PatientIdentitySource {
  var coversEveryPatient: Bool { false }
  var path: String? { nil }
  var refusal: SourceFileError? { nil }
  mutating func load() throws(SourceFileError) -> [IdentityLink] { [] }
  mutating func refresh() throws(SourceFileError) -> WatchedTable<IdentityLink>.Change { .none }
}

/// One life of the gateway's heart over a state directory: the parts that `Gateway` connects, without their
/// endless loops.
struct Pipeline: Sendable {
  struct Options: Sendable {
    var batch = 20
    var onWithdraw = GatewayConfiguration.Consent.OnWithdraw.retract
    var consentDefault = ConsentDefault.deny
    /// The file of the consents, beside what operators decide.
    var consentTable: String?
    var receipt = Destination.Receipt.bundle
    var scope = GatewayConfiguration.Scope(kinds: .all, excludeDepartments: [], since: nil)
    var terminology = GatewayConfiguration.Terminology()
    var settle = 2.0
    var replacementWait = 30.0
    /// Of the only storage.
    var storage = StorageType.standard
  }

  static let origin = CommandOrigin(actor: "tester", reason: "test", dryRun: false)

  let options: Options
  let clock: ManualTime
  let tree: TornStorageTree
  let configuration: GatewayConfiguration
  let ledger: SQLiteLedger
  let metrics: GatewayMetrics
  let policies: Policies
  let intake: StorageIntake
  let circuit = CircuitKeeper()
  let format: FHIRDelivery
  var pass: DeliveryPass

  var storageID: Int64 { ledger.names.storages["standard"] ?? -1 }
  var destinationID: Int64 { ledger.names.destinations["region"] ?? -1 }

  init(
    state: TemporaryState, tree: TornStorageTree, clock: ManualTime, transport: any HTTPTransport,
    options: Options = Options()
  ) async throws {
    self.options = options
    self.clock = clock
    self.tree = tree
    let configuration = Self.configuration(state: state.path, options: options)
    self.configuration = configuration
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let ledger = try SQLiteLedger.open(path: state.ledger, storages: ["standard"], destinations: ["region"])
    self.ledger = ledger
    metrics = GatewayMetrics(destinations: ["region"], storages: ["standard"])
    let policies = Policies(
      configuration: configuration, identity: NoTable(), ledger: ledger, time: clock.time, metrics: metrics,
      log: log)
    self.policies = policies
    let storage = ledger.names.storages["standard"] ?? -1
    let intake = StorageIntake(
      settings: StorageIntake.Settings(
        id: storage, name: "standard", settle: options.settle, rescan: 600,
        replacementWait: options.replacementWait),
      tree: tree, scan: PatientScan(tree: tree, type: options.storage), ledger: ledger, time: clock.time,
      blocking: BlockingCalls(), metrics: metrics, log: log, poke: {})
    self.intake = intake
    let format = FHIRDelivery(
      context: Self.context, receipt: options.receipt, transport: transport, timeout: .seconds(30))
    self.format = format
    let reader = RecordReader(
      sources: [storage: RecordReader.Source(tree: tree, type: options.storage)], patientIDWidth: nil,
      patientOID: Self.context.patientOID)
    pass = DeliveryPass(
      ledger: ledger, destinationID: ledger.names.destinations["region"] ?? -1, destination: "region",
      format: format,
      preparation: { policy in
        BatchPreparation(
          policy: policy, reader: reader, format: format, destination: "region", batch: options.batch)
      },
      policy: { await policies.current }, circuit: circuit, limits: RateLimit(perSecond: 0),
      backoff: Backoff(first: 1, factor: 2, most: 900), time: clock.time, blocking: BlockingCalls(),
      metrics: metrics,
      lookAgain: { _, path in
        guard let place = PatientFolder.split(path) else { return }
        await intake.hint(StorageIntake.Request(localID: place.localID, within: place.within))
      }, isDraining: { false })
    _ = try await ledger.recoverUnanswered(at: clock.seconds)
    await policies.whenChanged { localIDs in
      for localID in localIDs {
        await intake.hint(StorageIntake.Request(localID: localID, within: nil), at: clock.monotonic)
      }
    }
    try await policies.start()
  }

  static let context = ConversionContext(
    facilityCode: "2212345678", facilityName: "Toro", patientOID: "1.2.392.100495.20.3.51.12212345678",
    regionOID: "1.2.392.200250.99.7", regionalID: "", release: .v1_1_2, localSystems: [:])

  static func configuration(state: String, options: Options = Options()) -> GatewayConfiguration {
    GatewayConfiguration(
      facility: .init(
        name: "Toro", code: "2212345678", patientOID: "1.2.392.100495.20.3.51.12212345678",
        patientIDWidth: nil),
      storages: [
        .init(
          name: "standard", type: options.storage, root: "/nowhere", watch: .poll, rescan: .seconds(600),
          settle: .seconds(2))
      ],
      identity: .init(regionOID: "1.2.392.200250.99.7", source: .csv, csv: nil, cache: .seconds(0)),
      consent: .init(
        defaultDecision: options.consentDefault, csv: options.consentTable, onWithdraw: options.onWithdraw),
      scope: options.scope, terminology: options.terminology,
      destinations: [
        Destination(
          name: "region", format: .fhir, jpCore: .v1_1_2, url: "https://region.example/fhir", tls: nil,
          bearerTokenFile: nil, concurrency: 4, batch: options.batch, rate: 0, timeout: .seconds(30),
          retry: .init(first: .seconds(1), factor: 2, most: .seconds(900)), recipient: nil,
          receipt: options.receipt)
      ],
      state: .init(path: state), admin: .init(socket: state + "/control.sock", listen: nil),
      log: .init(level: .info, format: .text))
  }

  // MARK: What operators do

  func link(_ localID: String, _ regionalID: String? = nil) async throws {
    let link = IdentityLink(localID: localID, regionalID: regionalID ?? "R" + localID)
    try await ledger.add(link: link, unlink: nil, by: Self.origin, at: clock.seconds)
    try await policies.reload()
  }

  func unlink(_ localID: String) async throws {
    try await ledger.add(link: nil, unlink: localID, by: Self.origin, at: clock.seconds)
    try await policies.reload()
  }

  func consent(_ localID: String, _ decision: ConsentEntry.Decision, kinds: Coverage = .all) async throws {
    let entry = ConsentEntry(localID: localID, decision: decision, kinds: kinds, document: "1")
    try await ledger.add(
      consents: [entry], today: clock.time.today, command: "consent", by: Self.origin, at: clock.seconds)
    try await policies.reload()
  }

  /// A patient with a regional ID who agreed to everything.
  func enrol(_ localID: String) async throws {
    try await link(localID)
    try await consent(localID, .grant)
  }

  // MARK: What the services do

  /// Looks at every patient in scope once.
  func sweep() async throws {
    for patient in try await ledger.patientsInScope(after: 0, limit: 1_000) {
      guard await intake.reserve(patient.localID) else { continue }
      _ = try await intake.look(StorageIntake.Request(localID: patient.localID, within: nil))
    }
  }

  /// Looks where hints that are due point.
  func followHints() async throws {
    while let request = await intake.next() { _ = try await intake.look(request) }
  }

  /// Lets time go by until everything that was seen is at rest and written down.
  func settle() async throws {
    for _ in 0..<400 {
      try await followHints()
      if await intake.unsettled == 0 { return }
      clock.advance(1)
    }
  }

  func due() async throws -> [DueWork] {
    var found: [DueWork] = []
    for lane in [WorkLane.live, .backlog] {
      found += try await ledger.dueWork(
        destination: destinationID, now: clock.seconds, lane: lane, limit: 1_000)
    }
    return found
  }

  /// One pass for everybody who has work that is due.
  func deliverOnce() async throws {
    for work in try await due() { try await pass.run(work) }
  }

  /// Delivers, letting the time of back-offs go by, until nothing waits or a while has passed.
  func deliver(rounds: Int = 200) async throws {
    for _ in 0..<rounds {
      try await deliverOnce()
      try await followHints()
      let waiting = try await count(outcome: "waiting")
      let unsettled = await intake.unsettled
      if waiting == 0, unsettled == 0, try await due().isEmpty { return }
      clock.advance(1)
      if let until = circuit.pausedUntil, until > clock.seconds { clock.advance(until - clock.seconds) }
    }
  }

  /// Scans and delivers until storage and destination agree.
  func converge() async throws {
    try await sweep()
    try await settle()
    try await deliver()
  }

  // MARK: What a test asks

  func count(outcome: String) async throws -> Int {
    try await ledger.pool.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM delivery WHERE outcome = ?", arguments: [outcome]) ?? 0
    }
  }

  /// What became of each record, by the path of its newest version.
  func outcomes() async throws -> [String: RecordDecision] {
    try await ledger.pool.read { db in
      var found: [String: RecordDecision] = [:]
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT d.*, (SELECT path FROM version v WHERE v.record = d.record ORDER BY timestamp DESC, flag LIMIT 1) AS path
          FROM delivery d
          """)
      for row in rows {
        let made: String = row["made"]
        found[row["path"] ?? ""] = RecordDecision(
          outcome: row["outcome"], reason: row["reason"], detail: row["detail"],
          made: made.isEmpty ? [] : made.split(separator: "\n").map(String.init), isSending: row["sending"],
          nextAttempt: row["next_attempt"], attempts: row["attempts"])
      }
      return found
    }
  }

  func outcome(of record: WrittenRecord) async throws -> RecordDecision? { try await outcomes()[record.path] }

  func balance() throws -> Balance {
    let inquiry = Inquiry(ledger: ledger, configuration: configuration, pseudonym: nil, time: clock.time)
    return try inquiry.status(state: .running, startedAt: nil).balance
  }

  func close() throws { try ledger.pool.close() }
}

/// What became of a record towards the only destination.
struct RecordDecision: Sendable, Hashable {
  var outcome: String
  var reason: String?
  var detail: String?
  var made: [String]
  var isSending: Bool
  var nextAttempt: Double?
  var attempts: Int
}
