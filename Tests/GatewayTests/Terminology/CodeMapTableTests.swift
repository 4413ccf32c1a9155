import Foundation
import JPCore
import Testing

@testable import Gateway

/// Code maps as hospitals keep them, and what must be said of a wrong one.
@Suite struct CodeMapTableTests {
  static let header = "system,code,display,standard_system,standard_code,standard_display\n"

  private func problems(_ rows: String) -> [String] {
    do throws(CSVFileError) {
      _ = try CodeMapTable.rows(parsing: Array((Self.header + rows).utf8), file: "items.csv")
      return []
    } catch {
      return error.problems.map { "\($0.line):\($0.column) \($0.field ?? "-") \($0.message.english)" }
    }
  }

  @Test("a table of items, drugs, units and departments, columns in any order")
  func table() throws {
    let text = """
      \u{FEFF}standard_system,standard_code,standard_display,system,code,display\r
      JC10,3A010000002327101,総蛋白,99LAB,TP,"ＴＰ, 血清"\r
      HOT9,110626901,,99DRG,A1,\r
      YJ,6132002F1038,,99DRG,A1,\r
      UCUM,{tbl},,,錠,\r
      HL70069,01,内科,,12,第一内科\r

      """
    let rows = try CodeMapTable.rows(parsing: Array(text.utf8), file: "x")
    #expect(rows.map(\.line) == [2, 3, 4, 5, 6])
    #expect(
      rows[0].entry
        == .init(
          system: "99LAB", code: "TP", standard: .jlac10, standardCode: "3A010000002327101",
          standardDisplay: "総蛋白"))
    #expect(rows[3].entry.system == "" && rows[3].entry.code == "錠")
  }

  @Test(
    "one thing wrong",
    arguments: [
      ("99L,TP,,JC10,3A01000000232710,", "2:14 standard_code Not a code of JC10"),
      ("99L,TP,,HOT9,12345678,", "2:14 standard_code Not a code of HOT9"),
      ("99L,u,,UCUM,g / dL,", "2:13 standard_code Not a code of UCUM"),
      ("99L,TP,,JLAC10,3A010000002327101,", "2:9 standard_system Not a known standard system"),
      ("99L,,,JC10,3A010000002327101,", "2:5 code The value is missing"),
      (",TP,,JC10,3A010000002327101,", "2:1 system The value is missing"),
      ("JC10,TP,,JC10,3A010000002327101,", "2:1 system A standard system"),
      ("99L,TP ,,JC10,3A010000002327101,", "2:5 code There is a blank"),
      ("99L,TP,,JC10,3A010000002327101,\"a\nb\"", "2:32 standard_display Too long"),
      (
        "99L,TP,a,JC10,3A010000002327101,\n99L,TP,b,JC10,3A016000002327102,",
        "3:5 code The same code is in line 2, too."
      ),
      ("99L,TP,,JC10", "2:1 - The row has 4 fields"),
    ])
  func wrong(rows: String, problem: String) {
    let found = problems(rows + "\n")
    #expect(found.count == 1 && found.first?.hasPrefix(problem) == true, "\(found)")
  }

  @Test("everything that is wrong is told at once, in both languages")
  func all() throws {
    let rows = "JC10,,,X,1,\n99L,A,,HOT7,1,\n99L,B,,LN,2885-2,\n"
    #expect(problems(rows).map { $0.prefix(3) } == ["2:8", "2:1", "2:6", "3:13"].map { $0.prefix(3) })
    #expect(throws: CSVFileError.self) {
      try CodeMapTable.rows(parsing: Array("system,code\n".utf8), file: "x")
    }
  }

  private func write(_ folder: ConfigurationFolder, _ name: String, _ rows: String) throws -> String {
    try folder.write(name, Self.header + rows)
  }

  @Test("a file that is refused leaves its old content in force")
  func refused() throws {
    let folder = try ConfigurationFolder()
    let path = try write(folder, "items.csv", "99L,TP,,JC10,3A010000002327101,\n")
    var tables = TerminologyTables(.init(systems: ["99L": "urn:x:l"], maps: [path]))
    #expect(tables.terminology.codeMap.isEmpty)
    #expect(tables.load(onlyIfChanged: false) == [path])
    let good = tables.terminology
    #expect(!good.codeMap.isEmpty && good.systems == ["99L": "urn:x:l"])
    _ = try write(folder, "items.csv", "99L,TP,,JC10,3A0,\n")
    #expect(tables.load(onlyIfChanged: false) == [])
    #expect(tables.terminology == good && tables.refusals.count == 1)
    #expect(tables.states == [.init(file: path, entries: 1, refused: true)])
    // Another name of the local code and another order change nothing that is sent.
    _ = try write(folder, "items.csv", "99L,TP,ＴＰ,JC10,3A010000002327101,\n")
    tables.load(onlyIfChanged: false)
    #expect(tables.terminology == good && tables.refusals.isEmpty)
  }

  @Test("what was in force before counts until the file can be read")
  func remembered() throws {
    let folder = try ConfigurationFolder()
    let path = try write(folder, "items.csv", "99L,TP,,JC10,3A0,\n")
    var tables = TerminologyTables(.init(maps: [path]))
    let entry = CodeMap.Entry(
      system: "99L", code: "TP", standard: .loinc, standardCode: "2885-2", standardDisplay: "")
    #expect(tables.isUnread(path))
    tables.remember([entry], of: path)
    tables.load(onlyIfChanged: false)
    #expect(tables.terminology.codeMap == CodeMap([entry]) && tables.refusals.count == 1)
    _ = try write(folder, "items.csv", "")
    #expect(tables.load(onlyIfChanged: true) == [path])
    #expect(tables.terminology.codeMap.isEmpty && !tables.isUnread(path))
  }

  @Test("`config check` names every file with its lines, and what two files say differently")
  func check() throws {
    let folder = try ConfigurationFolder()
    let first = try write(folder, "a.csv", "99L,TP,,JC10,3A010000002327101,\n")
    let second = try write(folder, "b.csv", "99L,X,,LN,2885-2,\n99L,TP,,JC10,3A016000002327102,\n")
    let third = try write(folder, "c.csv", "99L,TP,,HOT9,1,\n")
    try folder.write("patients.csv", "local_id,regional_id,valid_from,valid_to\n")
    var configuration = try #require(
      ConfigurationFile.parse(
        yaml: smallestConfiguration, file: "\(folder.path)/config.yaml", checkFiles: false
      ).configuration)
    configuration.terminology.maps = [first, second, third]
    let problems = ConfigurationFile.tableProblems(of: configuration)
    #expect(problems.map(\.severity) == [.error, .warning])
    #expect(problems[0].description.hasPrefix("\(third):2:14: standard_code: Not a code of HOT9"))
    #expect(problems[1].description.hasPrefix("\(second):3:1: code: The same code is in line 2 of \(first)"))
  }
}
