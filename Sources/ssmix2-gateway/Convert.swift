import ArgumentParser
import Foundation
import Gateway
import HL7v2
import JPCore

/// `convert`.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "What would be sent for a file, on standard output.",
    discussion: """
      The file's path tells which record it is, as in a storage. Without --config a made-up hospital and region are \
      assumed. Writes patient data. Exit code 3 when a file could not be converted.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case fhir, json
  }

  @Argument(help: ArgumentHelp("HL7 message in its SS-MIX2 folders, or a content folder.", valueName: "file"))
  var files: [String]
  @Option(name: .long, help: "fhir: the transaction Bundle; json: the decoded message.")
  var to: Format
  @Option(
    name: .long, help: ArgumentHelp("Institution code, 10 digits. (default: a sample)", valueName: "code"))
  var facilityCode: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Assigning authority of regional IDs. (default: a sample)", valueName: "oid"))
  var regionOid: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Regional ID. (default: with --config looked up, else a sample)", valueName: "id"))
  var regionalId: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Release of JP Core: 1.1.2 or 1.2.0, without --config.", valueName: "release"))
  var jpCore: JPCoreRelease?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Destination of the configuration. (default: the first of format fhir)", valueName: "name"))
  var destination: String?
  @Flag(name: .long, help: "With --to fhir: where each element came from, and what is not sent and why.")
  var explain = false
  @Flag(name: .long, help: "Convert although PID-3 names another patient than the folder.")
  var noIdentityCheck = false
  @OptionGroup var format: FormatOptions
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if options.config != nil, facilityCode != nil || regionOid != nil || jpCore != nil {
      throw ValidationError("--facility-code, --region-oid and --jp-core are told by --config.")
    }
    if explain, to != .fhir { throw ValidationError("--explain needs --to fhir.") }
    if options.config == nil, destination != nil { throw ValidationError("--destination needs --config.") }
  }

  func run() throws {
    let configuration = options.config == nil ? nil : try options.configuration()
    if let destination, let configuration {
      _ = try SelectionArguments.name(
        destination, of: "destination", known: configuration.destinations.map(\.name))
    }
    var hasErrors = false
    for file in files {
      do throws(GatewayError) {
        switch to {
        case .json:
          let inspection = try RecordConversion.inspection(ofFileAt: file)
          hasErrors = hasErrors || inspection.findings.contains { $0.severity == .error }
          Inspection.write(inspection, asJSON: true, language: options.language)
        case .fhir where explain:
          try writeExplanation(of: file, configuration)
        case .fhir:
          let bundle = try RecordConversion.bundle(
            forFileAt: file, context: try context(of: file, configuration), checksIdentity: !noIdentityCheck,
            patientIDWidth: configuration?.facility.patientIDWidth)
          Output.standardOutput((isPretty ? ReportJSON.pretty(bundle) : bundle) + [0x0A])
        }
      } catch {
        hasErrors = true
        Output.standardError(options.text.failure(of: file, error))
      }
    }
    if hasErrors { throw ExitCode(3) }
  }

  private func writeExplanation(
    of file: String, _ configuration: GatewayConfiguration?
  ) throws(GatewayError) {
    let explanation = try RecordConversion.explanation(
      forFileAt: file, context: try context(of: file, configuration), checksIdentity: !noIdentityCheck,
      patientIDWidth: configuration?.facility.patientIDWidth)
    if format.json {
      Output.standardOutput(explanation.json(path: file))
    } else {
      Output.text(
        explanation.text(
          path: file, in: options.language == .japanese ? .ja : .en, isColoured: TerminalColour.isWanted))
    }
  }

  private var isPretty: Bool { !format.json && isatty(STDOUT_FILENO) == 1 }

  private func context(
    of file: String, _ configuration: GatewayConfiguration?
  ) throws(GatewayError) -> ConversionContext {
    guard let configuration else {
      return RecordConversion.sampleContext(
        facilityCode: facilityCode, regionOID: regionOid, regionalID: regionalId, release: jpCore)
    }
    return try RecordConversion.context(
      forFileAt: file, configuration: configuration, destination: destination, regionalID: regionalId,
      today: CivilDate(unixSeconds: Int64(Date().timeIntervalSince1970)))
  }
}

extension JPCoreRelease: ExpressibleByArgument {}
