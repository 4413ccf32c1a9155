import SSMIX2
import Synchronization
import Testing

@testable import Gateway

/// Findings of several workers come out in the order of the walk.
struct OrderedOutputTests {
  private static func batch(_ name: String) -> ValidationBatch {
    ValidationBatch(findings: [ValidationFinding(path: name, code: .pathStrayFile)])
  }

  @Test func stepsComeOutInTheirOrder() async {
    let names = Mutex<[String]>([])
    let output = OrderedOutput { batch in names.withLock { $0 += batch.findings.map(\.path) } }
    // Every worker takes the next number, as the walk hands them out, and finishes it at its own pace.
    let next = Mutex(0)
    let takeNext: @Sendable () -> Int = {
      next.withLock { number in
        defer { number += 1 }
        return number
      }
    }
    let calls = BlockingCalls()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          await calls.run {
            while true {
              let step = takeNext()
              guard step < 2_000 else { return }
              if step % 7 == 0 { output.deliverPart(of: step, Self.batch("\(step)a")) }
              output.finish(step, Self.batch("\(step)"))
            }
          }
        }
      }
    }
    let expected = (0..<2_000).flatMap { $0 % 7 == 0 ? ["\($0)a", "\($0)"] : ["\($0)"] }
    #expect(names.withLock { $0 } == expected)
  }

  @Test func rowsOfASummaryAreBounded() {
    var summary = ValidationSummary()
    var other = ValidationSummary()
    let key = RecordVersionFixture.version
    for number in 0..<(ValidationSummary.rowLimit + 10) {
      var version = key
      version.key.kind = "K\(number)"
      other.count(version, storageType: .extended, findings: [])
    }
    summary.merge(other)
    #expect(summary.rows.count <= ValidationSummary.rowLimit + 1)
    #expect(summary.records == ValidationSummary.rowLimit + 10)
  }
}
