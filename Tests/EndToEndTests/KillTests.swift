import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite struct KillTests {
    private static let environment = ProcessInfo.processInfo.environment
    static let kills = environment["SSMIX2_KILLS"].flatMap { Int($0) } ?? 50
    static let seed = environment["SSMIX2_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000)

    @Test(
      "killed again and again at any moment, it ends with exactly what the storage says",
      .timeLimit(.minutes(kills / 20 + 4)))
    func killed() async throws {
      print("SSMIX2_SEED=\(Self.seed) SSMIX2_KILLS=\(Self.kills)")
      try await Place.temporary { place in
        let region = try await RegionProcess.start(
          in: place, faults: "busy=0.03,http-500=0.06,drop-response=0.08,slow=0.05", seed: Self.seed)
        var options = Hospital.Options()
        options.destinations = [("region", region.baseURL)]
        options.rescan = "2s"
        options.logLevel = "info"
        let hospital = try Hospital(in: place, options: options)
        try hospital.enrol(BusyHospital.patients)
        let busy = BusyHospital(hospital.writer, seed: Self.seed)
        async let work = busy.work()
        do { try await killAgainAndAgain(hospital) } catch {
          busy.stop()
          _ = try await work
          throw error
        }
        busy.stop()
        let deeds = try await work
        print("added \(deeds.added), replaced \(deeds.replaced), deleted \(deeds.deleted)")
        #expect(min(deeds.added, deeds.replaced, deeds.deleted) > 10, "the storage hardly changed")

        let daemon = try await hospital.startDaemon()
        try await hospital.awaitBalance(within: 120)
        #expect(try await hospital.parked() == [])
        #expect(try await daemon.stop() == .exited(0))
        try await compare(region, with: hospital)
      }
    }

    private func killAgainAndAgain(_ hospital: Hospital) async throws {
      var generator = SeededGenerator(seed: Self.seed &+ 1)
      for _ in 0..<Self.kills {
        let daemon = try hospital.spawnDaemon()
        // Some die while they start, most in the middle of their work.
        try await Task.sleep(for: .milliseconds(Int.random(in: 20...1200, using: &generator)))
        #expect(daemon.ended() == nil, "it ended by itself: \(daemon.errorText.suffix(500))")
        #expect(try await daemon.killNow() == .signalled(SIGKILL))
      }
    }

    /// The region against an empty one to which a fresh gateway delivers the storage as it is now.
    private func compare(_ region: RegionProcess, with hospital: Hospital) async throws {
      let other = try await RegionProcess.start(in: hospital.place)
      let fresh = try hospital.fresh(state: "fresh", destination: other.baseURL)
      let daemon = try await fresh.startDaemon()
      try await fresh.awaitBalance(within: 120)
      #expect(try await daemon.stop() == .exited(0))
      let (held, expected) = (try await region.resources(), try await other.resources())
      print("resources: \(expected.count)")
      #expect(expected.count > 50)
      #expect(Set(expected.keys).subtracting(held.keys) == [], "missing")
      #expect(Set(held.keys).subtracting(expected.keys) == [], "left over")
      let different = expected.filter { held[$0.key] != nil && held[$0.key] != $0.value }.keys.sorted()
      #expect(different == [], "not of the newest version")
      for (reference, resource) in held { belongs(resource, reference) }
    }

    /// Chart number in the id, regional identifier, and order number are of one patient.
    private func belongs(_ resource: JSONValue, _ reference: String) {
      if Anonymous.contains(reference) { return }
      let owners = resource.identifiers(system: Hospital.regionSystem)
      #expect(owners.count == 1, "\(reference)")
      guard let owner = owners.first?.dropFirst() else { return }
      #expect(reference.contains(".\(owner)"), "\(reference) is under \(owner)")
      let orders = "\(resource)".matches(of: /\b(\d{4})0{3,}\d+\b/).map(\.1)
      let others = Set(BusyHospital.patients.map { $0.suffix(4) }).subtracting([owner.suffix(4)])
      #expect(others.isDisjoint(with: orders), "\(reference) holds an order of another patient")
    }
  }
}
