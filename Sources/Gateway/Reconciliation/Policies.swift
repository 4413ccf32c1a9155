import Crypto
import JPCore
import Logging
import ServiceLifecycle

/// Keeps identity, consent and scope in force: reads the tables when they change, turns the day over, takes operators' decisions,
/// and marks the patients whom a change concerns.
///
/// A table that was never read leaves no policy at all: nothing is sent and nothing is taken back until it can be read.
actor Policies: Service {
  private let ledger: SQLiteLedger
  private let time: GatewayTime
  private let log: Logger
  private let metrics: GatewayMetrics
  private var configuration: GatewayConfiguration
  private var identity: any PatientIdentitySource
  private var consent: CSVConsentSource?
  private var terminology: TerminologyTables
  private var identityRows: [IdentityLink]?
  /// The consents of the table in force; nil before it could first be read.
  private(set) var consentRows: [ConsentEntry]?
  private(set) var current: PolicySnapshot?
  private var generation = 0
  private var isRenewing = false
  /// Renewals that wait for the running one.
  private var waiting: [CheckedContinuation<Void, Never>] = []
  /// Whether anything was taken over that no renewal has put in force and marked: a failure on the way must not lose it.
  private var isRenewalOwed = true
  /// Code maps in force that the ledger has not kept yet.
  private var unkeptMaps: Set<String> = []
  private var onChange: (@Sendable ([String]) async -> Void)?
  /// Seconds between two looks at the tables.
  private static let interval = 1.0

  init(
    configuration: GatewayConfiguration, identity: any PatientIdentitySource, ledger: SQLiteLedger,
    time: GatewayTime,
    metrics: GatewayMetrics, log: Logger
  ) {
    self.configuration = configuration
    self.identity = identity
    consent = configuration.consent.csv.map { CSVConsentSource(path: $0) }
    terminology = TerminologyTables(configuration.terminology)
    self.ledger = ledger
    self.time = time
    self.metrics = metrics
    self.log = log
  }

  /// Whom to tell, by chart number, that somebody's policy has changed.
  func whenChanged(_ action: @escaping @Sendable ([String]) async -> Void) { onChange = action }

  /// Tables whose newest content is refused, as reason codes.
  var refused: [ReasonCode] {
    (identity.refusal == nil ? [] : [.identityFileRefused])
      + (consent?.refusal == nil ? [] : [.consentFileRefused])
      + terminology.refusals.map { _ in .terminologyFileRefused }
  }

  /// The code maps with what is in force of each.
  var codeMaps: [StatusReport.CodeMapState] { terminology.states }

  /// The first reading; a table that cannot be read is reported and tried again by `run`.
  func start() async throws {
    try await readAll()
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await self.time.sleep(.seconds(Self.interval)) } catch { return }
        do {
          try await self.look()
        } catch {
          self.log.error(
            "the ledger could not take over a change of identity, consent or terminology; it is tried again")
        }
      }
    }
  }

  /// One look at the tables: what has changed, and what an earlier look or reload could not do.
  func look() async throws {
    let changes = [
      loadIdentity(onlyIfChanged: true), loadConsent(onlyIfChanged: true), loadMaps(onlyIfChanged: true),
    ]
    if changes.contains(true) { isRenewalOwed = true }
    if isRenewalOwed { try await rememberMaps() }
    if isRenewalOwed || current?.today != time.today { try await renew() }
    try await keepMaps()
  }

  /// Reads everything again: SIGHUP, or an operator's decision that was just stored.
  func reload(_ configuration: GatewayConfiguration? = nil) async throws {
    if let configuration { adopt(configuration) }
    try await readAll()
  }

  /// Reads every table and puts what they say in force. Owed before anything can fail: `run` makes up for it.
  private func readAll() async throws {
    isRenewalOwed = true
    loadIdentity(onlyIfChanged: false)
    loadConsent(onlyIfChanged: false)
    try await rememberMaps()
    loadMaps(onlyIfChanged: false)
    try await renew()
    // Last: a withdrawal does not wait for a map that the ledger does not take.
    try await keepMaps()
  }

  /// Only what decides over records changes while running; topology needs a restart.
  private func adopt(_ new: GatewayConfiguration) {
    if new.consent.csv != configuration.consent.csv {
      // The rows in force stay until the new table could be read: operators' decisions and the day still take effect.
      consent = new.consent.csv.map { CSVConsentSource(path: $0) }
    }
    if new.identity.csv != configuration.identity.csv, let source = IdentitySources.source(for: new.identity)
    {
      identity = source
    }
    terminology.adopt(new.terminology)
    configuration.scope = new.scope
    configuration.terminology = new.terminology
    configuration.consent = new.consent
    configuration.identity.csv = new.identity.csv
  }

  @discardableResult
  private func loadIdentity(onlyIfChanged: Bool) -> Bool {
    let before = identity.refusal
    defer { note(refusal: identity.refusal, before: before, file: "patients") }
    do {
      if onlyIfChanged, identityRows != nil {
        guard case .rows(let rows) = try identity.refresh() else { return false }
        identityRows = rows
      } else {
        identityRows = try identity.load()
      }
      return true
    } catch {
      return false
    }
  }

  @discardableResult
  private func loadConsent(onlyIfChanged: Bool) -> Bool {
    guard var source = consent else {
      consentRows = []
      return false
    }
    let before = source.refusal
    defer {
      consent = source
      note(refusal: source.refusal, before: before, file: "consents")
    }
    do {
      if onlyIfChanged, consentRows != nil {
        guard case .rows(let rows) = try source.refresh() else { return false }
        consentRows = rows
      } else {
        consentRows = try source.load()
      }
      return true
    } catch {
      return false
    }
  }

  /// Reads the code maps.
  /// - Returns: Whether anything is newly in force.
  @discardableResult
  private func loadMaps(onlyIfChanged: Bool) -> Bool {
    let before = terminology.refusals.first
    let fresh = terminology.load(onlyIfChanged: onlyIfChanged)
    note(refusal: terminology.refusals.first, before: before, file: "terminology")
    unkeptMaps.formUnion(fresh)
    return !fresh.isEmpty
  }

  /// Keeps in the ledger what is newly in force of the code maps, so that it also outlasts a restart.
  private func keepMaps() async throws {
    unkeptMaps.formIntersection(configuration.terminology.maps)
    while let path = unkeptMaps.popFirst() {
      // Out of the set before the ledger is asked: what changes meanwhile is put there again.
      do {
        try await ledger.keep(map: terminology.entries(of: path), of: path, at: time.seconds)
      } catch {
        unkeptMaps.insert(path)
        throw error
      }
    }
  }

  /// Takes from the ledger what was in force of the code maps that cannot be read.
  private func rememberMaps() async throws {
    for path in configuration.terminology.maps where terminology.isUnread(path) {
      if let entries = try await ledger.keptMap(of: path) { terminology.remember(entries, of: path) }
    }
  }

  private func note(refusal: SourceFileError?, before: SourceFileError?, file: String) {
    metrics.fileRefused.set(refusal == nil ? 0 : 1, file)
    if let refusal, refusal != before {
      log.warning(
        "a table was refused; the old content stays in force",
        metadata: [
          "file": "\(file)", "code": "\(refusal.code.rawValue)",
        ])
    } else if refusal == nil, before != nil {
      log.notice("a table that was refused is in force again", metadata: ["file": "\(file)"])
    }
  }

  /// Builds the snapshot and marks everyone for whom it decides otherwise than before.
  ///
  /// One renewal after the other: an older one that is still marking patients must not overwrite what a newer one decided. One
  /// that fails is owed, and `run` repeats it.
  private func renew() async throws {
    await takeTurn()
    defer { endTurn() }
    // Settled from here: what is taken over while this one waits for the ledger is owed again.
    isRenewalOwed = false
    do {
      if try await !renewed() { isRenewalOwed = true }
    } catch {
      isRenewalOwed = true
      throw error
    }
  }

  /// - Returns: False while a table could not be read yet.
  private func renewed() async throws -> Bool {
    guard let identityRows, let consentRows else { return false }
    let width = configuration.facility.patientIDWidth
    let links =
      identity.coversEveryPatient
      ? PatientLinks.everyPatient(patientIDWidth: width)
      : PatientLinks(csv: identityRows, operators: try await ledger.operatorLinks(), patientIDWidth: width)
    let consents = ConsentRegister(
      csv: consentRows, operators: try await ledger.operatorConsents(),
      defaultDecision: configuration.consent.defaultDecision, patientIDWidth: width)
    generation += 1
    let recipients = configuration.destinations.map { ($0.name, $0.recipient) }
    let snapshot = PolicySnapshot(
      links: links, consents: consents, scope: configuration.scope,
      onWithdraw: configuration.consent.onWithdraw,
      recipients: Dictionary(uniqueKeysWithValues: recipients), today: time.today,
      fingerprint: fingerprint(), generation: generation, terminology: terminology.terminology)
    // In force first, then the marks: a send that is being prepared under the old one stops at its second look.
    current = snapshot
    try await mark(snapshot)
    return true
  }

  private func takeTurn() async {
    guard isRenewing else {
      isRenewing = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func endTurn() {
    if waiting.isEmpty {
      isRenewing = false
    } else {
      waiting.removeFirst().resume()
    }
  }

  /// What of a destination decides over the rendering of every record.
  private static func rendering(_ destination: Destination) -> String {
    var parts = [destination.name, destination.jpCore.rawValue]
    parts += [destination.makesMessageHeaders, destination.makesProvenance].map(String.init)
    if destination.makesMessageHeaders { parts += [destination.sourceEndpoint ?? "", destination.url] }
    return parts.joined(separator: "=")
  }

  private func fingerprint() -> [UInt8] {
    let scope = configuration.scope
    let parts = [
      scope.kinds.text, scope.excludeDepartments.sorted().joined(separator: ";"),
      scope.since?.description ?? "",
      configuration.consent.onWithdraw.rawValue, configuration.facility.code, configuration.facility.name,
      configuration.facility.patientOID, configuration.identity.regionOID,
      String(configuration.facility.patientIDWidth ?? 0),
      configuration.destinations.map(Self.rendering).joined(separator: ","),
      String(scope.excludesConfidential), Hexadecimal.string(terminology.terminology.digest),
      "converter \(Converter.version)",
    ]
    return Array(SHA256.hash(data: Array(parts.joined(separator: "|").utf8)))
  }

  private func mark(_ snapshot: PolicySnapshot) async throws {
    var changed: [PatientPolicy] = []
    var known: Set<String> = []
    var last: Int64 = 0
    while true {
      let page = try await ledger.patients(after: last, limit: 1_000, onlyInScope: false)
      guard let end = page.last else { break }
      last = end.id
      for patient in page {
        let policy = snapshot.policy(of: patient.localID)
        if !snapshot.links.coversEveryPatient, policy.identity != "notRegistered" {
          known.insert(patient.localID)
        }
        // A patient who is and stays without a link is one row that nothing decides over.
        if policy.identity == "notRegistered", patient.identity == "notRegistered" { continue }
        if patient.policy != policy.digest { changed.append(policy) }
      }
      if changed.count >= 500 { try await take(&changed) }
    }
    let linked = snapshot.links.registeredLocalIDs(on: snapshot.today).keys
    for localID in Array(linked) + snapshot.links.ambiguousLocalIDs(on: snapshot.today)
    where !known.contains(localID) {
      changed.append(snapshot.policy(of: localID))
    }
    try await take(&changed)
  }

  private func take(_ changed: inout [PatientPolicy]) async throws {
    guard !changed.isEmpty else { return }
    try await ledger.apply(changed, at: time.seconds, lane: .live)
    await onChange?(changed.map(\.localID))
    changed = []
  }

  /// Patients whose folders were just found: those who are linked come into scope.
  func discovered(_ localIDs: [String]) async throws {
    await takeTurn()
    defer { endTurn() }
    guard let current else { return }
    var policies = localIDs.map(current.policy(of:)).filter { $0.identity != "notRegistered" }
    do {
      try await take(&policies)
    } catch {
      isRenewalOwed = true
      throw error
    }
  }
}
