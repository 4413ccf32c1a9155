import Foundation
import Glibc

/// A hospital of a test: storage, tables, configuration and state of one gateway, and the commands that work on it.
struct Hospital: Sendable {
  static let facilityCode = "2212345678"
  static let regionOID = "1.2.392.200250.99.7"
  static let regionSystem = "urn:oid:" + regionOID

  /// What of the configuration tests change.
  struct Options: Sendable {
    var destinations: [(name: String, url: String)] = []
    var storages: [(name: String, type: String, root: String)] = []
    var settle = "200ms"
    var rescan = "1s"
    var watch = "auto"
    var kinds = "[all]"
    var onWithdraw = "retract"
    var consentDefault = "deny"
    var listen = "off"
    var logLevel = "debug"
    var batch = 20
    var retryMost = "1s"
    /// Folder of state and socket, relative to the place.
    var state = "state"
  }

  let place: Place
  var options: Options
  var configurationPath: String

  /// Writes the configuration; tables and storages are what the caller puts there.
  init(in place: Place, options: Options, name: String = "gateway") throws {
    self.place = place
    self.options = options
    configurationPath = place.path(name + ".yaml")
    if self.options.storages.isEmpty {
      self.options.storages = [("standard", "standard", place.path("standard"))]
    }
    for storage in self.options.storages {
      try FileManager.default.createDirectory(atPath: storage.root, withIntermediateDirectories: true)
    }
    if !FileManager.default.fileExists(atPath: patientsPath) { try writePatients([]) }
    if !FileManager.default.fileExists(atPath: consentsPath) { try writeConsents([]) }
    try writeConfiguration()
  }

  var patientsPath: String { place.path("patients.csv") }
  var consentsPath: String { place.path("consents.csv") }
  var socketPath: String { place.path(options.state + ".sock") }

  /// A second gateway on the same storage and tables with a state of its own.
  func fresh(state: String, destination url: String) throws -> Hospital {
    var options = options
    options.state = state
    options.destinations = [("region", url)]
    options.listen = "off"
    return try Hospital(in: place, options: options, name: state)
  }

  // MARK: Files

  func writeConfiguration() throws {
    try Self.replace(configurationPath, with: configuration)
  }

  private var configuration: String {
    let storages = options.storages.map { storage in
      """
        - name: \(storage.name)
          type: \(storage.type)
          root: \(storage.root)
          watch: \(options.watch)
          settle: \(options.settle)
          rescan: \(options.rescan)
      """
    }
    let destinations = options.destinations.map { destination in
      """
        - name: \(destination.name)
          format: fhir
          jp-core: "1.1.2"
          url: \(destination.url)
          concurrency: 4
          batch: \(options.batch)
          timeout: 10s
          retry: {first: 50ms, factor: 2, most: \(options.retryMost)}
      """
    }
    return """
      facility:
        name: 登呂市民病院
        code: "\(Self.facilityCode)"
      storage:
      \(storages.joined(separator: "\n"))
      identity:
        region-oid: \(Self.regionOID)
        source: csv
        csv: \(patientsPath)
      consent:
        default: \(options.consentDefault)
        csv: \(consentsPath)
        on-withdraw: \(options.onWithdraw)
      scope:
        kinds: \(options.kinds)
      destinations:
      \(destinations.joined(separator: "\n"))
      state: {path: \(place.path(options.state))}
      admin: {socket: \(socketPath), listen: "\(options.listen)"}
      log: {level: \(options.logLevel), format: text}

      """
  }

  /// Links, one row a patient: chart number and regional ID.
  func writePatients(_ links: [(local: String, regional: String)]) throws {
    let rows = links.map { "\($0.local),\($0.regional),2020-01-01,\n" }.joined()
    try Self.replace(patientsPath, with: "local_id,regional_id,valid_from,valid_to\n" + rows)
  }

  /// Consents, one row an entry as in the file.
  func writeConsents(_ rows: [String]) throws {
    let header = "local_id,decision,from,to,kinds,recipients,document\n"
    try Self.replace(consentsPath, with: header + rows.map { $0 + "\n" }.joined())
  }

  /// Links patients and has them consent to everything.
  func enrol(_ localIDs: [String]) throws {
    try writePatients(localIDs.map { ($0, Self.regionalID($0)) })
    try writeConsents(localIDs.map(Self.grant))
  }

  static func grant(_ localID: String) -> String { "\(localID),grant,2020-01-01,,all,all,C-\(localID)" }
  static func regionalID(_ localID: String) -> String { "R" + localID }

