/// What can be asked of the gateway; the same answers come from a running daemon and from its state on disk.
public enum Question: Sendable, Hashable, Codable {
  /// `status`.
  case status
  /// `queue list`.
  case queue(Selection)
  /// `parked list` and `parked show`.
  case parked(Selection)
  /// `record trace`.
  case trace(Selection)
  /// `patient list` and `patient show` (one chart number selected).
  case patients(Selection)
  /// `consent list` and `consent show`.
  case consents(Selection)
  /// `reconcile`.
  case reconcile(Selection)
  /// `replay plan`.
  case replayPlan(Selection)
  /// `terminology report`: the kinds, and at most so many codes, of the selection.
  case terminology(Selection)
}

/// The answer to a `Question`.
public enum Answer: Sendable, Hashable, Codable {
  /// To `.status`.
  case status(StatusReport)
  /// To `.queue` and `.parked`.
  case records([RecordRow])
  /// To `.trace`.
  case traces([RecordTrace])
  /// To `.patients`.
  case patients([PatientReport])
  /// To `.consents`.
  case consents([ConsentRow])
  /// To `.reconcile`.
  case reconcile(ReconcileReport)
  /// To `.replayPlan`.
  case plan(ReplayPlan)
  /// To `.terminology`.
  case terminology(TerminologyReport)
}

/// Who changes something, and why: kept with every change.
public struct CommandOrigin: Sendable, Hashable, Codable {
  /// Login name of the operator.
  public var actor: String
  /// What `--reason` said.
  public var reason: String
  /// Whether to say only what would be done.
  public var dryRun: Bool

  /// Creates an origin.
  public init(actor: String, reason: String, dryRun: Bool) {
    self.actor = actor
    self.reason = reason
    self.dryRun = dryRun
  }
}

/// A change that an operator asks for.
public enum ControlCommand: Sendable, Hashable, Codable {
  /// `parked retry`: parked records of the selection are tried again.
  case parkedRetry(Selection)
  /// `replay apply`: what was delivered of the selection is forgotten, so that it is sent again.
  case replayApply(Selection)
  /// `patient link`.
  case patientLink(localID: String, regionalID: String, from: String?, to: String?)
  /// `patient unlink`.
  case patientUnlink(localID: String)
  /// `consent grant`.
  case consentGrant(
    localID: String, kinds: [String], recipients: [String], from: String?, to: String?, document: String)
  /// `consent withdraw`.
  case consentWithdraw(localID: String, kinds: [String], from: String?, document: String)
  /// `queue pause`.
  case pause(destination: String)
  /// `queue resume`.
  case resume(destination: String)
  /// `patient import`: the content of a patients.csv, taken as operator links.
  case patientImport(csv: String)
  /// `consent import`: the content of a consents.csv, taken as operator decisions.
  case consentImport(csv: String)
}

/// Why a question or command could not be answered, with the exit code of contract.md section 4.
public struct ControlError: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  /// Exit code of the command line.
  public var exitCode: Int32
  /// Reason code, if one fits.
  public var code: String?
  /// One sentence for a person, without contents of messages.
  public var message: String

  /// Creates an error.
  public init(exitCode: Int32, code: String? = nil, message: String) {
    self.exitCode = exitCode
    self.code = code
    self.message = message
  }

  /// The sentence.
  public var description: String { message }
}

/// What the control socket, the operations endpoint and the command line need of a gateway.
public protocol GatewayControl: Sendable {
  /// Answers from the ledger and the live state.
  func answer(_ question: Question) async throws(ControlError) -> Answer
  /// Carries out a change and records it.
  func perform(_ command: ControlCommand, by origin: CommandOrigin) async throws(ControlError)
    -> CommandResult
  /// Whether the process is alive (`healthy`) and takes part in the work (`ready`), with a reason when not.
  func health() async -> HealthReport
}

/// What `/healthz` and `/readyz` tell.
public struct HealthReport: Sendable, Hashable, Codable {
  /// The pipeline made progress lately, or had nothing to do.
  public var healthy: Bool
  /// Started, not draining, storages readable.
  public var ready: Bool
  /// What is wrong, as reason codes or short words; empty when all is well.
  public var problems: [String]

  /// Creates a report.
  public init(healthy: Bool, ready: Bool, problems: [String]) {
    self.healthy = healthy
    self.ready = ready
    self.problems = problems
  }
}
