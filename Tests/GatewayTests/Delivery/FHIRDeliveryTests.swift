import GRDB
import HL7v2
import JPCore
import SSMIX2
import Synchronization
import Testing

@testable import Gateway

/// Rendering: what a batch puts, deletes, and leaves.
@Suite struct FHIRDeliveryTests {
  private static let patient = "0000000101"
  private let reference = "Patient/2212345678.0000000101"
  private let format = FHIRDelivery(
    context: Pipeline.context, receipt: .bundle, transport: ScriptedTransport(), timeout: .seconds(1))
  private let nothingHeld = PatientHoldings(
    patientMayExist: false, patientInput: nil, othersRemain: false, demographicsRemain: false)

  private func record(_ id: Int64, _ kind: String, made: [String] = []) -> StoredRecord {
    StoredRecord(
      id: id, storageID: 1, careDate: "20240601", kind: kind, orderNumber: "\(id)", problem: nil,
      versions: [],
      outcome: .waiting, reason: nil, attempts: 0, since: 0, generation: 1, deliveredInput: nil, made: made)
  }

  private func put(
    _ id: Int64, _ kind: String, _ text: String, made: [String] = []
  ) throws -> BatchItem {
    let named = WrittenRecord(
      patient: Self.patient, careDate: kind == "ADT-00" ? "-" : "20240601", kind: kind,
      order: "10100000000010\(id)",
      timestamp: "2024060109000000\(id)")
    let source = SourceRecord(
      path: try StoragePath(parsing: named.path, storageType: .standard),
      message: try Message(parsing: Array(text.utf8)))
    return BatchItem(record: record(id, kind, made: made), action: .put(source, input: [1]))
  }

  private func retract(_ id: Int64, _ kind: String, made: [String]) -> BatchItem {
    BatchItem(
      record: record(id, kind, made: made), action: .retract(.storageDeleted, parked: false, detail: nil))
  }

  private func render(
    _ items: [BatchItem], holding: PatientHoldings? = nil, regionalID: String? = "R1"
  ) -> (rendering: Rendering, sent: SentTransaction?) {
    let rendering = format.render(
      DeliveryBatch(
        localID: Self.patient, regionalID: regionalID, items: items, holdings: holding ?? nothingHeld))
    return (rendering, rendering.payload.flatMap { SentTransaction($0.body) })
  }

  private func prescription(_ medicines: Int) -> String {
    WrittenMessage.prescription(Self.patient, order: "101000000000101", medicines: medicines)
  }

  @Test func `the first record brings a Patient of identifiers`() throws {
    let (rendering, sent) = render([try put(1, "OMP-01", prescription(1))])
    let transaction = try #require(sent)
    #expect(transaction.puts.first?.reference == reference)
    #expect(transaction.puts.first?.json.contains("R1") == true)
    #expect(transaction.puts.first?.json.contains("Toro") == false)
    #expect(transaction.deletes.isEmpty)
    #expect(rendering.payload?.actions == transaction.references.count)
    #expect(rendering.holdings.patientMayExist)
    #expect(rendering.holdings.patientInput != nil)
    #expect(rendering.made.count == 1)
    #expect(!rendering.made[0].contains(reference), "the Patient belongs to no record but the demographics")
    #expect(Set(rendering.made[0]) == Set(transaction.puts.dropFirst().map(\.reference)))
  }

  @Test func `a Patient of identifiers that is there is not sent again`() throws {
    let (first, _) = render([try put(1, "OMP-01", prescription(1))])
    let (second, sent) = render([try put(2, "OMP-01", prescription(1))], holding: first.holdings)
    #expect(sent?.references.contains(reference) == false)
    #expect(second.holdings.patientInput == first.holdings.patientInput)
    let (_, moved) = render(
      [try put(2, "OMP-01", prescription(1))], holding: first.holdings, regionalID: "R2")
    #expect(moved?.puts.first?.reference == reference)
  }

  @Test func `demographics tell who the patient is, in place of identifiers alone`() throws {
    let text = WrittenMessage.demographics(Self.patient, name: "Toro")
    let (rendering, sent) = render([try put(1, "OMP-01", prescription(1)), try put(2, "ADT-00", text)])
    let transaction = try #require(sent)
    #expect(transaction.puts.filter { $0.reference == reference }.count == 1)
    #expect(transaction.puts.first { $0.reference == reference }?.json.contains("Toro") == true)
    #expect(rendering.made[1].contains(reference))
    #expect(rendering.holdings.patientInput == nil)
  }

