import Foundation
import Glibc

/// The directory that holds the gateway's state, and the lock that keeps a second process out of it.
struct StateDirectory: Sendable {
  let path: String

  init(_ configuration: GatewayConfiguration) { path = configuration.state.path }

  var ledger: String { path + "/ledger.sqlite" }

  /// Creates the directory with mode 0700 if it is missing.
  /// - Throws: `ControlError` with exit code 12.
  func create() throws(ControlError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw ControlError(
        exitCode: 12, message: "the state directory \(path) cannot be created by this account")
    }
  }

  /// Takes the lock; the process that holds it is named to the second one. The kernel releases it when the process ends, however.
  /// - Throws: `ControlError` with exit code 11 when another process holds it, 12 when it may not be taken.
  func lock() throws(ControlError) -> StateLock {
    // O_CLOEXEC: a child must not keep the lock alive.
    let descriptor = Glibc.open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ControlError(
        exitCode: 12, message: "the state directory \(path) may not be written by this account")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = (try? String(contentsOfFile: path + "/lock", encoding: .utf8)) ?? "?"
      close(descriptor)
      throw ControlError(
        exitCode: 11,
        message: "the state is in use by process \(holder.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
    ftruncate(descriptor, 0)
    let text = Array("\(getpid())\n".utf8)
    _ = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    return StateLock(descriptor: descriptor)
  }
}

/// Held as long as the process works on the state.
final class StateLock: Sendable {
  private let descriptor: Int32

  init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
