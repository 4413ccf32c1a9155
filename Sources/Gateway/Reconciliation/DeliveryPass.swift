import JPCore

/// Works through what one patient has waiting at one destination, one request at a time.
///
/// For every request: intent into the ledger, consent asked again, bytes out, evidence into the ledger. A crash at any point leaves
/// rows that wait and know everything the destination might hold.
struct DeliveryPass: Sendable {
  var ledger: SQLiteLedger
  var destinationID: Int64
  var destination: String
  var format: any DeliveryFormat
  var preparation: @Sendable (PolicySnapshot) -> BatchPreparation
  /// The policy in force now; nil while identity or consent could never be read: then nothing moves.
  var policy: @Sendable () async -> PolicySnapshot?
  var circuit: CircuitKeeper
  var limits: RateLimit
  var backoff: Backoff
  var time: GatewayTime
  var blocking: BlockingCalls
  var metrics: GatewayMetrics
  /// Tells the intake that a path is not what the ledger says.
  var lookAgain: @Sendable (_ storage: Int64, _ path: String) async -> Void
  /// True once the daemon drains: what runs may finish, nothing new is begun.
  var isDraining: @Sendable () -> Bool

  /// How many waiting records are looked at before the next request.
  var window = 40
  /// Characters of the destination's words that are kept.
  static let mostWords = 500

  /// Runs until nothing of the patient is due.
  func run(_ work: DueWork) async throws {
    var isLinked = true
    while !isDraining(), !Task.isCancelled {
      guard let snapshot = await policy() else {
        try await ledger.endPass(work, destination: destinationID, next: time.seconds + 5)
        return
      }
      guard
        var loaded = try await ledger.work(
          of: work.patient, destination: destinationID, now: time.seconds, limit: window,
          groupKinds: format.groupKinds),
        loaded.records.contains(where: { $0.outcome == .waiting })
      else { break }
      isLinked = loaded.patient.identity != "notRegistered"
      // The link that decides is the link that is sent: the ledger's row follows a new policy a little later.
      if case .registered(let regionalID) = snapshot.match(loaded.patient.localID) {
        loaded.patient.regionalID = regionalID
      } else {
        loaded.patient.regionalID = nil
      }
      let preparation = preparation(snapshot)
      let now = time.seconds
      let prepared = await blocking.run { [loaded] in preparation.prepare(loaded, now: now) }
      for stale in prepared.stale { await lookAgain(stale.storage, stale.path) }
      try await ledger.settle(prepared.decisions, destination: destinationID, at: time.seconds)
      count(prepared)
      if prepared.units.isEmpty {
        if prepared.decisions.isEmpty { break }
        continue
      }
      guard try await deliver(prepared.units, of: loaded.patient, under: snapshot) else { break }
      // Everything that waited has been looked at: what came meanwhile keeps the work from ending below.
      if prepared.items.count + prepared.decisions.count >= loaded.records.count,
        loaded.records.count < window
      {
        break
      }
    }
    if !isLinked { try await ledger.forget(patient: work.patient) }
    let next = try await ledger.nextAttempt(patient: work.patient, destination: destinationID)
    let due = next.map { max($0, circuit.pausedUntil ?? 0, time.seconds + 0.05) }
    try await ledger.endPass(work, destination: destinationID, next: due)
  }

  private func count(_ prepared: PreparedBatch) {
    let read = prepared.items.compactMap(\.reading) + prepared.decisions.compactMap(\.reading)
    metrics.filesRead.increment(by: Double(read.count))
    for code in read.flatMap(\.findings) { metrics.findings.increment(by: 1, code) }
  }

