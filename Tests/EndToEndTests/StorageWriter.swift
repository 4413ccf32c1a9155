import Foundation
import Glibc

/// Writes records as an SS-MIX2 module does (SS-MIX2 1.2g 3.3): files under their final names, an update in two steps, a
/// deletion by renaming.
struct StorageWriter: Sendable {
  /// A record key of the standardised storage.
  struct Record: Sendable, Hashable {
    var patient: String
    /// `-` for kinds of the whole patient.
    var careDate: String
    var kind: String
    var order = "999999999999999"
    var department = "01"

    /// The folder, below the root.
    var folder: String {
      "\(patient.prefix(3))/\(patient.dropFirst(3).prefix(3))/\(patient)/\(careDate)/\(kind)"
    }

    /// The name of one version.
    func name(time: String, flag: Int) -> String {
      "\(patient)_\(careDate)_\(kind)_\(order)_\(time)_\(careDate == "-" ? "-" : department)_\(flag)"
    }
  }

  let root: String

  func path(_ record: Record, time: String, flag: Int) -> String {
    "\(root)/\(record.folder)/\(record.name(time: time, flag: flag))"
  }

  private func makeFolder(_ record: Record) throws {
    try FileManager.default.createDirectory(
      atPath: "\(root)/\(record.folder)", withIntermediateDirectories: true)
  }

  /// Writes a first version under its final name.
  func add(_ record: Record, time: String, _ message: [UInt8], flag: Int = 1) throws {
    try makeFolder(record)
    try write(message, to: path(record, time: time, flag: flag))
  }

  func add(_ record: Record, time: String, _ message: String, encoding: Encoding = .iso2022JP) throws {
    try add(record, time: time, try encoding.bytes(message))
  }

  /// First step of an update: what was active is superseded.
  func supersede(_ record: Record, time: String) throws {
    try move(path(record, time: time, flag: 1), path(record, time: time, flag: 2))
  }

  /// Begins a file; `append` goes on with it. Between the two it is half written.
  func begin(_ record: Record, time: String, _ bytes: some Sequence<UInt8>) throws -> OpenFile {
    try makeFolder(record)
    let file = try OpenFile(path(record, time: time, flag: 1))
    try file.append(bytes)
    return file
  }

  /// A file that is being written.
  final class OpenFile: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws {
      descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw POSIXFailure(call: "open", errno: errno) }
    }

    deinit { close(descriptor) }

    func append(_ bytes: some Sequence<UInt8>) throws {
      let array = Array(bytes)
      guard Glibc.write(descriptor, array, array.count) == array.count else {
        throw POSIXFailure(call: "write", errno: errno)
      }
    }
  }

  /// A deletion: every version of the key is renamed to flag 0, then the deletion message is written.
  func delete(_ record: Record, time: String, _ message: String, makingFolder: Bool = false) throws {
    if makingFolder { try makeFolder(record) }
    let folder = "\(root)/\(record.folder)"
    let prefix = "\(record.patient)_\(record.careDate)_\(record.kind)_\(record.order)_"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where name.hasPrefix(prefix) && !name.hasSuffix("_0") {
      try move("\(folder)/\(name)", "\(folder)/\(name.dropLast())0")
    }
    try write(try Encoding.iso2022JP.bytes(message), to: path(record, time: time, flag: 0))
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = try OpenFile(path)
    try file.append(bytes)
  }

  private func move(_ old: String, _ new: String) throws {
    guard rename(old, new) == 0 else { throw POSIXFailure(call: "rename", errno: errno) }
  }
}
