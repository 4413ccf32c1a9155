import Synchronization

/// A bounded queue of hints between the watch's thread and one reader.
///
/// A hint that already waits is not queued twice, so a storm in one folder costs one place. At the bound all
/// waiting hints give way to one ``WatchEvent/overflow``; while that waits, further hints add nothing to it.
/// `lost` and `unmounted` are never dropped: there is at most one for each watched tree.
final class EventQueue: Sendable {
  private struct Waiter {
    var number: Int
    var continuation: CheckedContinuation<WatchEvent?, Never>
  }

  private struct State {
    var events: [WatchEvent] = []
    var head = 0
    var queued: Set<WatchEvent> = []
    var hints = 0
    var waiters: [Waiter] = []
    var cancelled: Set<Int> = []
    var nextNumber = 0
    var isFinished = false
  }

  private let state = Mutex(State())
  private let bound: Int

  init(bound: Int) {
    self.bound = max(1, bound)
  }

  /// Queues an event, or drops it where it tells nothing new. Never blocks.
  func push(_ event: WatchEvent) {
    let handOver = state.withLock { state -> (Waiter, WatchEvent)? in
      guard !state.isFinished, !state.queued.contains(event) else { return nil }
      if case .changed = event {
        if state.queued.contains(.overflow) { return nil }
        if state.hints >= bound {
          Self.replaceHintsByOverflow(&state)
          return Self.match(&state)
        }
        state.hints += 1
      } else if event == .overflow {
        Self.replaceHintsByOverflow(&state)
        return Self.match(&state)
      }
      state.queued.insert(event)
      state.events.append(event)
      return Self.match(&state)
    }
    if let (waiter, event) = handOver { waiter.continuation.resume(returning: event) }
  }

  /// The next event; nil once the queue is finished and empty, or the task is cancelled.
  func next() async -> WatchEvent? {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    defer { state.withLock { _ = $0.cancelled.remove(number) } }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready: WatchEvent?? = state.withLock { state in
          if state.cancelled.remove(number) != nil { return .some(nil) }
          if let event = Self.pop(&state) { return .some(event) }
          if state.isFinished { return .some(nil) }
          state.waiters.append(Waiter(number: number, continuation: continuation))
          return nil
        }
        if let ready { continuation.resume(returning: ready) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiters.firstIndex(where: { $0.number == number }) else {
          state.cancelled.insert(number)
          return nil
        }
        return state.waiters.remove(at: index)
      }
      waiter?.continuation.resume(returning: nil)
    }
  }

  /// Lets the reader take what waits and then end.
  func finish() {
    let waiters = state.withLock { state in
      state.isFinished = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.continuation.resume(returning: nil) }
  }

  private static func replaceHintsByOverflow(_ state: inout State) {
    state.events = state.events[state.head...].filter { event in
      if case .changed = event { false } else { true }
    }
    state.head = 0
    state.hints = 0
    state.events.append(.overflow)
    state.queued = Set(state.events)
  }

  private static func match(_ state: inout State) -> (Waiter, WatchEvent)? {
    guard !state.waiters.isEmpty, let event = pop(&state) else { return nil }
    return (state.waiters.removeFirst(), event)
  }

  private static func pop(_ state: inout State) -> WatchEvent? {
    guard state.head < state.events.count else { return nil }
    let event = state.events[state.head]
    state.head += 1
    if state.head >= 1024, state.head * 2 > state.events.count {
      state.events.removeSubrange(..<state.head)
      state.head = 0
    } else if state.head == state.events.count {
      state.events.removeAll(keepingCapacity: true)
      state.head = 0
    }
    state.queued.remove(event)
    if case .changed = event { state.hints -= 1 }
    return event
  }
}
