/// What the events of a stay, in the order in which they happened, make of its Encounter: JAMI's tables of
/// Encounter.status and Encounter.location.status by event, applied one after the other.
struct StayTimeline {
  private let stay: Stay
  /// Admission, transfers, leaves and returns as they happened.
  private let movements: [StayEvent]

  init(_ stay: Stay) {
    self.stay = stay
    let transfers = stay.all(.transfer) + stay.all(.leave) + stay.all(.leaveReturn)
    let admission = stay.admission.map { [$0] } ?? []
    movements = admission + Self.inOrder(transfers)
  }

  private static func inOrder(_ events: [StayEvent]) -> [StayEvent] {
    events.sorted { ($0.order, $0.kind.rawValue, $0.position) < ($1.order, $1.kind.rawValue, $1.position) }
  }

  // MARK: - Status

  var status: String {
    if stay.discharge != nil { return "finished" }
    if stay.isOnlyPlanned { return "planned" }
    let returns = stay.cancels.filter { $0.kind == .leave || $0.kind == .leaveReturn }
    let states = Self.inOrder(movements.filter { $0.kind != .admission } + returns)
    if let state = states.last {
      let isAway = state.isCancel ? state.kind == .leaveReturn : state.kind == .leave
      return isAway ? "onleave" : "in-progress"
    }
    // A plan, another doctor, or a discharge taken back: somebody has looked after the patient since.
    let isOnlyAdmitted =
      stay.cancels.isEmpty
      && stay.events.allSatisfy { $0.kind == .admission || $0.kind == .plannedAdmission }
    return isOnlyAdmitted ? "arrived" : "in-progress"
  }

  /// Leaves that are over. Of other states the messages do not tell from when to when they lasted.
  var formerLeaves: [PeriodValue] {
    let states = movements.filter { $0.kind != .admission }
    return zip(states, states.dropFirst()).compactMap { leave, back in
      guard leave.kind == .leave, back.kind == .leaveReturn else { return nil }
      let period = PeriodValue(start: leave.time, end: back.time)
      return period.isReversed ? nil : period
    }
  }

  // MARK: - Period, department, staff

  var start: String? { stay.start ?? (stay.isOnlyPlanned ? stay.plan?.time : nil) }

  /// The discharge, else the day planned for it.
  var end: String? {
    if let discharge = stay.discharge { return discharge.time }
    return stay.last(.plannedDischarge)?.time ?? (stay.isOnlyPlanned ? stay.plan?.until : nil)
  }

  /// The events by what they say of the present: what happened last, then what is planned.
  var latestFirst: [StayEvent] {
    let happened = Self.inOrder(movements.filter { $0.kind != .admission } + stay.all(.attendingDoctor))
    let present =
      [stay.discharge].compactMap(\.self) + happened.reversed() + [stay.admission].compactMap(\.self)
    let planned = [stay.last(.plannedDischarge), stay.last(.plannedTransfer), stay.plan]
    return present + planned.compactMap(\.self)
  }

  /// Attending doctors one after the other, then who admitted.
  var participants: [EncounterValue.Participant] {
    let first = stay.admission ?? (stay.isOnlyPlanned ? stay.plan : nil)
    let since = stay.admission?.start
    var attending = (first?.attending ?? []).map { participant("ATND", $0, from: since) }
    for change in Self.inOrder(stay.all(.attendingDoctor) + stay.all(.transfer)) {
      let open = attending.indices.filter { attending[$0].period.end == nil }
      let new = change.attending.filter { person in
        !open.contains { attending[$0].individual.isSame(as: person) }
      }
      if change.kind == .transfer, new.isEmpty { continue }
      for position in open
      where !change.attending.contains(where: { attending[position].individual.isSame(as: $0) }) {
        let ended = PeriodValue(start: attending[position].period.start, end: change.time)
        if !ended.isReversed { attending[position].period = ended }
      }
      attending += new.map { participant("ATND", $0, from: change.time) }
    }
    // Who is named otherwise attended then; since when is not told unless he is known already.
    for event in latestFirst where event.kind != .plannedAdmission {
      if event.kind != .discharge, !attending.isEmpty { continue }
      for person in event.attending where !attending.contains(where: { $0.individual.isSame(as: person) }) {
        attending.append(participant("ATND", person, from: nil))
      }
    }
    let admitting = ([stay.admission] + latestFirst).lazy.compactMap { $0?.admitting }.first { !$0.isEmpty }
    return attending + (admitting ?? []).map { participant("ADM", $0, from: nil) }
  }

  private func participant(
    _ type: String, _ person: NamedReference, from start: String?
  ) -> EncounterValue.Participant {
    .init(type: type, individual: person, period: PeriodValue(start: start, end: nil))
  }

  // MARK: - Places

  /// Where the patient was, is and is to go.
  var locations: [EncounterValue.Location] {
    var places = StayPlaces()
    if stay.isOnlyPlanned {
      if let place = stay.plan?.plannedPlace { places.plan(place, from: stay.plan?.time) }
      return places.all
    }
    for movement in movements {
      switch movement.kind {
      case .admission: places.enter(movement.place, from: movement.start)
      case .transfer: places.move(movement)
      case .leave: places.leave(movement)
      default: places.comeBack(movement)
      }
    }
    if let discharge = stay.discharge {
      places.end(discharge)
      return places.all
    }
    addPresent(to: &places)
    for plan in Self.inOrder(stay.all(.plannedTransfer)) where !isOutdated(plan, places.current) {
      if let place = plan.plannedPlace { places.plan(place, from: plan.time) }
    }
    return places.all
  }

