/// Tests, drugs and examinations: the same for visitors and for inpatients.
extension PatientHistory {
  // MARK: Laboratory

  /// Results of some panels, and in so many of a thousand cases the order before them.
  mutating func laboratory(_ encounter: Encounter, at moment: SyntheticMoment, isOrdered: Int) {
    let order = nextOrder(at: moment, encounter: encounter)
    let panels = panels()
    if generator.happens(isOrdered) {
      let isKept = store(LaboratoryOrder(order: order, panels: panels), sent: moment)
      if !isKept { return }
    }
    let collected = moment.adding(minutes: generator.within(5...25))
    let specimens = panels.map { panel in
      LaboratoryResult.Specimen(
        panel: panel, results: panel.tests.map { $0.result(at: collected, using: &generator) })
    }
    let result = LaboratoryResult(order: order, collected: collected, specimens: specimens)
    let reported = late(collected.adding(minutes: generator.within(40...160)))
    switch generator.below(1_000) {
    case 0..<6:
      storage.store(result.preliminary(using: &generator), sent: reported)
      storage.store(result, sent: reported.adding(hours: 3))
    case 6..<10:
      storage.store(result, sent: reported)
      storage.store(result.corrected(using: &generator), sent: reported.adding(days: 1))
    default: store(result, sent: reported)
    }
  }

  /// Chemistry and blood count as a rule; in one order of ten everything there is, more than forty results.
  private mutating func panels() -> [LaboratoryPanel] {
    if generator.happens(100) {
      return [.chemistry, .haematology, .diabetes, .coagulation, .urine]
    }
    var panels: [LaboratoryPanel] = []
    if generator.happens(850) { panels.append(part(of: .chemistry, share: generator.within(200...700))) }
    if generator.happens(500) { panels.append(part(of: .haematology, share: 900)) }
    if generator.happens(250) { panels.append(.diabetes) }
    if generator.happens(80) { panels.append(part(of: .coagulation, share: 800)) }
    if generator.happens(120) { panels.append(part(of: .immunology, share: 400)) }
    if generator.happens(150) { panels.append(.urine) }
    return panels.isEmpty ? [.haematology] : panels
  }

  private mutating func part(of panel: LaboratoryPanel, share: Int) -> LaboratoryPanel {
    let tests = panel.tests.filter { _ in generator.happens(share) }
    return tests.isEmpty ? panel : LaboratoryPanel(code: panel.code, material: panel.material, tests: tests)
  }

  /// A culture: days later what grew, sometimes with a preliminary result before.
  mutating func culture(_ encounter: Encounter, at moment: SyntheticMoment) {
    let order = nextOrder(at: moment, encounter: encounter)
    let material = generator.one(of: CultureMaterial.all)
    let growths = CultureResult.growths(using: &generator)
    var result = CultureResult(
      order: order, collected: moment.adding(minutes: 10), material: material, growths: growths)
    if !growths.isEmpty, generator.happens(250) {
      result.growths = growths.map { growth in
        var early = growth
        early.susceptibility = []
        return early
      }
      result.isFinal = false
      storage.store(result, sent: moment.adding(days: 1))
      result.growths = growths
      result.isFinal = true
    }
    storage.store(result, sent: moment.adding(days: generator.within(3...5)))
  }

  // MARK: Drugs

  /// One to nine drugs in up to three RPs.
  mutating func prescribe(_ encounter: Encounter, at moment: SyntheticMoment) {
    let order = nextOrder(at: moment, encounter: encounter)
    var groups: [Prescription.Group] = []
    let start = moment.adding(days: encounter.isInpatient ? 0 : 1)
    let usages = generator.some(generator.within(1...3), of: Usage.regular)
    let count = generator.one(of: [1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 9])
    let drugs = generator.some(max(count, usages.count), of: Drug.regular)
    for (index, usage) in usages.enumerated() {
      let share = drugs.enumerated().filter { $0.offset % usages.count == index }.map(\.element)
      let days = encounter.isInpatient ? 7 : generator.one(of: [5, 7, 14, 28, 28, 56])
      groups.append(Prescription.Group(usage: usage, start: start, count: days, drugs: share))
    }
    if generator.happens(120) {
      groups.append(
        Prescription.Group(
          usage: .whenNeeded, start: moment, count: 10, drugs: [generator.one(of: Drug.occasional)]))
    }
    if generator.happens(80) {
      groups.append(
        Prescription.Group(
          usage: .onTheSkin, start: moment, count: 14, drugs: [generator.one(of: Drug.external)]))
    }
    var prescription = Prescription(order: order, groups: groups)
    store(prescription, sent: moment)
    guard groups.count > 1, generator.happens(15) else { return }
    // An RP is taken out at the pharmacy: the order stays, its care date with it.
    prescription.groups.removeLast()
    storage.store(prescription, sent: moment.adding(hours: 3))
  }

