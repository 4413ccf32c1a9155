import ArgumentParser
import Foundation
import Gateway
import Glibc

/// The command line of contract.md section 4. It parses and prints; what is done is done in `Gateway`.
@main
struct GatewayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ssmix2-gateway",
    abstract: "Delivers the records of an SS-MIX2 storage to a regional repository.",
    discussion: """
      Reading commands ask the running daemon, or open its state when it is not running. Exit codes: 0 done, 1 failed, \
      2 usage or configuration, 3 done but some items failed or differ, 4 nothing matched (--fail-empty), 5 try again, \
      10 no state yet, 11 locked, 12 not allowed, 13 storage unavailable, 14 destination unavailable, 15 damaged state.
      """,
    version: GatewayVersion.current,
    groupedSubcommands: [
      CommandGroup(name: "Daemon", subcommands: [RunCommand.self, StatusCommand.self, ConfigCommand.self]),
      CommandGroup(
        name: "Records",
        subcommands: [
          QueueCommand.self, ParkedCommand.self, RecordCommand.self, ReplayCommand.self,
          ReconcileCommand.self, TerminologyCommand.self,
        ]),
      CommandGroup(name: "Patients", subcommands: [PatientCommand.self, ConsentCommand.self]),
      CommandGroup(
        name: "Files",
        subcommands: [
          InspectCommand.self, ValidateCommand.self, ConvertCommand.self, GenerateCommand.self,
          IndexCommand.self, TransactionCommand.self,
        ]),
    ])

  /// Runs the command and ends with its exit code; the parser's own code for a usage error (64) becomes 2.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as ControlError {
      Output.writeError(error, arguments: CommandLine.arguments)
      Glibc.exit(error.exitCode)
    } catch {
      let code = exitCode(for: error)
      guard code == .validationFailure else { exit(withError: error) }
      Output.standardError(fullMessage(for: error) + "\n")
      Glibc.exit(2)
    }
  }
}
