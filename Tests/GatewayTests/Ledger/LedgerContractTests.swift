import Foundation
import GRDB
import SSMIX2
import Testing

@testable import Gateway

@Suite struct LedgerContractTests {
  private let fixture: LedgerFixture
  private let patient: Int64
  private var ledger: SQLiteLedger { fixture.ledger }

  init() async throws {
    fixture = try LedgerFixture()
    patient = try await fixture.register("0000000101")
  }

  private func versions() async throws -> [StoredVersion] {
    try await ledger.knownVersions(patient: patient, storage: fixture.storage, below: nil).values.flatMap {
      $0
    }
  }

  private func one(_ found: FoundRecord) async throws -> StoredRecord {
    try await fixture.apply([found], patient: patient)
    return try #require(try await fixture.waiting(patient).first)
  }

  private func read(_ record: StoredRecord, sha256: UInt8) async throws {
    let version = try #require(record.versions.last)
    try await ledger.settle(
      [fixture.result(record, .delivered, reading: (version.id, [sha256], ["hl7.encoding"]))],
      destination: fixture.destination(), at: 3)
  }

  // MARK: Versions

  @Test func `a rename keeps what was read`() async throws {
    let record = try await one(LedgerFixture.found("a", versions: [LedgerFixture.version()]))
    try await read(record, sha256: 7)
    try await fixture.apply(
      [LedgerFixture.found("a", versions: [LedgerFixture.version(flag: .superseded)])], patient: patient)
    let after = try await versions()
    #expect(after.map(\.flag) == [.superseded])
    #expect(after.map(\.sha256) == [[7]])
    #expect(after.map(\.path) == ["f/20240601090000000_01_2"])
  }

  @Test(arguments: ["size", "modified", "inode"])
  func `another content is not taken for the one that was read`(difference: String) async throws {
    let record = try await one(LedgerFixture.found("a", versions: [LedgerFixture.version()]))
    try await read(record, sha256: 7)
    func changed(_ flag: ConditionFlag) -> FoundVersion {
      LedgerFixture.version(
        flag: flag, size: difference == "size" ? 6 : 5, modified: difference == "modified" ? 8 : 7,
        inode: difference == "inode" ? 10 : 9)
    }
    try await fixture.apply([LedgerFixture.found("a", versions: [changed(.active)])], patient: patient)
    #expect(try await versions().map(\.sha256) == [nil])
    try await fixture.apply([LedgerFixture.found("a", versions: [changed(.superseded)])], patient: patient)
    #expect(try await versions().map(\.sha256) == [nil])
  }

  // The late end of a sending must not label a content that was never read: it would never be sent.
  @Test func `a reading that ends after the file was rewritten is not its content`() async throws {
    let record = try await one(LedgerFixture.found("a", versions: [LedgerFixture.version()]))
    try await fixture.apply(
      [LedgerFixture.found("a", versions: [LedgerFixture.version(size: 6)])], patient: patient)
    try await read(record, sha256: 7)
    #expect(try await versions().map(\.sha256) == [nil])
    #expect(try await versions().map(\.size) == [6])
  }

  @Test func `inode numbers beyond half the range survive`() async throws {
    _ = try await one(LedgerFixture.found("a", versions: [LedgerFixture.version(inode: .max)]))
    #expect(try await versions().map(\.inode) == [.max])
  }

  @Test func `what is gone is marked, never removed`() async throws {
    let two = [LedgerFixture.version("1", flag: .superseded), LedgerFixture.version("2")]
    _ = try await one(LedgerFixture.found("a", versions: two))
    try await fixture.apply(
      [LedgerFixture.found("a", versions: [LedgerFixture.version("2")])], patient: patient)
    #expect(try await versions().filter(\.vanished).map(\.timestamp) == ["1"])
    try await fixture.apply([LedgerFixture.found("a", versions: [])], patient: patient)
    #expect(try await versions().filter(\.vanished).count == 2)
    try await fixture.apply([LedgerFixture.found("a", versions: two)], patient: patient)
    #expect(try await versions().filter(\.vanished).isEmpty)
    #expect(try await fixture.number("SELECT count(*) FROM record") == 1)
  }

  @Test func `what is no record goes without a trace`() async throws {
    var problem = LedgerFixture.found("f/x", versions: [LedgerFixture.version()], problem: "path.malformed")
    problem.careDate = ""
    try await fixture.apply([problem], patient: patient)
    #expect(try await fixture.number("SELECT count(*) FROM delivery") == 1)
    problem.versions = []
    try await fixture.apply([problem], patient: patient)
    for table in ["record", "version", "delivery"] {
      #expect(try await fixture.number("SELECT count(*) FROM \(table)") == 0)
    }
    #expect(try await fixture.imbalances().isEmpty)
  }

