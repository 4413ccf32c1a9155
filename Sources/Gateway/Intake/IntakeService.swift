import DirectoryWatch
import Logging
import ServiceLifecycle
import Synchronization

/// Runs the intake of one storage: sweeps over all patients in scope, looks where hints point, watches folders where the
/// system gives events.
final class IntakeService: Service, Sendable {
  let storage: StorageIntake
  private let watch: GatewayConfiguration.Storage.Watch
  private let root: String
  private let discovery: PatientDiscovery
  private let policies: Policies
  private let coversEveryPatient: Bool
  private let time: GatewayTime
  private let log: Logger
  private let metrics: GatewayMetrics
  private let watcher = Mutex<DirectoryWatcher?>(nil)
  private let watched = Mutex<Set<String>>([])
  private let isStopping = Atomic<Bool>(false)
  /// When the pipeline last did something or found nothing to do, for the watchdog.
  let heartbeat = Heartbeat()

  /// Looks that run at once: a cold disk answers several questions faster than one after the other.
  static let concurrency = 4

  init(
    storage: StorageIntake, configuration: GatewayConfiguration.Storage, discovery: PatientDiscovery,
    policies: Policies, coversEveryPatient: Bool, time: GatewayTime, metrics: GatewayMetrics, log: Logger
  ) {
    self.storage = storage
    watch = configuration.watch
    root = configuration.root
    self.discovery = discovery
    self.policies = policies
    self.coversEveryPatient = coversEveryPatient
    self.time = time
    self.metrics = metrics
    self.log = log
  }

