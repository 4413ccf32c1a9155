import Foundation
import FoundationNetworking

/// A `sample-region` of its own on a free port.
final class RegionProcess: Sendable {
  let process: ChildProcess
  let port: Int

  /// Starts a region and waits until it listens.
  ///
  /// - Parameters:
  ///   - port: 0 takes a free one.
  ///   - database: File for its resources; nil keeps them in memory.
  static func start(
    in place: Place, port: Int = 0, database: String? = nil, faults: String = "", seed: UInt64 = 1,
    faultDelay: Int = 300
  ) async throws -> RegionProcess {
    var arguments = ["--port", String(port), "--log-level", "warning"]
    if let database { arguments += ["--database", database] }
    if !faults.isEmpty {
      arguments += ["--fault", faults, "--fault-seed", String(seed), "--fault-delay", String(faultDelay)]
    }
    let process = try ChildProcess(
      Binaries.region, arguments, output: place.path("region-" + String(UInt32.random(in: 0...UInt32.max))))
    let listening = try await Polling.value("the region listens", every: .milliseconds(20)) {
      let line = process.outputText.split(separator: "\n").first
      return line?.split(separator: ":").last.flatMap { Int($0) }
    }
    return RegionProcess(process: process, port: listening)
  }

  private init(process: ChildProcess, port: Int) {
    self.process = process
    self.port = port
  }

  var baseURL: String { "http://127.0.0.1:\(port)/fhir" }

  /// All current resources by `Type/id`, without what the server itself adds to `meta`, and without its own address in
  /// MessageHeader: of two regions that hold the same all of it is equal.
  func resources() async throws -> [String: JSONValue] {
    let (_, body) = try await HTTP.get("http://127.0.0.1:\(port)/resources.ndjson")
    var resources: [String: JSONValue] = [:]
    for resource in try JSONValue.readLines(body) {
      guard let type = resource["resourceType"]?.text, let id = resource["id"]?.text else { continue }
      resources["\(type)/\(id)"] = Self.withoutServerMeta(resource)
    }
    return resources
  }

  /// What has arrived, oldest first: `Type/id` and the action. The region tells of the newest 500.
  func arrivals() async throws -> [Arrival] {
    let (_, body) = try await HTTP.get("http://127.0.0.1:\(port)/arrivals.json?count=500")
    let rows = try JSONValue.read(body)["arrivals"]?.elements ?? []
    return rows.compactMap(Arrival.init).sorted { $0.sequence < $1.sequence }
  }

  struct Arrival: Sendable, Hashable {
    var sequence: Int
    var reference: String
    var action: String

    init?(_ json: JSONValue) {
      guard let sequence = json["sequence"]?.integer, let type = json["type"]?.text,
        let id = json["id"]?.text,
        let action = json["action"]?.text
      else { return nil }
      self.sequence = sequence
      reference = "\(type)/\(id)"
      self.action = action
    }
  }

  private static func withoutServerMeta(_ resource: JSONValue) -> JSONValue {
    var members = resource.members
    var meta = members["meta"]?.members ?? [:]
    meta["lastUpdated"] = nil
    meta["versionId"] = nil
    members["meta"] = meta.isEmpty ? nil : .object(meta)
    if members["resourceType"]?.text == "MessageHeader" { members["destination"] = nil }
    return .object(members)
  }
}

extension [String: JSONValue] {
  /// Resources that name a regional identifier, and what goes with them.
  func of(_ regionalID: String) -> [String: JSONValue] {
    let named = filter { $0.value.identifiers(system: Hospital.regionSystem).contains(regionalID) }
    return filter { reference, resource in
      if named[reference] != nil { return true }
      let targets = (resource["focus"] ?? resource["target"])?.elements ?? []
      return targets.contains { named[$0["reference"]?.text ?? ""] != nil }
    }
  }
}

/// Types that name no patient themselves: what they belong to does.
enum Anonymous {
  static func contains(_ reference: String) -> Bool {
    ["Binary/", "MessageHeader/", "Provenance/"].contains { reference.hasPrefix($0) }
  }
}

/// A few requests to pages on this machine.
enum HTTP {
  private static let session: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 20
    configuration.httpMaximumConnectionsPerHost = 4
    return URLSession(configuration: configuration)
  }()

  struct Failure: Error {
    var url: String
    var status: Int
  }

  /// Status and body; a status that is not 2xx is thrown unless `anyStatus`.
  static func get(_ address: String, anyStatus: Bool = false) async throws -> (status: Int, body: Data) {
    guard let url = URL(string: address) else { throw Failure(url: address, status: 0) }
    let (body, response) = try await session.data(from: url)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    guard anyStatus || (200...299).contains(status) else { throw Failure(url: address, status: status) }
    return (status, body)
  }
}
