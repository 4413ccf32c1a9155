import Foundation
import JPCore
import SSMIX2
import Testing

@testable import Gateway

/// A configuration with nothing but what is required.
let smallestConfiguration = """
  facility: {name: 登呂病院, code: "2212345678"}
  storage:
    - {name: standard, root: /srv/ssmix2/standard}
  identity: {region-oid: 1.2.392.200250.99.7, source: csv, csv: patients.csv}
  destinations:
    - {name: region, format: fhir, url: "https://repository.region.example/fhir/"}
  """

/// The example of contract.md section 3, without what is not built and with every optional key of ours.
let fullConfiguration = """
  facility:
    name: 登呂病院
    code: "2212345678"
    patient-oid: 1.2.392.100495.20.3.51.12212345678
    patient-id-width: 8
  storage:
    - name: standard
      type: standard
      root: /srv/ssmix2/standard
      watch: inotify
      rescan: 15m
      settle: 500ms
    - name: extended
      type: extended
      root: /srv/ssmix2/extended
      watch: poll
  identity:
    region-oid: 1.2.392.200250.99.7
    source: csv
    csv: /etc/ssmix2-gateway/patients.csv
    cache: 24h
  consent:
    default: allow
    csv: /etc/ssmix2-gateway/consents.csv
    on-withdraw: stop
  scope:
    kinds: [adt-00, PPR-01, "^入院診療録^^11506-3^経過記録^LN"]
    exclude-departments: ["50", 精神科]
    since: 2015-01-01
    exclude-confidential: false
  terminology:
    systems: {99XYZ: "http://hospital.example/items", 99UNT: urn:oid:1.2.392.200250.99}
    maps:
      - {csv: items.csv}
      - csv: /c/units.csv
  destinations:
    - name: region
      format: fhir
      jp-core: "1.2.0"
      url: https://repository.region.example/fhir
      tls: {ca: /c/ca.pem, certificate: /c/cert.pem, key: /c/key.pem, minimum: "1.2"}
      bearer-token-file: /c/token
      concurrency: 4
      batch: 50
      rate: 12.5
      timeout: 45s
      retry: {first: 2s, factor: 1.5, most: 1h}
      recipient: "2200000001"
      receipt: status
      message-headers: false
      provenance: false
      source-endpoint: https://gateway.hospital.example/fhir
      compression: none
    - name: second
      format: fhir
      url: http://[::1]:8640/fhir
  state: {path: /var/lib/other}
  admin: {socket: /run/other/control.sock, listen: "[::1]:9000"}
  audit: {}
  log: {level: debug, format: json}
  """

@Suite struct ConfigurationFileTests {
  private func parse(_ yaml: String) -> ConfigurationReading {
    ConfigurationFile.parse(yaml: yaml, file: "/etc/gw/config.yaml", checkFiles: false)
  }

