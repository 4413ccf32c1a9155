/// Joins the events of one patient to stays. Two stays are never made one: what cannot be told stays apart.
///
/// - A stay is known by its visit number (PV1-19) where valued, else by the day of admission (PV1-44).
/// - A planned admission is the stay of its visit number, else of the only admission on its day, or of the one that
///   says it had been planned for that day (PV2-8).
/// - An event that names a stay (number, day of admission) belongs to it. One that names a stay nobody else knows is
///   one of its own: it must not change a stranger's.
/// - An event that names none belongs to the stay the patient was in at that time: a patient is in one bed. Where that
///   is none, or one of two, it is a stay of its own.
/// - A cancel event takes back what an older record of its kind and time says, whatever its flag.
///
/// The result follows from the set of events alone, not from the order in which they arrived.
struct StayJoin {
  private(set) var stays: [Stay] = []
  /// Events that belong nowhere.
  private(set) var homeless: [StayEvent] = []

  init(_ events: [StayEvent]) {
    let cancels = events.filter(\.isCancel)
    let live = events.filter { !$0.isCancel && !Self.isCancelled($0, by: cancels, among: events) }
    for event in live where event.kind == .admission { admit(event) }
    joinPlans(live.filter { $0.kind == .plannedAdmission })
    let others = live.filter { $0.kind != .admission && $0.kind != .plannedAdmission }
    joinNamed(others.filter(\.isNamed))
    let unnamed = others.filter { !$0.isNamed }
    for event in unnamed.filter({ $0.kind == .discharge }).sorted(by: { $0.order < $1.order }) {
      join(event, to: openStay(at: event.time ?? ""))
    }
    let begun = stays
    for event in unnamed where event.kind != .discharge { join(event, to: stay(of: event, among: begun)) }
    for cancel in cancels { attach(cancel) }
  }

  /// A cancel event without visit number takes back one event, or none where it could mean several.
  private static func isCancelled(
    _ event: StayEvent, by cancels: [StayEvent], among events: [StayEvent]
  ) -> Bool {
    cancels.contains { cancel in
      guard event.isCancelled(by: cancel) else { return false }
      if cancel.visit == event.visit && cancel.visit != nil { return true }
      let meant = events.filter { !$0.isCancel && $0.isCancelled(by: cancel) }
      return meant.allSatisfy { $0.visit == event.visit && $0.time == event.time }
    }
  }

  // MARK: - Admissions and plans

  private mutating func admit(_ event: StayEvent) {
    let known = stays.firstIndex { stay in
      guard let other = stay.admission, event.visit == other.visit else { return false }
      return event.visit != nil || StayTime.agree(other.start ?? "", event.start ?? "")
    }
    if let known {
      stays[known].add(event)
      return
    }
    // Two admissions of one day at different times, without visit numbers: the day is the first one's.
    let isSecond =
      event.visit == nil && stays.contains { $0.visit == nil && $0.day == event.start.map(StayTime.day) }
    stays.append(Stay(event, key: isSecond ? "day|\(event.start ?? "")" : nil))
  }

  private mutating func joinPlans(_ events: [StayEvent]) {
    var plans: [Stay] = []
    for event in events {
      if let visit = event.visit, let known = stays.firstIndex(where: { $0.visit == visit }) {
        stays[known].add(event)
      } else if let known = plans.firstIndex(where: { Self.isSamePlan($0, event) }) {
        plans[known].add(event)
      } else {
        plans.append(Stay(event))
      }
    }
    let admitted = stays
    let candidates = plans.map { plan in admitted.indices.filter { Self.fits(plan, admitted[$0]) } }
    for (number, plan) in plans.enumerated() {
      let rivals = candidates.filter { $0.contains { candidates[number].contains($0) } }.count - 1
      if candidates[number].count == 1, rivals == 0 {
        for event in plan.events { stays[candidates[number][0]].add(event) }
      } else {
        let isTaken = admitted.contains { $0.key == plan.key }
        let own = plan.events[0].fallbackKey
        var stay = Stay(plan.events[0], key: isTaken ? own : nil)
        for event in plan.events.dropFirst() { stay.add(event) }
        stays.append(stay)
      }
    }
  }

  private static func isSamePlan(_ plan: Stay, _ event: StayEvent) -> Bool {
    guard plan.visit == event.visit else { return false }
    return event.visit != nil || StayTime.agree(plan.plan?.time ?? "", event.time ?? "")
  }

  private static func fits(_ plan: Stay, _ stay: Stay) -> Bool {
    guard stay.plan == nil, stay.admits(visit: plan.visit), let day = plan.day else { return false }
    return stay.day == day || stay.admission?.expected.map(StayTime.day) == plan.plan?.time.map(StayTime.day)
  }

  // MARK: - Events that name their stay

