import Foundation
import Testing

@testable import HL7v2

/// Every character there and back: decoded as two independent decoders do, encoded to the bytes it came from.
@Suite("Round trips", .enabled(if: Python.path != nil, "python3 is not installed"))
struct RoundTripTests {
  /// Codes in which we differ from CPython's codecs, and why.
  ///
  /// JIS X 0212 0x2237 is a tilde of its own; CPython makes it `~`, an HL7 delimiter; we and glibc make it
  /// U+FF5E.
  static let fromPython: [String: [Int: UInt32]] = ["jisx0212": [0x2237: 0xFF5E]]

  /// Codes in which we differ from glibc: none in its ISO-2022-JP codecs.
  static let fromIconv: [String: [Int: UInt32]] = [:]

  /// Codes of code page 932 that we, alone, map the JIS way, so that a text reads the same in both encodings.
  static let fromCP932: [Int: UInt32] = [
    0x8160: 0x301C, 0x8161: 0x2016, 0x817C: 0x2212, 0x8191: 0x00A2, 0x8192: 0x00A3, 0x81CA: 0x00AC,
  ]

  /// Row 13 repeats nine characters of row 2: they come back with the code of JIS X 0208.
  static let repeatedInRow13: [Int: Int] = [
    0x2D70: 0x2262, 0x2D71: 0x2261, 0x2D72: 0x2269, 0x2D75: 0x2265, 0x2D76: 0x225D, 0x2D77: 0x225C,
    0x2D7A: 0x2268, 0x2D7B: 0x2241, 0x2D7C: 0x2240,
  ]

  struct Plane: Sendable, CustomTestStringConvertible {
    var name: String
    var designation: String
    var python: String
    var iconv: String?
    var count: Int
    var options: ISO2022JPEncoder.Options
    var testDescription: String { "\(name) by ESC \(designation)" }
  }

  static let planes = [
    Plane(
      name: "jisx0208", designation: "$B", python: "iso2022_jp_ext", iconv: "ISO-2022-JP", count: 6_879,
      options: []),
    Plane(
      name: "jisx0212", designation: "$(D", python: "iso2022_jp_ext", iconv: "ISO-2022-JP-2", count: 6_067,
      options: .supplementaryKanji),
  ]

  /// A message with a segment for each row and a field for each cell in use.
  static func message(_ codes: [Int], _ bytes: (Int) -> [UInt8]) -> [UInt8] {
    let rows = Dictionary(grouping: codes.sorted()) { $0 >> 8 }
    return Fixture.header
      + rows.sorted { $0.key < $1.key }.flatMap { _, cells in
        Array("ZZZ".utf8) + cells.flatMap { [0x7C] + bytes($0) } + [0x0D]
      }
  }

  static func fields(_ message: Message) -> [Field] {
    message.segments.dropFirst().flatMap(\.fields)
  }

  /// The same fields as another decoder's text has them.
  static func fields(_ text: String) -> [String] {
    text.split(separator: "\r").dropFirst().flatMap {
      $0.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map(String.init)
    }
  }

  private static func escaped(_ code: Int, _ designation: String) -> [UInt8] {
    [0x1B] + Array(designation.utf8) + [UInt8(code >> 8), UInt8(code & 0xFF), 0x1B, 0x28, 0x42]
  }

  @Test("JIS X 0208 and JIS X 0212", arguments: planes)
  func planeOfKanji(_ plane: Plane) throws {
    let isVendor = { (code: Int) in JapaneseCodes.isVendor(UInt16(code)) }
    let codes = try Python.table(plane.name).keys.filter { plane.name != "jisx0208" || !isVendor($0) }
      .sorted()
    #expect(codes.count == plane.count)
    let bytes = Self.message(codes) { Self.escaped($0, plane.designation) }
    let message = try Message(parsing: bytes)
    #expect(message.findings.isEmpty)
    let mine = Self.fields(message).map(\.encodedText)
    try #require(mine.count == codes.count)
    try compare(codes, mine, try Python.decode(bytes, plane.python), Self.fromPython[plane.name] ?? [:])
    if let set = plane.iconv, let text = try Iconv.decode(bytes, set) {
      try compare(codes, mine, text, Self.fromIconv[plane.name] ?? [:])
    }
    let encoder = ISO2022JPEncoder(options: plane.options)
    for (code, text) in zip(codes, mine) {
      #expect(try encoder.encode(text) == Self.escaped(code, plane.designation), "\(String(code, radix: 16))")
    }
    // The whole message at once: ASCII stands at every delimiter and line end of its own accord.
    let whole = String(decoding: message.text.utf8, as: UTF8.self)
    #expect(try encoder.encode(whole) == bytes)
  }

  private func compare(
    _ codes: [Int], _ mine: [String], _ other: String, _ differences: [Int: UInt32]
  ) throws {
    let theirs = Self.fields(other)
    try #require(theirs.count == codes.count)
    for ((code, one), two) in zip(zip(codes, mine), theirs) {
      let scalars = one.unicodeScalars.map(\.value)
      if let difference = differences[code] {
        #expect(scalars == [difference], "\(String(code, radix: 16))")
        #expect(one != two, "no longer a difference: \(String(code, radix: 16))")
      } else {
        #expect(scalars == two.unicodeScalars.map(\.value), "\(String(code, radix: 16))")
      }
    }
  }

