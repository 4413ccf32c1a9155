import ArgumentParser
import Gateway

/// `replay plan` and `replay apply`.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Send a selection again, previewed first.",
    subcommands: [Plan.self, Apply.self])

  struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What would be sent again; changes nothing.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      let plan = try await access.plan(try selection.selection(access.configuration))
      if format.json {
        try Output.json(plan)
      } else {
        Output.text(options.text.plan(plan))
      }
      try empty.check(isEmpty: plan.records == 0)
    }
  }

  struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Forget that the selection was delivered, so that it is sent again.")

    @Flag(name: .long, help: "Everything; needed when nothing else selects.")
    var all = false
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      let selection = try selection.selection(access.configuration)
      guard all || selection != Selection() else {
        throw ValidationError("This would send everything again: select what, or say --all.")
      }
      let result = try await access.change(.replayApply(selection), change, options)
      try empty.check(isEmpty: result.affected == 0)
    }
  }
}
