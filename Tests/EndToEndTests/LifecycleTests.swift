import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite struct LifecycleTests {
    private let history = PatientHistory("2000000001")
    private var regionalID: String { Hospital.regionalID(history.person.id) }

    private func hospital(
      in place: Place, url: String, adjust: (inout Hospital.Options) -> Void = { _ in }
    ) throws -> Hospital {
      var options = Hospital.Options()
      options.destinations = [("region", url)]
      adjust(&options)
      let hospital = try Hospital(in: place, options: options)
      try hospital.enrol([history.person.id])
      try history.write(to: hospital.writer)
      return hospital
    }

    @Test("SIGTERM lets the request on its way end, and exits with 0", .timeLimit(.minutes(1)))
    func drains() async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place, faults: "slow=1", faultDelay: 3000)
        let hospital = try hospital(in: place, url: region.baseURL)
        let daemon = try await hospital.startDaemon()
        try await Polling.until("a request is on its way", every: .milliseconds(30)) {
          try await hospital.traces(history.person.id).contains { trace in
            trace["attempts"]?.elements.first?["result"]?.text == "sent"
          }
        }
        #expect(try await region.resources().isEmpty, "the request was not under way any more")
        #expect(try await daemon.stop() == .exited(0))
        #expect(daemon.errorText.contains("gateway stopped"))
        let acknowledged = try await hospital.traces(history.person.id).filter { trace in
          trace["decisions"]?.elements.first?["outcome"]?.text == "delivered"
        }
        #expect(!acknowledged.isEmpty)
        let held = Set(
          acknowledged.flatMap { $0["decisions"]?.elements.first?["resources"]?.elements ?? [] }
            .compactMap(\.text))
        #expect(held.subtracting(try await region.resources().keys) == [])
        #expect(try await hospital.status()["state"]?.text == "stopped")
      }
    }

    @Test("exit codes: 2 bad configuration, 10 no state, 11 state in use", .timeLimit(.minutes(1)))
    func exitCodes() async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        let hospital = try hospital(in: place, url: region.baseURL)
        #expect(try await hospital.command("status").exitCode == 10)
        #expect(try await hospital.command("parked", "list", "--json").exitCode == 10)
        #expect(try await hospital.command("consent", "withdraw", history.person.id).exitCode == 10)

        let daemon = try await hospital.startDaemon()
        let second = try hospital.spawnDaemon()
        #expect(try await second.end() == .exited(11))
        #expect(
          second.errorText.contains("\(daemon.processID)"), "the process that holds the state is not named")
        #expect(
          try await hospital.command("parked", "list", "--kind", "ADT-99", "--fail-empty").exitCode == 4)
        #expect(try await hospital.command("parked", "list", "--nonsense").exitCode == 2)
        #expect(try await daemon.stop() == .exited(0))

        let good = try String(contentsOfFile: hospital.configurationPath, encoding: .utf8)
        try Hospital.replace(
          hospital.configurationPath, with: good.replacingOccurrences(of: "settle:", with: "setle:"))
        let check = try await hospital.command("config", "check")
        #expect(check.exitCode == 2)
        let line = (good.split(separator: "\n").firstIndex { $0.contains("settle:") } ?? 0) + 1
        let told = check.text + check.errorText
        #expect(told.contains("\(hospital.configurationPath):\(line):"), "\(told)")
        #expect(told.contains("setle") && told.contains("settle"), "\(told)")
        #expect(try await hospital.spawnDaemon().end() == .exited(2))
      }
    }

    @Test("SIGHUP takes a new scope, and keeps the old one when the file is broken", .timeLimit(.minutes(1)))
    func reload() async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        var hospital = try hospital(in: place, url: region.baseURL)
        let daemon = try await hospital.startDaemon()
        try await hospital.awaitBalance()
        let everything = try await region.resources()

        hospital.options.kinds = "[ADT-00, PPR-01]"
        try hospital.writeConfiguration()
        daemon.signal(SIGHUP)
        try await hospital.await(history.prescription, is: "excluded scope.kind")
        try await hospital.awaitBalance()
        let some = try await region.resources()
        #expect(
          Set(some.keys.filter { !Anonymous.contains($0) }.map { $0.prefix { $0 != "/" } }) == [
            "Patient", "Coverage", "Observation", "Condition",
          ])
        #expect(some.allSatisfy { everything[$0.key] == $0.value })

        // Commands read the configuration too: they get a good one.
        var asking = hospital
        asking.configurationPath = place.path("good.yaml")
        try asking.writeConfiguration()
        hospital.options.kinds = "[ADT-00, PPR-1]"
        try hospital.writeConfiguration()
        daemon.signal(SIGHUP)
        try await Polling.until("the broken configuration is refused", within: 15) {
          daemon.errorText.contains("configuration refused")
        }
        let late = history.prescription("000000000000102")
        try hospital.writer.add(
          late, time: "20240416090000000", history.templates.prescription(order: late.order, drugs: ["錠剤"]))
        try await asking.await(late, is: "excluded scope.kind")
        #expect(try await region.resources() == some)

        hospital.options.kinds = "[all]"
        try hospital.writeConfiguration()
        daemon.signal(SIGHUP)
        try await hospital.await(late, is: "delivered")
        try await hospital.awaitBalance()
        let all = try await region.resources()
        #expect(everything.allSatisfy { all[$0.key] == $0.value })
        #expect(try await daemon.stop() == .exited(0))
      }
    }

    @Test("sd_notify tells READY, WATCHDOG, RELOADING and STOPPING", .timeLimit(.minutes(1)))
    func serviceManager() async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        let hospital = try hospital(in: place, url: region.baseURL)
        let socket = try NotifySocket(place.path("notify"))
        let daemon = try await hospital.startDaemon(
          environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "900000"])
        var told: [[String]] = []
        try await Polling.until("READY and three WATCHDOGs", within: 20) {
          told += socket.received()
          return told.count { $0 == ["WATCHDOG=1"] } >= 3
        }
        #expect(told.first == ["READY=1"])
        daemon.signal(SIGHUP)
        try await Polling.until("RELOADING, then READY", within: 20) {
          told += socket.received()
          guard let reloading = told.firstIndex(where: { $0.first == "RELOADING=1" }) else { return false }
          #expect(told[reloading].contains { $0.hasPrefix("MONOTONIC_USEC=") })
          return told[reloading...].contains(["READY=1"])
        }
        #expect(try await daemon.stop() == .exited(0))
        #expect((told + socket.received()).contains(["STOPPING=1"]))
      }
    }

    @Test("a consent withdrawn while nothing runs is acted upon at the next start", .timeLimit(.minutes(1)))
    func offlineWithdrawal() async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        let hospital = try hospital(in: place, url: region.baseURL)
        let first = try await hospital.startDaemon()
        try await hospital.awaitBalance()
        #expect(try await first.stop() == .exited(0))
        let before = try await region.resources()
        #expect(!before.isEmpty)
        let preview = try await hospital.command(
          "consent", "withdraw", history.person.id, "--dry-run", "--json", expecting: 0)
        #expect(try preview.json["dryRun"] == .bool(true))
        try await hospital.command("consent", "withdraw", history.person.id, expecting: 0)
        #expect(try await region.resources() == before)
        let second = try await hospital.startDaemon()
        try await Polling.until("everything is taken back", within: 20) {
          try await region.resources().isEmpty
        }
        #expect(try await second.stop() == .exited(0))
      }
    }

    @Test("replay sends a selection again, after a preview", .timeLimit(.minutes(1)))
    func replay() async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        let hospital = try hospital(in: place, url: region.baseURL)
        let daemon = try await hospital.startDaemon()
        try await hospital.awaitBalance()
        let before = try await region.resources()
        let selection = ["--patient", history.person.id, "--kind", "OMP-01"]
        let plan = try await hospital.command(["replay", "plan"] + selection + ["--json"], expecting: 0).json
        #expect(plan["records"]?.integer == 1 && plan["patients"]?.integer == 1)
        #expect(plan["kinds"]?.members.compactMapValues(\.integer) == ["OMP-01": 1])

        try await hospital.command(["replay", "apply"] + selection + ["--dry-run"], expecting: 0)
        #expect(try await attempts(hospital, history.prescription) == 1)
        #expect(try await hospital.command("replay", "apply").exitCode == 2)
        try await hospital.command(["replay", "apply"] + selection, expecting: 0)
        try await Polling.until("the record is sent again", within: 20) {
          try await attempts(hospital, history.prescription) == 2
        }
        try await hospital.await(history.prescription, is: "delivered")
        #expect(try await attempts(hospital, history.results) == 1, "more than the selection was sent again")
        #expect(try await region.resources() == before)
        #expect(try await daemon.stop() == .exited(0))
      }
    }

    private func attempts(_ hospital: Hospital, _ record: StorageWriter.Record) async throws -> Int {
      let trace = try await hospital.traces(record.patient).first {
        $0["key"]?["kind"]?.text == record.kind && $0["key"]?["order"]?.text == record.order
      }
      return trace?["attempts"]?.elements.count { $0["result"]?.text == "delivered" } ?? 0
    }

    @Test("what was refused is parked, and parked retry delivers it", .timeLimit(.minutes(1)))
    func parkedRetry() async throws {
      try await Place.temporary { place in
        let refusing = try await RegionProcess.start(in: place, faults: "refuse=1")
        // A batch of one record, so that the refusals stay below the number that stops the destination.
        let hospital = try hospital(in: place, url: refusing.baseURL)
        let daemon = try await hospital.startDaemon()
        try await Polling.until("everything is parked") {
          try await hospital.parked().filter { $0["reason"]?.text == "delivery.refused" }.count
            == history.all.count
        }
        #expect(try await hospital.attention().contains("delivery.refused"))
        try await refusing.process.stop()
        let region = try await RegionProcess.start(in: place, port: refusing.port)
        let preview = try await hospital.command("parked", "retry", "--dry-run", "--json", expecting: 0)
        #expect(try preview.json["affected"]?.integer == history.all.count)
        #expect(try await hospital.parked().count == history.all.count)
        try await hospital.command("parked", "retry", "--kind", "ADT-00", expecting: 0)
        try await hospital.await(history.demographics, is: "delivered")
        #expect(try await hospital.parked().count == history.all.count - 1)
        try await hospital.command("parked", "retry", expecting: 0)
        for (record, _) in history.all { try await hospital.await(record, is: "delivered") }
        #expect(try await hospital.parked() == [])
        #expect(try await region.resources().count >= 10)
        #expect(try await daemon.stop() == .exited(0))
      }
    }

    @Test("reconcile balances, and finds what it should find", .timeLimit(.minutes(1)))
    func reconcile() async throws {
      try await Place.temporary { place in
        let region = try await RegionProcess.start(in: place)
        let hospital = try hospital(in: place, url: region.baseURL)
        let first = try await hospital.startDaemon()
        try await hospital.awaitBalance()
        let balanced = try await hospital.command("reconcile", "--json", expecting: 0).json
        #expect(balanced["differences"]?.elements == [])
        #expect(balanced["filesCompared"]?.integer == history.all.count)
        #expect(try await first.stop() == .exited(0))

        let writer = hospital.writer
        let late = history.prescription("000000000000102")
        try writer.add(
          late, time: "20240416090000000", history.templates.prescription(order: late.order, drugs: ["錠剤"]))
        let changed = writer.path(history.results, time: PatientHistory.time, flag: 1)
        try Data(
          try Encoding.iso2022JP.bytes(history.templates.results(order: history.results.order, values: ["7"]))
        )
        .write(to: URL(fileURLWithPath: changed))
        let gone = writer.path(history.diagnoses, time: PatientHistory.time, flag: 1)
        try FileManager.default.moveItem(atPath: gone, toPath: place.path("taken-away"))
        let report = try await hospital.command("reconcile", "--json", expecting: 3).json
        let found = (report["differences"]?.elements ?? []).map { difference in
          let kind = difference["path"]?.text?.split(separator: "/").dropLast().last ?? ""
          return "\(difference["symbol"]?.text ?? "") \(kind)"
        }
        #expect(found.sorted() == ["* OML-11", "+ OMP-01", "- PPR-01"])

        let before = try await region.resources()
        let second = try await hospital.startDaemon()
        try await hospital.await(late, is: "delivered")
        try await Polling.until("the changed results are delivered") {
          try await region.resources().keys.count { $0.hasPrefix("Observation/") && $0.contains("OML-11") }
            == 1
        }
        try FileManager.default.moveItem(atPath: place.path("taken-away"), toPath: gone)
        try await hospital.awaitBalance()
        let after = try await region.resources()
        let conditions = before.filter { $0.key.hasPrefix("Condition/") }
        #expect(
          conditions.count == 2 && conditions.allSatisfy { after[$0.key] == $0.value },
          "absence is no deletion")
        #expect(try await second.stop() == .exited(0))
      }
    }
  }
}
