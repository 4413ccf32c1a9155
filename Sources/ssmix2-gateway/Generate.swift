import ArgumentParser
import Foundation
import Gateway

/// `generate`.
struct GenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "A synthetic hospital: storages for load tests, the same bytes every time.",
    discussion: """
      Writes DIR/standard, DIR/extended, patients.csv and consents.csv. Nobody in it exists. The same \
      options give the same bytes on any machine, whatever the number of workers. Overwrites nothing. \
      Kinds: codes such as OML-11, and vital-signs, referral-letter, discharge-summary, imaging-report.
      """)

  @Argument(help: ArgumentHelp("Folder to write into; made when it is not there.", valueName: "dir"))
  var directory: String
  @Option(
    name: .long,
    help: "Number of patients. (default: 100; with --files as many as it takes)")
  var patients: Int?
  @Option(name: .long, help: "Days of records of each patient.")
  var days = 365
  @Option(name: .long, help: "Another seed, another hospital.")
  var seed: UInt64 = 1
  @Option(name: .long, help: ArgumentHelp("Only these kinds, separated by commas.", valueName: "kinds"))
  var kinds: String?
  @Option(name: .long, help: ArgumentHelp("Stop at about this number of files.", valueName: "number"))
  var files: Int?
  @Option(name: .long, help: ArgumentHelp("First day.", valueName: "date"))
  var from = "2024-01-01"
  @Option(name: .long, help: ArgumentHelp("Institution code, 10 digits.", valueName: "code"))
  var facilityCode = "2212345678"
  @Option(name: .long, help: "Of 100 patients so many have a regional ID.")
  var linked = 90
  @Option(name: .long, help: "Of 100 patients with a regional ID so many consent.")
  var consenting = 85
  @Option(name: .long, help: "Threads. (default: one for each processor)")
  var workers: Int?
  @Flag(name: .long, help: "Also write manifest.tsv: path, kind and flag of every file.")
  var manifest = false
  @Flag(name: .long, help: "Write although the folder is not empty.")
  var force = false
  @OptionGroup var format: FormatOptions
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    let most = SyntheticHospitalOptions.mostPatients
    guard (1...most).contains(patients ?? 1) else { throw ValidationError("--patients is 1 to \(most).") }
    guard (1...SyntheticHospitalOptions.mostDays).contains(days) else {
      throw ValidationError("--days is 1 to \(SyntheticHospitalOptions.mostDays).")
    }
    guard (files ?? 1) > 0 else { throw ValidationError("--files is at least 1.") }
    guard (1...256).contains(workers ?? 1) else { throw ValidationError("--workers is 1 to 256.") }
    guard (0...100).contains(linked), (0...100).contains(consenting) else {
      throw ValidationError("--linked and --consenting are 0 to 100.")
    }
    guard facilityCode.utf8.count == 10, facilityCode.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw ValidationError("--facility-code has ten digits.")
    }
    guard let date = CivilDate(from), (1900...2200).contains(date.year) else {
      throw ValidationError("--from is a date YYYY-MM-DD, 1900 to 2200.")
    }
    for name in kindNames where SyntheticHospital.kind(named: name) == nil {
      throw ValidationError(
        "--kinds: no kind \(name). Kinds: \(SyntheticHospital.kindNames.joined(separator: ", ")).")
    }
  }

  func run() throws {
    var writer = HospitalWriter(SyntheticHospital(hospitalOptions))
    writer.fileLimit = files
    writer.writesManifest = manifest
    writer.isForced = force
    writer.workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
    var meter = GenerationMeter(
      goal: HospitalGoal(writer), language: options.language, isQuiet: options.quiet)
    do throws(HospitalWriterError) {
      let written = try writer.write(into: directory) { meter.show($0) }
      meter.end()
      if format.json {
        try? Output.json(written)
      } else {
        Output.text(written.summary(in: options.language) + "\n")
      }
    } catch {
      meter.end()
      Output.standardError(error.text[options.language] + "\n")
      throw ExitCode(error == .notEmpty ? 2 : 1)
    }
  }

  private var kindNames: [String] {
    (kinds ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private var hospitalOptions: SyntheticHospitalOptions {
    var hospital = SyntheticHospitalOptions()
    hospital.patients = patients ?? (files == nil ? 100 : SyntheticHospitalOptions.mostPatients)
    hospital.days = days
    hospital.seed = seed
    hospital.kinds = Set(kindNames.compactMap(SyntheticHospital.kind(named:)))
    hospital.facilityCode = facilityCode
    hospital.from = CivilDate(from) ?? hospital.from
    hospital.linkedShare = linked
    hospital.consentShare = consenting
    return hospital
  }
}

/// Progress on standard error: in place on a terminal, a line every 10 s otherwise.
private struct GenerationMeter {
  let goal: HospitalGoal
  let language: Gateway.Language
  let isQuiet: Bool
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let begin = ContinuousClock.now
  private var shown = ContinuousClock.now
  private var isInPlace = false

  init(goal: HospitalGoal, language: Gateway.Language, isQuiet: Bool) {
    self.goal = goal
    self.language = language
    self.isQuiet = isQuiet
  }

  mutating func show(_ progress: HospitalProgress) {
    let now = ContinuousClock.now
    guard !isQuiet, now - shown >= (isTerminal ? .milliseconds(200) : .seconds(10)) else { return }
    shown = now
    let line = progress.line(of: goal, after: (now - begin) / .seconds(1), in: language)
    Output.standardError(isTerminal ? "\r\u{1B}[K\(line)" : line + "\n")
    isInPlace = isTerminal
  }

  mutating func end() {
    if isInPlace { Output.standardError("\r\u{1B}[K") }
    isInPlace = false
  }
}
