import ArgumentParser
import Gateway

/// `queue list`, `queue pause` and `queue resume`.
struct QueueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "Waiting records; stop and restart a destination.",
    subcommands: [List.self, Pause.self, Resume.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List waiting records.")

    @OptionGroup var listing: RecordListing

    func run() async throws {
      try await listing.show(Question.queue) { $0.records($1) }
    }
  }

  struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Send nothing more to a destination; what is in flight is finished.")

    @Argument(help: "Destination of the configuration.")
    var destination: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      let name = try QueueCommand.destination(destination, access)
      try await access.change(.pause(destination: name), change, options)
    }
  }

  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Go on sending to a destination.")

    @Argument(help: "Destination of the configuration.")
    var destination: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      let name = try QueueCommand.destination(destination, access)
      try await access.change(.resume(destination: name), change, options)
    }
  }

  private static func destination(_ name: String, _ access: GatewayAccess) throws(ControlError) -> String {
    try SelectionArguments.name(name, of: "destination", known: access.configuration.destinations.map(\.name))
  }
}
