import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What the responder knows of a request besides its content: the connection, to cut it when a fault wants
/// that.
struct RegionContext: InitializableFromSource {
  let channel: any Channel
  let logger: Logger

  init(source: ApplicationRequestContextSource) {
    channel = source.channel
    logger = source.logger
  }
}

/// Leads each request to the part that answers it. Paths are few and fixed, so this is one switch.
struct RegionResponder: HTTPResponder {
  let endpoint: FHIREndpoint
  let page: PageEndpoint
  let faults: FaultSource
  let scheme: String

  func respond(to request: Request, context: RegionContext) async throws -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    let response = await answer(to: request, context: context)
    context.logger.debug(
      "answered",
      metadata: [
        "method": "\(request.method.rawValue)", "status": "\(response.status.code)",
        "milliseconds": "\(Int((clock.now - start) / .milliseconds(1)))",
      ])
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(to request: Request, context: RegionContext) async -> Response {
    do {
      let segments = request.uri.path.split(separator: "/")
      guard segments.first == "fhir" else { return try await page.respond(to: request, segments: segments) }
      return try await fhir(request, segments: Array(segments.dropFirst()), context: context)
    } catch let failure as FHIRFailure {
      return failure.response
    } catch is CancellationError {
      return FHIRFailure(503, .transient, "The server is stopping").response
    } catch {
      // The error's text may quote what was stored: only its type is logged.
      context.logger.error("a request failed", metadata: ["error": "\(type(of: error))"])
      return FHIRFailure(500, .exception, "The server failed").response
    }
  }

  private func fhir(_ request: Request, segments: [Substring], context: RegionContext) async throws
    -> Response
  {
    let base = "\(scheme)://\(Self.authority(request))/fhir"
    // A client that asks what the server can do is left alone: faults are for the traffic that follows.
    let met = segments.first == "metadata" ? [] : faults.draw()
    if met.contains(.busy) {
      var response = FHIRFailure(503, .transient, "A fault was asked for: busy").response
      response.headers[.retryAfter] = "1"
      return response
    }
    if met.contains(.internalError) { throw FHIRFailure(500, .exception, "A fault was asked for: http-500") }
    let isSearch = segments.last == "_search"
    if met.contains(.refuse), [.put, .post, .delete].contains(request.method), !isSearch {
      throw FHIRFailure(422, .processing, "A fault was asked for: refuse")
    }
    if met.contains(.slow) { try await Task.sleep(for: faults.plan.delay) }
    let asked = request.method == .head ? request.asGet : request
    do {
      let response = try await endpoint.respond(to: asked, segments: segments, base: base)
      if met.contains(.dropResponse) { try? await context.channel.close() }
      return response
    } catch {
      if met.contains(.dropResponse) { try? await context.channel.close() }
      throw error
    }
  }

  /// The host and port by which the client knows the server; it only goes into links.
  private static func authority(_ request: Request) -> String {
    let allowed = request.head.authority?.utf8.allSatisfy { byte in
      byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}/?#".utf8.contains(byte)
    }
    guard let authority = request.head.authority, allowed == true, !authority.isEmpty else {
      return "localhost"
    }
    return authority
  }
}

extension Request {
  /// The same request as GET, to answer HEAD with what GET would have told.
  fileprivate var asGet: Request {
    var head = head
    head.method = .get
    return Request(head: head, body: body)
  }
}
