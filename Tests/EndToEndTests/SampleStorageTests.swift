import Foundation
import Testing

extension EndToEnd {
  @Suite struct SampleStorageTests {
    static let samples = Binaries.repository + "/SampleStorage"
    static let expectedTable = samples + "/expected.tsv"
    /// Those of consents.csv whose consent is in force, to all or to some kinds.
    static let consenting = Set((101...108).map { "R0000000\($0)" })

    struct ExpectedRow: Sendable, Hashable {
      var path: String
      var patient: String
      var kind: String
      var outcome: String
      var reason: String
    }

    static func expected() throws -> [String: ExpectedRow] {
      let lines = try String(contentsOfFile: expectedTable, encoding: .utf8).split(separator: "\n")
      let names = lines[0].split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      var rows: [String: ExpectedRow] = [:]
      for line in lines.dropFirst() {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        let row = Dictionary(uniqueKeysWithValues: zip(names, cells))
        let path = row["path"] ?? ""
        rows[path] = ExpectedRow(
          path: path, patient: row["patient"] ?? "", kind: row["kind"] ?? "", outcome: row["outcome"] ?? "",
          reason: row["reason"] ?? "")
      }
      return rows
    }

    @Test(
      "SampleStorage comes out as expected.tsv says, and the region holds exactly that",
      .enabled(if: FileManager.default.fileExists(atPath: expectedTable), "SampleStorage is not there"),
      .timeLimit(.minutes(2)))
    func delivered() async throws {
      try await Place.temporary { place in
        let storage = place.path("storage")
        try FileManager.default.copyItem(atPath: Self.samples, toPath: storage)
        let region = try await RegionProcess.start(in: place)
        var options = Hospital.Options()
        options.storages = [
          ("standard", "standard", storage + "/standard"), ("extended", "extended", storage + "/extended"),
        ]
        options.destinations = [("region", region.baseURL)]
        try FileManager.default.copyItem(
          atPath: storage + "/patients.csv", toPath: place.path("patients.csv"))
        try FileManager.default.copyItem(
          atPath: storage + "/consents.csv", toPath: place.path("consents.csv"))
        let hospital = try Hospital(in: place, options: options)
        let before = try TreeState(
          of: storage, withAccessTimes: try TreeState.keepsAccessTimes(in: place.root))
        let daemon = try await hospital.startDaemon()
        try await hospital.awaitBalance()

        let expected = try Self.expected()
        #expect(expected.count > 100)
        let made = try await outcomes(hospital, are: expected)
        try await listsAgree(hospital, with: expected)
        try await holds(region, made)
        #expect(try await daemon.stop() == .exited(0))
        let after = try TreeState(
          of: storage, withAccessTimes: try TreeState.keepsAccessTimes(in: place.root))
        #expect(after.differences(from: before) == [], "the storage was touched")
      }
    }

    /// Every record of every linked patient, by its trace.
    ///
    /// - Returns: what the region should hold.
    private func outcomes(
      _ hospital: Hospital, are expected: [String: ExpectedRow]
    ) async throws -> Set<String> {
      var found: Set<String> = []
      var made: Set<String> = []
      for patient in Set(expected.values.map(\.patient)).sorted() {
        for trace in try await hospital.traces(patient) {
          let paths = trace["versions"]?.elements.compactMap { $0["path"]?.text } ?? []
          let row = paths.lazy.compactMap { expected[$0] }.first
          guard let row, let decision = trace["decisions"]?.elements.first else {
            Issue.record("a record that expected.tsv does not know: \(paths)")
            continue
          }
          #expect(found.insert(row.path).inserted)
          #expect(decision["outcome"]?.text == row.outcome, "\(row.path)")
          #expect(decision["reason"]?.text ?? "" == row.reason, "\(row.path)")
          let resources = decision["resources"]?.elements.compactMap(\.text) ?? []
          #expect((row.outcome == "delivered") == !resources.isEmpty, "\(row.path)")
          made.formUnion(resources)
        }
      }
      #expect(Set(expected.keys).subtracting(found) == [], "records that the gateway does not know")
      return made
    }

