import Crypto
import JPCore
import SSMIX2

/// Delivery as FHIR R4 transactions (`PUT` with deterministic ids, `DELETE` for what a record no longer makes).
///
/// The Patient resource belongs to the patient: ADT-00 gives it demographics, and as long as no ADT-00 is delivered it holds only
/// its identifiers, so that every other resource has something to refer to. It goes with the last record.
struct FHIRDelivery: DeliveryFormat {
  var context: ConversionContext
  /// Whether every action of a transaction must be answered for, or a 2xx status alone counts.
  var receipt: Destination.Receipt
  var compression: Destination.Compression = .gzip
  var transport: any HTTPTransport
  var timeout: Duration
  /// Reads certificates again; closes connections. Nothing for a transport that needs neither.
  var reloading: @Sendable () async throws -> Void = {}
  var closing: @Sendable () async -> Void = {}

  var groupKinds: [String] {
    Converter.supportedKinds.filter { Converter.group(of: $0) == .patientStays }.sorted()
  }

  /// The gateway's version is no part of it: an upgrade alone sends nothing again.
  func contextDigest(regionalID: String, terminology: LocalTerminology) -> [UInt8] {
    var hash = SHA256()
    var parts = [
      "fhir", String(Converter.version), context.facilityCode, context.facilityName, context.patientOID,
      context.regionOID, regionalID, context.release.rawValue,
      "\(context.makesMessageHeaders) \(context.makesProvenance)",
    ]
    // Only a MessageHeader names the endpoints.
    if context.makesMessageHeaders { parts += [context.sourceEndpoint, context.destinationEndpoint] }
    for part in parts {
      hash.update(data: Array(part.utf8))
      hash.update(data: [0])
    }
    hash.update(data: terminology.digest)
    return Array(hash.finalize())
  }

  func render(_ batch: DeliveryBatch) -> Rendering {
    var context = context
    // Retractions of a patient without link need no regional ID: they only name what is to be deleted.
    context.regionalID = batch.regionalID ?? ""
    context.adopt(batch.terminology)
    var made = Array(repeating: [String](), count: batch.items.count)
    var codedValues = [CodedValues?](repeating: nil, count: batch.items.count)
    var findings: [String] = []
    var problems: [Int: RecordProblem] = [:]
    var puts: [Resource] = []
    for group in conversionGroups(of: batch.items) {
      let conversion = Converter.convert(group.map(\.source), context: context)
      for (index, error) in conversion.problems {
        problems[group[index].item] = RecordProblem(code: .convertUnmappable, detail: Self.position(error))
      }
      for resource in conversion.resources {
        puts.append(resource)
        for contributor in resource.contributors { made[group[contributor].item].append(resource.reference) }
      }
      for (index, values) in conversion.codedValues { codedValues[group[index].item] = values }
      findings += conversion.findings.map(\.code.rawValue)
    }
    var rendering = assemble(batch, puts: puts, made: made, problems: problems, context: context)
    rendering.codedValues = codedValues
    rendering.findings = findings
    return rendering
  }

  /// Stays are converted together, everything else record by record.
  private func conversionGroups(of items: [BatchItem]) -> [[(item: Int, source: SourceRecord)]] {
    var stays: [(item: Int, source: SourceRecord)] = []
    var groups: [[(item: Int, source: SourceRecord)]] = []
    for (index, item) in items.enumerated() {
      guard case .put(let source, _) = item.action else { continue }
      if Converter.group(of: source.path.version.key) == .patientStays {
        stays.append((index, source))
      } else {
        groups.append([(index, source)])
      }
    }
    return stays.isEmpty ? groups : groups + [stays]
  }

  private func assemble(
    _ batch: DeliveryBatch, puts: [Resource], made: [[String]], problems: [Int: RecordProblem],
    context: ConversionContext
  ) -> Rendering {
    let patientReference = "Patient/" + PatientResource.id(localID: batch.localID, context: context)
    var puts = puts
    var holdings = batch.holdings
    let kept = Set(puts.map(\.reference))
    // What a parked record made before stays: it is removed by the version that can be converted.
    let before = batch.items.enumerated().filter { problems[$0.offset] == nil }.flatMap {
      $0.element.record.made
    }
    let retained = Set(
      batch.items.enumerated().filter { problems[$0.offset] != nil }.flatMap { $0.element.record.made })
    let retainsDemographics = batch.items.enumerated().contains { index, item in
      problems[index] != nil && item.record.deliveredInput != nil
        && item.record.made.contains(patientReference)
    }
    var deletes = Set(before).subtracting(kept).subtracting(retained).subtracting([patientReference]).sorted()
    if kept.contains(patientReference) {
      holdings.patientMayExist = true
      holdings.patientInput = nil
    } else if holdings.demographicsRemain || retainsDemographics {
      holdings.patientMayExist = true
    } else if holdings.othersRemain || !puts.isEmpty || !retained.isEmpty {
      placeIdentifiers(batch, context: context, into: &puts, holdings: &holdings)
    } else if holdings.patientMayExist || before.contains(patientReference) {
      deletes.append(patientReference)
      holdings.patientMayExist = false
      holdings.patientInput = nil
    }
    puts = unique(puts)
    let actions = puts.count + deletes.count
    let payload =
      actions == 0
      ? nil
      : Payload(
        body: TransactionBundle.encode(puts: puts, deletes: deletes), actions: actions,
        deletes: deletes.count)
    return Rendering(payload: payload, made: made, problems: problems, holdings: holdings)
  }

  private func placeIdentifiers(
    _ batch: DeliveryBatch, context: ConversionContext, into puts: inout [Resource],
    holdings: inout PatientHoldings
  ) {
    // Without a link there is no identifier to place; what remains is on its way out too.
    guard batch.regionalID != nil else { return }
    let patient = PatientResource.identifiersOnly(localID: batch.localID, context: context)
    let digest = Array(SHA256.hash(data: Array(patient.json)))
    if holdings.patientInput != digest { puts.insert(patient, at: 0) }
    holdings.patientMayExist = true
    holdings.patientInput = digest
  }

  /// One entry a resource, the last one wins: a transaction may not name a resource twice (FHIR R4 3.1.0.11.2).
  private func unique(_ puts: [Resource]) -> [Resource] {
    var seen: Set<String> = []
    return Array(puts.reversed().filter { seen.insert($0.reference).inserted }.reversed())
  }

  private static func position(_ error: ConversionError) -> String {
    let place = [error.segment, error.field.map(String.init)].compactMap { $0 }.joined(separator: "-")
    return place.isEmpty ? error.reason : "\(place): \(error.reason)"
  }

  func send(_ payload: Payload) async throws(DeliveryError) -> Receipt {
    let request = TransportRequest(
      method: "POST", path: "",
      headers: [("Content-Type", "application/fhir+json"), ("Accept", "application/fhir+json")],
      body: payload.body, gzip: compression == .gzip, timeout: timeout)
    let response: TransportResponse
    do {
      response = try await transport.send(request)
    } catch {
      throw DeliveryError(transport: error)
    }
    return try TransactionAnswer(response: response).receipt(
      actions: payload.actions, deletes: payload.deletes, demanded: receipt)
  }

  func reload() async throws { try await reloading() }

  func shutdown() async { await closing() }
}

extension DeliveryError {
  /// What a failed exchange means for a request that may be repeated because its ids are deterministic.
  init(transport error: TransportError) {
    let kind: Kind =
      switch error.kind {
      case .tls: .certificate
      case _ where error.mayHaveArrived: .unknownOutcome
      default: .unreachable
      }
    self.init(kind: kind, status: nil, words: error.description)
  }
}