  @Test("NEC row 13 and the NEC selected IBM extensions, by ESC $ B")
  func vendorRows() throws {
    let table = try Python.table("jisx0208").filter { JapaneseCodes.isVendor(UInt16($0.key)) }
    let codes = table.keys.sorted()
    #expect(codes.count == 83 + 374)
    let message = try Message(parsing: Self.message(codes) { Self.escaped($0, "$B") })
    let encoder = ISO2022JPEncoder(options: .vendorCharacters)
    for (code, field) in zip(codes, Self.fields(message)) {
      #expect(field.text.unicodeScalars.map(\.value) == table[code])
      let written = Self.repeatedInRow13[code] ?? code
      #expect(try encoder.encode(field.text) == Self.escaped(written, "$B"), "\(String(code, radix: 16))")
      // Without the option only what JIS X 0208 has as well.
      #expect((try? ISO2022JPEncoder(options: []).encode(field.text)) == nil || written != code)
    }
  }

  @Test("Code page 932: all of it, the IBM extensions included")
  func codePage932() throws {
    let table = try Python.table("cp932")
    // The user-defined rows are mapped in order; see JapaneseTableTests.
    let codes = table.keys.sorted()
    #expect(codes.filter { $0 >= 0xFA40 }.count == 388)
    let bytes = Self.message(codes) { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let message = try Message(parsing: bytes)
    #expect(message.characterSet == .cp932)
    let mine = Self.fields(message).map(\.encodedText)
    try #require(mine.count == codes.count)
    try compare(codes, mine, try Python.decode(bytes, "cp932"), Self.fromCP932)
    if let text = try Iconv.decode(bytes, "CP932") { try compare(codes, mine, text, Self.fromCP932) }
    var moved: [(text: String, written: [UInt8])] = []
    for (code, text) in zip(codes, mine) {
      let written = try CP932Encoder().encode(text)
      if written == [UInt8(code >> 8), UInt8(code & 0xFF)] { continue }
      moved.append((text, written))
      // Only codes that the code page has twice: row 13 beside row 2, NEC selected beside IBM, IBM beside row
      // 13.
      let isTwofold =
        (0x8790...0x879C).contains(code) || (0xED40...0xEEFC).contains(code)
        || (0xFA4A...0xFA5B).contains(code)
      #expect(isTwofold, "\(String(code, radix: 16))")
    }
    #expect(moved.count == 9 + 374 + 14)
    let lines = try Python.decode(Array(moved.map { $0.written }.joined(separator: [0x0A])), "cp932")
    #expect(lines.split(separator: "\n").map(String.init) == moved.map { $0.text })
  }

  @Test("The 63 katakana by ESC ( I, by SO and SI, and as 8-bit bytes")
  func katakana() throws {
    let codes = Array(0x21...0x5F)
    let text = String(String.UnicodeScalarView((0xFF61...0xFF9F).compactMap(Unicode.Scalar.init)))
    let escaped = [0x1B, 0x28, 0x49] + codes.map(UInt8.init) + [0x1B, 0x28, 0x42]
    let forms: [[UInt8]] = [
      escaped, [0x0E] + codes.map(UInt8.init) + [0x0F], codes.map { UInt8($0 | 0x80) },
    ]
    for form in forms {
      #expect(try Message(parsing: Fixture.message(form)).segments[1][1].encodedText == text)
    }
    #expect(try Python.decode(escaped, "iso2022_jp_ext") == text)
    #expect(try Python.decode(forms[2], "cp932") == text)
    if let other = try Iconv.decode(escaped, "ISO-2022-JP-3") { #expect(other == text) }
    #expect(try ISO2022JPEncoder().encode(text) == escaped)
    #expect(throws: CharacterEncodingError(reason: .unmappable)) {
      try ISO2022JPEncoder(options: []).encode(text)
    }
    #expect(try CP932Encoder().encode(text) == forms[2])
  }

  @Test("User-defined rows come back, by option")
  func userDefined() throws {
    let codes = [0x7521, 0x787E, 0x7D21, 0x7E7E]
    for code in codes {
      let text = try Message(parsing: Fixture.message(Self.escaped(code, "$B"))).segments[1][1].text
      let encoder = ISO2022JPEncoder(options: .userDefinedCharacters)
      #expect(try encoder.encode(text) == Self.escaped(code, "$B"))
      #expect(throws: CharacterEncodingError(reason: .unmappable)) { try ISO2022JPEncoder().encode(text) }
    }
  }
}

/// glibc's decoder, when the command is there.
enum Iconv {
  static func decode(_ bytes: [UInt8], _ set: String) throws -> String? {
    let path = "/usr/bin/iconv"
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    let (status, output) = try Python.run(path, ["-f", set, "-t", "UTF-8"], input: bytes)
    guard status == 0 else { throw Python.Failure() }
    return output
  }
}

extension Python {
  /// What CPython's codec makes of bytes.
  static func decode(_ bytes: [UInt8], _ codec: String) throws -> String {
    let program = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().decode(sys.argv[1]).encode())"
    guard let path else { throw Failure() }
    let (status, output) = try run(path, ["-c", program, codec], input: bytes)
    guard status == 0 else { throw Failure() }
    return output
  }

  /// Runs a command with bytes as its input.
  static func run(
    _ path: String, _ arguments: [String], input: [UInt8]
  ) throws -> (status: Int32, output: String) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(input).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
