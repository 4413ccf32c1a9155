import ArgumentParser
import Gateway

/// `patient list`, `show`, `link`, `unlink` and `import`.
struct PatientCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patient", abstract: "Chart numbers and regional IDs.",
    subcommands: [List.self, Show.self, Link.self, Unlink.self, Import.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List patients with a regional ID.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      let patients = try await access.patients(try selection.selection(access.configuration))
      if format.json {
        try Output.jsonLines(patients)
      } else {
        Output.text(options.text.patients(patients))
      }
      try empty.check(isEmpty: patients.isEmpty)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A patient's regional ID, consents, records by outcome, and warnings.")

    @Argument(help: "Chart number.")
    var localID: String
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      var selection = Selection()
      selection.patients = [localID]
      let patients = try await GatewayAccess(options).patients(selection)
      if format.json {
        try Output.jsonLines(patients)
      } else {
        Output.text(
          patients.isEmpty ? options.text.patients([]) : patients.map(options.text.patient).joined())
      }
      try empty.check(isEmpty: patients.isEmpty)
    }
  }

  struct Link: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Give a patient a regional ID; all that the storage has of him is delivered, consent permitting.")

    @Argument(help: "Chart number.")
    var localID: String
    @Argument(help: "Regional ID.")
    var regionalID: String
    @Option(name: .long, help: ArgumentHelp("First day in force.", valueName: "date"))
    var from: String?
    @Option(name: .long, help: ArgumentHelp("Last day in force.", valueName: "date"))
    var to: String?
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let command = ControlCommand.patientLink(
        localID: localID, regionalID: regionalID, from: try from.map(SelectionArguments.tableDate),
        to: try to.map(SelectionArguments.tableDate))
      try await GatewayAccess(options).change(command, change, options)
    }
  }

  struct Unlink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "End a patient's link to his regional ID.")

    @Argument(help: "Chart number.")
    var localID: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      try await GatewayAccess(options).change(.patientUnlink(localID: localID), change, options)
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Take the links of a CSV file; refused whole when a line is wrong.")

    @Argument(help: "File: local_id,regional_id,valid_from,valid_to.")
    var file: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let csv = try SelectionArguments.textFile(file, limit: SelectionArguments.patientFileLimit)
      try await GatewayAccess(options).change(.patientImport(csv: csv), change, options)
    }
  }
}
