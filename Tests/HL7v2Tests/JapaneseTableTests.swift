import Foundation
import Testing

@testable import HL7v2

/// A wrong cell prints another patient's name: every cell is compared with Python's codecs.
@Suite("Tables against Python's codecs", .enabled(if: Python.path != nil, "python3 is not installed"))
struct JapaneseTableTests {
  /// Cells in which we deliberately differ from Python: double-byte codes that it maps to ASCII.
  static let differences: [String: [Int: [UInt32]]] = [
    "jisx0212": [0x2237: [0xFF5E]],
    "jisx0213-1": [0x2232: [0xFF5E]],
    // Code page 932 goes through the JIS mapping.
    "cp932": [
      0x815F: [0xFF3C], 0x8160: [0x301C], 0x8161: [0x2016], 0x817C: [0x2212], 0x8191: [0xA2],
      0x8192: [0xA3], 0x81CA: [0xAC],
    ],
  ]

  @Test(
    "Double-byte sets by escape sequence",
    arguments: [
      ("jisx0208", "$B"), ("jisx0208", "$@"), ("jisx0208", "$(B"), ("jisx0212", "$(D"),
      ("jisx0213-1", "$(Q"), ("jisx0213-1", "$(O"), ("jisx0213-2", "$(P"),
    ])
  func escapedSets(_ set: String, _ designation: String) throws {
    let expected = try Python.table(set)
    #expect(expected.count > 2_000)
    for row in 0x21...0x7E {
      for cell in 0x21...0x7E {
        let code = row << 8 | cell
        let bytes =
          [0x1B] + Array(designation.utf8) + [
            UInt8(row), UInt8(cell), 0x1B, UInt8(ascii: "("), UInt8(ascii: "B"),
          ]
        let decoded = try? Message(parsing: Fixture.message(bytes)).segments[1][1].text
        let isUserDefined = set == "jisx0208" && row >= 0x75 && !(0x79...0x7C).contains(row)
        if isUserDefined {
          let scalar = 0xE000 + UInt32((row - 0x75) * 94 + cell - 0x21)
          #expect(
            decoded?.unicodeScalars.map(\.value) == [scalar], "\(designation) \(String(code, radix: 16))")
        } else {
          let wanted = Self.differences[set]?[code] ?? expected[code]
          #expect(decoded?.unicodeScalars.map(\.value) == wanted, "\(designation) \(String(code, radix: 16))")
        }
      }
    }
  }

  @Test("Shift_JIS, every double-byte code")
  func shiftJIS() throws {
    let expected = try Python.table("cp932")
    for lead in Array(0x81...0x9F) + Array(0xE0...0xFC) {
      for trail in 0x40...0xFC where trail != 0x7F {
        let code = lead << 8 | trail
        // A lone lead byte that is not UTF-8 stands in front, so that no pair is taken for UTF-8.
        let bytes: [UInt8] = [0x88, 0x9F, UInt8(lead), UInt8(trail)]
        let decoded = try? Message(parsing: Fixture.message(bytes)).segments[1][1].text
        let wanted = Self.differences["cp932"]?[code] ?? expected[code]
        #expect(
          decoded.map { Array($0.unicodeScalars.map(\.value).dropFirst()) } == wanted,
          "\(String(code, radix: 16))")
      }
    }
  }

  @Test("The generated C files are what the generator writes")
  func generatorOutput() throws {
    let script = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("scripts/generate-japanese-tables")
    try #require(FileManager.default.fileExists(atPath: script.path))
    #expect(try Python.run([script.path, "--check"]).status == 0)
  }
}

enum Python {
  static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { $0 + "/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  struct Failure: Error {}

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    guard let path else { throw Failure() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Code to code points, as Python decodes it.
  static func table(_ set: String) throws -> [Int: [UInt32]] {
    let (status, output) = try run(["-c", program, set])
    guard status == 0 else { throw Failure() }
    var table: [Int: [UInt32]] = [:]
    for line in output.split(separator: "\n") {
      let numbers = line.split(separator: " ").compactMap { UInt32($0, radix: 16) }
      table[Int(numbers[0])] = Array(numbers.dropFirst())
    }
    return table
  }

  private static let program = """
    import sys
    name = sys.argv[1]
    sets = {"jisx0208": (b"B", "iso2022_jp"), "jisx0212": (b"(D", "iso2022_jp_2"),
            "jisx0213-1": (b"(Q", "iso2022_jp_2004"), "jisx0213-2": (b"(P", "iso2022_jp_2004")}
    def show(code, data, codec):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            return False
        print("%x" % code, *("%x" % ord(c) for c in text))
        return True
    if name == "cp932":
        for lead in [*range(0x81, 0xa0), *range(0xe0, 0xfd)]:
            for trail in [*range(0x40, 0x7f), *range(0x80, 0xfd)]:
                show(lead << 8 | trail, bytes([lead, trail]), "cp932")
    else:
        designation, codec = sets[name]
        for row in range(0x21, 0x7f):
            for cell in range(0x21, 0x7f):
                code = row << 8 | cell
                found = show(code, b"\\x1b$" + designation + bytes([row, cell]) + b"\\x1b(B", codec)
                if not found and name == "jisx0208" and (row == 0x2d or 0x79 <= row <= 0x7c):
                    euc = bytes([row | 0x80, cell | 0x80])
                    lead = (row - 0x21) // 2 + (0x81 if row < 0x5f else 0xc1)
                    trail = cell + (0x1f if cell < 0x60 else 0x20) if row % 2 else cell + 0x7e
                    show(code, bytes([lead, trail]), "cp932")
    """
}
