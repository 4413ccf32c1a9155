import DirectoryWatch
import SSMIX2

/// Writes the index database of a storage anew from its folders: one row a file or content folder, in the order
/// of the tree. Blocks; memory is bounded by the longest listing of one folder.
public struct IndexExport: Sendable {
  /// What an export came to.
  public struct Summary: Sendable, Hashable, Codable {
    /// Rows written.
    public var rows = 0
    /// Leftovers of systems and editors.
    public var stray = 0
    /// Names and folders that are not of the storage's grammar.
    public var malformed = 0
    /// Folders that could not be listed, and names that are not UTF-8.
    public var unreadable = 0

    /// Nothing yet.
    public init() {}

    /// Every folder and name could be read; else rows may be missing.
    public var isWhole: Bool { malformed == 0 && unreadable == 0 }
  }

  /// Whether a text is a 医療施設ID: ten digits.
  public static func isFacilityID(_ text: String) -> Bool {
    text.utf8.count == 10 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private let root: String
  private let storageType: StorageType
  private let volumeLabel: String
  private let facilityID: String
  private let format: IndexWriter.Format

  /// - Parameters:
  ///   - root: of the storage, absolute.
  ///   - storageType: standard or extended.
  ///   - volumeLabel: `STD`, `ANX01`: what the rows call the root.
  ///   - facilityID: 医療施設ID.
  public init(
    root: String, storageType: StorageType, volumeLabel: String, facilityID: String,
    format: IndexWriter.Format
  ) {
    self.root = root
    self.storageType = storageType
    self.volumeLabel = volumeLabel
    self.facilityID = facilityID
    self.format = format
  }

  /// Walks the storage and writes.
  ///
  /// - Parameter write: takes UTF-8, a folder's rows at a time.
  /// - Throws: `ConfinedDirectoryError` when the root cannot be read or goes away: then the export is not whole;
  ///   and what `write` throws.
  public func run(_ write: ([UInt8]) throws -> Void) throws -> Summary {
    let directory = try ConfinedDirectory(path: root)
    var summary = Summary()
    try write(Array(IndexWriter.beginning(format).utf8))
    try walk(directory, folder: "", level: 0, &summary, write)
    try directory.checkRoot()
    try write(Array(IndexWriter.end(format).utf8))
    return summary
  }

  /// Levels 0 to 4 hold folders, level 5 (the kind) the records.
  private func walk(
    _ directory: ConfinedDirectory, folder: String, level: Int, _ summary: inout Summary,
    _ write: ([UInt8]) throws -> Void
  ) throws {
    guard let entries = try list(directory, folder, withStatus: level == 5, &summary) else { return }
    guard level < 5 else { return try writeRows(of: entries, in: folder, &summary, write) }
    for entry in entries {
      guard entry.type == .directory else {
        summary.malformed += 1
        continue
      }
      let path = folder.isEmpty ? entry.name : folder + "/" + entry.name
      try walk(directory, folder: path, level: level + 1, &summary, write)
    }
  }

  private struct Entry {
    var name: String
    var type: ConfinedDirectory.Entry.FileType
    var changed: Int64
  }

  /// The entries of a folder by name, without leftovers; nil when it cannot be listed.
  private func list(
    _ directory: ConfinedDirectory, _ folder: String, withStatus: Bool, _ summary: inout Summary
  ) throws -> [Entry]? {
    let entries: [ConfinedDirectory.Entry]
    do {
      entries = try directory.entries(of: folder, withStatus: withStatus)
    } catch {
      guard error.code != .stale, !folder.isEmpty else { throw error }
      summary.unreadable += 1
      return nil
    }
    var named: [Entry] = []
    for entry in entries {
      guard let name = entry.nameText else {
        summary.unreadable += 1
        continue
      }
      if StrayFile.isStray(name) {
        summary.stray += 1
      } else {
        named.append(Entry(name: name, type: entry.type, changed: entry.changed))
      }
    }
    return named.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// All versions of a key lie in one kind folder, so that the deletion message is found here.
  private func writeRows(
    of entries: [Entry], in folder: String, _ summary: inout Summary, _ write: ([UInt8]) throws -> Void
  ) throws {
    let wanted: ConfinedDirectory.Entry.FileType = storageType == .extended ? .directory : .file
    var records: [(path: StoragePath, changed: Int64)] = []
    var deletions: [RecordKey: StoragePath] = [:]
    for entry in entries {
      guard entry.type == wanted,
        let path = try? StoragePath(parsing: folder + "/" + entry.name, storageType: storageType)
      else {
        summary.malformed += 1
        continue
      }
      records.append((path, entry.changed))
      guard storageType == .standard, path.version.flag == .deleted else { continue }
      let time = deletions[path.version.key]?.version.orderingTimestamp ?? ""
      if time <= path.version.orderingTimestamp { deletions[path.version.key] = path }
    }
    var text = ""
    for (path, changed) in records {
      let row = IndexRow(
        path, volumeLabel: volumeLabel, facilityID: facilityID,
        isDeletionMessage: deletions[path.version.key] == path, updated: Self.time(changed))
      text += IndexWriter.row(row, format)
    }
    summary.rows += records.count
    if !text.isEmpty { try write(Array(text.utf8)) }
  }

  /// `YYYY-MM-DD HH:MM:SS.fff` of Japan: nine hours ahead of UTC, all year round.
  static func time(_ nanoseconds: Int64) -> String {
    let milliseconds = floored(nanoseconds, 1_000_000).quotient + 9 * 3_600_000
    let (days, rest) = floored(milliseconds, 86_400_000)
    // Days to a calendar date: eras of 400 years that begin on 1 March.
    let (era, dayOfEra) = floored(days + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let seconds = rest / 1000
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2)) "
      + "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
      + ".\(padded(rest % 1000, 3))"
  }

  private static func floored(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = (value % divisor + divisor) % divisor
    return ((value - remainder) / divisor, remainder)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
