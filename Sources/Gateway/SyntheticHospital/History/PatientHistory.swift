/// What happens to one patient, day by day, and which records it leaves.
///
/// How often things happen follows the corpus that performance figures refer to: results and prescriptions
/// are most of it, about one record in a hundred is superseded and four are deleted, and a few arrive days or
/// weeks late.
struct PatientHistory {
  /// Stays in hospital and visits of a patient never overlap.
  enum Event: Sendable {
    case visit(day: Int)
    case stay(day: Int, length: Int)

    var day: Int {
      switch self {
      case .visit(let day), .stay(let day, _): day
      }
    }
  }

  let options: SyntheticHospitalOptions
  let patient: SyntheticPatient
  var storage: PatientStorage
  var generator: SeededGenerator
  var problems: [ProblemList.Problem] = []
  private var orders = 0

  init(patient: SyntheticPatient, options: SyntheticHospitalOptions) {
    self.patient = patient
    self.options = options
    storage = PatientStorage(patient: patient, options: options)
    generator = SeededGenerator(seed: options.seed &+ 2, stream: UInt64(truncatingIfNeeded: patient.index))
  }

  /// All files of the patient.
  static func files(of patient: SyntheticPatient, options: SyntheticHospitalOptions) -> [SyntheticFile] {
    var history = PatientHistory(patient: patient, options: options)
    history.live()
    return history.storage.files()
  }

  /// One patient in 32 is a chart opened by mistake, and one has a stay in which everything is taken back
  /// once, so that even a small hospital has every message.
  private var isMistake: Bool { patient.index % 32 == 9 }
  private var isEventful: Bool { patient.index % 32 == 5 }

  private mutating func live() {
    let first = options.from.dayNumber + generator.below(max(1, options.days / 3))
    if isMistake { return chartOpenedTwice(day: first) }
    arrive(at: SyntheticMoment(dayNumber: first, hour: 8, minute: 40))
    for event in events(from: first) {
      switch event {
      case .visit(let day):
        let time = generator.within(0...380)
        visit(at: SyntheticMoment(dayNumber: day, hour: 9).adding(minutes: time))
      case .stay(let day, let length):
        let hour = generator.within(9...15)
        let admitted = SyntheticMoment(dayNumber: day, hour: hour, minute: generator.below(60))
        stay(from: admitted, days: length, isEventful: isEventful)
      }
    }
  }

  /// Visits every few weeks, and in one year of four a stay.
  private mutating func events(from first: Int) -> [Event] {
    let end = options.from.dayNumber + options.days
    var events: [Event] = []
    var day = first
    while day < end {
      let isStay = isEventful ? events.count == 1 : generator.happens(28)
      let longest = min(20, end - day - 2)
      if isStay, longest >= 2 {
        // What can be taken back needs some days to happen in.
        let length = isEventful ? min(9, longest) : generator.within(2...longest)
        events.append(.stay(day: day, length: length))
        day += length + generator.within(7...30)
      } else {
        events.append(.visit(day: day))
        day += isEventful && events.count == 1 ? 1 : generator.within(14...60)
      }
    }
    return events
  }

  // MARK: Snapshots

  private mutating func arrive(at moment: SyntheticMoment) {
    let encounter = Encounter.visit(to: patient.doctor)
    storage.store(Demographics(encounter: encounter, weight: patient.weight), sent: moment)
    if !patient.allergies.isEmpty {
      storage.store(AllergyList(allergies: patient.allergies), sent: moment.adding(minutes: 12))
      if generator.happens(40) {
        // One more is remembered during the talk with the doctor; the list replaces the former one.
        storage.store(AllergyList(allergies: patient.allergies), sent: moment.adding(minutes: 35))
      }
    }
    for diagnosis in generator.some(generator.within(1...4), of: Diagnosis.chronic) {
      let onset = moment.adding(days: -generator.within(1...2_000))
      addProblem(diagnosis, onset: onset, encounter: encounter, at: moment)
    }
    storage.store(ProblemList(problems: problems), sent: moment.adding(minutes: 55))
  }

