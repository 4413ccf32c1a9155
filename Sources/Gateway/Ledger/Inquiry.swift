import Foundation
import GRDB
import SSMIX2

/// Answers questions from the ledger, with or without a daemon.
public struct Inquiry: Sendable {
  let ledger: SQLiteLedger
  let configuration: GatewayConfiguration
  let pseudonym: PatientPseudonym?
  let time: GatewayTime
  /// The consents that a running daemon has in force; nil reads the table.
  var consentsInForce: [ConsentEntry]?

  init(
    ledger: SQLiteLedger, configuration: GatewayConfiguration, pseudonym: PatientPseudonym?, time: GatewayTime
  ) {
    self.ledger = ledger
    self.configuration = configuration
    self.pseudonym = pseudonym
    self.time = time
  }

  /// Opens the state that the configuration names, for reading only.
  /// - Throws: `ControlError` with exit code 10 when there is no state yet, 12 when it may not be read, 15 when it is
  ///   damaged.
  public static func open(configuration: GatewayConfiguration) throws(ControlError) -> Inquiry {
    let ledger = try SQLiteLedger.openForReading(path: StateDirectory(configuration).ledger)
    return Inquiry(
      ledger: ledger, configuration: configuration,
      pseudonym: PatientPseudonym.existing(stateDirectory: configuration.state.path), time: .system)
  }

  /// Answers from what is stored; `status` says `stopped`.
  public func answer(_ question: Question) throws(ControlError) -> Answer {
    do {
      switch question {
      case .status: return .status(try status(state: .stopped, startedAt: nil))
      case .queue(var selection):
        selection.outcome = "waiting"
        return .records(try records(selection))
      case .parked(var selection):
        selection.outcome = "parked"
        return .records(try records(selection))
      case .trace(let selection): return .traces(try traces(selection))
      case .patients(let selection): return .patients(try patients(selection))
      case .consents(let selection): return .consents(try consents(selection))
      case .replayPlan(let selection): return .plan(try replayPlan(selection))
      case .reconcile(let selection): return .reconcile(try reconcile(selection))
      case .terminology(let selection): return .terminology(try terminology(selection))
      }
    } catch let error as ControlError {
      throw error
    } catch let error as DatabaseError {
      throw SQLiteLedger.ledgerError(error)
    } catch {
      throw ControlError(exitCode: 1, message: "the question could not be answered (\(type(of: error)))")
    }
  }

  static func stamp(_ seconds: Double?) -> String? {
    seconds.map { Date(timeIntervalSince1970: $0).formatted(stampStyle) }
  }

  /// RFC 3339 in Japan Standard Time: what the clocks of the hospital show.
  private static var stampStyle: Date.ISO8601FormatStyle {
    Date.ISO8601FormatStyle(timeZone: TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt).timeZoneSeparator(.colon)
  }

  // MARK: Records

  /// Rows of the selection in the order of the ledger.
  func records(_ selection: Selection) throws -> [RecordRow] { try select(selection).map(\.row) }

