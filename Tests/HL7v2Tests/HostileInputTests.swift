import Foundation
import Synchronization
import Testing

@testable import HL7v2

#if canImport(Glibc)
  import Glibc
#endif

/// Bytes that nobody should send: each gives a message or a typed error, in linear time and bounded memory.
@Suite("What bad input gets", .serialized)
struct HostileInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// The input of a size of about so many bytes.
    var make: @Sendable (Int) -> [UInt8]
    var limits = ParseLimits.standard
    var testDescription: String { name }
  }

  private static func line(_ head: String, _ body: [UInt8], _ size: Int, tail: [UInt8] = [0x0D]) -> [UInt8] {
    var bytes = Fixture.header + Array(head.utf8)
    bytes.reserveCapacity(size + 256)
    while bytes.count < size { bytes += body }
    return bytes + tail
  }

  private static func line(_ head: String, _ body: String, _ size: Int) -> [UInt8] {
    line(head, Array(body.utf8), size)
  }

  private static let many = ParseLimits(
    bytes: .max, segments: .max, fieldsPerSegment: .max, delimiters: .max, findings: 100)

  /// The worst that each part of the reader can be given.
  static let cases: [Case] = [
    Case(name: "one field") { line("ZZZ|", "value ", $0) },
    Case(name: "field separators alone", make: { line("ZZZ|", "||||||||", $0) }, limits: many),
    Case(name: "the shortest segments", make: { line("ZZZ\r", "ZZZ\r", $0) }, limits: many),
    Case(name: "segments of empty fields", make: { line("ZZZ\r", "ZZZ||\r", $0) }, limits: many),
    Case(name: "blank lines") { line("ZZZ|", "\r", $0) },
    Case(name: "lines of blanks") { line("ZZZ|\r", "  \r", $0) },
    Case(name: "repetitions of one letter", make: { line("ZZZ|", "~a", $0) }, limits: many),
    Case(name: "components of one letter", make: { line("ZZZ|", "^a", $0) }, limits: many),
    Case(name: "nested junk", make: { line("ZZZ|", "a~a^a&a&a^~~^^", $0) }, limits: many),
    Case(name: "delimiters alone", make: { line("ZZZ|", "~^&~^&~^&", $0) }, limits: many),
    Case(name: "lone escape characters") { line("ZZZ|", "\\", $0) },
    Case(name: "unterminated hexadecimal data") { line("ZZZ|", "\\X41 ", $0) },
    Case(name: "escape sequences") { line("ZZZ|", "\\T\\\\X41\\", $0) },
    Case(name: "Shift_JIS katakana") { line("ZZZ|", [0x88, 0x9F] + Array(repeating: 0xB1, count: 62), $0) },
    Case(name: "katakana by ESC ( I") { line("ZZZ|\u{1B}(I", "161616161616", $0) },
    Case(name: "katakana by SO") { line("ZZZ|\u{0E}", "161616161616", $0) },
    Case(name: "8-bit katakana beside kanji") {
      line("ZZZ|\u{1B}$BF|\u{1B}(B", Array(repeating: 0xB1, count: 64), $0)
    },
    Case(name: "kanji") { line("ZZZ|\u{1B}$B", Array("F|K\\".utf8), $0, tail: Array("\u{1B}(B\r".utf8)) },
    Case(name: "empty pairs of escape sequences") { line("ZZZ|", "\u{1B}(B\u{1B}$B\u{1B}(B", $0) },
    Case(name: "forgotten returns") { line("ZZZ|", "\u{1B}$BF|K\\|\r", $0).dropLast() + Array("ZZY\r".utf8) },
    Case(name: "returns to mend") { line("ZZZ|", "\u{1B}$B0!|abc\rZZZ|", $0) },
    Case(name: "a return to mend at the end of a long text") {
      line("ZZZ|\u{1B}$B|a", Array("F|".utf8), $0, tail: [0x41, 0x0D])
    },
    Case(name: "line ends in kanji") { line("ZZZ|", "\u{1B}$BK>\rZZZ|", $0) },
    Case(name: "JIS X 0213") {
      line("ZZZ|\u{1B}$(Q", Array("%w%w".utf8), $0, tail: Array("\u{1B}(B\r".utf8))
    },
    Case(name: "escape bytes") { line("ZZZ|", "\u{1B}", $0) },
    Case(name: "control characters") { line("ZZZ|", "\u{01}\u{02}", $0) },
    Case(name: "NUL bytes inside") { line("ZZZ|", "\0", $0) + Array("x\r".utf8) },
    Case(name: "NUL bytes behind") { line("ZZZ|x\r", "\0", $0) },
    Case(name: "bytes FF") { line("ZZZ|", [0xFF], $0) },
    Case(name: "half UTF-8") { line("ZZZ|日", [0xE6, 0x97], $0) },
    Case(name: "UTF-8") { line("ZZZ|", "日本\u{1F600}", $0) },
  ]

  /// Parses, and reads every value once, one after the other.
  @discardableResult
  static func read(_ bytes: [UInt8], _ limits: ParseLimits) -> Result<Int, ParseError> {
    let message: Message
    do throws(ParseError) { message = try Message(parsing: bytes, limits: limits) } catch {
      return .failure(error)
    }
    var total = 0
    for segment in message.segments {
      total += segment.name.utf8.count
      for number in 1...max(1, segment.fieldCount) {
        let field = segment[number]
        total += field.isEmpty ? 0 : field.text.utf8.count
        for repetition in field.repetitions {
          for component in repetition.components {
            for subcomponent in component.subcomponents { total += subcomponent.text.utf8.count }
          }
        }
      }
    }
    return .success(total)
  }

  // MARK: Memory

  /// The highest resident memory of this process since the last reset, in bytes; nil where Linux does not
  /// tell.
  private static func peak() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }

  private static func resetPeak() -> Bool {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return false }
    defer { try? file.close() }
    return (try? file.write(contentsOf: Data("5".utf8))) != nil
  }

  static let canMeasure = resetPeak() && peak() != nil

  /// Gives freed memory back: what serves the body must be seen to come.
  private static func trim() {
    typealias Trim = @convention(c) (Int) -> Int32
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    _ = unsafeBitCast(symbol, to: Trim.self)(0)
  }

  /// By how much the body raises the highest resident memory. Other tests of the process run beside it: what they take is
  /// added, what they give back meanwhile is missing.
  private static func growth(_ body: () -> Void) -> Int {
    // The peak is the process's: two looks at once would reset it for each other.
    turn.withLock { _ in
      trim()
      guard resetPeak(), let before = peak() else { return 0 }
      body()
      return max(0, (peak() ?? 0) - before)
    }
  }

  private static let turn = Mutex(())

  @Test(
    "At most 16 times the input in memory, the input included",
    .enabled(if: canMeasure, "no /proc/self/clear_refs"),
    arguments: cases)
  func memory(_ input: Case) {
    let bytes = input.make(1 << 20)
    let bound = bytes.count * 15 + 1 << 19
    // What reading takes is taken in every look, what others take is not: the least counts.
    var growth = Int.max
    for _ in 0..<8 where growth > bound {
      growth = min(growth, Self.growth { Self.read(bytes, input.limits) })
    }
    #expect(growth <= bound, "\(growth / bytes.count + 1) times")
  }

  @Test("The measure sees 16 times the input", .enabled(if: canMeasure, "no /proc/self/clear_refs"))
  func measure() {
    var growth = 0
    for _ in 0..<20 where growth < 31 << 20 {
      growth = Self.growth { withExtendedLifetime([UInt8](repeating: 1, count: 32 << 20)) {} }
    }
    #expect(growth >= 31 << 20)
  }

  // MARK: Time

  /// Processor time of this thread, in seconds.
  private static func seconds(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    body()
    return now() - start
  }

  @Test("Eight times the input takes about eight times as long", arguments: cases)
  func linear(_ input: Case) {
    let small = input.make(32 << 10)
    let large = input.make(256 << 10)
    var ratio = Double.infinity
    // A quadratic reader needs 64 times as long; a disturbed measurement is repeated.
    for _ in 0..<6 where ratio > 20 {
      let base = (0..<3).map { _ in Self.seconds { Self.read(small, input.limits) } }.min() ?? 0
      ratio = min(ratio, Self.seconds { Self.read(large, input.limits) } / max(base, 0.000_5))
    }
    #expect(ratio <= 20)
  }

  // MARK: Outcomes

  struct Refusal: Sendable, CustomTestStringConvertible {
    var name: String
    var code: ParseError.Code
    var make: @Sendable () -> [UInt8]
    var testDescription: String { name }
  }

  static let refusals: [Refusal] = [
    Refusal(name: "no byte", code: .empty) { [] },
    Refusal(name: "one byte", code: .notHL7) { [0x4D] },
    Refusal(name: "one NUL", code: .empty) { [0x00] },
    Refusal(name: "one escape byte", code: .structure) { [0x1B] },
    Refusal(name: "only MSH", code: .structure) { Array("MSH".utf8) },
    Refusal(name: "100 MiB", code: .structure) {
      Fixture.header + [UInt8](repeating: 0x61, count: 100 << 20)
    },
    Refusal(name: "too many segments", code: .structure) { line("ZZZ\r", "ZZZ\r", 400_128) },
    Refusal(name: "too many fields", code: .structure) { line("ZZZ", "|", 1_200) },
    Refusal(name: "nothing but delimiters", code: .structure) { line("ZZZ|", "~^&", 30_000) },
    Refusal(name: "NUL inside", code: .structure) { Fixture.message([0x61, 0x00, 0x62]) },
    Refusal(name: "two messages", code: .structure) { Fixture.message([0x61]) + Fixture.message([0x62]) },
    Refusal(name: "two frames", code: .structure) {
      [0x0B] + Fixture.message([0x61]) + [0x1C, 0x0D, 0x0B] + Fixture.message([0x62])
    },
    Refusal(name: "one delimiter twice", code: .structure) { Array("MSH|^^\\&|\r".utf8) },
    Refusal(name: "letters as delimiters", code: .structure) { Array("MSHA^~\\&A\r".utf8) },
  ]

  @Test("What becomes of it", arguments: refusals)
  func refused(_ refusal: Refusal) {
    let bytes = refusal.make()
    let error = parseError(bytes)
    #expect(error?.code == refusal.code)
    let isInside = error.map { (0...bytes.count).contains($0.offset) } ?? false
    #expect(isInside)
  }

  @Test("One field of 10 MiB")
  func oneField() throws {
    let value = [UInt8](repeating: 0x61, count: 10 << 20)
    let message = try Message(parsing: Fixture.message(value))
    #expect(message.segments[1][1].text.utf8.count == value.count)
  }

  @Test("100,000 segments")
  func segments() throws {
    let bytes = Fixture.header + Array(repeating: Array("ZZZ|1\r".utf8), count: 99_999).flatMap { $0 }
    let message = try Message(parsing: bytes)
    #expect(message.segments.count == 100_000)
    #expect(message.segments[99_999].offset == bytes.count - 6)
    #expect(parseError(bytes + Array("ZZZ|1\r".utf8))?.offset == bytes.count)
  }

  @Test("10,000 repetitions, with and without values", arguments: ["", "a", "日^x&y"])
  func repetitions(_ value: String) throws {
    let text = Array(repeating: value, count: 10_000).joined(separator: "~")
    let message = try Message(parsing: Fixture.message(Array(text.utf8)))
    #expect(message.segments[1][1].repetitions.count == 10_000)
    #expect(message.segments[1][1].repetitions.last?.encodedText == value)
  }

  @Test("Other delimiters are obeyed")
  func otherDelimiters() throws {
    let message = try Message(parsing: Array("MSH#*!?@#HIS\rZZZ#a*b@c!d|^~\\&?F?#e\r".utf8))
    #expect(message.segments[1].fieldCount == 2)
    #expect(message.segments[1][1][2].subcomponents.map(\.text) == ["b", "c"])
    #expect(message.segments[1][1].repetitions[1].text == "d|^~\\&#")
  }

  @Test("Unterminated escape sequences stay text", arguments: ["\\", "a\\", "\\X41", "\\H", "\\.br", "\\T"])
  func unterminated(_ text: String) throws {
    let message = try Message(parsing: Fixture.message(Array((text + "|b").utf8)))
    #expect(message.segments[1][1].text == text)
    #expect(message.segments[1][2].text == "b")
  }
}