  /// Adds a diagnosis to the patient's list, which the caller stores.
  mutating func addProblem(
    _ diagnosis: Diagnosis, onset: SyntheticMoment, encounter: Encounter, at moment: SyntheticMoment
  ) {
    var problem = ProblemList.Problem(
      diagnosis: diagnosis, number: problems.count + 1, order: nextOrder(at: moment, encounter: encounter),
      onset: onset)
    problem.isMain = problems.isEmpty
    problem.isSuspected = generator.happens(80)
    problem.isWithInsurance = generator.happens(150)
    if generator.happens(100) { problem.prefix = generator.one(of: Diagnosis.prefixes) }
    if generator.happens(10) { problem.dentalFormula = "1\(generator.within(1...8))^右上^99T11" }
    problems.append(problem)
  }

  private mutating func chartOpenedTwice(day: Int) {
    let moment = SyntheticMoment(dayNumber: day, hour: 8, minute: 45)
    let encounter = Encounter.visit(to: patient.doctor)
    storage.store(Demographics(encounter: encounter, weight: patient.weight), sent: moment)
    storage.delete(
      Demographics(isDeletion: true, encounter: encounter, weight: patient.weight),
      sent: moment.adding(minutes: 20))
  }

  // MARK: A visit

  private mutating func visit(at moment: SyntheticMoment) {
    let encounter = Encounter.visit(to: patient.doctor, at: moment)
    if generator.happens(600) {
      let reception = PatientAdministration(event: .reception, encounter: encounter, moment: moment)
      storage.store(reception, sent: late(moment.adding(minutes: 1)))
    }
    if generator.happens(10) {
      let weight = patient.weight + generator.within(-30...30)
      storage.store(Demographics(encounter: encounter, weight: weight), sent: moment.adding(minutes: 3))
    }
    if generator.happens(930) { laboratory(encounter, at: moment.adding(minutes: 15), isOrdered: 350) }
    if generator.happens(700) { laboratory(encounter, at: moment.adding(minutes: 25), isOrdered: 350) }
    if generator.happens(780) { prescribe(encounter, at: moment.adding(minutes: 70)) }
    if generator.happens(250) { prescribe(encounter, at: moment.adding(minutes: 80)) }
    if generator.happens(60) { radiology(encounter, at: moment.adding(minutes: 40)) }
    if generator.happens(22) { endoscopy(encounter, at: moment.adding(minutes: 45)) }
    if generator.happens(40) { electrocardiogram(encounter, at: moment.adding(minutes: 50)) }
    if generator.happens(12) { refer(encounter, at: moment.adding(minutes: 95)) }
    if generator.happens(8) {
      let diagnosis = generator.one(of: Diagnosis.chronic)
      addProblem(diagnosis, onset: moment.adding(days: -3), encounter: encounter, at: moment)
      storage.store(ProblemList(problems: problems), sent: moment.adding(minutes: 100))
    }
  }

  // MARK: What orders share

  /// An order with a number that the patient has not had; its parts use the two digits at the end.
  mutating func nextOrder(at moment: SyntheticMoment, encounter: Encounter) -> SyntheticOrder {
    orders += 1
    return SyntheticOrder(
      number: patient.index * 10_000_000 + orders * 100, ordered: moment, encounter: encounter)
  }

  /// Stores a record of an order; of a few it becomes clear soon that they were a mistake, and they are
  /// deleted. Returns false when it was.
  @discardableResult
  mutating func store(_ record: some OrderedRecord, sent: SyntheticMoment) -> Bool {
    storage.store(record, sent: sent)
    guard generator.happens(18) else { return true }
    storage.delete(record.cancelled, sent: sent.adding(minutes: generator.within(2...90)))
    return false
  }

  /// When a message is sent: at once as a rule, and now and then days or weeks later.
  mutating func late(_ moment: SyntheticMoment) -> SyntheticMoment {
    generator.happens(20) ? moment.adding(days: generator.within(2...40), hours: 3) : moment
  }
}