  /// The same with the ledger's own keys, for commands that change them.
  func select(_ selection: Selection) throws -> [(key: SelectedDelivery, row: RecordRow)] {
    let filter = RecordFilter(selection, names: ledger.names, pseudonym: pseudonym)
    return try ledger.pool.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT s.name AS storage_name, x.name AS destination_name, p.local_id, r.id AS record_id, d.patient AS patient_id,
            d.destination AS destination_id, r.care_date, r.kind,
            r.order_number, d.outcome, d.reason, d.detail, d.since, d.attempts, d.next_attempt
          FROM delivery d JOIN record r ON r.id = d.record JOIN patient p ON p.id = r.patient
            JOIN storage s ON s.id = r.storage JOIN destination x ON x.id = d.destination
          WHERE \(filter.sql) ORDER BY d.record, d.destination
          """, arguments: filter.arguments)
      var found: [(key: SelectedDelivery, row: RecordRow)] = []
      while let row = try rows.next(), found.count < selection.limit ?? .max {
        let versions = try Row.fetchAll(
          db, sql: StoredVersion.ofRecord, arguments: [row["record_id"] as Int64]
        ).map { StoredVersion(row: $0) }
        guard let record = recordRow(row, versions: versions), filter.accepts(record, versions: versions)
        else {
          continue
        }
        let key = SelectedDelivery(
          record: row["record_id"], destination: row["destination_id"], patient: row["patient_id"])
        found.append((key, record))
      }
      return found
    }
  }

  private func recordRow(_ row: Row, versions: [StoredVersion]) -> RecordRow? {
    guard let version = PolicySnapshot.newest(versions) else { return nil }
    let order: String = row["order_number"]
    let careDate: String = row["care_date"]
    return RecordRow(
      storage: row["storage_name"], path: version.path, patient: row["local_id"], careDate: careDate,
      // What is no record at all has its path as its key; it has no order number.
      kind: row["kind"], order: careDate.isEmpty ? "" : order, version: version.timestamp,
      destination: row["destination_name"], outcome: row["outcome"], reason: row["reason"],
      detail: row["detail"],
      since: Self.stamp(row["since"]) ?? "", attempts: row["attempts"],
      nextAttempt: Self.stamp(row["next_attempt"]))
  }

  // MARK: Trace

  func traces(_ selection: Selection) throws -> [RecordTrace] {
    var all = selection
    all.outcome = nil
    all.limit = selection.limit ?? 100
    let filter = RecordFilter(all, names: ledger.names, pseudonym: pseudonym)
    return try ledger.pool.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT DISTINCT s.name AS storage_name, p.local_id, p.id AS patient_id, r.*
          FROM record r JOIN delivery d ON d.record = r.id JOIN patient p ON p.id = r.patient
            JOIN storage s ON s.id = r.storage
          WHERE \(filter.sql) ORDER BY r.id
          """, arguments: filter.arguments)
      var found: [RecordTrace] = []
      while let row = try rows.next(), found.count < all.limit ?? 100 {
        let trace = try trace(db, row)
        if let ref = selection.ref, trace.key.ref != ref { continue }
        if let path = selection.path, !trace.versions.contains(where: { path.hasSuffix($0.path) }) {
          continue
        }
        found.append(trace)
      }
      return found
    }
  }

  private func trace(_ db: Database, _ row: Row) throws -> RecordTrace {
    let id: Int64 = row["id"]
    let key = RecordTrace.Key(
      storage: row["storage_name"], patient: row["local_id"], careDate: row["care_date"], kind: row["kind"],
      order: row["order_number"],
      ref: pseudonym?.mark(
        ofRecord: row["storage_name"], patient: row["local_id"], careDate: row["care_date"],
        kind: row["kind"],
        order: row["order_number"]) ?? "")
    let versions = try Row.fetchAll(
      db, sql: "SELECT * FROM version WHERE record = ? ORDER BY timestamp DESC, flag", arguments: [id]
    ).map { row in
      RecordTrace.Version(
        path: row["path"], flag: row["flag"], timestamp: row["timestamp"],
        sha256: (row["sha256"] as Data?).map { Hexadecimal.string(Array($0)) },
        seen: Self.stamp(row["seen"]) ?? "",
        vanished: row["vanished"])
    }
    let deliveries = try Row.fetchAll(
      db,
      sql: "SELECT d.*, x.name FROM delivery d JOIN destination x ON x.id = d.destination WHERE d.record = ?",
      arguments: [id])
    let requests = try Row.fetchAll(
      db,
      sql: """
        SELECT q.*, x.name FROM request q JOIN destination x ON x.id = q.destination
        WHERE q.patient = ? AND instr(q.records, ?) > 0 ORDER BY q.id DESC LIMIT 100
        """, arguments: [row["patient_id"] as Int64, ",\(id),"])
    return RecordTrace(
      key: key, versions: versions, decisions: deliveries.map(Self.decision),
      attempts: requests.map(Self.attempt),
      receipts: deliveries.compactMap(Self.receipt))
  }

  private static func decision(_ row: Row) -> RecordTrace.Decision {
    let made: String = row["made"]
    return RecordTrace.Decision(
      destination: row["name"], outcome: row["outcome"], reason: row["reason"], detail: row["detail"],
      since: stamp(row["since"]) ?? "", resources: made.split(separator: "\n").map(String.init))
  }

  private static func attempt(_ row: Row) -> RecordTrace.Attempt {
    RecordTrace.Attempt(
      at: stamp(row["at"]) ?? "", destination: row["name"], result: row["result"], status: row["status"],
      detail: row["detail"])
  }

  private static func receipt(_ row: Row) -> RecordTrace.Receipt? {
    guard let at = stamp(row["delivered_at"]) else { return nil }
    let made: String = row["made"]
    return RecordTrace.Receipt(
      destination: row["name"], at: at, ids: made.split(separator: "\n").map(String.init))
  }

  // MARK: Replay

  /// What a replay of the selection would send again: only what was delivered can be forgotten.
  func replayPlan(_ selection: Selection) throws -> ReplayPlan {
    var selection = selection
    selection.outcome = "delivered"
    let rows = try records(selection)
    return ReplayPlan(
      records: rows.count, patients: Set(rows.map(\.patient)).count,
      kinds: Dictionary(grouping: rows, by: \.kind).mapValues(\.count),
      destinations: Dictionary(grouping: rows, by: \.destination).mapValues(\.count))
  }
}

/// One record key towards one destination, by the ledger's ids.
struct SelectedDelivery: Sendable, Hashable {
  var record: Int64
  var destination: Int64
  var patient: Int64
}

/// Digits for digests.
enum Hexadecimal {
  static func string(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
