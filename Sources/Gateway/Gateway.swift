import Foundation
import Logging
import ServiceLifecycle

/// The running gateway: the only place where parts meet.
final class Gateway: GatewayControl, Sendable {
  let configuration: GatewayConfiguration
  let ledger: SQLiteLedger
  let policies: Policies
  let workers: [String: DeliveryWorkers]
  let circuits: [String: CircuitKeeper]
  let formats: [String: any DeliveryFormat]
  let intakes: [IntakeService]
  /// Transaction storages, which tell the intakes where to look.
  let logs: [TransactionService]
  let storageCalls: BlockingCalls
  let metrics: GatewayMetrics
  let inquiry: Inquiry
  let time: GatewayTime
  let log: Logger
  let startedAt: Double
  private let lock: StateLock

  /// Opens the state and builds every part; nothing runs yet.
  /// - Throws: `ControlError` with the exit code of contract.md section 4.
  init(configuration: GatewayConfiguration, time: GatewayTime, log: Logger) async throws(ControlError) {
    self.configuration = configuration
    self.time = time
    self.log = log
    startedAt = time.seconds
    let state = StateDirectory(configuration)
    try state.create()
    lock = try state.lock()
    let ledger = try SQLiteLedger.open(
      path: state.ledger, storages: configuration.storages.map(\.name),
      destinations: configuration.destinations.map(\.name))
    self.ledger = ledger
    metrics = GatewayMetrics(
      destinations: configuration.destinations.map(\.name), storages: configuration.storages.map(\.name))
    metrics.startTime.set(startedAt)
    if let limit = Self.watchLimit { metrics.watchLimit.set(limit) }
    inquiry = Inquiry(
      ledger: ledger, configuration: configuration,
      pseudonym: try PatientPseudonym.open(stateDirectory: configuration.state.path), time: time)
    guard let identity = IdentitySources.source(for: configuration.identity) else {
      throw ControlError(exitCode: 2, message: "this identity source is not built yet")
    }
    let policies = Policies(
      configuration: configuration, identity: identity, ledger: ledger, time: time, metrics: metrics, log: log
    )
    self.policies = policies
    let parts = try GatewayParts(
      configuration: configuration, ledger: ledger, policies: policies,
      coversEveryPatient: identity.coversEveryPatient,
      metrics: metrics, time: time, log: log)
    workers = parts.workers
    circuits = parts.circuits
    formats = parts.formats
    intakes = parts.intakes
    logs = parts.logs
    storageCalls = parts.blocking
  }

