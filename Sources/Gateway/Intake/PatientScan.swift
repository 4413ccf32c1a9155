import DirectoryWatch
import SSMIX2

/// What is in a patient's folder, or in one kind folder of it, right now.
struct PatientListing: Sendable {
  /// Record keys with all their versions.
  var records: [RecordName: FoundRecord] = [:]
  /// Names that are none of ours.
  var stray = 0
  /// Entries that could not be listed; what is missing below them is not known to be missing.
  var failures: [ConfinedDirectoryError] = []
  /// Folders of which something could not be listed, as prefixes of paths.
  var unknownBelow: [String] = []
}

/// Lists the files of one patient. Blocks: run it on `BlockingCalls`.
struct PatientScan: Sendable {
  var tree: any StorageTree
  var type: StorageType

  /// A patient's folder that holds more entries than this in one directory is reported, not listed.
  static let mostDepth = 3

  /// - Parameters:
  ///   - folder: of the patient, below the root.
  ///   - within: a folder of his, relative to `folder` (`20260101/OML-11`); nil lists everything.
  /// - Throws: when the start itself cannot be listed.
  func list(folder: String, within: String?) throws(ConfinedDirectoryError) -> PatientListing {
    var listing = PatientListing()
    let start = within.map { folder + "/" + $0 } ?? folder
    let depth = within.map { $0.split(separator: "/").count } ?? 0
    try walk(start, depth: depth, into: &listing)
    return listing
  }

  /// Levels below the patient: 0 care dates, 1 kinds, 2 records.
  private func walk(
    _ path: String, depth: Int, into listing: inout PatientListing
  ) throws(ConfinedDirectoryError) {
    for entry in try tree.list(path) {
      guard let name = entry.nameText else {
        // A name that is not UTF-8 cannot be a record's: grammar and JSON know only text.
        add(problem: .pathMalformed, at: path + "/" + Self.escaped(entry.name), entry: entry, to: &listing)
        continue
      }
      if StrayFile.isStray(name) {
        listing.stray += 1
        continue
      }
      let child = path + "/" + name
      if depth == 2 {
        try record(child, entry: entry, into: &listing)
      } else if entry.type == .directory {
        do {
          try walk(child, depth: depth + 1, into: &listing)
        } catch {
          note(error, below: child, in: &listing)
          if error.code == .permissionDenied {
            // A folder that nobody may read holds records that nobody would miss: it is parked by its name.
            add(problem: .storageUnreadable, at: child, entry: entry, to: &listing)
          }
        }
      } else {
        let problem: ReasonCode = entry.type == .file ? .pathMalformed : .pathNotAFile
        add(problem: problem, at: child, entry: entry, to: &listing)
      }
    }
  }

  private func note(_ error: ConfinedDirectoryError, below path: String, in listing: inout PatientListing) {
    // A folder that went away between two calls is found by the next scan.
    if error.code == .notFound { return }
    listing.failures.append(error)
    listing.unknownBelow.append(path + "/")
  }

  private func record(
    _ path: String, entry: ConfinedDirectory.Entry, into listing: inout PatientListing
  ) throws(ConfinedDirectoryError) {
    let isExpectedType = type == .standard ? entry.type == .file : entry.type == .directory
    guard isExpectedType else {
      let isOther = entry.type == .symbolicLink || entry.type == .other
      return add(problem: isOther ? .pathNotAFile : .pathMalformed, at: path, entry: entry, to: &listing)
    }
    do {
      let parsed = try StoragePath(parsing: path, storageType: type)
      let version = parsed.version
      let name = RecordName(
        careDate: version.key.careDate, kind: version.key.kind, orderNumber: version.key.orderNumber)
      var found = FoundVersion(
        timestamp: version.timestamp, department: version.department, flag: version.flag, path: path,
        size: entry.size, modified: entry.modified, changed: entry.changed, inode: entry.inode)
      if type == .extended {
        do { try measure(path, into: &found, depth: 0) } catch {
          return note(error, below: path, in: &listing)
        }
      }
      listing.records[
        name,
        default: FoundRecord(
          careDate: name.careDate, kind: name.kind, orderNumber: name.orderNumber, problem: nil, versions: [])
      ].versions.append(found)
    } catch {
      add(
        problem: ReasonCode(rawValue: error.code.rawValue) ?? .pathMalformed, at: path, entry: entry,
        to: &listing)
    }
  }

  /// A content folder is at rest when everything in it is: its size is the sum, its times the latest.
  private func measure(
    _ path: String, into found: inout FoundVersion, depth: Int
  ) throws(ConfinedDirectoryError) {
    guard depth < Self.mostDepth else { return }
    for entry in try tree.list(path) {
      found.size &+= entry.type == .file ? entry.size : 0
      found.modified = max(found.modified, entry.modified)
      found.changed = max(found.changed, entry.changed)
      if entry.type == .directory, let name = entry.nameText {
        try measure(path + "/" + name, into: &found, depth: depth + 1)
      }
    }
  }

  /// What cannot be a record is one all the same for the balance: its key is its path.
  private func add(
    problem: ReasonCode, at path: String, entry: ConfinedDirectory.Entry, to listing: inout PatientListing
  ) {
    let parts = path.split(separator: "/")
    let kind = parts.count > 4 ? String(parts[4]) : ""
    let name = RecordName(careDate: "", kind: kind, orderNumber: path)
    listing.records[name] = FoundRecord(
      careDate: "", kind: kind, orderNumber: path, problem: problem.rawValue,
      versions: [
        FoundVersion(
          timestamp: "", department: "", flag: .active, path: path, size: entry.size,
          modified: entry.modified,
          changed: entry.changed, inode: entry.inode)
      ])
  }

  private static func escaped(_ name: [UInt8]) -> String {
    name.map { byte in
      byte < 0x80 && byte >= 0x20 && byte != UInt8(ascii: "%")
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
