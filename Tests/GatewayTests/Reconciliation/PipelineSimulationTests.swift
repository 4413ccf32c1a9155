import DirectoryWatch
import SSMIX2
import Synchronization
import Testing

@testable import Gateway

/// The whole heart against a storage, a region, operators and a power supply that all do what they do in a
/// hospital.
@Suite struct PipelineSimulationTests {
  /// A hundred lives in a few seconds of real time; a seed that fails is printed and belongs here as a case.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func `nothing is lost, nothing is overtaken, nothing leaves without consent`(seed: UInt64) async throws {
    var simulation = try await Simulation(seed: seed)
    for _ in 0..<40 {
      try await simulation.step()
      if simulation.hasFailed { return }
    }
    try await simulation.converge()
    try await simulation.checkEnd(try await simulation.fresh())
  }
}

private struct Simulation {
  let seed: UInt64
  var random: SeededCases
  let clock = ManualTime()
  let tree: TornStorageTree
  var module: SimulatedModule
  let faults: SimulatedFaults
  let transport: ScriptedTransport
  var state: TemporaryState
  var pipeline: Pipeline
  let options: Pipeline.Options
  let complaints = Complaints()

  /// What was seen to be wrong at a moment that a test cannot stop at.
  final class Complaints: Sendable {
    private let list = Mutex<[String]>([])
    func add(_ complaint: String) { list.withLock { $0.append(complaint) } }
    var all: [String] { list.withLock { $0 } }
  }

  var hasFailed: Bool { !complaints.all.isEmpty }

  init(seed: UInt64) async throws {
    self.seed = seed
    random = SeededCases(seed: seed)
    tree = TornStorageTree(clock: clock)
    module = SimulatedModule(tree: tree)
    faults = SimulatedFaults(seed: seed ^ 0xFA17)
    transport = ScriptedTransport()
    state = try TemporaryState()
    var options = Pipeline.Options()
    options.batch = Int.random(in: 1...6, using: &random)
    self.options = options
    pipeline = try await Pipeline(
      state: state, tree: tree, clock: clock, transport: transport, options: options)
    for patient in SimulatedModule.patients { try await pipeline.enrol(patient) }
    connect()
  }

  /// The transport looks at every request with the eyes of a data protection officer.
  private func connect() {
    let (faults, complaints, files) = (faults, complaints, state)
    let policies = pipeline.policies
    let transport = transport
    transport.whenSending { transaction in
      if faults.hasCrashed {
        // A dead process sends nothing more.
        return transport.otherwise(.fail(TransportError(kind: .other, mayHaveArrived: false, text: "")))
      }
      transport.otherwise(faults.step())
      if let transaction {
        for complaint in await Self.inspect(transaction, policies: policies) { complaints.add(complaint) }
      } else {
        complaints.add("no transaction")
      }
      if faults.chance(12) { faults.crash(files) }
    }
    // Power can also fail between the last byte of a file and the first of a request.
    tree.whenRead { _ in if faults.chance(60) { faults.crash(files) } }
  }

  private static func inspect(_ transaction: SentTransaction, policies: Policies) async -> [String] {
    guard let policy = await policies.current else { return ["sent without a policy in force"] }
    var complaints: [String] = []
    for put in transaction.puts {
      let about = put.patients.first ?? put.reference
      // `Type/facility.patient`, in ids of records with more behind it.
      let localID = String(about.split(separator: ".").dropFirst().first ?? "")
      guard case .registered(let regionalID) = policy.match(localID) else {
        complaints.append("put without a link: \(put.reference)")
        continue
      }
      if !SentTransaction.isFrame(put.reference), !put.json.contains("\"\(regionalID)\"") {
        complaints.append("put under another regional ID: \(put.reference)")
      }
      // Identifiers alone may stay while the rest is being taken back.
      let isIdentifiersOnly = put.reference.hasPrefix("Patient/") && !put.json.contains("\"name\"")
      let decision = policy.consents.decision(
        localID: localID, kind: kind(of: put), recipient: nil, on: policy.today)
      if decision != .granted, !isIdentifiersOnly {
        complaints.append("put without consent: \(put.reference)")
      }
    }
    return complaints
  }

  private static func kind(of put: SentTransaction.Put) -> String {
    if SentTransaction.isFrame(put.reference) {
      let parts = put.reference.split(separator: ".").map(String.init)
      return parts.first { DataKind.named($0) != nil } ?? ""
    }
    return switch put.reference.split(separator: "/").first {
    case "MedicationRequest": "OMP-01"
    case "AllergyIntolerance": "ADT-61"
    case "Condition": "PPR-01"
    case "Encounter": "ADT-22"
    case "Patient": "ADT-00"
    default: "OML-11"
    }
  }

  // MARK: One step

