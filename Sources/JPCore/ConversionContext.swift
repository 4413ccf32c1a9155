import Crypto
import HL7v2
import SSMIX2

/// The release of JP Core that a destination speaks. It decides code systems and some profiles, nothing else.
public enum JPCoreRelease: String, Sendable, Codable, CaseIterable {
  /// JP Core 1.1.2: code systems as `urn:oid:`.
  case v1_1_2 = "1.1.2"
  /// JP Core 1.2.0: code systems as URL.
  case v1_2_0 = "1.2.0"
}

/// What a conversion knows besides the message. The same context and records give the same bytes.
public struct ConversionContext: Sendable {
  /// The facility's 10-digit institution code; the first part of every logical id.
  public var facilityCode: String
  /// The facility's name, shown as the provider of a stay; empty when not configured.
  public var facilityName: String
  /// The assigning authority of the facility's chart numbers, a dotted OID.
  public var patientOID: String
  /// The assigning authority of the regional patient identifiers, a dotted OID.
  public var regionOID: String
  /// The patient's regional identifier; empty where the region has none.
  public var regionalID: String
  /// The destination's release of JP Core.
  public var release: JPCoreRelease
  /// The URI of each of the facility's own coding systems, by its name in messages (`99XYZ`).
  public var localSystems: [String: String]
  /// What the facility's local codes are in standard systems.
  public var codeMap = CodeMap()
  /// Whether a MessageHeader goes with what a record makes.
  public var makesMessageHeaders = true
  /// Whether a Provenance goes with what a record makes.
  public var makesProvenance = true
  /// `MessageHeader.source.endpoint`, a URL; empty: the OID of the facility's chart numbers.
  public var sourceEndpoint = ""
  /// `MessageHeader.destination.endpoint`, a URL; empty: no destination is named.
  public var destinationEndpoint = ""
  /// Version of the gateway that Provenance names. It decides nothing else: what an older version delivered is not sent
  /// again for it.
  public var gatewayVersion = ""
  /// What conversions have learned; copies of a context share it.
  let memory = ConversionMemory()

  /// A context from its parts, unchecked; what is not named here has a default.
  public init(
    facilityCode: String, facilityName: String, patientOID: String, regionOID: String, regionalID: String,
    release: JPCoreRelease, localSystems: [String: String]
  ) {
    self.facilityCode = facilityCode
    self.facilityName = facilityName
    self.patientOID = patientOID
    self.regionOID = regionOID
    self.regionalID = regionalID
    self.release = release
    self.localSystems = localSystems
  }
}

/// One stored record: where it lies and what it says.
public struct SourceRecord: Sendable {
  /// Its path: patient, care date, kind and order number come from here, never from the content.
  public var path: StoragePath
  /// Its message: the file of the standardized storage, or the main document of a content folder. A folder whose main
  /// document is none has a message that says nothing.
  public var message: Message
  /// Extended storage: all files of the content folder.
  public var folder: ContentFolder?
  /// SHA-256 of the file's bytes; of a content folder that of the folder.
  public var sha256: [UInt8]

  /// A record of the standardized storage from its parts.
  /// - Parameter sha256: Of the file's bytes; nil computes it.
  public init(path: StoragePath, message: Message, sha256: [UInt8]? = nil) {
    self.path = path
    self.message = message
    self.sha256 = sha256 ?? Array(SHA256.hash(data: message.source))
  }

  /// A record of the extended storage.
  public init(path: StoragePath, folder: ContentFolder) {
    self.path = path
    self.folder = folder
    message = folder.message ?? Self.silence
    sha256 = folder.sha256
  }

  /// A header that declares its delimiters and nothing else.
  private static let silence: Message = {
    do {
      return try Message(parsing: Array("MSH|^~\\&|".utf8))
    } catch {
      preconditionFailure("A constant header is a message: \(error)")
    }
  }()
}
