import DirectoryWatch
import GRDB

/// `reconcile`: the storage as it is now against the ledger.
extension Inquiry {
  /// Differences listed, at most.
  static let mostDifferences = 10_000

  /// Lists every file of the patients in scope and compares; reads no content and changes nothing.
  func reconcile(_ selection: Selection) throws -> ReconcileReport {
    var report = ReconcileReport(
      balance: try status(state: .stopped, startedAt: nil).balance, differences: [], filesCompared: 0)
    for storage in configuration.recordStorages
    where selection.storage == nil || selection.storage == storage.name {
      guard let id = ledger.names.storages[storage.name] else { continue }
      do {
        let tree = try DiskTree(root: storage.root)
        try compare(
          PatientScan(tree: tree, type: storage.type), storage: id, selection: selection, report: &report)
      } catch let error as ConfinedDirectoryError {
        throw ControlError(
          exitCode: 13, code: ReasonCode.storageUnavailable.rawValue,
          message: "storage \(storage.name) cannot be read: \(error)")
      }
    }
    try addDisagreements(selection, to: &report)
    try addWaiting(selection, to: &report)
    return report
  }

  private func compare(
    _ scan: PatientScan, storage: Int64, selection: Selection, report: inout ReconcileReport
  ) throws {
    var last: Int64 = 0
    while report.differences.count < Self.mostDifferences {
      let page = try ledger.pool.read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT p.*, f.path AS folder FROM patient p LEFT JOIN patient_folder f ON f.patient = p.id AND f.storage = ?
            WHERE p.id > ? AND p.identity <> 'notRegistered' ORDER BY p.id LIMIT 200
            """, arguments: [storage, last])
      }
      guard let end = page.last else { return }
      last = end["id"]
      for row in page {
        let localID: String = row["local_id"]
        guard selection.patients.isEmpty || selection.patients.contains(localID) else { continue }
        guard let folder: String = row["folder"] else { continue }
        try compare(scan, folder: folder, patient: row["id"], storage: storage, report: &report)
      }
    }
  }

  private func compare(
    _ scan: PatientScan, folder: String, patient: Int64, storage: Int64, report: inout ReconcileReport
  ) throws {
    let listing: PatientListing
    do {
      listing = try scan.list(folder: folder, within: nil)
    } catch {
      report.differences.append(
        ReconcileReport.Difference(symbol: "!", path: folder, destination: nil, detail: error.description))
      return
    }
    var known: [String: StoredVersion] = [:]
    let rows = try ledger.pool.read { db in
      try Row.fetchAll(
        db,
        sql:
          "SELECT \(StoredVersion.columns) FROM version v JOIN record r ON r.id = v.record WHERE r.patient = ? AND r.storage = ?",
        arguments: [patient, storage]
      ).map { StoredVersion(row: $0) }
    }
    for version in rows { known[version.path] = version }
    for found in listing.records.values.flatMap(\.versions) {
      report.filesCompared += 1
      let stored = known.removeValue(forKey: found.path)
      if let stored, stored.size == found.size, stored.modified == found.modified, stored.inode == found.inode
      {
        continue
      }
      report.differences.append(
        ReconcileReport.Difference(
          symbol: stored == nil ? "+" : "*", path: found.path, destination: nil,
          detail: stored == nil ? "not in the ledger yet" : "changed since the ledger last saw it"))
    }
    for stored in known.values where !listing.unknownBelow.contains(where: { stored.path.hasPrefix($0) }) {
      report.differences.append(
        ReconcileReport.Difference(
          symbol: "-", path: stored.path, destination: nil, detail: "no longer in the storage; not a deletion"
        ))
    }
  }

  /// Ids of the transaction storages of the configuration.
  var followedLogs: [Int64] {
    configuration.transactionStorages.compactMap { ledger.names.storages[$0.name] }
  }

  /// What a transaction storage tells otherwise than the folders.
  private func addDisagreements(_ selection: Selection, to report: inout ReconcileReport) throws {
    let room = max(0, Self.mostDifferences - report.differences.count)
    let found = try ledger.pool.read {
      try SQLiteLedger.disagreements($0, storages: followedLogs, limit: room)
    }
    for (storage, announcement) in found {
      let name = ledger.names.storages.first { $0.value == storage }?.key
      guard selection.storage == nil || selection.storage == name,
        selection.patients.isEmpty || selection.patients.contains(announcement.localID)
      else { continue }
      let path = [
        announcement.localID, announcement.careDate, announcement.kind, announcement.orderNumber,
      ].joined(separator: "/")
      report.differences.append(
        ReconcileReport.Difference(
          symbol: "!", path: path, destination: nil,
          detail: announcement.processing == "INS"
            ? "the transaction storage tells of it, the folders have no active version"
            : "the transaction storage tells that it was deleted, the folders have an active version"))
    }
  }

  /// What is not in balance yet at a destination is a difference, too.
  private func addWaiting(_ selection: Selection, to report: inout ReconcileReport) throws {
    var waiting = selection
    waiting.outcome = "waiting"
    waiting.limit = max(0, Self.mostDifferences - report.differences.count)
    for row in try records(waiting) {
      report.differences.append(
        ReconcileReport.Difference(
          symbol: "*", path: row.path, destination: row.destination, detail: row.reason ?? "waiting"))
    }
  }
}
