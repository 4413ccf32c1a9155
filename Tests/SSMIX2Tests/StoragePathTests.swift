import SSMIX2
import Testing

@Suite struct StoragePathTests {
  static let folder = "000/000/0000000101/20240415/OMP-01/"

  struct Good: Sendable, CustomTestStringConvertible {
    var path: String
    var type = StorageType.standard
    var key: [String]
    var timestamp: String
    var department: String
    var flag: ConditionFlag
    var notes: [PathNote] = []
    var inner: String?
    var testDescription: String { path }
  }

  static let good = [
    Good(
      path: folder + "0000000101_20240415_OMP-01_000000000012345_20240415101112345_01_1",
      key: ["0000000101", "20240415", "OMP-01", "000000000012345"], timestamp: "20240415101112345",
      department: "01", flag: .active),
    Good(
      path: "000/000/0000000101/-/ADT-00/0000000101_-_ADT-00_999999999999999_20240415101112345_-_0",
      key: ["0000000101", "-", "ADT-00", "999999999999999"], timestamp: "20240415101112345",
      department: "-", flag: .deleted),
    Good(
      path: "000/000/0000000101/20240415/OMD/0000000101_20240415_OMD_A.1-2_20240415101112_24Z_2",
      key: ["0000000101", "20240415", "OMD", "A.1-2"], timestamp: "20240415101112",
      department: "24Z", flag: .superseded, notes: [.shortTimestamp, .orderNumberLength]),
    Good(
      path:
        "000/000/0000000101/20240415/omp-01/"
        + "0000000101_20240415_OMP-01_000000000012345_20240415101112345_01_1",
      key: ["0000000101", "20240415", "OMP-01", "000000000012345"], timestamp: "20240415101112345",
      department: "01", flag: .active, notes: [.kindLetterCase]),
    Good(
      path:
        "01/01/0000000101/20240230/ADT-22/"
        + "0000000101_20240230_ADT-22_000000000000007_20240415101112345_01_1",
      key: ["0000000101", "20240230", "ADT-22", "000000000000007"], timestamp: "20240415101112345",
      department: "01", flag: .active,
      notes: [.levelsNotSlices, .impossibleCareDate, .unexpectedOrderNumber]),
    Good(
      path: "123/4/1234/20240415/PPR-01/1234_20240415_PPR-01_999999999999999_20240415101112345_-_1",
      key: ["1234", "20240415", "PPR-01", "999999999999999"], timestamp: "20240415101112345",
      department: "-", flag: .active, notes: [.unexpectedCareDate]),
    Good(
      path: "123/45/12345/-/OML-11/12345_-_OML-11_000000000000001_20240415101112345_-_1",
      key: ["12345", "-", "OML-11", "000000000000001"], timestamp: "20240415101112345",
      department: "-", flag: .active, notes: [.unexpectedCareDate]),
    Good(
      path: "000/000/0000000101/20240415/^紹介状^^57133-1^紹介状^LN/"
        + "0000000101_20240415_^紹介状^^57133-1^紹介状^LN_000000000000501_20240415101112345_01_1",
      type: .extended, key: ["0000000101", "20240415", "^紹介状^^57133-1^紹介状^LN", "000000000000501"],
      timestamp: "20240415101112345", department: "01", flag: .active),
    Good(
      path: "000/000/0000000101/20240415/L_A_B^X_Y^99Z01/"
        + "0000000101_20240415_L_A_B^X_Y^99Z01_000000020240415_202404151500321_2/main_document.hl7",
      type: .extended, key: ["0000000101", "20240415", "L_A_B^X_Y^99Z01", "000000020240415"],
      timestamp: "202404151500321", department: "", flag: .superseded,
      notes: [.shortTimestamp, .missingDepartment], inner: "main_document.hl7"),
    Good(
      path: "000/000/0000000101/20231205/LJCS-100D/"
        + "0000000101_20231205_LJCS-100D_20231205101112...1002.......................................5_"
        + "20231205101112_200_1/images/1.png",
      type: .extended,
      key: [
        "0000000101", "20231205", "LJCS-100D",
        "20231205101112...1002.......................................5",
      ],
      timestamp: "20231205101112", department: "200", flag: .active,
      notes: [.shortTimestamp, .orderNumberLength], inner: "images/1.png"),
    // The folder decomposed by a copy through a Mac, the name composed.
    Good(
      path: "000/000/0000000101/20240415/^カ\u{3099}ン^99Z01/"
        + "0000000101_20240415_^ガン^99Z01_1_20240415101112345_01_1",
      type: .extended, key: ["0000000101", "20240415", "^カ\u{3099}ン^99Z01", "1"],
      timestamp: "20240415101112345", department: "01", flag: .active, notes: [.unicodeForm]),
    Good(
      path: "000/000/0000000101/20240415/a^b^c^d^e^f^g/"
        + "0000000101_20240415_a^b^c^d^e^f^g_1_20240415101112345_01_1",
      type: .extended, key: ["0000000101", "20240415", "a^b^c^d^e^f^g", "1"],
      timestamp: "20240415101112345", department: "01", flag: .active, notes: [.kindFolderForm]),
  ]

