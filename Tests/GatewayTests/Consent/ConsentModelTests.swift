import Testing

@testable import Gateway

/// Promise P21 by model: the register against a reading of the rules from the last entry backwards.
@Suite struct ConsentModelTests {
  private static let kinds = ["OML-11", "OMP-01", "PPR-01"]
  private static let recipients = ["A", "B"]

  private struct World {
    var csv: [ConsentEntry]
    var operators: [OperatorConsent]
    var standard: ConsentDefault
    var days: [CivilDate]
  }

  private func world(seed: UInt64) -> World {
    var random = SeededCases(seed: seed)
    let base = CivilDate(unixSeconds: 1_767_225_600)
    let days = (0..<5).compactMap { base.adding(days: $0) }
    func coverage(_ names: [String]) -> Coverage {
      Bool.random(using: &random) ? .all : .only(Set(names.filter { _ in Bool.random(using: &random) }))
    }
    func entry(dated: Bool) -> ConsentEntry {
      let ends = [days.randomElement(using: &random), days.randomElement(using: &random)].compactMap { $0 }
        .sorted()
      return ConsentEntry(
        localID: Int.random(in: 0..<5, using: &random) == 0 ? "2" : "1",
        decision: Bool.random(using: &random) ? .grant : .withdraw,
        from: dated || Bool.random(using: &random) ? ends.first : nil,
        to: Bool.random(using: &random) ? ends.last : nil, kinds: coverage(Self.kinds),
        recipients: coverage(Self.recipients))
    }
    let csv = (0..<Int.random(in: 0...5, using: &random)).map { _ in entry(dated: false) }
    let operators = (0..<Int.random(in: 0...3, using: &random)).map { index in
      let entry = entry(dated: true)
      return OperatorConsent(
        localID: entry.localID, decision: entry.decision, from: entry.from ?? base, to: entry.to,
        kinds: entry.kinds, recipients: entry.recipients, sequence: Int64(index))
    }
    return World(
      csv: csv, operators: operators, standard: Bool.random(using: &random) ? .allow : .deny, days: days)
  }

  /// A number for each entry in force: the greater, the later it counts.
  private func ranked(_ world: World, on day: CivilDate) -> [ConsentEntry] {
    let all = world.csv.map { ($0, 0) } + world.operators.map { ($0.entry, 1) }
    let mine = all.filter { pair in
      pair.0.localID == "1" && (pair.0.from.map { $0 <= day } ?? true)
        && (pair.0.to.map { day <= $0 } ?? true)
    }
    func number(_ date: CivilDate?) -> Int {
      date.map { $0.year * 10_000 + $0.month * 100 + $0.day } ?? 0
    }
    let keyed = mine.indices.map { index -> (Int, ConsentEntry) in
      var from = number(mine[index].0.from)
      if mine[index].0.from == nil, mine[index].0.decision == .withdraw {
        from = mine[..<index].map { number($0.0.from) }.max() ?? 0
      }
      return (from * 10_000 + mine[index].1 * 1_000 + index, mine[index].0)
    }
    return keyed.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func model(_ world: World, kind: String, recipient: String?, on day: CivilDate) -> ConsentDecision {
    var isLimited = false
    for entry in ranked(world, on: day).reversed() {
      let isListed: Bool =
        if case .only(let names) = entry.recipients {
          recipient.map { names.contains($0) } ?? (entry.decision == .withdraw)
        } else {
          true
        }
      guard isListed else { continue }
      let answer: ConsentDecision = entry.decision == .grant ? .granted : .withdrawn
      switch entry.kinds {
      case .all: return isLimited ? .notThisKind : answer
      case .only(let names) where names.contains(kind): return answer
      case .only: if entry.decision == .grant { isLimited = true }
      }
    }
    if isLimited { return .notThisKind }
    let hasGrant = (world.csv + world.operators.map(\.entry)).contains {
      $0.localID == "1" && $0.decision == .grant
    }
    return world.standard == .allow && !hasGrant ? .granted : .none
  }

  @Test("against the model", arguments: 0..<40)
  func againstModel(block: UInt64) {
    for seed in block * 50..<(block + 1) * 50 {
      let world = world(seed: seed)
      let register = ConsentRegister(
        csv: world.csv, operators: world.operators.reversed(), defaultDecision: world.standard,
        patientIDWidth: nil)
      for day in world.days {
        for kind in Self.kinds + ["ADT-00"] {
          for recipient in Self.recipients.map(Optional.some) + [nil] {
            let decision = register.decision(localID: "1", kind: kind, recipient: recipient, on: day)
            #expect(
              decision == model(world, kind: kind, recipient: recipient, on: day),
              "seed \(seed) \(day) \(kind)")
          }
        }
      }
    }
  }

  /// No send starts after a withdrawal is stored, whatever was written before.
  @Test("an operator's withdrawal of today leaves nothing granted", arguments: 0..<200)
  func withdrawalWins(seed: UInt64) {
    let world = world(seed: seed)
    guard let today = world.days.last else { return }
    let last = OperatorConsent(localID: "1", decision: .withdraw, from: today, sequence: 100)
    let register = ConsentRegister(
      csv: world.csv, operators: world.operators + [last], defaultDecision: world.standard,
      patientIDWidth: nil)
    for kind in Self.kinds + ["ADT-00"] {
      for recipient in Self.recipients.map(Optional.some) + [nil] {
        #expect(register.decision(localID: "1", kind: kind, recipient: recipient, on: today) == .withdrawn)
      }
    }
  }

  @Test("where changes says nothing, no decision changed", arguments: 0..<100)
  func changesAreComplete(seed: UInt64) {
    let (old, new) = (world(seed: seed), world(seed: seed &+ 1_000))
    func register(_ world: World) -> ConsentRegister {
      ConsentRegister(csv: world.csv, operators: world.operators, defaultDecision: .deny, patientIDWidth: nil)
    }
    for day in old.days {
      let changed = register(new).changes(from: register(old), on: day)
      for local in ["1", "2"] where !changed.contains(local) {
        for kind in Self.kinds {
          let before = register(old).decision(localID: local, kind: kind, recipient: "A", on: day)
          #expect(register(new).decision(localID: local, kind: kind, recipient: "A", on: day) == before)
        }
      }
    }
  }
}
