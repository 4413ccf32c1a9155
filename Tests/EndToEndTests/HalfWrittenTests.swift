import Foundation
import Testing

extension EndToEnd {
  @Suite struct HalfWrittenTests {
    private let history = PatientHistory("4000000001")
    /// Longer than the slices of the slow writer, with room for a busy machine.
    private static let settle = 2.5

    /// Values of the results: a half-written file would lack some. Many, since they have to last until the neighbour is there.
    private static let values = (1...60).map { "\($0).5" }

    @Test("only whole files are delivered, with events and without", .timeLimit(.minutes(2)))
    func wholeOrNothing() async throws {
      var ends: [[String: JSONValue]] = []
      for watch in ["inotify", "poll"] {
        try await Place.temporary { place in
          let region = try await RegionProcess.start(in: place)
          var options = Hospital.Options()
          options.destinations = [("region", region.baseURL)]
          options.settle = "\(Int(Self.settle * 1000))ms"
          options.watch = watch
          let hospital = try Hospital(in: place, options: options)
          try hospital.enrol([history.person.id])
          try hospital.writer.add(
            history.demographics, time: PatientHistory.time, history.templates.demographics())
          let daemon = try await hospital.startDaemon()
          try await hospital.await(history.demographics, is: "delivered")
          #expect(try await hospital.status()["storages"]?.elements.first?["watch"]?.text == watch)
          try await grow(hospital, region)
          try await stall(hospital, region)
          try await hospital.awaitBalance()
          try await isWhole(region)
          ends.append(try await region.resources())
          #expect(try await daemon.stop() == .exited(0))
        }
      }
      #expect(ends.count == 2 && ends[0] == ends[1] && !ends[0].isEmpty)
    }

    /// A file that grows segment by segment until a complete neighbour, begun with it, has been delivered: the gateway has
    /// certainly looked at it, and every state of it would parse.
    private func grow(_ hospital: Hospital, _ region: RegionProcess) async throws {
      let slow = history.result("000000000000301")
      let neighbour = history.result("000000000000302")
      let time = "20240501090000000"
      let message = history.templates.results(order: slow.order, values: Self.values)
      let segments = try Encoding.iso2022JP.bytes(message).split(separator: 0x0D).map { Array($0) + [0x0D] }
      #expect(segments.count == 6 + Self.values.count)
      let file = try hospital.writer.begin(slow, time: time, segments[..<7].joined())
      try hospital.writer.add(
        neighbour, time: time, history.templates.results(order: neighbour.order, values: ["1.0"]))
      var rest = segments[7...]
      var isNeighbourThere = false
      while !isNeighbourThere {
        let next = rest.popFirst()
        try file.append(#require(next, "nothing is left to write before the neighbour is delivered"))
        let present = try await region.resources().keys
        isNeighbourThere = present.contains { $0.contains(neighbour.order) }
        #expect(!present.contains { $0.contains(slow.order) }, "a half-written file was sent")
        try await Task.sleep(for: .seconds(Self.settle / 10))
      }
      try file.append(rest.joined())
      try await hospital.await(slow, is: "delivered")
      let attempts = try await hospital.traces(history.person.id)
        .first { $0["key"]?["order"]?.text == slow.order }?["attempts"]?.elements
      #expect(attempts?.count == 1, "it was sent once, whole")
    }

    /// A writer that stalls inside a kanji for longer than any wait: the half is parked, the whole delivered.
    private func stall(_ hospital: Hospital, _ region: RegionProcess) async throws {
      let record = history.prescription("000000000000303")
      let message = history.templates.prescription(order: record.order, drugs: ["アムロジピン錠", "メトホルミン錠"])
      let bytes = try Encoding.iso2022JP.bytes(message)
      let lastKanji = try #require(bytes.lastIndex(of: 0x1B).flatMap { bytes[..<$0].lastIndex(of: 0x1B) })
      let file = try hospital.writer.begin(record, time: "20240501090000000", bytes[..<(lastKanji + 4)])
      try await hospital.await(record, is: "parked hl7.structure")
      #expect(try await !region.resources().keys.contains { $0.contains(record.order) })
      try file.append(bytes[(lastKanji + 4)...])
      try await hospital.await(record, is: "delivered")
    }

    /// Every resource came in once: nothing had to be mended afterwards.
    private func isWhole(_ region: RegionProcess) async throws {
      let resources = try await region.resources()
      let results = resources.keys.filter { $0.hasPrefix("Observation/") && $0.contains("000000000000301") }
      #expect(results.count == Self.values.count)
      #expect(resources.keys.count { $0.hasPrefix("MedicationRequest/") } == 2)
      let arrivals = try await region.arrivals().filter { $0.reference.contains("0000000003") }
      let counts = Dictionary(grouping: arrivals, by: \.reference).mapValues(\.count)
      #expect(counts.values.allSatisfy { $0 == 1 }, "\(counts.filter { $0.value != 1 })")
    }
  }
}
