import Foundation

/// Carries out what operators ask for: validated, previewed on request, recorded. The same for a running daemon and for a
/// state on disk without one.
struct OperatorCommands: Sendable {
  var ledger: SQLiteLedger
  var configuration: GatewayConfiguration
  var inquiry: Inquiry
  var time: GatewayTime
  /// Links in force now.
  var links: @Sendable () async throws(ControlError) -> PatientLinks
  /// Called after identity or consent changed.
  var policyChanged: @Sendable () async throws -> Void
  /// Called when records wait that did not before.
  var workAdded: @Sendable () -> Void

  func perform(
    _ command: ControlCommand, by origin: CommandOrigin
  ) async throws(ControlError) -> CommandResult {
    do {
      switch command {
      case .parkedRetry(let selection): return try await retry(selection, by: origin)
      case .replayApply(let selection): return try await replay(selection, by: origin)
      case .patientLink(let localID, let regionalID, let from, let to):
        return try await link(localID: localID, regionalID: regionalID, from: from, to: to, by: origin)
      case .patientUnlink(let localID): return try await unlink(localID, by: origin)
      case .patientImport(let csv): return try await importPatients(csv, by: origin)
      case .consentGrant(let localID, let kinds, let recipients, let from, let to, let document):
        let entry = ConsentEntry(
          localID: try identifier(localID), decision: .grant, from: try day(from), to: try day(to),
          kinds: try self.kinds(kinds), recipients: coverage(recipients), document: document)
        return try await add([entry], "consent grant", by: origin)
      case .consentWithdraw(let localID, let kinds, let from, let document):
        let entry = ConsentEntry(
          localID: try identifier(localID), decision: .withdraw, from: try day(from),
          kinds: try self.kinds(kinds),
          document: document)
        return try await add([entry], "consent withdraw", by: origin)
      case .consentImport(let csv): return try await importConsents(csv, by: origin)
      case .pause(let name): return try await pause(name, true, by: origin)
      case .resume(let name): return try await pause(name, false, by: origin)
      }
    } catch let error as ControlError {
      throw error
    } catch {
      throw ControlError(exitCode: 1, message: "the change was not made: the ledger refused it")
    }
  }

  // MARK: Records

  private func retry(_ selection: Selection, by origin: CommandOrigin) async throws -> CommandResult {
    var selection = selection
    selection.outcome = "parked"
    let selected = try inquiry.select(selection).map(\.key)
    if !origin.dryRun, !selected.isEmpty {
      try await ledger.requeue(selected, command: "parked retry", by: origin, at: time.seconds)
      workAdded()
    }
    return result(origin, selected.count, "\(selected.count) parked records are tried again")
  }

  private func replay(_ selection: Selection, by origin: CommandOrigin) async throws -> CommandResult {
    var selection = selection
    selection.outcome = "delivered"
    let selected = try inquiry.select(selection).map(\.key)
    if !origin.dryRun, !selected.isEmpty {
      try await ledger.forgetDelivered(selected, by: origin, at: time.seconds)
      workAdded()
    }
    return result(origin, selected.count, "\(selected.count) delivered records are sent again")
  }

  private func pause(_ name: String, _ paused: Bool, by origin: CommandOrigin) async throws -> CommandResult {
    guard let id = ledger.names.destinations[name] else {
      throw ControlError(exitCode: 2, message: "there is no destination of that name")
    }
    if !origin.dryRun {
      try await ledger.setPaused(paused, destination: id, by: origin, at: time.seconds)
      workAdded()
    }
    return result(origin, 1, paused ? "destination paused" : "destination resumed")
  }

  // MARK: Identity

  private func link(
    localID: String, regionalID: String, from: String?, to: String?, by origin: CommandOrigin
  ) async throws -> CommandResult {
    let link = IdentityLink(
      localID: try identifier(localID), regionalID: try identifier(regionalID), validFrom: try day(from),
      validTo: try day(to))
    // A link that is wrong puts records under another patient: what contradicts is refused, never resolved by guessing.
    let links = try await links()
    if case .registered(let present) = links.match(localID: localID, on: time.today), present != regionalID {
      throw ControlError(
        exitCode: 2, message: "the chart number is linked to another regional ID; `patient unlink` it first")
    }
    let holders = links.registeredLocalIDs(on: time.today).filter { $0.value == regionalID }.keys
    let padded = PatientIdentifierRule.padded(localID, width: configuration.facility.patientIDWidth)
    // Who claims it together with somebody else is registered nowhere, and holds it all the same.
    let claimants = links.ambiguousLocalIDs(on: time.today).filter { local in
      links.links(localID: local).contains { $0.regionalID == regionalID && $0.period.contains(time.today) }
    }
    if (Array(holders) + claimants).contains(where: { $0 != padded }) {
      throw ControlError(
        exitCode: 2,
        message: "the regional ID is linked to another chart number; `patient unlink` that one first")
    }
    if !origin.dryRun {
      try await ledger.add(link: link, unlink: nil, by: origin, at: time.seconds)
      try await policyChanged()
    }
    return result(origin, 1, "patient linked; his history is delivered as consent and scope allow")
  }

