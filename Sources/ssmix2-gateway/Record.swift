import ArgumentParser
import Gateway

/// `record trace`.
struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Everything known about one record.", subcommands: [Trace.self])

  struct Trace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Versions, decisions, attempts and receipts of the records selected.")

    @Argument(help: "File of the record, absolute or below its storage root.")
    var file: String?
    @Option(
      name: .long, help: ArgumentHelp("The mark under which a log names the record.", valueName: "mark"))
    var ref: String?
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      var selection = try selection.selection(access.configuration)
      if let file {
        let place = SelectionArguments.place(ofFile: file, in: access.configuration)
        selection.path = place.path
        selection.storage = place.storage ?? selection.storage
      }
      selection.ref = ref
      guard selection != Selection() else {
        throw ValidationError("Name a record: a file, --ref, --patient, --order ...")
      }
      let traces = try await access.traces(selection)
      if format.json {
        try Output.jsonLines(traces)
      } else {
        Output.text(options.text.traces(traces))
      }
      try empty.check(isEmpty: traces.isEmpty)
    }
  }
}
