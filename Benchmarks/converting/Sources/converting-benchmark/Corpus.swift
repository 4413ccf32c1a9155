import Glibc
import SSMIX2

/// Files in memory, so that neither the disk nor the kernel is measured.
struct Corpus {
  struct File {
    var path: StoragePath
    var bytes: [UInt8]
  }

  let files: [File]

  /// - Parameter list: A file with one path a line, each of a file in a storage.
  init?(list: String) {
    guard let text = Self.read(list).map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
    files = text.split(separator: "\n").compactMap { line in
      let relative = line.split(separator: "/").suffix(6).joined(separator: "/")
      guard let bytes = Self.read(String(line)),
        let path = try? StoragePath(parsing: relative, storageType: .standard)
      else { return nil }
      return File(path: path, bytes: bytes)
    }
    if files.isEmpty { return nil }
  }

  private static func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      guard count > 0 else { return count == 0 ? bytes : nil }
      bytes += chunk[..<count]
    }
  }
}
