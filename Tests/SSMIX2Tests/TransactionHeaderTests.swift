import Foundation
import SSMIX2
import Testing

@Suite struct TransactionHeaderTests {
  static let whole =
    "#SSMIX,2.00,9999999999,0000000123,20220101,OMP-01,000000000012345,INS,-,20220101235959568"

  private func header(_ line: String) throws -> TransactionHeader {
    try TransactionHeader(parsing: Array(line.utf8))
  }

  @Test func readsTenFields() throws {
    let header = try header(Self.whole)
    #expect(header.version == "2.00")
    #expect(header.facilityID == "9999999999")
    #expect(header.patientID == "0000000123")
    #expect(header.careDate == "20220101")
    #expect(header.kind == "OMP-01")
    #expect(header.orderNumber == "000000000012345")
    #expect(header.processingType == .insert)
    #expect(header.department == "-")
    #expect(header.time == "20220101235959568")
  }

  @Test(arguments: [
    ("a,b", "a,b"), (",", ","), ("^入院診療録^^11506-3^経過記録^LN", "^入院診療録^^11506-3^経過記録^LN"),
    (" OMD ", "OMD"), ("^カ\u{3099}ン^99Z01", "^ガン^99Z01"), ("x,,,y,INS,-,z", "x,,,y,INS,-,z"),
  ])
  func aKindMayContainAnything(written: String, kind: String) throws {
    let header = try header(
      "#SSMIX,2.00,1,1234,-,\(written),20231205101112...1002.......................................5,"
        + "DEL,,20220101235959")
    #expect(header.kind.map { Array($0.unicodeScalars) } == Array(kind.unicodeScalars))
    #expect(header.processingType == .delete)
    #expect(header.department == "" && header.careDate == "-")
  }

  /// ガ in ISO-2022-JP is 25 2C, the latter the byte of a comma; タ in CP932 is 83 5E.
  @Test func kindsInOtherEncodings() throws {
    let jis: [UInt8] = [0x5E, 0x1B, 0x24, 0x42, 0x25, 0x2C, 0x1B, 0x28, 0x42, 0x5E]
    let cp932: [UInt8] = [0x5E, 0x83, 0x5E, 0x5E]
    for kind in [jis, cp932] {
      let line = Array("#SSMIX,2.00,1,1234,-,".utf8) + kind + Array(",1,INS,-,20220101235959".utf8)
      #expect(try TransactionHeader(parsing: line).kind == nil)
      #expect(try TransactionHeader(parsing: line).kindBytes == kind)
      let decoded = try TransactionHeader(parsing: line) { $0 == kind ? "タカ\u{3099}" : nil }
      #expect(decoded.kind == "タガ")
    }
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var line: String
    var code: TransactionHeaderError.Code
    var field: Int?
    var offset: Int
    var testDescription: String { String(line.prefix(80)) }
  }

  static let bad = [
    Bad(line: "", code: .marker, field: 1, offset: 0),
    Bad(line: "#SSMIX", code: .marker, field: 1, offset: 0),
    Bad(line: "#SSMIX,2.00,99", code: .fieldCount, field: nil, offset: 14),
    Bad(line: String(whole.dropLast(18)), code: .fieldCount, field: nil, offset: whole.utf8.count - 18),
    Bad(line: "#SSMIX,,1,1,-,A,1,INS,-,20220101235959", code: .field, field: 2, offset: 7),
    Bad(line: "#SSMIX,2.00,1-1,1,-,A,1,INS,-,20220101235959", code: .field, field: 3, offset: 12),
    Bad(line: "#SSMIX,2.00,1,,-,A,1,INS,-,20220101235959", code: .field, field: 4, offset: 14),
    Bad(
      line: "#SSMIX,2.00,1,1234567890123456,-,A,1,INS,-,20220101235959", code: .field, field: 4, offset: 14),
    Bad(line: "#SSMIX,2.00,1,1,2022010,A,1,INS,-,20220101235959", code: .field, field: 5, offset: 16),
    Bad(line: "#SSMIX,2.00,1,1,2022-101,A,1,INS,-,20220101235959", code: .field, field: 5, offset: 16),
    Bad(line: "#SSMIX,2.00,1,1,-,,1,INS,-,20220101235959", code: .field, field: 6, offset: 18),
    Bad(line: "#SSMIX,2.00,1,1,-,A,,INS,-,20220101235959", code: .field, field: 7, offset: 20),
    Bad(line: "#SSMIX,2.00,1,1,-,A,1/2,INS,-,20220101235959", code: .field, field: 7, offset: 20),
    Bad(line: "#SSMIX,2.00,1,1,-,A,1,UPD,-,20220101235959", code: .field, field: 8, offset: 22),
    Bad(line: "#SSMIX,2.00,1,1,-,A,1,INS,あ,20220101235959", code: .field, field: 9, offset: 26),
    Bad(line: "#SSMIX,2.00,1,1,-,A,1,INS,-,2022010123595", code: .field, field: 10, offset: 28),
    Bad(line: "#SSMIX,2.00,1,1,-,A,1,INS,-,202201012359595681", code: .field, field: 10, offset: 28),
    Bad(
      line: "#SSMIX,2.00,1,1,-," + String(repeating: "x", count: 1600) + ",1,INS,-,20220101235959",
      code: .tooLong, field: nil, offset: 1536),
  ]

  @Test(arguments: bad) func refuses(_ bad: Bad) throws {
    let error = try #require(throws: TransactionHeaderError.self) { try header(bad.line) }
    #expect(error.code == bad.code && error.field == bad.field && error.offset == bad.offset)
    #expect(!error.description.contains("1234567890123456"))
  }

  @Test(arguments: [
    ("TR_20220101235959568_00001.DAT", true), ("tr_20220101235959568_1.dat", true),
    ("TR_20220101235959_00001.DAT", true), ("TR_20220101235959568.DAT", false),
    ("TR_20220101235959568_00001.DAT.tmp", false), ("TR_2022010123595x568_00001.DAT", false),
    ("TR_20220101235959568_.DAT", false), ("TR_20220101235959568_00001_2.DAT", false), ("", false),
    ("TR_.DAT", false), (".DAT", false),
  ])
  func namesOfFiles(name: String, isOne: Bool) {
    #expect((TransactionFileName(name) != nil) == isOne)
  }

  @Test func filesAreOrderedByTimeThenNumber() {
    let ordered = [
      "TR_20220101000000000_00009.DAT", "TR_20220101000000000_10.DAT", "TR_202201010000001_00001.DAT",
      "TR_20220102000000_00001.DAT", "TR_20220102000000001_00001.DAT",
    ]
    #expect(ordered.shuffled().compactMap { TransactionFileName($0) }.sorted().map(\.name) == ordered)
    #expect(TransactionFileName.isYear("2022") && !TransactionFileName.isYear("202"))
    #expect(!TransactionFileName.isYear("２０２２"))
  }

  /// Foundation's composition is the judge, for every kana with either mark.
  @Test func composesKana() {
    for value in UInt32(0x3041)...0x30FF {
      guard let base = Unicode.Scalar(value) else { continue }
      for mark in ["\u{3099}", "\u{309A}"] {
        let text = "a" + String(base) + mark + "b"
        let expected = text.precomposedStringWithCanonicalMapping
        #expect(Array(NameText.composed(text).unicodeScalars) == Array(expected.unicodeScalars), "U+\(value)")
      }
    }
    #expect(NameText.text(of: [0x83, 0x5E]) == nil)
    #expect(NameText.text(of: [0x83, 0x5E]) { _ in "タ" } == "タ")
  }
}
