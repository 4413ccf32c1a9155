import Foundation
import Testing

extension EndToEnd {
  @Suite struct ConsentTests {
    private let first = PatientHistory("1000000001")
    private let second = PatientHistory("1000000002")
    private let third = PatientHistory("1000000003")
    private var firstRegional: String { Hospital.regionalID(first.person.id) }
    private var secondRegional: String { Hospital.regionalID(second.person.id) }
    private var thirdRegional: String { Hospital.regionalID(third.person.id) }

    /// Two patients in the region, a third in the storage who has agreed but has no regional ID.
    private func withHospital(
      _ body: (Hospital, RegionProcess) async throws -> Void
    ) async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        var options = Hospital.Options()
        options.destinations = [("region", region.baseURL)]
        let hospital = try Hospital(in: place, options: options)
        try hospital.writePatients([(first.person.id, firstRegional), (second.person.id, secondRegional)])
        try hospital.writeConsents([first, second, third].map { Hospital.grant($0.person.id) })
        for history in [first, second, third] { try history.write(to: hospital.writer) }
        let daemon = try await hospital.startDaemon()
        try await hospital.awaitBalance()
        try await body(hospital, region)
        #expect(try await daemon.stop() == .exited(0))
      }
    }

    private func isGone(_ regionalID: String, from region: RegionProcess, within seconds: Double) async throws
    {
      try await Polling.until("everything of the patient is gone", within: seconds, every: .milliseconds(50))
      {
        try await region.resources().of(regionalID).isEmpty
      }
    }

    @Test("consent and links changed by command act at once, on one patient only", .timeLimit(.minutes(2)))
    func byCommand() async throws {
      try await withHospital { hospital, region in
        let before = try await region.resources()
        #expect(before.of(firstRegional).count >= 10 && before.of(secondRegional).count >= 10)
        #expect(before.of(thirdRegional).isEmpty)

        try await hospital.command("consent", "withdraw", first.person.id, "--reason", "asked", expecting: 0)
        try await isGone(firstRegional, from: region, within: 5)
        #expect(try await region.resources() == before.of(secondRegional))

        let late = first.prescription("000000000000102")
        let drugs = ["オルメサルタン錠"]
        try hospital.writer.add(
          late, time: "20240416090000000", first.templates.prescription(order: late.order, drugs: drugs))
        try await hospital.await(late, is: "excluded consent.withdrawn")
        #expect(try await region.resources() == before.of(secondRegional))

        try await hospital.command("consent", "grant", first.person.id, "--document", "F-2", expecting: 0)
        try await hospital.await(late, is: "delivered")
        try await hospital.awaitBalance()
        let after = try await region.resources()
        #expect(before.allSatisfy { after[$0.key] == $0.value }, "what came back is not what was there")
        let more = after.filter { before[$0.key] == nil }
        #expect(
          more.keys.count { !Anonymous.contains($0) } == 1
            && more.keys.allSatisfy { $0.contains(late.order) },
          "\(more.keys.sorted())")

        try await hospital.command("patient", "link", third.person.id, thirdRegional, expecting: 0)
        for (record, _) in third.all { try await hospital.await(record, is: "delivered") }
        #expect(try await region.resources().of(thirdRegional).count == before.of(secondRegional).count)
        try await hospital.command("patient", "unlink", third.person.id, expecting: 0)
        try await isGone(thirdRegional, from: region, within: 15)
        #expect(try await region.resources() == after)
      }
    }

    @Test("a changed consents.csv acts, a broken one is refused whole", .timeLimit(.minutes(2)))
    func byTable() async throws {
      try await withHospital { hospital, region in
        let before = try await region.resources()
        let everybody = [first, second, third].map { Hospital.grant($0.person.id) }

        try hospital.writeConsents(everybody + ["\(second.person.id),withdraw,2024-02-01,,all,all,W-1"])
        try await isGone(secondRegional, from: region, within: 15)
        #expect(try await region.resources() == before.of(firstRegional))
        try hospital.writeConsents(everybody)
        try await Polling.until("what was withdrawn is back", within: 15) {
          try await region.resources() == before
        }

        // Nobody would be left if the broken table were taken row by row.
        try hospital.writeConsents(["\(third.person.id),perhaps,2024-01-01,,all,all,X"])
        try await Polling.until("the broken table is reported", within: 15) {
          try await hospital.attention().contains("consent.file-refused")
        }
        let late = second.prescription("000000000000103")
        try hospital.writer.add(
          late, time: "20240416090000000", second.templates.prescription(order: late.order, drugs: ["錠剤"]))
        try await hospital.await(late, is: "delivered")
        let now = try await region.resources()
        #expect(before.allSatisfy { now[$0.key] == $0.value })

        try hospital.writeConsents(everybody)
        try await Polling.until("the mended table is in force", within: 15) {
          try await !hospital.attention().contains("consent.file-refused")
        }
        #expect(try await region.resources() == now)
      }
    }
  }
}
