import Testing

@testable import Gateway

/// One change to the full configuration and what must be said about it.
struct BrokenConfiguration: CustomTestStringConvertible, Sendable {
  var find: String
  var replacement: String
  var key: String
  /// Where the problem must point: `‸` stands before the character.
  var place: String
  var nearest: String?
  var words: String = ""
  var testDescription: String { "\(key): \(replacement)" }

  /// Line and column of the caret in the last line that contains what stands around it.
  func position(in yaml: String) -> String? {
    let around = place.replacing("‸", with: "")
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    guard let line = lines.lastIndex(where: { $0.contains(around) }),
      let found = lines[line].firstRange(of: around), let caret = place.firstIndex(of: "‸")
    else { return nil }
    let column = lines[line].distance(from: lines[line].startIndex, to: found.lowerBound)
    return "\(line + 1):\(column + place.distance(from: place.startIndex, to: caret) + 1)"
  }

  init(
    _ find: String, _ replacement: String, _ key: String, at place: String, nearest: String? = nil,
    _ words: String = ""
  ) {
    self.find = find
    self.replacement = replacement
    self.key = key
    self.place = place
    self.nearest = nearest
    self.words = words
  }
}

@Suite struct ConfigurationProblemTests {
  private func parse(_ yaml: String) -> ConfigurationReading {
    ConfigurationFile.parse(yaml: yaml, file: "/etc/gw/config.yaml", checkFiles: false)
  }

