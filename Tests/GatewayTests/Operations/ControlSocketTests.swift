import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct ControlSocketTests {
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    // Short: a socket's path has at most 107 bytes.
    let folder = "/tmp/s2g-" + UUID().uuidString.prefix(12)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  /// Runs `body` while a control socket listens.
  private func withSocket<Value: Sendable>(
    _ path: String, _ control: FakeControl, _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    let (signals, listening) = AsyncStream.makeStream(of: Void.self)
    let socket = ControlSocket(path: path, control: control, log: log, onListening: { listening.yield() })
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { listening.finish() }
        try? await socket.run()
      }
      defer { group.cancelAll() }
      var iterator = signals.makeAsyncIterator()
      try #require(await iterator.next() != nil)
      return try await body()
    }
  }

  private static var selection: Selection {
    var selection = Selection()
    selection.patients = ["9999013"]
    selection.kinds = ["OML-11"]
    return selection
  }

  @Test(arguments: [
    Question.status, .queue(selection), .parked(selection), .trace(selection), .patients(selection),
    .consents(selection), .reconcile(Selection()), .replayPlan(selection),
  ])
  func `every question comes back with its answer`(question: Question) async throws {
    try await withFolder { folder in
      let path = folder + "/control sock.sock"
      let control = FakeControl()
      try await withSocket(path, control) {
        let answer = try await ControlClient(socketPath: path).ask(question)
        #expect(answer == FakeControl.answer(to: question, status: FakeControl.report))
        #expect(control.state.withLock { $0.questions } == [question])
      }
    }
  }

  @Test(arguments: [
    ControlCommand.parkedRetry(selection), .replayApply(selection),
    .patientLink(localID: "1", regionalID: "R", from: nil, to: "2026-04-01"), .patientUnlink(localID: "1"),
    .consentGrant(localID: "1", kinds: ["all"], recipients: ["all"], from: nil, to: nil, document: "D"),
    .consentWithdraw(localID: "1", kinds: ["OML-11"], from: nil, document: ""), .pause(destination: "region"),
    .resume(destination: "region"), .patientImport(csv: "local_id\n"), .consentImport(csv: "山田\r\n"),
  ])
  func `every change arrives with who made it and why`(command: ControlCommand) async throws {
    try await withFolder { folder in
      let path = folder + "/c.sock"
      let control = FakeControl()
      try await withSocket(path, control) {
        let origin = CommandOrigin(actor: "hanako\n<6>forged", reason: "登録もれ", dryRun: true)
        let result = try await ControlClient(socketPath: path).perform(command, by: origin)
        #expect(result == CommandResult(dryRun: true, affected: 3, message: "done"))
        #expect(control.state.withLock { $0.commands } == [command])
        let seen = try #require(control.state.withLock { $0.origins.first })
        // The kernel's word on who is there stands beside what the peer says; a line break cannot forge a log
        // line.
        #expect(seen.actor == "hanako<6>forged (uid \(getuid()))")
        #expect(seen.reason == "登録もれ" && seen.dryRun)
      }
    }
  }

  @Test(arguments: [(1, 422), (2, 400), (11, 409), (12, 403), (13, 422)] as [(Int32, UInt)])
  func `an error arrives as it was thrown`(exitCode: Int32, status: UInt) async throws {
    try await withFolder { folder in
      let path = folder + "/c.sock"
      let control = FakeControl()
      let error = ControlError(exitCode: exitCode, code: "storage.unavailable", message: "no")
      control.state.withLock { $0.refusal = error }
      try await withSocket(path, control) {
        await #expect(throws: error) { try await ControlClient(socketPath: path).ask(.status) }
        let told = try await post("/v1/ask", #"{"status":{}}"#, path).status
        #expect(told == status)
      }
    }
  }

  @Test(
    arguments: [
      ("/v1/ask", "", 400), ("/v1/ask", "{\"format\":{}}", 400), ("/v1/perform", "{}", 400),
      ("/v2/ask", "{\"status\":{}}", 404), ("/", "", 404),
    ] as [(String, String, UInt)])
  func `what is not understood is refused`(uri: String, body: String, status: UInt) async throws {
    try await withFolder { folder in
      let path = folder + "/c.sock"
      try await withSocket(path, FakeControl()) {
        let reply = try await post(uri, body, path)
        #expect(reply.status == status)
        #expect(throws: Never.self) { try ReportJSON.decode(ControlError.self, from: reply.body) }
      }
    }
  }

  @Test func `a body beyond the limit is refused, one at the limit is read`() async throws {
    try await withFolder { folder in
      let path = folder + "/c.sock"
      try await withSocket(path, FakeControl()) {
        let question = #"{"status":{}}"#
        let padding = String(repeating: " ", count: ControlSocket.bodyLimit - question.utf8.count)
        let atLimit = try await post("/v1/ask", question + padding, path).status
        #expect(atLimit == 200)
        let beyondLimit = try await post("/v1/ask", question + padding + " ", path).status
        #expect(beyondLimit == 413)
      }
    }
  }

  @Test func `the group may use the socket and nobody else, and it goes with the daemon`() async throws {
    try await withFolder { folder in
      let path = folder + "/c.sock"
      try await withSocket(path, FakeControl()) {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o660)
        #expect(attributes[.type] as? FileAttributeType == .typeSocket)
      }
      #expect(!FileManager.default.fileExists(atPath: path))
      let answer = try await ControlClient(socketPath: path).ask(.status)
      #expect(answer == nil)
    }
  }

  @Test func `a socket that a crash left behind is taken over`() async throws {
    try await withFolder { folder in
      let path = folder + "/c.sock"
      let dead = try leaveSocket(at: path)
      #expect(dead && FileManager.default.fileExists(atPath: path))
      let before = try await ControlClient(socketPath: path).ask(.status)
      #expect(before == nil)
      let answer = try await withSocket(path, FakeControl()) {
        try await ControlClient(socketPath: path).ask(.status)
      }
      #expect(answer != nil)
    }
  }

  @Test func `a second daemon does not take the socket from the first`() async throws {
    try await withFolder { folder in
      let path = folder + "/c.sock"
      try await withSocket(path, FakeControl()) {
        let error = await #expect(throws: ControlError.self) {
          try await ControlSocket(path: path, control: FakeControl(), log: log).run()
        }
        #expect(error?.exitCode == 11)
        let answer = try await ControlClient(socketPath: path).ask(.status)
        #expect(answer != nil)
      }
    }
  }

  @Test func `a path that no socket can have is a configuration error`() async throws {
    let path = "/tmp/" + String(repeating: "x", count: 200)
    let error = await #expect(throws: ControlError.self) {
      try await ControlClient(socketPath: path).ask(.status)
    }
    #expect(error?.exitCode == 2)
  }

  private func post(_ uri: String, _ body: String, _ path: String) async throws -> (
    status: UInt, body: [UInt8]
  ) {
    let host = path.replacing("/", with: "%2F")
    var request = HTTPClientRequest(url: "http+unix://\(host)\(uri)")
    request.method = .POST
    request.body = .bytes(ByteBuffer(string: body))
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    let buffer = try await response.body.collect(upTo: 1 << 20)
    return (response.status.code, Array(buffer.readableBytesView))
  }

  /// Binds a socket and closes it without removing its file, as a process does that is killed.
  private func leaveSocket(at path: String) throws -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    } == 0
  }
}
