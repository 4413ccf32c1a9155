import ArgumentParser
import Foundation
import Gateway

/// Options of every command.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Configuration file. (default: $SSMIX2_GATEWAY_CONFIG or /etc/ssmix2-gateway/config.yaml)",
      valueName: "file"))
  var config: String?

  @Option(name: .long, help: "Language of texts: ja or en. (default: of the locale)")
  var lang: Language?

  @Flag(name: .long, help: "No progress and no remarks, only results and errors.")
  var quiet = false

  var language: Language { lang ?? Language(environment: ProcessInfo.processInfo.environment) }

  var text: ReportText { ReportText(language) }

  var configurationPath: String {
    if let config { return config }
    let named = ProcessInfo.processInfo.environment["SSMIX2_GATEWAY_CONFIG"] ?? ""
    return named.isEmpty ? ConfigurationFile.standardPath : named
  }

  /// The configuration, with what is wrong with it on standard error.
  func configuration() throws(ControlError) -> GatewayConfiguration {
    // Files that only the daemon may read (keys, tokens) do not matter to a command that asks it.
    let reading = ConfigurationFile.load(path: configurationPath, checkFiles: false)
    guard let configuration = reading.configuration else {
      let lines = reading.errors.map { $0.text(in: language) }
      throw ControlError(exitCode: 2, message: lines.joined(separator: "\n"))
    }
    return configuration
  }
}

/// `--json` of the reading commands.
struct FormatOptions: ParsableArguments {
  @Flag(name: .long, help: "JSON: one object, or one object a line for lists.")
  var json = false
}

/// `--fail-empty` of the commands that select.
struct EmptyOptions: ParsableArguments {
  @Flag(name: .long, help: "Exit with 4 when nothing matched.")
  var failEmpty = false

  /// Ends with exit code 4 when nothing matched and that was asked for.
  func check(isEmpty: Bool) throws {
    if isEmpty && failEmpty { throw ExitCode(4) }
  }
}

/// Options of the changing commands.
struct ChangeOptions: ParsableArguments {
  @Flag(name: .long, help: "Only tell what would be done.")
  var dryRun = false

  @Option(name: .long, help: "Why; kept with the change.")
  var reason = ""

  @Flag(name: .long, help: "JSON: one object.")
  var json = false

  /// Who asks for the change: the person behind sudo, else the login name.
  var origin: CommandOrigin {
    let behindSudo = ProcessInfo.processInfo.environment["SUDO_USER"] ?? ""
    return CommandOrigin(
      actor: behindSudo.isEmpty ? NSUserName() : behindSudo, reason: reason, dryRun: dryRun)
  }
}