  @Test func `a patient without link is not written down`() async throws {
    _ = try await fixture.register("0000000101", identity: "notRegistered", policy: 2)
    try await fixture.apply([LedgerFixture.found("a", versions: [LedgerFixture.version()])], patient: patient)
    #expect(try await fixture.number("SELECT count(*) FROM record") == 0)
  }

  @Test func `folders are remembered and followed`() async throws {
    #expect(try await ledger.hasFolders(storage: fixture.storage) == false)
    let new = try await ledger.remember(
      folders: [("0000000101", "a/b/0000000101"), ("0000000102", "a/b/0000000102")], storage: fixture.storage)
    #expect(new == ["0000000102"])
    #expect(
      try await ledger.remember(folders: [("0000000102", "x/y/0000000102")], storage: fixture.storage) == [])
    let other = try #require(try await ledger.patient(localID: "0000000102"))
    #expect(try await ledger.folder(ofPatient: other.id, storage: fixture.storage) == "x/y/0000000102")
    #expect(try await ledger.hasFolders(storage: fixture.storage))
    #expect(try await ledger.patientsInScope(after: 0, limit: 10).map(\.localID) == ["0000000101"])
  }

  // MARK: Generations

  @Test func `a decision about an older state does not count, its evidence does`() async throws {
    let record = try await one(LedgerFixture.found("a", versions: [LedgerFixture.version()]))
    try await fixture.apply(
      [LedgerFixture.found("a", versions: [LedgerFixture.version(size: 6)])], patient: patient)
    try await ledger.settle(
      [fixture.result(record, .delivered, input: .some([1]), made: ["Observation/a"])],
      destination: fixture.destination(), at: 3)
    let after = try #require(try await fixture.waiting(patient).first)
    #expect(after.outcome == .waiting)
    #expect(after.reason == nil)
    #expect(after.made == ["Observation/a"])
    #expect(after.deliveredInput == [1])
    try await ledger.settle([fixture.result(after, .delivered)], destination: fixture.destination(), at: 4)
    #expect(try await fixture.waiting(patient).isEmpty)
  }

  @Test func `a pass that ends does not take away what came meanwhile`() async throws {
    _ = try await one(LedgerFixture.found("a", versions: [LedgerFixture.version()]))
    func due(_ now: Double) async throws -> [DueWork] {
      try await ledger.dueWork(destination: fixture.destination(), now: now, lane: .live, limit: 10)
    }
    let first = try #require(try await due(5).first)
    try await fixture.apply([LedgerFixture.found("b", versions: [LedgerFixture.version()])], patient: patient)
    try await ledger.endPass(first, destination: fixture.destination(), next: nil)
    let second = try #require(try await due(5).first)
    #expect(second.generation > first.generation)
    try await ledger.endPass(first, destination: fixture.destination(), next: 1_000)
    #expect(try await due(5) == [second])
    try await ledger.endPass(second, destination: fixture.destination(), next: 1_000)
    #expect(try await due(999).isEmpty)
    #expect(try await due(1_000).count == 1)
    try await ledger.endPass(second, destination: fixture.destination(), next: nil)
    #expect(try await due(1e9).isEmpty)
  }

  // MARK: Work

  @Test func `live changes and backlog have lanes of their own`() async throws {
    let found = [LedgerFixture.found("a", versions: [LedgerFixture.version()])]
    var ids: [Int64] = []
    for index in 0..<5 {
      let id = try await fixture.register("2\(index)")
      ids.append(id)
      try await fixture.apply(found, patient: id, at: Double(10 - index), lane: index < 3 ? .backlog : .live)
    }
    let destination = fixture.destination()
    let live = try await ledger.dueWork(destination: destination, now: 20, lane: .live, limit: 10)
    #expect(live.map(\.patient) == [ids[4], ids[3]])
    let backlog = try await ledger.dueWork(destination: destination, now: 20, lane: .backlog, limit: 2)
    #expect(backlog.map(\.patient) == [ids[2], ids[1]])
    #expect(try await ledger.dueWork(destination: destination, now: 5, lane: .live, limit: 10).isEmpty)
    try await fixture.apply(found, patient: ids[0], at: 12, lane: .live)
    #expect(
      try await ledger.dueWork(destination: destination, now: 20, lane: .live, limit: 10).map(\.patient)
        == [ids[4], ids[3], ids[0]], "a live change lifts a patient out of the backlog and keeps his place")
  }

  @Test func `retractions first, demographics next, then by age`() async throws {
    var found: [FoundRecord] = []
    for (index, kind) in ["OMP-01", "OML-11", "ADT-00", "PPR-01"].enumerated() {
      found.append(LedgerFixture.found("\(index)", kind: kind, versions: [LedgerFixture.version()]))
    }
    try await fixture.apply(found, patient: patient)
    let records = try await fixture.waiting(patient)
    #expect(records.map(\.kind) == ["ADT-00", "OMP-01", "OML-11", "PPR-01"])
    let result = try #require(records.first { $0.kind == "PPR-01" })
    try await ledger.settle(
      [fixture.result(result, .waiting, made: ["Condition/a"])], destination: fixture.destination(), at: 9)
    #expect(try await fixture.waiting(patient).map(\.kind) == ["PPR-01", "ADT-00", "OMP-01", "OML-11"])
    #expect(try await fixture.waiting(patient, limit: 2).map(\.kind) == ["PPR-01", "ADT-00"])
  }

  @Test func `what has to wait is not given out`() async throws {
    let record = try await one(LedgerFixture.found("a", versions: [LedgerFixture.version()]))
    let destination = fixture.destination()
    try await ledger.settle([fixture.result(record, .waiting, next: 50)], destination: destination, at: 3)
    #expect(try await fixture.waiting(patient, now: 49).isEmpty)
    #expect(try await fixture.waiting(patient, now: 50).count == 1)
    #expect(try await ledger.nextAttempt(patient: patient, destination: destination) == 50)
    try await fixture.apply([LedgerFixture.found("b", versions: [LedgerFixture.version()])], patient: patient)
    #expect(try await ledger.nextAttempt(patient: patient, destination: destination) == 0)
  }

  // A new record must not be sent without the Patient it refers to, only because the demographics are
  // backing off.
  @Test func `demographics that wait come along`() async throws {
    try await fixture.apply(
      [LedgerFixture.found("0", kind: "ADT-00", versions: [LedgerFixture.version()])], patient: patient)
    let record = try #require(try await fixture.waiting(patient).first)
    try await ledger.settle(
      [fixture.result(record, .waiting, next: 500)], destination: fixture.destination(), at: 3)
    #expect(try await fixture.waiting(patient, now: 10).isEmpty)
    try await fixture.apply([LedgerFixture.found("1", versions: [LedgerFixture.version()])], patient: patient)
    #expect(try await fixture.waiting(patient, now: 10).map(\.kind) == ["ADT-00", "OML-11"])
    try await ledger.settle(
      [fixture.result(record, .delivered)], destination: fixture.destination(), at: 3)
    #expect(try await fixture.waiting(patient, now: 10).map(\.kind) == ["OML-11"])
  }

  @Test func `nothing waits, nothing is next`() async throws {
    #expect(try await ledger.nextAttempt(patient: patient, destination: fixture.destination()) == nil)
    #expect(try await fixture.waiting(patient).isEmpty)
    #expect(
      try await ledger.work(of: 99_999, destination: fixture.destination(), now: 1, limit: 1, groupKinds: [])
        == nil)
  }

  @Test func `relatives of a group come along`() async throws {
    let stays = ["ADT-22", "ADT-52"]
    try await fixture.apply(
      ["ADT-22", "ADT-52", "OML-11"].map {
        LedgerFixture.found($0, kind: $0, versions: [LedgerFixture.version()])
      },
      patient: patient)
    let admission = try #require(try await fixture.waiting(patient).first { $0.kind == "ADT-22" })
    try await ledger.settle(
      [fixture.result(admission, .delivered)], destination: fixture.destination(), at: 3)
    #expect(try await Set(fixture.waiting(patient).map(\.kind)) == ["ADT-52", "OML-11"])
    let together = try await fixture.waiting(patient, groupKinds: stays)
    #expect(Set(together.map(\.kind)) == ["ADT-22", "ADT-52", "OML-11"])
    #expect(together.count == 3)
    let discharge = try #require(together.first { $0.kind == "ADT-52" })
    try await ledger.settle(
      [fixture.result(discharge, .delivered)], destination: fixture.destination(), at: 4)
    #expect(try await fixture.waiting(patient, groupKinds: stays).map(\.kind) == ["OML-11"])
  }

  // MARK: Holdings

  @Test func `what a destination may hold besides a batch`() async throws {
    try await fixture.apply(
      ["ADT-00", "OML-11", "OMP-01"].map {
        LedgerFixture.found($0, kind: $0, versions: [LedgerFixture.version()])
      },
      patient: patient)
    let records = try await fixture.waiting(patient)
    let ids = Dictionary(uniqueKeysWithValues: records.map { ($0.kind, $0.id) })
    let demographics = try #require(ids["ADT-00"])
    let result = try #require(ids["OML-11"])
    let destination = fixture.destination()
    func holdings(_ except: Set<Int64>) async throws -> PatientHoldings {
      try await ledger.holdings(of: patient, destination: destination, except: except)
    }
    #expect(
      try await holdings([])
        == PatientHoldings(
          patientMayExist: false, patientInput: nil, othersRemain: false, demographicsRemain: false))
    let request = try await ledger.begin(
      patient: patient, destination: destination,
      records: [(demographics, ["Patient/1"]), (result, ["Observation/1"])],
      patientMayExist: true, at: 3)
    #expect(try await holdings([demographics, result]).patientMayExist)
    #expect(try await holdings([demographics, result]).othersRemain == false)
    #expect(
      try await holdings([result]).demographicsRemain == false,
      "nobody knows whether the demographics arrived")
    #expect(try await holdings([demographics]).othersRemain)
    #expect(try await holdings([demographics]).demographicsRemain == false)
    try await ledger.finish(
      request: request, result: "delivered", status: 200, detail: nil, patient: patient,
      destination: destination,
      results: records.filter { $0.id == demographics }.map {
        fixture.result($0, .delivered, input: .some([1]))
      },
      holdings: PatientHoldings(
        patientMayExist: true, patientInput: [5], othersRemain: false, demographicsRemain: false), at: 4)
    #expect(try await holdings([result]).demographicsRemain)
    #expect(try await holdings([]).patientInput == [5])
    _ = try await ledger.begin(
      patient: patient, destination: destination, records: [], patientMayExist: false, at: 5)
    #expect(
      try await holdings([]).patientMayExist, "what may be there may be there until it was certainly deleted")
    #expect(try await holdings([]).patientInput == nil, "while a request is out nobody knows what is there")
  }

  // MARK: Policies

  @Test func `a new policy makes everything wait again`() async throws {
    let record = try await one(LedgerFixture.found("a", versions: [LedgerFixture.version()]))
    for outcome in [Outcome.delivered, .excluded, .parked] {
      let current = try #require(try await fixture.waiting(patient).first)
      try await ledger.settle(
        [fixture.result(current, outcome, reason: "x")], destination: fixture.destination(), at: 3)
      #expect(try await fixture.waiting(patient).isEmpty)
      _ = try await fixture.register("0000000101", policy: 9, at: 4)
      #expect(try await fixture.waiting(patient).map(\.id) == [record.id])
      #expect(try await fixture.waiting(patient).map(\.attempts) == [0])
    }
    #expect(
      try await ledger.dueWork(destination: fixture.destination(), now: 9, lane: .live, limit: 9).count == 1)
    #expect(try await fixture.imbalances().isEmpty)
  }

  /// Records of a corrected link must never refer to a Patient who still carries the regional ID of the wrong one.
  @Test(arguments: [("R0000000101", true), ("R-other", false)])
  func `what was acknowledged under another regional ID is no acknowledgement`(
    _ link: (regionalID: String, isKept: Bool)
  ) async throws {
    _ = try await one(LedgerFixture.found("a", kind: "ADT-00", versions: [LedgerFixture.version()]))
    let current = try #require(try await fixture.waiting(patient).first)
    try await ledger.settle(
      [fixture.result(current, .delivered, input: .some([1]), made: ["Patient/x"])],
      destination: fixture.destination(), at: 3)
    let policy = PatientPolicy(
      localID: "0000000101", regionalID: link.regionalID, identity: "registered", digest: [7])
    try await ledger.apply([policy], at: 4, lane: .live)
    let holdings = try await ledger.holdings(of: patient, destination: fixture.destination(), except: [])
    #expect(holdings.demographicsRemain == link.isKept)
    #expect(holdings.othersRemain)
  }

  @Test func `ids of forgotten records are never used again`() async throws {
    let record = try await one(LedgerFixture.found("a", versions: [LedgerFixture.version()]))
    let current = try #require(try await fixture.waiting(patient).first)
    try await ledger.settle([fixture.result(current, .excluded)], destination: fixture.destination(), at: 3)
    _ = try await fixture.register("0000000101", identity: "notRegistered", policy: 2, at: 4)
    try await ledger.forget(patient: patient)
    _ = try await fixture.register("0000000101", policy: 3, at: 5)
    let next = try await one(LedgerFixture.found("b", versions: [LedgerFixture.version()]))
    #expect(next.id > record.id)
  }

  @Test func `since when a link is known`() async throws {
    func since() async throws -> Int {
      try await fixture.number("SELECT since FROM patient WHERE local_id = '0000000101'")
    }
    #expect(try await since() == 1)
    _ = try await fixture.register("0000000101", policy: 2, at: 50)
    #expect(try await since() == 1)
    _ = try await fixture.register("0000000101", identity: "notRegistered", policy: 3, at: 60)
    #expect(try await since() == 60)
  }

  @Test func `what operators decide is read back as it was`() async throws {
    let from = try #require(CivilDate("2024-01-31"))
    let link = IdentityLink(localID: "1", regionalID: "R1", validFrom: from, validTo: nil)
    let origin = CommandOrigin(actor: "a", reason: "r", dryRun: false)
    try await ledger.add(link: link, unlink: nil, by: origin, at: 1)
    try await ledger.add(link: nil, unlink: "1", by: origin, at: 2)
    try await ledger.add(links: [link, IdentityLink(localID: "2", regionalID: "R2")], by: origin, at: 3)
    let links = try await ledger.operatorLinks()
    #expect(links.map(\.localID) == ["1", "1", "1", "2"])
    #expect(links.map(\.sequence) == [1, 2, 3, 4])
    #expect(links.first == .link(link, sequence: 1))
    #expect(links[1] == .unlink(localID: "1", sequence: 2))
    let entries = [
      ConsentEntry(localID: "1", decision: .grant, from: from, to: from, kinds: .only(["OML-11", "PPR-01"])),
      ConsentEntry(
        localID: "1", decision: .withdraw, recipients: .only(["2212345678"]),
        document: "D'; DROP TABLE patient"),
    ]
    try await ledger.add(consents: entries, today: from, command: "consent import", by: origin, at: 4)
    let consents = try await ledger.operatorConsents()
    var dated = entries
    dated[1].period.from = from
    #expect(consents.map(\.entry) == dated)
    #expect(try await fixture.number("SELECT sum(affected) FROM command") == 6)
  }

  // MARK: Forgetting

  @Test func `a patient without link is forgotten once nothing of him is out there`() async throws {
    try await fixture.apply(
      ["a", "b"].map { LedgerFixture.found($0, versions: [LedgerFixture.version()]) }, patient: patient)
    let records = try await fixture.waiting(patient)
    try await ledger.settle(
      [fixture.result(records[0], .delivered, made: ["Observation/a"])], destination: fixture.destination(),
      at: 3)
    try await ledger.forget(patient: patient)
    #expect(try await fixture.number("SELECT count(*) FROM record") == 2, "he has a link")
    _ = try await fixture.register("0000000101", identity: "notRegistered", policy: 2)
    try await ledger.forget(patient: patient)
    #expect(try await fixture.number("SELECT count(*) FROM record") == 2, "something of him may be out there")
    let again = try #require(try await fixture.waiting(patient).first { !$0.made.isEmpty })
    try await ledger.settle(
      [fixture.result(again, .excluded, reason: "identity.not-registered", input: .some(nil), made: [])],
      destination: fixture.destination(), at: 4)
    try await ledger.forget(patient: patient)
    for table in ["record", "version", "delivery", "work"] {
      #expect(try await fixture.number("SELECT count(*) FROM \(table)") == 0, "\(table)")
    }
    #expect(try await fixture.number("SELECT count(*) FROM patient") == 1)
    #expect(try await fixture.imbalances().isEmpty)
  }

  @Test func `old requests make room`() async throws {
    for index in 0..<205 {
      let request = try await ledger.begin(
        patient: patient, destination: fixture.destination(), records: [], patientMayExist: false,
        at: Double(index))
      try await ledger.finish(
        request: request, result: "delivered", status: 200, detail: nil, patient: patient,
        destination: fixture.destination(), results: [], holdings: nil, at: Double(index))
    }
    let kept = try await fixture.number("SELECT count(*) FROM request")
    #expect((200...202).contains(kept))
    #expect(try await fixture.number("SELECT max(at) FROM request") == 204)
  }
}
