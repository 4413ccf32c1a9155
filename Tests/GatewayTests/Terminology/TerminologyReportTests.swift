import Foundation
import JPCore
import Testing

@testable import Gateway

/// What operators read of coded values, and what `convert` knows of the configuration.
@Suite struct TerminologyReportTests {
  @Test func `the report names codes with their name and number of records`() {
    let text = ReportText(.english).terminology(FakeControl.terminology)
    #expect(
      text == """
        KIND    RECORDS  STANDARD  LOCAL  TEXT   %
        OML-11        3       199      2     1  98

        Codes without a standard code
        SYSTEM  CODE  NAME            KIND    RECORDS  LAST SEEN
        99LAB   TP    総蛋白, "血清"  OML-11    1,234  2026-04-01 09:00:00 +09:00

        """)
    #expect(ReportText(.japanese).terminology(FakeControl.terminology).contains("標準コードのないコード"))
    let empty = TerminologyReport(coverage: [], unmapped: [])
    #expect(ReportText(.english).terminology(empty) == "None.\n")
  }

  // What is printed must be what a map is read as, once somebody has filled it in.
  @Test func `its rows are those of a code map`() throws {
    var report = FakeControl.terminology
    report.unmapped.append(report.unmapped[0])
    report.unmapped[1].kind = "OML-01"
    let csv = report.codeMap
    #expect(
      csv == "system,code,display,standard_system,standard_code,standard_display\r\n"
        + "99LAB,TP,\"総蛋白, \"\"血清\"\"\",,,\r\n")
    let filled = csv.replacing(",,,\r\n", with: ",JC10,3A010000002327101,\r\n")
    #expect(try CodeMapTable.rows(parsing: Array(filled.utf8), file: "x").map(\.entry.code) == ["TP"])
  }

  @Test func `status shows coverage, maps and where to look on`() throws {
    var report = FakeControl.report
    report.terminology = StatusReport.Terminology(
      coverage: FakeControl.terminology.coverage, unmappedCodes: 1_234,
      maps: [
        .init(file: "/etc/items.csv", entries: 2_000, refused: true)
      ])
    let text = ReportText(.english).status(report)
    #expect(
      text.contains(
        """
        Codes
          KIND    RECORDS  STANDARD  LOCAL  TEXT   %
          OML-11        3       199      2     1  98
          /etc/items.csv: 2,000 rows  newest content refused
          1,234 codes without a standard code → ssmix2-gateway terminology report

        """))
    let json = String(decoding: try ReportJSON.encode(report), as: UTF8.self)
    #expect(json.contains("\"terminology\":{\"coverage\":[{\"kind\":\"OML-11\",\"local\":2,\"records\":3"))
    let metrics = GatewayMetrics(destinations: ["region"], storages: ["standard"])
    var other = report
    other.terminology?.coverage.append(
      CodeCoverage(kind: "^入院診療録^LN", records: 1, standard: 0, local: 0, text: 5))
    metrics.update(from: other)
    let shown = metrics.registry.exposition()
    #expect(shown.contains("ssmix2_codes{kind=\"OML-11\",result=\"standard\"} 199"))
    #expect(shown.contains("ssmix2_codes{kind=\"other\",result=\"text\"} 5"))
  }

  private let file =
    "000/000/0000000101/20240601/OMP-01/"
    + "0000000101_20240601_OMP-01_101000000000101_20240601090000000_01_1"

  @Test func `convert knows what a destination is configured to`() throws {
    let folder = try ConfigurationFolder()
    let map = try folder.write("items.csv", CodeMapTableTests.header + ",錠,,UCUM,{tbl},\n")
    var configuration = try #require(
      ConfigurationFile.parse(
        yaml: smallestConfiguration, file: "\(folder.path)/config.yaml", checkFiles: false
      ).configuration)
    configuration.terminology = .init(systems: ["99X": "urn:x:y"], maps: [map])
    configuration.destinations[0].makesProvenance = false
    configuration.destinations[0].sourceEndpoint = "https://gateway.example"
    func context() throws(GatewayError) -> ConversionContext {
      try RecordConversion.context(
        forFileAt: "\(folder.path)/\(file)", configuration: configuration, destination: nil,
        regionalID: "R1", today: CivilDate(unixSeconds: 1_733_065_200))
    }
    let known = try context()
    #expect(known.localSystems == ["99X": "urn:x:y"] && !known.codeMap.isEmpty && known.regionalID == "R1")
    #expect(known.makesMessageHeaders && !known.makesProvenance)
    #expect(known.sourceEndpoint == "https://gateway.example")
    #expect(known.destinationEndpoint == "https://repository.region.example/fhir")
    #expect(known.gatewayVersion == GatewayVersion.current)
    try folder.write("items.csv", "wrong\n")
    let error = #expect(throws: GatewayError.self) { try context() }
    #expect(error?.code == .terminologyFileRefused)
  }
}
