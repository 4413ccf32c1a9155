import Synchronization

@testable import Gateway

/// A gateway of fixed answers that remembers what was asked of it.
final class FakeControl: GatewayControl {
  struct State {
    var report = FakeControl.report
    var health = HealthReport(healthy: true, ready: true, problems: [])
    var refusal: ControlError?
    var questions: [Question] = []
    var commands: [ControlCommand] = []
    var origins: [CommandOrigin] = []
  }

  let state = Mutex(State())

  func answer(_ question: Question) async throws(ControlError) -> Answer {
    let (refusal, report) = state.withLock { state in
      state.questions.append(question)
      return (state.refusal, state.report)
    }
    if let refusal { throw refusal }
    return Self.answer(to: question, status: report)
  }

  func perform(
    _ command: ControlCommand, by origin: CommandOrigin
  ) async throws(ControlError) -> CommandResult {
    let refusal = state.withLock { state in
      state.commands.append(command)
      state.origins.append(origin)
      return state.refusal
    }
    if let refusal { throw refusal }
    return CommandResult(dryRun: origin.dryRun, affected: 3, message: "done")
  }

  func health() async -> HealthReport { state.withLock { $0.health } }

  static func answer(to question: Question, status: StatusReport) -> Answer {
    switch question {
    case .status: .status(status)
    case .queue, .parked: .records([row])
    case .trace: .traces([trace])
    case .patients: .patients([patient])
    case .consents: .consents([consent])
    case .reconcile:
      .reconcile(
        ReconcileReport(
          balance: report.balance,
          differences: [.init(symbol: "+", path: "a/b", destination: nil, detail: "not in the ledger")],
          filesCompared: 1_234))
    case .terminology: .terminology(terminology)
    case .replayPlan:
      .plan(ReplayPlan(records: 2, patients: 1, kinds: ["OML-11": 2], destinations: ["region": 2]))
    }
  }

  static let terminology = TerminologyReport(
    coverage: [CodeCoverage(kind: "OML-11", records: 3, standard: 199, local: 2, text: 1)],
    unmapped: [
      .init(
        system: "99LAB", code: "TP", display: "総蛋白, \"血清\"", kind: "OML-11", count: 1_234,
        lastSeen: "2026-04-01T09:00:00+09:00")
    ])

  static let report: StatusReport = {
    let balance = Balance(seen: 1_234, delivered: 1_200, excluded: 30, parked: 3, waiting: 1)
    return StatusReport(
      version: "0.1.0", state: .running, startedAt: "2026-04-01T09:00:00+09:00", balance: balance,
      patients: .init(inScope: 12, notRegistered: 3_456),
      storages: [
        .init(
          name: "standard", state: "available", detail: nil, lastScan: "2026-04-01T09:10:00.250+09:00",
          watch: "inotify", strayFiles: 2)
      ],
      destinations: [
        .init(
          name: "region", state: "waiting", detail: "connection refused", waiting: 1,
          oldestWaitingSeconds: 3_725,
          balance: balance, lastDelivery: nil)
      ],
      parkedReasons: ["delivery.refused": 3],
      attention: [.init(code: "delivery.refused", count: 3, remedy: "as the daemon says")])
  }()

  static let row = RecordRow(
    storage: "standard", path: "999/901/9999013/-/ADT-00/f", patient: "9999013", careDate: "-",
    kind: "ADT-00",
    order: "999999999999999", version: "20260401090000000", destination: "region", outcome: "parked",
    reason: "delivery.refused", detail: "Patient.name", since: "2026-04-01T09:00:01+09:00", attempts: 2,
    nextAttempt: nil)

  static let consent = ConsentRow(
    localId: "9999013", decision: "grant", from: "2026-04-01", to: nil, kinds: ["all"], recipients: ["all"],
    document: "D-1", source: "csv")

  static let patient = PatientReport(
    localId: "9999013", regionalId: "R-1", since: "2026-04-01T09:00:00+09:00", consents: [consent],
    records: ["OML-11": ["delivered": 2, "parked": 1]], warnings: [])

  static let trace = RecordTrace(
    key: .init(
      storage: "standard", patient: "9999013", careDate: "-", kind: "ADT-00", order: "999999999999999",
      ref: "abcdefghijkl"),
    versions: [
      .init(
        path: "999/901/9999013/-/ADT-00/f", flag: 1, timestamp: "20260401090000000",
        sha256: String(repeating: "ab", count: 32), seen: "2026-04-01T09:00:01+09:00", vanished: false)
    ],
    decisions: [
      .init(
        destination: "region", outcome: "delivered", reason: nil, detail: nil,
        since: "2026-04-01T09:00:05+09:00",
        resources: ["Patient/x"])
    ],
    attempts: [
      .init(
        at: "2026-04-01T09:00:04+09:00", destination: "region", result: "delivered", status: 200, detail: nil)
    ],
    receipts: [.init(destination: "region", at: "2026-04-01T09:00:05+09:00", ids: ["Patient/x"])])
}
