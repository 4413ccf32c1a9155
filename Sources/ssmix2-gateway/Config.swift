import ArgumentParser
import Gateway

/// `config check` and `config show`.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check and show the configuration.",
    subcommands: [Check.self, Show.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a configuration: every problem with file, line and column.")

    @OptionGroup var format: FormatOptions
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let reading = ConfigurationFile.load(path: options.configurationPath)
      let problems = reading.problems + (reading.configuration.map(ConfigurationFile.tableProblems) ?? [])
      if format.json {
        try Output.jsonLines(problems)
      } else {
        for problem in problems {
          Output.text(TerminalText.visible(problem.text(in: options.language)) + "\n")
        }
        if problems.isEmpty, !options.quiet { Output.text(options.text.configurationIsGood()) }
      }
      if problems.contains(where: { $0.severity == .error }) { throw ExitCode(2) }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the configuration in force, with every default; secrets are named by path only.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
      Output.text(try options.configuration().show())
    }
  }
}
