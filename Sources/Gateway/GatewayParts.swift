import Foundation
import Logging

/// Builds the intake of every storage and the workers of every destination, and tells each which others it needs.
struct GatewayParts {
  var workers: [String: DeliveryWorkers] = [:]
  var circuits: [String: CircuitKeeper] = [:]
  var formats: [String: any DeliveryFormat] = [:]
  var intakes: [IntakeService] = []
  var logs: [TransactionService] = []
  /// Every call to a storage goes through it.
  var blocking: BlockingCalls

  init(
    configuration: GatewayConfiguration, ledger: SQLiteLedger, policies: Policies, coversEveryPatient: Bool,
    metrics: GatewayMetrics, time: GatewayTime, log: Logger
  ) throws(ControlError) {
    let blocking = BlockingCalls(time: time)
    self.blocking = blocking
    let board = WorkerBoard()
    var sources: [Int64: RecordReader.Source] = [:]
    for storage in configuration.recordStorages {
      guard let id = ledger.names.storages[storage.name] else { continue }
      let tree = RemountableTree(root: storage.root)
      sources[id] = RecordReader.Source(tree: tree, type: storage.type)
      let intake = StorageIntake(
        settings: StorageIntake.Settings(
          id: id, name: storage.name, settle: storage.settle.seconds, rescan: storage.rescan.seconds,
          replacementWait: max(30, 10 * storage.settle.seconds)),
        tree: tree, scan: PatientScan(tree: tree, type: storage.type), ledger: ledger, time: time,
        blocking: blocking, metrics: metrics, log: log, poke: { board.pokeAll() })
      intakes.append(
        IntakeService(
          storage: intake, configuration: storage, discovery: PatientDiscovery(tree: tree),
          policies: policies,
          coversEveryPatient: coversEveryPatient, time: time, metrics: metrics, log: log))
    }
    for storage in configuration.transactionStorages {
      guard let id = ledger.names.storages[storage.name] else { continue }
      logs.append(
        TransactionService(
          storageID: id, configuration: storage, facilityCode: configuration.facility.code, intakes: intakes,
          ledger: ledger, blocking: blocking, time: time, metrics: metrics, log: log))
    }
    let reader = RecordReader(
      sources: sources, patientIDWidth: configuration.facility.patientIDWidth,
      patientOID: configuration.facility.patientOID)
    for destination in configuration.destinations {
      guard let id = ledger.names.destinations[destination.name] else { continue }
      let format = try DeliveryFormats.format(for: destination, configuration: configuration)
      let circuit = CircuitKeeper()
      formats[destination.name] = format
      circuits[destination.name] = circuit
      let byStorage = Dictionary(uniqueKeysWithValues: intakes.map { ($0.storage.settings.id, $0) })
      let pass = DeliveryPass(
        ledger: ledger, destinationID: id, destination: destination.name, format: format,
        preparation: { policy in
          BatchPreparation(
            policy: policy, reader: reader, format: format, destination: destination.name,
            batch: destination.batch)
        },
        policy: { await policies.current }, circuit: circuit, limits: RateLimit(perSecond: destination.rate),
        backoff: Backoff(
          first: destination.retry.first.seconds, factor: destination.retry.factor,
          most: destination.retry.most.seconds),
        time: time, blocking: blocking, metrics: metrics,
        lookAgain: { storage, path in
          guard let place = PatientFolder.split(path), let intake = byStorage[storage] else { return }
          await intake.storage.hint(StorageIntake.Request(localID: place.localID, within: place.within))
        },
        isDraining: { board.isDraining(destination.name) }, window: max(2 * destination.batch, 20))
      let worker = DeliveryWorkers(pass: pass, concurrency: destination.concurrency, log: log)
      workers[destination.name] = worker
      board.add(worker, named: destination.name)
    }
  }
}
