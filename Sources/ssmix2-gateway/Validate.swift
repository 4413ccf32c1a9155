import ArgumentParser
import Foundation
import Gateway
import SSMIX2
import Synchronization

/// `validate`.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "SS-MIX2 conformance of files and whole storages, one finding a line.",
    discussion: """
      A PATH is a message, a folder or a root of a standard or extended storage; several roots are one storage. Nothing \
      is written and no link is followed. Findings name places, never contents; --extract prints contents. Exit code 3 \
      when there is a finding of severity error.
      """)

  @Argument(help: ArgumentHelp("File, folder or root of a storage.", valueName: "path"))
  var paths: [String]

  @Option(name: .long, help: "standard or extended. (default: found out)")
  var type: String?

  @Option(name: .long, help: ArgumentHelp("Versions since: a time ago (7d) or a date.", valueName: "when"))
  var since: String?

  @Option(name: .long, help: "Patients read at the same time. (default: one for each core)")
  var jobs: Int?

  @Option(name: .long, help: "Least severity shown: note, warning or error.")
  var severity = ValidationSeverity.note

  @Flag(name: .long, help: "Also tell for each file what is a habit of the writer and otherwise told once.")
  var every = false

  @Option(name: .long, help: ArgumentHelp("Digits to which chart numbers are padded.", valueName: "digits"))
  var patientIdWidth: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("Values of these fields in place of findings: PID-3,OBX-5.1", valueName: "fields"))
  var extract: String?

  @Flag(name: .long, help: "Only counts: records by kind and month, findings by code.")
  var summary = false

  @OptionGroup var empty: EmptyOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let validation = try validation()
    let (language, asJSON, isQuiet, isSummary) = (options.language, format.json, options.quiet, summary)
    let progress = Mutex(ValidationProgress())
    let counts = await validation.run { output in
      switch output {
      case .findings(let findings):
        if isSummary { return }
        Self.write(findings.map { asJSON ? $0.json(in: language) : $0.line(in: language) })
      case .values(let values):
        Self.write(values.map { asJSON ? $0.json : $0.line })
      case .progress(let counts):
        if isQuiet { return }
        progress.withLock { $0.show(counts, language) }
      }
    }
    if summary {
      if asJSON { Self.write(counts.jsonLines) } else { Output.text(counts.text(in: language)) }
    }
    if !options.quiet { Output.standardError(counts.total(in: language) + "\n") }
    if counts.hasErrors { throw ExitCode(3) }
    try empty.check(isEmpty: counts.records == 0)
  }

  private static func write(_ lines: [String]) {
    if !lines.isEmpty { Output.text(lines.joined(separator: "\n") + "\n") }
  }

  private func validation() throws(ControlError) -> StorageValidation {
    var chosen = ValidationOptions()
    chosen.jobs = try positive(jobs, "--jobs") ?? ProcessInfo.processInfo.activeProcessorCount
    chosen.patientIDWidth = try positive(patientIdWidth, "--patient-id-width")
    chosen.leastSeverity = severity
    chosen.tellsEveryOccurrence = every
    if let since {
      let now = Int64(Date().timeIntervalSince1970)
      chosen.since = try SelectionArguments.timestamp(since, now: now, isUpper: false)
    }
    if let extract {
      guard let fields = FieldReference.list(extract) else {
        throw ControlError(exitCode: 2, message: "--extract takes fields such as PID-3,OBX-5.1.")
      }
      chosen.extraction = fields
    }
    do throws(ValidationScope.Problem) {
      return try StorageValidation(
        try ValidationScope.understood(paths, storageType: try storageType()), options: chosen)
    } catch {
      throw ControlError(exitCode: error.exitCode, message: error.text[options.language])
    }
  }

  private func storageType() throws(ValidationScope.Problem) -> StorageType? {
    guard let type else { return nil }
    guard let known = StorageType(rawValue: type), known != .transaction else {
      throw ValidationScope.Problem.unknownType(type)
    }
    return known
  }

  private func positive(_ number: Int?, _ option: String) throws(ControlError) -> Int? {
    guard let number else { return nil }
    guard (1...1_000).contains(number) else {
      throw ControlError(exitCode: 2, message: "\(option) takes a number from 1 to 1000.")
    }
    return number
  }
}

extension ValidationSeverity: ExpressibleByArgument {}

/// Counts on standard error: each second on a terminal, else every ten.
private struct ValidationProgress: Sendable {
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now
  private let interval: Duration = isatty(STDERR_FILENO) == 1 ? .seconds(1) : .seconds(10)

  mutating func show(_ counts: ValidationSummary, _ language: Gateway.Language) {
    let now = ContinuousClock.now
    guard now - last >= interval else { return }
    last = now
    let seconds = max(1, Int((now - start).components.seconds))
    Output.standardError("\(counts.total(in: language)) (\(counts.files / seconds)/s)\n")
  }
}
