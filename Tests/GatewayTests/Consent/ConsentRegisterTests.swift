import Testing

@testable import Gateway

private func day(_ text: String) -> CivilDate? { CivilDate(text) }

@Suite struct ConsentRegisterTests {
  private let today = CivilDate(unixSeconds: 1_767_225_600)

  private func grant(
    _ from: String? = nil, to: String? = nil, kinds: Coverage = .all, recipients: Coverage = .all
  ) -> ConsentEntry {
    ConsentEntry(
      localID: "1", decision: .grant, from: from.flatMap(day), to: to.flatMap(day), kinds: kinds,
      recipients: recipients)
  }

  private func withdraw(
    _ from: String? = nil, to: String? = nil, kinds: Coverage = .all, recipients: Coverage = .all
  ) -> ConsentEntry {
    var entry = grant(from, to: to, kinds: kinds, recipients: recipients)
    entry.decision = .withdraw
    return entry
  }

  private func decide(
    _ entries: [ConsentEntry], _ kind: String = "OML-11", recipient: String? = "A",
    standard: ConsentDefault = .deny, operators: [OperatorConsent] = []
  ) -> ConsentDecision {
    ConsentRegister(csv: entries, operators: operators, defaultDecision: standard, patientIDWidth: nil)
      .decision(localID: "1", kind: kind, recipient: recipient, on: today)
  }

  @Test("the day of these tests is 2026-01-01")
  func fixedDay() { #expect(today.description == "2026-01-01") }

  @Test("nobody is asked twice: without entries the default counts")
  func defaults() {
    #expect(decide([]) == .none)
    #expect(decide([], standard: .allow) == .granted)
    let other = ConsentEntry(localID: "2", decision: .withdraw)
    #expect(decide([other], standard: .allow) == .granted)
  }

  @Test("the last one that is in force decides, first and last day included")
  func lastDecides() {
    #expect(decide([grant("2025-01-01")]) == .granted)
    #expect(decide([grant("2026-01-01", to: "2026-01-01")]) == .granted)
    #expect(decide([grant("2026-01-02")]) == .none)
    #expect(decide([grant("2025-01-01", to: "2025-12-31")]) == .none)
    #expect(decide([grant("2025-01-01"), withdraw("2025-06-01")]) == .withdrawn)
    #expect(decide([withdraw("2025-06-01"), grant("2025-01-01")]) == .withdrawn)
    #expect(decide([withdraw("2025-06-01"), grant("2025-07-01")]) == .granted)
    #expect(decide([grant("2025-01-01"), withdraw("2025-01-01")]) == .withdrawn)
    #expect(decide([withdraw("2025-01-01"), grant("2025-01-01")]) == .granted)
    #expect(decide([grant("2025-01-01"), withdraw("2026-01-02")]) == .granted)
    #expect(decide([grant("2025-01-01"), withdraw("2025-02-01", to: "2025-03-01")]) == .granted)
  }

  @Test("kinds: grants add up, withdrawals take out, an all entry replaces")
  func kinds() {
    let labs = Coverage.only(["OML-11"])
    let drugs = Coverage.only(["OMP-01"])
    #expect(decide([grant(kinds: labs)]) == .granted)
    #expect(decide([grant(kinds: drugs)]) == .notThisKind)
    #expect(decide([grant("2025-01-01", kinds: labs), grant("2025-02-01", kinds: drugs)]) == .granted)
    #expect(decide([grant("2025-01-01"), withdraw("2025-02-01", kinds: drugs)]) == .granted)
    #expect(decide([grant("2025-01-01"), withdraw("2025-02-01", kinds: labs)]) == .withdrawn)
    #expect(decide([withdraw("2025-01-01", kinds: labs), grant("2025-02-01")]) == .granted)
    #expect(decide([grant("2025-01-01", kinds: labs), withdraw("2025-02-01")]) == .withdrawn)
    #expect(
      decide([grant("2025-01-01", kinds: labs), withdraw("2025-02-01"), grant("2025-03-01", kinds: drugs)])
        == .notThisKind)
    #expect(decide([grant("2025-01-01"), grant("2025-02-01", kinds: drugs)]) == .notThisKind)
    #expect(decide([grant(kinds: labs)], "oml-11") == .granted)
    #expect(decide([grant(kinds: labs)], "^カルテ^^11506-3^経過記録^LN") == .notThisKind)
    #expect(decide([withdraw(kinds: labs)]) == .withdrawn)
    #expect(decide([withdraw(kinds: drugs)]) == .none)
  }