  // MARK: Examinations

  mutating func radiology(_ encounter: Encounter, at moment: SyntheticMoment) {
    let service = generator.one(of: ExaminationService.radiology)
    let order = nextOrder(at: moment, encounter: encounter)
    let isOrdered = store(
      ExaminationOrder(
        order: order, kind: "OMG-01", panel: service.panel, parts: service.parts,
        supporting: [Injection.weight(patient.weight)]), sent: moment)
    guard isOrdered else { return }
    let performed = moment.adding(minutes: generator.within(15...60))
    let parts = service.parts.map { part in
      ExaminationPerformed.Part(
        service: part, observations: [],
        exposure: (
          voltage: generator.within(60...125), current: 200, distance: generator.one(of: [110, 180]),
          milliseconds: generator.within(20...60)
        ))
    }
    store(
      ExaminationPerformed(
        order: order, kind: "OMG-11", performed: performed, service: service, parts: parts,
        staff: .radiographer), sent: late(performed.adding(minutes: 8)))
    guard generator.happens(350) else { return }
    let report = ImagingReport(
      order: order, performed: performed,
      findings: [service.part, "明らかな異常を認めない。"])
    storage.store(report, sent: performed.adding(hours: 4))
    if generator.happens(100) { storage.deleteContent(like: report) }
  }

  mutating func endoscopy(_ encounter: Encounter, at moment: SyntheticMoment) {
    let service = generator.one(of: ExaminationService.endoscopy)
    let order = nextOrder(at: moment, encounter: encounter)
    let supporting = [
      Observation(
        type: "TX", identifier: "MS3-24^外来所見^JSHR", value: generator.one(of: ExaminationService.complaints)),
      Observation(
        type: "TX", identifier: "MS3-34^臨床病名^JSHR", value: generator.one(of: ExaminationService.suspicions)),
    ]
    let isOrdered = store(
      ExaminationOrder(
        order: order, kind: "OMG-02", panel: service.panel, parts: service.parts, supporting: supporting),
      sent: moment)
    guard isOrdered else { return }
    let performed = moment.adding(minutes: generator.within(30...90))
    let doctor = encounter.doctor
    let parts = service.parts.enumerated().map { index, part in
      ExaminationPerformed.Part(
        service: part,
        observations: [
          Observation(type: "XCN", identifier: "DR-02.EM-01^正従業員の実施医師^JSHR", value: doctor.shortName),
          Observation(
            type: "TS", identifier: index == 0 ? "TM-P1^開始時間^JSHR" : "TM-B1^生検時間^JSHR",
            value: performed.adding(minutes: index * 7).toSecond),
        ])
    }
    store(
      ExaminationPerformed(
        order: order, kind: "OMG-12", performed: performed, service: service, parts: parts, staff: doctor),
      sent: late(performed.adding(minutes: 25)))
  }

  mutating func electrocardiogram(_ encounter: Encounter, at moment: SyntheticMoment) {
    let order = nextOrder(at: moment, encounter: encounter)
    let reason = Observation(
      type: "TX", identifier: "9A100&IMP^心電図所見^JC10", value: generator.one(of: ExaminationService.reasons))
    let isOrdered = store(
      ExaminationOrder(
        order: order, kind: "OMG-03", panel: ExaminationService.electrocardiogram, parts: [],
        supporting: [reason]), sent: moment)
    guard isOrdered else { return }
    let performed = moment.adding(minutes: generator.within(10...50))
    store(
      PhysiologyResult(
        order: order, performed: performed,
        observations: PhysiologyResult.electrocardiogram(using: &generator)),
      sent: late(performed.adding(minutes: 20)))
  }

  // MARK: Letters

  /// A referral letter, some of them revised the same day.
  mutating func refer(_ encounter: Encounter, at moment: SyntheticMoment) {
    let names = problems.map(\.diagnosis.name).joined(separator: "、")
    var letter = ClinicalDocument(
      sort: .referral, number: nextOrder(at: moment, encounter: encounter).number, encounter: encounter,
      written: moment, recipient: generator.one(of: Facility.clinics),
      sections: [
        ("傷病名", names), ("紹介目的", "今後の継続的な診療をお願いします。"),
        ("病状経過", "\(moment.inWords)に当院を受診されました。現在の状態は安定しています。"),
      ])
    storage.store(letter, sent: moment)
    guard generator.happens(200) else { return }
    letter.version = 2
    letter.sections.append(("備考", "検査結果を同封しました。"))
    storage.store(letter, sent: moment.adding(hours: 2))
  }
}
