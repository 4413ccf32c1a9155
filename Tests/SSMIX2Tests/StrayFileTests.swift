import SSMIX2
import Testing

@Suite struct StrayFileTests {
  @Test(arguments: [
    "Thumbs.db", "THUMBS.DB", "desktop.ini", ".DS_Store", "._0000000101_-_ADT-00", "~$報告.docx", "a.tmp",
    "A.TMP",
    "b.bak", ".nfs0001", ".fuse_hidden01", "$RECYCLE.BIN", "System Volume Information", ".snapshot",
    "~snapshot",
    "コピー ～ 0000000101_-_ADT-00_999999999999999_20240415101112345_-_1",
    "0000000101_-_ADT-00_999999999999999_20240415101112345_-_1 - コピー",
    "0000000101_-_ADT-00_999999999999999_20240415101112345_-_1 - Copy (2)",
    "0000000101_-_ADT-00_999999999999999_20240415101112345_-_1.filepart", "x.swp", "x~",
  ])
  func leftoversAreStray(_ name: String) { #expect(StrayFile.isStray(name)) }

  @Test(arguments: [
    "0000000101_-_ADT-00_999999999999999_20240415101112345_-_1", "ADT-00", "-", "20240415", "000",
    "^同意書 - コピー^99Z01", "^コピー^^57133-1^紹介状^LN", "main_document.hl7", "tmp", "unknown (2)", "コピー",
    "0000000101_20240415_^控え - Copy^99Z_1_20240415101112345_01_1", "", "garbage",
  ])
  func recordsAndFoldersAreNot(_ name: String) { #expect(!StrayFile.isStray(name)) }
}
