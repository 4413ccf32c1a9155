import Crypto
import Foundation
import Testing

@testable import Gateway

@Suite struct DashboardTests {
  private let dashboard = Dashboard()

  // A hospital's network has no internet: a font from elsewhere would hang the page, and tell others of the
  // visit.
  @Test func `the page needs nothing from elsewhere`() {
    let page = dashboard.page(in: .japanese)
    #expect(!page.contains("http:") && !page.contains("https:"))
    #expect(!page.contains("//cdn") && !page.contains("@import") && !page.contains("url("))
    let sources = page.matches(of: #/(?:src|href)="([^"]*)"/#).map { String($0.1) }
    #expect(Set(sources) == ["data:,", "/status.json", "/metrics", "/healthz", "/readyz"])
  }

  @Test func `the policy admits exactly the page's own style and script`() throws {
    let page = dashboard.page(in: .english)
    let style = try #require(page.firstMatch(of: #/<style>((?s:.*?))<\/style>/#)).1
    let script = try #require(page.firstMatch(of: #/<script>((?s:.*?))<\/script>/#)).1
    for (directive, text) in [("style-src", style), ("script-src", script)] {
      let digest = Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
      #expect(dashboard.contentSecurityPolicy.contains("\(directive) 'sha256-\(digest)'; "))
    }
    #expect(!dashboard.contentSecurityPolicy.contains("unsafe"))
    #expect(!page.contains(" style=\"") && !page.contains(" onclick="))
  }

  @Test func `words from outside never become markup`() {
    for sink in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
      #expect(!Dashboard.script.contains(sink))
    }
  }

  @Test func `both languages say the same things`() throws {
    let texts = try #require(Dashboard.script.firstMatch(of: #/const texts = \{(?s:.*?)\n  en: \{/#))
    let japanese = Set(texts.output.matches(of: #/[\{ ](\w+): (?=['\[\{(]|\w+ =>)/#).map { String($0.1) })
      .subtracting(["ja", "en"])
    let rest = Dashboard.script[texts.range.upperBound...]
    let end = try #require(rest.firstRange(of: "}};"))
    let english = Set(
      ("{" + rest[..<end.lowerBound]).matches(of: #/[\{ ](\w+): (?=['\[\{(]|\w+ =>)/#).map { String($0.1) })
    #expect(japanese.count > 30)
    #expect(japanese.symmetricDifference(english).isEmpty)
    for match in Dashboard.body.matches(of: #/data-text="(\w+)"/#) {
      #expect(english.contains(String(match.1)))
    }
  }

  @Test func `every reason code has its words in both languages`() throws {
    let page = dashboard.page(in: .english)
    let json = try #require(
      page.firstMatch(of: #/<script type="application\/json" id="reasons">(.*?)<\/script>/#)
    ).1
    let table = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: [String: Any]])
    #expect(Set(table.keys) == Set(ReasonCode.allCases.map(\.rawValue)))
    for row in table.values {
      #expect((row["ja"] as? [String])?.count == 2 && (row["en"] as? [String])?.count == 2)
      #expect((row["command"] as? String)?.hasPrefix("ssmix2-gateway ") == true)
    }
  }

  @Test func `the page says the language it begins in`() {
    #expect(dashboard.page(in: .japanese).hasPrefix("<!doctype html>\n<html lang=\"ja\">\n"))
    #expect(dashboard.page(in: .english).hasPrefix("<!doctype html>\n<html lang=\"en\">\n"))
  }
}
