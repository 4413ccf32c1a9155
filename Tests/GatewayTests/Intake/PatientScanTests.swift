import DirectoryWatch
import SSMIX2
import Testing

@testable import Gateway

@Suite struct PatientScanTests {
  private static let patient = "0000000101"
  private let folder = "000/000/0000000101"
  private let tree = TornStorageTree(clock: ManualTime())
  private let result = WrittenRecord(
    patient: patient, careDate: "20240601", kind: "OML-11", order: "101000000000400",
    timestamp: "20240601090000000")

  private func list(_ within: String? = nil, type: StorageType = .standard) throws -> PatientListing {
    try PatientScan(tree: tree, type: type).list(folder: folder, within: within)
  }

  @Test func `all versions of a record key are one record`() throws {
    tree.write(result.with(flag: 2).path, "a")
    var newer = result
    newer.timestamp = "20240602090000000"
    tree.write(newer.path, "abc")
    let listing = try list()
    #expect(listing.records.count == 1)
    let record = try #require(listing.records.values.first)
    #expect(record.careDate == "20240601")
    #expect(record.kind == "OML-11")
    #expect(record.orderNumber == "101000000000400")
    #expect(record.problem == nil)
    #expect(Set(record.versions.map(\.flag)) == [.superseded, .active])
    #expect(Set(record.versions.map(\.size)) == [1, 3])
    #expect(Set(record.versions.map(\.inode)).count == 2)
    #expect(listing.stray == 0)
    #expect(listing.failures.isEmpty)
  }

  @Test func `one kind folder alone`() throws {
    tree.write(result.path, "a")
    var other = result
    other.kind = "OMP-01"
    tree.write(other.path, "b")
    #expect(try list("20240601/OML-11").records.keys.map(\.kind) == ["OML-11"])
    #expect(try list("20240601").records.count == 2)
    #expect(try list().records.count == 2)
  }

  @Test func `leftovers are counted, not taken for records`() throws {
    tree.write(result.path, "a")
    tree.write(result.folder + "/Thumbs.db", "x")
    tree.write(folder + "/.DS_Store", "x")
    tree.write(folder + "/20240601/~$OML-11", "x")
    tree.write(result.path + ".tmp", "x")
    let listing = try list()
    #expect(listing.stray == 4)
    #expect(listing.records.count == 1)
  }

