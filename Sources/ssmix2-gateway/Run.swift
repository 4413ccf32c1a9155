import ArgumentParser
import Gateway

/// `run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the daemon in the foreground.",
    discussion:
      "SIGHUP reads patient and consent tables again; SIGTERM finishes what is in flight within 30 seconds.")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    try await GatewayProgram.run(configurationPath: options.configurationPath)
  }
}
