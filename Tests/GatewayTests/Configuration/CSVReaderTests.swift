import Testing

@testable import Gateway

@Suite struct CSVReaderTests {
  private func rows(_ text: String) throws -> [[String]] {
    try CSVReader.rows(of: Array(text.utf8), columns: ["a", "b"], file: "f").map { $0.fields.map(\.text) }
  }

  private func firstProblem(_ bytes: [UInt8]) -> CSVProblem? {
    do throws(CSVFileError) {
      _ = try CSVReader.rows(of: bytes, columns: ["a", "b"], file: "f")
      return nil
    } catch {
      return error.problems.first
    }
  }

  @Test(
    "RFC 4180 in its variants",
    arguments: [
      ("a,b\r\n1,2\r\n", [["1", "2"]]), ("a,b\n1,2", [["1", "2"]]), ("a,b\r1,2\r", [["1", "2"]]),
      ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]), ("b,a\n1,2\n", [["2", "1"]]), ("a,b\n", []), ("a,b", []),
      ("a,b\n,\n", [["", ""]]), ("a,b\n1,", [["1", ""]]), ("a,b\n\n\n1,2\n\n", [["1", "2"]]),
      ("a,b\n\"1,x\",\"say \"\"hi\"\"\"\n", [["1,x", "say \"hi\""]]),
      ("a,b\n\"1\r\n2\",\"\"\n3,4\n", [["1\r\n2", ""], ["3", "4"]]),
      ("\"a\",\"b\"\n\"山田\",２\n", [["山田", "２"]]),
    ])
  func reads(text: String, expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test(
    "what is wrong is told with its place",
    arguments: [
      ("", 1, 1), ("\n\n", 1, 1), ("a\n1\n", 1, 1), ("a,b,c\n", 1, 5), ("a,a\n", 1, 3), ("a,b\n1\n", 2, 1),
      ("a,b\n1,2,3\n", 2, 1), ("a,b\n1,\"2", 2, 3), ("a,b\n1,\"2\"x\n", 2, 3), ("a,b\n1,2\"\n", 2, 3),
      ("a,b\n\"1\n\n\",2\n3\n", 5, 1), ("a,b\n山田,\"\n", 2, 4), ("a,b\n1,2\u{0}\n", 2, 3), ("A,b\n", 1, 1),
    ])
  func refuses(text: String, line: Int, column: Int) throws {
    let problem = try #require(firstProblem(Array(text.utf8)))
    #expect(problem.line == line && problem.column == column)
  }

  @Test("Shift_JIS is refused where it begins")
  func encoding() throws {
    let problem = try #require(firstProblem(Array("a,b\n1,".utf8) + [0x8E, 0x52, 0x0A]))
    #expect(problem.line == 2 && problem.column == 3)
    #expect(problem.message.english.contains("UTF-8"))
  }

  @Test("field length, at the limit and one past it")
  func fieldLimit() throws {
    let longest = String(repeating: "x", count: CSVReader.fieldLimit)
    #expect(try rows("a,b\n1,\(longest)\n").count == 1)
    #expect(firstProblem(Array("a,b\n1,\(longest)xy\n".utf8)) != nil)
    #expect(firstProblem(Array("a,b\n1,\"\(longest)xy\"\n".utf8)) != nil)
    #expect(firstProblem(Array(("a,b\n" + String(repeating: ",", count: 5_000)).utf8)) != nil)
  }

  /// A message that quotes a row would put a chart number into the log.
  @Test("no message quotes the file")
  func silent() {
    let text = "a,b\n9999013\n8888888,7777777,6666666\n"
    do throws(CSVFileError) {
      _ = try CSVReader.rows(of: Array(text.utf8), columns: ["a", "b"], file: "f")
      Issue.record("not refused")
    } catch {
      #expect(error.problems.count == 2)
      for language in Language.allCases {
        for value in ["9999013", "8888888"] { #expect(!error.text(in: language).contains(value)) }
      }
    }
  }

  @Test("bytes thrown at it never trap", arguments: 0..<200)
  func noise(seed: UInt64) {
    var random = SeededCases(seed: seed)
    let alphabet: [UInt8] = Array("a,b\"\r\n1".utf8) + [0xE5, 0xB1, 0xB1, 0x00, 0xFF]
    let body = (0..<40).map { _ in alphabet.randomElement(using: &random) ?? 0 }
    do throws(CSVFileError) {
      let rows = try CSVReader.rows(of: Array("a,b\n".utf8) + body, columns: ["a", "b"], file: "f")
      #expect(rows.allSatisfy { $0.fields.count == 2 })
    } catch {
      #expect(!error.problems.isEmpty && error.problems.allSatisfy { $0.line >= 1 && $0.column >= 1 })
    }
  }
}