  static let cases: [BrokenConfiguration] = [
    // Misspelt and unknown keys, at every level.
    .init("consent:", "concent:", "concent", at: "‸concent:", nearest: "consent", "Unknown key"),
    .init("patient-oid:", "patient_oid:", "facility.patient_oid", at: "  ‸patient_", nearest: "patient-oid"),
    .init("rescan:", "recsan:", "storage[0].recsan", at: "    ‸recsan: ", nearest: "rescan"),
    .init("  cache: 24h", "  cahce: 24h", "identity.cahce", at: "  ‸cahce: 2", nearest: "cache"),
    .init(
      "first: 2s", "frist: 2s", "destinations[0].retry.frist", at: "    retry: {‸frist: 2", nearest: "first"),
    .init(
      "minimum: \"1.2\"", "zzzzzzzzz: 1", "destinations[0].tls.zzzzzzzzz", at: ": /c/key.pem, ‸zzzzzzzz",
      nearest: nil),
    .init("on-withdraw: stop", "<<: {csv: x}", "consent.<<", at: "  ‸<<: {csv"),
    // Wrong types.
    .init(
      "concurrency: 4", "concurrency: \"4\"", "destinations[0].concurrency", at: " concurrency: ‸\"4\"",
      "quotes"),
    .init("concurrency: 4", "concurrency: four", "destinations[0].concurrency", at: " concurrency: ‸four"),
    .init(
      "concurrency: 4", "concurrency: 0", "destinations[0].concurrency", at: " concurrency: ‸0", "1 to 256"),
    .init(
      "concurrency: 4", "concurrency: [4]", "destinations[0].concurrency", at: " concurrency: ‸[4]",
      "single value"),
    .init("batch: 50", "batch: 1001", "destinations[0].batch", at: "    batch: ‸1001"),
    .init("rate: 12.5", "rate: -1", "destinations[0].rate", at: "    rate: ‸-1"),
    .init("rate: 12.5", "rate: .nan", "destinations[0].rate", at: "    rate: ‸.nan"),
    .init("timeout: 45s", "timeout: 45", "destinations[0].timeout", at: "    timeout: ‸45", "500ms"),
    .init("timeout: 45s", "timeout: 2h", "destinations[0].timeout", at: "    timeout: ‸2h", "Out of range"),
    .init("rescan: 15m", "rescan: 99999999999d", "storage[0].rescan", at: "    rescan: ‸99999999"),
    .init("name: 登呂病院", "name: ", "facility.name", at: "  name:‸ ", "missing"),
    .init("name: 登呂病院", "name: {ja: x}", "facility.name", at: "  name: ‸{ja: x}", "single value"),
    .init("kinds: [adt-00", "kinds: [ADT-0O", "scope.kinds[0]", at: "  kinds: [‸ADT-0O, ", nearest: "ADT-00"),
    .init("kinds: [adt-00, PPR-01", "kinds: [all, PPR-01", "scope.kinds", at: "  kinds: ‸[all, PP"),
    .init(
      "state: {path: /var/lib/other}", "state: /var/lib/other", "state", at: "state: ‸/var/lib",
      "keys with values"),
    .init("since: 2015-01-01", "since: 2015-02-29", "scope.since", at: "  since: ‸2015-02-", "exists"),
    // Values that cannot be.
    .init(
      "code: \"2212345678\"", "code: \"221234567\"", "facility.code", at: "  code: ‸\"2212345", "ten digits"),
    .init(
      "patient-oid: 1.2", "patient-oid: 3.2", "facility.patient-oid", at: " patient-oid: ‸3.2.392.", "OID"),
    .init(
      "patient-id-width: 8", "patient-id-width: 65", "facility.patient-id-width", at: "ent-id-width: ‸65"),
    .init(
      "region-oid: 1.2.392.200250.99.7", "region-oid: 1.2.0392", "identity.region-oid",
      at: "  region-oid: ‸1.2.0392"),
    .init(
      "region-oid: 1.2.392.200250.99.7", "region-oid: 1.2.392.100495.20.3.51.12212345678",
      "identity.region-oid",
      at: "  region-oid: ‸1.2.392.", "same"),
    .init(
      "default: allow", "default: alow", "consent.default", at: "  default: ‸alow", nearest: "allow",
      "deny | allow"),
    .init("url: https:", "url: ftp:", "destinations[0].url", at: "    url: ‸ftp://re", "https:"),
    .init(
      "https://repository", "https://me:pw@repository", "destinations[0].url", at: "    url: ‸https://",
      "passwords"),
    .init(".example/fhir", ".example/fhir?a=b", "destinations[0].url", at: "    url: ‸https://", "?"),
    .init(
      "url: https://repository.region.example/fhir", "url: repository", "destinations[0].url",
      at: "    url: ‸reposito"),
    .init(
      "url: https://repo", "url: http://repo", "destinations[0].tls", at: "    tls: ‸{ca: /c/", "Useless"),
    .init(", key: /c/key.pem", "", "destinations[0].tls", at: "    tls: ‸{ca: /c/", "together"),
    .init("most: 1h", "most: 1s", "destinations[0].retry.most", at: "r: 1.5, most: ‸1s}", "shorter"),
    .init(
      "recipient: \"2200000001\"", "recipient: all", "destinations[0].recipient", at: "   recipient: ‸all"),
    .init("listen: \"[::1]:9000\"", "listen: 127.0.0.1", "admin.listen", at: "sock, listen: ‸127.0.0."),
    .init("listen: \"[::1]:9000\"", "listen: 127.0.0.1:65536", "admin.listen", at: "sock, listen: ‸127.0.0."),
    .init("name: second", "name: region", "destinations[1].name", at: "  - name: ‸region", "twice"),
    .init("name: extended", "name: standard", "storage[1].name", at: "  - name: ‸standard", "twice"),
    .init(
      "root: /srv/ssmix2/extended", "root: /srv/ssmix2/standard/", "storage[1].root",
      at: "    root: ‸/srv/ssm", "twice"),
    .init("name: second", "name: a b", "destinations[1].name", at: "  - name: ‸a b"),
    .init(
      "state: {path: /var/lib/other}", "state: {path: /srv/ssmix2/standard/x}", "state.path",
      at: "state: {path: ‸/srv/ssm", "never writes"),
    .init(
      "socket: /run/other", "socket: /srv/ssmix2/extended/..data", "admin.socket",
      at: "min: {socket: ‸/srv/ssm", "never writes"),
    // Terminology.
    .init("  maps:", "  mapps:", "terminology.mapps", at: "  ‸mapps:", nearest: "maps"),
    .init(
      "exclude-confidential: false", "exclude-confidential: \"false\"", "scope.exclude-confidential",
      at: "-confidential: ‸\"fal", "without quotes"),
    .init(
      "provenance: false", "provenance: no", "destinations[0].provenance", at: "    provenance: ‸no",
      "true or false"),
    .init(
      "source-endpoint: https://g", "source-endpoint: g", "destinations[0].source-endpoint",
      at: "source-endpoint: ‸gate", "absolute URL"),
    .init(
      "source-endpoint: https://g", "source-endpoint: https://me:pw@g", "destinations[0].source-endpoint",
      at: "source-endpoint: ‸https://me", "passwords"),
    .init("{99XYZ: ", "{HOT9: ", "terminology.systems.HOT9", at: "systems: {‸HOT9", "standard coding system"),
    .init(
      "{99XYZ: ", "{99 X: ", "terminology.systems.99 X", at: "systems: {‸99 X", "name that messages have"),
    .init(
      "\"http://hospital.example/items\"", "hospital/items", "terminology.systems.99XYZ",
      at: "{99XYZ: ‸hospital/", "URI"),
    .init(
      "urn:oid:1.2.392.200250.99}", "urn:oid:1.02}", "terminology.systems.99UNT", at: ", 99UNT: ‸urn:oid:1.0",
      "URI"),
    .init(
      "\"http://hospital.example/items\"", "http://loinc.org", "terminology.systems.99XYZ",
      at: "{99XYZ: ‸http://loinc", "standard"),
    .init(
      "{99XYZ: \"http://hospital.example/items\", 99UNT: urn:oid:1.2.392.200250.99}", "[99XYZ]",
      "terminology.systems", at: "  systems: ‸[99XYZ]", "keys with values"),
    .init(
      "- csv: /c/units.csv", "- csv: items.csv", "terminology.maps[1].csv", at: "    - csv: ‸items", "twice"
    ),
    .init(
      "- csv: /c/units.csv", "- cvs: x.csv", "terminology.maps[1].cvs", at: "    - ‸cvs:", nearest: "csv"),
    // Missing.
    .init("    root: /srv/ssmix2/standard\n", "", "storage[0].root", at: "  - ‸name: st", "required"),
    .init("  source: csv\n", "", "identity.source", at: "  ‸region-o", "required"),
    .init("  csv: /etc/ssmix2-gateway/patients.csv\n", "", "identity.csv", at: "  ‸region-o", "required"),
    .init(
      "    format: fhir\n    jp-core", "    jp-core", "destinations[0].format", at: "  - ‸name: re",
      "required"),
    // What the contract describes and is not built.
    .init("watch: inotify", "watch: fanotify", "storage[0].watch", at: "    watch: ‸fanotify", "Not built"),
    .init("source: csv", "source: pix-v2", "identity.source", at: "  source: ‸pix-v2", "Not built"),
    .init("source: csv", "source: pix-v3", "identity.source", at: "  source: ‸pix-v3", "Not built"),
    .init("source: csv", "source: pixm", "identity.source", at: "  source: ‸pixm", "Not built"),
    .init(
      "format: fhir\n    jp-core", "format: xds\n    jp-core", "destinations[0].format",
      at: "    format: ‸xds", "Not built"),
    .init(
      "format: fhir\n    jp-core", "format: hl7\n    jp-core", "destinations[0].format",
      at: "    format: ‸hl7", "Not built"),
    .init(
      "format: fhir\n    jp-core", "format: ssmix2\n    jp-core", "destinations[0].format",
      at: "    format: ‸ssmix2", "Not built"),
    .init(
      "audit: {}", "audit: {syslog: \"tls://a:1\"}", "audit.syslog", at: "dit: {syslog: ‸\"tls://a",
      "Not built"),
  ]

