import Testing

@testable import Gateway

@Suite struct BaseURLTests {
  @Test(arguments: [
    ("https://region.example/fhir", "", "https://region.example/fhir"),
    ("https://region.example/fhir/", "", "https://region.example/fhir"),
    ("https://region.example/fhir/", "Patient/a", "https://region.example/fhir/Patient/a"),
    ("https://region.example/fhir", "/Patient/a", "https://region.example/fhir/Patient/a"),
    ("HTTP://127.0.0.1:8080", "?_count=1", "HTTP://127.0.0.1:8080?_count=1"),
    ("http://[::1]:8080/", "metadata", "http://[::1]:8080/metadata"),
  ])
  func pathsAreAppended(_ base: String, _ path: String, _ expected: String) throws {
    #expect(try BaseURL(base).appending(path) == expected)
  }

  @Test(arguments: [
    "", "region.example", "ftp://region.example", "file:///etc/passwd", "https://", "https:///fhir",
    "https://user:word@region.example", "https://user@region.example", "https://region.example?x=1",
    "https://region.example#x", "https://region.example/a b", "https://region.example/登呂", "http+unix://x/y",
  ])
  func otherAddressesAreRefused(_ base: String) {
    #expect(throws: TransportConfigurationError.self) { try BaseURL(base) }
  }

  @Test(arguments: ["a b", "a\r\nX: y", "../admin", "a/../b", "a#b", "氏名", "./a", "a\0"])
  func otherPathsAreRefusedAndNotShown(_ path: String) throws {
    let base = try BaseURL("https://region.example")
    let error = #expect(throws: TransportError.self) { try base.appending(path) }
    #expect(error?.kind == .other && error?.mayHaveArrived == false)
    #expect(error?.description.contains(path) == false)
  }
}
