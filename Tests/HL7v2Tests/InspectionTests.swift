import Foundation
import Testing

@testable import HL7v2

@Suite("Inspection")
struct InspectionTests {
  private let message = Result {
    try Message(
      parsing: Array("MSH|^~\\&|H\rPID|||9999013^^^^PI|~b&c||\"\"|M\rZZZ\rMSA|\\F\\x".utf8))
  }

  @Test("JSON as scripts rely on it")
  func shape() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(
      decoding: try encoder.encode(MessageInspection(message.get(), path: "a/b")), as: UTF8.self)
    #expect(
      json == """
        {"characterSet":"US-ASCII","findings":[],"path":"a/b","segments":[\
        {"fields":[[["|"]],[["^~\\\\&"]],[["H"]]],"name":"MSH"},\
        {"fields":[[],[],[["9999013","","","","PI"]],[[""],[["b","c"]]],[],[["\\"\\""]],[["M"]]],"name":"PID"},\
        {"fields":[],"name":"ZZZ"},{"fields":[[["|x"]]],"name":"MSA"}]}
        """)
    let again = try JSONDecoder().decode(MessageInspection.self, from: Data(json.utf8))
    #expect(again == MessageInspection(try message.get(), path: "a/b"))
  }

  @Test("A failure has the error as its finding, and absent keys stay absent")
  func failure() throws {
    let error = try #require(parseError([0xFB, 0xFC]))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = String(decoding: try encoder.encode(MessageInspection(failure: error)), as: UTF8.self)
    #expect(
      json == """
        {"findings":[{"code":"hl7.not-hl7","offset":0,"severity":"error","text":"the first segment is not MSH"}],\
        "segments":[]}
        """)
  }

  // MARK: - Written without objects

  private static func models() -> [[UInt8]] {
    let lines = [
      "PID|||9999013^^^^PI|~b&c||\"\"|M", "ZZZ", "MSA|\\F\\x",
      "OBX||~~^&^|&|^|a\"b\\E\\c\td|\\.br\\|x\\|\\X0D\\&",
    ]
    let message = Array(("MSH|^~\\&|H||\r" + lines.joined(separator: "\r") + "\r").utf8)
    let other = Array("MSH*^~\\&*H**x|y\rPID*~^&*\u{9B}\u{2028}日本\r".utf8)
    return [message, other, Array("MSH|^~\\&".utf8), Array("MSH|".utf8), Array("MSH||a\r".utf8), [0x4D], []]
      + Fixture.samples().map(\.bytes)
  }

  @Test("The writer gives what the model gives, for models and every sample", arguments: [nil, "a\"/b"])
  func writer(_ path: String?) throws {
    var writer = InspectionWriter()
    for bytes in Self.models() {
      writer.removeAll()
      let expected: MessageInspection
      do throws(ParseError) {
        let message = try Message(parsing: bytes)
        expected = MessageInspection(message, path: path)
        writer.append(message, path: path)
      } catch {
        expected = MessageInspection(failure: error, path: path)
        writer.append(error, path: path)
      }
      let line = writer.bytes
      #expect(line.last == 0x0A && !line.dropLast().contains(0x0A))
      #expect(try JSONDecoder().decode(MessageInspection.self, from: Data(line)) == expected)
    }
  }

  @Test("With the source: the bytes of each field at its offset")
  func writerWithSource() throws {
    let bytes = Fixture.jis("MSH|^~\\&|H\rPID|<$BF|<(B||x\r")
    var writer = InspectionWriter(showsSource: true)
    writer.append(try Message(parsing: bytes))
    let json = String(decoding: writer.bytes, as: UTF8.self)
    #expect(
      json.contains(#""offset":11,"raw":[{"offset":15,"hex":"1b2442467c1b2842"},{"offset":24,"hex":""},"#))
    #expect(json.contains(#""offset":0,"raw":[{"offset":3,"hex":"7c"},{"offset":4,"hex":"5e7e5c26"},"#))
  }

  // MARK: - Where fields stand in the file

  @Test("The bytes of a field decode to its text, in every sample and character set")
  func sourceRanges() throws {
    let shiftJIS = Array("MSH|^~\\&|H\rPID|".utf8) + [0x83, 0x7C, 0x83, 0x7C] + Array("|b\r".utf8)
    let kana = Fixture.jis("MSH|^~\\&|H\nPID|<(I|<(B|x<$BF|F|<(B|y\n\n\nZZZ\nNTE|1\u{0}")
    for bytes in Fixture.samples().map(\.bytes) + [shiftJIS, kana] {
      guard let message = try? Message(parsing: bytes) else { continue }
      for segment in message.segments {
        let ranges = try #require(segment.fieldSourceRanges, "\(segment.name) at \(segment.offset)")
        #expect(ranges.count == segment.fieldCount)
        #expect(segment.sourceRange.lowerBound == segment.offset)
        for (range, field) in zip(ranges, segment.fields) where segment.index > 0 {
          #expect(segment.sourceRange.contains(range.lowerBound) || range.isEmpty)
          // A field by itself is a message's only field again; samples always return to ASCII.
          let header = Array("MSH|^~\\&|".utf8)
          let alone = try Message(parsing: header + bytes[range] + [0x0D])
          if message.characterSet != .cp932 { #expect(alone.segments[0][3].encodedText == field.encodedText) }
        }
      }
    }
    let pid = try Message(parsing: shiftJIS).segments[1]
    #expect(pid.fieldSourceRanges == [15..<19, 20..<21])
  }

  @Test("An unclosed line is shown whole when its fields cannot be told apart")
  func sourceOfUnclosedLine() throws {
    let bytes = Fixture.jis("MSH|^~\\&|H\rPID|<$BF|F|") + Array("\rNTE|1|x\r".utf8)
    guard let message = try? Message(parsing: bytes) else { return }
    let segment = message.segments[1]
    let ranges = segment.fieldSourceRanges
    #expect(ranges == nil || ranges?.count == segment.fieldCount)
    #expect(segment.sourceRange == 11..<bytes.count - 9)
  }

  // MARK: - For people

  private func text(_ lines: String, _ language: MessageInspection.Language) throws -> String {
    let bytes = Fixture.header + Array((lines + "\r").utf8)
    return try MessageInspection(Message(parsing: bytes)).text(in: language)
  }

  @Test(
    "Values as a person reads them",
    arguments: [
      ("PID||||||||M", "PID-8  性別  M (男性)", "PID-8  Administrative Sex  M (Male)"),
      ("PID|||||患者^太郎^^^^^L^I", "患者 太郎 (L 法的な名前, I 表意文字(漢字))", "患者 太郎 (L Legal, I Ideographic"),
      ("PID|||||||19480405", "1948-04-05", "1948-04-05"),
      ("PID|||||||194804", "1948-04\n", "1948-04\n"),
      ("PID|||||||19480431", "19480431 (存在しない日時)", "19480431 (no such time)"),
      ("PID|||||||1948", "1948\n", "1948\n"),
      ("EVN||201112202244", "2011-12-20 22:44\n", "2011-12-20 22:44\n"),
      ("EVN||2011122022", "2011-12-20 22h\n", "2011-12-20 22h\n"),
      ("EVN||20111220224447.3399+0900", "2011-12-20 22:44:47.3399 +0900", "22:44:47.3399 +0900"),
      ("EVN||20111220000000", "00:00:00 (時刻不明のことがある)", "00:00:00 (the time may be unknown)"),
      ("EVN||201112202530", "2011-12-20 25:30 (= 2011-12-21 01:30)", "25:30 (= 2011-12-21 01:30)"),
      ("EVN||yesterday", "yesterday", "yesterday"),
      ("ORC|NW||||CM||||||||||||01^^HL70069", "01 (HL70069: 内科)", "01 (HL70069: 内科)"),
      ("RXE||A^薬^HOT9^B^^YJ^1^2^原文", "薬 (A HOT9) / B (YJ) / “原文” .7=1 .8=2", "/ B (YJ)"),
      ("RXE|||||TAB^錠^MR9P", "錠 (TAB MR9P)", "錠 (TAB MR9P)"),
      ("RXE|||||||||||||||||||3^TAB&錠&MR9P", "3 錠 (TAB MR9P", "3 錠 (TAB MR9P"),
      ("OBX||SN|||>^100^-^7", ">100-7", ">100-7"),
      ("OBX||CWE|||1^陽性^99A", "陽性 (1 99A)", "陽性 (1 99A)"),
      ("OBX||ST|||a^b^^", "a^b\n", "a^b\n"),
      ("OBX||TX|||a~b", "[1] a", "[2] b"),
      ("PID||||||\"\"", "\"\" (値の削除)", "\"\" (delete the value)"),
      ("PV1|||32^302^1^H^^N", "32/302/1 (N 病棟) .4=H", "32/302/1 (N"),
      ("PID|||||||||||^^^^4228033^JPN^H^静岡市登呂", "〒4228033 静岡市登呂 (JPN, H 自宅)", "〒4228033 静岡市登呂 (JPN, H Home)"),
      ("TQ1|||1013&毎食後&JAMISDP01&&&&&9", ".1=1013&毎食後&JAMISDP01&&&&&9", ".1=1013&毎食後"),
      ("TQ1|||1013&毎食後&JAMISDP01", "毎食後 (1013 JAMISDP01)", "毎食後 (1013 JAMISDP01)"),
      ("ZZZ|1", "ZZZ  未知のセグメント", "ZZZ  unknown segment"),
      ("PID|1", "PID  患者識別 · Patient Identification", "PID  Patient Identification · 患者識別"),
    ])
  func values(_ lines: String, _ japanese: String, _ english: String) throws {
    #expect(try text(lines, .ja).contains(japanese))
    #expect(try text(lines, .en).contains(english))
  }

  @Test("Names and values stand in columns, wide characters counted twice; empty fields are not shown")
  func columns() throws {
    let lines = try text("PID|1||5|||||M||||||||||||||||||||||||||20240101", .ja).split(separator: "\n")
      .filter { $0.contains("PID-") }
    #expect(lines.map { $0.prefix { $0 != "-" } }.count == 4)
    let columns = lines.map { line -> Int in
      let value = line.range(of: "  ", options: .backwards)?.upperBound ?? line.startIndex
      return DisplayText.width(of: String(line[..<value]))
    }
    #expect(Set(columns).count == 1 && columns[0] > 10)
    #expect(DisplayText.width(of: "性a\u{FF9E}゛ｱ\u{301}") == 2 + 1 + 1 + 2 + 1)
  }

  @Test("Findings stand at the end, with place and severity; colours only where asked for")
  func findings() throws {
    let inspection = try MessageInspection(Message(parsing: Array("MSH|^~|H\rPID|\u{E3}\u{81}\r".utf8)))
    let plain = inspection.text(in: .en)
    let finding = "  warning hl7.structure @0 MSH-2: fewer than four encoding characters"
    #expect(plain.contains("\n\nFindings\n") && plain.contains(finding))
    #expect(!plain.contains("\u{1B}"))
    let coloured = inspection.text(in: .ja, style: .init(isColoured: true))
    #expect(coloured.contains("\u{1B}[33m警告\u{1B}[0m hl7.structure"))
    let stripped = coloured.replacing(/\u{1B}\[[0-9]+m/, with: "")
    #expect(stripped == inspection.text(in: .ja))
  }

  @Test("Nothing of a sample is hidden: every text of every field is on the page")
  func nothingHidden() throws {
    for sample in Fixture.samples() {
      guard let message = try? Message(parsing: sample.bytes) else { continue }
      let inspection = MessageInspection(message)
      let page = inspection.text(in: .ja)
      let texts = inspection.segments.flatMap(\.fields).joined().joined().flatMap(\.texts)
      let hidden = texts.count { text in
        !text.isEmpty && TimeStamp(text) == nil && !page.contains(DisplayText.visible(text))
      }
      #expect(hidden == 0, "\(sample.path)")
    }
  }

  @Test("Raw: offsets, bytes, and the escape sequences visible")
  func raw() throws {
    let bytes = Fixture.jis("MSH|^~\\&|H\rPID|<$BF|<(B||0123456789abcdefg\r")
    let page = MessageInspection.rawText(of: try Message(parsing: bytes), in: .ja)
    #expect(page.contains("2 PID  患者識別 · Patient Identification  @11+"))
    #expect(page.contains("  PID-1  セットID-PID  @15+8\n    0000000f  1b 24 42 46 7c 1b 28 42"))
    #expect(page.contains("␛$BF|␛(B\n"))
    #expect(!page.contains("PID-2"))
    #expect(page.contains("0123456789abcdef\n") && page.contains("\n    00000029  67"))
  }

  @Test("Texts are written segment by segment: no piece holds two, all together are the whole")
  func pieces() throws {
    let line = "ZZZ" + String(repeating: "|a", count: 900) + "\r"
    let lines = String(repeating: line, count: 40) + "NTE|1||" + String(repeating: "x", count: 1 << 20)
    let message = try Message(parsing: Fixture.header + Array(lines.utf8))
    var texts: [String] = []
    MessageInspection.writeText(of: message, path: "a", in: .ja) { texts.append($0) }
    #expect(texts.joined() == MessageInspection(message, path: "a").text(in: .ja))
    var raw: [String] = []
    MessageInspection.writeRawText(of: message, path: "a", in: .ja) { raw.append($0) }
    #expect(raw.joined() == MessageInspection.rawText(of: message, path: "a", in: .ja))
    for pieces in [texts, raw] {
      #expect(pieces.count > 42)
      #expect(pieces.allSatisfy { $0.hasSuffix("\n") })
      #expect(pieces.allSatisfy { $0.split(separator: "\n").count { $0.contains(" ZZZ  ") } <= 1 })
    }
    // The last one is the line with the long value.
    #expect(texts.dropLast().allSatisfy { $0.utf8.count < 33 << 10 })
    #expect(raw.allSatisfy { $0.utf8.count < 33 << 10 })
  }

  @Test("Findings in Japanese: the note's own sentence, else that of the code and the English detail")
  func japaneseFindings() throws {
    let notes = DecodingNote.allCases
    #expect(Set(notes.map(\.japaneseText)).count == notes.count)
    for note in notes {
      let isJapanese = note.japaneseText.unicodeScalars.contains { (0x3041...0x9FFF).contains($0.value) }
      #expect(isJapanese, "\(note)")
      let finding = Finding(severity: note.severity, code: "hl7.encoding", text: note.text)
      #expect(finding.japaneseText == note.japaneseText)
    }
    let shiftJIS = Array("MSH|^~\\&|H\rPID|".utf8) + [0x83, 0x7C, 0x0D]
    let inspection = try MessageInspection(Message(parsing: shiftJIS))
    let japanese = inspection.text(in: .ja)
    #expect(japanese.contains("文字コードが Shift_JIS") && !japanese.contains("demands"))
    #expect(inspection.text(in: .en).contains("SS-MIX2 demands ISO-2022-JP"))
    #expect(inspection.findings.first?.text.hasPrefix("the text is Shift_JIS") == true)
    let codes: [ParseError.Code] = [.empty, .notHL7, .structure, .encoding]
    #expect(Set(codes.map(\.japaneseText)).count == codes.count)
    for code in codes {
      let failure = MessageInspection(failure: ParseError(code: code, offset: 3, reason: "a reason"))
      #expect(failure.text(in: .ja).contains("エラー \(code.rawValue) @3: \(code.japaneseText) (a reason)"))
      #expect(failure.text(in: .en).contains("error \(code.rawValue) @3: a reason"))
    }
  }

  @Test("Control characters and direction marks of a message do not reach a terminal")
  func visible() throws {
    let bytes = Fixture.message(Array("a\u{9B}31m\u{202E}b\\.br\\c\u{07}".utf8))
    let text = MessageInspection(try Message(parsing: bytes)).text(in: .en)
    #expect(text.contains("a\\u{9b}31m\\u{202e}b⏎c\\u{7}"))
    #expect(
      !text.unicodeScalars.contains {
        $0.value < 0x20 && $0 != "\n" || $0.value == 0x9B || $0.value == 0x202E
      })
  }

  @Test("A message full of control characters is shown in linear time", .timeLimit(.minutes(1)))
  func manyControls() throws {
    let bytes = Fixture.message(Array(repeating: 0x07, count: 200_000))
    let text = MessageInspection(try Message(parsing: bytes)).text(in: .en)
    #expect(text.utf8.count > 1_000_000)
  }

  @Test("The tables are complete enough to be read")
  func tables() {
    let tables = TableLookup.standard
    for segment in ["MSH", "PID", "PV1", "ORC", "RXE", "OBX", "OBR", "SPM", "PRB", "ZPR", "IAM", "NTE"] {
      #expect(tables.segmentName(segment, .ja) != nil)
      #expect(tables.fieldName(segment, 1, .en)?.isEmpty == false)
    }
    #expect(tables.meaning(of: "<", table: "0078", .en) == "Below the scale")
    #expect(tables.meaning(of: "A", system: "", segment: "RXC", field: 1, .en) == "Additive")
    #expect(tables.meaning(of: "TAB", system: "MR9P", segment: "RXE", field: 5, .ja) == "錠")
    #expect(tables.meaning(of: "TAB", system: "MR9P", segment: "RXE", field: 6, .en) == "Tablet")
    #expect(tables.meaning(of: "?", system: "", segment: "PID", field: 8, .ja) == nil)
  }
}
