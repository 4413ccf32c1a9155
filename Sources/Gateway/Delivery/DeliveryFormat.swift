import JPCore

/// One record of a batch and what has to become true of it at the destination.
struct BatchItem: Sendable {
  /// What the destination shall hold of the record.
  enum Action: Sendable {
    /// The content of the active version; `input` is the digest of everything that decides over the rendering.
    case put(SourceRecord, input: [UInt8])
    /// Nothing any more; the outcome that follows is excluded for this reason, or parked where `parked` is set.
    case retract(ReasonCode, parked: Bool, detail: String?)
  }

  var record: StoredRecord
  var action: Action
  /// The version that was read, if one was.
  var reading: (version: Int64, sha256: [UInt8], findings: [String])?
}

/// Records of one patient that travel in one request.
struct DeliveryBatch: Sendable {
  /// Chart number.
  var localID: String
  /// Regional ID in force; nil when the link is gone and only retractions are left.
  var regionalID: String?
  var items: [BatchItem]
  var holdings: PatientHoldings
  /// The facility's terminology in force when the batch was prepared.
  var terminology = LocalTerminology()
}

/// The bytes of one request. The same batch gives the same bytes.
struct Payload: Sendable, Hashable {
  var body: [UInt8]
  /// How many actions the destination has to answer for.
  var actions: Int
  /// How many of them, the last ones, delete: for these alone "not there" is what was wanted.
  var deletes = 0
}

/// A batch as a destination will see it.
struct Rendering: Sendable {
  /// Nil when there is nothing to send.
  var payload: Payload?
  /// For each item, what the destination holds of it once it has acknowledged.
  var made: [[String]]
  /// Items that cannot be rendered: reason and position. They are left out of the payload.
  var problems: [Int: RecordProblem]
  /// What the destination holds of the patient once it has acknowledged.
  var holdings: PatientHoldings
  /// For each item, how its coded values went; nil for one that puts nothing.
  var codedValues: [CodedValues?] = []
  /// Codes of what conversion left out, weakened or had to decide.
  var findings: [String] = []
}

/// Why a record is parked: a code of the contract and where the cause lies, never what it says.
struct RecordProblem: Error, Sendable, Hashable {
  var code: ReasonCode
  var detail: String?
}

/// A way to render records and to send them. To add one: a folder beside this file, a type that conforms, a line in
/// `DeliveryFormats.swift`.
protocol DeliveryFormat: Sendable {
  /// Kinds that are rendered together for one patient.
  var groupKinds: [String] { get }

  /// Digest of all settings that decide over a rendering, besides the records: another digest means send again.
  func contextDigest(regionalID: String, terminology: LocalTerminology) -> [UInt8]

  /// Renders a batch. Pure: no clock, no disk, no network.
  func render(_ batch: DeliveryBatch) -> Rendering

  /// Sends a payload and returns the destination's own evidence.
  func send(_ payload: Payload) async throws(DeliveryError) -> Receipt

  /// Reads certificates and tokens again; what was in force stays when they cannot be used.
  func reload() async throws

  /// Releases connections.
  func shutdown() async
}