  /// Sends units in one request. When the destination refuses them, halves are sent until the one that it does not
  /// take is found: one bad record must not hold up the others.
  /// - Returns: false when the pass should end and come back later.
  private func deliver(
    _ units: [[BatchItem]], of patient: StoredPatient, under snapshot: PolicySnapshot
  ) async throws -> Bool {
    guard await policy()?.generation == snapshot.generation, !isDraining() else { return !isDraining() }
    let items = units.flatMap { $0 }
    let holdings = try await ledger.holdings(
      of: patient.id, destination: destinationID, except: Set(items.map(\.record.id)))
    let batch = DeliveryBatch(
      localID: patient.localID, regionalID: patient.regionalID, items: items, holdings: holdings,
      terminology: snapshot.terminology)
    let rendering = format.render(batch)
    if !rendering.problems.isEmpty {
      return try await park(rendering, of: units, patient: patient, under: snapshot)
    }
    guard let payload = rendering.payload else {
      try await ledger.settle(
        acknowledged(items, rendering), destination: destinationID, at: time.seconds)
      return true
    }
    await limits.take(items.count, time: time)
    let intended = items.indices.map { union(items[$0].record.made, rendering.made[$0]) }
    let request = try await ledger.begin(
      patient: patient.id, destination: destinationID,
      records: items.indices.map { (items[$0].record.id, intended[$0]) },
      patientMayExist: rendering.holdings.patientMayExist || holdings.patientMayExist, at: time.seconds)
    // Asked a second time: between preparing and sending a consent may have been withdrawn.
    guard await policy()?.generation == snapshot.generation else {
      try await ledger.finish(
        request: request, result: "not-sent", status: nil, detail: nil, patient: patient.id,
        destination: destinationID, results: items.map { untouched(waiting($0, nil, nil), $0) },
        holdings: nil,
        at: time.seconds)
      return true
    }
    let began = time.monotonic()
    do {
      let receipt = try await format.send(payload)
      metrics.deliverySeconds.observe(time.monotonic() - began, destination)
      metrics.deliveryAttempts.increment(by: 1, destination, "delivered")
      circuit.succeeded()
      for code in rendering.findings { metrics.findings.increment(by: 1, code) }
      try await ledger.finish(
        request: request, result: "delivered", status: receipt.status, detail: nil, patient: patient.id,
        destination: destinationID, results: acknowledged(items, rendering), holdings: rendering.holdings,
        at: time.seconds)
      // Relatives of a group go along without having waited.
      for item in items where item.record.outcome == .waiting {
        metrics.endToEndSeconds.observe(max(0, time.seconds - item.record.since), destination)
      }
      return true
    } catch let error as DeliveryError {
      metrics.deliveryAttempts.increment(by: 1, destination, error.result)
      return try await failed(
        error, request: request, units: units, intended: intended, patient: patient, snapshot: snapshot)
    }
  }

  /// Records that cannot be rendered are parked at once; the others go without them.
  private func park(
    _ rendering: Rendering, of units: [[BatchItem]], patient: StoredPatient, under snapshot: PolicySnapshot
  ) async throws -> Bool {
    let items = units.flatMap { $0 }
    let bad = Set(rendering.problems.keys.map { items[$0].record.id })
    let results = acknowledged(items, rendering).filter { bad.contains($0.record) }
    try await ledger.settle(results, destination: destinationID, at: time.seconds)
    let rest = units.map { $0.filter { !bad.contains($0.record.id) } }.filter { !$0.isEmpty }
    return rest.isEmpty ? true : try await deliver(rest, of: patient, under: snapshot)
  }

  private func union(_ old: [String], _ new: [String]) -> [String] {
    let known = Set(old)
    return old + new.filter { !known.contains($0) }
  }

  /// What an acknowledged batch makes of its records.
  private func acknowledged(_ items: [BatchItem], _ rendering: Rendering) -> [RecordResult] {
    items.enumerated().map { index, item in
      if let problem = rendering.problems[index] {
        return RecordResult(
          record: item.record.id, generation: item.record.generation, outcome: .parked,
          reason: problem.code.rawValue,
          detail: problem.detail, nextAttempt: nil, made: item.record.made, reading: item.reading)
      }
      switch item.action {
      case .put(_, let input):
        return RecordResult(
          record: item.record.id, generation: item.record.generation, outcome: .delivered, reason: nil,
          detail: nil,
          nextAttempt: nil, deliveredInput: .some(input), made: rendering.made[index], reading: item.reading,
          codedValues: index < rendering.codedValues.count ? rendering.codedValues[index] : nil)
      case .retract(let reason, let parked, let detail):
        return RecordResult(
          record: item.record.id, generation: item.record.generation, outcome: parked ? .parked : .excluded,
          reason: reason.rawValue, detail: detail, nextAttempt: nil, deliveredInput: .some(nil), made: [],
          reading: item.reading)
      }
    }
  }

