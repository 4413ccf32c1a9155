import CLinux
import DirectoryWatch
import Glibc
import SSMIX2

/// The files of a transaction storage, listed and read below one root; no link is ever followed, nothing written.
struct TransactionTree: Sendable {
  private let directory: ConfinedDirectory
  private let root: TransactionFile

  /// Most files in one year's folder.
  static let entryLimit = 200_000

  /// - Throws: `stale` when nothing is at the path; else as `ConfinedDirectory`.
  init(root path: String) throws(ConfinedDirectoryError) {
    do {
      directory = try ConfinedDirectory(path: path)
      root = try TransactionFile(checking: clinux_open_root(path))
    } catch {
      // Below the root "not found" is about a file; here it is about the storage.
      throw error.code == .notFound ? ConfinedDirectoryError(code: .stale, errno: error.errno) : error
    }
    let status = try root.status()
    guard status.device == directory.rootIdentity.device, status.inode == directory.rootIdentity.inode else {
      throw ConfinedDirectoryError(code: .stale)
    }
  }

  /// The root itself (`""`) and the folders of years, oldest first.
  func folders() throws(ConfinedDirectoryError) -> [String] {
    try directory.checkRoot()
    let entries = try directory.entries(of: "", withStatus: false, limit: Self.entryLimit)
    let years = entries.filter { $0.type == .directory }.compactMap(\.nameText)
    return [""] + years.filter(TransactionFileName.isYear).sorted()
  }

  /// The transaction files of a folder, oldest first.
  func files(in folder: String) throws(ConfinedDirectoryError) -> [TransactionFileName] {
    do {
      let entries = try directory.entries(of: folder, withStatus: false, limit: Self.entryLimit)
      return entries.filter { $0.type == .file }.compactMap(\.nameText).compactMap { TransactionFileName($0) }
        .sorted()
    } catch {
      if error.code == .notFound { return [] }
      throw error
    }
  }

  func open(_ path: String) throws(ConfinedDirectoryError) -> TransactionFile {
    let file = try TransactionFile(checking: clinux_open_file(root.descriptor, path, 0))
    guard try file.status().mode & S_IFMT == S_IFREG else {
      throw ConfinedDirectoryError(code: .notRegularFile)
    }
    return file
  }
}

/// A file that is open for reading; closed with its last reference.
final class TransactionFile: Sendable {
  let descriptor: Int32

  /// Takes over a descriptor, or a negated errno.
  init(checking result: Int32) throws(ConfinedDirectoryError) {
    guard result >= 0 else { throw Self.error(-result) }
    descriptor = result
  }

  deinit { clinux_close(descriptor) }

  func status() throws(ConfinedDirectoryError) -> clinux_status {
    var status = clinux_status()
    let result = clinux_status_of(descriptor, &status)
    guard result >= 0 else { throw Self.error(-result) }
    return status
  }

  /// Up to `count` bytes from `offset`; fewer only at the end of the file.
  func read(at offset: Int, count: Int) throws(ConfinedDirectoryError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let result = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
        if result == 0 { return }
        guard result > 0 else {
          if errno == EINTR { continue }
          failure = errno
          return
        }
        filled += result
      }
    }
    guard failure == 0 else { throw Self.error(failure) }
    return bytes
  }

  /// A file that another program has locked is read later.
  private static func error(_ number: Int32) -> ConfinedDirectoryError {
    let code: ConfinedDirectoryError.Code =
      switch number {
      case ENOENT: .notFound
      case ENOTDIR, EISDIR, ENXIO, ENODEV: .notRegularFile
      case ELOOP: .symbolicLink
      case EACCES, EPERM: .permissionDenied
      case EAGAIN, EBUSY, ETXTBSY: .changedWhileReading
      case ESTALE: .stale
      default: .io(number)
      }
    return ConfinedDirectoryError(code: code, errno: number)
  }
}