  /// Replaces a file in one step, as an editor or a nightly job does.
  static func replace(_ path: String, with text: String) throws {
    let new = path + ".new"
    try Data(text.utf8).write(to: URL(fileURLWithPath: new))
    guard rename(new, path) == 0 else { throw POSIXFailure(call: "rename", errno: errno) }
  }

  // MARK: Programs

  /// Starts the daemon and waits until its control socket answers.
  func startDaemon(environment: [String: String] = [:]) async throws -> ChildProcess {
    let daemon = try spawnDaemon(environment: environment)
    try await Polling.until("the daemon answers", every: .milliseconds(50)) {
      if let ending = daemon.ended() { throw DaemonEnded(ending: ending, log: daemon.errorText) }
      return try await status()["state"]?.text == "running"
    }
    return daemon
  }

  /// The daemon ended although nobody asked it to.
  struct DaemonEnded: Error {
    var ending: ChildProcess.Ending
    var log: String
  }

  /// Starts the daemon and waits for nothing.
  func spawnDaemon(environment: [String: String] = [:]) throws -> ChildProcess {
    try ChildProcess(
      Binaries.gateway, ["run", "--config", configurationPath], environment: environment,
      output: place.path(options.state + "-daemon"))
  }

  /// Runs a command to its end.
  @discardableResult
  func command(_ arguments: String..., expecting expected: Int32? = nil) async throws -> CommandResult {
    try await command(arguments, expecting: expected)
  }

  /// Runs a command to its end; another exit code than the expected one is an error.
  @discardableResult
  func command(_ arguments: [String], expecting expected: Int32? = nil) async throws -> CommandResult {
    let output = place.path("command-\(UInt64.random(in: 0...UInt64.max))")
    let process = try ChildProcess(
      Binaries.gateway, arguments + ["--config", configurationPath], output: output)
    guard case .exited(let code) = try await process.end() else {
      throw CommandFailure(arguments: arguments, exitCode: -1, errorText: process.errorText)
    }
    let result = CommandResult(
      exitCode: code, output: try Data(contentsOf: URL(fileURLWithPath: process.standardOutput)),
      errorText: process.errorText)
    unlink(process.standardOutput)
    unlink(process.standardError)
    if let expected, code != expected {
      throw CommandFailure(arguments: arguments, exitCode: code, errorText: result.errorText)
    }
    return result
  }

  /// A command ended with another exit code than expected.
  struct CommandFailure: Error {
    var arguments: [String]
    var exitCode: Int32
    var errorText: String
  }

  // MARK: What the gateway tells

  func status() async throws -> JSONValue { try await command("status", "--json", expecting: 0).json }

  /// Reason codes that `status` draws attention to.
  func attention() async throws -> Set<String> {
    Set(try await status()["attention"]?.elements.compactMap { $0["code"]?.text } ?? [])
  }

  func parked() async throws -> [JSONValue] {
    try await command("parked", "list", "--json", expecting: 0).lines
  }

  /// Reason by file name (the last part of the path) of everything parked.
  func parkedReasons() async throws -> [String: String] {
    var reasons: [String: String] = [:]
    for row in try await parked() {
      guard let path = row["path"]?.text, let name = path.split(separator: "/").last else { continue }
      reasons[String(name)] = row["reason"]?.text ?? ""
    }
    return reasons
  }

  func traces(_ localID: String) async throws -> [JSONValue] {
    try await command("record", "trace", "--patient", localID, "--limit", "10000", "--json", expecting: 0)
      .lines
  }

  /// Waits until a scan that began after now has ended, storage and ledger say the same, and nothing waits.
  func awaitBalance(within seconds: Double = 60) async throws {
    let first = try await scanTimes()
    try await Polling.until("two scans end", within: seconds) {
      // The first of them may have begun before this call.
      let now = try await scanTimes()
      return now.count == options.storages.count && zip(first, now).allSatisfy { $0 != $1 }
    }
    let second = try await scanTimes()
    try await Polling.until("everything found has an outcome", within: seconds) {
      let now = try await scanTimes()
      guard zip(second, now).allSatisfy({ $0 != $1 }) else { return false }
      let report = try await command("reconcile", "--json")
      guard report.exitCode == 0 else {
        throw Unbalanced(differences: String(report.text.prefix(600)))
      }
      return true
    }
  }

  /// Storage and ledger differ, or something waits.
  struct Unbalanced: Error { var differences: String }

  private func scanTimes() async throws -> [String] {
    try await status()["storages"]?.elements.map { $0["lastScan"]?.text ?? "" } ?? []
  }
}
