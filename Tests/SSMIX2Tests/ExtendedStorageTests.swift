import Foundation
import SSMIX2
import Testing

@Suite struct ExtendedStorageTests {
  // MARK: Names

  private static let patient = "000/000/0000000101/20240415/"

  @Test(arguments: [
    // Kinds: by the standard code alone, by the local one, with empty parts, with what names may have in them.
    ("^入院診療録^^34112-3^入院診療録^LN", "000000000000501", "20240415101112345", "01"),
    ("^a.b-c d(e)&f'g+h,i;j=k@l^^11506-3^^LN", "1", "20240415101112345", "-"),
    ("L-OBSERVATIONS^OBSERVATIONS^99ZL01", "000000020240415", "202404151500321", ""),
    ("LJCS-300R", "...1002", "20231205101112", "200"),
    ("LJCS-100D", "20231205101112.", "20231205101112", ""),
    ("LJCS-100D", "20231205101112123.12345678901234567890.12345678901234567890", "20231205101112", "100"),
    ("a_20240415101112345_b", "20240415101112345", "20240415101112345", ""),
  ])
  func contentFolders(kind: String, key: String, timestamp: String, department: String) throws {
    let version = RecordVersion(
      key: RecordKey(
        storageType: .extended, patientID: "0000000101", careDate: "20240415", kind: kind, orderNumber: key),
      timestamp: timestamp, department: department, flag: .active)
    let path = try StoragePath(
      parsing: Self.patient + kind + "/" + version.name + "/a/b.png", storageType: .extended)
    #expect(path.version == version)
    #expect(path.innerPath == "a/b.png")
    #expect(path.notes.contains(.shortTimestamp) == (timestamp.utf8.count < 17))
    #expect(path.notes.contains(.missingDepartment) == department.isEmpty)
    #expect(path.notes.contains(.orderNumberLength) == (key.utf8.count > 22))
  }

  @Test func decomposedAndComposedNamesAreOneKey() throws {
    let composed = try StoragePath(
      parsing: Self.patient + "^ガイド^^1^^LN/0000000101_20240415_^ガイド^^1^^LN_1_20240415101112345_01_1",
      storageType: .extended)
    let decomposed = "^カ\u{3099}イト\u{3099}^^1^^LN"
    let copy = try StoragePath(
      parsing: Self.patient + "\(decomposed)/0000000101_20240415_\(decomposed)_1_20240415101112345_01_1",
      storageType: .extended)
    #expect(Array(copy.version.key.kind.utf8) == Array(composed.version.key.kind.utf8))
    #expect(copy.relativePath.utf8.count > composed.relativePath.utf8.count, "the path is what the disk has")
    let long = String(repeating: "カ\u{3099}", count: 180)
    #expect(!ExtendedKind(folderName: long).isIrregular)
  }

