import ArgumentParser
import Gateway

/// `terminology report`.
struct TerminologyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terminology",
    abstract: "Local codes: how many went with a standard code, and which did not.",
    subcommands: [Report.self])

  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Coverage by kind, and the most frequent codes without a standard code.",
      discussion: "Codes of the facility's masters only: never a free text, never a patient.")

    @Option(name: .long, help: "Data kind; may be repeated. (default: all)")
    var kind: [String] = []
    @Option(name: .long, help: ArgumentHelp("List at most this many codes. (default: 50)", valueName: "n"))
    var limit: Int?
    @Flag(name: .long, help: "The codes as rows of a code map, to be filled in.")
    var csv = false
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func validate() throws {
      if csv, format.json { throw ValidationError("Either --csv or --json.") }
      if let limit, limit < 0 { throw ValidationError("--limit is a number from 0.") }
    }

    func run() async throws {
      var selection = Selection()
      selection.kinds = kind.map(SelectionArguments.kind)
      selection.limit = limit
      let report = try await GatewayAccess(options).terminology(selection)
      if format.json {
        try Output.json(report)
      } else {
        Output.text(csv ? report.codeMap : options.text.terminology(report))
      }
      try empty.check(isEmpty: report.coverage.isEmpty)
    }
  }
}
