import Foundation
import HL7v2
import SSMIX2

@testable import JPCore

/// Where the material beside the repository lies: reference pages, samples and the FHIR validator.
enum SharedMaterial {
  /// The repository, found from this file wherever the package was checked out or linked from.
  static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let shared: URL =
    ProcessInfo.processInfo.environment["SSMIX2_SHARED"].map { URL(fileURLWithPath: $0) }
    ?? repository.deletingLastPathComponent().appendingPathComponent("shared")

  static let samples = shared.appendingPathComponent("samples")
  static let validator = shared.appendingPathComponent("tools/fhir-validate")
  static let urlPackage = shared.appendingPathComponent("reference/jp-core/url-form/jp-core.r4-1.1.2-url.tgz")
  static let sampleStorage = repository.appendingPathComponent("SampleStorage/standard")

  static let hasSamples = FileManager.default.fileExists(atPath: samples.path)
  static let hasSampleStorage = FileManager.default.fileExists(atPath: sampleStorage.path)
  static let hasValidator =
    FileManager.default.fileExists(atPath: validator.path) && (try? python(["--version"]))?.status == 0

  /// The Python that runs the validator.
  private static let interpreter = ProcessInfo.processInfo.environment["FHIR_VALIDATE_PYTHON"] ?? "python3"

  /// Whether that Python can check invariants.
  static let checksInvariants = (try? python(["-c", "import fhirpathpy"]))?.status == 0

  static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [interpreter] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Types that JP Core leaves alone.
  private static let typesWithoutProfile: Set<String> = ["NutritionOrder", "MessageHeader", "Provenance"]

  /// Problems that the validator finds in what conversions made, errors only; empty is good. Every resource
  /// must name a profile of JP Core, but for the types that JP Core leaves alone.
  static func judge(_ conversions: [String: [Resource]], release: JPCoreRelease) throws -> String {
    var (profiled, others): ([String: [UInt8]], [String: [UInt8]]) = ([:], [:])
    for (name, resources) in conversions {
      let isOther = { (resource: Resource) in typesWithoutProfile.contains(resource.type) }
      profiled[name] = TransactionBundle.encode(
        puts: resources.filter { !isOther($0) }, deletes: ["Patient/gone"])
      let without = resources.filter(isOther)
      if !without.isEmpty { others[name] = TransactionBundle.encode(puts: without, deletes: []) }
    }
    let problems = try judge(profiled, ["--require-profile", "http://jpfhir.jp/"], release: release)
    return others.isEmpty ? problems : problems + (try judge(others, [], release: release))
  }

  private static func judge(
    _ documents: [String: [UInt8]], _ options: [String], release: JPCoreRelease
  ) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("jpcore-judge-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var arguments = [validator.path, "--no-warnings"] + options
    if checksInvariants { arguments.append("--require-invariants") }
    // No compiled package of 1.2.0 exists: its systems are in the URL form of 1.1.2, its new profiles
    // nowhere.
    if release == .v1_2_0 { arguments += ["--package", urlPackage.path, "--unknown-profile", "warning"] }
    for (name, document) in documents {
      let file = folder.appendingPathComponent("\(name).json")
      try Data(document).write(to: file)
      arguments.append(file.path)
    }
    let (status, output) = try python(arguments)
    // The stand-in for 1.2.0 lacks the extensions that 1.2.0 added to Condition.
    let added = release == .v1_2_0 ? "/JP_Condition_Disease" : nil
    let lines = output.split(separator: "\n").filter { line in
      !(added.map(line.contains) ?? false) && !line.hasPrefix("fhir-validate: fhirpathpy is not installed")
    }
    return status == 0 || (status == 1 && lines.isEmpty)
      ? "" : "exit \(status)\n\(lines.joined(separator: "\n"))"
  }

  /// A sample by its path in `expected.json`'s way, read under the identity of its folder whatever PID-3
  /// says.
  static func sample(_ path: String) throws -> SourceRecord {
    let (root, relative) = splitRoot(path)
    return try record(at: samples.appendingPathComponent(root), relative)
  }

  private static func splitRoot(_ path: String) -> (String, String) {
    let parts = path.split(separator: "/").map(String.init)
    return (parts.prefix(2).joined(separator: "/"), parts.dropFirst(2).joined(separator: "/"))
  }