    /// `queue list`, `parked list`, `patient show` and the balance tell the same.
    private func listsAgree(_ hospital: Hospital, with expected: [String: ExpectedRow]) async throws {
      #expect(try await hospital.command("queue", "list", "--json", expecting: 0).lines == [])
      let parked = try await hospital.parked().map { row in
        "\(row["path"]?.text ?? "") \(row["outcome"]?.text ?? "") \(row["reason"]?.text ?? "")"
      }
      let shouldBeParked = expected.values.filter { $0.outcome == "parked" }
      #expect(parked.sorted() == shouldBeParked.map { "\($0.path) parked \($0.reason)" }.sorted())
      for (patient, rows) in Dictionary(grouping: expected.values, by: \.patient) {
        var counts: [String: [String: Int]] = [:]
        for row in rows { counts[row.kind, default: [:]][row.outcome, default: 0] += 1 }
        let shown = try await hospital.command("patient", "show", patient, "--json", expecting: 0).json
        let told = (shown["records"]?.members ?? [:]).mapValues { $0.members.compactMapValues(\.integer) }
        #expect(told == counts, "patient show \(patient)")
        #expect(shown["regionalId"]?.text == Hospital.regionalID(patient))
      }
      let balance = try await hospital.status()["balance"]
      #expect(balance?["seen"]?.integer == expected.count)
      for outcome in ["delivered", "excluded", "parked", "waiting"] {
        #expect(balance?[outcome]?.integer == expected.values.count { $0.outcome == outcome }, "\(outcome)")
      }
    }

    /// Nothing missing, nothing left over, nothing of anybody who did not agree.
    private func holds(_ region: RegionProcess, _ made: Set<String>) async throws {
      let resources = try await region.resources()
      #expect(made.subtracting(resources.keys) == [], "the ledger says delivered, the region has it not")
      #expect(Set(resources.keys).subtracting(made) == [], "the region has what no record made")
      for (reference, resource) in resources {
        let owners = resource.identifiers(system: Hospital.regionSystem)
        #expect(
          owners.count == 1 || Anonymous.contains(reference),
          "\(reference) names \(owners.count) regional identifiers")
        #expect(owners.isSubset(of: Self.consenting), "\(reference) is of somebody who did not agree")
      }
    }

    // MARK: NHO samples

    static let nhoRoot = Binaries.shared + "/samples/nho-testing-tool/standard_root"
    static let nhoTable = Binaries.shared + "/samples/expected.json"
    @Test(
      "the NHO testing tool's samples come out as their expectations say",
      .enabled(
        if: FileManager.default.fileExists(atPath: nhoRoot),
        "the shared samples are not there (SSMIX2_SHARED)"),
      .timeLimit(.minutes(2)))
    func nationalHospitalOrganizationSamples() async throws {
      try await Place.temporary { place in
        try FileManager.default.copyItem(atPath: Self.nhoRoot, toPath: place.path("standard"))
        let region = try await RegionProcess.start(in: place)
        var options = Hospital.Options()
        options.destinations = [("region", region.baseURL)]
        let hospital = try Hospital(in: place, options: options)
        try hospital.enrol(["9999013", "0000001"])
        let daemon = try await hospital.startDaemon()
        try await hospital.awaitBalance()

        var decisions: [String: JSONValue] = [:]
        for trace in try await hospital.traces("9999013") + hospital.traces("0000001") {
          for version in trace["versions"]?.elements ?? [] {
            decisions[version["path"]?.text ?? ""] = trace["decisions"]?.elements.first
          }
        }
        let table = try JSONValue.read(Data(contentsOf: URL(fileURLWithPath: Self.nhoTable)))
        let prefix = "nho-testing-tool/standard_root/"
        let rows = (table["files"]?.elements ?? []).filter { $0["path"]?.text?.hasPrefix(prefix) ?? false }
        #expect(rows.count == 22)
        for row in rows { check(row, prefix: prefix, decisions) }
        #expect(try await daemon.stop() == .exited(0))
      }
    }

    private func check(_ row: JSONValue, prefix: String, _ decisions: [String: JSONValue]) {
      let path = String(row["path"]?.text?.dropFirst(prefix.count) ?? "")
      let kind = path.split(separator: "/").dropLast().last.map(String.init) ?? ""
      let outcome = decisions[path]?["outcome"]?.text
      let reason = decisions[path]?["reason"]?.text ?? ""
      let label = "\(row["id"]?.text ?? "") \(kind): \(outcome ?? "unknown") \(reason)"
      switch row["disposition"]?.text {
      case "publish":
        #expect(outcome == "delivered", "\(label)")
      case "quarantine":
        #expect(outcome == "parked" && (reason.hasPrefix("path.") || reason.hasPrefix("hl7.")), "\(label)")
      default:
        Issue.record("a disposition that this test does not know")
      }
    }
  }
}
