import Logging
import ServiceLifecycle
import Synchronization

/// Sends what waits for one destination: several patients at a time, never two requests at once for one patient.
///
/// A single loop hands out patients. It wakes when somebody calls `poke`, when a worker ends, and every 200 ms for what has become due.
final class DeliveryWorkers: Service, Sendable {
  private let pass: DeliveryPass
  private let concurrency: Int
  private let log: Logger
  private let wake: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation
  private let state = Mutex(State())

  private struct State {
    var inFlight: Set<Int64> = []
    var isDraining = false
    /// The service group has come to this service: only now may `run` return, or the group would take it for a failure.
    var isStopping = false
    var turn = 0
  }

  init(pass: DeliveryPass, concurrency: Int, log: Logger) {
    self.pass = pass
    self.concurrency = concurrency
    self.log = log
    (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// When the loop last looked for work, for the watchdog.
  let heartbeat = Heartbeat()

  var isIdle: Bool { state.withLock { $0.inFlight.isEmpty } }
  var isDraining: Bool { state.withLock { $0.isDraining } }
  private var isFinished: Bool { state.withLock { $0.isStopping && $0.inFlight.isEmpty } }

  /// There may be something to do.
  func poke() { waker.yield() }

  /// Nothing new is begun; requests that are out may finish.
  func drain() {
    state.withLock { $0.isDraining = true }
    waker.yield()
  }

  func run() async throws {
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { group in
        group.addTask { await self.tick() }
        for await _ in wake {
          if isFinished { break }
          await handOut(in: &group)
        }
        group.cancelAll()
      }
    } onGracefulShutdown: {
      self.state.withLock { $0.isStopping = true }
      self.drain()
    }
  }

  private func tick() async {
    while !Task.isCancelled {
      do { try await pass.time.sleep(.milliseconds(200)) } catch { return }
      waker.yield()
    }
  }

  private func handOut(in group: inout DiscardingTaskGroup) async {
    do {
      while !isDraining {
        let free = concurrency - state.withLock { $0.inFlight.count }
        guard free > 0 else { return heartbeat.beat() }
        let now = pass.time.seconds
        let candidates = try await nextPatients(free: free, now: now)
        heartbeat.beat()
        guard let first = candidates.first else { return }
        switch pass.circuit.next(now: now) {
        case .pause: return
        case .probe:
          begin(first, in: &group)
          return
        case .send:
          for work in candidates { begin(work, in: &group) }
        }
      }
    } catch {
      log.error(
        "the ledger could not be read for deliveries", metadata: ["destination": "\(pass.destination)"])
    }
  }

  /// Live changes first; every fourth time a backlog goes first, so that neither starves.
  private func nextPatients(free: Int, now: Double) async throws -> [DueWork] {
    let (busy, turn) = state.withLock { state in
      state.turn += 1
      return (state.inFlight, state.turn)
    }
    let due = try await pass.ledger.dueWork(
      destination: pass.destinationID, now: now, backlogFirst: turn.isMultiple(of: 4),
      limit: free + busy.count)
    return Array(due.filter { !busy.contains($0.patient) }.prefix(free))
  }

  private func begin(_ work: DueWork, in group: inout DiscardingTaskGroup) {
    state.withLock { _ = $0.inFlight.insert(work.patient) }
    group.addTask {
      do {
        try await self.pass.run(work)
      } catch {
        self.log.error(
          "a delivery pass ended with an error of the ledger; it is tried again",
          metadata: ["destination": "\(self.pass.destination)", "error": "\(type(of: error))"])
        try? await self.pass.time.sleep(.seconds(1))
      }
      self.pass.circuit.probeUnused()
      self.state.withLock { _ = $0.inFlight.remove(work.patient) }
      self.waker.yield()
    }
  }
}
