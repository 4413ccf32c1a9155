/// A stay in hospital, from the plan to the summary.
extension PatientHistory {
  /// What stays the same during a stay, and what changes.
  struct Stay {
    var encounter: Encounter
    var admitted: SyntheticMoment
    var discharged: SyntheticMoment
    /// Everything is registered wrongly once and taken back.
    var isEventful: Bool
    var diagnosis: Diagnosis

    /// Noon of a day of the stay, the day of admission being 0.
    func noon(_ day: Int) -> SyntheticMoment { admitted.adding(days: day).at(hour: 12) }
  }

  mutating func stay(from admitted: SyntheticMoment, days: Int, isEventful: Bool) {
    let doctor = patient.doctor
    let encounter = Encounter(
      isInpatient: true, doctor: doctor, department: doctor.department,
      location: Facility.bed(using: &generator), start: admitted)
    var stay = Stay(
      encounter: encounter, admitted: admitted,
      discharged: admitted.adding(days: days).at(hour: 10, minute: 15), isEventful: isEventful,
      diagnosis: generator.one(of: Diagnosis.acute))
    admit(stay)
    if isEventful || days >= 6 && generator.happens(150) { leave(stay, day: min(2, days - 1)) }
    let transferDay = isEventful || days >= 4 && generator.happens(300) ? min(4, days - 1) : nil
    for day in 0..<days {
      if day == transferDay { transfer(&stay, day: day) }
      careDay(stay, day: day)
    }
    meals(stay, days: days)
    discharge(stay)
  }

  // MARK: Administration

  /// Registers, and when everything goes wrong once, takes it back and registers again.
  private mutating func register(
    _ record: PatientAdministration, cancelledBy cancellation: PatientAdministration.Event,
    in stay: Stay, sent: SyntheticMoment
  ) {
    storage.store(record, sent: sent)
    guard stay.isEventful || generator.happens(15) else { return }
    var cancelled = record
    cancelled.event = cancellation
    storage.delete(cancelled, sent: sent.adding(minutes: 4))
    storage.store(record, sent: sent.adding(minutes: 9))
  }

  private mutating func admit(_ stay: Stay) {
    if stay.isEventful || generator.happens(600) {
      var planned = stay.encounter
      planned.location = ""
      planned.start = nil
      register(
        PatientAdministration(
          event: .admissionPlanned, encounter: planned, moment: stay.admitted,
          plannedLocation: stay.encounter.location),
        cancelledBy: .admissionPlanCancelled, in: stay,
        sent: stay.admitted.adding(days: -generator.within(1...14)))
    }
    let sent = late(stay.admitted.adding(minutes: 15))
    register(
      PatientAdministration(event: .admission, encounter: stay.encounter, moment: stay.admitted),
      cancelledBy: .admissionCancelled, in: stay, sent: sent)
    register(
      PatientAdministration(event: .doctorChanged, encounter: stay.encounter, moment: stay.admitted),
      cancelledBy: .doctorChangeCancelled, in: stay, sent: stay.admitted.adding(minutes: 30))
    addProblem(
      stay.diagnosis, onset: stay.admitted.adding(days: -2), encounter: stay.encounter, at: stay.admitted)
  }

  private mutating func leave(_ stay: Stay, day: Int) {
    let left = stay.noon(day).adding(hours: -2)
    let back = left.adding(hours: 7)
    register(
      PatientAdministration(event: .leave, encounter: stay.encounter, moment: left, returnPlanned: back),
      cancelledBy: .leaveCancelled, in: stay, sent: left.adding(minutes: 6))
    register(
      PatientAdministration(event: .leaveReturn, encounter: stay.encounter, moment: back),
      cancelledBy: .leaveReturnCancelled, in: stay, sent: back.adding(minutes: 5))
  }

  private mutating func transfer(_ stay: inout Stay, day: Int) {
    let moment = stay.noon(day).adding(hours: -1)
    let prior = stay.encounter.location
    let next = Facility.bed(using: &generator)
    register(
      PatientAdministration(
        event: .transferPlanned, encounter: stay.encounter, moment: moment, plannedLocation: next),
      cancelledBy: .transferPlanCancelled, in: stay, sent: moment.adding(days: -1))
    stay.encounter.location = next
    register(
      PatientAdministration(
        event: .transfer, encounter: stay.encounter, moment: moment, priorLocation: prior),
      cancelledBy: .transferCancelled, in: stay, sent: moment.adding(minutes: 5))
  }

  private mutating func discharge(_ stay: Stay) {
    register(
      PatientAdministration(event: .dischargePlanned, encounter: stay.encounter, moment: stay.discharged),
      cancelledBy: .dischargePlanCancelled, in: stay, sent: stay.discharged.adding(days: -1, hours: 5))
    register(
      PatientAdministration(event: .discharge, encounter: stay.encounter, moment: stay.discharged),
      cancelledBy: .dischargeCancelled, in: stay, sent: late(stay.discharged.adding(minutes: 15)))
    if let last = problems.indices.last {
      let isRecovered = generator.happens(600)
      problems[last].outcome = isRecovered ? Diagnosis.recovered : generator.one(of: Diagnosis.unresolved)
      if isRecovered { problems[last].resolved = stay.discharged }
    }
    if generator.happens(400) {
      storage.store(ProblemList(problems: problems), sent: stay.discharged.adding(minutes: 40))
    }
    summary(of: stay)
  }

