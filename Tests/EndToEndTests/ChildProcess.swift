import Foundation
import Glibc
import Synchronization

/// A program that runs beside the test, with its output in files.
final class ChildProcess: Sendable {
  /// A program could not be started.
  struct StartFailure: Error {
    var program: String
    var errno: Int32
  }

  /// How a program ended.
  enum Ending: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
  }

  let processID: Int32
  let standardOutput: String
  let standardError: String
  private let ending = Mutex<Ending?>(nil)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - environment: What is set besides this process's own environment.
  ///   - output: Path of the files for its output, without `.out` and `.err`; appended to.
  init(_ program: String, _ arguments: [String], environment: [String: String] = [:], output: String) throws {
    standardOutput = output + ".out"
    standardError = output + ".err"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, standardOutput, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, standardError, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    var all = ProcessInfo.processInfo.environment
    for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "SSMIX2_GATEWAY_CONFIG"] {
      all[name] = nil
    }
    all["LANG"] = "en_US.UTF-8"
    all.merge(environment) { $1 }
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var started: pid_t = 0
    let code = posix_spawn(&started, program, &actions, nil, &argv, &envp)
    guard code == 0 else { throw StartFailure(program: program, errno: code) }
    processID = started
  }

  deinit {
    guard ended() == nil else { return }
    kill(processID, SIGKILL)
    waitpid(processID, nil, 0)
  }

  /// How it ended; nil while it runs.
  func ended() -> Ending? {
    ending.withLock { ending in
      if ending == nil {
        var status: Int32 = 0
        if waitpid(processID, &status, WNOHANG) == processID {
          // wait(2): the low seven bits hold the signal, the next byte the exit code.
          ending = status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signalled(status & 0x7F)
        }
      }
      return ending
    }
  }

  /// Sends a signal, unless it has ended.
  func signal(_ number: Int32) {
    if ended() == nil { kill(processID, number) }
  }

  /// Waits for the end.
  func end(within seconds: Double = 60) async throws -> Ending {
    try await Polling.value("end of process \(processID)", within: seconds, every: .milliseconds(5)) {
      ended()
    }
  }

  /// Asks it to stop and waits.
  @discardableResult
  func stop(within seconds: Double = 45) async throws -> Ending {
    signal(SIGTERM)
    return try await end(within: seconds)
  }

  /// Kills it without warning.
  func killNow() async throws -> Ending {
    signal(SIGKILL)
    return try await end()
  }

  /// What it has written to standard output so far.
  var outputText: String { Self.text(standardOutput) }
  /// What it has written to standard error so far.
  var errorText: String { Self.text(standardError) }

  private static func text(_ path: String) -> String {
    String(decoding: (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data(), as: UTF8.self)
  }
}

/// What a command line gave.
struct CommandResult: Sendable {
  var exitCode: Int32
  var output: Data
  var errorText: String

  var text: String { String(decoding: output, as: UTF8.self) }
  /// One JSON value.
  var json: JSONValue { get throws { try JSONValue.read(output) } }
  /// One JSON value a line.
  var lines: [JSONValue] { get throws { try JSONValue.readLines(output) } }
}

/// Where the programs under test are.
enum Binaries {
  /// The repository, found from this file.
  static let repository: String = {
    var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// The folder of the programs: `SSMIX2_BINARIES`, or the debug build of the repository.
  static let folder =
    ProcessInfo.processInfo.environment["SSMIX2_BINARIES"] ?? repository + "/.build/debug"
  static let gateway = folder + "/ssmix2-gateway"
  static let region = folder + "/sample-region"
  static let areBuilt =
    FileManager.default.isExecutableFile(atPath: gateway)
    && FileManager.default.isExecutableFile(atPath: region)

  /// The shared reference material, beside the repository unless `SSMIX2_SHARED` says where.
  static let shared =
    ProcessInfo.processInfo.environment["SSMIX2_SHARED"]
    ?? URL(fileURLWithPath: repository).deletingLastPathComponent().path + "/shared"
}
