import Testing

@testable import DirectoryWatch

@Suite struct EventQueueTests {
  func drain(_ queue: EventQueue) async -> [WatchEvent] {
    queue.finish()
    var events: [WatchEvent] = []
    while let event = await queue.next() { events.append(event) }
    return events
  }

  @Test func aHintThatWaitsIsNotDoubled() async {
    let queue = EventQueue(bound: 10)
    for path in ["a", "b", "a", "a"] { queue.push(.changed(path: path)) }
    #expect(await queue.next() == .changed(path: "a"))
    queue.push(.changed(path: "a"))
    #expect(await drain(queue) == [.changed(path: "b"), .changed(path: "a")])
  }

  @Test func theBoundBecomesOneOverflow() async {
    let queue = EventQueue(bound: 3)
    queue.push(.lost(path: "x"))
    for index in 0..<100 { queue.push(.changed(path: "\(index)")) }
    queue.push(.overflow)
    queue.push(.lost(path: "y"))
    queue.push(.unmounted)
    #expect(await queue.next() == .lost(path: "x"))
    #expect(await queue.next() == .overflow)
    // What happens after the reader has seen the overflow may be after its scan: it must be queued again.
    queue.push(.changed(path: "0"))
    #expect(await drain(queue) == [.lost(path: "y"), .unmounted, .changed(path: "0")])
  }

  @Test func aReaderThatWaitsIsWoken() async {
    let queue = EventQueue(bound: 3)
    async let first = queue.next()
    queue.push(.changed(path: "a"))
    #expect(await first == .changed(path: "a"))
    async let second = queue.next()
    queue.finish()
    #expect(await second == nil)
    queue.push(.changed(path: "b"))
    #expect(await queue.next() == nil)
  }

  @Test(.timeLimit(.minutes(1))) func aCancelledReaderReturns() async {
    let queue = EventQueue(bound: 3)
    let reader = Task { await queue.next() }
    reader.cancel()
    #expect(await reader.value == nil)
    queue.push(.changed(path: "a"))
    #expect(await queue.next() == .changed(path: "a"))
  }

  @Test func manyHintsKeepTheirOrder() async {
    let queue = EventQueue(bound: 10_000)
    let events = (0..<5000).map { WatchEvent.changed(path: "\($0)") }
    for event in events { queue.push(event) }
    #expect(await drain(queue) == events)
  }
}
