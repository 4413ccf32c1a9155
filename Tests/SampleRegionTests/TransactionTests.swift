import NIOHTTP1
import Testing

@testable import SampleRegion

@Suite("Transactions over HTTP")
struct TransactionTests {
  @Test("Entries are answered in their order, with versions")
  func answers() async throws {
    try await withRegion { client in
      let first = try await client.transaction(
        Sample.put(Sample.observation("o", patient: "a"), "Observation/o"),
        Sample.put(Sample.patient("a"), "Patient/a"), Sample.delete("Patient/never"))
      #expect(first.status == 200)
      #expect(first.json["type"]?.string == "transaction-response")
      let responses = (first.json["entry"]?.elements ?? []).compactMap { $0["response"] }
      #expect(
        responses.compactMap { $0["status"]?.string } == ["201 Created", "201 Created", "204 No Content"])
      #expect(responses.first?["location"]?.string == "Observation/o/_history/1")
      #expect(responses.first?["etag"]?.string == "W/\"1\"")
      #expect(responses.first?["lastModified"]?.string?.hasSuffix("Z") == true)

      let second = try await client.transaction(
        Sample.put(Sample.patient("a"), "Patient/a"), Sample.delete("Observation/o"))
      let statuses = (second.json["entry"]?.elements ?? []).compactMap { $0["response"]?["status"]?.string }
      #expect(statuses == ["200 OK", "204 No Content"])
      #expect(try await client.send(.GET, "/fhir/Observation/o").status == 410)
    }
  }

  @Test("POST creates under an id of the server; URN references follow it")
  func create() async throws {
    try await withRegion { client in
      let urn = "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
      let patient = #"{"resourceType":"Patient","identifier":[{"system":"s","value":"v"}]}"#
      let observation =
        #"{"resourceType":"Observation","status":"final","subject":{"reference":"\#(urn)"}}"#
      let answer = try await client.transaction(
        #"{"fullUrl":"\#(urn)","resource":\#(patient),"request":{"method":"POST","url":"Patient"}}"#,
        #"{"resource":\#(observation),"request":{"method":"POST","url":"Observation"}}"#,
        #"{"request":{"method":"GET","url":"Observation?patient=nobody"}}"#)
      #expect(answer.status == 200)
      let found = try await client.send(.GET, "/fhir/Patient?identifier=s%7Cv")
      let id = try #require(found.ids.first)
      #expect(try await client.send(.GET, "/fhir/Observation?patient=\(id)").total == "1")
      #expect(answer.json["entry"]?.elements?[2]["resource"]?["total"] == .number("0"))
    }
  }

  private static let patient = Sample.patient("a")
  private static let broken: [(name: String, body: String, status: Int, issue: String)] = [
    ("no JSON", "{", 400, "structure"),
    ("no Bundle", Sample.patient("a"), 400, "invalid"),
    ("no type", #"{"resourceType":"Bundle"}"#, 400, "required"),
    ("batch", #"{"resourceType":"Bundle","type":"batch"}"#, 422, "not-supported"),
    ("entry no array", #"{"resourceType":"Bundle","type":"transaction","entry":{}}"#, 400, "structure"),
    ("no request", Sample.transaction([#"{"resource":\#(patient)}"#]), 400, "required"),
    (
      "no method", Sample.transaction([#"{"resource":\#(patient),"request":{"url":"Patient/a"}}"#]), 400,
      "required"
    ),
    (
      "PATCH", Sample.transaction([#"{"request":{"method":"PATCH","url":"Patient/a"}}"#]), 400,
      "not-supported"
    ),
    (
      "no resource", Sample.transaction([#"{"request":{"method":"PUT","url":"Patient/a"}}"#]), 400, "required"
    ),
    ("another id", Sample.transaction([Sample.put(patient, "Patient/b")]), 400, "invalid"),
    ("another type", Sample.transaction([Sample.put(patient, "Observation/a")]), 400, "invalid"),
    ("unknown type", Sample.transaction([Sample.put(patient, "Patinet/a")]), 404, "not-found"),
    ("bad id", Sample.transaction([Sample.delete("Patient/a_b")]), 400, "value"),
    (
      "long id", Sample.transaction([Sample.delete("Patient/\(String(repeating: "a", count: 65))")]), 400,
      "value"
    ),
    ("absolute URL", Sample.transaction([Sample.delete("http://x/Patient/a")]), 404, "not-found"),
    ("conditional", Sample.transaction([Sample.delete("Patient?identifier=1")]), 400, "not-supported"),
    (
      "twice", Sample.transaction([Sample.put(patient, "Patient/a"), Sample.delete("Patient/a")]), 400,
      "duplicate"
    ),
    (
      "put twice", Sample.transaction([Sample.put(patient, "Patient/a"), Sample.put(patient, "Patient/a")]),
      400,
      "duplicate"
    ),
    (
      "fullUrl of another",
      Sample.transaction([
        #"{"fullUrl":"http://x/Patient/b",\#(Sample.put(patient, "Patient/a").dropFirst())"#
      ]), 400, "invariant"
    ),
    (
      "fullUrl twice",
      Sample.transaction([
        #"{"fullUrl":"urn:uuid:1",\#(Sample.put(patient, "Patient/a").dropFirst())"#,
        #"{"fullUrl":"urn:uuid:1",\#(Sample.put(Sample.patient("b"), "Patient/b").dropFirst())"#,
      ]), 400, "invariant"
    ),
    (
      "missing target",
      Sample.transaction([Sample.put(Sample.observation("o", patient: "x"), "Observation/o")]), 422,
      "not-found"
    ),
    (
      "empty element",
      Sample.transaction([Sample.put(#"{"resourceType":"Basic","id":"a","code":{}}"#, "Basic/a")]), 400,
      "structure"
    ),
    (
      "null element",
      Sample.transaction([Sample.put(#"{"resourceType":"Basic","id":"a","code":null}"#, "Basic/a")]), 400,
      "structure"
    ),
    (
      "unresolved URN",
      Sample.transaction([
        Sample.put(#"{"resourceType":"Basic","id":"a","subject":{"reference":"urn:uuid:7"}}"#, "Basic/a")
      ]), 422, "not-found"
    ),
    (
      "not contained",
      Sample.transaction([
        Sample.put(##"{"resourceType":"Basic","id":"a","subject":{"reference":"#p"}}"##, "Basic/a")
      ]), 422,
      "not-found"
    ),
    (
      "no reference",
      Sample.transaction([
        Sample.put(#"{"resourceType":"Basic","id":"a","subject":{"reference":"who"}}"#, "Basic/a")
      ]),
      400, "value"
    ),
  ]

  @Test("What cannot be is refused with its status, and nothing is stored", arguments: broken.indices)
  func refused(index: Int) async throws {
    let example = Self.broken[index]
    try await withRegion { client in
      let answer = try await client.send(.POST, "/fhir", example.body)
      #expect(answer.status == example.status, "\(example.name)")
      #expect(answer.json["resourceType"]?.string == "OperationOutcome", "\(example.name)")
      #expect(answer.issue == example.issue, "\(example.name)")
      #expect(try await client.send(.GET, "/resources.ndjson").text.isEmpty, "\(example.name)")
    }
  }

  @Test("A failure names the entry and the element, never an id")
  func place() async throws {
    try await withRegion { client in
      let answer = try await client.transaction(
        Sample.put(Sample.patient("a"), "Patient/a"),
        Sample.put(Sample.observation("o", patient: "secret-7"), "Observation/o"))
      #expect(answer.expression == "Bundle.entry[1].resource.subject")
      #expect(!answer.text.contains("secret-7"))
    }
  }

  @Test("More entries than allowed")
  func tooManyEntries() async throws {
    try await withRegion {
      $0.limits.entries = 2
    } _: { client in
      let entries = ["a", "b", "c"].map { Sample.delete("Patient/\($0)") }
      let two = try await client.send(.POST, "/fhir", Sample.transaction(Array(entries.prefix(2))))
      let three = try await client.send(.POST, "/fhir", Sample.transaction(entries))
      #expect(two.status == 200)
      #expect(three.status == 413)
    }
  }

  @Test("Deleting what is referred to: 409, unless the referrer goes too")
  func deleteReferenced() async throws {
    try await withRegion { client in
      _ = try await client.transaction(
        Sample.put(Sample.patient("a"), "Patient/a"),
        Sample.put(Sample.observation("o", patient: "a"), "Observation/o"))
      let alone = try await client.transaction(Sample.delete("Patient/a"))
      #expect(alone.status == 409)
      #expect(alone.issue == "conflict")
      #expect(try await client.send(.DELETE, "/fhir/Patient/a").status == 409)
      #expect(
        try await client.transaction(Sample.delete("Patient/a"), Sample.delete("Observation/o")).status == 200
      )
    }
  }
}
