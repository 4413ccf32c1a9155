import Logging
import SSMIX2
import ServiceLifecycle

/// Follows one transaction storage and tells the intakes where to look.
///
/// The log only shortens the delay: where a share raises no events, a record logged is found within a second instead of with the
/// next scan. The folders decide what is true; what the log announced and they do not show is told in `status`.
final class TransactionService: Service, Sendable {
  /// Seconds between two looks at the log.
  static let interval = 1.0

  let name: String
  private let storageID: Int64
  private let tail: TransactionTail
  private let ledger: SQLiteLedger
  private let intakes: [IntakeService]
  private let rescan: Double
  private let patience: Double
  private let time: GatewayTime
  private let metrics: GatewayMetrics
  private let log: Logger
  let heartbeat = Heartbeat()

  /// - Parameters:
  ///   - storageID: of the ledger.
  ///   - configuration: of the log; `settle` says when a file of it is quiet.
  ///   - facilityCode: whose records of the log are looked at.
  ///   - intakes: of the storages whose writers write this log.
  init(
    storageID: Int64, configuration: GatewayConfiguration.Storage, facilityCode: String,
    intakes: [IntakeService], ledger: SQLiteLedger, blocking: BlockingCalls, time: GatewayTime,
    metrics: GatewayMetrics, log: Logger
  ) {
    name = configuration.name
    self.storageID = storageID
    self.ledger = ledger
    self.intakes = intakes
    rescan = configuration.rescan.seconds
    patience = max(5, 5 * configuration.settle.seconds)
    self.time = time
    self.metrics = metrics
    self.log = log
    let name = name
    let heartbeat = heartbeat
    tail = TransactionTail(
      root: configuration.root,
      positions: LedgerTransactionPositions(
        ledger: ledger, storage: storageID, facilityCode: facilityCode, patience: patience, time: time,
        taken: { batch, hints in
          // A backlog of years takes longer than the watchdog waits.
          heartbeat.beat()
          metrics.transactionRecords.increment(by: Double(batch.deliveries.count), name)
          for finding in batch.findings {
            metrics.transactionFindings.increment(by: 1, name)
            log.warning(
              "a transaction file holds what is no record",
              metadata: [
                "storage": "\(name)", "code": "\(finding.code)", "file": "\(batch.position.path)",
                "offset": "\(finding.range.lowerBound)",
              ])
          }
          for hint in hints { await Self.pass(hint, to: intakes) }
        }),
      options: TransactionTail.Options(settle: configuration.settle), calls: blocking)
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { await self.follow() }
  }

  private func follow() async {
    var lastSweep = time.monotonic()
    var isAvailable: Bool?
    // The log may not be there at first: that changes nothing about what it held before.
    var hasBegun = false
    while !Task.isCancelled {
      let now = time.monotonic()
      let isSweeping = now - lastSweep >= rescan
      do {
        // The first scan reads the folders as they are now: what the log told before is in them.
        if !hasBegun, try await !ledger.hasReadLog(storage: storageID) { try await tail.skipExisting() }
        _ = try await tail.advance(at: .seconds(now), sweeping: isSweeping)
        if isSweeping || !hasBegun {
          lastSweep = now
          hasBegun = true
          try await ledger.noteCompleteScan(storage: storageID, at: time.seconds, stray: 0)
          metrics.scanLastComplete.set(time.seconds, name)
        }
        try await compare()
        if isAvailable != true { await note(available: true) }
        isAvailable = true
      } catch TransactionTailError.unavailable {
        if isAvailable != false { await note(available: false) }
        isAvailable = false
      } catch is CancellationError {
        return
      } catch {
        log.error("the ledger could not take over what a transaction log says; it is read again")
      }
      heartbeat.beat()
      do { try await time.sleep(.seconds(isAvailable == false ? 5 : Self.interval)) } catch { return }
    }
  }

  /// Looks again at whoever's folders do not show what the log announced.
  private func compare() async throws {
    let open = try await ledger.compareAnnouncements(
      storage: storageID, now: time.seconds, soon: patience, later: max(60, patience))
    for announcement in open {
      guard announcement.looks + 1 < SQLiteLedger.looksToDisagree else { continue }
      for intake in intakes {
        await intake.storage.hint(StorageIntake.Request(localID: announcement.localID, within: nil))
      }
    }
  }

  /// A kind of the standardised storage has no folder in an extended one, nor the other way round.
  private static func pass(_ hint: TransactionHint, to intakes: [IntakeService]) async {
    let within = hint.recordKind.map { "\(hint.careDate)/\($0)" }
    let type = hint.recordKind.map { DataKind.named($0) == nil ? StorageType.extended : .standard }
    for intake in intakes where type == nil || intake.storage.scan.type == type {
      await intake.storage.hint(StorageIntake.Request(localID: hint.patientID, within: within))
    }
  }

  private func note(available: Bool) async {
    metrics.storageAvailable.set(available ? 1 : 0, name)
    if available {
      log.notice("transaction storage available", metadata: ["storage": "\(name)"])
    } else {
      log.error(
        "transaction storage unavailable; changes are found by events and scans alone",
        metadata: ["storage": "\(name)"])
    }
    try? await ledger.note(
      storage: storageID, state: available ? "available" : "unavailable",
      detail: available ? nil : "the root cannot be read", watch: "poll")
  }
}
