import Foundation
import SSMIX2
import Testing

@testable import Gateway

/// The storage of the hospital that does not exist: five files are bad on purpose, the others are not.
struct SampleStorageValidationTests {
  private struct Planted: Hashable {
    var folder: String
    var code: ValidationCode
  }

  @Test func exactlyThePlantedDefectsAreErrors() async throws {
    let (findings, _, summary) = try await runValidation([ValidationPlaces.sampleStorage])
    let errors = findings.filter { $0.severity == .error }.map { finding in
      let names = finding.path.split(separator: "/")
      return Planted(folder: names.suffix(4).prefix(3).joined(separator: "/"), code: finding.code)
    }
    #expect(errors.count == 5)
    #expect(
      Set(errors) == [
        Planted(folder: "0000000103/20240617/OMP-01", code: .hl7Empty),
        Planted(folder: "0000000104/20240716/OML-11", code: .hl7NotHL7),
        Planted(folder: "0000000105/20240805/OML-11", code: .pathKindMismatch),
        Planted(folder: "0000000106/20240624/OML-11", code: .pathPatientMismatch),
        Planted(folder: "0000000107/20240902/OMP-01", code: .hl7Structure),
      ])
    #expect(summary.patients == 12)
  }

  private static let planted: [ValidationCode] = [
    .hl7Empty, .hl7NotHL7, .pathKindMismatch, .pathPatientMismatch, .hl7Structure,
  ]

  /// A record in the wrong place hides no other, wherever it is sorted.
  @Test(arguments: [
    "", "000/", "000/100/0000000101/", "000/00/0000000101/", "000/000/0000000101/-/ADT-00/0/",
    "000/000/0/-/ADT-00/0/", "000/000/000/0000000101/-/ADT-00/", "0/000/000/0000000101/-/ADT-00/",
  ])
  func aMisplacedRecordHidesNoOther(folder: String) async throws {
    let tree = try ValidationTree()
    // Deep enough that a root above this one could be taken for it.
    let root = tree.path + "/a/b/c/d/root"
    try FileManager.default.createDirectory(
      atPath: tree.path + "/a/b/c/d", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: ValidationPlaces.sampleStorage + "/standard", toPath: root)
    let (_, _, whole) = try await runValidation([root])
    let name = "0000000101_-_ADT-00_999999999999999_20240415090312451_-_1"
    let source = try Data(contentsOf: URL(fileURLWithPath: "\(root)/000/000/0000000101/-/ADT-00/\(name)"))
    try tree.write("a/b/c/d/root/\(folder)\(name)", Array(source))
    for type in [nil, StorageType.standard] {
      let (findings, _, summary) = try await runValidation([root], type: type)
      let errors = findings.filter { $0.severity == .error }.map(\.code)
      #expect(Self.planted.allSatisfy(errors.contains))
      let misplaced = findings.filter { $0.code == .pathMisplaced }
      #expect(misplaced.count == 1)
      #expect(misplaced.allSatisfy { "\(root)/\(folder)\(name)".hasPrefix($0.path) })
      #expect(errors.count == 5 + misplaced.filter { $0.severity == .error }.count)
      #expect(summary.records == whole.records)
    }
  }

  @Test func theOnlyWarningsAreResultsThatAreNoNumbers() async throws {
    let (findings, _, _) = try await runValidation([ValidationPlaces.sampleStorage])
    let warnings = findings.filter { $0.severity == .warning }
    // `<0.04` twice and `>100` once, sent as NM: such results are there to be seen.
    #expect(warnings.map(Statement.init) == Array(repeating: Statement(.fieldNotNumeric, "OBX", 5), count: 3))
  }

  @Test(arguments: [1, 2, 7])
  func theOrderDoesNotDependOnTheWorkers(jobs: Int) async throws {
    let (alone, _, counts) = try await runValidation([ValidationPlaces.sampleStorage]) { $0.jobs = 1 }
    let (together, _, other) = try await runValidation([ValidationPlaces.sampleStorage]) { $0.jobs = jobs }
    #expect(alone == together)
    #expect(counts == other)
    #expect(!alone.isEmpty)
  }

  @Test func everyLineIsJSON() async throws {
    let (findings, _, _) = try await runValidation([ValidationPlaces.sampleStorage])
    for finding in findings {
      let object = try JSONSerialization.jsonObject(with: Data(finding.json(in: .japanese).utf8))
      let keys = try #require(object as? [String: Any])
      #expect(keys["code"] as? String == finding.code.rawValue)
      #expect(keys["path"] as? String == finding.path)
      #expect(keys["field"] as? Int == finding.field)
    }
  }

  @Test func partsOfAStorageAreRecognised() async throws {
    let root = ValidationPlaces.sampleStorage + "/standard"
    let patient = root + "/000/000/0000000103"
    let folder = patient + "/20240617/OMP-01"
    let file = folder + "/0000000103_20240617_OMP-01_103000000009100_20240617100000100_09_1"
    for path in [patient, patient + "/20240617", folder, folder + "/", file] {
      let (findings, _, _) = try await runValidation([path]) { $0.leastSeverity = .error }
      #expect(findings.map(\.path) == [file], "\(path)")
      #expect(findings.map(\.code) == [.hl7Empty])
    }
  }

  @Test func theSummaryCountsKindsAndMonths() async throws {
    let (_, _, summary) = try await runValidation([ValidationPlaces.sampleStorage])
    let key = ValidationSummary.Key(storageType: .standard, kind: "OMP-01", month: "2024-05")
    let row = try #require(summary.rows[key])
    #expect(row.records == 4)
    #expect(row.active == 2)
    #expect(row.deleted == 2)
    #expect(summary.rows.values.reduce(0) { $0 + $1.withErrors } == 5)
    let lines = summary.text(in: .japanese).split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    #expect(lines.contains(["OMP-01", "2024-05", "4", "2", "0", "2", "0", "0"]))
    #expect(
      summary.jsonLines.contains { $0.contains("\"kind\":\"OMP-01\",\"month\":\"2024-05\",\"records\":4") })
  }

  @Test func sinceLeavesOutOlderVersions() async throws {
    let (findings, _, summary) = try await runValidation([ValidationPlaces.sampleStorage]) {
      $0.since = "20240801000000000"
      $0.leastSeverity = .error
    }
    #expect(Set(findings.map(\.code)) == [.pathKindMismatch, .hl7Structure])
    #expect(summary.records > 0)
    #expect(summary.records < 137)
  }

  @Test func fieldsAreExtracted() async throws {
    let path = ValidationPlaces.sampleStorage + "/standard/000/000/0000000101/-"
    let (findings, values, _) = try await runValidation([path]) {
      $0.extraction = FieldReference.list("PID-3.1,PID-5.1") ?? []
    }
    #expect(findings.isEmpty)
    #expect(values.contains { $0.reference.text == "PID-3.1" && $0.value == "0000000101" })
    #expect(values.contains { $0.reference.text == "PID-5.1" && $0.value == "宮本" })
    #expect(values.allSatisfy { $0.occurrence == 1 })
  }
}
