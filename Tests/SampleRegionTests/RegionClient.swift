import AsyncHTTPClient
import CZlib
import NIOCore
import NIOHTTP1

@testable import SampleRegion

/// An answer, read whole.
struct Answer {
  var status: Int
  var headers: HTTPHeaders
  var bytes: [UInt8]

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var json: JSONValue { (try? JSONReader.read(bytes)) ?? .null }
  /// `code` of the first issue of an OperationOutcome.
  var issue: String? { json["issue"]?.elements?.first?["code"]?.string }
  /// `expression` of the first issue.
  var expression: String? { json["issue"]?.elements?.first?["expression"]?.elements?.first?.string }
  var total: String? {
    guard case .number(let digits)? = json["total"] else { return nil }
    return digits
  }
  /// Ids of the matches of a searchset.
  var ids: [String] { (json["entry"]?.elements ?? []).compactMap { $0["resource"]?["id"]?.string } }
  /// URL of a link of a searchset.
  func link(_ relation: String) -> String? {
    json["link"]?.elements?.first { $0["relation"]?.string == relation }?["url"]?.string
  }
}

/// Talks to a region under test over real HTTP.
struct RegionClient {
  static let fhirJSON = [("Content-Type", "application/fhir+json")]

  var base: String
  var client = HTTPClient.shared

  func send(
    _ method: HTTPMethod, _ path: String, _ body: String? = nil, headers: [(String, String)] = fhirJSON
  ) async throws -> Answer {
    try await send(method, path, bytes: body.map { Array($0.utf8) }, headers: headers)
  }

  func send(
    _ method: HTTPMethod, _ path: String, bytes: [UInt8]?, headers: [(String, String)] = fhirJSON
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : base + path)
    request.method = method
    request.headers = HTTPHeaders(headers)
    if let bytes { request.body = .bytes(bytes) }
    let response = try await client.execute(request, timeout: .seconds(20))
    let body = try await response.body.collect(upTo: 64 << 20)
    return Answer(
      status: Int(response.status.code), headers: response.headers, bytes: Array(body.readableBytesView))
  }

  func transaction(_ entries: String...) async throws -> Answer {
    try await send(.POST, "/fhir", Sample.transaction(entries))
  }
}

/// Runs `body` against a region that is stopped afterwards.
func withRegion(
  _ configure: (inout SampleRegion.Configuration) -> Void = { _ in },
  _ body: @Sendable (RegionClient) async throws -> Void
) async throws {
  var configuration = SampleRegion.Configuration()
  configure(&configuration)
  let region = try SampleRegion(configuration: configuration)
  try await region.whileRunning { port in
    try await body(RegionClient(base: "http://127.0.0.1:\(port)"))
  }
}

/// Small resources and Bundles.
enum Sample {
  static let regional = "urn:oid:1.2.392.200250.99.7"
  static let local = "urn:oid:1.2.392.100495.20.3.51.12212345678"

  static func patient(_ id: String, regional value: String = "R1", birthDate: String = "1950-01-01") -> String
  {
    """
    {"resourceType":"Patient","id":"\(id)","identifier":[{"system":"\(local)","value":"L-\(id)"},\
    {"system":"\(regional)","value":"\(value)"}],"birthDate":"\(birthDate)"}
    """
  }

  static func observation(_ id: String, patient: String, value: String = "1.10") -> String {
    """
    {"resourceType":"Observation","id":"\(id)","status":"final","code":{"text":"HbA1c"},\
    "subject":{"reference":"Patient/\(patient)","identifier":{"system":"\(regional)","value":"R1"}},\
    "valueQuantity":{"value":\(value),"unit":"%"}}
    """
  }

  static func put(_ resource: String, _ url: String) -> String {
    #"{"resource":\#(resource),"request":{"method":"PUT","url":"\#(url)"}}"#
  }

  static func delete(_ url: String) -> String {
    #"{"request":{"method":"DELETE","url":"\#(url)"}}"#
  }

  static func transaction(_ entries: [String]) -> String {
    let list = entries.isEmpty ? "" : #","entry":[\#(entries.joined(separator: ","))]"#
    return #"{"resourceType":"Bundle","type":"transaction"\#(list)}"#
  }

  /// gzip by zlib.
  static func gzip(_ input: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        == Z_OK
    else { return [] }
    defer { deflateEnd(&stream) }
    var source = input
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(input.count))))
    let capacity = output.count
    let left = source.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(capacity)
        deflate(&stream, Z_FINISH)
        return Int(stream.avail_out)
      }
    }
    return Array(output[..<(capacity - left)])
  }
}
