/// A transaction Bundle (FHIR R4 3.1.0.11) read into interactions, and the answer to it.
struct TransactionBundle {
  /// The interactions, in the order of the entries.
  let interactions: [Interaction]

  /// - Throws: ``FHIRFailure`` with the index of the entry that cannot be.
  init(_ bundle: JSONValue, limits: RequestLimits) throws(FHIRFailure) {
    guard bundle["resourceType"]?.string == "Bundle" else {
      throw FHIRFailure(400, .invalid, "What is posted to the base must be a Bundle", path: "Bundle")
    }
    guard let type = bundle["type"]?.string else {
      throw FHIRFailure(400, .required, "A Bundle has a type", path: "Bundle.type")
    }
    guard type == "transaction" else {
      throw FHIRFailure(
        422, .notSupported, "This server takes Bundles of type transaction only", path: "Bundle.type")
    }
    guard let entries = (bundle["entry"] ?? .array([])).elements else {
      throw FHIRFailure(400, .structure, "Bundle.entry is an array", path: "Bundle.entry")
    }
    guard entries.count <= limits.entries else {
      throw FHIRFailure(
        413, .tooCostly, "The Bundle has more entries than this server takes", path: "Bundle.entry")
    }
    let read = try Self.each(entries) { entry throws(FHIRFailure) in try TransactionEntry(entry) }
    try Self.checkDistinct(read)
    let replacements = Self.replacements(read)
    interactions = try Self.each(read) { entry throws(FHIRFailure) in
      try entry.interaction(replacing: replacements)
    }
  }