  @Test(arguments: good) func reads(_ good: Good) throws {
    let path = try StoragePath(parsing: good.path, storageType: good.type)
    let version = path.version
    #expect(
      [version.key.patientID, version.key.careDate, version.key.kind, version.key.orderNumber] == good.key)
    #expect(version.key.storageType == good.type)
    #expect(version.timestamp == good.timestamp)
    #expect(version.department == good.department)
    #expect(version.flag == good.flag)
    #expect(path.notes == good.notes)
    #expect(path.innerPath == good.inner)
    #expect(path.relativePath + (good.inner.map { "/" + $0 } ?? "") == good.path)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var path: String
    var type = StorageType.standard
    var code: PathError.Code
    var testDescription: String { "\(code.rawValue) \(path.prefix(120))" }
  }

  /// A name in `folder`.
  private static func name(_ name: String, _ code: PathError.Code = .malformed) -> Bad {
    Bad(path: folder + name, code: code)
  }

  static let bad = [
    Bad(path: "", code: .malformed),
    Bad(path: "/", code: .malformed),
    Bad(path: "000/000/0000000101/20240415/OMP-01", code: .malformed),
    Bad(path: folder, code: .malformed),
    Bad(path: "/" + folder + "0000000101_20240415_OMP-01_1_20240415101112345_01_1", code: .malformed),
    Bad(path: folder + "0000000101_20240415_OMP-01_1_20240415101112345_01_1/x", code: .malformed),
    Bad(
      path: "../000/0000000101/20240415/OMP-01/0000000101_20240415_OMP-01_1_20240415101112345_01_1",
      code: .malformed),
    Bad(
      path: "000/./0000000101/20240415/OMP-01/0000000101_20240415_OMP-01_1_20240415101112345_01_1",
      code: .malformed),
    Bad(
      path: "000/00\u{1}/0000000101/20240415/OMP-01/0000000101_20240415_OMP-01_1_20240415101112345_01_1",
      code: .malformed),
    Bad(
      path: "000/000/00000-0101/20240415/OMP-01/00000-0101_20240415_OMP-01_1_20240415101112345_01_1",
      code: .malformed),
    Bad(
      path: "000/000/0000000000000101/-/ADT-00/0000000000000101_-_ADT-00_1_20240415101112345_-_1",
      code: .malformed),
    Bad(
      path: "000/000/0000000101/2024-0415/OMP-01/0000000101_2024-0415_OMP-01_1_20240415101112345_01_1",
      code: .malformed),
    Bad(
      path: "000/000/0000000101/2024041/OMP-01/0000000101_2024041_OMP-01_1_20240415101112345_01_1",
      code: .malformed),
    Bad(
      path: "000/000/0000000101/２０２４０４１５/OMP-01/0000000101_20240415_OMP-01_1_20240415101112345_01_1",
      code: .malformed),
    Bad(path: "2024/TR_20240415101112345_00001.DAT", type: .transaction, code: .malformed),
    name("Thumbs.db"),
    name("______"),
    name("0000000101_20240415_OMP-01_1_20240415101112345_1"),
    name("0000000101_20240415_OMP-01_1_20240415101112345_01_3"),
    name("0000000101_20240415_OMP-01_1_20240415101112345_01_11"),
    name("0000000101_20240415_OMP-01_1_20240415101112345_01_"),
    name("0000000101_20240415_OMP-01_1_20240415101112345_01_1.tmp"),
    name("0000000101_20240415_OMP-01_1_20240415101112345_123456_1"),
    name("0000000101_20240415_OMP-01_1_20240415101112345__1"),
    name("0000000101_20240415_OMP-01_1_20240415101112345_0-_1"),
    name("0000000101_20240415_OMP-01_1_2024041510111_01_1"),
    name("0000000101_20240415_OMP-01_1_202404151011123456_01_1"),
    name("0000000101_20240415_OMP-01_1_2024041510111x345_01_1"),
    name("0000000101_20240415_OMP-01__20240415101112345_01_1"),
    name("0000000101_20240415_OMP-01_12345678901234567890123_20240415101112345_01_1"),
    name("0000000101_20240415_OMP-01_１_20240415101112345_01_1"),
    name("0000000101_20240415_OMP-01_1\u{301}_20240415101112345_01_1"),
    name("0000000101_20240415__1_20240415101112345_01_1"),
    name("_20240415_OMP-01_1_20240415101112345_01_1"),
    name("0000000102_20240415_OMP-01_1_20240415101112345_01_1", .patientMismatch),
    name("101_20240415_OMP-01_1_20240415101112345_01_1", .patientMismatch),
    name("0000000102_20240416_OMP-02_1_20240415101112345_01_1", .patientMismatch),
    name("0000000101_20240416_OMP-01_1_20240415101112345_01_1", .dateMismatch),
    name("0000000101_-_OMP-01_1_20240415101112345_01_1", .dateMismatch),
    name("0000000101_20240416_OMP-02_1_20240415101112345_01_1", .dateMismatch),
    name("0000000101_20240415_OMP-02_1_20240415101112345_01_1", .kindMismatch),
    name("0000000101_20240415_OMP_01_1_20240415101112345_01_1", .kindMismatch),
    Bad(
      path: "000/000/0000000101/20240415/OML-12/0000000101_20240415_OML-12_1_20240415101112345_01_1",
      code: .kindUnknown),
    Bad(
      path: "000/000/0000000101/20240415/OMP_01/0000000101_20240415_OMP_01_1_20240415101112345_01_1",
      code: .kindUnknown),
    Bad(
      path: "000/000/0000000101/20240415/^A^99Z/0000000101_20240415_^B^99Z_1_20240415101112345_01_1",
      type: .extended, code: .kindMismatch),
    Bad(
      path: "000/000/0000000101/20240415/^a^99Z/0000000101_20240415_^A^99Z_1_20240415101112345_01_1",
      type: .extended, code: .kindMismatch),
    Bad(
      path: "000/000/0000000101/20240415/^A^99Z/0000000101_20240415_^A^99Z_20240415101112345_01_1",
      type: .extended, code: .malformed),
    Bad(path: String(repeating: "a/", count: 5000), code: .malformed),
    Bad(
      path: "000/000/0000000101/20240415/A/" + String(repeating: "_", count: 9000), type: .extended,
      code: .malformed),
  ]

  @Test(arguments: bad) func refuses(_ bad: Bad) throws {
    let error = #expect(throws: PathError.self) {
      try StoragePath(parsing: bad.path, storageType: bad.type)
    }
    #expect(error?.code == bad.code)
    #expect(error?.reason.contains("0000000101") == false, "an error must not tell whose record it is")
  }

  @Test(
    arguments: [
      ("9999013", "999/901/9999013"), ("0000000101", "000/000/0000000101"), ("12345", "123/45/12345"),
      ("1234", "123/4/1234"), ("123", nil), ("", nil), ("12/4567", nil), ("../../etc", nil),
      ("1234567890123456", nil), ("患者一二三四", nil),
    ] as [(String, String?)])
  func slicesThePatientID(id: String, folder: String?) {
    #expect(StoragePath.usualFolder(ofPatient: id) == folder)
  }

  @Test func readsEveryPartOfAKindFolder() {
    let kind = ExtendedKind(folderName: "L-JSPEED^災害時JSPEED記録^99ZL01^74465-6^記録^LN")
    #expect(kind.code == "L-JSPEED")
    #expect(kind.name == "災害時JSPEED記録")
    #expect(kind.system == "99ZL01")
    #expect(kind.standardCode == "74465-6")
    #expect(kind.standardName == "記録")
    #expect(kind.standardSystem == "LN")
    #expect(!kind.isIrregular)
    let short = ExtendedKind(folderName: "LJCS-100D")
    #expect(short.code == "LJCS-100D" && short.system.isEmpty && short.standardSystem.isEmpty)
    #expect(ExtendedKind(folderName: String(repeating: "長", count: 181)).isIrregular)
    #expect(!ExtendedKind(folderName: String(repeating: "長", count: 180)).isIrregular)
  }
}
