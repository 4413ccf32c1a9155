import ArgumentParser
import Gateway

/// `parked list`, `parked show` and `parked retry`.
struct ParkedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parked", abstract: "What could not be delivered, and why.",
    subcommands: [List.self, Show.self, Retry.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List parked records.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      let rows = try await access.records(.parked(try selection.selection(access.configuration)))
      if format.json {
        try Output.jsonLines(rows)
      } else {
        Output.text(options.text.records(rows))
      }
      try empty.check(isEmpty: rows.isEmpty)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Parked records in full, with what each reason means and what to do.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      let rows = try await access.records(.parked(try selection.selection(access.configuration)))
      if format.json {
        try Output.jsonLines(rows)
      } else {
        Output.text(options.text.parkedDetails(rows))
      }
      try empty.check(isEmpty: rows.isEmpty)
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try parked records again.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      let selection = try selection.selection(access.configuration)
      let result = try await access.change(.parkedRetry(selection), change, options)
      try empty.check(isEmpty: result.affected == 0)
    }
  }
}
