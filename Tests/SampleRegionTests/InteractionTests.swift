import NIOHTTP1
import Testing

@testable import SampleRegion

@Suite("Read, put and delete over HTTP")
struct InteractionTests {
  @Test("The life of a resource, with the headers of each version")
  func life() async throws {
    try await withRegion { client in
      let made = try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a"))
      #expect(made.status == 201)
      #expect(made.headers.first(name: "Location") == "\(client.base)/fhir/Patient/a/_history/1")
      #expect(made.headers.first(name: "ETag") == "W/\"1\"")
      #expect(made.headers.first(name: "Last-Modified")?.hasSuffix(" GMT") == true)
      #expect(made.headers.first(name: "Content-Type") == "application/fhir+json; charset=utf-8")
      #expect(made.json["meta"]?["versionId"]?.string == "1")

      #expect(
        try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a")).headers.first(name: "ETag")
          == "W/\"1\"")
      let changed = try await client.send(
        .PUT, "/fhir/Patient/a", Sample.patient("a", birthDate: "1951-01-01"))
      #expect(changed.status == 200)
      #expect(changed.headers.first(name: "ETag") == "W/\"2\"")

      let read = try await client.send(.GET, "/fhir/Patient/a", headers: [])
      #expect(read.status == 200)
      #expect(read.json["birthDate"]?.string == "1951-01-01")
      #expect(try await client.send(.GET, "/fhir/Patient/a/_history/2").status == 200)
      #expect(try await client.send(.GET, "/fhir/Patient/a/_history/1").status == 404)
      let known = try await client.send(.GET, "/fhir/Patient/a", headers: [("If-None-Match", "W/\"2\"")])
      #expect(known.status == 304)

      let deleted = try await client.send(.DELETE, "/fhir/Patient/a")
      #expect(deleted.status == 204)
      #expect(deleted.headers.first(name: "ETag") == "W/\"3\"")
      #expect(deleted.bytes.isEmpty)
      let gone = try await client.send(.GET, "/fhir/Patient/a")
      #expect(gone.status == 410)
      #expect(gone.issue == "deleted")
      #expect(try await client.send(.DELETE, "/fhir/Patient/a").status == 204)
      #expect(try await client.send(.DELETE, "/fhir/Patient/never").status == 204)
      #expect(try await client.send(.GET, "/fhir/Patient/never").status == 404)
      let back = try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a"))
      #expect(back.status == 201)
      #expect(back.headers.first(name: "ETag") == "W/\"4\"")
    }
  }

  @Test("Digits come back as they were sent")
  func digits() async throws {
    try await withRegion { client in
      _ = try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a"))
      _ = try await client.send(
        .PUT, "/fhir/Observation/o", Sample.observation("o", patient: "a", value: "6.10"))
      for path in ["/fhir/Observation/o", "/fhir/Observation?_id=o", "/resources.ndjson"] {
        #expect(try await client.send(.GET, path).text.contains(#""value":6.10,"#), "\(path)")
      }
    }
  }

  @Test("POST on a type gives an id; Prefer: return=minimal saves the body")
  func create() async throws {
    try await withRegion { client in
      let answer = try await client.send(
        .POST, "/fhir/Basic", #"{"resourceType":"Basic","id":"mine","code":{"text":"x"}}"#)
      #expect(answer.status == 201)
      let id = try #require(answer.json["id"]?.string)
      #expect(id != "mine" && LogicalID.isValid(id))
      let minimal = try await client.send(
        .PUT, "/fhir/Basic/b", #"{"resourceType":"Basic","id":"b","code":{"text":"x"}}"#,
        headers: RegionClient.fhirJSON + [("Prefer", "return=minimal")])
      #expect(minimal.status == 201)
      #expect(minimal.bytes.isEmpty)
    }
  }

  private static let statuses: [(method: HTTPMethod, path: String, body: String?, status: Int)] = [
    (.PUT, "/fhir/Patient/a", "{", 400),
    (.PUT, "/fhir/Patient/a", "[]", 400),
    (.PUT, "/fhir/Patient/a", #"{"resourceType":"Observation","id":"a"}"#, 400),
    (.PUT, "/fhir/Patient/a", Sample.patient("b"), 400),
    (.PUT, "/fhir/Patient/a_b", Sample.patient("a_b"), 400),
    (.PUT, "/fhir/Patient/%61", Sample.patient("a"), 400),
    (.PUT, "/fhir/Patinet/a", Sample.patient("a"), 404),
    (.PUT, "/fhir/Observation/o", Sample.observation("o", patient: "x"), 422),
    (.PUT, "/fhir/Patient", Sample.patient("a"), 405),
    (.PATCH, "/fhir/Patient/a", "[]", 405),
    (.POST, "/fhir/Patient/a", Sample.patient("a"), 405),
    (.GET, "/fhir", nil, 405),
    (.GET, "/fhir/Patient/a/b/c/d", nil, 404),
    (.GET, "/fhir/Patient/a/_history", nil, 404),
    (.GET, "/fhir/patient/a", nil, 404),
    (.GET, "/fhir/Patient/a%00", nil, 400),
    (.GET, "/fhir/$snapshot", nil, 404),
    (.GET, "/elsewhere", nil, 404),
    (.POST, "/resources.ndjson", "", 405),
    (.GET, "/healthz", nil, 200),
  ]

  @Test("Status of what cannot be", arguments: statuses.indices)
  func status(index: Int) async throws {
    let example = Self.statuses[index]
    try await withRegion { client in
      let answer = try await client.send(example.method, example.path, example.body)
      #expect(answer.status == example.status, "\(example.method) \(example.path)")
      if example.status >= 400, example.path.hasPrefix("/fhir") {
        #expect(
          answer.json["resourceType"]?.string == "OperationOutcome", "\(example.method) \(example.path)")
      }
    }
  }

  @Test(
    "If-Match on put and delete",
    arguments: [("W/\"1\"", 200), ("\"1\"", 200), ("W/\"2\"", 412), ("1", 400), ("*", 400)])
  func ifMatch(tag: String, status: Int) async throws {
    try await withRegion { client in
      _ = try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a"))
      let headers = RegionClient.fhirJSON + [("If-Match", tag)]
      let put = try await client.send(
        .PUT, "/fhir/Patient/a", Sample.patient("a", birthDate: "1977-07-07"), headers: headers)
      #expect(put.status == status)
    }
  }

  @Test("HEAD tells what GET would, without the body")
  func head() async throws {
    try await withRegion { client in
      _ = try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a"))
      let answer = try await client.send(.HEAD, "/fhir/Patient/a")
      #expect(answer.status == 200)
      #expect(answer.headers.first(name: "ETag") == "W/\"1\"")
      #expect(answer.bytes.isEmpty)
    }
  }

  @Test(
    "The capability statement tells of transactions and of referential integrity", arguments: [true, false])
  func metadata(referentialIntegrity: Bool) async throws {
    try await withRegion {
      $0.referentialIntegrity = referentialIntegrity
    } _: { client in
      let statement = try await client.send(.GET, "/fhir/metadata").json
      #expect(statement["fhirVersion"]?.string == "4.0.1")
      let rest = statement["rest"]?.elements?.first
      #expect(rest?["interaction"]?.elements?.first?["code"]?.string == "transaction")
      #expect(rest?["resource"]?.elements?.count == 146)
      let policy = rest?["resource"]?.elements?.first?["referencePolicy"]?.elements ?? []
      #expect(policy.contains(.string("enforced")) == referentialIntegrity)
    }
  }
}

