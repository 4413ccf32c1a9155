import Foundation
import Synchronization

/// A bearer token (RFC 6750) kept in a file, which another program may renew at any time.
///
/// The file is looked at before each request and read again when its inode, size or time of modification
/// changed. A file that cannot be read any more, or holds no token, leaves the old one in force: the
/// destination's 401 will tell when that is over.
final class BearerToken: Sendable {
  private struct Version: Equatable {
    var inode: Int
    var size: Int
    var modified: Date
  }

  private static let limit = 65536
  private let path: String
  private let cached: Mutex<(version: Version?, token: String)>

  /// Reads the file for the first time.
  ///
  /// - Throws: ``TransportConfigurationError`` of part `bearer-token-file`.
  init(path: String) throws(TransportConfigurationError) {
    self.path = path
    let version = Self.version(of: path)
    guard let token = Self.read(path) else {
      throw .init(part: .bearerTokenFile, text: "no token can be read from the file")
    }
    cached = Mutex((version, token))
  }

  /// The token in force.
  var current: String {
    cached.withLock { cached in
      // Looked at before reading: a change in between is seen the next time.
      if let version = Self.version(of: path), version != cached.version, let token = Self.read(path) {
        cached = (version, token)
      }
      return cached.token
    }
  }

  private static func version(of path: String) -> Version? {
    guard
      let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let inode = attributes[.systemFileNumber] as? NSNumber, let size = attributes[.size] as? NSNumber,
      let modified = attributes[.modificationDate] as? Date
    else { return nil }
    return Version(inode: inode.intValue, size: size.intValue, modified: modified)
  }

  private static func read(_ path: String) -> String? {
    guard
      let file = FileHandle(forReadingAtPath: path), let content = try? file.read(upToCount: limit + 1),
      content.count <= limit
    else { return nil }
    let token = String(decoding: content, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    // b64token of RFC 6750 section 2.1 is a subset of visible ASCII; a line break would forge a header.
    guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    return token
  }
}