  @Test("the smallest configuration gets the contract's defaults")
  func defaults() throws {
    let reading = parse(smallestConfiguration)
    #expect(reading.problems == [])
    let configuration = try #require(reading.configuration)
    #expect(configuration.facility.name == "登呂病院")
    #expect(configuration.facility.patientOID == "1.2.392.100495.20.3.51.12212345678")
    #expect(configuration.facility.patientIDWidth == nil)
    #expect(
      configuration.storages == [
        .init(
          name: "standard", type: .standard, root: "/srv/ssmix2/standard", watch: .auto,
          rescan: .seconds(600),
          settle: .seconds(2))
      ])
    #expect(configuration.identity.csv == "/etc/gw/patients.csv")
    #expect(configuration.identity.cache == .seconds(86_400))
    #expect(configuration.consent == .init(defaultDecision: .deny, csv: nil, onWithdraw: .retract))
    #expect(configuration.scope == .init(kinds: .all, excludeDepartments: [], since: nil))
    #expect(configuration.scope.excludesConfidential && configuration.terminology == .init())
    let destination = try #require(configuration.destinations.first)
    #expect(destination.url == "https://repository.region.example/fhir")
    #expect(destination.jpCore == .v1_1_2)
    #expect(destination.concurrency == 8 && destination.batch == 20 && destination.rate == 0)
    #expect(destination.timeout == .seconds(30))
    #expect(destination.retry == .init(first: .seconds(1), factor: 2, most: .seconds(900)))
    #expect(destination.tls == nil && destination.recipient == nil && destination.receipt == .bundle)
    #expect(
      destination.makesMessageHeaders && destination.makesProvenance && destination.sourceEndpoint == nil)
    #expect(destination.compression == .gzip)
    #expect(configuration.state.path == "/var/lib/ssmix2-gateway")
    #expect(configuration.admin.socket == "/run/ssmix2-gateway/control.sock")
    #expect(configuration.admin.listen == ListenAddress(host: "127.0.0.1", port: 8620))
    #expect(configuration.log == .init(level: .info, format: .journald))
  }

  @Test("every key of the contract arrives")
  func full() throws {
    let reading = parse(fullConfiguration)
    #expect(reading.problems == [])
    let configuration = try #require(reading.configuration)
    #expect(configuration.facility.patientIDWidth == 8)
    #expect(configuration.storages.map(\.type) == [.standard, .extended])
    #expect(configuration.storages.map(\.watch) == [.inotify, .poll])
    #expect(configuration.storages[0].settle == .milliseconds(500))
    #expect(configuration.consent.defaultDecision == .allow && configuration.consent.onWithdraw == .stop)
    #expect(configuration.scope.kinds == .only(["ADT-00", "PPR-01", "^入院診療録^^11506-3^経過記録^LN"]))
    #expect(configuration.scope.excludeDepartments == ["50", "精神科"])
    #expect(configuration.scope.since == CivilDate("2015-01-01"))
    let destination = configuration.destinations[0]
    #expect(destination.jpCore == .v1_2_0)
    #expect(
      destination.tls
        == .init(ca: "/c/ca.pem", certificate: "/c/cert.pem", key: "/c/key.pem", minimum: .v1_2))
    #expect(destination.bearerTokenFile == "/c/token")
    #expect(destination.concurrency == 4 && destination.batch == 50 && destination.rate == 12.5)
    #expect(destination.retry == .init(first: .seconds(2), factor: 1.5, most: .seconds(3_600)))
    #expect(destination.recipient == "2200000001" && destination.receipt == .status)
    #expect(!destination.makesMessageHeaders && !destination.makesProvenance)
    #expect(destination.sourceEndpoint == "https://gateway.hospital.example/fhir")
    #expect(!configuration.scope.excludesConfidential)
    #expect(
      configuration.terminology
        == .init(
          systems: ["99XYZ": "http://hospital.example/items", "99UNT": "urn:oid:1.2.392.200250.99"],
          maps: ["/etc/gw/items.csv", "/c/units.csv"]))
    #expect(destination.compression == .none)
    #expect(configuration.admin.listen == ListenAddress(host: "::1", port: 9_000))
    #expect(configuration.log == .init(level: .debug, format: .json))
  }

  @Test(
    "what `config show` prints reads back as the same", arguments: [smallestConfiguration, fullConfiguration])
  func showRoundTrip(yaml: String) throws {
    let configuration = try #require(parse(yaml).configuration)
    let again = ConfigurationFile.parse(
      yaml: configuration.show(), file: "/elsewhere/x.yaml", checkFiles: false)
    #expect(again.problems == [])
    #expect(again.configuration == configuration)
  }

  @Test("`config show` cannot be made to say something else by a value")
  func showQuotes() throws {
    var configuration = try #require(parse(smallestConfiguration).configuration)
    configuration.facility.name = "a\"\nlog: {level: trace}\t\\ # 登\u{85}\u{7F}"
    let again = ConfigurationFile.parse(yaml: configuration.show(), file: "/x/x.yaml", checkFiles: false)
    #expect(again.configuration == configuration)
  }

  @Test("a password in an address is masked when shown")
  func masked() throws {
    var configuration = try #require(parse(smallestConfiguration).configuration)
    configuration.destinations[0].url = "https://user:secret@host/fhir"
    #expect(!configuration.show().contains("secret"))
  }

  @Test(
    "no dashboard is an address too",
    arguments: ["admin: {listen: \"\"}", "admin: {listen: off}", "admin: {listen: 'off'}"])
  func noListen(line: String) throws {
    let configuration = try #require(parse("\(smallestConfiguration)\n\(line)").configuration)
    #expect(configuration.admin.listen == nil)
  }

  @Test("without a common ID the facility's own authority stands for the region's")
  func everyPatient() throws {
    let yaml = smallestConfiguration.replacing(
      "{region-oid: 1.2.392.200250.99.7, source: csv, csv: patients.csv}", with: "{source: none}")
    let configuration = try #require(parse(yaml).configuration)
    #expect(configuration.identity.source == .everyPatient)
    #expect(configuration.identity.regionOID == configuration.facility.patientOID)
  }

  @Test("relative paths start at the configuration's directory and are made plain")
  func relativePaths() throws {
    let yaml = smallestConfiguration.replacing("/srv/ssmix2/standard", with: "../data/./standard/")
    #expect(try #require(parse(yaml).configuration).storages[0].root == "/etc/data/standard")
  }

  @Test("a file in place is read, and files it names are checked")
  func load() throws {
    let folder = try ConfigurationFolder()
    try folder.write("patients.csv", "local_id,regional_id,valid_from,valid_to\n")
    let file = try folder.write("config.yaml", "\u{FEFF}" + smallestConfiguration)
    let reading = ConfigurationFile.load(path: file)
    #expect(reading.configuration?.identity.csv == "\(folder.path)/patients.csv")
    #expect(reading.problems.map(\.key) == ["storage[0].root"])
    #expect(reading.problems.map(\.severity) == [.warning])
    try FileManager.default.removeItem(atPath: "\(folder.path)/patients.csv")
    let missing = ConfigurationFile.load(path: file)
    #expect(missing.configuration == nil)
    #expect(missing.errors.map(\.key) == ["identity.csv"])
    #expect(missing.errors.map(\.line) == [4])
    #expect(ConfigurationFile.load(path: file, checkFiles: false).configuration != nil)
  }

  @Test(
    "a secret that everybody may open is reported, a closed one is not", arguments: [(0o604, 2), (0o640, 0)])
  func openSecret(permissions: Int, warnings: Int) throws {
    let folder = try ConfigurationFolder()
    for name in ["patients.csv", "ca.pem", "cert.pem"] { try folder.write(name, "x", permissions: 0o644) }
    for name in ["key.pem", "token"] { try folder.write(name, "x", permissions: permissions) }
    let yaml = smallestConfiguration.replacing(
      "fhir/\"}",
      with: "fhir/\", tls: {ca: ca.pem, certificate: cert.pem, key: key.pem}, bearer-token-file: token}"
    ).replacing("/srv/ssmix2/standard", with: folder.path + "/..")
    let reading = ConfigurationFile.parse(yaml: yaml, file: "\(folder.path)/config.yaml")
    #expect(reading.configuration != nil)
    #expect(reading.problems.filter { $0.severity == .warning }.count == warnings)
  }

  @Test("a FIFO, a directory and a missing file are refused without hanging")
  func notFiles() throws {
    let folder = try ConfigurationFolder()
    let fifo = "\(folder.path)/fifo"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/mkfifo")
    process.arguments = [fifo]
    try process.run()
    process.waitUntilExit()
    for path in [fifo, folder.path, "\(folder.path)/none.yaml"] {
      let reading = ConfigurationFile.load(path: path)
      #expect(reading.configuration == nil)
      #expect(reading.errors.count == 1)
      #expect(reading.errors.first?.line == 0)
    }
  }
}
