import ArgumentParser
import Foundation
import Gateway
import SSMIX2

/// `index`.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Writes the index database of a storage anew, as CSV or SQL.",
    discussion: """
      Reads folders only, never contents. The rows hold patient IDs. SQL is a script: sqlite3 index.sqlite < index.sql. \
      Exit code 3 when folders or names could not be read.
      """)

  @Argument(help: ArgumentHelp("Root of a standard or extended storage.", valueName: "root"))
  var root: String
  @Option(name: .long, help: ArgumentHelp("What the rows call the root: STD, ANX01.", valueName: "label"))
  var volume = "STD"
  @Option(name: .long, help: ArgumentHelp("Facility ID, ten digits.", valueName: "id"))
  var facility: String
  @Option(name: .long, help: ArgumentHelp("csv or sql.", valueName: "format"))
  var format: IndexFormat = .csv
  @Flag(name: .long, help: "The root is of an extended storage.")
  var extended = false

  func validate() throws {
    guard IndexExport.isFacilityID(facility) else { throw ValidationError("--facility has ten digits.") }
  }

  func run() throws {
    let export = IndexExport(
      root: URL(fileURLWithPath: root).path, storageType: extended ? .extended : .standard,
      volumeLabel: volume, facilityID: facility, format: format == .csv ? .csv : .sql)
    // A full disk is an error here: an index that lacks rows looks like a whole one.
    let summary = try export.run { try FileHandle.standardOutput.write(contentsOf: Data($0)) }
    Output.standardError(
      "rows \(summary.rows), stray \(summary.stray), malformed \(summary.malformed), "
        + "unreadable \(summary.unreadable)\n")
    if !summary.isWhole { throw ExitCode(3) }
  }
}

/// `--format` of `index`.
enum IndexFormat: String, ExpressibleByArgument, CaseIterable {
  case csv, sql
}