  @Test("a mistake is named with its line, column, key and the nearest known word", arguments: cases)
  func named(broken: BrokenConfiguration) throws {
    let yaml = fullConfiguration.replacing(broken.find, with: broken.replacement, maxReplacements: 1)
    try #require(yaml != fullConfiguration)
    let reading = parse(yaml)
    #expect(reading.configuration == nil)
    let problem = try #require(reading.errors.first { $0.key == broken.key })
    let place = try #require(broken.position(in: yaml))
    #expect("\(problem.line):\(problem.column)" == place)
    #expect(problem.nearestKey == broken.nearest)
    #expect(problem.message.english.contains(broken.words))
    #expect(problem.description.hasPrefix("/etc/gw/config.yaml:\(place): \(broken.key): "))
    #expect(problem.text(in: .japanese).unicodeScalars.contains { $0.value > 0x3000 })
    #expect(!reading.problems.contains { $0.description.contains("pw@") })
  }

  @Test("all mistakes are found at once, in file order")
  func allAtOnce() {
    let yaml = fullConfiguration.replacing("code: \"2212345678\"", with: "code: 1").replacing(
      "watch: poll", with: "watch: pol"
    )
    .replacing("batch: 50", with: "bach: 50").replacing("level: debug", with: "level: loud")
    let keys = parse(yaml).errors.map(\.key)
    #expect(keys == ["facility.code", "storage[1].watch", "destinations[0].bach", "log.level"])
  }

