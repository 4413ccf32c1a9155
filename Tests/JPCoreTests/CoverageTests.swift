import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// The proof that ``FieldUse`` tells the truth: fields of a model message are changed, and the bundle says whether anybody
/// looks at them.
@Suite("Coverage of fields")
struct CoverageTests {
  private static let kinds = Converter.supportedKinds.sorted() + [ObservationMessage.kind]

  // MARK: - The table against the converters

  @Test("A delivered field changes the elements it names, any other field changes nothing", arguments: kinds)
  func tableAgainstConverter(_ kind: String) throws {
    var proven: [FieldUse: Set<String>] = [:]
    for scenario in CoverageScenario.all(of: kind) {
      for release in kind == "PPR-01" ? JPCoreRelease.allCases : [.v1_1_2] {
        try examine(scenario, kind, .withHeaders(release: release), &proven)
      }
    }
    for use in FieldUse.all(ofKind: kind) {
      guard case .delivered(let elements) = use.outcome else { continue }
      let missing = Set(elements).subtracting(proven[use] ?? [])
      #expect(missing.isEmpty, "\(use.segment)-\(use.field) does not change \(missing.sorted())")
    }
  }

  private func examine(
    _ scenario: CoverageScenario, _ kind: String, _ context: ConversionContext,
    _ proven: inout [FieldUse: Set<String>]
  ) throws {
    let trial = try CoverageTrial(scenario, context: context)
    #expect(!trial.plain.isEmpty, "the model of \(kind) makes nothing")
    var idle: [CoverageTrial.Place] = []
    for (index, line) in scenario.model.segments.enumerated() {
      let name = String(line.prefix(3))
      let definition = try #require(SegmentDefinition.named(name))
      for field in definition.fields where !(name == "MSH" && field.number <= 2) {
        let use = try #require(
          FieldUse.of(field: field.number, segment: name, kind: kind), "\(name)-\(field.number) of \(kind)")
        let place = CoverageTrial.Place(line: index, field: field.number)
        switch use.outcome {
        case .delivered(let elements):
          for value in CoverageMarker.values(of: use) {
            let missing = Set(elements).subtracting(proven[use] ?? [])
            if missing.isEmpty { break }
            let changed = try trial.elements(changing: place, to: value)
            proven[use, default: []].formUnion(missing.filter(changed))
          }
        case .notDelivered: idle.append(place)
        }
      }
    }
    try prove(idle: idle, trial, kind)
  }

  /// Nobody looks at fields that are not delivered: none alone changes anything by a value that is a word, a code, a day and
  /// a number at once; and none by any other value, together with so many others that a few conversions are enough.
  private func prove(idle places: [CoverageTrial.Place], _ trial: CoverageTrial, _ kind: String) throws {
    for place in places {
      let isSame = try trial.isSame(changing: [place], to: CoverageMarker.everything)
      #expect(isSame, "\(trial.name(of: place)) of \(kind) changes the bundle though it is not delivered")
    }
    for group in Self.groups(of: places) {
      for value in CoverageMarker.anything where try !trial.isSame(changing: group, to: value) {
        let alone = try group.filter { try !trial.isSame(changing: [$0], to: value) }
        let names = (alone.isEmpty ? group : alone).map(trial.name)
        Issue.record("\(names) of \(kind) change the bundle though they are not delivered: \"\(value)\"")
      }
    }
  }

  /// Groups in which each of the elements is at least once, and at least once without any other one: what one field does
  /// is not hidden by what another one does.
  ///
  /// The elements have different words of bits with half of the bits set, and a group is those that have one bit set: of two
  /// such words each has a bit that the other lacks (Sperner).
  static func groups<Element>(of elements: [Element]) -> [[Element]] {
    var width = 2
    func words() -> [Int] { (0..<1 << width).filter { $0.nonzeroBitCount == width / 2 } }
    while words().count < elements.count { width += 1 }
    let named = zip(words(), elements)
    return (0..<width).map { bit in named.filter { $0.0 >> bit & 1 == 1 }.map(\.1) }.filter { !$0.isEmpty }
  }

  @Test("In the groups no field is hidden by another one", arguments: [0, 1, 2, 3, 20, 252, 300])
  func groups(count: Int) {
    let groups = Self.groups(of: Array(0..<count)).map(Set.init)
    #expect(groups.count <= 12)
    for element in 0..<count {
      let others = groups.filter { $0.contains(element) }
      #expect(!others.isEmpty)
      let always = others.dropFirst().reduce(others.first ?? []) { $0.intersection($1) }
      #expect(always == [element])
    }
  }

  @Test("Delimiters are not delivered: other ones give the same elements, ids apart", arguments: kinds)
  func delimiters(_ kind: String) throws {
    for scenario in CoverageScenario.all(of: kind) {
      let trial = try CoverageTrial(scenario, context: .example())
      let other = scenario.model.segments.map { line in
        line.replacing("|", with: "!").replacing("^", with: "%").replacing("&", with: "@")
      }
      #expect(try trial.hasSameElements(other))
    }
  }

  // MARK: - The table itself

  @Test("Every field of every segment has an entry, and every segment a model", arguments: kinds)
  func closed(_ kind: String) throws {
    let known = Dictionary(grouping: FieldUse.all(ofKind: kind), by: \.segment)
    for name in FieldUse.segments(ofKind: kind) {
      let definition = try #require(SegmentDefinition.named(name))
      #expect(known[name]?.map(\.field) == definition.fields.map(\.number), "\(name) of \(kind)")
      for use in known[name] ?? [] where use.outcome == .notDelivered(.notUsed) {
        #expect(definition.field(use.field)?.optionality(forKind: kind) == .notUsed)
      }
    }
    // Every segment of the kind is in the models, or nothing was proved about it.
    let lines = CoverageScenario.all(of: kind).flatMap(\.model.segments)
    let modelled = Set(lines.map { String($0.prefix(3)) })
    #expect(modelled == Set(FieldUse.segments(ofKind: kind)))
  }

  @Test("What another kind is said to deliver, another kind delivers", arguments: kinds)
  func otherKinds(_ kind: String) {
    let delivered = Set(
      Converter.supportedKinds.filter { $0 != kind }.flatMap(FieldUse.all(ofKind:)).compactMap { use in
        if case .delivered = use.outcome { "\(use.segment)-\(use.field)" } else { nil }
      })
    let untrue = FieldUse.all(ofKind: kind).filter { $0.outcome == .notDelivered(.otherKind) }
      .map { "\($0.segment)-\($0.field)" }.filter { !delivered.contains($0) }
    #expect(untrue == [], "\(kind)")
  }

  @Test("What the standard does not define is unknown")
  func unknown() {
    #expect(FieldUse.of(field: 40, segment: "PID", kind: "ADT-00") == nil)
    #expect(FieldUse.of(field: 0, segment: "PID", kind: "ADT-00") == nil)
    #expect(FieldUse.of(field: 1, segment: "ZZZ", kind: "ADT-00") == nil)
    #expect(FieldUse.of(field: 2, segment: "RXE", kind: "ADT-00") == nil)
    #expect(FieldUse.of(field: 2, segment: "RXE", kind: "adt-00") == nil)
  }

  @Test("Every reason has a text in both languages, and every reason of the table is one")
  func reasons() {
    for reason in FieldUse.Reason.allCases {
      #expect(!reason.japanese.isEmpty && !reason.english.isEmpty)
    }
    // A misspelt reason would be read as nothing, a misspelt number be lost.
    let table = FieldUseTable.text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    for line in table.split(separator: "\n") where !line.hasPrefix("=") {
      for cell in line.split(separator: "|").dropFirst() {
        let parts = cell.split(separator: " ", maxSplits: 1)
        #expect(parts.count == 2 && parts[0].allSatisfy { $0.isNumber || $0 == "," || $0 == "*" }, "\(cell)")
        let reason = String(parts[1].dropFirst())
        #expect(!parts[1].hasPrefix("-") || FieldUse.Reason(rawValue: reason) != nil, "\(cell)")
      }
    }
  }

  @Test("The table for the documentation has a row for each field that is delivered")
  func markdown() {
    let table = FieldUse.markdownTable()
    #expect(table.contains("| PID-7 | 生年月日 | Date/Time of Birth | `Patient.birthDate` |"))
    #expect(table.contains("| ORC-18 | 入力装置 | Entering Device | — FHIR・JP Core に対応する要素がない · no element"))
    for kind in DataKind.all { #expect(table.contains(kind.code)) }
    let rows = table.split(separator: "\n").filter { $0.contains("| `") }
    let delivered = Self.kinds.flatMap { FieldUse.all(ofKind: $0) }.count {
      if case .delivered = $0.outcome { true } else { false }
    }
    #expect(rows.count == delivered)
  }

  // MARK: - The report of a message

  @Test("The report counts what a message fills")
  func report() throws {
    let source = try record(
      "OMP-01", trigger: "O11",
      [
        "ORC|NW|1", "RXE||1^薬^HOT9" + String(repeating: "|", count: 44) + "x", "RXE||1^薬^HOT9|1", "ZZZ|1|||2",
      ])
    let report = CoverageReport(source.message, kind: "OMP-01")
    func entry(_ segment: String, _ field: Int) -> CoverageReport.Entry? {
      report.entries.first { $0.segment == segment && $0.field == field }
    }
    #expect(entry("RXE", 2)?.count == 2 && entry("RXE", 2)?.isDelivered == true)
    #expect(entry("RXE", 3)?.count == 1)
    #expect(entry("RXE", 4) == nil)
    #expect(entry("RXE", 46)?.outcome == nil && entry("RXE", 46)?.count == 1)
    #expect(entry("ZZZ", 1)?.outcome == nil && entry("ZZZ", 4)?.count == 1)
    #expect(entry("PID", 3)?.outcome == .notDelivered(.path))
    #expect(entry("PID", 5)?.outcome == .notDelivered(.otherKind))
    #expect(report.unknown == 3)
    #expect(report.delivered + report.notDelivered + report.unknown == report.entries.count)
  }

  @Test(
    "The kind: of the path, else of the message type where there is only one",
    arguments: [
      ("ADT^A08", "ADT-00"), ("ADT^A23", "ADT-00"), ("OUL^R22", "OML-11"), ("RDE^O11", nil),
      ("OMG^O19", nil), ("XXX^X01", nil), ("ADT^A03", "ADT-52"), ("ORU^R30", "ORU^R30"),
    ] as [(String, String?)])
  func kindOfMessage(_ type: String, _ kind: String?) throws {
    let message = try Message(parsing: Array("MSH|^~\\&|||||20240101||\(type)|1|P|2.5\rPID|1\r".utf8))
    #expect(CoverageReport.kind(of: message) == kind)
    #expect(CoverageReport(message, kind: "OMG-01").kind == "OMG-01")
    if kind == nil { #expect(CoverageReport(message, kind: nil).unknown == 8) }
  }

  @Test("The kind of a file by its folders, or by its name alone")
  func kindOfPath() {
    let name = "0001234567_20240405_OMG-01_000000000000042_20240405101112000_01_1"
    #expect(CoverageReport.kind(ofFileAt: "/s/000/123/0001234567/20240405/OMG-01/\(name)") == "OMG-01")
    #expect(CoverageReport.kind(ofFileAt: "copy/\(name)") == "OMG-01")
    #expect(CoverageReport.kind(ofFileAt: "message.hl7") == nil)
    #expect(CoverageReport.kind(ofFileAt: "") == nil)
  }
}
