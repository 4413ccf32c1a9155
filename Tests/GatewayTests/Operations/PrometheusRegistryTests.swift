import Testing

@testable import Gateway

@Suite struct PrometheusRegistryTests {
  @Test func `the text is the exposition format, byte for byte`() {
    let registry = PrometheusRegistry()
    let attempts = registry.counter(
      "b_total", help: "Line\nbreak and \\.",
      labels: [MetricLabel("destination", values: ["r\"1", "r2"]), MetricLabel("result", values: ["ok"])])
    let seconds = registry.histogram(
      "c_seconds", help: "Time.", bounds: [0.5, 1, 2.5], labels: [MetricLabel("destination", values: ["r2"])])
    let age = registry.gauge("a_age", help: "Age.")
    _ = registry.gauge("d_unset", help: "Never set.")
    attempts.increment("r2", "ok")
    attempts.increment(by: 2.5, "r2", "ok")
    attempts.increment("r\"1", "ok")
    for value in [0.5, 0.75, 2, 99] { seconds.observe(value, "r2") }
    age.set(-3)
    #expect(
      registry.exposition() == #"""
        # HELP a_age Age.
        # TYPE a_age gauge
        a_age -3
        # HELP b_total Line\nbreak and \\.
        # TYPE b_total counter
        b_total{destination="r\"1",result="ok"} 1
        b_total{destination="r2",result="ok"} 3.5
        # HELP c_seconds Time.
        # TYPE c_seconds histogram
        c_seconds_bucket{destination="r2",le="0.5"} 1
        c_seconds_bucket{destination="r2",le="1"} 2
        c_seconds_bucket{destination="r2",le="2.5"} 3
        c_seconds_bucket{destination="r2",le="+Inf"} 4
        c_seconds_sum{destination="r2"} 102.25
        c_seconds_count{destination="r2"} 4
        # HELP d_unset Never set.
        # TYPE d_unset gauge

        """#)
  }

  // Without this a chart number that reached a label would be stored in the hospital's monitoring for years.
  @Test func `a value outside its list is counted under other`() {
    let registry = PrometheusRegistry()
    let closed = registry.counter(
      "a_total", help: "A.", labels: [MetricLabel("storage", values: ["standard"])])
    let codes = registry.counter("b_total", help: "B.", labels: [MetricLabel(codes: "code")])
    closed.increment("9999013")
    codes.increment("hl7.encoding")
    for word in ["山田", "", "A", "a b", String(repeating: "a", count: 65)] { codes.increment(word) }
    let text = registry.exposition()
    #expect(text.contains("a_total{storage=\"other\"} 1\n"))
    #expect(text.contains("b_total{code=\"hl7.encoding\"} 1\n"))
    #expect(text.contains("b_total{code=\"other\"} 5\n"))
    #expect(!text.contains("9999013") && !text.contains("山田"))
  }

  @Test func `series stay bounded`() {
    let registry = PrometheusRegistry()
    let codes = registry.counter("a_total", help: "A.", labels: [MetricLabel(codes: "code")])
    for number in 0...MetricFamily.seriesLimit { codes.increment("c\(number)") }
    let text = registry.exposition()
    #expect(text.contains("a_total{code=\"other\"} 1\n"))
    #expect(text.split(separator: "\n").count == MetricFamily.seriesLimit + 3)
  }

  @Test func `a counter never goes back`() {
    let registry = PrometheusRegistry()
    let counter = registry.counter("a_total", help: "A.")
    counter.increment(by: 2)
    counter.increment(by: -1)
    counter.increment(by: .nan)
    #expect(registry.exposition().contains("a_total 2\n"))
  }

  @Test func `replacing a gauge forgets what is no longer there`() {
    let registry = PrometheusRegistry()
    let parked = registry.gauge("a", help: "A.", labels: [MetricLabel(codes: "reason")])
    parked.replaceAll([["hl7.empty"]: 1, ["path.malformed"]: 2])
    parked.replaceAll([["hl7.empty"]: 3])
    #expect(registry.exposition().hasSuffix("a{reason=\"hl7.empty\"} 3\n"))
    #expect(!registry.exposition().contains("path.malformed"))
  }

  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (1e15, "1000000000000000"), (0.1, "0.1"), (1e300, "1e+300"), (.infinity, "+Inf"),
      (-.infinity, "-Inf"), (.nan, "NaN"), (9_007_199_254_740_992, "9007199254740992.0"),
    ] as [(Double, String)])
  func `numbers are written exactly`(value: Double, text: String) {
    #expect(MetricFamily.number(value) == text)
  }
}

@Suite struct GatewayMetricsTests {
  @Test func `every metric of the contract is there`() {
    let text = GatewayMetrics(destinations: ["region"], storages: ["standard"]).registry.exposition()
    for name in [
      "ssmix2_records", "ssmix2_oldest_waiting_seconds", "ssmix2_delivery_attempts_total",
      "ssmix2_delivery_seconds",
      "ssmix2_scan_last_complete_timestamp_seconds", "ssmix2_scan_found_late_total",
      "ssmix2_watch_overflow_total",
      "ssmix2_parked", "ssmix2_balance_mismatch", "ssmix2_tls_certificate_expiry_timestamp_seconds",
      "ssmix2_build_info", "ssmix2_start_timestamp_seconds", "ssmix2_config_last_reload_successful",
    ] {
      #expect(text.contains("# TYPE \(name) "), "\(name)")
    }
    // A counter that begins with its first event hides that event from rate().
    #expect(text.contains("ssmix2_delivery_attempts_total{destination=\"region\",result=\"refused\"} 0\n"))
    #expect(text.contains("ssmix2_watch_overflow_total{storage=\"standard\"} 0\n"))
    #expect(text.contains("ssmix2_build_info{version=\"\(GatewayVersion.current)\"} 1\n"))
  }

  @Test func `metrics and status tell the same`() {
    let metrics = GatewayMetrics(destinations: ["region"], storages: ["standard"])
    metrics.update(from: FakeControl.report)
    let text = metrics.registry.exposition()
    for line in [
      "ssmix2_records{destination=\"region\",outcome=\"delivered\"} 1200",
      "ssmix2_records{destination=\"region\",outcome=\"excluded\"} 30",
      "ssmix2_records{destination=\"region\",outcome=\"parked\"} 3",
      "ssmix2_records{destination=\"region\",outcome=\"waiting\"} 1",
      "ssmix2_oldest_waiting_seconds{destination=\"region\"} 3725", "ssmix2_balance_mismatch 0",
      "ssmix2_destination_ready{destination=\"region\"} 0",
      "ssmix2_storage_available{storage=\"standard\"} 1",
      "ssmix2_stray_files{storage=\"standard\"} 2", "ssmix2_patients_in_scope 12",
      "ssmix2_patients_not_registered 3456",
    ] {
      #expect(text.contains(line + "\n"), "\(line)")
    }
  }

  // A sum would hide the worst defect of all: one destination with a record too many, another with one too
  // few.
  @Test func `a mismatch is seen even when two destinations cancel out`() {
    var report = FakeControl.report
    report.destinations.append(report.destinations[0])
    report.destinations[0].balance.waiting += 1
    report.destinations[1].balance.waiting -= 1
    report.destinations[1].name = "second"
    let metrics = GatewayMetrics(destinations: ["region", "second"], storages: ["standard"])
    metrics.update(from: report)
    #expect(metrics.registry.exposition().contains("ssmix2_balance_mismatch -1\n"))
  }
}
