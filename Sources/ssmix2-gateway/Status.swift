import ArgumentParser
import Gateway

/// `status`.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "One screen: balance, storages, destinations, what needs attention.")

  @OptionGroup var format: FormatOptions
  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let report = try await GatewayAccess(options).status()
    if format.json {
      try Output.json(report)
    } else {
      Output.text(options.text.status(report))
    }
  }
}