  /// ^ソ_タ^: 83 5C, 5F, 83 5E: second bytes are those of `\` and `^`, and `_` stands by itself.
  @Test func namesInCP932() throws {
    let kind: [UInt8] = [0x5E, 0x83, 0x5C, 0x5F, 0x83, 0x5E, 0x5E]
    let name = Array("0000000101_20240415_".utf8) + kind + Array("_1_20240415101112345_01_1".utf8)
    let bytes = Array(Self.patient.utf8) + kind + [0x2F] + name
    let decode: ([UInt8]) -> String? = { level in
      let text = level.split(separator: 0x83, omittingEmptySubsequences: false).enumerated().map {
        index, part in
        guard index > 0, let second = part.first else { return String(decoding: part, as: UTF8.self) }
        return (second == 0x5C ? "ソ" : "タ") + String(decoding: part.dropFirst(), as: UTF8.self)
      }
      return text.joined()
    }
    let path = try StoragePath(parsing: bytes, storageType: .extended, decodingNames: decode)
    #expect(path.version.key.kind == "^ソ_タ^")
    #expect(path.notes == [.nameEncoding])
    #expect(throws: PathError.self) {
      try StoragePath(parsing: bytes, storageType: .extended, decodingNames: { _ in nil })
    }
    #expect(throws: PathError.self) {
      try StoragePath(parsing: bytes, storageType: .extended, decodingNames: { _ in "a/b" })
    }
    let plain = "000/000/0000000101/20240415/OMD/0000000101_20240415_OMD_1_20240415101112345_01_1"
    let same = try StoragePath(
      parsing: Array(plain.utf8), storageType: .standard, decodingNames: { _ in nil })
    #expect(try same == StoragePath(parsing: plain, storageType: .standard))
  }

  // MARK: Types

  private static let cda =
    "<?xml version=\"1.0\"?>\n<!-- <x> --><n:ClinicalDocument xmlns:n=\"urn:hl7-org:v3\">"

  @Test(
    arguments: [
      ("a.hl7", Array("MSH|^~\\&|".utf8), .hl7, true, false),
      ("a", [0x0B] + Array("MSH|^~\\&|".utf8), .hl7, true, false),
      ("a.txt", [0xEF, 0xBB, 0xBF] + Array("\r\nMSH|".utf8), .hl7, true, false),
      ("MSHA", Array("MSHA".utf8), .other, false, false),
      ("a.xml", Array(cda.utf8), .cda, true, false),
      ("a.xml", [0xFF, 0xFE] + cda.utf8.flatMap { [$0, 0] }, .cda, true, false),
      ("a.xml", Array("<?xml-stylesheet href='a'?><ClinicalDocument/>".utf8), .cda, true, false),
      ("a.xml", Array("<xsl:stylesheet version='1.0'>".utf8), .styleSheet, true, false),
      ("a.xml", Array("<?xml version='1.0'?><other>".utf8), .xml, true, false),
      ("a.xml", Array("<?xml version='1.0'?><!-- long".utf8), .xml, true, false),
      ("a.html", Array("<!DOCTYPE HTML><html>".utf8), .html, true, false),
      ("a.pdf", Array("%PDF-1.7".utf8), .pdf, true, false),
      ("a.xml", Array("junk %PDF-1.4".utf8), .pdf, true, true),
      ("a.dcm", [UInt8](repeating: 0, count: 128) + Array("DICM".utf8), .dicom, true, false),
      ("a.png", [0xFF, 0xD8, 0xFF, 0xE0], .jpeg, true, true),
      ("a.PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png, true, false),
      ("a.mwf", [0x40, 0x20] + Array("MFR ".utf8), .mfer, true, false),
      ("a.tif", [0x49, 0x49, 0x2A, 0x00], .tiff, true, false),
      ("a.docx", [0x50, 0x4B, 0x03, 0x04], .zip, true, false),
      ("a.MWF", [], .mfer, false, false), ("a.csv", Array("a,b".utf8), .other, false, false),
      ("", [], .other, false, false), ("a.hl7", [0x83, 0x5C], .hl7, false, false),
    ] as [(String, [UInt8], ContentType, Bool, Bool)])
  func types(name: String, bytes: [UInt8], type: ContentType, byContent: Bool, contradicts: Bool) {
    let found = ContentType.detect(name: name, firstBytes: bytes)
    #expect(found.type == type && found.isByContent == byContent && found.contradictsName == contradicts)
  }

  @Test func noiseHasSomeType() {
    var generator = SeededGenerator(state: 11)
    let bytes = Array("<!-->?x:MSH|%PDF".utf8) + [0x0B, 0x00, 0xFF, 0xFE]
    for _ in 0..<2000 {
      let noise = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      }
      let found = ContentType.detect(name: "x", firstBytes: noise)
      #expect(found.isByContent || found.type == .other)
    }
  }

  // MARK: Main document

  struct Folder: Sendable, CustomTestStringConvertible {
    var files: [String]
    var main: String?
    var rule: MainDocument.Rule?
    var isAmbiguous = false
    var testDescription: String { files.joined(separator: " ") }
  }

  static let folders = [
    Folder(files: [], main: nil),
    Folder(files: ["main_document.hl7"], main: "main_document.hl7", rule: .named),
    Folder(files: ["a.xml", "Main_Document.PDF", "b.hl7"], main: "Main_Document.PDF", rule: .named),
    Folder(
      files: ["main_document.pdf", "main_document.xml", "main_document.hl7"], main: "main_document.hl7",
      rule: .named, isAmbiguous: true),
    Folder(files: ["x/main_document.xml", "a.pdf", "b.pdf"], main: "x/main_document.xml", rule: .onlyText),
    Folder(files: ["scan.pdf"], main: "scan.pdf", rule: .onlyFile),
    Folder(files: ["scan.pdf", "Thumbs.db", ".DS_Store"], main: "scan.pdf", rule: .onlyFile),
    Folder(files: ["report.xml", "CDA.xsl", "1.jpg", "2.jpg"], main: "report.xml", rule: .onlyText),
    Folder(files: ["1.jpg", "2.jpg"], main: nil),
    Folder(files: ["a.xml", "b.hl7"], main: nil),
    Folder(files: ["main_documents.xml", "b.xml"], main: nil),
  ]

  @Test(arguments: folders) func mainDocument(_ folder: Folder) {
    for files in [folder.files, folder.files.reversed()] {
      let choice = MainDocument.choose(from: files.map { ContentFile(path: $0, size: 1, firstBytes: []) })
      #expect(choice.map { files[$0.index] } == folder.main)
      #expect(choice?.rule == folder.rule)
      #expect(choice?.isAmbiguous ?? false == folder.isAmbiguous)
    }
  }

  @Test func theBytesDecideWhichIsTheMessage() {
    let files = [
      ContentFile(path: "style.xml", size: 9, firstBytes: Array("<xsl:stylesheet>".utf8)),
      ContentFile(path: "0001", size: 9, firstBytes: Array("<ClinicalDocument>".utf8)),
      ContentFile(path: "1.jpg", size: 9, firstBytes: [0xFF, 0xD8, 0xFF]),
    ]
    #expect(
      MainDocument.choose(from: files)
        == MainDocument.Choice(index: 1, rule: .onlyText, type: .cda, isAmbiguous: false))
  }

  @Test(.enabled(if: SharedFolder.url != nil, "\(SharedFolder.absent)"))
  func mainDocumentsOfTheSamples() throws {
    let root = try #require(SharedFolder.url).appendingPathComponent(
      "samples/nho-support-documents/extended_root")
    let walk = try #require(FileManager.default.enumerator(atPath: root.path))
    var found = 0
    for case let name as String in walk where name.hasSuffix(".hl7") {
      let path = try StoragePath(parsing: name, storageType: .extended)
      let bytes = Array(try Foundation.Data(contentsOf: root.appendingPathComponent(name)))
      let file = ContentFile(path: try #require(path.innerPath), size: bytes.count, firstBytes: bytes)
      #expect(
        MainDocument.choose(from: [file])
          == MainDocument.Choice(index: 0, rule: .named, type: .hl7, isAmbiguous: false))
      #expect(path.notes.contains(.missingDepartment) && path.notes.contains(.shortTimestamp))
      found += 1
    }
    #expect(found == 2)
  }
}
