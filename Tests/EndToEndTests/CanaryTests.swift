import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Nothing about a patient leaves the gateway but to its destinations (contract, section 7).
  @Suite struct CanaryTests {
    /// In the storage and in scope. Every text is its own token.
    private static let person = Person(
      id: "739184620577", family: "鵺野辺", given: "蟠竜丸", familyKana: "ヌエノベ", givenKana: "バンリュウマル",
      birthDate: "19270314", sex: "M", address: "幽谷郡霧隠村字狐塚９４１", postcode: "941-7283", phone: "090-5512-7734",
      doctorID: "D88417205", doctorFamily: "犀川口", doctorGiven: "朧月夜")
    private static let regionalID = "RQX7720418893"
    private static let drug = "鳳凰湯エキス顆粒"
    private static let diagnosis = "竜宮熱疑似症"
    private static let comment = "黒曜石反応"
    private static let allergen = "玄武岩粉塵"
    private static let insurer = "麒麟組合"
    private static let value = "8417.2093"
    private static let order = "770418893552107"
    private static let strayName = "白虎之巻"

    private static let texts = [
      person.id, person.family, person.given, person.familyKana, person.givenKana, person.birthDate,
      "1927-03-14",
      person.address, person.postcode, person.phone, person.doctorID, person.doctorFamily, person.doctorGiven,
      regionalID, drug, diagnosis, comment, allergen, insurer, value, order, strayName,
    ]

    /// Records of all supported kinds, and broken ones: what a reader complains about must not be quoted.
    private func write(to writer: StorageWriter) throws {
      typealias Record = StorageWriter.Record
      let time = "20240501090000123"
      let id = Self.person.id
      let templates = MessageTemplates(person: Self.person, time: time)
      let whole = Record(patient: id, careDate: "-", kind: "ADT-00")
      func record(_ kind: String, _ date: String = "20240501", order: String = "999999999999999") -> Record {
        Record(patient: id, careDate: date, kind: kind, order: order)
      }
      try writer.add(whole, time: time, templates.demographics(occupation: Self.insurer))
      try writer.add(record("ADT-61", "-"), time: time, templates.allergy(text: Self.allergen))
      try writer.add(record("PPR-01", "-"), time: time, templates.diagnoses([(Self.diagnosis, "I10")]))
      try writer.add(record("ADT-12"), time: time, templates.reception(at: "20240501085500"))
      try writer.add(
        record("ADT-22"), time: time, templates.admission(at: "20240501103000", room: Self.comment))
      try writer.add(
        record("ADT-52", "20240509"), time: time,
        templates.discharge(admittedAt: "20240501103000", at: "20240509101500"))
      try writer.add(
        record("OMP-01", order: Self.order), time: time,
        templates.prescription(order: Self.order, drugs: [Self.drug, Self.drug]))
      let results = templates.results(order: Self.order, values: [Self.value], comment: Self.comment)
      try writer.add(record("OML-11", order: Self.order), time: time, results)
      try writer.delete(
        record("OMP-01", "20240502", order: Self.order), time: time,
        templates.prescription(order: Self.order, drugs: [Self.drug], cancelled: true), makingFolder: true)
      try spoil(writer, record("OML-11", "20240503", order: Self.order), results, time)
    }

    private func spoil(
      _ writer: StorageWriter, _ record: StorageWriter.Record, _ message: String, _ time: String
    ) throws {
      let bytes = try Encoding.iso2022JP.bytes(message)
      try writer.add(record, time: time, Array(bytes.dropLast(bytes.count / 3)))
      var other = record
      other.careDate = "20240504"
      let utf8 = try Encoding.utf8.bytes(message)
      try writer.add(other, time: time, utf8 + [0xFF, 0xFE] + utf8)
      other.careDate = "20240505"
      try writer.add(other, time: time, try Encoding.iso2022JP.bytes(Self.person.family + Self.drug))
      other.careDate = "20240506"
      // PID-3 of somebody else.
      try writer.add(
        other, time: time, message.replacingOccurrences(of: Self.person.id, with: "1" + Self.person.id))
      other.careDate = "20240507"
      try writer.add(
        other, time: time, message.replacingOccurrences(of: "20240501", with: "2024050\(Self.value)"))
      let folder = "\(writer.root)/\(record.folder)/"
      for name in [
        "\(Self.strayName).tmp", "\(Self.strayName)_\(Self.person.id)_1", "~$\(Self.person.family)",
      ] {
        try Data(bytes).write(to: URL(fileURLWithPath: folder + name))
      }
      try FileManager.default.createSymbolicLink(
        atPath: folder + Self.person.given, withDestinationPath: "/nowhere/\(Self.person.family)")
    }

    @Test("no patient's data in logs, metrics, pages, status or process titles", .timeLimit(.minutes(2)))
    func nothingLeaks() async throws {
      let canaries = try Self.texts.map(Canary.init)
      try await Place.temporary { place in
        let region = try await RegionProcess.start(
          in: place, faults: "busy=0.2,http-500=0.2,drop-response=0.2,slow=0.1,refuse=0.1", seed: 7)
        let echo = try EchoServer(words: Self.texts.joined(separator: " "))
        defer { echo.stop() }
        var options = Hospital.Options()
        options.destinations = [("region", region.baseURL), ("echo", "http://127.0.0.1:\(echo.port)/fhir")]
        options.logLevel = "trace"
        options.batch = 2
        options.listen = "127.0.0.1:\(try Place.freePort())"
        options.retryMost = "100ms"
        let hospital = try Hospital(in: place, options: options)
        try hospital.writePatients([(Self.person.id, Self.regionalID)])
        try hospital.writeConsents([Hospital.grant(Self.person.id)])
        try write(to: hospital.writer)
        let daemon = try await hospital.startDaemon()
        try await exercise(hospital, region, echo, daemon)
        try await search(hospital, daemon, for: canaries)
        #expect(try await daemon.stop() == .exited(0))
        let log = try Data(contentsOf: URL(fileURLWithPath: daemon.standardError))
        expectNone(of: canaries, in: log, "the log after the end")
      }
    }

    /// Brings about everything that might make the gateway talk.
    private func exercise(
      _ hospital: Hospital, _ region: RegionProcess, _ echo: EchoServer, _ daemon: ChildProcess
    ) async throws {
      try await Polling.until("the region has records") { try await region.resources().count >= 8 }
      // Everything again and again, until every ill-mannered answer was given.
      try await Polling.until("all answers were given", every: .milliseconds(300)) {
        try await hospital.command("parked", "retry", "--reason", Self.person.family, expecting: 0)
        return echo.answers.count == EchoServer.kinds
      }
      // Where an operator asks for it, it is there: the search below would find it.
      try await Polling.until("a refused record is parked and shown", every: .milliseconds(300)) {
        let parked = try await hospital.command("parked", "show", expecting: 0).output
        return try !Canary(Self.person.id).found(in: parked).isEmpty
      }
      try Hospital.replace(
        hospital.consentsPath, with: "local_id,decision\n\(Self.person.id),\(Self.person.family)\n")
      try Hospital.replace(
        hospital.patientsPath, with: "local_id\n\(Self.person.id),\"\(Self.person.family)\n")
      try await Polling.until("both broken tables are reported") {
        try await hospital.attention().isSuperset(of: ["consent.file-refused", "identity.file-refused"])
      }
      daemon.signal(SIGHUP)
      try await Polling.until("the reload is over") { daemon.errorText.contains("configuration reloaded") }
      try hospital.writePatients([(Self.person.id, Self.regionalID), (Self.person.id, Self.regionalID + "9")])
      try hospital.writeConsents([Hospital.grant(Self.person.id)])
      try await Polling.until("the link is ambiguous") {
        try await hospital.attention().contains("identity.ambiguous")
      }
      try hospital.writePatients([])
      try await Polling.until("everything is taken back", within: 30) { try await region.resources().isEmpty }
    }

    private func search(_ hospital: Hospital, _ daemon: ChildProcess, for canaries: [Canary]) async throws {
      for file in [daemon.standardError, daemon.standardOutput] {
        expectNone(of: canaries, in: try Data(contentsOf: URL(fileURLWithPath: file)), "the log")
      }
      #expect(daemon.errorText.count > 500, "there is hardly a log to search")
      for page in ["/", "/status.json", "/metrics", "/healthz", "/readyz"] {
        let (_, body) = try await HTTP.get("http://\(hospital.options.listen)\(page)", anyStatus: true)
        #expect(!body.isEmpty)
        expectNone(of: canaries, in: body, page)
      }
      for arguments in [["status"], ["status", "--json"], ["status", "--lang", "ja"]] {
        let result = try await hospital.command(arguments, expecting: 0)
        expectNone(
          of: canaries, in: result.output + Data(result.errorText.utf8), arguments.joined(separator: " "))
      }
      let process = "/proc/\(daemon.processID)/"
      for name in ["cmdline", "comm", "environ", "status"] {
        expectNone(of: canaries, in: try Data(contentsOf: URL(fileURLWithPath: process + name)), name)
      }
      for thread in try FileManager.default.contentsOfDirectory(atPath: process + "task") {
        let name = process + "task/\(thread)/comm"
        expectNone(
          of: canaries, in: (try? Data(contentsOf: URL(fileURLWithPath: name))) ?? Data(), "a thread")
      }
      let names = try FileManager.default.subpathsOfDirectory(atPath: hospital.place.path("state"))
      expectNone(of: canaries, in: Data(names.joined(separator: "\n").utf8), "names in the state directory")
    }

    private func expectNone(of canaries: [Canary], in text: Data, _ place: String) {
      let found = canaries.flatMap { $0.found(in: text) }
      #expect(found == [], "in \(place)")
    }

    @Test("a canary is found in every form", arguments: ["鵺野辺", "739184620577"])
    func searchFinds(_ text: String) throws {
      let canary = try Canary(text)
      for (name, bytes) in canary.forms {
        #expect(!canary.found(in: Data([0x20] + bytes + [0x20])).isEmpty, "\(name)")
      }
      #expect(canary.found(in: Data("nothing".utf8)).isEmpty)
      if !text.utf8.allSatisfy({ $0 < 0x80 }) {
        #expect(try Canary("日本").forms.map(\.bytes).contains([0x46, 0x7C, 0x4B, 0x5C]))
      }
    }
  }
}
