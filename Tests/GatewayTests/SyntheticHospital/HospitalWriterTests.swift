import Foundation
import Gateway
import Testing

@Suite struct HospitalWriterTests {
  /// A folder that is gone when the test is over.
  private final class Folder {
    let path = NSTemporaryDirectory() + "/synthetic-hospital-" + UUID().uuidString
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Paths of all files below, sorted, and a digest of them with their contents.
    func contents() throws -> (paths: [String], digest: HospitalDigest) {
      var digest = HospitalDigest()
      let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
      let paths = all.sorted().filter { name in
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
        return isThere && !isFolder.boolValue
      }
      for name in paths {
        digest.add(Array(name.utf8))
        digest.add(Array(try Data(contentsOf: URL(filePath: path + "/" + name))))
      }
      return (paths, digest)
    }

    func text(_ name: String) throws -> String {
      try String(contentsOf: URL(filePath: path + "/" + name), encoding: .utf8)
    }
  }

  @Test func numberOfWorkersDoesNotMatter() throws {
    let digests = try [1, 2, 7].map { workers in
      let folder = Folder()
      var writer = HospitalWriter(smallHospital(patients: 40, days: 60))
      writer.workers = workers
      writer.writesManifest = true
      writer.fileLimit = 300
      _ = try writer.write(into: folder.path) { _ in }
      return try folder.contents().digest
    }
    #expect(digests[0] == digests[1])
    #expect(digests[0] == digests[2])
  }

  @Test func writesExactlyTheFilesAndListsThem() throws {
    let folder = Folder()
    let hospital = smallHospital(patients: 10, days: 60)
    var writer = HospitalWriter(hospital)
    writer.writesManifest = true
    var told: [HospitalProgress] = []
    let written = try writer.write(into: folder.path) { told.append($0) }
    let expected = files(of: hospital)
    let paths = try folder.contents().paths.filter { $0.contains("/") }
    #expect(paths == expected.map(\.path).sorted())
    #expect(written.files == expected.count)
    #expect(written.patients == 10)
    #expect(written.bytes == expected.reduce(0) { $0 + $1.bytes.count })
    #expect(told.last == written)
    for file in expected.prefix(50) {
      #expect(try Data(contentsOf: URL(filePath: folder.path + "/" + file.path)) == Data(file.bytes))
    }
    let manifest = try folder.text("manifest.tsv").split(separator: "\n").dropFirst()
    #expect(manifest.map { String($0.split(separator: "\t")[0]) }.sorted() == paths)
  }

  @Test func stopsAtAboutTheNumberOfFiles() throws {
    let folder = Folder()
    var writer = HospitalWriter(smallHospital(patients: 1_000_000, days: 60))
    writer.fileLimit = 200
    let written = try writer.write(into: folder.path) { _ in }
    #expect((200..<400).contains(written.files))
    #expect(try folder.contents().paths.filter { $0.contains("/") }.count == written.files)
  }

  @Test func patientsAndConsentsAreThoseOfTheContract() throws {
    let folder = Folder()
    let hospital = smallHospital(patients: 200, days: 1)
    _ = try HospitalWriter(hospital).write(into: folder.path) { _ in }
    let patients = try folder.text("patients.csv").split(separator: "\n", omittingEmptySubsequences: false)
    let consents = try folder.text("consents.csv").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(patients[0] == "local_id,regional_id,valid_from,valid_to")
    #expect(consents[0] == "local_id,decision,from,to,kinds,recipients,document")
    let linked = Set(patients.dropFirst().dropLast().map { $0.prefix(10) })
    let consenting = Set(consents.dropFirst().dropLast().map { $0.prefix(10) })
    #expect((165...195).contains(linked.count))
    #expect((130...180).contains(consenting.count))
    #expect(consenting.isSubset(of: linked))
    #expect(patients.dropFirst().dropLast().allSatisfy { $0.filter { $0 == "," }.count == 3 })
    #expect(consents.dropFirst().dropLast().allSatisfy { $0.filter { $0 == "," }.count == 6 })
  }

  @Test(arguments: [(0, 0), (100, 0), (100, 100)])
  func sharesAreKept(linked: Int, consenting: Int) {
    var options = SyntheticHospitalOptions()
    options.linkedShare = linked
    options.consentShare = consenting
    let hospital = SyntheticHospital(options)
    let indexes = 0..<40
    #expect(indexes.filter { !hospital.patientsLine(ofPatient: $0).isEmpty }.count == linked * 40 / 100)
    let withConsent = indexes.filter { !hospital.consentsLine(ofPatient: $0).isEmpty }
    #expect(withConsent.count == linked * consenting * 40 / 10_000)
  }

  @Test func refusesAFolderWithSomethingInIt() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: URL(filePath: folder.path + "/other"))
    var writer = HospitalWriter(smallHospital(patients: 1, days: 1))
    #expect(throws: HospitalWriterError.notEmpty) { try writer.write(into: folder.path) { _ in } }
    #expect(try folder.contents().paths == ["other"])
    writer.isForced = true
    _ = try writer.write(into: folder.path) { _ in }
    #expect(try folder.text("other") == "mine")
    #expect(try folder.contents().paths.count > 3)
  }

  @Test func neverOverwrites() throws {
    let folder = Folder()
    var writer = HospitalWriter(smallHospital(patients: 2, days: 30))
    _ = try writer.write(into: folder.path) { _ in }
    let before = try folder.contents().digest
    writer.isForced = true
    #expect(throws: HospitalWriterError.exists) { try writer.write(into: folder.path) { _ in } }
    #expect(try folder.contents().digest == before)
  }

  @Test func saysWhyAFolderCannotBeMade() {
    let writer = HospitalWriter(smallHospital(patients: 1, days: 1))
    let error = #expect(throws: HospitalWriterError.self) {
      try writer.write(into: "/proc/nothing/here") { _ in }
    }
    guard case .failed(let operation, _) = error else {
      Issue.record("another error")
      return
    }
    #expect(operation == "mkdir")
  }

  @Test func progressIsToldInBothLanguages() throws {
    var writer = HospitalWriter(smallHospital(patients: 1_000))
    writer.fileLimit = 4_000
    let goal = HospitalGoal(writer)
    let half = HospitalProgress(patients: 50, files: 2_000, bytes: 4_000_000)
    #expect(half.line(of: goal, after: 4, in: .english) == "2000 files, 50%, 500 files/s, 4 s left")
    #expect(half.line(of: goal, after: 4, in: .japanese) == "2000 ファイル、50%、500 ファイル/秒、残り 4 秒")
    let all = HospitalProgress(patients: 100, files: 4_010, bytes: 8_000_000)
    #expect(all.line(of: goal, after: 8, in: .english) == "4010 files, 100%, 501 files/s")
    #expect(HospitalProgress().line(of: goal, after: 0, in: .english) == "0 files, 0%, 0 files/s")
  }
}