  static func record(at root: URL, _ relative: String) throws -> SourceRecord {
    let bytes = [UInt8](try Data(contentsOf: root.appendingPathComponent(relative)))
    return SourceRecord(
      path: try StoragePath(parsing: relative, storageType: .standard), message: try Message(parsing: bytes))
  }

  static func bytes(at root: URL, _ relative: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent(relative)))
  }

  /// Every active record of the supported kinds in the repository's own storage.
  static func storedRecords() throws -> [SourceRecord] {
    let root = sampleStorage.resolvingSymlinksInPath()
    guard
      let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
    else {
      return []
    }
    var records: [SourceRecord] = []
    for case let file as URL in files {
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      let relative = String(file.path.dropFirst(root.path.count + 1))
      guard let path = try? StoragePath(parsing: relative, storageType: .standard),
        path.version.flag == .active,
        Converter.supportedKinds.contains(path.version.key.kind),
        let message = try? Message(parsing: [UInt8](try Data(contentsOf: file)))
      else { continue }
      records.append(SourceRecord(path: path, message: message))
    }
    return records.sorted { $0.path.relativePath < $1.path.relativePath }
  }
}

enum SampleFile {
  private static let tool = "nho-testing-tool/standard_root/999/901/9999013/"
  static let demographics = tool + "-/ADT-00/9999013_-_ADT-00_999999999999999_20111220224447339_-_1"
  static let allergies = tool + "-/ADT-61/9999013_-_ADT-61_999999999999999_20111014232213000_-_1"
  static let diagnoses = tool + "-/PPR-01/9999013_-_PPR-01_999999999999999_20111209163030000_01_1"
  static let prescription =
    tool + "20110701/OMP-01/9999013_20110701_OMP-01_000000011000185_20110701224603984_01_1"
  static let admission =
    tool + "20111120/ADT-22/9999013_20111120_ADT-22_999999999999999_20111220224447339_01_1"
  static let discharge =
    tool + "20111220/ADT-52/9999013_20111220_ADT-52_999999999999999_20111220224447339_08_1"
  static let laboratory =
    tool + "20111220/OML-11/9999013_20111220_OML-11_000000011000354_20111220103059000_01_1"
  static let bacteriology =
    "nho-support-documents/standard_root/012/345/0123456789/20080126/OML-11/"
    + "0123456789_20080126_OML-11_081251234567800_200802031630123_01_1"
  static let injection =
    tool + "20110701/OMP-02/9999013_20110701_OMP-02_123456789012345_20110701224603984_01_1"
  static let laboratoryOrder =
    tool + "20111220/OML-01/9999013_20111220_OML-01_000000011000354_20111220103059123_15_1"
  static let radiologyOrder =
    tool + "20111220/OMG-01/9999013_20111220_OMG-01_000201101200100_20111220224447339_-_1"
  static let endoscopyOrder =
    tool + "20111220/OMG-02/9999013_20111220_OMG-02_201212201252100_20111220224447339_01_1"
  static let physiologyOrder =
    tool + "20111220/OMG-03/9999013_20111220_OMG-03_201112200089100_20111220224447339_01_1"
  static let mealOrder =
    tool + "20111013/OMD/9999013_20111013_OMD_123456789012345_20111014232213000_01_1"
  static let drugsGiven =
    tool + "20110630/OMP-11/9999013_20110630_OMP-11_123456789012345_20110701113813225_01_1"
  static let injectionGiven =
    tool + "20110701/OMP-12/9999013_20110701_OMP-12_123456789012345_20110701113813225_01_1"
  static let radiologyPerformed =
    tool + "20111220/OMG-11/9999013_20111220_OMG-11_2011122000300_20111220224447339_24_1"
  static let endoscopyPerformed =
    tool + "20111220/OMG-12/9999013_20111220_OMG-12_201112201656100_20111220224447339_01_1"
  static let physiologyResult =
    tool + "20111220/OMG-13/9999013_20111220_OMG-13_999999999999999_20111220224447339_01_1"
  static let all = [
    radiologyPerformed, endoscopyPerformed, physiologyResult, demographics, allergies, diagnoses,
    prescription, admission, discharge, laboratory, bacteriology,
    injection, drugsGiven, injectionGiven, laboratoryOrder, radiologyOrder, endoscopyOrder,
    physiologyOrder, mealOrder,
  ]
}