  @Test func `while demographics remain no other record touches the Patient`() throws {
    var holding = nothingHeld
    holding.patientMayExist = true
    holding.othersRemain = true
    holding.demographicsRemain = true
    #expect(
      render([try put(1, "OMP-01", prescription(1))], holding: holding).sent?.references.contains(reference)
        == false)
    let last = render([retract(1, "OMP-01", made: ["MedicationRequest/a"])], holding: holding)
    #expect(last.sent?.references == ["MedicationRequest/a"])
  }

  @Test func `demographics taken back leave identifiers while others remain`() throws {
    var holding = nothingHeld
    holding.patientMayExist = true
    holding.othersRemain = true
    let (rendering, sent) = render(
      [retract(1, "ADT-00", made: [reference, "Observation/h"])], holding: holding)
    let transaction = try #require(sent)
    #expect(transaction.puts.map(\.reference) == [reference])
    #expect(transaction.deletes == ["Observation/h"])
    #expect(rendering.holdings.patientMayExist)
  }

  @Test func `the last record takes the Patient with it`() throws {
    var holding = nothingHeld
    holding.patientMayExist = true
    holding.patientInput = [9]
    let (rendering, sent) = render([retract(1, "OMP-01", made: ["MedicationRequest/a"])], holding: holding)
    #expect(sent?.deletes == ["MedicationRequest/a", reference])
    #expect(sent?.puts.isEmpty == true)
    #expect(rendering.holdings.patientMayExist == false)
    #expect(rendering.payload?.deletes == 2)
  }

  @Test func `without a link nothing is put`() throws {
    var holding = nothingHeld
    holding.patientMayExist = true
    holding.othersRemain = true
    let (_, sent) = render(
      [retract(1, "OMP-01", made: ["MedicationRequest/a"])], holding: holding, regionalID: nil)
    #expect(sent?.puts.isEmpty == true)
    #expect(sent?.deletes == ["MedicationRequest/a"])
  }

  @Test func `a new version removes what it no longer has`() throws {
    let (first, _) = render([try put(1, "OMP-01", prescription(3))])
    let made = first.made[0]
    let (second, sent) = render([try put(1, "OMP-01", prescription(2), made: made)], holding: first.holdings)
    let gone = Set(made).subtracting(second.made[0])
    #expect(!gone.isEmpty)
    #expect(Set(try #require(sent).deletes) == gone)
    #expect(Set(second.made[0]).isSubset(of: made))
  }

  @Test func `the same batch gives the same bytes`() throws {
    let items = [try put(1, "OMP-01", prescription(3)), try put(2, "OMP-01", prescription(2))]
    #expect(render(items).rendering.payload == render(items).rendering.payload)
  }

  // Two storages may both hold a patient's demographics: a transaction with one resource twice would be
  // refused for ever.
  @Test func `a resource that two records make is sent once and counted once`() throws {
    let text = WrittenMessage.demographics(Self.patient, name: "Toro")
    let (rendering, sent) = render([try put(1, "ADT-00", text), try put(2, "ADT-00", text)])
    let transaction = try #require(sent)
    #expect(Set(transaction.references).count == transaction.references.count)
    #expect(rendering.payload?.actions == transaction.references.count)
  }

  @Test func `what cannot be converted stays out and keeps what it made`() throws {
    let unknown = try put(2, "OML-01", prescription(1), made: ["ServiceRequest/old"])
    let (rendering, sent) = render([try put(1, "OMP-01", prescription(1)), unknown])
    #expect(rendering.problems[1]?.code == .convertUnmappable)
    #expect(rendering.problems[0] == nil)
    #expect(sent?.deletes.isEmpty == true)
  }

  @Test func `nothing to say, nothing to send`() throws {
    let (rendering, _) = render([try put(2, "OML-01", prescription(1))])
    #expect(rendering.payload == nil)
    #expect(rendering.problems.count == 1)
  }

  @Test func `every setting that decides over a rendering is in the digest`() {
    var digests: Set<[UInt8]> = [
      format.contextDigest(regionalID: "R1", terminology: .init()),
      format.contextDigest(regionalID: "R2", terminology: .init()),
    ]
    let changes: [(inout ConversionContext) -> Void] = [
      { $0.facilityCode = "1" }, { $0.facilityName = "1" }, { $0.patientOID = "1" }, { $0.regionOID = "1" },
      { $0.release = .v1_2_0 }, { $0.makesMessageHeaders = false }, { $0.makesProvenance = false },
      { $0.sourceEndpoint = "urn:x" }, { $0.destinationEndpoint = "urn:x" },
    ]
    for change in changes {
      var other = format
      change(&other.context)
      digests.insert(other.contextDigest(regionalID: "R1", terminology: .init()))
    }
    let entry = CodeMap.Entry(
      system: "99X", code: "1", standard: .yj, standardCode: "6132002F1038", standardDisplay: "")
    let terminologies = [
      LocalTerminology(systems: ["99X": "urn:x"]), .init(systems: ["99X": "urn:y"]),
      .init(codeMap: CodeMap([entry])),
    ]
    for terminology in terminologies {
      digests.insert(format.contextDigest(regionalID: "R1", terminology: terminology))
    }
    #expect(digests.count == changes.count + terminologies.count + 2)
  }

  @Test func `what changes nothing that is sent is not in the digest`() {
    let digest = format.contextDigest(regionalID: "R1", terminology: .init())
    var other = format
    other.context.gatewayVersion = "99"
    #expect(other.contextDigest(regionalID: "R1", terminology: .init()) == digest)
    other.context.makesMessageHeaders = false
    let without = other.contextDigest(regionalID: "R1", terminology: .init())
    other.context.destinationEndpoint = "urn:x"
    other.context.sourceEndpoint = "urn:x"
    #expect(other.contextDigest(regionalID: "R1", terminology: .init()) == without)
  }

  /// Notes how it was asked, and answers nothing of use.
  private final class NotingTransport: HTTPTransport {
    private let noted = Mutex<[Bool]>([])
    var compressed: [Bool] { noted.withLock { $0 } }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
      noted.withLock { $0.append(request.gzip) }
      return TransportResponse(status: 200)
    }
  }

  // A server that reads no coded requests answers 400 or 500 to each, which no retry can help.
  @Test func `requests are compressed unless the destination says otherwise`() async throws {
    let transport = NotingTransport()
    for compression in Destination.Compression.allCases {
      let format = FHIRDelivery(
        context: Pipeline.context, receipt: .status, compression: compression, transport: transport,
        timeout: .seconds(1))
      _ = try? await format.send(Payload(body: Array("{}".utf8), actions: 1))
    }
    #expect(transport.compressed == [true, false])
  }
}
