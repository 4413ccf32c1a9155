import ArgumentParser
import Gateway

/// Options and output of the commands that list records.
struct RecordListing: ParsableArguments {
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var empty: EmptyOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var options: GlobalOptions

  /// Asks, and prints the rows: an object a line, or as text for people.
  func show(
    _ question: (Selection) -> Question, as text: (ReportText, [RecordRow]) -> String
  ) async throws {
    let access = try GatewayAccess(options)
    let rows = try await access.records(question(try selection.selection(access.configuration)))
    if format.json {
      try Output.jsonLines(rows)
    } else {
      Output.text(text(options.text, rows))
    }
    try empty.check(isEmpty: rows.isEmpty)
  }
}