  /// What other events say of where the patient is, if no movement does; and until when he is to stay there.
  private func addPresent(to places: inout StayPlaces) {
    let discharge = stay.last(.plannedDischarge)
    if places.all.isEmpty {
      let told = stay.last(.attendingDoctor)?.place ?? stay.last(.plannedTransfer)?.place
      if let told {
        places.enter(told, from: nil)
      } else if let place = discharge?.place {
        // JAMI: the place that a planned discharge names is a planned one.
        places.plan(place, from: nil, to: discharge?.time)
        return
      }
    }
    if let discharge, discharge.place.map({ $0.isSamePlace(as: places.current) }) ?? true {
      places.expectEnd(discharge.time)
    }
  }

  /// Whether a planned transfer is no longer one: the patient is there, or was moved since.
  private func isOutdated(_ plan: StayEvent, _ current: NamedReference?) -> Bool {
    if let current, current.isSamePlace(as: plan.plannedPlace) { return true }
    guard let day = plan.time.map(StayTime.day) else { return false }
    return stay.all(.transfer).contains { $0.time.map { StayTime.day($0) >= day } ?? false }
  }
}

/// The places of a stay, one after the other.
struct StayPlaces {
  private(set) var all: [EncounterValue.Location] = []
  /// Index of the place where the patient lives now.
  private var bed: Int?
  /// Index of where he is on leave.
  private var away: Int?

  var current: NamedReference? { bed.map { all[$0].place } }

  private mutating func append(
    _ place: NamedReference, _ status: String, from start: String?, to end: String? = nil
  ) {
    var period = PeriodValue(start: start, end: end)
    if period.isReversed { period.end = nil }
    all.append(.init(place: place, status: status, period: period))
  }

  /// Ends a place; one whose end is not told has none.
  private mutating func close(_ index: Int?, at end: String?) {
    guard let index else { return }
    all[index].status = "completed"
    let period = PeriodValue(start: all[index].period.start, end: end)
    all[index].period = period.isReversed ? PeriodValue(start: period.start, end: nil) : period
  }

  mutating func plan(_ place: NamedReference, from start: String?, to end: String? = nil) {
    append(place, "planned", from: start, to: end)
  }

  mutating func enter(_ place: NamedReference?, from start: String?) {
    guard let place else { return }
    append(place, "active", from: start)
    bed = all.count - 1
  }

  mutating func expectEnd(_ end: String?) {
    guard let bed else { return }
    let period = PeriodValue(start: all[bed].period.start, end: end)
    if !period.isReversed { all[bed].period = period }
  }

  /// A transfer from the place named as former one (PV1-6). Where that is another than the one known, the patient had
  /// been moved before: when he left the known one is not told.
  mutating func move(_ event: StayEvent) {
    close(away, at: nil)
    away = nil
    // Another department in the same bed.
    if let current, current.isSamePlace(as: event.place) { return }
    let isKnown = event.priorPlace?.isSamePlace(as: current) ?? true
    close(bed, at: isKnown ? event.time : nil)
    bed = nil
    if !isKnown, let prior = event.priorPlace { append(prior, "completed", from: nil, to: event.time) }
    enter(event.place, from: event.time)
  }

  /// A leave: where to, if the message names another place than the patient's own; until when is expected only.
  mutating func leave(_ event: StayEvent) {
    close(away, at: nil)
    away = nil
    guard let place = event.place, !place.isSamePlace(as: current) else { return }
    append(place, "active", from: event.time, to: event.until)
    away = all.count - 1
  }

  mutating func comeBack(_ event: StayEvent) {
    if let away, all[away].place.isSamePlace(as: event.place) {
      // The message of the leave had named the bed, not where the patient went.
      all[away].period = PeriodValue(start: nil, end: nil)
      close(bed, at: nil)
      bed = away
    } else {
      close(away, at: event.time)
    }
    away = nil
    guard let place = event.place, !place.isSamePlace(as: current) else { return }
    close(bed, at: nil)
    enter(place, from: event.time)
  }

  /// The discharge, from the place it names; without one, when the last place was left is not told.
  mutating func end(_ event: StayEvent) {
    for index in all.indices { all[index].status = "completed" }
    close(away, at: nil)
    guard let place = event.place else { return }
    if place.isSamePlace(as: current) {
      close(bed, at: event.time)
    } else {
      append(place, "completed", from: nil, to: event.time)
    }
  }
}

extension NamedReference {
  /// The same bed, room or ward: by its number; what kind of place it is messages do not always say.
  fileprivate func isSamePlace(as other: NamedReference?) -> Bool {
    value != nil && value == other?.value
  }

  /// The same person: by number, by name where one of them has no number.
  fileprivate func isSame(as other: NamedReference) -> Bool {
    if let value, let otherValue = other.value { return value == otherValue }
    return display == other.display
  }
}
