import Testing

@testable import DirectoryWatch

@Suite struct WatchStateTests {
  enum Event: CaseIterable, Sendable {
    case changed, overflowed, limitMet, failed, forgotten, rootLost, stopped

    func apply(to state: inout WatchState) -> WatchState.Action {
      switch self {
      case .changed: state.changed(path: "a")
      case .overflowed: state.overflowed()
      case .limitMet: state.limitMet(tree: "a")
      case .failed: state.failed(path: "a")
      case .forgotten: state.forgotten(tree: "a")
      case .rootLost: state.rootLost()
      case .stopped: state.stopped()
      }
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var before: [Event]
    var event: Event
    var action: WatchState.Action
    var isWatching: Bool
    var testDescription: String { "\(before) \(event)" }
  }

  static let watching: [Event: WatchState.Action] = [
    .changed: .deliver(path: "a"), .overflowed: .rescan, .limitMet: .poll(path: "a"),
    .failed: .poll(path: "a"),
    .forgotten: .nothing, .rootLost: .reportUnmounted, .stopped: .nothing,
  ]

  /// Every event in every state: watching, watching with the tree lost, unmounted, stopped.
  static let rows: [Row] = Event.allCases.flatMap { event -> [Row] in
    let action = watching[event] ?? .nothing
    let goesOn = event != .rootLost && event != .stopped
    let lostAgain: WatchState.Action = event == .limitMet || event == .failed ? .nothing : action
    return [
      Row(before: [], event: event, action: action, isWatching: goesOn),
      Row(before: [.limitMet], event: event, action: lostAgain, isWatching: goesOn),
      Row(before: [.failed], event: event, action: lostAgain, isWatching: goesOn),
      Row(before: [.limitMet, .forgotten], event: event, action: action, isWatching: goesOn),
      Row(before: [.rootLost], event: event, action: .nothing, isWatching: false),
      Row(before: [.stopped], event: event, action: .nothing, isWatching: false),
      Row(before: [.rootLost, .stopped], event: event, action: .nothing, isWatching: false),
    ]
  }

  @Test(arguments: rows)
  func everyPair(_ row: Row) {
    var state = WatchState()
    for event in row.before { _ = event.apply(to: &state) }
    #expect(row.event.apply(to: &state) == row.action)
    #expect(state.isWatching == row.isWatching)
  }

  @Test func theLimitIsRemembered() {
    var state = WatchState()
    #expect(!state.watchLimitReached)
    _ = state.failed(path: "a")
    #expect(!state.watchLimitReached)
    _ = state.limitMet(tree: "b")
    _ = state.forgotten(tree: "b")
    #expect(state.watchLimitReached)
  }

  @Test(arguments: [("a", ["a", "a/b"]), ("", ["a", "a/b", "ab"]), ("a/b", ["a/b"])])
  func forgettingATreeForgetsWhatIsBelow(_ tree: String, _ again: [String]) {
    var state = WatchState()
    let all = ["a", "a/b", "ab"]
    for path in all { _ = state.failed(path: path) }
    _ = state.forgotten(tree: tree)
    #expect(all.filter { state.failed(path: $0) != .nothing } == again)
  }
}
