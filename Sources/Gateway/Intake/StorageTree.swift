import DirectoryWatch

/// What the intake needs of a storage's tree: the disk, or a tree in memory that can tear and fail.
///
/// All calls block and are made on `BlockingCalls`, never on the cooperative pool. Nothing below the root is ever written.
protocol StorageTree: Sendable {
  /// Entries of a directory with their status, in no order.
  func list(_ path: String) throws(ConfinedDirectoryError) -> [ConfinedDirectory.Entry]
  /// Status of one path; nil when nothing has that name.
  func look(at path: String) throws(ConfinedDirectoryError) -> ConfinedDirectory.Entry?
  /// The content of a regular file of at most `limit` bytes, with its status.
  func content(
    of path: String, limit: Int
  ) throws(ConfinedDirectoryError) -> (bytes: [UInt8], status: ConfinedDirectory.Entry)
  /// Throws when the root is gone, replaced or cannot be listed: then absence says nothing.
  func checkAvailable() throws(ConfinedDirectoryError)
}

/// A tree on disk. The root is opened again when it was unmounted and has come back.
struct DiskTree: StorageTree {
  let directory: ConfinedDirectory

  init(root: String) throws(ConfinedDirectoryError) {
    directory = try ConfinedDirectory(path: root)
  }

  func list(_ path: String) throws(ConfinedDirectoryError) -> [ConfinedDirectory.Entry] {
    try directory.entries(of: path, withStatus: true)
  }

  func look(at path: String) throws(ConfinedDirectoryError) -> ConfinedDirectory.Entry? {
    try directory.status(of: path)
  }

  func content(
    of path: String, limit: Int
  ) throws(ConfinedDirectoryError) -> (bytes: [UInt8], status: ConfinedDirectory.Entry) {
    try directory.read(path, limit: limit)
  }

  func checkAvailable() throws(ConfinedDirectoryError) { try directory.checkRoot() }
}
