import Foundation
import Synchronization
import Testing

@testable import SampleRegion

/// A clock that stands where it is put.
final class SetClock: Sendable {
  private let value: Mutex<Int64>
  init(_ start: Int64) { value = Mutex(start) }
  var now: Int64 {
    get { value.withLock { $0 } }
  }
  func set(_ time: Int64) { value.withLock { $0 = time } }
}

@Suite("Resource store")
struct ResourceStoreTests {
  private func content(_ json: String) throws -> ResourceContent {
    let value = try JSONReader.read(Array(json.utf8))
    return try ResourceContent(
      value, type: value["resourceType"]?.string ?? "", id: value["id"]?.string ?? "")
  }

  private func put(_ json: String) throws -> Interaction {
    .update(try content(json), ifMatch: nil)
  }

  private func text(_ state: StoredState) -> String? {
    guard case .current(let resource) = state else { return nil }
    return String(decoding: resource.json, as: UTF8.self)
  }

  @Test("Versions rise with changes, stay with the same content, and go on after a delete")
  func versions() async throws {
    let store = try ResourceStore(.memory)
    func version(_ result: InteractionResult?) -> (String, Int)? {
      switch result {
      case .created(let version): ("created", version.version)
      case .updated(let version): ("updated", version.version)
      case .unchanged(let version): ("unchanged", version.version)
      case .deleted(let version): ("deleted", version.version)
      default: nil
      }
    }
    var seen: [String] = []
    let steps: [Interaction] = [
      try put(Sample.patient("a")), try put(Sample.patient("a")),
      try put(Sample.patient("a", birthDate: "1951")),
      .delete(type: "Patient", id: "a", ifMatch: nil), try put(Sample.patient("a", birthDate: "1951")),
    ]
    for step in steps {
      let result = try #require(version(try await store.apply([step]).first))
      seen.append("\(result.0) \(result.1)")
    }
    #expect(seen == ["created 1", "unchanged 1", "updated 2", "deleted 3", "created 4"])
  }

