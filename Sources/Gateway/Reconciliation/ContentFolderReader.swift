import DirectoryWatch
import JPCore

/// Reads the files of a content folder of the extended storage as one state of it. Blocks: call it on `BlockingCalls`.
struct ContentFolderReader {
  /// Bytes of all files of one folder: they travel in one request, as text.
  static let mostBytes = 16 << 20
  /// Files of one folder.
  static let mostFiles = 1000

  /// Why there is nothing to hand over.
  enum Failure: Error {
    case storage(ConfinedDirectoryError)
    case problem(RecordProblem)
    /// It is not what the ledger knows, or changes under our eyes.
    case unsettled
  }

  /// What `PatientScan` measures, and the files.
  private struct Listing: Equatable {
    var size: Int64
    var modified: Int64
    var inode: UInt64
    /// By their path below the folder.
    var files: [String: ConfinedDirectory.Entry] = [:]
  }

  var tree: any StorageTree

  /// The files that belong to the record as the ledger knows it, their paths relative to the folder.
  func read(_ version: StoredVersion) throws(Failure) -> [(path: String, bytes: [UInt8])] {
    let listing = try list(version.path)
    guard listing.size == version.size, listing.modified == version.modified, listing.inode == version.inode
    else { throw .unsettled }
    return try read(version.path, listing)
  }

  /// The files that belong to the record, whatever it was before.
  func read(_ folder: String) throws(Failure) -> [(path: String, bytes: [UInt8])] {
    try read(folder, try list(folder))
  }

  private func read(
    _ folder: String, _ listing: Listing
  ) throws(Failure) -> [(path: String, bytes: [UInt8])] {
    guard listing.files.count <= Self.mostFiles else {
      throw .problem(RecordProblem(code: .storageTooLarge, detail: "more than \(Self.mostFiles) files"))
    }
    guard listing.files.values.reduce(0, { $0 &+ $1.size }) <= Self.mostBytes else {
      throw .problem(
        RecordProblem(
          code: .storageTooLarge, detail: "the files have more than \(Self.mostBytes >> 20) MiB together"))
    }
    var contents: [(path: String, bytes: [UInt8])] = []
    for (path, entry) in listing.files {
      let (bytes, status) = try content(of: Self.joined(folder, path))
      guard status.size == entry.size, status.modified == entry.modified, status.inode == entry.inode else {
        throw .unsettled
      }
      contents.append((path, bytes))
    }
    // A file that came or went while others were read.
    guard try list(folder) == listing else { throw .unsettled }
    return contents
  }

  private func content(
    of path: String
  ) throws(Failure) -> (bytes: [UInt8], status: ConfinedDirectory.Entry) {
    do { return try tree.content(of: path, limit: Self.mostBytes) } catch { throw .storage(error) }
  }

  /// The folder may be the root of the tree itself.
  private static func joined(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder + "/" + name
  }

  private func list(_ path: String) throws(Failure) -> Listing {
    let folder: ConfinedDirectory.Entry?
    do { folder = try tree.look(at: path) } catch { throw .storage(error) }
    guard let folder else { throw .storage(ConfinedDirectoryError(code: .notFound)) }
    guard folder.type == .directory else { throw .unsettled }
    var listing = Listing(size: folder.size, modified: folder.modified, inode: folder.inode)
    try walk(path, below: "", depth: 0, into: &listing)
    return listing
  }

  private func walk(
    _ path: String, below prefix: String, depth: Int, into listing: inout Listing
  ) throws(Failure) {
    let entries: [ConfinedDirectory.Entry]
    do { entries = try tree.list(path) } catch { throw .storage(error) }
    for entry in entries {
      listing.size &+= entry.type == .file ? entry.size : 0
      listing.modified = max(listing.modified, entry.modified)
      guard let name = entry.nameText else {
        throw .problem(RecordProblem(code: .pathMalformed, detail: "a name in the folder is not UTF-8"))
      }
      let belongs = ContentFolder.belongs(prefix + name)
      switch entry.type {
      case .file:
        if belongs { listing.files[prefix + name] = entry }
      case .directory where depth + 1 < PatientScan.mostDepth:
        try walk(Self.joined(path, name), below: prefix + name + "/", depth: depth + 1, into: &listing)
      case .directory:
        guard belongs else { continue }
        let levels = "more than \(PatientScan.mostDepth) levels of folders"
        throw .problem(RecordProblem(code: .storageTooLarge, detail: levels))
      case .symbolicLink, .other:
        guard belongs else { continue }
        throw .problem(
          RecordProblem(code: .pathNotAFile, detail: "in the folder is a link or a special file"))
      }
    }
  }
}
