import ArgumentParser
import Foundation
import Logging
import SampleRegion

/// `sample-region`: the embedded regional repository for trials and tests (contract, sections 2 and 6).
@main
struct SampleRegionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-region",
    abstract: "A small regional FHIR repository for trials and tests.",
    discussion: """
      Serves FHIR R4 below /fhir and a page that shows what has arrived at /. Prints the line
      'sample-region listening on URL' once it listens; SIGTERM and Ctrl-C stop it in order.
      Never part of a hospital's installation: it asks nobody for a password.
      """)

  @Option(help: "Address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "Port to listen on; 0 takes any free one.")
  var port = 8640

  @Option(
    help: ArgumentHelp(
      "Database file; without it and --state, resources are kept in memory.", valueName: "file"))
  var database: String?

  @Option(help: ArgumentHelp("Directory for the database file region.sqlite.", valueName: "dir"))
  var state: String?

  @Flag(
    inversion: .prefixedNo, help: "Refuse references that do not resolve, and deletes that would break one.")
  var referentialIntegrity = true

  @Option(
    help: ArgumentHelp(
      "Faults to show: refuse, busy, slow, drop-response, http-500, each with a rate from 0 to 1.",
      valueName: "name=rate,…"))
  var fault = ""

  @Option(help: "Seed of the faults: the same seed and requests meet the same faults.")
  var faultSeed: UInt64 = 1

  @Option(help: ArgumentHelp("How late the fault 'slow' answers.", valueName: "milliseconds"))
  var faultDelay = 2000

  @Option(help: ArgumentHelp("PEM file with the server's certificate chain.", valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("PEM file with the server's private key.", valueName: "file"))
  var tlsKey: String?

  @Option(
    help: ArgumentHelp(
      "PEM file with the authorities that client certificates must come from.", valueName: "file"))
  var tlsClientCa: String?

  @Option(help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel = Logger.Level.info

  @Option(help: "The page's language when the browser asks for neither: ja or en (default: from LANG).")
  var lang: PageLanguage?

  /// The usual start, but for the exit code of a usage error, which the contract (section 4) makes 2.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      FileHandle.standardError.write(Data("\(fullMessage(for: error))\n".utf8))
      exit(withError: ExitCode(2))
    }
  }

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535.") }
    guard (0...600_000).contains(faultDelay) else { throw ValidationError("--fault-delay is 0 to 600000.") }
    guard database == nil || state == nil else {
      throw ValidationError("Give --database or --state, not both.")
    }
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key go together.")
    }
    guard tlsClientCa == nil || tlsKey != nil else {
      throw ValidationError("--tls-client-ca needs --tls-certificate and --tls-key.")
    }
    do {
      _ = try FaultPlan.rates(parsing: fault)
    } catch {
      throw ValidationError("--fault: \(error)")
    }
  }

  func run() async throws {
    let region = try SampleRegion(configuration: try regionConfiguration())
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await region.runUntilSignalled() }
      tasks.addTask { [host, tlsKey] in
        let port = try await region.port()
        let name = host.contains(":") ? "[\(host)]" : host
        Self.say("sample-region listening on \(tlsKey == nil ? "http" : "https")://\(name):\(port)")
      }
      try await tasks.waitForAll()
    }
  }

  private func regionConfiguration() throws -> SampleRegion.Configuration {
    var configuration = SampleRegion.Configuration()
    configuration.host = host
    configuration.port = port
    configuration.location = try location()
    configuration.referentialIntegrity = referentialIntegrity
    configuration.faults = FaultPlan(
      rates: try FaultPlan.rates(parsing: fault), seed: faultSeed, delay: .milliseconds(faultDelay))
    if let tlsCertificate, let tlsKey {
      configuration.tls = SampleRegion.TLSFiles(
        certificate: tlsCertificate, key: tlsKey, clientAuthority: tlsClientCa)
    }
    let environment = ProcessInfo.processInfo.environment
    let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
    configuration.language = lang ?? PageLanguage(rawValue: String(locale.prefix(2)))
    configuration.logger = Logger(label: "sample-region", factory: StreamLogHandler.standardError(label:))
    configuration.logger.logLevel = logLevel
    return configuration
  }

  private func location() throws -> ResourceStore.Location {
    if let database { return .file(database) }
    guard let state else { return .memory }
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    return .file(state + "/region.sqlite")
  }

  /// One line on standard output, at once: who started us waits for it.
  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
  }
}

extension PageLanguage: ExpressibleByArgument {}
extension Logger.Level: @retroactive ExpressibleByArgument {}
