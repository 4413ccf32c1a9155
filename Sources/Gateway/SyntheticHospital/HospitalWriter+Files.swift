import Glibc

/// The folder that is written into.
enum OutputFolder {
  /// Makes the folder and those above it, and sees to it that it is empty.
  static func prepare(_ directory: String, isForced: Bool) throws(HospitalWriterError) {
    var made = directory.hasPrefix("/") ? "/" : ""
    for part in directory.split(separator: "/") {
      made += made.isEmpty || made == "/" ? String(part) : "/\(part)"
      try make(made)
    }
    guard let stream = opendir(directory) else {
      throw .failed(operation: "opendir", code: errno)
    }
    defer { closedir(stream) }
    guard !isForced else { return }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { throw .notEmpty }
    }
  }

  /// Makes a folder unless it is there.
  static func make(_ path: String) throws(HospitalWriterError) {
    if mkdir(path, 0o755) != 0, errno != EEXIST { throw .failed(operation: "mkdir", code: errno) }
  }
}

/// Levels 1 and 2 of the trees, which patients share. Chart numbers ascend, so only the last ones are
/// remembered.
struct SharedLevels {
  let directory: String
  private var last: [Substring: Substring] = [:]

  init(directory: String) { self.directory = directory }

  /// Makes the levels above a patient's folders.
  mutating func make(for files: [SyntheticFile]) throws(HospitalWriterError) {
    for root in [Substring("standard"), "extended"] {
      guard let file = files.first(where: { $0.path.hasPrefix(root) }) else { continue }
      let parts = file.path.split(separator: "/", maxSplits: 3)
      let shared = file.path[..<parts[2].endIndex]
      guard last[root] != shared else { continue }
      try OutputFolder.make("\(directory)/\(file.path[..<parts[1].endIndex])")
      try OutputFolder.make("\(directory)/\(shared)")
      last[root] = shared
    }
  }
}

/// A patient's folder in one of the trees.
enum SyntheticFolder {
  /// Writes a patient's files; each folder is made once, names are resolved from the patient's folder on.
  static func write(_ files: [SyntheticFile], below directory: String) throws(HospitalWriterError) {
    for root in ["standard/", "extended/"] {
      let files = files.filter { $0.path.hasPrefix(root) }
      guard let first = files.first else { continue }
      let parts = first.path.split(separator: "/", maxSplits: 4)
      let folder = first.path[..<parts[3].endIndex]
      let path = "\(directory)/\(folder)"
      try OutputFolder.make(path)
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .failed(operation: "open", code: errno) }
      defer { close(descriptor) }
      var made: Set<Substring> = []
      for file in files {
        let name = file.path[folder.endIndex...].dropFirst()
        try makeFolders(of: name, in: descriptor, made: &made)
        try write(file.bytes, as: String(name), in: descriptor)
      }
    }
  }

  private static func makeFolders(
    of name: Substring, in descriptor: Int32, made: inout Set<Substring>
  ) throws(HospitalWriterError) {
    guard let last = name.utf8.lastIndex(of: UInt8(ascii: "/")), !made.contains(name[..<last]) else { return }
    for index in name.utf8.indices where name.utf8[index] == UInt8(ascii: "/") {
      guard made.insert(name[..<index]).inserted else { continue }
      if mkdirat(descriptor, String(name[..<index]), 0o755) != 0, errno != EEXIST {
        throw .failed(operation: "mkdir", code: errno)
      }
    }
  }

  private static func write(
    _ bytes: [UInt8], as name: String, in folder: Int32
  ) throws(HospitalWriterError) {
    let descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw errno == EEXIST ? .exists : .failed(operation: "open", code: errno) }
    let code = AppendedFile.write(bytes, to: descriptor)
    guard close(descriptor) == 0, code == 0 else {
      throw .failed(operation: "write", code: code == 0 ? errno : code)
    }
  }
}

/// A file that grows as the hospital is written.
final class AppendedFile {
  private let descriptor: Int32

  /// A new file with its first line.
  init(path: String, header: String) throws(HospitalWriterError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw errno == EEXIST ? .exists : .failed(operation: "open", code: errno) }
    try append(header)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Adds a text at the end.
  func append(_ text: String) throws(HospitalWriterError) {
    let code = Self.write(Array(text.utf8), to: descriptor)
    guard code == 0 else { throw .failed(operation: "write", code: code) }
  }

  /// Writes all bytes; 0, or the error.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0 {
          guard errno == EINTR else { return errno }
          continue
        }
        rest = rest.dropFirst(written)
      }
      return 0
    }
  }
}
