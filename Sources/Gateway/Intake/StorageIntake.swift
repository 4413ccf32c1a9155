import DirectoryWatch
import Foundation
import Logging

/// Looks after one storage: which patients' folders to list when, and whether what is found there is at rest.
///
/// Events are hints; the scan is the truth. Hints (watch events, files that have to settle, new links) go first, the sweep over all patients in
/// scope fills the remaining time. Nothing here reads a content.
actor StorageIntake {
  /// A patient's folder, or one kind folder of it.
  struct Request: Sendable, Hashable {
    var localID: String
    /// Relative to the patient's folder; nil for all of it.
    var within: String?
  }

  struct Settings: Sendable {
    var id: Int64
    var name: String
    var settle: Double
    var rescan: Double
    /// How long a record may lack an active version in the middle of an update before that is believed.
    var replacementWait: Double
  }

  /// Records under observation, at most: a bound on memory during a first scan.
  static let mostUnsettled = 50_000
  /// More folders of one patient than this are looked at in one go.
  static let mostFolders = 4
  /// Seconds between a hint and the look at it: a burst of events becomes one listing.
  static let debounce = 0.1

  let settings: Settings
  let tree: any StorageTree
  let scan: PatientScan
  let ledger: SQLiteLedger
  let time: GatewayTime
  let blocking: BlockingCalls
  let metrics: GatewayMetrics
  let log: Logger
  /// Tells that work may be waiting for the destinations.
  let poke: @Sendable () -> Void

  private struct Observed {
    var state: SettlingState
    var firstSeen: Double
    /// The kind folder it lies in, relative to the patient's.
    var within: String?
  }
  /// By chart number, then by folder ("" is all of the patient): when to look.
  private var due: [String: [String: Double]] = [:]
  private var ready: [Request] = []
  private var running: Set<String> = []
  private var observed: [String: [RecordName: Observed]] = [:]
  private var stray: [String: Int] = [:]
  private var lane = WorkLane.backlog
  private(set) var isAvailable: Bool?

  init(
    settings: Settings, tree: any StorageTree, scan: PatientScan, ledger: SQLiteLedger, time: GatewayTime,
    blocking: BlockingCalls, metrics: GatewayMetrics, log: Logger, poke: @escaping @Sendable () -> Void
  ) {
    self.settings = settings
    self.tree = tree
    self.scan = scan
    self.ledger = ledger
    self.time = time
    self.blocking = blocking
    self.metrics = metrics
    self.log = log
    self.poke = poke
  }

  /// Records that were seen and are not at rest yet.
  var unsettled: Int { observed.values.reduce(0) { $0 + $1.count } }

  /// When the longest observed record was first seen, on the monotonic clock; nil when all is at rest.
  var oldestObservation: Double? { observed.values.lazy.flatMap(\.values).map(\.firstSeen).min() }

  var strayFiles: Int { stray.values.reduce(0, +) }

  /// From now on changes are live: the first sweep is over.
  func firstSweepEnded() { lane = .live }

  var isLive: Bool { lane == .live }

  /// A hint to look at something, now or at a time on the monotonic clock.
  func hint(_ request: Request, at when: Double? = nil) {
    let when = when ?? time.monotonic() + Self.debounce
    var folders = due[request.localID] ?? [:]
    // A look at all of the patient that comes soon covers this hint, too: the first listing of years of records and the events
    // of its own watches must not become two.
    if let covering = folders[""], covering <= when + settings.settle { return }
    let key = request.within ?? ""
    folders[key] = min(folders[key] ?? .infinity, when)
    if folders.count > Self.mostFolders || key.isEmpty {
      let earliest = folders.values.filter { key.isEmpty ? $0 >= when : true }.min() ?? when
      folders = folders.filter { key.isEmpty && $0.value < earliest }
      folders[""] = earliest
    }
    due[request.localID] = folders
  }

  /// The next look that is due, if any; never two at once for one patient, so that an older listing cannot overwrite a newer.
  func next() -> Request? {
    if ready.isEmpty { collectReady() }
    while let request = ready.popLast() {
      if running.insert(request.localID).inserted { return request }
      hint(request)
    }
    return nil
  }

  /// Takes what is due in portions, so that one look at everything serves many.
  private func collectReady() {
    let now = time.monotonic()
    for (localID, folders) in due where !running.contains(localID) {
      for (folder, when) in folders where when <= now {
        due[localID]?[folder] = nil
        ready.append(Request(localID: localID, within: folder.isEmpty ? nil : folder))
      }
      if due[localID]?.isEmpty ?? false { due[localID] = nil }
      if ready.count >= 64 { break }
    }
  }

  /// Reserves a patient for the sweep; false while another look at him runs.
  func reserve(_ localID: String) -> Bool { running.insert(localID).inserted }

  /// Lists, compares, waits for rest, and writes down what is at rest.
  /// - Returns: how many records were taken over.
  func look(_ request: Request) async throws -> Int {
    defer { running.remove(request.localID) }
    guard let patient = try await ledger.patient(localID: request.localID),
      patient.identity != "notRegistered",
      let folder = try await folder(of: patient)
    else {
      // Nobody will look at what was observed of him: a sweep must not wait for it.
      observed[request.localID] = nil
      return 0
    }
    let scan = scan
    let listed = await blocking.run { () -> Result<PatientListing, ConfinedDirectoryError> in
      Result { () throws(ConfinedDirectoryError) in try scan.list(folder: folder, within: request.within) }
    }
    switch listed.emptyIfGone(isWhole: request.within == nil) {
    case .failure(let error):
      try await failed(error, request: request)
      return 0
    case .success(let listing):
      let prefix = request.within.map { folder + "/" + $0 + "/" }
      let known = try await ledger.knownVersions(patient: patient.id, storage: settings.id, below: prefix)
      if request.within == nil { stray[request.localID] = listing.stray == 0 ? nil : listing.stray }
      for failure in listing.failures { report(failure) }
      let rested = atRest(
        ScanComparison.changes(found: listing, known: known), known: known, request: request, folder: folder)
      guard !rested.isEmpty else { return 0 }
      // Absence is only written down when the storage is certainly there after the listing, too.
      if rested.contains(where: \.versions.isEmpty), await !checkAvailable() {
        hint(request, at: time.monotonic() + 5)
        return 0
      }
      try await ledger.apply(
        rested, patient: patient.id, storage: settings.id, at: time.seconds, lane: lane)
      poke()
      return rested.count
    }
  }

  private func folder(of patient: StoredPatient) async throws -> String? {
    if let known = try await ledger.folder(ofPatient: patient.id, storage: settings.id) { return known }
    guard let usual = PatientFolder.usual(patient.localID) else { return nil }
    let tree = tree
    let isThere = await blocking.run { (try? tree.look(at: usual))??.type == .directory }
    guard isThere else { return nil }
    _ = try await ledger.remember(folders: [(patient.localID, usual)], storage: settings.id)
    return usual
  }

  private func failed(_ error: ConfinedDirectoryError, request: Request) async throws {
    report(error)
    switch error.code {
    case .notFound:
      // A folder may have gone with everything in it, or the storage: look at all of the patient, later.
      if request.within != nil { hint(Request(localID: request.localID, within: nil)) }
    case .stale, .io:
      _ = await checkAvailable()
      // What was observed has to be looked at again, or it would never be at rest.
      hint(request, at: time.monotonic() + 5)
    default:
      break
    }
  }

  private func report(_ error: ConfinedDirectoryError) {
    guard error.code != .notFound else { return }
    log.debug("a folder could not be listed", metadata: ["storage": "\(settings.name)", "error": "\(error)"])
  }

  /// Of the changes, those at rest; the others are looked at again in time.
  private func atRest(
    _ changes: [FoundRecord], known: [RecordName: [StoredVersion]], request: Request, folder: String
  ) -> [FoundRecord] {
    let now = time.monotonic()
    let wall = Int64(time.seconds * 1e9)
    forgetUnchanged(changes, request: request)
    return changes.filter { record in
      let name = RecordName(careDate: record.careDate, kind: record.kind, orderNumber: record.orderNumber)
      if known[name] == nil, isOld(record, wall: wall) {
        observed[request.localID]?[name] = nil
        return true
      }
      let isBetween = ScanComparison.isBetweenSteps(record, known: known[name] ?? [])
      let wait = isBetween ? max(settings.replacementWait, settings.settle) : settings.settle
      let look = Self.look(record)
      let place = record.versions.first.map { Self.within($0.path, folder: folder) } ?? request.within
      var seen =
        observed[request.localID]?[name]
        ?? Observed(state: SettlingState(look, now: now), firstSeen: now, within: place)
      let action = seen.state.seen(look, now: now, settle: wait)
      switch action {
      case .read:
        observed[request.localID]?[name] = nil
        return true
      case .wait(let until):
        observed[request.localID, default: [:]][name] = seen
        hint(Request(localID: request.localID, within: place), at: until)
        return false
      }
    }
  }

  /// What was observed here and is as the ledger knows it again (written and removed, renamed back) is at rest.
  private func forgetUnchanged(_ changes: [FoundRecord], request: Request) {
    guard let records = observed[request.localID] else { return }
    let changed = Set(
      changes.map { RecordName(careDate: $0.careDate, kind: $0.kind, orderNumber: $0.orderNumber) })
    let kept = records.filter { name, seen in
      changed.contains(name) || (request.within != nil && request.within != seen.within)
    }
    observed[request.localID] = kept.isEmpty ? nil : kept
  }

  /// Nothing in it was touched for a long time, by a clock that no copy tool can set.
  private func isOld(_ record: FoundRecord, wall: Int64) -> Bool {
    !record.versions.isEmpty
      // Not as integers: a server may report any time, and a difference must not overflow.
      && record.versions.allSatisfy { (Double(wall) - Double($0.changed)) / 1e9 >= SettlingState.old }
  }

  /// One look at all versions of a record: any of them moving keeps the whole record waiting.
  private static func look(_ record: FoundRecord) -> SettlingState.Look {
    var hasher = Hasher()
    hasher.combine(
      Set(record.versions.map { [$0.path, String($0.modified), String($0.inode), String($0.size)] }))
    return SettlingState.Look(
      size: record.versions.reduce(0) { $0 &+ $1.size }, modified: Int64(hasher.finalize()),
      inode: UInt64(record.versions.count))
  }

  /// The kind folder of a path, relative to the patient's folder.
  private static func within(_ path: String, folder: String) -> String? {
    guard path.hasPrefix(folder + "/") else { return nil }
    let parts = path.dropFirst(folder.count + 1).split(separator: "/")
    return parts.count > 2 ? "\(parts[0])/\(parts[1])" : nil
  }

  /// Whether the root is there and plausible: a root that suddenly has no folder at all is an unmounted share, not a hospital without
  /// patients.
  func checkAvailable() async -> Bool {
    let tree = tree
    let isEmpty = await blocking.run { () -> Bool? in
      do {
        try tree.checkAvailable()
        return try !tree.list("").contains { $0.type == .directory }
      } catch {
        return nil
      }
    }
    let hadPatients = (try? await ledger.hasFolders(storage: settings.id)) ?? true
    let detail: String? =
      switch isEmpty {
      case nil: "the root cannot be read"
      case true? where hadPatients: "the root is empty; is it mounted?"
      default: nil
      }
    await note(available: detail == nil, detail: detail)
    return detail == nil
  }

  private func note(available: Bool, detail: String?) async {
    guard available != isAvailable else { return }
    isAvailable = available
    metrics.storageAvailable.set(available ? 1 : 0, settings.name)
    if available {
      log.notice("storage available", metadata: ["storage": "\(settings.name)"])
    } else {
      log.error(
        "storage unavailable; nothing is inferred from what is missing",
        metadata: ["storage": "\(settings.name)", "cause": "\(detail ?? "")"])
    }
    try? await ledger.note(
      storage: settings.id, state: available ? "available" : "unavailable", detail: detail, watch: nil)
  }
}

extension Result where Success == PatientListing, Failure == ConfinedDirectoryError {
  /// A patient's folder that has gone holds nothing. Whether that is believed is decided like every other absence: after
  /// it has settled, and only while the storage is there.
  fileprivate func emptyIfGone(isWhole: Bool) -> Self {
    if isWhole, case .failure(let error) = self, error.code == .notFound { return .success(PatientListing()) }
    return self
  }
}
