import ArgumentParser
import Foundation
import Gateway

/// `transaction tail`.
struct TransactionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transaction", abstract: "A transaction storage.", subcommands: [Tail.self])

  struct Tail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints every record of a transaction storage once, as one JSON line.",
      discussion: """
        Goes on where it stopped: FILE keeps every record and how far each file was read. FILE, not standard output, is \
        the complete record: what is in it is not printed again, even if printing failed. Shows patient data.

        Without --follow it looks twice, the settle time apart, and ends. Exit 1: standard output could not be written, \
        or FILE not be used. Exit 3: files could not be read.
        """)

    @Argument(help: ArgumentHelp("Root of the transaction storage.", valueName: "root"))
    var root: String
    @Option(name: .long, help: ArgumentHelp("Journal of positions and records.", valueName: "file"))
    var position: String
    @Flag(name: .long, help: "Go on until interrupted.")
    var follow = false
    @Option(name: .long, help: ArgumentHelp("How long a file is unchanged to be quiet.", valueName: "ms"))
    var settle = 2000
    @Option(name: .long, help: ArgumentHelp("Time between two looks.", valueName: "ms"))
    var interval = 500

    func validate() throws {
      guard settle >= 0, interval >= 1 else { throw ValidationError("Times are not negative.") }
    }

    func run() async throws {
      do {
        try await read(into: try TransactionJournal(path: position, report: Self.show))
      } catch let error as TransactionJournalError {
        Output.standardError("\(error)\n")
        throw ExitCode(1)
      } catch TransactionTailError.positions(is OutputFailure) {
        Output.standardError(
          "Standard output could not be written. What was not printed is in the journal, as all the rest is.\n"
        )
        throw ExitCode(1)
      }
    }

    private func read(into journal: TransactionJournal) async throws {
      let tail = TransactionTail(
        root: URL(fileURLWithPath: root).path, positions: journal,
        options: TransactionTail.Options(settle: .milliseconds(settle)))
      let start = ContinuousClock.now
      guard follow else {
        // The second look finds what is quiet, and tries again what could not be read.
        let first = try await tail.advance(at: .zero)
        try await Task.sleep(for: .milliseconds(settle))
        let second = try await tail.advance(at: .milliseconds(settle), sweeping: first.unreadable > 0)
        guard second.unreadable == 0 else {
          Output.standardError("\(second.unreadable) files could not be read.\n")
          throw ExitCode(3)
        }
        return
      }
      while true {
        do {
          _ = try await tail.advance(at: ContinuousClock.now - start)
        } catch TransactionTailError.unavailable {
          // The share may come back.
        }
        try await Task.sleep(for: .milliseconds(interval))
      }
    }

    /// Prints a batch; the journal has it already.
    @Sendable private static func show(_ line: TransactionJournal.Line) throws {
      var bytes: [UInt8] = []
      for record in line.records { bytes += try ReportJSON.encode(record) + [0x0A] }
      do {
        if !bytes.isEmpty { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
      } catch {
        throw OutputFailure()
      }
      for finding in line.findings {
        Output.standardError("\(finding.path):\(finding.offset): \(finding.code)\n")
      }
    }

    /// Standard output cannot be written.
    private struct OutputFailure: Error {}
  }
}
