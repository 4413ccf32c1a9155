/// A page of search results as a Bundle of type `searchset` (FHIR R4 3.1.1.1).
enum SearchBundle {
  /// The Bundle.
  ///
  /// - Parameter base: the URL of the FHIR service, without a slash at the end.
  static func encode(_ page: SearchPage, base: String) -> [UInt8] {
    var links = [link("self", page.query, page.query.cursor, base: base)]
    if let next = page.next { links.append(link("next", page.query, next, base: base)) }
    var bytes = Array(#"{"resourceType":"Bundle","type":"searchset","total":\#(page.total),"link":"#.utf8)
    JSONValue.array(links).append(to: &bytes)
    for (index, match) in page.matches.enumerated() {
      bytes.append(contentsOf: (index == 0 ? #","entry":["# : ",").utf8)
      bytes.append(contentsOf: #"{"fullUrl":"#.utf8)
      JSONValue.string("\(base)/\(match.version.type)/\(match.version.id)").append(to: &bytes)
      bytes.append(contentsOf: #","resource":"#.utf8)
      bytes.append(contentsOf: match.json)
      bytes.append(contentsOf: #","search":{"mode":"match"}}"#.utf8)
    }
    bytes.append(contentsOf: (page.matches.isEmpty ? "}" : "]}").utf8)
    return bytes
  }

  private static func link(
    _ relation: String, _ query: SearchQuery, _ cursor: SearchQuery.Cursor?, base: String
  ) -> JSONValue {
    var parameters = query.parameters
    if let cursor {
      parameters.append(
        QueryParameter(name: SearchParameters.cursorName, value: SearchParameters.text(cursor)))
    }
    let text = parameters.map { "\(QueryText.encoded($0.name))=\(QueryText.encoded($0.value))" }
    let url = "\(base)/\(query.type)" + (text.isEmpty ? "" : "?\(text.joined(separator: "&"))")
    return .object(("relation", .string(relation)), ("url", .string(url)))
  }
}
