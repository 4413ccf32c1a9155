import Foundation
import SSMIX2
import Testing

/// The 25 files of the public sample storages.
@Suite(.enabled(if: SharedFolder.url != nil, Comment(rawValue: SharedFolder.absent)))
struct SampleTests {
  /// The one whose name belongs to another patient, date and kind than its folders.
  static let misplaced = "T01"
  static let shortTimestamps: Set<String> = ["S01", "S02", "S03"]
  static let withoutDepartment: Set<String> = ["S02", "S03"]
  static let unusualOrderNumbers: Set<String> = ["T18"]

  @Test func everyPathReadsAsItShould() throws {
    let rows = try #require(try SharedFolder.json("samples/expected.json")?["files"] as? [[String: Any]])
    #expect(rows.count == 25)
    for row in rows {
      let id = try #require(row["id"] as? String)
      let path = try #require(row["path"] as? String)
      let root = try #require(["standard_root/", "extended_root/"].first { path.contains($0) })
      let relative = try #require(path.components(separatedBy: root).last)
      let type: StorageType = root == "standard_root/" ? .standard : .extended
      if id == Self.misplaced {
        let error = #expect(throws: PathError.self) {
          try StoragePath(parsing: relative, storageType: type)
        }
        #expect(error?.code == .patientMismatch)
        continue
      }
      let parsed = try StoragePath(parsing: relative, storageType: type)
      #expect(parsed.notes.contains(.shortTimestamp) == Self.shortTimestamps.contains(id), "\(id)")
      #expect(parsed.notes.contains(.missingDepartment) == Self.withoutDepartment.contains(id), "\(id)")
      #expect(parsed.notes.contains(.orderNumberLength) == Self.unusualOrderNumbers.contains(id), "\(id)")
      #expect(parsed.version.flag == (id == "T03" ? .deleted : .active), "\(id)")
      #expect((parsed.innerPath == "main_document.hl7") == (type == .extended), "\(id)")
      let name = relative.components(separatedBy: "/")[5]
      #expect(parsed.version.name == name)
      #expect(
        StoragePath.usualFolder(ofPatient: parsed.version.key.patientID).map { relative.hasPrefix($0 + "/") }
          == true)
      #expect(!StrayFile.isStray(name))
    }
  }
}
