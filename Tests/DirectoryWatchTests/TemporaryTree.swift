import Foundation
import Glibc

/// A directory that lives as long as the test that made it.
final class TemporaryTree: Sendable {
  let path: String

  init() throws {
    var template = Array(
      (FileManager.default.temporaryDirectory.path + "/directory-watch-XXXXXX").utf8CString)
    guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } })
    else {
      throw POSIXError(.init(rawValue: errno) ?? .EIO)
    }
    path = String(cString: made)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func absolute(_ relativePath: String) -> String { relativePath.isEmpty ? path : path + "/" + relativePath }

  /// A C path of bytes that need not be UTF-8.
  func bytePath(_ name: [UInt8]) -> [CChar] {
    (Array(path.utf8) + [UInt8(ascii: "/")] + name + [0]).map { CChar(bitPattern: $0) }
  }

  func makeDirectory(_ relativePath: String) throws {
    try FileManager.default.createDirectory(
      atPath: absolute(relativePath), withIntermediateDirectories: true)
  }

  /// Writes a file, with the folders above it.
  func write(_ bytes: [UInt8], to relativePath: String) throws {
    let folder = relativePath.split(separator: "/").dropLast().joined(separator: "/")
    try makeDirectory(folder)
    try Data(bytes).write(to: URL(fileURLWithPath: absolute(relativePath)))
  }

  /// Sets access and modification time, in seconds since 1970.
  func setTimes(_ relativePath: String, accessed: Int, modified: Int) {
    var times = utimbuf(actime: accessed, modtime: modified)
    utime(absolute(relativePath), &times)
  }

  func link(_ relativePath: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: absolute(relativePath), withDestinationPath: target)
  }

  func remove(_ relativePath: String) throws {
    try FileManager.default.removeItem(atPath: absolute(relativePath))
  }

  func move(_ from: String, to target: String) throws {
    guard rename(absolute(from), absolute(target)) == 0 else {
      throw POSIXError(.init(rawValue: errno) ?? .EIO)
    }
  }
}