  private func failed(
    _ error: DeliveryError, request: Int64, units: [[BatchItem]], intended: [[String]],
    patient: StoredPatient,
    snapshot: PolicySnapshot
  ) async throws -> Bool {
    let items = units.flatMap { $0 }
    let attempts = (items.map(\.record.attempts).max() ?? 0) + 1
    let judged = error.kind == .refused || error.kind == .tooLarge
    // A server that fails again and again on one batch may be failing over one record of it.
    let isolates = judged || (error.kind == .unreachable && error.status ?? 0 >= 500 && attempts >= 5)
    if isolates, units.count > 1 {
      let isUntouched = error.certainlyTookNothing
      try await finish(
        request, error, patient,
        items.map { isUntouched ? untouched(waiting($0, nil, nil), $0) : waiting($0, nil, nil) })
      let halves = isUntouched ? units : leastTriedFirst(uncertain(units, intended))
      let half = halves.count / 2
      guard try await deliver(Array(halves[..<half]), of: patient, under: snapshot) else { return false }
      return try await deliver(Array(halves[half...]), of: patient, under: snapshot)
    }
    if judged {
      // The destination answered: it is alive, whatever it thinks of this record.
      circuit.judged(refused: true, until: time.seconds + 60)
      let isUntouched = error.certainlyTookNothing
      try await finish(
        request, error, patient,
        items.map { isUntouched ? untouched(parked($0, error), $0) : parked($0, error) })
      return !circuit.isOpen
    }
    var generator = SystemRandomNumberGenerator()
    var delay = backoff.delay(failures: max(attempts, circuit.failures + 1), using: &generator)
    if case .throttled(let asked?) = error.kind { delay = max(delay, asked) }
    let until = time.seconds + delay
    let isAtOnce = error.kind == .unauthorized || error.kind == .certificate
    circuit.failed(reason: error.reason, until: until, atOnce: isAtOnce)
    try await finish(request, error, patient, items.map { waiting($0, error, until) })
    return false
  }

  private func finish(
    _ request: Int64, _ error: DeliveryError, _ patient: StoredPatient, _ results: [RecordResult]
  ) async throws {
    try await ledger.finish(
      request: request, result: error.result, status: error.status,
      detail: String(error.words.prefix(Self.mostWords)),
      patient: patient.id, destination: destinationID, results: results, holdings: nil, at: time.seconds)
  }

  /// Nothing was sent, or a transaction was refused whole: the destination holds what it held before, and what this
  /// request would have made must neither be deleted later nor be counted on.
  private func untouched(_ result: RecordResult, _ item: BatchItem) -> RecordResult {
    var result = result
    result.made = item.record.made
    result.deliveredInput = .some(item.record.deliveredInput)
    return result
  }

  /// The same units after a request that may have arrived: each record may have made what was intended.
  private func uncertain(_ units: [[BatchItem]], _ intended: [[String]]) -> [[BatchItem]] {
    var position = 0
    return units.map { unit in
      unit.map { item in
        defer { position += 1 }
        var item = item
        item.record.made = intended[position]
        item.record.deliveredInput = nil
        return item
      }
    }
  }

  /// The record over which a server fails has been tried the most: it must not stand before the others for ever.
  private func leastTriedFirst(_ units: [[BatchItem]]) -> [[BatchItem]] {
    let tried = units.enumerated().map {
      (offset: $0.offset, attempts: $0.element.map(\.record.attempts).max() ?? 0)
    }
    return tried.sorted { ($0.attempts, $0.offset) < ($1.attempts, $1.offset) }.map { units[$0.offset] }
  }

  private func waiting(_ item: BatchItem, _ error: DeliveryError?, _ until: Double?) -> RecordResult {
    RecordResult(
      record: item.record.id, generation: item.record.generation, outcome: .waiting,
      reason: error?.reason.rawValue,
      detail: error.map { String($0.words.prefix(Self.mostWords)) }, nextAttempt: until, reading: item.reading
    )
  }

  private func parked(_ item: BatchItem, _ error: DeliveryError) -> RecordResult {
    RecordResult(
      record: item.record.id, generation: item.record.generation, outcome: .parked,
      reason: error.reason.rawValue,
      detail: String(error.words.prefix(Self.mostWords)), nextAttempt: nil, reading: item.reading)
  }
}
