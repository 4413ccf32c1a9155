import GRDB
import SSMIX2
import Testing

@testable import Gateway

@Suite struct PlanTests {
  private static let version = StoredVersion(row: [
    "id": 1, "timestamp": "20240601090000000", "department": "01", "flag": 1, "path": "p", "size": 1,
    "modified": 1,
    "inode": 1, "sha256": nil, "vanished": false,
  ])
  private static let problem = RecordProblem(code: .identityAmbiguous, detail: nil)

  /// Every desired state against every delivered state.
  @Test(
    arguments: [
      (.publish(version), [1], nil, [], .put),
      (.publish(version), [1], [2], [], .put),
      (.publish(version), [1], [1], [], .nothing),
      (.publish(version), [1], [1], ["Observation/a"], .nothing),
      (.publish(version), [1], [2], ["Observation/a"], .replace),
      // Not known what is held, as after a crash: it is sent again.
      (.publish(version), [1], nil, ["Observation/a"], .replace),
      (.publish(version), nil, nil, [], .put),
      (.publish(version), nil, nil, ["Observation/a"], .replace),
      (.nothing(.consentWithdrawn), nil, nil, [], .excluded(.consentWithdrawn)),
      (.nothing(.consentWithdrawn), nil, nil, ["Observation/a"], .retract(.consentWithdrawn)),
      (.nothing(.storageDeleted), nil, [1], ["Observation/a"], .retract(.storageDeleted)),
      (.leave(.consentWithdrawn), nil, nil, [], .excluded(.consentWithdrawn)),
      (.leave(.consentWithdrawn), nil, [1], ["Observation/a"], .excluded(.consentWithdrawn)),
      (.undecided(problem), nil, nil, [], .parked(problem)),
      (.undecided(problem), nil, [1], ["Observation/a"], .parked(problem)),
    ] as [(Desired, [UInt8]?, [UInt8]?, [String], Plan)])
  func `desired against delivered`(
    desired: Desired, input: [UInt8]?, delivered: [UInt8]?, made: [String], plan: Plan
  ) {
    #expect(Plan.make(desired: desired, input: input, delivered: delivered, made: made) == plan)
  }
}
