import AsyncHTTPClient
import NIOHTTP1
import Testing

@testable import SampleRegion

@Suite("Faults")
struct FaultTests {
  @Test("Rates are read and wrong ones are named")
  func parsing() throws {
    #expect(
      try FaultPlan.rates(parsing: "refuse=0.1, drop-response=1,http-500=0")
        == [.refuse: 0.1, .dropResponse: 1, .internalError: 0])
    #expect(try FaultPlan.rates(parsing: "").isEmpty)
    for text in ["refuse", "refuse=", "refuse=2", "refuse=-0.1", "refuse=nan", "sloow=1", "busy=0.1=2"] {
      #expect(throws: FaultPlan.ParseError.self, "\(text)") { try FaultPlan.rates(parsing: text) }
    }
  }

  @Test("The same seed draws the same faults, at about their rate")
  func seeded() {
    func draws(_ seed: UInt64, _ rates: [FaultPlan.Kind: Double]) -> [Set<FaultPlan.Kind>] {
      let source = FaultSource(FaultPlan(rates: rates, seed: seed))
      return (0..<4000).map { _ in source.draw() }
    }
    let first = draws(7, [.busy: 0.25])
    #expect(first == draws(7, [.busy: 0.25]))
    #expect(first != draws(8, [.busy: 0.25]))
    #expect((900...1100).contains(first.count { $0.contains(.busy) }))
    // Another kind's rate does not move the draws of this one.
    #expect(
      first.map { $0.contains(.busy) } == draws(7, [.busy: 0.25, .slow: 0.5]).map { $0.contains(.busy) })
  }

  @Test(
    "Statuses",
    arguments: [
      (FaultPlan.Kind.refuse, 422, "processing"), (.busy, 503, "transient"),
      (.internalError, 500, "exception"),
    ])
  func statuses(kind: FaultPlan.Kind, status: Int, issue: String) async throws {
    try await withRegion {
      $0.faults = FaultPlan(rates: [kind: 1])
    } _: { client in
      let answer = try await client.transaction(Sample.put(Sample.patient("a"), "Patient/a"))
      #expect(answer.status == status)
      #expect(answer.issue == issue)
      #expect(answer.headers.first(name: "Retry-After") == (kind == .busy ? "1" : nil))
      #expect(try await client.send(.GET, "/resources.ndjson").text.isEmpty)
      // What is no write is not refused, and the page and the statement never meet a fault.
      #expect(try await client.send(.GET, "/fhir/Patient").status == (kind == .refuse ? 200 : status))
      #expect(try await client.send(.GET, "/fhir/metadata").status == 200)
      #expect(try await client.send(.GET, "/").status == 200)
    }
  }

  @Test("A dropped response leaves the work done")
  func dropped() async throws {
    try await withRegion {
      $0.faults = FaultPlan(rates: [.dropResponse: 1])
    } _: { client in
      await #expect(throws: (any Error).self) {
        try await client.transaction(Sample.put(Sample.patient("a"), "Patient/a"))
      }
      let kept = try await client.send(.GET, "/resources.ndjson")
      #expect(kept.text.contains(#""id":"a""#))
    }
  }

  @Test("A slow answer is late and right")
  func slow() async throws {
    let delay = Duration.milliseconds(120)
    try await withRegion {
      $0.faults = FaultPlan(rates: [.slow: 1], delay: delay)
    } _: { client in
      let clock = ContinuousClock()
      let start = clock.now
      let answer = try await client.transaction(Sample.put(Sample.patient("a"), "Patient/a"))
      #expect(answer.status == 200)
      #expect(clock.now - start >= delay)
    }
  }
}