  private func unlink(_ localID: String, by origin: CommandOrigin) async throws -> CommandResult {
    let localID = try identifier(localID)
    guard try await links().match(localID: localID, on: time.today) != .notRegistered else {
      throw ControlError(exitCode: 4, message: "the chart number is not linked")
    }
    if !origin.dryRun {
      try await ledger.add(link: nil, unlink: localID, by: origin, at: time.seconds)
      try await policyChanged()
    }
    return result(origin, 1, "patient unlinked; what was delivered under the link is taken back")
  }

  private func importPatients(_ csv: String, by origin: CommandOrigin) async throws -> CommandResult {
    let rows: [IdentityLink]
    do { rows = try CSVIdentitySource.links(parsing: Array(csv.utf8), file: "import") } catch {
      throw ControlError(
        exitCode: 2, code: ReasonCode.identityFileRefused.rawValue, message: error.description)
    }
    if !origin.dryRun {
      try await ledger.add(links: rows, by: origin, at: time.seconds)
      try await policyChanged()
    }
    return result(origin, rows.count, "\(rows.count) links imported")
  }

  // MARK: Consent

  private func add(
    _ entries: [ConsentEntry], _ command: String, by origin: CommandOrigin
  ) async throws -> CommandResult {
    if !origin.dryRun {
      try await ledger.add(
        consents: entries, today: time.today, command: command, by: origin, at: time.seconds)
      try await policyChanged()
    }
    return result(origin, entries.count, "\(entries.count) consent decision(s) recorded")
  }

  private func importConsents(_ csv: String, by origin: CommandOrigin) async throws -> CommandResult {
    let rows: [ConsentEntry]
    do { rows = try CSVConsentSource.entries(parsing: Array(csv.utf8), file: "import") } catch {
      throw ControlError(
        exitCode: 2, code: ReasonCode.consentFileRefused.rawValue, message: error.description)
    }
    return try await add(rows, "consent import", by: origin)
  }

  // MARK: Arguments

  private func identifier(_ text: String) throws(ControlError) -> String {
    guard PatientIdentifierRule.isValid(text) else {
      throw ControlError(
        exitCode: 2,
        message: "an identifier has 1 to 64 printable ASCII characters without blanks or delimiters")
    }
    return text
  }

  private func day(_ text: String?) throws(ControlError) -> CivilDate? {
    guard let text, !text.isEmpty else { return nil }
    guard let date = CivilDate(text) else {
      throw ControlError(exitCode: 2, message: "a date is written YYYY-MM-DD")
    }
    return date
  }

  private func kinds(_ names: [String]) throws(ControlError) -> Coverage {
    guard !names.isEmpty, names != ["all"] else { return .all }
    var canonical: Set<String> = []
    for name in names {
      guard let kind = KindName.canonical(name) else {
        throw ControlError(exitCode: 2, message: "there is no such data kind")
      }
      canonical.insert(kind)
    }
    return .only(canonical)
  }

  private func coverage(_ names: [String]) -> Coverage {
    names.isEmpty || names == ["all"] ? .all : .only(Set(names))
  }

  private func result(_ origin: CommandOrigin, _ affected: Int, _ message: String) -> CommandResult {
    CommandResult(dryRun: origin.dryRun, affected: affected, message: message)
  }
}

/// Changes made while no daemon runs: the daemon acts on them when it starts.
public enum OfflineControl {
  /// Carries out one command on the state on disk, under its lock.
  /// - Throws: `ControlError` with exit code 10 when there is no state, 11 when a process holds it, 12 when it may not
  ///   be changed.
  public static func perform(
    _ command: ControlCommand, by origin: CommandOrigin, configuration: GatewayConfiguration
  ) async throws(ControlError) -> CommandResult {
    let state = StateDirectory(configuration)
    guard FileManager.default.fileExists(atPath: state.ledger) else {
      throw ControlError(exitCode: 10, message: "there is no ledger yet; start the gateway once")
    }
    let lock = try state.lock()
    defer { withExtendedLifetime(lock) {} }
    let ledger = try SQLiteLedger.open(
      path: state.ledger, storages: configuration.storages.map(\.name),
      destinations: configuration.destinations.map(\.name))
    let time = GatewayTime.system
    let inquiry = Inquiry(
      ledger: ledger, configuration: configuration,
      pseudonym: PatientPseudonym.existing(stateDirectory: configuration.state.path), time: time)
    let commands = OperatorCommands(
      ledger: ledger, configuration: configuration, inquiry: inquiry, time: time,
      links: { () throws(ControlError) in try await storedLinks(ledger, configuration) }, policyChanged: {},
      workAdded: {})
    let result = try await commands.perform(command, by: origin)
    try? ledger.close()
    return result
  }

  private static func storedLinks(
    _ ledger: SQLiteLedger, _ configuration: GatewayConfiguration
  ) async throws(ControlError) -> PatientLinks {
    guard var source = IdentitySources.source(for: configuration.identity) else {
      throw ControlError(exitCode: 2, message: "this identity source has no links of its own")
    }
    let width = configuration.facility.patientIDWidth
    if source.coversEveryPatient { return PatientLinks.everyPatient(patientIDWidth: width) }
    do {
      return PatientLinks(
        csv: try source.load(), operators: try await ledger.operatorLinks(), patientIDWidth: width)
    } catch {
      throw ControlError(
        exitCode: 2, code: ReasonCode.identityFileRefused.rawValue,
        message: "the patients file is refused; mend it first")
    }
  }
}
