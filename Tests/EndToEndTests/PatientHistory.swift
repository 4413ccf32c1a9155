/// The records that most tests begin with: a few of every kind for one person.
struct PatientHistory: Sendable {
  typealias Record = StorageWriter.Record

  let person: Person

  init(_ person: Person) { self.person = person }
  init(_ id: String) { person = Person(id: id) }

  static let time = "20240415104512987"
  var templates: MessageTemplates { MessageTemplates(person: person, time: Self.time) }

  var demographics: Record { Record(patient: person.id, careDate: "-", kind: "ADT-00") }
  var diagnoses: Record { Record(patient: person.id, careDate: "-", kind: "PPR-01") }
  var reception: Record { Record(patient: person.id, careDate: "20240415", kind: "ADT-12") }
  var admission: Record { Record(patient: person.id, careDate: "20240520", kind: "ADT-22", department: "05") }
  var results: Record { result("000000000000201") }
  var prescription: Record { prescription("000000000000101") }

  func prescription(_ order: String) -> Record {
    Record(patient: person.id, careDate: "20240415", kind: "OMP-01", order: order)
  }

  func result(_ order: String) -> Record {
    Record(patient: person.id, careDate: "20240415", kind: "OML-11", order: order)
  }

  /// All records with their messages.
  var all: [(record: Record, message: String)] {
    [
      (demographics, templates.demographics()),
      (diagnoses, templates.diagnoses([("高血圧症", "I10"), ("糖尿病", "E119")])),
      (reception, templates.reception(at: "20240415085500")),
      (admission, templates.admission(at: "20240520103000", room: "301")),
      (prescription, templates.prescription(order: prescription.order, drugs: ["アムロジピン錠５ｍｇ", "メトホルミン錠"])),
      (results, templates.results(order: results.order, values: ["6.1", "2.9", "248"])),
    ]
  }

  /// Writes everything at once.
  func write(to writer: StorageWriter) throws {
    for (record, message) in all { try writer.add(record, time: Self.time, message) }
  }
}

extension Hospital {
  var writer: StorageWriter { StorageWriter(root: options.storages[0].root) }

  /// The outcome and reason of one record, `delivered` or `excluded consent.none`; nil while it is not known.
  func outcome(of record: StorageWriter.Record) async throws -> String? {
    for trace in try await traces(record.patient) {
      let key = trace["key"]
      guard key?["kind"]?.text == record.kind, key?["careDate"]?.text == record.careDate,
        key?["order"]?.text == record.order, let decision = trace["decisions"]?.elements.first
      else { continue }
      return [decision["outcome"]?.text, decision["reason"]?.text].compactMap { $0 }.joined(separator: " ")
    }
    return nil
  }

  /// Waits until one record has an outcome.
  func await(_ record: StorageWriter.Record, is expected: String, within seconds: Double = 30) async throws {
    try await Polling.until("\(record.kind) is \(expected)", within: seconds) {
      let outcome = try await outcome(of: record)
      guard outcome == expected else { throw OtherOutcome(outcome: outcome ?? "not known") }
      return true
    }
  }

  struct OtherOutcome: Error { var outcome: String }
}