  mutating func step() async throws {
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<7: module.step(using: &random)
    case 7: try await operators()
    case 8: try await pipeline.sweep()
    case 9: accident()
    case 10: try await restart(from: state)
    case 11..<14:
      for request in hints() { await pipeline.intake.hint(request) }
      try await pipeline.followHints()
    default:
      try await pipeline.followHints()
      try await deliver()
    }
    clock.advance(Double.random(in: 0...4, using: &random))
    if Int.random(in: 0..<30, using: &random) == 0 { clock.advance(60) }
    if let copy = faults.takeCopy() { try await restart(from: copy) }
    try await check(isThorough: Int.random(in: 0..<5, using: &random) == 0)
  }

  private mutating func deliver() async throws {
    let work = try await pipeline.due()
    for one in work.shuffled(using: &random).prefix(2) {
      if case .pause = pipeline.circuit.next(now: clock.seconds), Bool.random(using: &random) { continue }
      var pass = pipeline.pass
      if Int.random(in: 0..<6, using: &random) == 0 {
        pass.policy = withdrawing(at: Int.random(in: 1...4, using: &random))
      }
      try await pass.run(one)
      pipeline.circuit.probeUnused()
    }
  }

  /// Somebody withdraws his consent while a pass runs.
  private func withdrawing(at question: Int) -> @Sendable () async -> PolicySnapshot? {
    let pipeline = pipeline
    let asked = Mutex(0)
    return {
      let count = asked.withLock {
        $0 += 1
        return $0
      }
      if count == question { try? await pipeline.consent(SimulatedModule.patients[0], .withdraw) }
      return await pipeline.policies.current
    }
  }

  private mutating func operators() async throws {
    let patient = SimulatedModule.patients.randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<7, using: &random) {
    case 0: try await pipeline.unlink(patient)
    case 1: try await pipeline.link(patient, "X" + patient)
    case 2: try await pipeline.link(patient)
    case 3: try await pipeline.consent(patient, .withdraw)
    case 4: try await pipeline.consent(patient, .withdraw, kinds: .only(["OMP-01", "ADT-00"]))
    default: try await pipeline.consent(patient, .grant)
    }
  }

  private mutating func hints() -> [StorageIntake.Request] {
    SimulatedModule.patients.filter { _ in Bool.random(using: &random) }.map {
      StorageIntake.Request(localID: $0, within: nil)
    }
  }

  /// The storage's share comes and goes; single folders cannot be read for a while.
  private mutating func accident() {
    let folder = "000/000/" + (SimulatedModule.patients.randomElement(using: &random) ?? "")
    switch Int.random(in: 0..<6, using: &random) {
    case 0: tree.unmount()
    case 1: tree.cover()
    case 2: tree.fail(folder, .io(5))
    case 3: tree.fail(folder + "/-", .permissionDenied)
    default: heal()
    }
  }

  private func heal() {
    tree.mount()
    for patient in SimulatedModule.patients {
      tree.heal("000/000/" + patient)
      tree.heal("000/000/\(patient)/-")
    }
  }

  /// The daemon is gone and starts again over what is on the disk. What the region took over stays taken
  /// over.
  private mutating func restart(from files: TemporaryState) async throws {
    try pipeline.close()
    state = files
    pipeline = try await Pipeline(
      state: files, tree: tree, clock: clock, transport: transport, options: options)
    _ = faults.takeCopy()
    connect()
  }

  private func check(isThorough: Bool) async throws {
    let balance = try pipeline.balance()
    if !balance.isBalanced { complaints.add("the balance does not add up: \(balance)") }
    for complaint in complaints.all { Issue.record("seed \(seed): \(complaint)") }
    // Counting everything anew is what the kept sums are there to spare: now and then is enough.
    guard isThorough else { return }
    let wrong = try await LedgerFixture(looking: pipeline.ledger, at: state).imbalances()
    for line in wrong {
      complaints.add(line)
      Issue.record("seed \(seed): \(line)")
    }
  }

  // MARK: The end

  /// Everything works again, everything half done is done, time goes by.
  mutating func converge() async throws {
    module.finish(using: &random)
    faults.calm()
    heal()
    if let copy = faults.takeCopy() { try await restart(from: copy) }
    for _ in 0..<3 {
      clock.advance(120)
      try await pipeline.converge()
    }
    clock.advance(1_000)
    try await pipeline.converge()
    try await check(isThorough: true)
  }

  /// What a gateway that has never seen anything makes of the storage as it is now.
  func fresh() async throws -> (resources: [String: String], balance: Balance) {
    let other = ScriptedTransport()
    let files = try TemporaryState()
    let first = try await Pipeline(state: files, tree: tree, clock: clock, transport: other, options: options)
    let origin = Pipeline.origin
    for decision in try await pipeline.ledger.operatorLinks() {
      switch decision {
      case .link(let link, _):
        try await first.ledger.add(link: link, unlink: nil, by: origin, at: clock.seconds)
      case .unlink(let localID, _):
        try await first.ledger.add(link: nil, unlink: localID, by: origin, at: clock.seconds)
      }
    }
    let consents = try await pipeline.ledger.operatorConsents().map(\.entry)
    try await first.ledger.add(
      consents: consents, today: clock.time.today, command: "consent import", by: origin, at: clock.seconds)
    try await first.policies.reload()
    try await first.converge()
    let result = (other.repository.resources, try first.balance())
    try first.close()
    return result
  }

  func checkEnd(_ fresh: (resources: [String: String], balance: Balance)) async throws {
    let balance = try? pipeline.balance()
    #expect(balance?.waiting == 0, "seed \(seed)")
    let held = transport.repository.resources
    let missing = Set(fresh.resources.keys).subtracting(held.keys).sorted()
    let left = Set(held.keys).subtracting(fresh.resources.keys).sorted()
    #expect(missing.isEmpty, "seed \(seed)")
    // Synthetic records: their paths may be shown.
    let rows = try await pipeline.outcomes().map { "\($0) \($1.outcome) \($1.reason ?? "") \($1.made)" }
      .sorted()
    #expect(left.isEmpty, "seed \(seed): \(rows.joined(separator: "\n"))")
    let different = fresh.resources.filter { held[$0.key] != nil && held[$0.key] != $0.value }.keys.sorted()
    #expect(different.isEmpty, "seed \(seed)")
    #expect(transport.mostPerPatient <= 1, "seed \(seed)")
  }
}
