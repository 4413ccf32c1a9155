import GRDB

/// A `Selection` as a condition over `delivery d`, `record r` and `patient p`. Texts travel as arguments, never as SQL.
struct RecordFilter {
  private(set) var sql: String
  private(set) var arguments: StatementArguments
  private let selection: Selection
  private let pseudonym: PatientPseudonym?

  init(_ selection: Selection, names: LedgerNames, pseudonym: PatientPseudonym?) {
    self.selection = selection
    self.pseudonym = pseudonym
    var conditions = ["1"]
    var values: [(any DatabaseValueConvertible)?] = []
    func add(_ condition: String, _ list: [any DatabaseValueConvertible]) {
      conditions.append(condition)
      values += list
    }
    func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ",") }
    if !selection.patients.isEmpty {
      add("p.local_id IN (\(marks(selection.patients.count)))", selection.patients)
    }
    if let id = selection.regionalID { add("p.regional_id = ?", [id]) }
    if !selection.kinds.isEmpty { add("r.kind IN (\(marks(selection.kinds.count)))", selection.kinds) }
    if let from = selection.careDateFrom { add("r.care_date >= ? AND r.care_date GLOB '[0-9]*'", [from]) }
    if let to = selection.careDateTo { add("r.care_date <= ? AND r.care_date GLOB '[0-9]*'", [to]) }
    if let order = selection.order { add("r.order_number = ?", [order]) }
    if let outcome = selection.outcome { add("d.outcome = ?", [outcome]) }
    if let reason = selection.reasonCode { add("d.reason = ?", [reason]) }
    if let name = selection.destination { add("d.destination = ?", [names.destinations[name] ?? -1]) }
    if let name = selection.storage { add("r.storage = ?", [names.storages[name] ?? -1]) }
    sql = conditions.joined(separator: " AND ")
    arguments = StatementArguments(values)
  }

  /// Conditions that look at versions or at the keyed mark.
  func accepts(_ row: RecordRow, versions: [StoredVersion]) -> Bool {
    if let since = selection.timestampSince, row.version < since { return false }
    if let until = selection.timestampUntil, row.version > until + "~" { return false }
    if let department = selection.department,
      PolicySnapshot.newest(versions)?.department != department
    {
      return false
    }
    if let path = selection.path,
      !versions.contains(where: { path == $0.path || path.hasSuffix("/" + $0.path) })
    {
      return false
    }
    if let ref = selection.ref {
      let mark = pseudonym?.mark(
        ofRecord: row.storage, patient: row.patient, careDate: row.careDate, kind: row.kind, order: row.order)
      return mark == ref
    }
    return true
  }
}
