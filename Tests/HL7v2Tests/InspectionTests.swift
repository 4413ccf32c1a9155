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

  @Test(
    "For people: names and meanings",
    arguments: [
      (MessageInspection.Language.ja, "PID-8 性別: M  (男性)", "PID 患者識別"),
      (.en, "PID-8 Administrative Sex: M  (Male)", "PID Patient Identification"),
    ])
  func rendering(_ language: MessageInspection.Language, _ line: String, _ title: String) throws {
    let bytes = Fixture.header + Array("PID||||||||M\rORC|NW||||CM||||||||||||01^^HL70069\rRXC|B|x\r".utf8)
    let text = MessageInspection(try Message(parsing: bytes)).text(in: language)
    #expect(text.contains(line))
    #expect(text.contains(title))
    #expect(text.contains("HL70069  (内科)"))
    #expect(text.contains(language == .ja ? "B  (基本薬剤)" : "B  (Base)"))
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