  @Test("an empty file and a list name every required section", arguments: ["", "# nothing\n", "---\n{}\n"])
  func empty(yaml: String) {
    #expect(parse(yaml).errors.map(\.key) == ["facility", "storage", "identity", "destinations"])
  }

  @Test(
    "lists where sections belong are problems, not traps",
    arguments: ["[]", "- a\n- b", "42", "\"x\"", "null"])
  func wrongRoot(yaml: String) {
    #expect(!parse(yaml).errors.isEmpty)
  }

  @Test("dashboards and addresses that others can reach are pointed out")
  func warnings() throws {
    let yaml =
      smallestConfiguration.replacing("https:", with: "http:") + "\nadmin: {listen: \"0.0.0.0:8620\"}"
    let reading = parse(yaml)
    #expect(reading.configuration != nil)
    #expect(reading.problems.map(\.key) == ["destinations[0].url", "admin.listen"])
    #expect(reading.problems.allSatisfy { $0.severity == .warning })
  }
}

@Suite struct YAMLLimitTests {
  private func error(_ yaml: String) -> ConfigurationProblem? {
    let reading = ConfigurationFile.parse(yaml: yaml, file: "c", checkFiles: false)
    #expect(reading.configuration == nil)
    return reading.errors.first
  }

  @Test("syntax errors and duplicate keys are named with their position")
  func syntax() {
    #expect(error("facility: {name: x")?.message.english.contains("YAML syntax") == true)
    #expect(error("a: 1\nb:\n\t- x")?.line == 3)
    let twice = error("log: {}\nfacility:\n  name: x\n  code: y\n  name: z\n")
    #expect(twice?.message.english == "The key is there twice.")
    #expect(twice.map { (3...5).contains($0.line) } == true)
    #expect(error("a: \u{0}")?.message.english.contains("YAML syntax") == true)
    #expect(error("a: 1\n---\nb: 2\n") != nil)
  }

  @Test(
    "anchors, aliases and tags are refused",
    arguments: ["log: &a {level: info}", "log: {level: &x info}", "log: *a", "log: !x {}", "&k log: {}"])
  func anchors(yaml: String) {
    #expect(error(yaml) != nil)
    #expect(error("\(smallestConfiguration)\n\(yaml)")?.key == "")
  }

  @Test("an anchor elsewhere is found by its position")
  func anchorPosition() {
    let problem = error("state: {path: /x}\nlog:\n  level: &level info\n")
    #expect(problem?.line == 3)
    #expect(problem?.message.english.contains("anchors") == true)
  }

  @Test("an alias bomb is refused at once", .timeLimit(.minutes(1)))
  func bomb() {
    var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let references = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      yaml += "a\(level): &a\(level) [\(references)]\n"
    }
    yaml += "? *a30\n: x\n? [*a30]\n: y\n"
    #expect(error(yaml)?.message.english.contains("aliases") == true)
  }

  @Test("depth and size have limits", .timeLimit(.minutes(1)))
  func limits() {
    #expect(error(String(repeating: "[", count: 100_000)) != nil)
    #expect(error(String(repeating: "- ", count: 5_000) + "x") != nil)
    #expect(
      error("a: " + String(repeating: "[", count: 30) + String(repeating: "]", count: 30))?.message.english
        .contains("deep") == true)
    #expect(
      error("# " + String(repeating: "x", count: 256 << 10))?.message.english.contains("too large") == true)
    let many =
      "scope: {exclude-departments: [" + Array(repeating: "a", count: 20_001).joined(separator: ",") + "]}"
    #expect(error(many)?.message.english.contains("many") == true)
  }

  /// A daemon that traps on a reload is a daemon that stops publishing.
  @Test("bytes thrown at it never trap", arguments: 0..<40)
  func mutations(seed: UInt64) {
    var random = SeededCases(seed: seed)
    var bytes = Array(fullConfiguration.utf8)
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes.remove(at: index)
      case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
      default:
        bytes.insert(Array("[]{}:-&*!|>'\"#%@\n\t ".utf8).randomElement(using: &random) ?? 0, at: index)
      }
    }
    let reading = ConfigurationFile.parse(
      yaml: String(decoding: bytes, as: UTF8.self), file: "c", checkFiles: false)
    #expect((reading.configuration == nil) == !reading.errors.isEmpty)
  }
}