  @Test("recipients: what is limited counts where it is listed, and a withdrawal also where nobody knows")
  func recipients() {
    let toB = Coverage.only(["B"])
    #expect(decide([grant(recipients: toB)]) == .none)
    #expect(decide([grant(recipients: toB)], recipient: "B") == .granted)
    #expect(decide([grant(recipients: toB)], recipient: nil) == .none)
    #expect(decide([grant("2025-01-01"), withdraw("2025-02-01", recipients: toB)]) == .granted)
    #expect(
      decide([grant("2025-01-01"), withdraw("2025-02-01", recipients: toB)], recipient: "B") == .withdrawn)
    #expect(
      decide([grant("2025-01-01"), withdraw("2025-02-01", recipients: toB)], recipient: nil) == .withdrawn)
  }

  @Test("opt-out: withdrawals take out, and who ever signed a grant is ruled by forms alone")
  func optOut() {
    let labs = Coverage.only(["OML-11"])
    #expect(decide([withdraw()], standard: .allow) == .withdrawn)
    #expect(decide([withdraw(kinds: labs)], standard: .allow) == .withdrawn)
    #expect(decide([withdraw(kinds: labs)], "PPR-01", standard: .allow) == .granted)
    #expect(decide([withdraw("2026-02-01")], standard: .allow) == .granted)
    #expect(decide([grant("2025-01-01", to: "2025-02-01")], standard: .allow) == .none)
    #expect(decide([grant(kinds: labs)], "PPR-01", standard: .allow) == .notThisKind)
  }

  /// A clerk who writes the withdrawal below the grant and leaves the date empty means now, not before the grant.
  @Test("an undated withdrawal takes back the dated grants above it")
  func undatedWithdrawal() {
    #expect(decide([grant("2020-01-01"), withdraw()]) == .withdrawn)
    #expect(decide([withdraw(), grant("2020-01-01")]) == .granted)
    #expect(decide([grant("2020-01-01"), withdraw(), grant("2021-01-01")]) == .granted)
    #expect(decide([grant("2021-01-01"), grant("2020-01-01"), withdraw()]) == .withdrawn)
    #expect(decide([grant("2020-01-01"), grant()]) == .granted)
    #expect(decide([withdraw("2020-01-01"), grant()]) == .withdrawn)
  }

  @Test("operators come after the table on the same day, in the order of their decisions")
  func operators() throws {
    let date = try #require(day("2025-05-05"))
    func decided(_ decision: ConsentEntry.Decision, _ sequence: Int64) -> OperatorConsent {
      OperatorConsent(localID: "1", decision: decision, from: date, sequence: sequence)
    }
    #expect(decide([grant("2025-05-05")], operators: [decided(.withdraw, 1)]) == .withdrawn)
    #expect(decide([withdraw("2025-05-05")], operators: [decided(.grant, 1)]) == .granted)
    #expect(decide([], operators: [decided(.withdraw, 9), decided(.grant, 3)]) == .withdrawn)
    #expect(decide([grant("2025-06-01")], operators: [decided(.withdraw, 1)]) == .granted)
  }

  @Test("chart numbers compare with leading zeros when a width is set, and only then")
  func width() {
    let entry = ConsentEntry(localID: "0042", decision: .grant)
    for (width, expected) in [(nil, ConsentDecision.none), (6, .granted)] as [(Int?, ConsentDecision)] {
      let register = ConsentRegister(
        csv: [entry], operators: [], defaultDecision: .deny, patientIDWidth: width)
      #expect(register.decision(localID: "42", kind: "OML-11", recipient: nil, on: today) == expected)
    }
    let open = ConsentRegister(csv: [], operators: [], defaultDecision: .allow, patientIDWidth: nil)
    #expect(open.decision(localID: "", kind: "OML-11", recipient: nil, on: today) == .none)
  }

  @Test("changes name those whose entries in force differ, also by the turn of a day")
  func changes() throws {
    func register(_ entries: [ConsentEntry]) -> ConsentRegister {
      ConsentRegister(csv: entries, operators: [], defaultDecision: .deny, patientIDWidth: nil)
    }
    var renumbered = grant("2025-01-01")
    renumbered.document = "F-2"
    #expect(register([renumbered]).changes(from: register([grant("2025-01-01")]), on: today) == [])
    #expect(
      register([grant("2025-01-01"), withdraw("2025-02-01")]).changes(
        from: register([grant("2025-01-01")]), on: today) == ["1"])
    #expect(register([]).changes(from: register([grant()]), on: today) == ["1"])
    let ending = register([grant("2025-01-01", to: "2025-12-31")])
    #expect(ending.changes(from: ending, on: today, previousDay: today.adding(days: -1)) == ["1"])
    #expect(ending.localIDs == ["1"])
    #expect(ending.entries(localID: "1").count == 1)
  }
}
