import HTTPTypes
import Hummingbird
import NIOCore

/// FHIR R4 RESTful interactions below `/fhir` (FHIR R4 3.1.0).
struct FHIREndpoint: Sendable {
  let store: ResourceStore
  let limits: RequestLimits
  let referentialIntegrity: Bool

  /// Answers a request for the path segments after `/fhir`.
  ///
  /// - Parameter base: the URL of `/fhir` as the client knows it.
  /// - Throws: ``FHIRFailure``; anything else is a fault of this server.
  func respond(to request: Request, segments: [Substring], base: String) async throws -> Response {
    try checkAccept(request)
    switch (segments.count, request.method) {
    case (0, .post): return try await transaction(request, base: base)
    case (0, _): throw Self.methodNotAllowed
    case (1, .get) where segments[0] == "metadata":
      let statement = CapabilityStatement.encode(base: base, referentialIntegrity: referentialIntegrity)
      return .fhir(.ok, statement)
    default: break
    }
    let type = String(segments[0])
    guard ResourceTypes.contains(type) else {
      throw FHIRFailure(404, .notFound, "The path does not begin with a resource type of FHIR R4")
    }
    switch segments.count {
    case 1: return try await typeLevel(request, type: type, base: base)
    case 2 where segments[1] == "_search":
      guard request.method == .post else { throw Self.methodNotAllowed }
      let parameters = try query(request) + (try await RequestContent(limits: limits).form(request))
      return try await search(type, parameters, base: base)
    case 2, 4:
      return try await instanceLevel(
        request, type: type, id: String(segments[1]), rest: segments.dropFirst(2), base: base)
    default: throw FHIRFailure(404, .notFound, "There is nothing at this path")
    }
  }

  private static let methodNotAllowed = FHIRFailure(405, .notSupported, "This path does not take this method")

  /// 406 when the client takes nothing that is JSON.
  private func checkAccept(_ request: Request) throws(FHIRFailure) {
    guard let accept = request.headers[.accept] else { return }
    let isAccepted = accept.split(separator: ",").contains { item in
      let (type, _) = RequestContent.mediaType(String(item))
      return MediaType.isFHIRFormat(type) || type == "*/*" || type == "application/*"
    }
    guard isAccepted else {
      throw FHIRFailure(406, .notSupported, "This server answers application/fhir+json")
    }
  }

  private func query(_ request: Request) throws(FHIRFailure) -> [QueryParameter] {
    try QueryText.parameters(request.uri.query ?? "")
  }

  // MARK: System and type

  private func transaction(_ request: Request, base: String) async throws -> Response {
    let bundle = try TransactionBundle(try await RequestContent(limits: limits).json(request), limits: limits)
    let results = try await store.apply(bundle.interactions)
    return .fhir(.ok, TransactionBundle.response(results, base: base))
  }

  private func typeLevel(_ request: Request, type: String, base: String) async throws -> Response {
    switch request.method {
    case .get: return try await search(type, try query(request), base: base)
    case .post:
      guard request.headers[.ifNoneExist] == nil else {
        throw FHIRFailure(400, .notSupported, "Conditional creates are not supported")
      }
      let json = try await RequestContent(limits: limits).json(request)
      let content = try ResourceContent(json, type: type, id: LogicalID.random(), givesID: true)
      return try await put(.create(content), content, request, base: base)
    default: throw Self.methodNotAllowed
    }
  }

  private func search(_ type: String, _ parameters: [QueryParameter], base: String) async throws -> Response {
    let page = try await store.search(try SearchParameters.query(type: type, parameters))
    return .fhir(.ok, SearchBundle.encode(page, base: base))
  }

  // MARK: Instance

