import ArgumentParser
import Gateway

/// `consent list`, `show`, `grant`, `withdraw` and `import`.
struct ConsentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consent", abstract: "Consents.",
    subcommands: [List.self, Show.self, Grant.self, Withdraw.self, Import.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List consents.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let access = try GatewayAccess(options)
      try await ConsentCommand.show(
        try selection.selection(access.configuration), access: access, empty: empty, format: format,
        options: options)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The consents of one patient.")

    @Argument(help: "Chart number.")
    var localID: String
    @OptionGroup var empty: EmptyOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      var selection = Selection()
      selection.patients = [localID]
      try await ConsentCommand.show(
        selection, access: try GatewayAccess(options), empty: empty, format: format, options: options)
    }
  }

  struct Grant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Register a consent.")

    @Argument(help: "Chart number.")
    var localID: String
    @Option(name: .long, help: "Data kind; may be repeated. (default: all)")
    var kind: [String] = []
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Institution code that may receive; may be repeated. (default: all)", valueName: "code"))
    var recipient: [String] = []
    @Option(name: .long, help: ArgumentHelp("First day in force.", valueName: "date"))
    var from: String?
    @Option(name: .long, help: ArgumentHelp("Last day in force.", valueName: "date"))
    var to: String?
    @Option(name: .long, help: ArgumentHelp("Number of the signed form.", valueName: "number"))
    var document: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let command = ControlCommand.consentGrant(
        localID: localID, kinds: ConsentCommand.kinds(kind),
        recipients: recipient.isEmpty ? ["all"] : recipient,
        from: try from.map(SelectionArguments.tableDate), to: try to.map(SelectionArguments.tableDate),
        document: document)
      try await GatewayAccess(options).change(command, change, options)
    }
  }

  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Register a withdrawal; nothing more is sent from that moment on.")

    @Argument(help: "Chart number.")
    var localID: String
    @Option(name: .long, help: "Data kind; may be repeated. (default: all)")
    var kind: [String] = []
    @Option(name: .long, help: ArgumentHelp("First day in force. (default: at once)", valueName: "date"))
    var from: String?
    @Option(name: .long, help: ArgumentHelp("Number of the signed form.", valueName: "number"))
    var document = ""
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let command = ControlCommand.consentWithdraw(
        localID: localID, kinds: ConsentCommand.kinds(kind), from: try from.map(SelectionArguments.tableDate),
        document: document)
      try await GatewayAccess(options).change(command, change, options)
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Take the decisions of a CSV file; refused whole when a line is wrong."
    )

    @Argument(help: "File: local_id,decision,from,to,kinds,recipients,document.")
    var file: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let csv = try SelectionArguments.textFile(file, limit: SelectionArguments.patientFileLimit)
      try await GatewayAccess(options).change(.consentImport(csv: csv), change, options)
    }
  }

  private static func kinds(_ typed: [String]) -> [String] {
    typed.isEmpty ? ["all"] : typed.map(SelectionArguments.kind)
  }

  private static func show(
    _ selection: Selection, access: GatewayAccess, empty: EmptyOptions, format: FormatOptions,
    options: GlobalOptions
  ) async throws {
    let rows = try await access.consents(selection)
    if format.json {
      try Output.jsonLines(rows)
    } else {
      Output.text(options.text.consents(rows))
    }
    try empty.check(isEmpty: rows.isEmpty)
  }
}