  @Test("The server's part of meta does not make content different; the client's does")
  func meta() async throws {
    let store = try ResourceStore(.memory, now: { 0 })
    let plain = #"{"resourceType":"Basic","id":"a","code":{"text":"x"}}"#
    let versioned =
      #"{"resourceType":"Basic","meta":{"versionId":"9","lastUpdated":"2020"},"id":"a","code":{"text":"x"}}"#
    let profiled =
      #"{"resourceType":"Basic","id":"a","meta":{"versionId":"9","profile":["p"]},"code":{"text":"x"}}"#
    _ = try await store.apply([try put(plain)])
    #expect(
      text(try await store.state(type: "Basic", id: "a"))
        == #"{"resourceType":"Basic","id":"a","#
        + #""meta":{"versionId":"1","lastUpdated":"1970-01-01T00:00:00.000Z""#
        + #"},"code":{"text":"x"}}"#
    )
    guard case .unchanged = try await store.apply([try put(versioned)]).first else {
      Issue.record("meta.versionId made a new version")
      return
    }
    _ = try await store.apply([try put(profiled)])
    #expect(
      text(try await store.state(type: "Basic", id: "a"))
        == #"{"resourceType":"Basic","id":"a","#
        + #""meta":{"versionId":"2","lastUpdated":"1970-01-01T00:00:00.001Z""#
        + #","profile":["p"]},"code":{"text":"x"}}"#
    )
  }

  @Test("Digits of a number stay as they came")
  func digits() async throws {
    let store = try ResourceStore(.memory)
    _ = try await store.apply([
      try put(Sample.patient("p")), try put(Sample.observation("o", patient: "p", value: "1.10")),
    ])
    #expect(text(try await store.state(type: "Observation", id: "o"))?.contains(#""value":1.10,"#) == true)
    // 1.1 is another precision, so another content.
    let again = try await store.apply([try put(Sample.observation("o", patient: "p", value: "1.1"))])
    guard case .updated = again.first else {
      Issue.record("1.1 was taken for 1.10")
      return
    }
  }

  @Test("lastUpdated rises even when the clock is set back")
  func clockSetBack() async throws {
    let clock = SetClock(1_000_000)
    let store = try ResourceStore(.memory, now: { clock.now })
    _ = try await store.apply([try put(Sample.patient("a"))])
    clock.set(5)
    _ = try await store.apply([try put(Sample.patient("a", birthDate: "1952"))])
    guard case .current(let resource) = try await store.state(type: "Patient", id: "a") else {
      Issue.record("the patient is gone")
      return
    }
    #expect(resource.version.updated == 1_000_001)
  }

  @Test("A failing entry undoes the whole transaction and is named")
  func atomic() async throws {
    let store = try ResourceStore(.memory)
    let failure = await #expect(throws: FHIRFailure.self) {
      try await store.apply([
        try put(Sample.patient("a")), try put(Sample.observation("o", patient: "missing")),
      ])
    }
    #expect(failure?.status == 422)
    #expect(failure?.entry == 1)
    #expect(failure?.path == "Observation.subject")
    #expect(try await store.state(type: "Patient", id: "a") == .absent)
    #expect(try await store.totals().types.isEmpty)
    #expect(try await store.arrivals(after: 0, count: 10).isEmpty)
  }

  @Test("Order in the Bundle does not matter to references")
  func forwardReference() async throws {
    let store = try ResourceStore(.memory)
    let results = try await store.apply([
      try put(Sample.observation("o", patient: "a")), try put(Sample.patient("a")),
    ])
    #expect(results.count == 2)
  }

  @Test("What is referred to stays, until who refers goes too")
  func deleteReferenced() async throws {
    let store = try ResourceStore(.memory)
    _ = try await store.apply([try put(Sample.patient("a")), try put(Sample.observation("o", patient: "a"))])
    let failure = await #expect(throws: FHIRFailure.self) {
      try await store.apply([.delete(type: "Patient", id: "a", ifMatch: nil)])
    }
    #expect(failure?.status == 409)
    #expect(text(try await store.state(type: "Patient", id: "a")) != nil)
    // In any order, judged at the end.
    let results = try await store.apply([
      .delete(type: "Patient", id: "a", ifMatch: nil), .delete(type: "Observation", id: "o", ifMatch: nil),
    ])
    #expect(results.count == 2)
    #expect(try await store.totals().types.isEmpty)
  }

  @Test("A referrer put in the same transaction holds on to what is deleted")
  func deleteAndReferAgain() async throws {
    let store = try ResourceStore(.memory)
    _ = try await store.apply([try put(Sample.patient("a"))])
    let failure = await #expect(throws: FHIRFailure.self) {
      try await store.apply([
        .delete(type: "Patient", id: "a", ifMatch: nil), try put(Sample.observation("o", patient: "a")),
      ])
    }
    #expect(failure?.status == 409)
  }

  @Test("Moving a reference away frees its target")
  func replacedReference() async throws {
    let store = try ResourceStore(.memory)
    _ = try await store.apply([
      try put(Sample.patient("a")), try put(Sample.patient("b")),
      try put(Sample.observation("o", patient: "a")),
    ])
    let results = try await store.apply([
      try put(Sample.observation("o", patient: "b")), .delete(type: "Patient", id: "a", ifMatch: nil),
    ])
    #expect(results.count == 2)
  }

  @Test("Without referential integrity neither is judged")
  func lenient() async throws {
    let store = try ResourceStore(.memory, referentialIntegrity: false)
    _ = try await store.apply([try put(Sample.observation("o", patient: "a")), try put(Sample.patient("a"))])
    let results = try await store.apply([.delete(type: "Patient", id: "a", ifMatch: nil)])
    guard case .deleted = results.first else {
      Issue.record("not deleted")
      return
    }
  }

  @Test("If-Match guards a version", arguments: [(1, true), (2, false)])
  func ifMatch(version: Int, isTaken: Bool) async throws {
    let store = try ResourceStore(.memory)
    _ = try await store.apply([try put(Sample.patient("a"))])
    let change = Interaction.update(try content(Sample.patient("a", birthDate: "1960")), ifMatch: version)
    if isTaken {
      _ = try await store.apply([change])
    } else {
      let failure = await #expect(throws: FHIRFailure.self) { try await store.apply([change]) }
      #expect(failure?.status == 412)
    }
  }

  @Test("A file keeps what was answered, also when its process never closed it")
  func durable() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/region-\(LogicalID.random()).sqlite"
    defer {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    let first = try ResourceStore(.file(path))
    _ = try await first.apply([try put(Sample.patient("a"))])
    // The first store is still open: the second sees what a process sees that starts after a crash.
    let second = try ResourceStore(.file(path))
    #expect(text(try await second.state(type: "Patient", id: "a")) != nil)
    try second.close()
    try first.close()
    let third = try ResourceStore(.file(path))
    #expect(try await third.totals().types == ["Patient": 1])
    try third.close()
  }

  @Test("Listing goes through everything in order of type and id")
  func listing() async throws {
    let store = try ResourceStore(.memory)
    _ = try await store.apply([
      try put(Sample.patient("b")), try put(Sample.patient("a")), try put(Sample.patient("B")),
      try put(Sample.observation("z", patient: "a")),
    ])
    _ = try await store.apply([.delete(type: "Patient", id: "b", ifMatch: nil)])
    var names: [String] = []
    var position: (type: String, id: String)?
    while let next = try await store.listing(after: position, count: 1).first {
      names.append("\(next.version.type)/\(next.version.id)")
      position = (next.version.type, next.version.id)
    }
    #expect(names == ["Observation/z", "Patient/B", "Patient/a"])
  }

  @Test("Only the newest arrivals are kept, all are counted")
  func arrivals() async throws {
    let store = try ResourceStore(.memory)
    let patient = try put(Sample.patient("a"))
    // 10,001 arrivals of the same content in two transactions.
    _ = try await store.apply([patient])
    _ = try await store.apply(Array(repeating: patient, count: Int(ResourceStore.keptArrivals)))
    let oldest = try await store.arrivals(after: 0, count: 20_000)
    #expect(oldest.count == Int(ResourceStore.keptArrivals))
    #expect(try await store.totals().arrivals == ["created": 1, "unchanged": 10_000])
  }
}
