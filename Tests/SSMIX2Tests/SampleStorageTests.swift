import Foundation
import SSMIX2
import Testing

/// The storage that ships with the repository: what its README promises.
@Suite struct SampleStorageTests {
  static let root = SharedFolder.repository.appendingPathComponent("SampleStorage")
  static let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }
  /// Bad on purpose: the reason code by patient, date and kind folder.
  static let planted = [
    "0000000103/20240617/OMP-01": "hl7.empty", "0000000104/20240716/OML-11": "hl7.not-hl7",
    "0000000105/20240805/OML-11": "path.kind-mismatch",
    "0000000106/20240624/OML-11": "path.patient-mismatch", "0000000107/20240902/OMP-01": "hl7.structure",
  ]

  /// A file of a store: its path below the root and its bytes.
  struct StoredFile {
    var path: String
    var bytes: [UInt8]
    var plantedCode: String? { SampleStorageTests.planted.first { path.contains("/\($0.key)/") }?.value }
  }

  /// A line of expected.tsv.
  struct Expectation {
    var storage: StorageType
    var path: String
    var patient: String
    var kind: String
    var outcome: String
    var reason: String
  }

  private static func files(below root: URL) throws -> [StoredFile] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
    return try paths.compactMap { path in
      let url = root.appendingPathComponent(path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return nil }
      return StoredFile(path: path, bytes: Array(try Foundation.Data(contentsOf: url)))
    }
  }

  private static func table(_ name: String) throws -> [[String]] {
    let text = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
    let separator: Character = name.hasSuffix(".tsv") ? "\t" : ","
    return text.split(separator: "\n").dropFirst().map {
      $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func expectations() throws -> [Expectation] {
    try table("expected.tsv").map { row in
      try #require(row.count == 6)
      return Expectation(
        storage: try #require(StorageType(rawValue: row[0])), path: row[1], patient: row[2], kind: row[3],
        outcome: row[4], reason: row[5])
    }
  }

  /// First value of a field of the first such segment, by hand; the part looked at is ASCII.
  private static func field(_ segment: String, _ number: Int, of bytes: [UInt8]) -> String? {
    let line = bytes.split(separator: 0x0D).first { $0.starts(with: Array((segment + "|").utf8)) }
    let parts = line?.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) ?? []
    return parts.count > number ? String(decoding: parts[number], as: UTF8.self) : nil
  }

  /// Distinct kanji of an ISO-2022-JP text whose code contains the value of a delimiter.
  private static func delimiterKanji(in bytes: [UInt8]) -> Set<UInt16> {
    var found: Set<UInt16> = []
    var isKanji = false
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x1B, index + 2 < bytes.count {
        isKanji = bytes[index + 1] == UInt8(ascii: "$")
        index += 3
      } else if isKanji, index + 1 < bytes.count {
        let (high, low) = (bytes[index], bytes[index + 1])
        // Kanji begin at row 16; what comes before are signs and kana.
        if high >= 0x30, !Set("|^&~\\".utf8).isDisjoint(with: [high, low]) {
          found.insert(UInt16(high) << 8 | UInt16(low))
        }
        index += 2
      } else {
        index += 1
      }
    }
    return found
  }

  @Test func everyPathReadsButThePlantedOne() throws {
    for file in try Self.files(below: Self.root.appendingPathComponent("standard")) {
      if file.plantedCode == "path.kind-mismatch" {
        let error = #expect(throws: PathError.self) {
          try StoragePath(parsing: file.path, storageType: .standard)
        }
        #expect(error?.code == .kindMismatch)
      } else {
        let path = try StoragePath(parsing: file.path, storageType: .standard)
        #expect(path.notes.isEmpty)
      }
    }
    for file in try Self.files(below: Self.root.appendingPathComponent("extended")) {
      let path = try StoragePath(parsing: file.path, storageType: .extended)
      #expect(path.notes.isEmpty)
      #expect(path.innerPath?.hasPrefix("main_document.") == true)
    }
  }

  @Test func all36RowsOccurAndEveryMessageIsWhole() throws {
    var seen: Set<String> = []
    for file in try Self.files(below: Self.root.appendingPathComponent("standard"))
    where file.plantedCode == nil {
      let version = try StoragePath(parsing: file.path, storageType: .standard).version
      let type = try #require(Self.field("MSH", 8, of: file.bytes)).split(separator: "^").map(String.init)
      let kind = try #require(DataKind.named(version.key.kind))
      let message = try #require(kind.message(code: type[0], trigger: type[1]), "\(file.path)")
      #expect(type[2] == message.structure)
      #expect(!message.isCancel || version.flag == .deleted)
      for segment in message.requiredSegments {
        #expect(Self.field(segment, 1, of: file.bytes) != nil, "\(segment) in \(file.path)")
      }
      #expect(Self.field("PID", 3, of: file.bytes)?.hasPrefix(version.key.patientID + "^") == true)
      #expect(file.bytes.last == 0x0D)
      #expect(Self.field("MSH", 17, of: file.bytes) == "~ISO IR87")
      #expect(Self.field("MSH", 19, of: file.bytes) == "ISO 2022-1994")
      seen.insert("\(kind.code) \(message.trigger)")
    }
    #expect(seen == Set(DataKind.all.flatMap { kind in kind.messages.map { "\(kind.code) \($0.trigger)" } }))
  }

  @Test func everyMessageHoldsTwoKanjiWithADelimiterByte() throws {
    let messages = try Self.files(below: Self.root).filter {
      $0.plantedCode == nil && ($0.path.hasPrefix("standard/") || $0.path.hasSuffix(".hl7"))
    }
    #expect(messages.count > 100)
    for message in messages { #expect(Self.delimiterKanji(in: message.bytes).count >= 2, "\(message.path)") }
  }

  @Test func fiveFilesAreBadEachInItsOwnWay() throws {
    let files = try Self.files(below: Self.root.appendingPathComponent("standard"))
    let bad = Dictionary(grouping: files.filter { $0.plantedCode != nil }, by: { $0.plantedCode ?? "" })
    #expect(bad.mapValues(\.count) == Dictionary(uniqueKeysWithValues: Self.planted.values.map { ($0, 1) }))
    #expect(bad["hl7.empty"]?.map(\.bytes) == [[]])
    #expect(bad["hl7.not-hl7"]?.map(\.bytes.count) == [2])
    let foreign = try #require(bad["path.patient-mismatch"]?.first)
    #expect(foreign.path.contains("/0000000106/"))
    #expect(Self.field("PID", 3, of: foreign.bytes)?.hasPrefix("0000000101^") == true)
    let cut = try #require(bad["hl7.structure"]?.first).bytes
    let lastEscape = try #require(cut.lastIndex(of: 0x1B))
    #expect(cut[lastEscape...].starts(with: [0x1B, 0x24, 0x42]))
    #expect((cut.count - lastEscape - 3) % 2 == 1, "it must end between the two bytes of a kanji")
    let parked = try Self.expectations().filter {
      $0.outcome == "parked" && $0.reason != "convert.unmappable"
    }
    #expect(Set(parked.map(\.reason)) == Set(Self.planted.values))
    #expect(
      parked.allSatisfy { row in
        Self.planted.contains { row.path.contains("/\($0.key)/") && row.reason == $0.value }
      })
  }

  @Test func whatIsExpectedCoversEveryRecordOfLinkedPatientsOnce() throws {
    let linked = Set(try Self.table("patients.csv").map { $0[0] })
    #expect(linked.count == 10)
    var versions: [RecordKey: [RecordVersion]] = [:]
    for type in [StorageType.standard, .extended] {
      for file in try Self.files(below: Self.root.appendingPathComponent(type.rawValue)) {
        guard let path = try? StoragePath(parsing: file.path, storageType: type) else { continue }
        versions[path.version.key, default: []].append(path.version)
      }
    }
    let records = versions.filter { linked.contains($0.key.patientID) }
    let rows = try Self.expectations()
    var met: Set<RecordKey> = []
    for row in rows where row.reason != "path.kind-mismatch" {
      let version = try StoragePath(parsing: row.path, storageType: row.storage).version
      #expect(met.insert(version.key).inserted, "twice: \(row.path)")
      #expect(version.key.patientID == row.patient && version.key.kind == row.kind)
      let active = ActiveVersion.select(from: records[version.key] ?? [])
      #expect(active == (row.reason == "storage.deleted" ? nil : version), "\(row.path)")
    }
    #expect(met == Set(records.keys))
    #expect(rows.count == records.count + 1)
  }

  @Test func eightConsentOneWithdrewAndOneWasNotAsked() throws {
    let linked = Set(try Self.table("patients.csv").map { $0[0] })
    let rows = try Self.table("consents.csv")
    #expect(rows.allSatisfy { $0.count == 7 })
    let withdrawn = Set(rows.filter { $0[1] == "withdraw" }.map { $0[0] })
    let granted = Set(rows.filter { $0[1] == "grant" }.map { $0[0] })
    #expect(withdrawn.count == 1)
    #expect(granted.subtracting(withdrawn).count == 8)
    #expect(granted.isSubset(of: linked))
    #expect(linked.subtracting(granted).count == 1)
    let patients = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appendingPathComponent("standard/000/000").path)
    #expect(patients.count == 12)
    let excluded = try Self.expectations().filter { $0.outcome == "excluded" }
    #expect(
      Set(excluded.map(\.reason)) == ["consent.none", "consent.withdrawn", "consent.kind", "storage.deleted"])
  }

  @Test(.enabled(if: hasPython, "python3 is not on this machine"))
  func theGeneratorWritesWhatIsCommitted() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", SharedFolder.repository.appendingPathComponent("scripts/generate-sample-storage").path,
      folder.path,
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let written = try Self.files(below: folder)
    let committed = try Self.files(below: Self.root).filter {
      !["README.md", ".gitattributes"].contains($0.path)
    }
    #expect(written.map(\.path) == committed.map(\.path))
    for (ours, theirs) in zip(written, committed) { #expect(ours.bytes == theirs.bytes, "\(ours.path)") }
  }
}
