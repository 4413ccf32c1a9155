import Foundation

/// A destination's address, to which paths are appended.
struct BaseURL: Sendable, Hashable {
  /// Without a trailing slash.
  let text: String

  /// - Throws: ``TransportConfigurationError`` of part `url`.
  init(_ text: String) throws(TransportConfigurationError) {
    func fail(_ reason: String) -> TransportConfigurationError { .init(part: .url, text: reason) }
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
      throw fail("not a URL")
    }
    guard scheme == "http" || scheme == "https" else { throw fail("only http and https can be used") }
    guard let host = parts.host, !host.isEmpty else { throw fail("the host is missing") }
    guard parts.user == nil, parts.password == nil else {
      throw fail("a user or password must not be in the URL")
    }
    guard parts.query == nil, parts.fragment == nil else {
      throw fail("a query or fragment cannot be used here")
    }
    guard text.utf8.allSatisfy(Self.isVisible) else { throw fail("only ASCII without spaces can be used") }
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    self.text = text
  }

  /// The whole URL of a request.
  ///
  /// - Throws: `other` for a path that is no part of a URL; it is never shown.
  func appending(_ path: String) throws(TransportError) -> String {
    let segments = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
    guard path.utf8.allSatisfy(Self.isVisible), !path.contains("#"), !segments.contains(".."),
      !segments.contains(".")
    else {
      throw TransportError(
        kind: .other, mayHaveArrived: false, text: "the request's path is no part of a URL")
    }
    if path.isEmpty || path.hasPrefix("?") { return text + path }
    return text + "/" + path.drop { $0 == "/" }
  }

  private static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }
}
