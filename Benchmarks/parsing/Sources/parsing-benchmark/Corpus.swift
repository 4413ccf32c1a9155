import Glibc

/// Messages in memory, so that neither the disk nor the kernel is measured.
struct Corpus {
  let messages: [[UInt8]]
  let byteCount: Int

  /// - Parameter list: A file with one path a line.
  init?(list: String) {
    guard let paths = Self.read(list).map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
    messages = paths.split(separator: "\n").compactMap { Self.read(String($0)) }
    byteCount = messages.reduce(0) { $0 + $1.count }
    if messages.isEmpty { return nil }
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
