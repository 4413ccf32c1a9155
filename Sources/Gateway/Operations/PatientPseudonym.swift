import Crypto
import Foundation
import Glibc

/// The marks under which logs and `status` name records and patients: the same patient has the same mark, and
/// without the key nobody can tell whose it is.
///
/// HMAC-SHA-256 (RFC 2104) under a key of the installation, cut to 60 bits and written as 12 characters of
/// base32 (RFC 4648, lower case). 60 bits keep 10 million records apart with a chance of a collision below 1
/// in 20,000; `record trace --ref` lists all records under a mark, so that a collision would be seen, not
/// hidden.
public struct PatientPseudonym: Sendable {
  /// Name of the key file in the state directory.
  public static let keyFileName = "pseudonym.key"
  private static let keyLength = 32

  private let key: SymmetricKey

  /// Creates marks under a key of 32 bytes.
  public init(key: [UInt8]) {
    self.key = SymmetricKey(data: key)
  }

  /// Opens the key of a state directory; the first opening makes it (32 random bytes, mode 0600).
  ///
  /// A crash while it is made leaves no half key: the file is written under another name, synchronised and
  /// linked into place; of two processes that do so at once both end with the key of the first.
  ///
  /// - Throws: `ControlError`, exit code 1 when the file cannot be read or made, 12 when others may read it,
  ///   15
  ///   when it does not hold 32 bytes.
  public static func open(stateDirectory: String) throws(ControlError) -> PatientPseudonym {
    let path = stateDirectory + "/" + keyFileName
    if let key = try load(path) { return PatientPseudonym(key: key) }
    try create(path)
    guard let key = try load(path) else { throw failure("cannot be read back", path: path) }
    return PatientPseudonym(key: key)
  }

  /// The key that the daemon made; nil while there is none or this account may not read it.
  ///
  /// Reading commands never make it: run with another account they would leave a key that the daemon cannot read.
  static func existing(stateDirectory: String) -> PatientPseudonym? {
    let key = try? load(stateDirectory + "/" + keyFileName)
    return (key ?? nil).map { PatientPseudonym(key: $0) }
  }

  /// The mark of a record key.
  public func mark(
    ofRecord storage: String, patient: String, careDate: String, kind: String, order: String
  ) -> String {
    mark("\(storage)|\(patient)|\(careDate)|\(kind)|\(order)")
  }

  /// The mark of a patient, whatever the storage.
  public func mark(ofPatient patient: String) -> String {
    // The prefix keeps a patient's mark apart from that of any record: no storage name is empty.
    mark("|\(patient)")
  }

  private func mark(_ text: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    var bits: UInt64 = 0
    for byte in code.prefix(8) { bits = bits << 8 | UInt64(byte) }
    return String((0..<12).map { alphabet[Int(bits >> (59 - 5 * UInt64($0)) & 31)] })
  }

  private static func load(_ path: String) throws(ControlError) -> [UInt8]? {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if file < 0 {
      if errno == ENOENT { return nil }
      throw failure("cannot be opened (\(String(cString: strerror(errno))))", path: path)
    }
    defer { close(file) }
    // By path, not by descriptor; the folder is the service's own (0700), so that nobody can exchange the
    // file between.
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw failure("is not a regular file", path: path)
    }
    guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 == 0 else {
      throw ControlError(
        exitCode: 12, message: "\(path): others may read this key; run: chmod 600 \(path)")
    }
    var bytes = [UInt8](repeating: 0, count: keyLength + 1)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
    guard count == keyLength else {
      throw ControlError(
        exitCode: 15, message: "\(path) does not hold \(keyLength) bytes; restore it from a backup")
    }
    return Array(bytes.prefix(keyLength))
  }

  private static func create(_ path: String) throws(ControlError) {
    let draft = path + ".new-\(getpid())"
    let file = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure("cannot be made (\(String(cString: strerror(errno))))", path: path) }
    defer { unlink(draft) }
    let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    let isDurable = count == bytes.count && fsync(file) == 0
    close(file)
    guard isDurable else { throw failure("cannot be written", path: path) }
    // link, unlike rename, never replaces a key that another process put there meanwhile.
    if link(draft, path) != 0, errno != EEXIST {
      throw failure("cannot be put in place (\(String(cString: strerror(errno))))", path: path)
    }
  }

  private static func failure(_ what: String, path: String) -> ControlError {
    ControlError(exitCode: 1, message: "\(path) \(what)")
  }
}