@Suite("Request bodies")
struct RequestContentTests {
  @Test(
    "Media types",
    arguments: [
      ("application/fhir+json", 201), ("application/json", 201),
      ("application/fhir+json; charset=UTF-8", 201),
      ("application/fhir+json;fhirVersion=4.0", 201), ("text/plain", 415), ("application/fhir+xml", 415),
      ("application/fhir+json; charset=Shift_JIS", 415), ("", 415),
    ])
  func mediaType(type: String, status: Int) async throws {
    try await withRegion { client in
      let headers = type.isEmpty ? [] : [("Content-Type", type)]
      let answer = try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a"), headers: headers)
      #expect(answer.status == status)
    }
  }

  @Test(
    "What the client takes",
    arguments: [
      ("*/*", 200), ("application/json", 200), ("application/fhir+xml, application/fhir+json;q=0.5", 200),
      ("application/fhir+xml", 406),
    ])
  func accept(type: String, status: Int) async throws {
    try await withRegion { client in
      let answer = try await client.send(.GET, "/fhir/Patient", headers: [("Accept", type)])
      #expect(answer.status == status)
    }
  }

  private static let gzipHeaders = RegionClient.fhirJSON + [("Content-Encoding", "gzip")]

  @Test("gzip is undone, also in more than one member")
  func gzip() async throws {
    try await withRegion { client in
      let whole = Array(Sample.patient("a").utf8)
      let one = try await client.send(
        .PUT, "/fhir/Patient/a", bytes: Sample.gzip(whole), headers: Self.gzipHeaders)
      #expect(one.status == 201)
      let two = Sample.gzip(Array(whole.prefix(20))) + Sample.gzip(Array(whole.dropFirst(20)))
      let again = try await client.send(.PUT, "/fhir/Patient/a", bytes: two, headers: Self.gzipHeaders)
      #expect(again.status == 200)
    }
  }

