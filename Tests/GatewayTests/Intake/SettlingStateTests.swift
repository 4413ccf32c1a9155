import Testing

@testable import Gateway

@Suite struct SettlingStateTests {
  private static let first = SettlingState.Look(size: 10, modified: 1, inode: 1)

  private enum Change: CaseIterable { case nothing, grew, shrank, touched, replaced }

  private func look(_ change: Change) -> SettlingState.Look {
    var look = Self.first
    switch change {
    case .nothing: break
    case .grew: look.size = 20
    case .shrank: look.size = 0
    case .touched: look.modified = 2
    case .replaced: look.inode = 2
    }
    return look
  }

  /// Every change at every moment: before, at and after the end of the wait.
  @Test func `every pair of moment and change`() {
    for change in Change.allCases {
      for now in [100.0, 101, 102, 103] {
        var state = SettlingState(Self.first, now: 100)
        let action = state.seen(look(change), now: now, settle: 2)
        switch (change, now) {
        case (.nothing, 102...): #expect(action == .read)
        case (.nothing, _): #expect(action == .wait(until: 102))
        default: #expect(action == .wait(until: now + 2), "\(change) at \(now)")
        }
      }
    }
  }

  @Test func `the wait begins anew with each change`() {
    var state = SettlingState(Self.first, now: 0)
    for second in 1...50 {
      let look = SettlingState.Look(size: Int64(second), modified: 1, inode: 1)
      #expect(state.seen(look, now: Double(second), settle: 2) == .wait(until: Double(second) + 2))
    }
    let last = SettlingState.Look(size: 50, modified: 1, inode: 1)
    #expect(state.seen(last, now: 51.5, settle: 2) == .wait(until: 52))
    #expect(state.seen(last, now: 52, settle: 2) == .read)
  }

  // Otherwise a look at the very time that was asked for may ask for the same time again, and the intake
  // turns in circles.
  @Test(arguments: 0..<50 as Range<UInt64>)
  func `a look at the time asked for is the last`(seed: UInt64) {
    var random = SeededCases(seed: seed)
    for _ in 0..<200 {
      let settle = Double.random(in: 0.001...30, using: &random)
      let start = Double.random(in: 0...1e7, using: &random)
      var state = SettlingState(Self.first, now: start)
      guard case .wait(let until) = state.seen(Self.first, now: start, settle: settle) else { continue }
      #expect(state.seen(Self.first, now: until, settle: settle) == .read, "start \(start), settle \(settle)")
    }
  }

  @Test func `no settling time means at once`() {
    var state = SettlingState(Self.first, now: 5)
    #expect(state.seen(Self.first, now: 5, settle: 0) == .read)
  }

  @Test func `a longer wait that was asked for earlier is kept for what did not change`() {
    var state = SettlingState(Self.first, now: 0)
    #expect(state.seen(Self.first, now: 10, settle: 30) == .wait(until: 30))
    #expect(state.seen(Self.first, now: 29, settle: 30) == .wait(until: 30))
    #expect(state.seen(Self.first, now: 30, settle: 30) == .read)
  }
}