  /// What shortens the delay now.
  var watchKind: String { watcher.withLock { $0 == nil ? "poll" : "inotify" } }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { await self.sweepForever() }
        for _ in 0..<Self.concurrency { group.addTask { await self.followHints() } }
        group.addTask { await self.followEvents() }
      }
    }
    watcher.withLock { $0?.stop() }
  }

  /// Looks at hints as they become due.
  private func followHints() async {
    while !Task.isCancelled {
      if let request = await storage.next() {
        await look(request)
      } else {
        heartbeat.beat()
        do { try await time.sleep(.milliseconds(50)) } catch { return }
      }
    }
  }

  private func look(_ request: StorageIntake.Request) async {
    do {
      _ = try await storage.look(request)
      heartbeat.beat()
    } catch {
      log.error("the ledger could not take over what a scan found; it is tried again")
      await storage.hint(request, at: time.monotonic() + 2)
    }
  }

  // MARK: Sweep

  private func sweepForever() async {
    while !Task.isCancelled {
      let began = time.monotonic()
      if await storage.checkAvailable() {
        startWatching()
        do {
          try await sweep()
          await storage.firstSweepEnded()
          try await waitForRest()
          // A sweep during which the storage went away has not seen everything.
          if await storage.checkAvailable() {
            try await storage.ledger.noteCompleteScan(
              storage: storage.settings.id, at: time.seconds, stray: await storage.strayFiles)
            metrics.scanLastComplete.set(time.seconds, storage.settings.name)
          }
        } catch is CancellationError {
          return
        } catch {
          log.error("a sweep ended with an error of the ledger; it begins anew")
        }
      }
      await storage.ledger.noteQuietly(storage: storage.settings.id, watch: watchKind)
      let rest = storage.settings.rescan - (time.monotonic() - began)
      let isBack = await storage.isAvailable ?? false
      do { try await time.sleep(.seconds(isBack ? max(rest, 1) : min(storage.settings.rescan, 5))) } catch {
        return
      }
    }
  }

  private func sweep() async throws {
    // Patients with a link are looked at before the whole tree is walked to find the others.
    if coversEveryPatient { try await discover() }
    var last: Int64 = 0
    while true {
      try Task.checkCancellation()
      let page = try await storage.ledger.patientsInScope(after: last, limit: 200)
      guard let end = page.last else { break }
      last = end.id
      let late = try await withThrowingTaskGroup(of: Int.self) { group in
        var found = 0
        for (index, patient) in page.enumerated() {
          if index >= Self.concurrency { found += try await group.next() ?? 0 }
          group.addTask { try await self.sweep(patient) }
        }
        for try await count in group { found += count }
        return found
      }
      if await storage.isLive, watchKind == "inotify", late > 0 {
        metrics.scanFoundLate.increment(by: Double(late), storage.settings.name)
      }
      try await waitForRoom()
    }
    if !coversEveryPatient { try await discover() }
  }

  private func sweep(_ patient: StoredPatient) async throws -> Int {
    watchFolder(of: patient.localID)
    guard await storage.reserve(patient.localID) else {
      // Somebody looks at a part of him just now: look at all of him afterwards.
      await storage.hint(StorageIntake.Request(localID: patient.localID, within: nil))
      return 0
    }
    heartbeat.beat()
    return try await storage.look(StorageIntake.Request(localID: patient.localID, within: nil))
  }

  /// A first sweep over years of records must not keep all of them in memory until they have settled.
  ///
  /// Files that are written for hours do not hold it up: what rests leaves room again within a few settle times, and when nothing
  /// does, going on costs memory for the patients of one more page.
  private func waitForRoom() async throws {
    let began = time.monotonic()
    while await storage.unsettled > StorageIntake.mostUnsettled {
      if time.monotonic() - began > max(60, 10 * storage.settings.settle) { return }
      try await time.sleep(.milliseconds(100))
    }
  }

  /// A sweep is complete when what it found on its way is written down, too.
  private func waitForRest() async throws {
    let ended = time.monotonic()
    while let oldest = await storage.oldestObservation, oldest <= ended {
      try await time.sleep(.milliseconds(50))
      // Files that are written for hours must not hide that everything else is done.
      if time.monotonic() - ended > max(60, 10 * storage.settings.settle) { return }
    }
  }

  /// Walks the two levels above the patients. Finds patients whose link comes later, and folders that do not lie where they usually do.
  private func discover() async throws {
    let discovery = discovery
    let blocking = storage.blocking
    let id = storage.settings.id
    guard let first = await blocking.run({ try? discovery.folders(in: "") }) else { return }
    for level1 in first {
      guard let second = await blocking.run({ try? discovery.folders(in: level1) }) else { continue }
      for level2 in second {
        try Task.checkCancellation()
        let path = level1 + "/" + level2
        guard let patients = await blocking.run({ try? discovery.patients(in: path) }), !patients.isEmpty
        else {
          continue
        }
        heartbeat.beat()
        let new = try await storage.ledger.remember(folders: patients, storage: id)
        if !new.isEmpty { try await policies.discovered(new) }
      }
    }
  }

  // MARK: Events

  private func startWatching() {
    guard watch != .poll else { return }
    let fresh = watcher.withLock { current -> Bool in
      guard current == nil else { return false }
      current = try? DirectoryWatcher(root: root, watchLimit: nil, buffer: 16_384)
      return current != nil
    }
    if fresh { watched.withLock { $0.removeAll() } }
  }

  private func watchFolder(of localID: String) {
    guard let watcher = watcher.withLock({ $0 }), let folder = PatientFolder.usual(localID) else { return }
    if watched.withLock({ $0.insert(localID).inserted }) { watcher.watchTree(folder) }
  }

  private func followEvents() async {
    while !Task.isCancelled {
      guard let watcher = watcher.withLock({ $0 }) else {
        do { try await time.sleep(.milliseconds(200)) } catch { return }
        continue
      }
      for await event in watcher.events {
        await follow(event, watcher: watcher)
        if Task.isCancelled { return }
      }
      self.watcher.withLock { $0 = nil }
    }
  }

  private func follow(_ event: WatchEvent, watcher: DirectoryWatcher) async {
    metrics.watchesInUse.set(Double(watcher.watchCount), storage.settings.name)
    switch event {
    case .changed(let path):
      guard let (localID, within) = PatientFolder.split(path) else { return }
      await storage.hint(StorageIntake.Request(localID: localID, within: within))
    case .overflow:
      metrics.watchOverflow.increment(by: 1, storage.settings.name)
      log.warning(
        "events were lost; everything is scanned", metadata: ["storage": "\(storage.settings.name)"])
      for localID in watched.withLock({ Array($0) }) {
        await storage.hint(StorageIntake.Request(localID: localID, within: nil))
      }
    case .lost:
      // The sweep finds what events no longer tell.
      log.warning("a folder is polled, not watched", metadata: ["storage": "\(storage.settings.name)"])
    case .unmounted:
      watcher.stop()
      _ = await storage.checkAvailable()
    }
  }

  /// Somebody's link or consent has changed: his folder may have to be read for the first time.
  func lookAgain(at localIDs: [String]) async {
    for localID in localIDs {
      watchFolder(of: localID)
      await storage.hint(StorageIntake.Request(localID: localID, within: nil), at: time.monotonic())
    }
  }
}

/// When something last moved, for a watchdog that only a live pipeline feeds.
final class Heartbeat: Sendable {
  private let last = Mutex<ContinuousClock.Instant>(.now)

  /// Something moved, or there was nothing to do.
  func beat() { last.withLock { $0 = .now } }

  /// Seconds since then.
  var age: Double { (ContinuousClock.now - last.withLock { $0 }).seconds }
}
