import ArgumentParser
import Gateway

/// `reconcile`.
struct ReconcileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile", abstract: "Compare storage and ledger; exit code 3 when they differ.")

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let access = try GatewayAccess(options)
    let report = try await access.reconcile(try selection.selection(access.configuration))
    if format.json {
      try Output.json(report)
    } else {
      Output.text(options.text.reconcile(report))
    }
    if !report.differences.isEmpty || !report.balance.isBalanced { throw ExitCode(3) }
  }
}
