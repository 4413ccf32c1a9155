import SSMIX2
import Testing

@Suite struct IndexTests {
  private static func path(_ name: String, folder: String, type: StorageType = .standard) throws
    -> StoragePath
  {
    try StoragePath(parsing: "000/000/0000000101/20240415/\(folder)/\(name)", storageType: type)
  }

  private static func rows(_ text: [UInt8], chunk: Int, decode: (@Sendable ([UInt8]) -> String?)? = nil)
    throws
    -> [IndexReader.Row]
  {
    var reader = IndexReader(decodingNames: decode)
    var rows: [IndexReader.Row] = []
    var index = 0
    while index < text.count {
      let end = min(text.count, index + chunk)
      rows += try reader.read(Array(text[index..<end]))
      index = end
    }
    if let last = try reader.finish() { rows.append(last) }
    return rows
  }

  private static func sample() throws -> [IndexRow] {
    let standard = try path(
      "0000000101_20240415_OMP-01_000000000012345_20240415101112345_01_1", folder: "OMP-01")
    let kind = "^紹介状,\"控\"^^57133-1^it's^LN"
    let extended = try path(
      "0000000101_20240415_\(kind)_1_20240415101112_1", folder: kind, type: .extended)
    return [
      IndexRow(
        standard, volumeLabel: "STD", facilityID: "2212345678", isDeletionMessage: false,
        updated: "2024-04-15 10:11:12.345"),
      IndexRow(
        extended, volumeLabel: "ANX01", facilityID: "2212345678", isDeletionMessage: true, updated: ""),
    ]
  }

  @Test func aRowIsMadeOfAPath() throws {
    let row = try Self.sample()[0]
    #expect(
      IndexRow.Column.allCases.map { row[$0] } == [
        "STD", "2212345678", "0000000101", "20240415", "OMP-01", "000000000012345", "INS", "01",
        "20240415101112345", "000\\000\\0000000101\\20240415\\OMP-01",
        "0000000101_20240415_OMP-01_000000000012345_20240415101112345_01_1", "2024-04-15 10:11:12.345",
      ])
    #expect(try StoragePath(parsing: row.relativePath, storageType: .standard).version.key.kind == "OMP-01")
  }

  @Test(arguments: [1, 2, 7, 100_000]) func whatIsWrittenIsReadBack(chunk: Int) throws {
    let sample = try Self.sample()
    let text = IndexWriter.beginning(.csv) + sample.map { IndexWriter.row($0, .csv) }.joined()
    for variant in [text, String(text.dropLast()), "\u{FEFF}" + text] {
      #expect(try Self.rows(Array(variant.utf8), chunk: chunk).map { try $0.get() } == sample)
    }
    let lines = Array(text.utf8).filter { $0 != 0x0D }
    #expect(try Self.rows(lines, chunk: chunk).map { try $0.get() } == sample)
  }

  @Test func columnsComeInAnyOrderAndMoreAreAllowed() throws {
    let text = """
      UniqueID,filename,OutRelDirectory,TransactionDatetime,ProcessingType,OrderNo,DataKind,OrderDate,PatientID,VolumeLabel

      7,"f""x",a/b,20240415101112345,del,1,OMD,-,0000000101,STD
      8,f
      9,f,a,20240415101112345,UPD,1,OMD,-,0000000101,STD
      9,f,a,20240415101112345,INS,1,OMD,2024,0000000101,STD
      9,f,a,20240415101112345,INS,1,OMD,-,00000001-1,STD
      9,"f"x,a,20240415101112345,INS,1,OMD,-,0000000101,STD
      """
    let rows = try Self.rows(Array(text.utf8), chunk: 5)
    try #require(rows.count == 6)
    let first = try rows[0].get()
    #expect(first.relativePath == "a/b/f\"x" && first.processingType == .delete && first.enterOrgCD == "")
    let errors = rows.dropFirst().map { row in
      if case .failure(let error) = row { "\(error)" } else { "none" }
    }
    #expect(
      errors == [
        "index.missing-column: line 4, column VolumeLabel",
        "index.malformed-value: line 5, column ProcessingType",
        "index.malformed-value: line 6, column OrderDate", "index.malformed-value: line 7, column PatientID",
        "index.malformed: line 8",
      ])
  }

  /// Second bytes of CP932 include those of `\` and `|`, but neither the comma nor the quote.
  @Test func valuesInCP932() throws {
    let expected: [UInt8] = [0x83, 0x5C, 0x83, 0x7C]
    let head = IndexRow.Column.allCases.map(\.rawValue).joined(separator: ",") + "\n"
    let text =
      Array((head + "STD,1,101,-,").utf8) + expected
      + Array(",1,INS,-,20240415101112345,a,f,\n".utf8)
    let row = try Self.rows(text, chunk: 3) { $0 == expected ? "ソポ" : nil }[0].get()
    #expect(row.dataKind == "ソポ")
    guard case .failure(let error) = try Self.rows(text, chunk: 3)[0] else {
      Issue.record("decoded without a decoder")
      return
    }
    #expect(error.code == .encoding && error.column == .dataKind && error.line == 2)
  }

  @Test(arguments: ["", "\r\n\r\n", "VolumeLabel,PatientID\r\n", "a,b,c\r\n1,2,3\r\n"])
  func whatIsNoIndexIsRefused(text: String) {
    #expect(throws: IndexError.self) { try Self.rows(Array(text.utf8), chunk: 4) }
  }

  @Test func aRowTooLongIsReportedAndNotKept() throws {
    let head = IndexRow.Column.allCases.map(\.rawValue).joined(separator: ",") + "\n"
    let good = "STD,1,101,-,OMD,1,INS,-,20240415101112345,a,f,\n"
    let long =
      "\"" + String(repeating: ",", count: 200_000) + "\"\n" + String(repeating: ",", count: 200_000) + "\n"
    let rows = try Self.rows(Array((head + long + good).utf8), chunk: 4096)
    #expect(rows.count == 3)
    #expect((try? rows[2].get())?.patientID == "101")
    #expect((try? rows[0].get()) == nil && (try? rows[1].get()) == nil)
  }

  @Test func sqlQuotesWhatItMust() throws {
    let row = IndexWriter.row(try Self.sample()[1], .sql)
    #expect(row.hasPrefix("INSERT INTO SSMIXIDX VALUES ('ANX01','2212345678',"))
    #expect(row.contains("'^紹介状,\"控\"^^57133-1^it''s^LN'"))
    #expect(IndexWriter.beginning(.sql).contains("OrderNo VARCHAR(22) NOT NULL"))
    #expect(IndexWriter.end(.sql).hasSuffix("COMMIT;\n"))
  }

  @Test(arguments: Array(UInt64(1)...5)) func noiseNeverTraps(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let head = IndexRow.Column.allCases.map(\.rawValue).joined(separator: ",") + "\n"
    let bytes = Array("\"\",,\r\nab1-\u{FEFF}".utf8) + [0x83, 0x00]
    for _ in 0..<50 {
      let noise = (0..<200).map { _ in bytes[Int.random(in: 0..<bytes.count, using: &generator)] }
      let text = Array(head.utf8) + noise
      let whole = try? Self.rows(text, chunk: text.count)
      let parts = try? Self.rows(text, chunk: Int.random(in: 1...20, using: &generator))
      #expect(whole == parts)
    }
  }
}
