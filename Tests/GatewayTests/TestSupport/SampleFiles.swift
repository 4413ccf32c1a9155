import Foundation

/// The synthetic storage of the repository, for tests that want whole messages.
enum SampleFiles {
  static let root: String? = {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = repository.appendingPathComponent("SampleStorage").path
    return FileManager.default.fileExists(atPath: path + "/standard") ? path : nil
  }()

  /// Files of content folders, by their path below `extended`.
  static func contents() -> [String: [UInt8]] {
    guard let root, let all = FileManager.default.enumerator(atPath: root + "/extended") else { return [:] }
    var found: [String: [UInt8]] = [:]
    while let path = all.nextObject() as? String {
      guard path.split(separator: "/").count == 7 else { continue }
      found[path] = FileManager.default.contents(atPath: root + "/extended/" + path).map { Array($0) } ?? []
    }
    return found
  }

  /// Paths below `standard` of a patient's files, or of all.
  static func paths(ofPatient patient: String? = nil) -> [String] {
    guard let root, let all = FileManager.default.enumerator(atPath: root + "/standard") else { return [] }
    var found: [String] = []
    while let path = all.nextObject() as? String {
      guard path.split(separator: "/").count == 6 else { continue }
      if let patient, !path.contains("/\(patient)/") { continue }
      found.append(path)
    }
    return found.sorted()
  }

  static func bytes(of path: String) -> [UInt8] {
    guard let root, let data = FileManager.default.contents(atPath: root + "/standard/" + path) else {
      return []
    }
    return Array(data)
  }

  /// Outcome and reason that the current release is meant to come to, by path below the storage.
  static func expected(_ storage: String = "standard") -> [String: (outcome: String, reason: String)] {
    guard let root, let text = try? String(contentsOfFile: root + "/expected.tsv", encoding: .utf8) else {
      return [:]
    }
    var rows: [String: (outcome: String, reason: String)] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if fields.count == 6, fields[0] == storage { rows[fields[1]] = (fields[4], fields[5]) }
    }
    return rows
  }
}