  private static func each<Element, Result>(
    _ elements: [Element], _ body: (Element) throws(FHIRFailure) -> Result
  ) throws(FHIRFailure) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do {
        results.append(try body(element))
      } catch {
        throw error.of(entry: index)
      }
    }
    return results
  }

  /// No resource may be changed twice (FHIR R4 3.1.0.11.2), and `fullUrl` tells entries apart (bdl-7).
  private static func checkDistinct(_ entries: [TransactionEntry]) throws(FHIRFailure) {
    var changed: Set<String> = []
    var urls: Set<String> = []
    for (index, entry) in entries.enumerated() {
      if entry.method != .get, let id = entry.id, !changed.insert("\(entry.type)/\(id)").inserted {
        throw FHIRFailure(400, .duplicate, "A transaction changes one resource twice").of(entry: index)
      }
      if let url = entry.fullURL, entry.resource != nil, !urls.insert(url).inserted {
        throw FHIRFailure(400, .invariant, "Two entries have the same fullUrl (bdl-7)").of(entry: index)
      }
    }
  }

  /// What a reference to a `fullUrl` of this Bundle becomes (FHIR R4 3.1.0.11.2, "resolving references").
  private static func replacements(_ entries: [TransactionEntry]) -> [String: String] {
    var replacements: [String: String] = [:]
    for entry in entries where entry.method == .put || entry.method == .post {
      if let url = entry.fullURL, url.hasPrefix("urn:"), let id = entry.id {
        replacements[url] = "\(entry.type)/\(id)"
      }
    }
    return replacements
  }

  // MARK: The answer

  /// The Bundle of type `transaction-response`, entry for entry.
  static func response(_ results: [InteractionResult], base: String) -> [UInt8] {
    var bytes = Array(#"{"resourceType":"Bundle","type":"transaction-response""#.utf8)
    for (index, result) in results.enumerated() {
      bytes.append(contentsOf: (index == 0 ? #","entry":["# : ",").utf8)
      append(result, base: base, to: &bytes)
    }
    bytes.append(contentsOf: (results.isEmpty ? "}" : "]}").utf8)
    return bytes
  }

  private static func append(_ result: InteractionResult, base: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    switch result {
    case .found(let resource):
      bytes.append(contentsOf: #""resource":"#.utf8)
      bytes.append(contentsOf: resource.json)
      bytes.append(UInt8(ascii: ","))
    case .page(let page):
      bytes.append(contentsOf: #""resource":"#.utf8)
      bytes.append(contentsOf: SearchBundle.encode(page, base: base))
      bytes.append(UInt8(ascii: ","))
    case .created, .updated, .unchanged, .deleted, .nothingToDelete: break
    }
    bytes.append(contentsOf: #""response":"#.utf8)
    response(result).append(to: &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  private static func response(_ result: InteractionResult) -> JSONValue {
    switch result {
    case .created(let version): response("201 Created", version)
    case .updated(let version), .unchanged(let version): response("200 OK", version)
    case .deleted(let version): response("204 No Content", version, isLocated: false)
    case .nothingToDelete: .object(("status", .string("204 No Content")))
    case .found(let resource): response("200 OK", resource.version)
    case .page: .object(("status", .string("200 OK")))
    }
  }

  private static func response(_ status: String, _ version: StoredVersion, isLocated: Bool = true)
    -> JSONValue
  {
    .object(
      ("status", .string(status)),
      ("location", isLocated ? .string("\(version.type)/\(version.id)/_history/\(version.version)") : nil),
      ("etag", .string(version.entityTag)),
      ("lastModified", .string(Instant.text(version.updated)))
    )
  }
}

extension StoredVersion {
  /// The weak entity tag that FHIR R4 3.1.0.1.2 makes of a version id.
  var entityTag: String { "W/\"\(version)\"" }
}

/// One entry of a transaction Bundle.
struct TransactionEntry {
  enum Method: String { case get = "GET", post = "POST", put = "PUT", delete = "DELETE" }

  let method: Method
  let type: String
  /// Of a POST: the id that the server gives.
  let id: String?
  let resource: JSONValue?
  let fullURL: String?
  private let ifMatch: Int?
  private let search: SearchQuery?

  init(_ entry: JSONValue) throws(FHIRFailure) {
    guard let request = entry["request"], let name = request["method"]?.string,
      let url = request["url"]?.string
    else {
      throw FHIRFailure(400, .required, "An entry of a transaction has request.method and request.url")
    }
    guard let method = Method(rawValue: name) else {
      throw FHIRFailure(400, .notSupported, "This server knows the methods GET, POST, PUT and DELETE")
    }
    guard request["ifNoneExist"] == nil else {
      throw FHIRFailure(400, .notSupported, "Conditional creates are not supported")
    }
    self.method = method
    resource = entry["resource"]
    fullURL = entry["fullUrl"]?.string
    ifMatch = try EntityTag.version(request["ifMatch"]?.string)
    let target = try Self.target(url, method)
    type = target.type
    id = method == .post ? LogicalID.random() : target.id
    search = target.search
    try checkResource()
  }

  private static func target(
    _ url: String, _ method: Method
  ) throws(FHIRFailure) -> (type: String, id: String?, search: SearchQuery?) {
    let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: "/", omittingEmptySubsequences: false)
    let type = String(path[0])
    guard ResourceTypes.contains(type) else {
      throw FHIRFailure(404, .notFound, "request.url does not begin with a resource type of FHIR R4")
    }
    if method == .get, path.count == 1 {
      let parameters = try QueryText.parameters(parts.count > 1 ? parts[1] : "")
      return (type, nil, try SearchParameters.query(type: type, parameters))
    }
    guard parts.count == 1 else {
      throw FHIRFailure(400, .notSupported, "Conditional updates and deletes are not supported")
    }
    if method == .post, path.count == 1 { return (type, nil, nil) }
    guard method != .post, path.count == 2 else {
      throw FHIRFailure(400, .value, "request.url is Type for POST and Type/id for the others")
    }
    guard LogicalID.isValid(path[1]) else {
      throw FHIRFailure(400, .value, "A logical id is 1 to 64 characters of [A-Za-z0-9-.]")
    }
    return (type, String(path[1]), nil)
  }

  private func checkResource() throws(FHIRFailure) {
    guard method == .put || method == .post else { return }
    guard resource != nil else {
      throw FHIRFailure(400, .required, "An entry that puts or posts has a resource")
    }
    guard let fullURL, !fullURL.hasPrefix("urn:"), let id, method == .put else { return }
    guard fullURL.hasSuffix("/\(type)/\(id)") else {
      throw FHIRFailure(400, .invariant, "fullUrl and request.url name different resources")
    }
  }

  /// What to do, with references to `fullUrl`s of the Bundle replaced.
  func interaction(replacing replacements: [String: String]) throws(FHIRFailure) -> Interaction {
    if let search { return .search(search) }
    // The target was read from the URL for all but POST, which was given one.
    let id = id ?? ""
    switch method {
    case .get: return .read(type: type, id: id)
    case .delete: return .delete(type: type, id: id, ifMatch: ifMatch)
    case .put, .post:
      var resource = resource ?? .null
      if !replacements.isEmpty { resource = resource.replacingReferences(replacements) }
      let content = try ResourceContent(resource, type: type, id: id, givesID: method == .post)
      return method == .post ? .create(content) : .update(content, ifMatch: ifMatch)
    }
  }
}

extension JSONValue {
  /// The value with the text of every `reference` that `replacements` names replaced.
  fileprivate func replacingReferences(_ replacements: [String: String]) -> JSONValue {
    switch self {
    case .object(let members):
      return .object(
        members.map { member in
          if member.name == "reference", let text = member.value.string, let replacement = replacements[text]
          {
            return JSONMember(member.name, .string(replacement))
          }
          return JSONMember(member.name, member.value.replacingReferences(replacements))
        })
    case .array(let elements): return .array(elements.map { $0.replacingReferences(replacements) })
    case .string, .number, .bool, .null: return self
    }
  }
}

/// Entity tags as FHIR uses them.
enum EntityTag {
  /// The version that `W/"3"` (or `"3"`) names; `nil` without a tag.
  ///
  /// - Throws: ``FHIRFailure`` 400 for any other text.
  static func version(_ text: String?) throws(FHIRFailure) -> Int? {
    guard var rest = text?.trimmed[...] else { return nil }
    if rest.hasPrefix("W/") { rest = rest.dropFirst(2) }
    guard rest.count > 2, rest.hasPrefix("\""), rest.hasSuffix("\""),
      let version = Int(rest.dropFirst().dropLast())
    else { throw FHIRFailure(400, .value, "If-Match takes one version as W/\"1\"") }
    return version
  }
}