  private mutating func summary(of stay: Stay) {
    guard generator.happens(800) else { return }
    let written = stay.discharged.adding(hours: 5)
    storage.store(
      ClinicalDocument(
        sort: .dischargeSummary, number: nextOrder(at: written, encounter: stay.encounter).number,
        encounter: stay.encounter, written: written, stay: (stay.admitted, stay.discharged),
        recipient: generator.one(of: Facility.clinics),
        sections: [
          ("入院時診断", stay.diagnosis.name), ("入院後経過", "\(stay.admitted.inWords)に入院し、治療により軽快しました。"),
          ("退院時処方", "別紙の通り。"),
        ]), sent: written)
  }

  // MARK: Care

  private mutating func careDay(_ stay: Stay, day: Int) {
    let noon = stay.noon(day)
    if day.isMultiple(of: 2) { laboratory(stay.encounter, at: noon.adding(hours: -5), isOrdered: 450) }
    if day == 0 {
      if generator.happens(250) { culture(stay.encounter, at: noon.adding(hours: 4)) }
      if generator.happens(300) { radiology(stay.encounter, at: noon.adding(hours: 4, minutes: 20)) }
    }
    if day < 5 { inject(stay, at: noon.adding(hours: 1)) }
    if day.isMultiple(of: 7) { medicate(stay, at: noon.adding(hours: 3)) }
    vitalSigns(of: stay, noon: noon)
  }

  private mutating func inject(_ stay: Stay, at moment: SyntheticMoment) {
    let order = nextOrder(at: moment, encounter: stay.encounter)
    let base = generator.one(of: Drug.solutions)
    let additives = generator.some(generator.within(1...3), of: Drug.additives)
    let mixtures = (0..<generator.within(1...3)).map { index in
      Injection.Mixture(
        base: base, additives: additives, start: moment.adding(hours: 2 + 3 * index),
        end: moment.adding(hours: 4 + 3 * index))
    }
    let injection = Injection(
      order: order, mixtures: mixtures,
      rate: generator.happens(500) ? generator.one(of: [40, 60, 80, 100]) : 0,
      weight: generator.happens(100) ? patient.weight : nil, isOfATrial: generator.happens(10))
    guard store(injection, sent: moment) else { return }
    if let mixture = mixtures.first {
      let given = InjectionAdministration(
        order: order, mixture: mixture, group: injection.group(0),
        nurse: generator.one(of: StaffMember.nurses),
        note: generator.one(of: ["左手に実施", "右前腕に留置", "末梢静脈路より実施"]),
        isPumped: injection.rate > 0, hasOrderDetail: generator.happens(200))
      storage.store(given, sent: mixture.end.adding(minutes: 12))
    }
  }

  private mutating func medicate(_ stay: Stay, at moment: SyntheticMoment) {
    prescribe(stay.encounter, at: moment)
    let order = nextOrder(at: moment, encounter: stay.encounter)
    let drugs = generator.some(generator.within(1...4), of: Drug.regular)
    let given = PrescriptionAdministration(
      order: order, given: moment.adding(hours: 4), drugs: drugs, nurse: generator.one(of: StaffMember.nurses)
    )
    store(given, sent: moment.adding(hours: 4, minutes: 20))
  }

  private mutating func vitalSigns(of stay: Stay, noon: SyntheticMoment) {
    var rounds: [VitalSigns.Round] = []
    for hour in [8, 14, 20] where noon.at(hour: hour) > stay.admitted {
      rounds.append(VitalSigns.round(at: noon.at(hour: hour), using: &generator))
    }
    guard let last = rounds.last else { return }
    if rounds.count > 1, generator.happens(25) {
      // The day's folder is issued in the morning and again in the evening.
      let early = VitalSigns(encounter: stay.encounter, rounds: [rounds[0]])
      storage.store(early, sent: rounds[0].time.adding(hours: 1))
    }
    storage.store(VitalSigns(encounter: stay.encounter, rounds: rounds), sent: last.time.adding(hours: 3))
  }

  /// Meals: a change deletes the order and makes another one, as some systems do; some store all of them at
  /// discharge.
  private mutating func meals(_ stay: Stay, days: Int) {
    let isAtDischarge = generator.happens(60)
    func sent(_ moment: SyntheticMoment, _ delay: Int) -> SyntheticMoment {
      isAtDischarge ? stay.discharged.adding(minutes: delay) : moment
    }
    let ordered = stay.admitted.adding(minutes: 25)
    let meal = meal(stay, ordered: ordered)
    storage.store(meal, sent: sent(ordered, 20))
    guard days > 2, generator.happens(350) else { return }
    let changed = stay.noon(1).adding(hours: 3)
    storage.delete(meal.cancelled, sent: sent(changed, 22))
    storage.store(self.meal(stay, ordered: changed), sent: sent(changed.adding(minutes: 1), 24))
  }

  private mutating func meal(_ stay: Stay, ordered: SyntheticMoment) -> Meal {
    Meal(
      order: nextOrder(at: ordered, encounter: stay.encounter), start: ordered.at(hour: 18),
      diet: generator.one(of: ExaminationService.diets),
      instruction: generator.one(of: ExaminationService.dietTexts))
  }
}
