import Foundation
import HL7v2
import SSMIX2

@testable import JPCore

extension ConversionContext {
  /// Without what goes with every record alike, which tests of a kind need not look at.
  static func example(
    release: JPCoreRelease = .v1_1_2, regionalID: String = "R000012345", facility: String = "2212345678",
    localSystems: [String: String] = [:]
  ) -> ConversionContext {
    var context = ConversionContext(
      facilityCode: facility, facilityName: "登呂病院", patientOID: "1.2.392.100495.20.3.51.12212345678",
      regionOID: "1.2.392.200250.99.7", regionalID: regionalID, release: release, localSystems: localSystems)
    context.makesMessageHeaders = false
    context.makesProvenance = false
    return context
  }

  /// As a destination is configured by default: with MessageHeader and Provenance.
  static func whole(release: JPCoreRelease = .v1_1_2, regionalID: String = "R000012345") -> ConversionContext
  {
    var context = example(release: release, regionalID: regionalID)
    context.makesMessageHeaders = true
    context.makesProvenance = true
    context.destinationEndpoint = "https://repository.region.example/fhir"
    context.gatewayVersion = "1.0.0"
    return context
  }
}

/// A record of patient 0001234567 made of segments after MSH.
func record(
  _ kind: String, trigger: String, date: String = "20240405", order: String = "000000000000042",
  timestamp: String = "20240405101112000", patient: String = "0001234567", _ segments: [String]
) throws -> SourceRecord {
  let folder = "\(patient.prefix(3))/\(patient.dropFirst(3).prefix(3))/\(patient)/\(date)/\(kind)"
  let path = try StoragePath(
    parsing: "\(folder)/\(patient)_\(date)_\(kind)_\(order)_\(timestamp)_01_1", storageType: .standard)
  let header =
    "MSH|^~\\&|HIS|SEND|GW|RCV|20240405101112||XXX^\(trigger)|1|P|2.5||||||~ISO IR87||ISO 2022-1994"
  let text = ([header, "PID|0001||\(patient)^^^^PI||試験^太郎^^^^^L^I||19700401|M"] + segments).joined(
    separator: "\r")
  return SourceRecord(path: path, message: try Message(parsing: Array((text + "\r").utf8)))
}

/// A record of the extended storage of patient 0001234567.
func folderRecord(
  _ kind: String, date: String = "20240405", key: String = "000000000000042",
  timestamp: String = "20240405101112000", patient: String = "0001234567",
  _ files: [(path: String, bytes: [UInt8])]
) throws -> SourceRecord {
  let folder = "\(patient.prefix(3))/\(patient.dropFirst(3).prefix(3))/\(patient)/\(date)/\(kind)"
  let path = try StoragePath(
    parsing: "\(folder)/\(patient)_\(date)_\(kind)_\(key)_\(timestamp)_01_1", storageType: .extended)
  return SourceRecord(path: path, folder: try ContentFolder(reading: files))
}

/// JSON as a test reads it.
struct JSON {
  let value: Any?

  init(_ bytes: some Collection<UInt8>) throws {
    value = try JSONSerialization.jsonObject(with: Data(bytes))
  }

  private init(value: Any?) { self.value = value }

  /// The only contained resource of a type.
  func contained(_ type: String) -> JSON {
    let all = self["contained"].array.filter { $0["resourceType"].string == type }
    return all.count == 1 ? all[0] : JSON(value: nil)
  }

  subscript(_ key: String) -> JSON { JSON(value: (value as? [String: Any])?[key]) }

  subscript(_ index: Int) -> JSON {
    guard let array = value as? [Any], array.indices.contains(index) else { return JSON(value: nil) }
    return JSON(value: array[index])
  }

  var string: String? { value as? String }
  var array: [JSON] { (value as? [Any] ?? []).map { JSON(value: $0) } }
  var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
  var exists: Bool { value != nil }

  /// Every text of a member of that name, at any depth.
  func all(_ key: String) -> [String] {
    if let object = value as? [String: Any] {
      return object.flatMap { name, inner in
        (name == key ? [inner as? String].compactMap(\.self) : []) + JSON(value: inner).all(key)
      }
    }
    return array.flatMap { $0.all(key) }
  }
}

extension Conversion {
  func all(_ type: String) throws -> [JSON] {
    try resources.filter { $0.type == type }.map { try JSON($0.json) }
  }

  func only(_ type: String) throws -> JSON {
    let found = try all(type)
    guard found.count == 1 else { throw FixtureError.count(type, found.count) }
    return found[0]
  }

  func text(_ id: String) -> String {
    resources.first { $0.id == id }.map { String(decoding: $0.json, as: UTF8.self) } ?? ""
  }
}

enum FixtureError: Error {
  case count(String, Int)
}
