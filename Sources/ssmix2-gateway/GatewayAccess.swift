import Gateway

/// The gateway of a configuration: its daemon, or its state on disk when no daemon runs.
struct GatewayAccess {
  let configuration: GatewayConfiguration

  init(_ options: GlobalOptions) throws(ControlError) {
    configuration = try options.configuration()
  }

  func answer(_ question: Question) async throws(ControlError) -> Answer {
    if let answer = try await ControlClient(socketPath: configuration.admin.socket).ask(question) {
      return answer
    }
    return try Inquiry.open(configuration: configuration).answer(question)
  }

  func perform(_ command: ControlCommand, by origin: CommandOrigin) async throws(ControlError)
    -> CommandResult
  {
    let client = ControlClient(socketPath: configuration.admin.socket)
    if let result = try await client.perform(command, by: origin) { return result }
    return try await OfflineControl.perform(command, by: origin, configuration: configuration)
  }

  /// Has a change made and tells what it did.
  @discardableResult
  func change(
    _ command: ControlCommand, _ change: ChangeOptions, _ options: GlobalOptions
  ) async throws -> CommandResult {
    let result = try await perform(command, by: change.origin)
    if change.json {
      try Output.json(result)
    } else {
      Output.text(options.text.result(result))
    }
    return result
  }

  func status() async throws(ControlError) -> StatusReport {
    guard case .status(let report) = try await answer(.status) else { throw Self.unexpected }
    return report
  }

  func records(_ question: Question) async throws(ControlError) -> [RecordRow] {
    guard case .records(let rows) = try await answer(question) else { throw Self.unexpected }
    return rows
  }

  func traces(_ selection: Selection) async throws(ControlError) -> [RecordTrace] {
    guard case .traces(let traces) = try await answer(.trace(selection)) else { throw Self.unexpected }
    return traces
  }

  func patients(_ selection: Selection) async throws(ControlError) -> [PatientReport] {
    guard case .patients(let patients) = try await answer(.patients(selection)) else { throw Self.unexpected }
    return patients
  }

  func consents(_ selection: Selection) async throws(ControlError) -> [ConsentRow] {
    guard case .consents(let rows) = try await answer(.consents(selection)) else { throw Self.unexpected }
    return rows
  }

  func reconcile(_ selection: Selection) async throws(ControlError) -> ReconcileReport {
    guard case .reconcile(let report) = try await answer(.reconcile(selection)) else { throw Self.unexpected }
    return report
  }

  func terminology(_ selection: Selection) async throws(ControlError) -> TerminologyReport {
    guard case .terminology(let report) = try await answer(.terminology(selection)) else {
      throw Self.unexpected
    }
    return report
  }

  func plan(_ selection: Selection) async throws(ControlError) -> ReplayPlan {
    guard case .plan(let plan) = try await answer(.replayPlan(selection)) else { throw Self.unexpected }
    return plan
  }

  private static let unexpected = ControlError(
    exitCode: 1, message: "The daemon answered another question; it may be of another version.")
}