  private mutating func joinNamed(_ events: [StayEvent]) {
    // Numbers first: a day may then be told to be that of one number.
    let known = Set(stays.compactMap(\.visit))
    let numbered = events.filter { $0.visit != nil }
    for event in numbered {
      if let stay = stays.firstIndex(where: { $0.visit == event.visit }) {
        stays[stay].add(event)
        continue
      }
      // A stay without number may be this number's, unless another one names the same day.
      let rivals = numbered.filter {
        $0.start.map(StayTime.day) == event.start.map(StayTime.day) && !known.contains($0.visit ?? "")
      }
      let found = Set(rivals.map(\.visit)).count == 1 ? staysBegun(with: event) : []
      join(event, to: found.count == 1 ? found[0] : nil)
    }
    for event in events where event.visit == nil {
      let found = staysBegun(with: event)
      join(event, to: found.count == 1 ? found[0] : nil, isOwn: found.count > 1)
    }
  }

  /// The stays that began when an event says its own did.
  private func staysBegun(with event: StayEvent) -> [Int] {
    guard let start = event.start else { return [] }
    let sameDay = stays.indices.filter {
      stays[$0].day == StayTime.day(start) && stays[$0].admits(visit: event.visit)
    }
    if sameDay.count < 2 { return sameDay }
    let sameTime = sameDay.filter { stays[$0].start.map { StayTime.agree($0, start) } ?? false }
    return sameTime.count == 1 ? sameTime : sameDay
  }

  // MARK: - Events that name none

  /// - Parameter isOwn: Whether a new stay is known by the event alone, whatever day it names.
  private mutating func join(_ event: StayEvent, to stay: Int?, isOwn: Bool = false) {
    if let stay {
      stays[stay].add(event)
    } else if event.kind == .attendingDoctor, event.patientClass != "I" {
      homeless.append(event)
    } else if event.isNamed, !isOwn {
      stays.append(Stay(event))
    } else if let known = stays.firstIndex(where: { $0.key == event.fallbackKey }) {
      // Two records of one event.
      stays[known].add(event)
    } else {
      stays.append(Stay(event, key: event.fallbackKey))
    }
  }

  /// The stay that a discharge ends: the latest that had begun before. On a day of which no time is told the one that
  /// began earlier comes first: it was over when the other began.
  private func openStay(at time: String) -> Int? {
    let begun = stays.indices.filter { stays[$0].hasBegun(at: time) }
    let earlier = begun.filter { StayTime.isBefore(stays[$0].start ?? "", time) }
    let latest = earlier.max { (stays[$0].start ?? "") < (stays[$1].start ?? "") }
    if let latest, stays[latest].discharge.map({ $0.time == time }) ?? true { return latest }
    let sameTime = begun.filter {
      !earlier.contains($0) && stays[$0].discharge.map { $0.time == time } ?? true
    }
    return sameTime.count == 1 ? sameTime[0] : nil
  }

  /// The stay that an event without a name belongs to.
  private func stay(of event: StayEvent, among stays: [Stay]) -> Int? {
    guard let time = event.time else { return nil }
    guard let stay = latestStay(at: time, among: stays) else { return nil }
    guard event.kind.isIntention else { return stays[stay].isOver(before: time) ? nil : stay }
    // What was planned before the patient came was planned in the stay before, if there was one at that time. A plan
    // for a day after the discharge is no longer one.
    if let recorded = event.recorded, let start = stays[stay].start, StayTime.isBefore(recorded, start),
      let former = latestStay(at: recorded, among: stays), !stays[former].isOver(before: recorded)
    {
      return former
    }
    return stay
  }

  /// The latest stay that had begun at a time; nil where it may as well be the one before, which ended that day.
  private func latestStay(at time: String, among stays: [Stay]) -> Int? {
    let begun = stays.indices.filter { stays[$0].hasBegun(at: time) }
    guard let latest = begun.max(by: { (stays[$0].start ?? "") < (stays[$1].start ?? "") }) else {
      return nil
    }
    if StayTime.isBefore(stays[latest].start ?? "", time) { return latest }
    let start = stays[latest].start ?? ""
    if start == time, time.utf8.count > 10 { return latest }
    let others = begun.filter { $0 != latest && !stays[$0].isOver(before: time) }
    return others.isEmpty ? latest : nil
  }

  // MARK: - Cancel events

  /// A cancel event is a record of the stay it concerns; it makes none.
  private mutating func attach(_ cancel: StayEvent) {
    if let visit = cancel.visit {
      if let known = stays.firstIndex(where: { $0.visit == visit }) { stays[known].add(cancel) }
      return
    }
    if cancel.isNamed {
      let found = staysBegun(with: cancel)
      if found.count == 1 { stays[found[0]].add(cancel) }
    } else if cancel.kind == .discharge {
      if let stay = openStay(at: cancel.time ?? "") { stays[stay].add(cancel) }
    } else if cancel.kind != .plannedAdmission, let stay = stay(of: cancel, among: stays) {
      stays[stay].add(cancel)
    }
  }
}