  @Test("Damaged gzip is refused", arguments: ["cut", "none", "empty", "tail", "checksum"])
  func damaged(how: String) async throws {
    var bytes = Sample.gzip(Array(Sample.patient("a").utf8))
    switch how {
    case "cut": bytes.removeLast(12)
    case "none": bytes = Array(Sample.patient("a").utf8)
    case "empty": bytes = []
    case "tail": bytes += [1, 2, 3]
    default: bytes[bytes.count - 6] ^= 0xFF
    }
    try await withRegion { [bytes] client in
      let answer = try await client.send(.PUT, "/fhir/Patient/a", bytes: bytes, headers: Self.gzipHeaders)
      #expect(answer.status == 400)
    }
  }

  @Test("A gzip bomb is refused by what it would become")
  func bomb() async throws {
    try await withRegion { client in
      let bomb = Sample.gzip([UInt8](repeating: 0x20, count: (64 << 20) + 1))
      #expect(bomb.count < 1 << 20)
      let answer = try await client.send(.POST, "/fhir", bytes: bomb, headers: Self.gzipHeaders)
      #expect(answer.status == 413)
      #expect(answer.issue == "too-long")
    }
  }

  @Test("Size limit: at the limit and one past it, told beforehand or not", arguments: [0, 1])
  func size(excess: Int) async throws {
    let body = Array(Sample.patient("a").utf8)
    try await withRegion {
      $0.limits.bytes = body.count - excess
    } _: { client in
      let answer = try await client.send(.PUT, "/fhir/Patient/a", bytes: body)
      #expect(answer.status == (excess == 0 ? 201 : 413))
    }
    #expect(throws: GzipInflater.Failure.tooLarge) {
      try GzipInflater.inflate(Sample.gzip(body), limit: body.count - 1)
    }
    #expect(try GzipInflater.inflate(Sample.gzip(body), limit: body.count) == body)
  }

  @Test("Another encoding is refused")
  func otherEncoding() async throws {
    try await withRegion { client in
      let headers = RegionClient.fhirJSON + [("Content-Encoding", "br")]
      let answer = try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a"), headers: headers)
      #expect(answer.status == 415)
    }
  }
}
