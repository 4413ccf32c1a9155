import NIOHTTP1
import Testing

@testable import SampleRegion

@Suite("Search over HTTP")
struct SearchTests {
  /// Two patients of one region, with two and one observations.
  private static func fill(_ client: RegionClient) async throws {
    let other = Sample.observation("o3", patient: "b").replacing("\"value\":\"R1\"", with: "\"value\":\"R2\"")
    let answer = try await client.transaction(
      Sample.put(Sample.patient("a"), "Patient/a"),
      Sample.put(Sample.patient("b", regional: "R2"), "Patient/b"),
      Sample.put(Sample.observation("o1", patient: "a"), "Observation/o1"),
      Sample.put(Sample.observation("o2", patient: "a"), "Observation/o2"),
      Sample.put(other, "Observation/o3"),
      Sample.put(
        #"{"resourceType":"AllergyIntolerance","id":"x","#
          + #""patient":{"reference":"Patient/a","identifier":{"value":"R1"}}}"#,
        "AllergyIntolerance/x"),
      Sample.put(
        #"{"resourceType":"Coverage","id":"c","status":"active","beneficiary":{"reference":"Patient/b"}}"#,
        "Coverage/c"),
      Sample.put(
        #"{"resourceType":"MessageHeader","id":"m","eventCoding":"#
          + #"{"system":"http://terminology.hl7.org/CodeSystem/v2-0003","code":"O11"},"#
          + #""source":{"endpoint":"urn:oid:1.2"}}"#, "MessageHeader/m"))
    #expect(answer.status == 200)
  }

  private static let regional = "urn%3Aoid%3A1.2.392.200250.99.7"

  @Test(
    "Parameters",
    arguments: [
      ("Patient", ["a", "b"]), ("Patient?_id=a", ["a"]), ("Patient?_id=b,a,zz", ["a", "b"]),
      ("Patient?identifier=\(regional)%7CR1", ["a"]), ("Patient?identifier=\(regional)%7CR2", ["b"]),
      ("Patient?identifier=R1", ["a"]), ("Patient?identifier=R1,R2", ["a", "b"]),
      ("Patient?identifier=L-a", ["a"]),
      ("Patient?identifier=\(regional)%7C", ["a", "b"]), ("Patient?identifier=|R1", []),
      ("Patient?identifier=other|R1", []), ("Patient?identifier=R1&_id=b", []),
      ("Observation?patient=a", ["o1", "o2"]), ("Observation?patient=Patient/b", ["o3"]),
      ("Observation?subject=Patient/a", ["o1", "o2"]),
      ("Observation?patient=http://h/fhir/Patient/a", ["o1", "o2"]),
      ("Observation?patient=a,b", ["o1", "o2", "o3"]), ("Observation?patient:Patient=a", ["o1", "o2"]),
      ("Observation?subject:identifier=\(regional)%7CR1", ["o1", "o2"]),
      ("Observation?patient:identifier=\(regional)%7CR2", ["o3"]),
      ("AllergyIntolerance?patient:identifier=R1", ["x"]),
      ("AllergyIntolerance?patient:identifier=|R1", ["x"]),
      ("Coverage?patient=b", ["c"]), ("Observation?_lastUpdated=ge2000", ["o1", "o2", "o3"]),
      ("Observation?_lastUpdated=lt2000", []), ("Observation?_lastUpdated=2000-01-01", []),
      ("Observation?_lastUpdated=gt2000-01-01T00:00:00%2B09:00&_lastUpdated=lt2100", ["o1", "o2", "o3"]),
      ("Observation?_lastUpdated=gt2000-01-01T00:00:00+09:00", ["o1", "o2", "o3"]),
      ("MessageHeader?event=O11&_lastUpdated=gt2000&_sort=_lastUpdated", ["m"]),
      ("MessageHeader?event=http://terminology.hl7.org/CodeSystem/v2-0003%7CO11", ["m"]),
      ("MessageHeader?event=R22", []), ("MessageHeader?event=O11&_lastUpdated=lt2000", []),
      ("Observation?_format=json&_pretty=true", ["o1", "o2", "o3"]), ("Observation?identifier=none", []),
    ])
  func parameters(query: String, ids: [String]) async throws {
    try await withRegion { client in
      try await Self.fill(client)
      let answer = try await client.send(.GET, "/fhir/\(query)", headers: [])
      #expect(answer.status == 200)
      #expect(answer.ids == ids)
      #expect(answer.total == "\(ids.count)")
      #expect(answer.json["type"]?.string == "searchset")
      #expect(answer.link("self")?.hasPrefix("\(client.base)/fhir/") == true)
    }
  }

  @Test(
    "What is not known or has no such value is an error, never ignored",
    arguments: [
      "Patient?name=x", "Patient?patient=a", "Patient?_include=x", "Observation?code=x",
      "Observation?patient:Group=a",
      "Patient?_count=-1", "Patient?_count=x", "Patient?_sort=name", "Patient?_summary=true",
      "Patient?_lastUpdated=x",
      "Patient?_lastUpdated=ap2020", "Patient?_id=", "Patient?_id=a,,b", "Observation?patient=Group/a",
      "AllergyIntolerance?subject=a", "Patient?_format=xml", "Patient?_cursor=x", "Patient?identifier=%ff",
      "MessageHeader?identifier=x", "Patient?_offset=1",
    ])
  func refused(query: String) async throws {
    try await withRegion { client in
      let answer = try await client.send(.GET, "/fhir/\(query)", headers: [])
      #expect(answer.status == 400)
      #expect(answer.json["resourceType"]?.string == "OperationOutcome")
    }
  }

  @Test("_search takes the same parameters as a form")
  func form() async throws {
    try await withRegion { client in
      try await Self.fill(client)
      let type = [("Content-Type", "application/x-www-form-urlencoded")]
      let answer = try await client.send(
        .POST, "/fhir/Observation/_search?_count=1", "subject%3Aidentifier=\(Self.regional)%7CR1",
        headers: type)
      #expect(answer.ids == ["o1"])
      #expect(answer.total == "2")
      #expect(try await client.send(.POST, "/fhir/Observation/_search", "patient=a").status == 415)
      #expect(try await client.send(.GET, "/fhir/Observation/_search").status == 405)
    }
  }

  @Test(
    "Pages hold everything once, in any order",
    arguments: ["", "&_sort=_lastUpdated", "&_sort=-_lastUpdated"])
  func paging(sort: String) async throws {
    try await withRegion { client in
      for index in 0..<7 {
        _ = try await client.send(.PUT, "/fhir/Patient/p\(index)", Sample.patient("p\(index)"))
      }
      // The last change makes p2 the newest.
      _ = try await client.send(.PUT, "/fhir/Patient/p2", Sample.patient("p2", birthDate: "1999-09-09"))
      var path = "/fhir/Patient?_count=3&identifier=R1\(sort)"
      var pages: [[String]] = []
      while true {
        let answer = try await client.send(.GET, path)
        #expect(answer.total == "7")
        pages.append(answer.ids)
        guard let next = answer.link("next"), pages.count < 10 else { break }
        path = next
      }
      let byUpdate = ["p0", "p1", "p3", "p4", "p5", "p6", "p2"]
      let expected =
        switch sort {
        case "": ["p0", "p1", "p2", "p3", "p4", "p5", "p6"]
        case "&_sort=_lastUpdated": byUpdate
        default: Array(byUpdate.reversed())
        }
      #expect(pages.flatMap(\.self) == expected)
      #expect(pages.map(\.count) == [3, 3, 1])
    }
  }

  @Test("A page that is exactly full has no next link")
  func fullPage() async throws {
    try await withRegion { client in
      try await Self.fill(client)
      let answer = try await client.send(.GET, "/fhir/Observation?_count=3")
      #expect(answer.ids.count == 3)
      #expect(answer.link("next") == nil)
    }
  }

  @Test("Counting alone", arguments: ["_summary=count", "_count=0"])
  func count(parameter: String) async throws {
    try await withRegion { client in
      try await Self.fill(client)
      let answer = try await client.send(.GET, "/fhir/Observation?\(parameter)")
      #expect(answer.total == "3")
      #expect(answer.json["entry"] == nil)
    }
  }

  @Test("Deleted resources are not found")
  func deleted() async throws {
    try await withRegion { client in
      try await Self.fill(client)
      _ = try await client.send(.DELETE, "/fhir/Observation/o1")
      #expect(try await client.send(.GET, "/fhir/Observation?patient=a").ids == ["o2"])
      #expect(try await client.send(.GET, "/fhir/Observation?_id=o1").total == "0")
    }
  }

  @Test(
    "_lastUpdated compares with the whole of what a date covers",
    arguments: [
      ("2024-05-10", true), ("eq2024-05", true), ("2024-05-10T12:00:00.500Z", true),
      ("2024-05-10T12:00:00.501Z", false),
      ("ne2024-05-10", false), ("ne2024-05-11", true), ("gt2024-05-10", false), ("gt2024-05-09", true),
      ("gt2024-05-10T12:00:00Z", false), ("gt2024-05-10T11:59:59Z", true), ("ge2024-05-10T12:00:00Z", true),
      ("ge2024-05-10T12:00:01Z", false), ("lt2024-05-10", false), ("lt2024-05-11", true),
      ("le2024-05-10", true),
      ("le2024-05-10T12:00:00Z", true), ("le2024-05-10T11:59:59Z", false),
      ("2024-05-10T21:00:00+09:00", true),
    ])
  func lastUpdated(value: String, isFound: Bool) async throws {
    let updated = try #require(Instant.span(of: "2024-05-10T12:00:00.500Z")).lowerBound
    let store = try ResourceStore(.memory, now: { updated })
    let json = try JSONReader.read(Array(Sample.patient("a").utf8))
    _ = try await store.apply([.update(try ResourceContent(json, type: "Patient", id: "a"), ifMatch: nil)])
    let query = try SearchParameters.query(
      type: "Patient", [QueryParameter(name: "_lastUpdated", value: value)])
    #expect(try await store.search(query).total == (isFound ? 1 : 0))
  }

  @Test(
    "Names and values of a query are decoded once",
    arguments: [
      ("a=b&c", ["a=b", "c="]), ("a%3D=%E6%97%A5+%2B", ["a==日 +"]), ("a=1=2", ["a=1=2"]), ("", []),
      ("&&", []),
      ("a=%257C|", ["a=%7C|"]),
    ])
  func query(text: String, pairs: [String]) throws {
    #expect(try QueryText.parameters(text).map { "\($0.name)=\($0.value)" } == pairs)
  }

  @Test(
    "A broken percent escape is refused", arguments: ["a=%", "a=%2", "a=%zz", "%f=1", "a=%ff", "a=%E6%97"])
  func brokenQuery(text: String) {
    #expect(throws: FHIRFailure.self) { try QueryText.parameters(text) }
  }

  @Test("Escaped separators are part of the value")
  func escapes() throws {
    let query = try SearchParameters.query(
      type: "Patient", [QueryParameter(name: "identifier", value: #"s\|x|a\,b\\,c"#)])
    #expect(
      query.conditions == [
        .identifier(.own, [.init(system: "s|x", value: #"a,b\"#), .init(system: nil, value: "c")])
      ])
  }
}
