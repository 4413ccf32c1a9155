import DirectoryWatch
import Synchronization

/// A storage root that may go away and come back: an unmounted share, a disk that is replaced. While it is away every call
/// throws `stale`, which says nothing about any file.
final class RemountableTree: StorageTree {
  private let root: String
  private let current = Mutex<DiskTree?>(nil)

  init(root: String) {
    self.root = root
  }

  /// Opens the root again if it was replaced; throws while it is not there.
  func checkAvailable() throws(ConfinedDirectoryError) {
    if let tree = current.withLock({ $0 }) {
      do {
        return try tree.checkAvailable()
      } catch {
        current.withLock { $0 = nil }
      }
    }
    _ = try tree()
  }

  private func tree() throws(ConfinedDirectoryError) -> DiskTree {
    if let tree = current.withLock({ $0 }) { return tree }
    do {
      let opened = try DiskTree(root: root)
      current.withLock { $0 = opened }
      return opened
    } catch {
      // Below the root "not found" is about a file; here it is about the storage.
      throw ConfinedDirectoryError(
        code: error.code == .permissionDenied ? .permissionDenied : .stale, errno: error.errno)
    }
  }

  func list(_ path: String) throws(ConfinedDirectoryError) -> [ConfinedDirectory.Entry] {
    try tree().list(path)
  }

  func look(at path: String) throws(ConfinedDirectoryError) -> ConfinedDirectory.Entry? {
    try tree().look(at: path)
  }

  func content(
    of path: String, limit: Int
  ) throws(ConfinedDirectoryError) -> (bytes: [UInt8], status: ConfinedDirectory.Entry) {
    try tree().content(of: path, limit: limit)
  }
}
