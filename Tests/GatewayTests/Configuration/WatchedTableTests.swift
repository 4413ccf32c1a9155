import Foundation
import Testing

@testable import Gateway

@Suite struct WatchedTableTests {
  private let header = "local_id,regional_id,valid_from,valid_to\n"

  private func source(_ folder: ConfigurationFolder, _ body: String) throws -> CSVIdentitySource {
    CSVIdentitySource(path: try folder.write("patients.csv", header + body))
  }

  private func regionalIDs(_ change: WatchedTable<IdentityLink>.Change) -> [String]? {
    guard case .rows(let links) = change else { return nil }
    return links.map(\.regionalID)
  }

  private func isSettling(_ change: WatchedTable<IdentityLink>.Change) -> Bool {
    if case .settling = change { true } else { false }
  }

  /// Half a consent table that ends at a line end parses; taking it would retract the records of everybody below.
  @Test("a changed table counts once it rests")
  func settles() throws {
    let folder = try ConfigurationFolder()
    var source = try source(folder, "1,R1,,\n2,R2,,\n")
    #expect(try source.load().count == 2)
    #expect(regionalIDs(try source.refresh()) == nil)
    try folder.write("patients.csv", header + "1,R1,,\n")
    try folder.touch("patients.csv", at: 1_000)
    #expect(isSettling(try source.refresh()))
    try folder.write("patients.csv", header + "1,R9,,\n2,R2,,\n")
    try folder.touch("patients.csv", at: 2_000)
    #expect(isSettling(try source.refresh()))
    #expect(regionalIDs(try source.refresh()) == ["R9", "R2"])
    #expect(regionalIDs(try source.refresh()) == nil)
  }

  @Test("same size and a new time is looked at; same content is no change")
  func touched() throws {
    let folder = try ConfigurationFolder()
    var source = try source(folder, "1,R1,,\n")
    _ = try source.load()
    try folder.touch("patients.csv", at: 1_000)
    _ = try source.refresh()
    #expect(regionalIDs(try source.refresh()) == nil)
    try folder.write("patients.csv", header + "1,R2,,\n")
    try folder.touch("patients.csv", at: 2_000)
    _ = try source.refresh()
    #expect(regionalIDs(try source.refresh()) == ["R2"])
  }

  @Test("a table with an error leaves the old one in force and says so until it is mended")
  func refused() throws {
    let folder = try ConfigurationFolder()
    var table = WatchedTable(
      path: try folder.write("patients.csv", header + "1,R1,,\n"),
      parse: CSVIdentitySource.links(parsing:file:))
    try table.load()
    try folder.write("patients.csv", header + "1,R1,,\n2,R 2,2020-13-01,\n")
    try folder.touch("patients.csv", at: 1_000)
    _ = try table.refresh()
    for _ in 0..<2 {
      let error = #expect(throws: SourceFileError.self) { try table.refresh() }
      #expect(error?.code == .malformed)
      #expect(error?.content?.problems.map(\.field) == ["regional_id", "valid_from"])
      #expect(table.refusal == error)
      #expect(table.rows?.map(\.regionalID) == ["R1"])
    }
    try folder.write("patients.csv", header + "1,R1,,\n2,R2,,\n")
    try folder.touch("patients.csv", at: 2_000)
    _ = try table.refresh()
    _ = try table.refresh()
    #expect(table.refusal == nil)
    #expect(table.rows?.count == 2)
  }

  @Test("a table that goes missing leaves the old one in force")
  func vanished() throws {
    let folder = try ConfigurationFolder()
    var table = WatchedTable(
      path: try folder.write("patients.csv", header + "1,R1,,\n"),
      parse: CSVIdentitySource.links(parsing:file:))
    try table.load()
    try FileManager.default.removeItem(atPath: table.path)
    #expect(throws: SourceFileError(.notFound, file: table.path)) { try table.refresh() }
    #expect(throws: SourceFileError(.notFound, file: table.path)) { try table.load() }
    #expect(table.rows?.count == 1)
    try folder.write("patients.csv", header + "1,R1,,\n")
    _ = try table.refresh()
    _ = try table.refresh()
    #expect(table.refusal == nil)
  }
}
