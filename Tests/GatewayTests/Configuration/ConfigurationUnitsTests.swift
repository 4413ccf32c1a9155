import Testing

@testable import Gateway

@Suite struct ConfigurationUnitsTests {
  @Test(
    "durations are a whole number and a unit",
    arguments: [
      ("500ms", 500), ("2s", 2_000), ("10m", 600_000), ("24h", 86_400_000), ("7d", 604_800_000), ("0s", 0),
      ("36525d", 3_155_760_000_000),
    ] as [(String, Int64?)]
      + [
        "", "s", "5", "5 s", "-5s", "1.5s", "5S", "36526d", "999999999999999999999s", "5sec", "５s", "1h30m",
        "106751991168d",
      ].map { ($0, nil) })
  func durations(text: String, milliseconds: Int64?) {
    #expect(DurationText.parse(text) == milliseconds.map { .milliseconds($0) })
  }

  @Test(
    "a duration is written so that it reads back",
    arguments: [0, 1, 999, 1_000, 1_500, 60_000, 90_000, 3_600_000, 86_400_000])
  func durationRoundTrip(milliseconds: Int) {
    let duration = Duration.milliseconds(milliseconds)
    #expect(DurationText.parse(DurationText.text(duration)) == duration)
  }

  @Test(
    "sizes have binary units",
    arguments: [("16MiB", 16 << 20), ("0B", 0), ("1KiB", 1_024), ("2GiB", 2 << 30), ("1TiB", 1 << 40)]
      as [(String, Int64?)]
      + ["", "16", "16MB", "16 MiB", "-1B", "9999999999TiB", "1mib"].map { ($0, nil) })
  func sizes(text: String, bytes: Int64?) {
    #expect(SizeText.parse(text) == bytes)
  }

  @Test(
    "listening addresses",
    arguments: [
      ("127.0.0.1:8620", ListenAddress(host: "127.0.0.1", port: 8_620)),
      ("[::1]:0", .init(host: "::1", port: 0)),
      ("localhost:65535", .init(host: "localhost", port: 65_535)), ("::1:80", nil), (":80", nil), ("a:", nil),
      ("a:65536", nil), ("a:-1", nil), ("a b:1", nil), ("[]:1", nil), ("http://a:1", nil), ("a:1:2", nil),
    ])
  func addresses(text: String, address: ListenAddress?) {
    #expect(ListenAddress(text) == address)
    if let address { #expect(ListenAddress(address.description) == address) }
  }

  @Test(
    "loopback is told from the world",
    arguments: [
      ("127.0.0.1", true), ("::1", true), ("localhost", true), ("0.0.0.0", false), ("127.example.com", false),
    ])
  func loopback(host: String, isLoopback: Bool) {
    #expect(ListenAddress(host: host, port: 1).isLoopback == isLoopback)
  }

  @Test(
    "edit distance counts letters and swaps",
    arguments: [
      ("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "", 3), ("kitten", "sitting", 3),
      ("rescan", "recsan", 1),
    ])
  func distance(left: String, right: String, distance: Int) {
    #expect(EditDistance.between(left, right) == distance)
    #expect(EditDistance.between(right, left) == distance)
  }

  @Test("nothing alike is no suggestion")
  func nearest() {
    #expect(EditDistance.nearest(to: "settel", in: ["root", "settle"]) == "settle")
    #expect(EditDistance.nearest(to: "Region_OID", in: ["region-oid"]) == "region-oid")
    #expect(EditDistance.nearest(to: "x", in: ["ca", "key"]) == nil)
    #expect(EditDistance.nearest(to: "banana", in: ["root", "settle"]) == nil)
  }
}
