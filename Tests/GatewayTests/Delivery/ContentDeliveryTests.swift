import SSMIX2
import Testing

@testable import Gateway

/// Content folders of the extended storage through the whole heart.
@Suite struct ContentDeliveryTests {
  private static let patient = DeliveryFixture.patient
  private static let own = #"<id root="1.2.392.100495.20.3.51.12212345678" extension="0000000101"/>"#

  private func fixture() async throws -> DeliveryFixture {
    try await DeliveryFixture(Pipeline.Options(storage: .extended))
  }

  private func write(
    _ record: WrittenRecord, _ files: [String: [UInt8]], to fixture: DeliveryFixture
  ) {
    for (name, bytes) in files { fixture.tree.write(record.path + "/" + name, bytes, age: 86_400) }
  }

  @Test func `the file of a day is replaced whole`() async throws {
    let fixture = try await fixture()
    let first = WrittenContent.day(patient: Self.patient)
    write(
      first,
      ["main_document.hl7": Array(WrittenContent.vitalSigns(Self.patient, values: [60, 61, 62]).utf8)],
      to: fixture)
    try await fixture.pipeline.converge()
    #expect(fixture.held("Observation").count == 3)
    let before = Set(fixture.held("Observation"))
    // A module renames the folder and writes a new one.
    fixture.tree.rename(first.path, to: first.with(flag: 2).path)
    let second = WrittenContent.day(patient: Self.patient, at: "20240601233000000")
    write(
      second, ["main_document.hl7": Array(WrittenContent.vitalSigns(Self.patient, values: [60, 71]).utf8)],
      to: fixture)
    try await fixture.pipeline.converge()
    #expect(try await fixture.decision(second)?.outcome == "delivered")
    #expect(fixture.held("Observation").count == 2 && before.isSuperset(of: fixture.held("Observation")))
    // Deletion is a rename.
    fixture.tree.rename(second.path, to: second.with(flag: 0).path)
    try await fixture.pipeline.converge()
    #expect(fixture.held("Observation").isEmpty && fixture.held("Provenance").isEmpty)
  }

  @Test func `a document's attachments come and go with its versions`() async throws {
    let fixture = try await fixture()
    let first = WrittenContent.report(patient: Self.patient)
    write(
      first, ["main_document.xml": WrittenContent.letter(Self.own), "a.png": [1], "b.png": [2]], to: fixture)
    try await fixture.pipeline.converge()
    let document = fixture.held("DocumentReference")
    #expect(document.count == 1 && fixture.held("Binary").count == 3)
    fixture.tree.rename(first.path, to: first.with(flag: 2).path)
    let second = WrittenContent.report(patient: Self.patient, at: "20240602090000000")
    write(
      second, ["main_document.xml": WrittenContent.letter(Self.own, version: 2), "b.png": [2]], to: fixture)
    try await fixture.pipeline.converge()
    #expect(fixture.held("DocumentReference") == document && fixture.held("Binary").count == 2)
    #expect(try await fixture.decision(second)?.outcome == "delivered")
    let held = fixture.repository.resources
    _ = try await fixture.commands.perform(.replayApply(Selection()), by: Pipeline.origin)
    try await fixture.pipeline.deliver()
    #expect(fixture.repository.resources == held)
  }

  @Test func `what the hospital holds back stays inside, and what was sent goes`() async throws {
    let fixture = try await fixture()
    let report = WrittenContent.report(patient: Self.patient)
    let day = WrittenContent.day(patient: Self.patient)
    write(
      report, ["main_document.pdf": [0x25, 0x50], "letter.xml": WrittenContent.letter(Self.own)], to: fixture)
    try await fixture.pipeline.converge()
    #expect(fixture.held("DocumentReference").count == 1)
    fixture.tree.write(
      report.path + "/letter.xml", WrittenContent.letter(Self.own, confidentiality: "R"), age: 3_600)
    write(
      day,
      [
        "main_document.hl7": Array(
          WrittenContent.vitalSigns(Self.patient, values: [60], confidential: "V").utf8)
      ],
      to: fixture)
    try await fixture.pipeline.converge()
    for record in [report, day] {
      let decision = try await fixture.decision(record)
      #expect(decision?.outcome == "excluded" && decision?.reason == "scope.confidential")
    }
    #expect(fixture.held("DocumentReference").isEmpty && fixture.held("Observation").isEmpty)
  }

  @Test func `another message of a content folder is parked and says where`() async throws {
    let fixture = try await fixture()
    let day = WrittenContent.day(patient: Self.patient)
    let text = WrittenContent.vitalSigns(Self.patient, values: [60]).replacing(
      "ORU^R30^ORU_R30", with: "ADT^A11")
    write(day, ["main_document.hl7": Array(text.utf8)], to: fixture)
    try await fixture.pipeline.converge()
    let decision = try await fixture.decision(day)
    #expect(decision?.outcome == "parked" && decision?.reason == "convert.unmappable")
    #expect(decision?.detail?.hasPrefix("MSH-9") == true)
  }

  // The set of kind folders is open: one may be called like a kind of the standardized storage.
  @Test(arguments: ["ADT-22", "ADT-00", "OMP-01"])
  func `a kind folder with the name of a standard kind is a document`(kind: String) async throws {
    let fixture = try await fixture()
    var record = WrittenContent.report(patient: Self.patient)
    record.kind = kind
    write(record, ["main_document.pdf": Array("%PDF-".utf8)], to: fixture)
    try await fixture.pipeline.converge()
    #expect(try await fixture.decision(record)?.outcome == "delivered")
    #expect(fixture.held("DocumentReference").count == 1 && fixture.held("Encounter").isEmpty)
  }

  @Test(.enabled(if: SampleFiles.root != nil, "SampleStorage is not beside the tests"))
  func `every content folder of the sample storage comes to its expected end`() async throws {
    let fixture = try await DeliveryFixture(Pipeline.Options(storage: .extended), enrols: false)
    for (path, bytes) in SampleFiles.contents() { fixture.tree.write(path, bytes, age: 86_400) }
    for number in 101...110 { try await fixture.pipeline.enrol("0000000\(number)") }
    try await fixture.pipeline.converge()
    let outcomes = try await fixture.pipeline.outcomes()
    let expected = SampleFiles.expected("extended")
    #expect(!expected.isEmpty && outcomes.count == expected.count)
    for (path, row) in expected {
      #expect(outcomes[path]?.outcome == row.outcome && outcomes[path]?.reason ?? "" == row.reason, "\(path)")
    }
    #expect(!fixture.held("Observation").isEmpty)
    #expect(fixture.held("Binary").count == 3)
  }
}
