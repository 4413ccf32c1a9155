import SSMIX2

/// The metrics of the gateway (contract.md section 6): one property each, under the prefix `ssmix2_`.
///
/// Labels are names of the configuration or codes of our own source, never a patient, file or order number.
public final class GatewayMetrics: Sendable {
  /// What is scraped.
  public let registry = PrometheusRegistry()

  /// Record keys by destination and outcome; the outcomes add up to what was seen.
  public let records: PrometheusGauge
  /// Seconds since the oldest waiting record of a destination was seen; 0 when nothing waits.
  public let oldestWaiting: PrometheusGauge
  /// Requests to a destination by result.
  public let deliveryAttempts: PrometheusCounter
  /// Seconds from the first byte sent to the whole answer.
  public let deliverySeconds: PrometheusHistogram
  /// Seconds from the time a version was seen to its acknowledgement.
  public let endToEndSeconds: PrometheusHistogram
  /// Unix time at which the last complete scan of a storage ended.
  public let scanLastComplete: PrometheusGauge
  /// Versions that a scan found although no event had told of them.
  public let scanFoundLate: PrometheusCounter
  /// Event queue overflows; each one leads to a scan.
  public let watchOverflow: PrometheusCounter
  /// Watches held now.
  public let watchesInUse: PrometheusGauge
  /// Watches that the kernel grants this user.
  public let watchLimit: PrometheusGauge
  /// Parked record keys by reason.
  public let parked: PrometheusGauge
  /// Seen minus the four outcomes; anything but 0 is a defect of the gateway.
  public let balanceMismatch: PrometheusGauge
  /// Unix time at which the client certificate of a destination expires.
  public let certificateExpiry: PrometheusGauge
  /// Files read from a storage.
  public let filesRead: PrometheusCounter
  /// Records read from a transaction storage, by storage.
  public let transactionRecords: PrometheusCounter
  /// What a transaction storage holds that is no record, by storage.
  public let transactionFindings: PrometheusCounter
  /// Files under a storage that are none of ours.
  public let strayFiles: PrometheusGauge
  /// Findings of reading and converting, by code.
  public let findings: PrometheusCounter
  /// 1 while a storage can be read, else 0.
  public let storageAvailable: PrometheusGauge
  /// 1 while a destination takes records, 0 while it is paused or its circuit is open.
  public let destinationReady: PrometheusGauge
  /// 1 while the newest content of a patient or consent file is refused and the old one stays in force.
  public let fileRefused: PrometheusGauge
  /// Coded values of the records that destinations hold, by kind and by what was sent of them.
  public let codes: PrometheusGauge
  /// Patients with a regional ID in force.
  public let patientsInScope: PrometheusGauge
  /// Patient folders without a regional ID.
  public let patientsNotRegistered: PrometheusGauge
  /// Unix time at which the pipeline last finished a step or found nothing to do.
  public let pipelineProgress: PrometheusGauge
  /// Always 1; the version is the label.
  public let buildInfo: PrometheusGauge
  /// Unix time of the start.
  public let startTime: PrometheusGauge
  /// 1 when the last reload took effect, 0 when the old configuration was kept.
  public let configReloadSuccessful: PrometheusGauge

  /// Results of a request, as `record trace` names them.
  public static let results = [
    "delivered", "refused", "unreachable", "throttled", "unknown-outcome", "too-large", "unauthorized",
    "certificate",
  ]
  static let files = ["patients", "consents", "terminology"]
  static let codeResults = ["standard", "local", "text"]
  static let outcomes = ["delivered", "excluded", "parked", "waiting"]

