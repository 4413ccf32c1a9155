/// The records of one stay, and what they say together.
struct Stay {
  /// What happened and was not taken back, oldest record first.
  private(set) var events: [StayEvent]
  /// Cancel events that concern it.
  private(set) var cancels: [StayEvent] = []
  /// What it is known by when its own day would be another stay's.
  private let ownKey: String?

  init(_ event: StayEvent, key: String? = nil) {
    events = [event]
    ownKey = key
  }

  mutating func add(_ event: StayEvent) {
    if event.isCancel { cancels.append(event) } else { events.append(event) }
    events.sort { $0.position < $1.position }
  }

  /// The newest record of a kind.
  func last(_ kind: StayEvent.Kind) -> StayEvent? { events.last { $0.kind == kind } }

  func all(_ kind: StayEvent.Kind) -> [StayEvent] { events.filter { $0.kind == kind } }

  /// All its records.
  var records: [StayEvent] { events + cancels }

  var admission: StayEvent? { last(.admission) }
  var plan: StayEvent? { last(.plannedAdmission) }
  var discharge: StayEvent? { last(.discharge) }

  /// PV1-19 of any of its records, the admission's first.
  var visit: String? {
    admission?.visit ?? plan?.visit ?? events.lazy.compactMap(\.visit).first
  }

  /// When it began; nil for what is only planned, and where no record tells.
  var start: String? {
    if let admission { return admission.start }
    if isOnlyPlanned { return nil }
    return discharge?.start ?? events.lazy.compactMap(\.start).first
  }

  /// Nobody has come yet: no record tells of anything but a plan.
  var isOnlyPlanned: Bool {
    plan != nil && admission == nil && !events.contains { $0.kind.isMovement }
  }

  /// Whether the admission was taken back and nothing contradicts that: there is no Encounter. What was planned
  /// before is planned again.
  var isVoid: Bool {
    admission == nil && plan == nil && cancels.contains { $0.kind == .admission }
      && !events.contains { $0.kind.isMovement }
  }

  /// The day by which an event or a plan finds it.
  var day: Substring? {
    (start ?? plan?.start ?? plan?.time).map(StayTime.day)
  }

  /// Whether a visit number may be this stay's.
  func admits(visit other: String?) -> Bool {
    guard let visit, let other else { return true }
    return visit == other
  }

  /// Whether it had begun at a time, as far as both are precise.
  func hasBegun(at time: String) -> Bool {
    guard let start else { return false }
    return !StayTime.isBefore(time, start)
  }

  /// Whether it was over before a time.
  func isOver(before time: String) -> Bool {
    guard let end = discharge?.time else { return false }
    return StayTime.isBefore(end, time)
  }

  /// Visit number, else day of admission (planned or done); the number that only later records tell does not change
  /// what an admission is known by.
  var key: String {
    let known = admission == nil && plan == nil ? visit : admission?.visit ?? plan?.visit
    if let known { return "visit|\(known)" }
    if let ownKey { return ownKey }
    if let day { return "day|\(day)" }
    return events.first?.fallbackKey ?? ""
  }

  /// The Encounter's id: by the key, and the kind of the admission even when only another record is known, so that the
  /// id stays when the admission arrives late.
  static func id(_ key: String, facility: String, patient: String) -> String {
    let day =
      key.hasPrefix("day|") ? [String(key.dropFirst(4).prefix(10).filter { $0 != "-" })] : []
    var ids = LogicalIDs(facility: facility, parts: [patient] + day + ["ADT-22"])
    return ids.next("Encounter", key)
  }
}
