import Foundation
import NIOHTTP1
import Testing

@testable import SampleRegion

@Suite("Page")
struct PageTests {
  @Test(
    "Language by Accept-Language",
    arguments: [
      ("ja", "ja"), ("ja-JP,ja;q=0.9,en;q=0.8", "ja"), ("en-US,en;q=0.9", "en"),
      ("fr,en;q=0.4,ja;q=0.6", "ja"),
      ("fr", "en"), ("", "en"), ("ja;q=0,en;q=0.1", "en"), ("en,ja", "en"),
    ])
  func language(header: String, language: String) async throws {
    try await withRegion { client in
      let answer = try await client.send(.GET, "/", headers: [("Accept-Language", header)])
      #expect(answer.status == 200)
      #expect(answer.text.contains("<html lang=\"\(language)\">"))
    }
  }

  @Test("The configured language where the browser asks for neither")
  func configured() async throws {
    try await withRegion {
      $0.language = .japanese
    } _: { client in
      let answer = try await client.send(.GET, "/", headers: [])
      #expect(answer.text.contains("<html lang=\"ja\">"))
    }
  }

  @Test("One document, nothing from elsewhere, a policy with a fresh nonce, no markup from data")
  func selfContained() async throws {
    try await withRegion { client in
      let answer = try await client.send(.GET, "/")
      let policy = try #require(answer.headers.first(name: "Content-Security-Policy"))
      #expect(policy.hasPrefix("default-src 'none'; script-src 'nonce-"))
      #expect(!policy.contains("unsafe"))
      let nonce = try #require(policy.split(separator: "'nonce-").dropFirst().first?.prefix(36))
      #expect(answer.text.contains("<script nonce=\"\(nonce)\">"))
      #expect(answer.text.contains("<style nonce=\"\(nonce)\">"))
      let second = try await client.send(.GET, "/").headers.first(name: "Content-Security-Policy")
      #expect(policy != second)
      for forbidden in [
        "innerHTML", "insertAdjacentHTML", "document.write", "src=", "href=", "@import", "eval(",
        "onclick=\"",
      ] {
        #expect(!answer.text.contains(forbidden), "\(forbidden)")
      }
    }
  }

  @Test("Both languages know the same texts")
  func dictionaries() throws {
    let script = PageScript.javascript
    let japanese = try #require(script.split(separator: "\n  en: {").first)
    let english = try #require(
      script.split(separator: "\n  en: {").dropFirst().first?.split(separator: "kinds:").first)
    let names = english.matches(of: /(\w+): '/).map(\.output.1)
    #expect(names.count > 25)
    for name in names { #expect(japanese.contains("\(name): '"), "\(name)") }
    let used = script.matches(of: /\bt\('(\w+)'\)/).map(\.output.1)
    for name in used { #expect(names.contains(name), "\(name)") }
    for name in PageMarkup.html(language: .english, nonce: "").matches(of: /data-text="(\w+)"/).map(
      \.output.1)
    {
      #expect(names.contains(name), "\(name)")
    }
  }

  @Test("Patients with identifiers and counts; search by beginning of an identifier or part of a name")
  func patients() async throws {
    try await withRegion { client in
      let named =
        #"""
        {"resourceType":"Patient","id":"n","identifier":[{"system":"\#(Sample.regional)","value":"R0%"}],
        "name":[{"text":"登呂 <b>花子</b>"}]}
        """#
      _ = try await client.transaction(
        Sample.put(Sample.patient("a"), "Patient/a"), Sample.put(named, "Patient/n"),
        Sample.put(Sample.observation("o", patient: "a"), "Observation/o"))
      let all = try await client.send(.GET, "/patients.json").json
      let rows = all["patients"]?.elements ?? []
      #expect(rows.compactMap { $0["regionalId"]?.string } == ["R0%", "R1"])
      #expect(rows.first?["name"]?.string == "登呂 <b>花子</b>")
      #expect(rows.last?["records"]?["Observation"] == .number("1"))
      #expect(rows.last?["identifiers"]?.elements?.count == 2)
      for (search, count) in [
        ("R1", 1), ("R", 2), ("L-a", 1), ("%", 0), ("R_", 0), ("花子", 1), ("1", 0), ("a", 1), ("' OR 1", 0),
      ] {
        let path = "/patients.json?search=\(QueryText.encoded(search))"
        #expect(try await client.send(.GET, path).total == "\(count)", "\(search)")
      }
      #expect(
        try await client.send(.GET, "/patients.json?offset=1&count=1").json["patients"]?.elements?.count == 1)
    }
  }

  @Test("Records of a patient with date, title and value")
  func records() async throws {
    try await withRegion { client in
      let observation = #"""
        {"resourceType":"Observation","id":"o","status":"final",
        "code":{"coding":[{"code":"c","display":"HbA1c"}]},
        "subject":{"reference":"Patient/a"},"effectiveDateTime":"2024-05-01",
        "valueQuantity":{"value":6.10,"unit":"%"}}
        """#
      _ = try await client.transaction(
        Sample.put(Sample.patient("a"), "Patient/a"), Sample.put(observation, "Observation/o"))
      let record = try await client.send(.GET, "/records.json?patient=a").json["records"]?.elements?.first
      #expect(record?["date"]?.string == "2024-05-01")
      #expect(record?["title"]?.string == "HbA1c")
      #expect(record?["detail"]?.string == "6.10 %")
      #expect(try await client.send(.GET, "/records.json?patient=a/b").status == 400)
      #expect(try await client.send(.GET, "/records.json").status == 400)
    }
  }

  @Test("Arrivals come newest first, and only those after a number")
  func arrivals() async throws {
    try await withRegion { client in
      _ = try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a"))
      _ = try await client.send(.PUT, "/fhir/Patient/a", Sample.patient("a"))
      let first = try await client.send(.GET, "/arrivals.json").json
      guard case .number(let latest)? = first["latest"] else {
        Issue.record("no latest")
        return
      }
      _ = try await client.send(.DELETE, "/fhir/Patient/a")
      let next = try await client.send(.GET, "/arrivals.json?after=\(latest)").json
      let actions = { (answer: JSONValue) in answer["arrivals"]?.elements?.compactMap { $0["action"]?.string }
      }
      #expect(actions(first) == ["unchanged", "created"])
      #expect(actions(next) == ["deleted"])
      #expect(first["resources"]?["Patient"] == .number("1"))
      #expect(next["resources"]?.members?.isEmpty == true)
      #expect(next["totals"]?["deleted"] == .number("1"))
      // A page that counts further than the region is told, so that it begins anew.
      let ahead = try await client.send(.GET, "/arrivals.json?after=999").json
      #expect(ahead["latest"] == .number("3"))
      #expect(actions(ahead) == [])
    }
  }

  @Test("All resources, one a line, in order")
  func listing() async throws {
    try await withRegion { client in
      let entries = (0..<1203).map { Sample.put(Sample.patient("p\($0)"), "Patient/p\($0)") }
      #expect(try await client.send(.POST, "/fhir", Sample.transaction(entries)).status == 200)
      let answer = try await client.send(.GET, "/resources.ndjson")
      let lines = answer.text.split(separator: "\n")
      #expect(lines.count == 1203)
      let ids = lines.compactMap { try? JSONReader.read(Array($0.utf8))["id"]?.string }
      #expect(ids == (0..<1203).map { "p\($0)" }.sorted())
    }
  }
}