  /// Registers all metrics.
  ///
  /// - Parameters:
  ///   - destinations: Names of the configuration.
  ///   - storages: Names of the configuration.
  public init(destinations: [String], storages: [String]) {
    let destination = MetricLabel("destination", values: destinations)
    let storage = MetricLabel("storage", values: storages)
    records = registry.gauge(
      "ssmix2_records", help: "Record keys by outcome.",
      labels: [destination, MetricLabel("outcome", values: Self.outcomes)])
    oldestWaiting = registry.gauge(
      "ssmix2_oldest_waiting_seconds", help: "Age of the oldest waiting record.", labels: [destination])
    deliveryAttempts = registry.counter(
      "ssmix2_delivery_attempts_total", help: "Requests sent, by result.",
      labels: [destination, MetricLabel("result", values: Self.results)])
    deliverySeconds = registry.histogram(
      "ssmix2_delivery_seconds", help: "Duration of a request.",
      bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60], labels: [destination])
    endToEndSeconds = registry.histogram(
      "ssmix2_end_to_end_seconds", help: "From the time a version was seen to its acknowledgement.",
      bounds: [1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400], labels: [destination])
    scanLastComplete = registry.gauge(
      "ssmix2_scan_last_complete_timestamp_seconds", help: "End of the last complete scan.", labels: [storage]
    )
    scanFoundLate = registry.counter(
      "ssmix2_scan_found_late_total", help: "Versions found by a scan that no event had told of.",
      labels: [storage])
    watchOverflow = registry.counter(
      "ssmix2_watch_overflow_total", help: "Event queue overflows, each followed by a scan.",
      labels: [storage])
    watchesInUse = registry.gauge("ssmix2_watches_in_use", help: "Watches held.", labels: [storage])
    watchLimit = registry.gauge("ssmix2_inotify_watch_limit", help: "Watches the kernel grants this user.")
    parked = registry.gauge(
      "ssmix2_parked", help: "Parked record keys by reason.", labels: [MetricLabel(codes: "reason")])
    balanceMismatch = registry.gauge(
      "ssmix2_balance_mismatch", help: "Seen minus delivered, excluded, parked and waiting; must be 0.")
    certificateExpiry = registry.gauge(
      "ssmix2_tls_certificate_expiry_timestamp_seconds", help: "Expiry of the client certificate.",
      labels: [destination])
    filesRead = registry.counter("ssmix2_files_read_total", help: "Files read.")
    transactionRecords = registry.counter(
      "ssmix2_transaction_records_total", help: "Records read from a transaction storage.", labels: [storage])
    transactionFindings = registry.counter(
      "ssmix2_transaction_findings_total", help: "What a transaction storage holds that is no record.",
      labels: [storage])
    strayFiles = registry.gauge(
      "ssmix2_stray_files", help: "Files under a storage that are no records.", labels: [storage])
    findings = registry.counter(
      "ssmix2_findings_total", help: "Findings of reading and converting.",
      labels: [MetricLabel(codes: "code")])
    storageAvailable = registry.gauge(
      "ssmix2_storage_available", help: "1 while the storage can be read.", labels: [storage])
    destinationReady = registry.gauge(
      "ssmix2_destination_ready", help: "1 while the destination takes records.", labels: [destination])
    fileRefused = registry.gauge(
      "ssmix2_file_refused", help: "1 while the newest content of the file is refused.",
      labels: [MetricLabel("file", values: Self.files)])
    codes = registry.gauge(
      "ssmix2_codes", help: "Coded values delivered, by the best code sent of each.",
      labels: [
        MetricLabel("kind", values: DataKind.all.map(\.code)),
        MetricLabel("result", values: Self.codeResults),
      ])
    patientsInScope = registry.gauge("ssmix2_patients_in_scope", help: "Patients with a regional ID.")
    patientsNotRegistered = registry.gauge(
      "ssmix2_patients_not_registered", help: "Patient folders without a regional ID.")
    pipelineProgress = registry.gauge(
      "ssmix2_pipeline_last_progress_timestamp_seconds", help: "Last finished step, or nothing to do.")
    buildInfo = registry.gauge(
      "ssmix2_build_info", help: "Version of the gateway.",
      labels: [MetricLabel("version", values: [GatewayVersion.current])])
    startTime = registry.gauge("ssmix2_start_timestamp_seconds", help: "Start of the process.")
    configReloadSuccessful = registry.gauge(
      "ssmix2_config_last_reload_successful", help: "1 when the last reload took effect.")

    buildInfo.set(1, GatewayVersion.current)
    showZeros(destinations: destinations, storages: storages)
  }

  /// A series that appears only with its first event hides that event from `rate()`: counters start at 0.
  private func showZeros(destinations: [String], storages: [String]) {
    for destination in destinations {
      for result in Self.results { deliveryAttempts.increment(by: 0, destination, result) }
    }
    for storage in storages {
      for counter in [scanFoundLate, watchOverflow] { counter.increment(by: 0, storage) }
    }
    for file in Self.files { fileRefused.set(0, file) }
  }

  /// Sets everything that `status` also tells, so that the two never disagree.
  public func update(from report: StatusReport) {
    var records: [[String]: Double] = [:]
    var mismatch = report.balance.mismatch
    for destination in report.destinations {
      let balance = destination.balance
      let counts = [balance.delivered, balance.excluded, balance.parked, balance.waiting]
      for (outcome, count) in zip(Self.outcomes, counts) {
        records[[destination.name, outcome]] = Double(count)
      }
      // The greatest, not the sum: a surplus at one destination must not cancel what another lacks.
      if balance.mismatch.magnitude > mismatch.magnitude { mismatch = balance.mismatch }
      oldestWaiting.set(Double(destination.oldestWaitingSeconds), destination.name)
      destinationReady.set(destination.state == "ready" ? 1 : 0, destination.name)
    }
    self.records.replaceAll(records)
    parked.replaceAll(Dictionary(uniqueKeysWithValues: report.parkedReasons.map { ([$0], Double($1)) }))
    balanceMismatch.set(Double(mismatch))
    for storage in report.storages {
      storageAvailable.set(storage.state == "available" ? 1 : 0, storage.name)
      strayFiles.set(Double(storage.strayFiles), storage.name)
    }
    var codes: [[String]: Double] = [:]
    for kind in report.terminology?.coverage ?? [] {
      // Kind folders of an extended storage are no closed list: they are one.
      let name = DataKind.named(kind.kind) == nil ? MetricLabel.unlisted : kind.kind
      for (result, count) in zip(Self.codeResults, [kind.standard, kind.local, kind.text]) {
        codes[[name, result], default: 0] += Double(count)
      }
    }
    self.codes.replaceAll(codes)
    patientsInScope.set(Double(report.patients.inScope))
    patientsNotRegistered.set(Double(report.patients.notRegistered))
  }
}

extension Balance {
  /// What was seen and has no outcome (above 0), or has more than one (below 0); 0 when the balance holds.
  public var mismatch: Int { seen - delivered - excluded - parked - waiting }
}
