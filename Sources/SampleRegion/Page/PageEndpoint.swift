import HTTPTypes
import Hummingbird
import NIOCore

/// The languages of the page.
public enum PageLanguage: String, Sendable, CaseIterable {
  /// Japanese.
  case japanese = "ja"
  /// English.
  case english = "en"

  /// The first of our languages in the order of `Accept-Language` (RFC 9110 12.5.4); `nil` when it names
  /// none.
  init?(accepting header: String) {
    let ranges = header.split(separator: ",").map { item in
      let (tag, parameters) = RequestContent.mediaType(String(item))
      return (language: String(tag.prefix { $0 != "-" }), quality: parameters["q"].flatMap(Double.init) ?? 1)
    }
    let known = ranges.filter { $0.quality > 0 && PageLanguage(rawValue: $0.language) != nil }
    // The first of equals: `max` would take the last.
    guard let best = known.map(\.quality).max(), let choice = known.first(where: { $0.quality == best })
    else {
      return nil
    }
    self.init(rawValue: choice.language)
  }
}

/// The page at `/` and what it reads; also `/resources.ndjson` for tests and comparisons. None of this is
/// FHIR.
struct PageEndpoint: Sendable {
  /// The most rows of one answer.
  private static let greatestCount = 2000

  let store: ResourceStore
  let language: PageLanguage?

  /// Answers a request whose path is not below `/fhir`.
  func respond(to request: Request, segments: [Substring]) async throws -> Response {
    guard segments.count <= 1 else { return Self.notFound }
    let name = segments.first.map(String.init) ?? ""
    let known = ["", "patients.json", "records.json", "arrivals.json", "resources.ndjson", "healthz"]
    guard known.contains(name) else { return Self.notFound }
    guard request.method == .get || request.method == .head else {
      return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"])
    }
    let parameters = try QueryText.parameters(request.uri.query ?? "")
    switch name {
    case "": return html(request)
    case "patients.json": return try await patients(parameters)
    case "records.json": return try await records(parameters)
    case "arrivals.json": return try await arrivals(parameters)
    case "resources.ndjson": return resources()
    default: return Self.text(.ok, "ok\n")
    }
  }

  private static let notFound = text(.notFound, "There is nothing at this path.\n")

  private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  private static func json(_ value: JSONValue) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "application/json; charset=utf-8", .cacheControl: "no-store",
        .xContentTypeOptions: "nosniff",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.encoded)))
  }

  /// The page itself. Scripts and styles run only with the nonce of this very answer, and nothing is loaded
  /// from elsewhere, so that even a slip in escaping could not run what a record says.
  private func html(_ request: Request) -> Response {
    let chosen =
      request.headers[.acceptLanguage].flatMap(PageLanguage.init(accepting:)) ?? language ?? .english
    let nonce = LogicalID.random()
    let policy = """
      default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'nonce-\(nonce)'; connect-src 'self'; \
      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
      """
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentSecurityPolicy: policy,
        .xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer", .vary: "Accept-Language",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(string: PageMarkup.html(language: chosen, nonce: nonce))))
  }

  // MARK: What the page reads

  private static func value(_ name: String, _ parameters: [QueryParameter]) -> String? {
    parameters.first { $0.name == name }?.value
  }

  private static func number(_ name: String, _ parameters: [QueryParameter], default: Int, most: Int) -> Int {
    min(max(value(name, parameters).flatMap { Int($0) } ?? `default`, 0), most)
  }

  private func patients(_ parameters: [QueryParameter]) async throws -> Response {
    let (rows, total) = try await store.patients(
      search: Self.value("search", parameters) ?? "",
      offset: Self.number("offset", parameters, default: 0, most: 1_000_000_000),
      count: Self.number("count", parameters, default: 50, most: 200))
    return Self.json(.object(("total", .integer(total)), ("patients", .array(rows.map(Self.patient)))))
  }

  private static func patient(_ row: PatientRow) -> JSONValue {
    let identifiers = row.identifiers.map { identifier in
      JSONValue.object(
        ("system", .string(identifier.system)), ("value", .string(identifier.value)),
        ("local", .bool(identifier.system.hasPrefix(ResourceContent.localSystemPrefix))))
    }
    let counts = row.counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }
    return .object(
      ("id", .string(row.id)), ("name", row.label.map { .string($0) }),
      ("regionalId", row.value.map { .string($0) }), ("regionalSystem", row.system.map { .string($0) }),
      ("identifiers", .array(identifiers)), ("records", .object(counts)))
  }

  private func records(_ parameters: [QueryParameter]) async throws -> Response {
    guard let id = Self.value("patient", parameters), LogicalID.isValid(id) else {
      throw FHIRFailure(400, .value, "patient names the logical id of a Patient")
    }
    let resources = try await store.records(
      patientID: id, count: Self.number("count", parameters, default: 1000, most: Self.greatestCount))
    let records = resources.map { resource in
      Self.summary(
        resource.version, resource.json, ("updated", .string(Instant.text(resource.version.updated))))
    }
    return Self.json(.object(("records", .array(records))))
  }

  private static func summary(
    _ version: StoredVersion, _ json: [UInt8]?, _ further: (String, JSONValue?)...
  ) -> JSONValue {
    let resource = json.flatMap { try? JSONReader.read($0) }
    let summary = resource.map { ResourceSummary($0) }
    var members = [
      ("type", JSONValue.string(version.type)), ("id", .string(version.id)),
      ("version", .integer(version.version)),
      ("date", summary?.date.map { .string($0) }), ("title", summary?.title.map { .string($0) }),
      ("detail", summary?.detail.map { .string($0) }),
    ]
    members += further
    return .object(members.compactMap { name, value in value.map { JSONMember(name, $0) } })
  }

  private func arrivals(_ parameters: [QueryParameter]) async throws -> Response {
    let after = Self.value("after", parameters).flatMap { Int64($0) } ?? 0
    let arrivals = try await store.arrivals(
      after: after, count: Self.number("count", parameters, default: 50, most: 500))
    let totals = try await store.totals()
    // Behind `after` when the region was started anew: the page sees it and begins again.
    let newest = try await store.latestArrival()
    let latest = arrivals.first?.sequence ?? min(after, newest)
    let rows = arrivals.map { arrival in
      Self.summary(
        arrival.version, arrival.json, ("sequence", .integer(arrival.sequence)),
        ("at", .string(Instant.text(arrival.at))), ("action", .string(arrival.action.rawValue)))
    }
    return Self.json(
      .object(
        ("latest", .integer(latest)), ("resources", Self.counts(totals.types)),
        ("totals", Self.counts(totals.arrivals)), ("arrivals", .array(rows))))
  }

  private static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) })
  }

  /// All current resources, one a line, in the order of type and id.
  private func resources() -> Response {
    let store = store
    let body = ResponseBody { writer in
      var position: (type: String, id: String)?
      while true {
        let resources = try await store.listing(after: position, count: 500)
        var buffer = ByteBuffer()
        for resource in resources {
          buffer.writeBytes(resource.json)
          buffer.writeInteger(UInt8(ascii: "\n"))
        }
        if buffer.readableBytes > 0 { try await writer.write(buffer) }
        guard let last = resources.last else { break }
        position = (last.version.type, last.version.id)
      }
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
  }
}

extension HTTPField.Name {
  /// `Referrer-Policy` (W3C).
  static let referrerPolicy = HTTPField.Name("Referrer-Policy") ?? .vary
}
