import Crypto
import JPCore

/// What is in force of the facility's own terminology: URIs of its coding systems, and what its codes are in standard ones.
struct LocalTerminology: Sendable, Equatable {
  /// By the system's name in messages.
  let systems: [String: String]
  let codeMap: CodeMap
  /// Digest of everything that decides over what is sent; empty when nothing is configured.
  let digest: [UInt8]

  init(systems: [String: String] = [:], codeMap: CodeMap = CodeMap()) {
    self.systems = systems
    self.codeMap = codeMap
    if systems.isEmpty, codeMap.isEmpty {
      digest = []
    } else {
      var hash = SHA256()
      for (name, uri) in systems.sorted(by: { $0.key < $1.key }) {
        hash.update(data: Array("\(name)\u{0}\(uri)\u{0}".utf8))
      }
      hash.update(data: [0x0A] + codeMap.digest)
      digest = Array(hash.finalize())
    }
  }
}

extension ConversionContext {
  /// What conversion for a destination knows of the configuration, the patient apart.
  init(_ configuration: GatewayConfiguration, destination: Destination) {
    self.init(
      facilityCode: configuration.facility.code, facilityName: configuration.facility.name,
      patientOID: configuration.facility.patientOID, regionOID: configuration.identity.regionOID,
      regionalID: "", release: destination.jpCore, localSystems: [:])
    makesMessageHeaders = destination.makesMessageHeaders
    makesProvenance = destination.makesProvenance
    sourceEndpoint = destination.sourceEndpoint ?? ""
    destinationEndpoint = destination.url
    gatewayVersion = GatewayVersion.current
  }

  /// Takes the facility's terminology over.
  mutating func adopt(_ terminology: LocalTerminology) {
    localSystems = terminology.systems
    codeMap = terminology.codeMap
  }
}