  /// What the kernel grants each user (inotify(7)); nil where it does not say.
  private static var watchLimit: Double? {
    let text = try? String(contentsOfFile: "/proc/sys/fs/inotify/max_user_watches", encoding: .utf8)
    return text.flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  /// Recovers what a crash left, takes the policy into force, and connects the parts.
  func prepare() async throws {
    let recovered = try await ledger.recoverUnanswered(at: time.seconds)
    if recovered > 0 {
      log.notice("requests without an answer are sent again", metadata: ["records": "\(recovered)"])
    }
    let intakes = intakes
    let workers = Array(workers.values)
    await policies.whenChanged { localIDs in
      for intake in intakes { await intake.lookAgain(at: localIDs) }
      for worker in workers { worker.poke() }
    }
    try await policies.start()
  }

  /// Whether anything of the pipeline stands still.
  var stalledParts: [String] {
    let still = 45.0
    let storages =
      intakes.filter { $0.heartbeat.age > still }.map { _ in "intake" }
      + logs.filter { $0.heartbeat.age > still }.map { _ in "transaction" }
    return storages + workers.filter { $0.value.heartbeat.age > still }.map { "delivery:\($0.key)" }
  }

  /// Seconds after which a call to a storage counts as not answered. A slow share answers within a few.
  static let patience = 60.0

  /// What keeps the gateway from its work though no part of it stands still.
  var hindrances: [StatusReport.Attention] {
    var found: [StatusReport.Attention] = []
    if let trouble = ledger.commits.trouble { found.append(StatusReport.Attention(trouble.reason)) }
    let unanswered = storageCalls.unanswered(for: Self.patience)
    if unanswered > 0 { found.append(StatusReport.Attention(.storageNotAnswering, count: unanswered)) }
    return found
  }

  // MARK: GatewayControl

  func answer(_ question: Question) async throws(ControlError) -> Answer {
    if case .status = question { return .status(try await liveStatus()) }
    // What is in force, even while the newest table is refused.
    var live = inquiry
    live.consentsInForce = await policies.consentRows
    let inquiry = live
    let result = await BlockingCalls(time: time).run { () -> Result<Answer, ControlError> in
      Result { () throws(ControlError) in try inquiry.answer(question) }
    }
    return try result.get()
  }

  private func liveStatus() async throws(ControlError) -> StatusReport {
    let isDraining = workers.values.contains { $0.isDraining }
    var report: StatusReport
    do {
      report = try inquiry.status(state: isDraining ? .draining : .running, startedAt: startedAt)
    } catch {
      throw ControlError(exitCode: 15, message: "the ledger cannot be read")
    }
    for index in report.destinations.indices {
      let name = report.destinations[index].name
      guard let circuit = circuits[name], circuit.isOpen, report.destinations[index].state == "ready" else {
        continue
      }
      report.destinations[index].state = "waiting"
      report.destinations[index].detail = circuit.lastFailure?.rawValue
    }
    for intake in intakes {
      let index = report.storages.firstIndex { $0.name == intake.storage.settings.name }
      if let index { report.storages[index].watch = intake.watchKind }
    }
    report.terminology?.maps = await policies.codeMaps
    var refused = await policies.refused
    if await policies.current == nil { refused.append(.consentUnreadable) }
    report.attention = hindrances + refused.map { StatusReport.Attention($0) } + report.attention
    for destination in configuration.destinations {
      guard let path = destination.tls?.certificate,
        let expiry = try? TLSIdentity.expiry(ofCertificateAt: path)
      else { continue }
      metrics.certificateExpiry.set(expiry.timeIntervalSince1970, destination.name)
      if expiry.timeIntervalSince1970 - time.seconds < 30 * 86_400 {
        report.attention.append(StatusReport.Attention(.deliveryCertificateExpiring))
      }
    }
    return report
  }

  func perform(
    _ command: ControlCommand, by origin: CommandOrigin
  ) async throws(ControlError) -> CommandResult {
    let commands = OperatorCommands(
      ledger: ledger, configuration: configuration, inquiry: inquiry, time: time,
      links: { [policies] () throws(ControlError) in
        guard let current = await policies.current else {
          throw ControlError(
            exitCode: 5, code: ReasonCode.identityUnreadable.rawValue,
            message: "the patients or consents file cannot be read; mend it first")
        }
        return current.links
      },
      policyChanged: { [policies] in try await policies.reload() },
      workAdded: { [workers] in for worker in workers.values { worker.poke() } })
    let result = try await commands.perform(command, by: origin)
    if !origin.dryRun {
      log.notice("operator command carried out", metadata: ["affected": "\(result.affected)"])
    }
    return result
  }

  func health() async -> HealthReport {
    let stalled = stalledParts
    var problems = stalled.map { "stalled \($0)" }
    var isReady = stalled.isEmpty
    for intake in intakes where await intake.storage.isAvailable == false {
      problems.append(ReasonCode.storageUnavailable.rawValue)
      isReady = false
    }
    for hindrance in hindrances {
      problems.append(hindrance.code)
      isReady = false
    }
    if await policies.current == nil {
      problems.append(ReasonCode.consentUnreadable.rawValue)
      isReady = false
    }
    if workers.values.contains(where: { $0.isDraining }) {
      problems.append("draining")
      isReady = false
    }
    metrics.pipelineProgress.set(time.seconds - (intakes.map(\.heartbeat.age).max() ?? 0))
    return HealthReport(healthy: stalled.isEmpty, ready: isReady, problems: problems)
  }
}
