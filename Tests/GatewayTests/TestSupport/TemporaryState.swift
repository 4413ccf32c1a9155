import Foundation

/// A folder for one ledger, gone when the test is over. In memory where the system has such a place: the
/// tests ask for
/// thousands of synchronous writes.
final class TemporaryState: Sendable {
  let path: String

  init() throws {
    let root = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    path = root + "/gateway-ledger-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var ledger: String { path + "/ledger.sqlite" }

  /// What a power failure at this moment leaves: the files as they are now.
  func copy() throws -> TemporaryState {
    let other = try TemporaryState()
    for name in ["ledger.sqlite", "ledger.sqlite-wal"]
    where FileManager.default.fileExists(atPath: path + "/" + name) {
      try FileManager.default.copyItem(atPath: path + "/" + name, toPath: other.path + "/" + name)
    }
    return other
  }
}