  /// Whatever lies in a patient's folder and is no record is one row of the balance, told by its path.
  @Test func `what cannot be a record is a problem`() throws {
    let path = result.folder + "/"
    tree.write(path + "0000000101_20240601_OMP-01_101000000000400_20240601090000000_01_1", "a")
    tree.write(path + "0000000102_20240601_OML-11_101000000000400_20240601090000000_01_1", "a")
    tree.write(path + "0000000101_20240602_OML-11_101000000000400_20240601090000000_01_1", "a")
    tree.write(path + "nonsense", "a")
    tree.write(folder + "/20240601/file", "a")
    tree.write(folder + "/file", "a")
    tree.place(.symbolicLink, at: path + "link")
    tree.place(.other, at: path + "fifo")
    tree.place(.directory, at: path + "folder")
    tree.place(.symbolicLink, at: folder + "/20240602")
    tree.place(.other, at: folder + "/20240603")
    tree.write(folder + "/20240601/OML-99/0000000101_20240601_OML-99_1_20240601090000000_01_1", "a")
    tree.placeRaw([0x8E, 0xA6, 0x25, 0x0A, 0x41], in: result.folder)
    let listing = try list()
    let problems = Dictionary(
      uniqueKeysWithValues: listing.records.values.map { ($0.orderNumber, $0.problem) })
    #expect(listing.records.values.allSatisfy { $0.isNoRecord && $0.versions.count == 1 })
    #expect(
      problems == [
        path + "0000000101_20240601_OMP-01_101000000000400_20240601090000000_01_1": "path.kind-mismatch",
        path + "0000000102_20240601_OML-11_101000000000400_20240601090000000_01_1": "path.patient-mismatch",
        path + "0000000101_20240602_OML-11_101000000000400_20240601090000000_01_1": "path.date-mismatch",
        path + "nonsense": "path.malformed", folder + "/20240601/file": "path.malformed",
        folder + "/file": "path.malformed", path + "link": "path.not-a-file",
        path + "fifo": "path.not-a-file",
        path + "folder": "path.malformed", folder + "/20240602": "path.not-a-file",
        folder + "/20240603": "path.not-a-file",
        folder + "/20240601/OML-99/0000000101_20240601_OML-99_1_20240601090000000_01_1": "path.kind-unknown",
        path + "%8e%a6%25%0aA": "path.malformed",
      ])
  }

  @Test func `a folder that cannot be listed is parked by its name and hides nothing else`() throws {
    tree.write(result.path, "a")
    var other = result
    other.careDate = "20240602"
    tree.write(other.path, "a")
    tree.fail(result.folder, .permissionDenied)
    let listing = try list()
    #expect(listing.records.values.filter { $0.problem == nil }.map(\.careDate) == ["20240602"])
    let parked = listing.records.values.filter { $0.problem != nil }
    #expect(parked.map(\.problem) == ["storage.unreadable"])
    #expect(parked.flatMap(\.versions).map(\.path) == [result.folder])
    #expect(listing.unknownBelow == [result.folder + "/"])
    #expect(listing.failures.map(\.code) == [.permissionDenied])
  }

  @Test func `a folder that goes between two calls is no failure`() throws {
    tree.write(result.path, "a")
    tree.fail(folder + "/20240601", .notFound)
    let listing = try list()
    #expect(listing.records.isEmpty)
    #expect(listing.unknownBelow.isEmpty)
    #expect(listing.failures.isEmpty)
  }

  @Test(arguments: [ConfinedDirectoryError.Code.notFound, .stale, .permissionDenied, .io(5), .tooLarge])
  func `a start that cannot be listed is an error`(code: ConfinedDirectoryError.Code) throws {
    tree.write(result.path, "a")
    tree.fail(folder, code)
    #expect(throws: ConfinedDirectoryError(code: code)) { try list() }
    tree.heal(folder)
    tree.fail(result.folder, code)
    #expect(throws: ConfinedDirectoryError(code: code)) { try list("20240601/OML-11") }
  }

  @Test func `a content folder of the extended storage is one version`() throws {
    let kind = "L-OBSERVATIONS^OBSERVATIONS^99ZL01"
    let record = "\(folder)/20240601/\(kind)/0000000101_20240601_\(kind)_5_20240601090000000_01_1"
    tree.write(record + "/main_document.hl7", "abc")
    tree.write(record + "/images/1.png", "12345")
    tree.write("\(folder)/20240601/\(kind)/loose.pdf", "x")
    let listing = try list(type: .extended)
    let found = try #require(listing.records.values.first { !$0.isNoRecord })
    #expect(found.kind == kind)
    #expect(found.versions.map(\.size) == [8])
    #expect(listing.records.values.filter(\.isNoRecord).map(\.problem) == ["path.malformed"])
    tree.fail(record + "/images", .permissionDenied)
    let hidden = try list(type: .extended)
    #expect(!hidden.records.values.contains { !$0.isNoRecord })
    #expect(hidden.unknownBelow == [record + "/"])
  }

  @Test func `patients are the folders three levels down`() throws {
    for name in ["0000000101", "ab", "..x", ".snapshot", "1234567890123456", "0000000102"] {
      tree.place(.directory, at: "000/000/" + name)
    }
    tree.write("000/000/0000000103", "a file")
    tree.place(.symbolicLink, at: "000/000/0000000104")
    tree.placeRaw([0xFF], in: "000/000")
    let discovery = PatientDiscovery(tree: tree)
    #expect(try discovery.folders(in: "") == ["000"])
    #expect(try discovery.patients(in: "000/000").map(\.localID) == ["0000000101", "0000000102", "ab"])
    #expect(try discovery.patients(in: "000/000").map(\.path).first == "000/000/0000000101")
  }

  @Test(
    arguments: [
      ("000/000/0000000101", "0000000101", nil), ("000/000/0000000101/20240601", "0000000101", nil),
      ("000/000/0000000101/20240601/OML-11", "0000000101", "20240601/OML-11"),
      ("000/000/0000000101/20240601/OML-11/file/inner", "0000000101", "20240601/OML-11"),
      ("000/000", nil, nil), ("", nil, nil), ("000", nil, nil),
    ] as [(String, String?, String?)])
  func `where a path lies`(path: String, localID: String?, within: String?) {
    let place = PatientFolder.split(path)
    #expect(place?.localID == localID)
    #expect(place?.within == within)
  }
}
