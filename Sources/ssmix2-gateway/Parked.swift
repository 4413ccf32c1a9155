import ArgumentParser
import Gateway

/// `parked list`, `parked show` and `parked retry`.
struct ParkedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parked", abstract: "What could not be delivered, and why.",
    subcommands: [List.self, Show.self, Retry.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List parked records.")

    @OptionGroup var listing: RecordListing

    func run() async throws {
      try await listing.show(Question.parked) { $0.records($1) }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Parked records in full, with what each reason means and what to do.")

    @OptionGroup var listing: RecordListing

    func run() async throws {
      try await listing.show(Question.parked) { $0.parkedDetails($1) }
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
