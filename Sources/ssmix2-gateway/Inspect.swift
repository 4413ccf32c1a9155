import ArgumentParser
import Foundation
import Gateway
import HL7v2

/// `inspect`.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "An HL7 message decoded, fields named, code tables explained.",
    discussion:
      "Shows patient data. Exit code 3 when a file cannot be read or has a finding of severity error.")

  @Argument(help: ArgumentHelp("HL7 message.", valueName: "file"))
  var files: [String]
  @OptionGroup var format: FormatOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var hasErrors = false
    for (index, file) in files.enumerated() {
      do throws(GatewayError) {
        let inspection = try RecordConversion.inspection(ofFileAt: file)
        hasErrors = hasErrors || inspection.findings.contains { $0.severity == .error }
        if !format.json, index > 0 { Output.text("\n") }
        Inspection.write(inspection, asJSON: format.json, language: options.language)
      } catch {
        hasErrors = true
        Output.standardError(options.text.failure(of: file, error))
      }
    }
    if hasErrors { throw ExitCode(3) }
  }
}

/// An inspection on standard output.
enum Inspection {
  static func write(_ inspection: MessageInspection, asJSON: Bool, language: Gateway.Language) {
    if asJSON {
      try? Output.json(inspection)
    } else {
      Output.text(inspection.text(in: language == .japanese ? .ja : .en))
    }
  }
}