  private func instanceLevel(
    _ request: Request, type: String, id: String, rest: ArraySlice<Substring>, base: String
  ) async throws -> Response {
    guard LogicalID.isValid(id) else {
      throw FHIRFailure(400, .value, "A logical id is 1 to 64 characters of [A-Za-z0-9-.]")
    }
    guard rest.isEmpty else {
      guard rest.first == "_history", request.method == .get, let version = rest.last.flatMap({ Int($0) })
      else {
        throw FHIRFailure(404, .notFound, "There is nothing at this path")
      }
      return try await read(request, type: type, id: id, version: version)
    }
    switch request.method {
    case .get: return try await read(request, type: type, id: id, version: nil)
    case .put:
      let ifMatch = try EntityTag.version(request.headers[.ifMatch])
      let json = try await RequestContent(limits: limits).json(request)
      let content = try ResourceContent(json, type: type, id: id)
      return try await put(.update(content, ifMatch: ifMatch), content, request, base: base)
    case .delete:
      let ifMatch = try EntityTag.version(request.headers[.ifMatch])
      return try await delete(type: type, id: id, ifMatch: ifMatch)
    default: throw Self.methodNotAllowed
    }
  }

  private func read(_ request: Request, type: String, id: String, version: Int?) async throws -> Response {
    switch try await store.state(type: type, id: id) {
    case .current(let resource):
      guard version == nil || version == resource.version.version else {
        throw FHIRFailure(404, .notFound, "Only the current version is kept")
      }
      if request.headers[.ifNoneMatch]?.trimmed == resource.version.entityTag {
        return Response(status: .notModified, headers: [.eTag: resource.version.entityTag])
      }
      return .fhir(.ok, resource.json, resource.version)
    case .deleted(let version):
      var failure = FHIRFailure(410, .deleted, "The resource was deleted").response
      failure.headers[.eTag] = version.entityTag
      return failure
    case .absent: throw FHIRFailure(404, .notFound, "There is no such resource")
    }
  }

  private func put(
    _ interaction: Interaction, _ content: ResourceContent, _ request: Request, base: String
  ) async throws -> Response {
    let version: StoredVersion
    let status: HTTPResponse.Status
    switch try await single(interaction) {
    case .created(let made): (version, status) = (made, .created)
    case .updated(let made), .unchanged(let made): (version, status) = (made, .ok)
    case .deleted, .nothingToDelete, .found, .page:
      throw FHIRFailure(500, .exception, "The store answered another question than was asked")
    }
    let json = ResourceContent.served(
      content.content, type: version.type, id: version.id, version: version.version, updated: version.updated)
    let isMinimal = request.headers[.prefer]?.contains("return=minimal") ?? false
    var response =
      isMinimal ? Response(status: status).describing(version) : Response.fhir(status, json, version)
    if status == .created {
      response.headers[.location] = "\(base)/\(version.type)/\(version.id)/_history/\(version.version)"
    }
    return response
  }

  private func delete(type: String, id: String, ifMatch: Int?) async throws -> Response {
    var response = Response(status: .noContent)
    if case .deleted(let version) = try await single(.delete(type: type, id: id, ifMatch: ifMatch)) {
      response.headers[.eTag] = version.entityTag
    }
    return response
  }

  /// One interaction that is no Bundle: its failures name no entry.
  private func single(_ interaction: Interaction) async throws -> InteractionResult {
    do {
      let results = try await store.apply([interaction])
      guard let result = results.first else { throw FHIRFailure(500, .exception, "The store gave no result") }
      return result
    } catch var failure as FHIRFailure {
      failure.entry = nil
      throw failure
    }
  }
}

extension HTTPField.Name {
  /// `If-None-Exist` (FHIR R4 3.1.0.8.1).
  static let ifNoneExist = HTTPField.Name("If-None-Exist") ?? .ifNoneMatch
  /// `Prefer` (RFC 7240).
  static let prefer = HTTPField.Name("Prefer") ?? .accept
}

extension Response {
  /// FHIR JSON, with the headers of the version it shows.
  static func fhir(_ status: HTTPResponse.Status, _ json: [UInt8], _ version: StoredVersion? = nil)
    -> Response
  {
    let response = Response(
      status: status, headers: [.contentType: MediaType.fhir, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
    return version.map { response.describing($0) } ?? response
  }

  /// The same with `ETag` and `Last-Modified` of a version.
  func describing(_ version: StoredVersion) -> Response {
    var response = self
    response.headers[.eTag] = version.entityTag
    response.headers[.lastModified] = Instant.httpDate(version.updated)
    return response
  }
}

extension FHIRFailure {
  /// The answer that tells of the failure.
  var response: Response {
    .fhir(HTTPResponse.Status(code: status), operationOutcome.encoded)
  }
}
