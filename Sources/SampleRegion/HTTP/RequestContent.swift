import HTTPTypes
import Hummingbird
import NIOCore

/// Limits on what a client may send.
public struct RequestLimits: Sendable, Hashable {
  /// Bytes of a request's body as they travel.
  public var bytes = 32 << 20
  /// Bytes of a request's body after `Content-Encoding: gzip` is undone.
  public var decodedBytes = 64 << 20
  /// Entries of a Bundle.
  public var entries = 10_000

  /// 32 MiB as sent, 64 MiB decoded, 10,000 entries.
  public init() {}
}

/// Reads the body of a request within the limits.
struct RequestContent {
  let limits: RequestLimits

  /// The body as JSON.
  ///
  /// - Throws: ``FHIRFailure`` 415 (media type or encoding), 413 (size), 400 (no JSON).
  func json(_ request: Request) async throws -> JSONValue {
    let (type, parameters) = Self.mediaType(request.headers[.contentType] ?? "")
    guard type == "application/fhir+json" || type == "application/json" else {
      throw FHIRFailure(415, .notSupported, "The content must be application/fhir+json")
    }
    if let charset = parameters["charset"], charset != "utf-8" {
      throw FHIRFailure(415, .notSupported, "FHIR JSON is UTF-8")
    }
    let bytes = try await decoded(request)
    do {
      return try JSONReader.read(bytes)
    } catch {
      switch error.code {
      case .malformed: throw FHIRFailure(400, .structure, error.description)
      case .tooCostly: throw FHIRFailure(413, .tooCostly, error.description)
      }
    }
  }

  /// The body as the fields of an HTML form.
  func form(_ request: Request) async throws -> [QueryParameter] {
    guard Self.mediaType(request.headers[.contentType] ?? "").type == "application/x-www-form-urlencoded"
    else {
      throw FHIRFailure(415, .notSupported, "_search takes application/x-www-form-urlencoded")
    }
    guard let text = String(validating: try await decoded(request), as: UTF8.self) else {
      throw FHIRFailure(400, .structure, "The form is not UTF-8")
    }
    return try QueryText.parameters(text)
  }

  /// The type in lower case and its parameters, without quotes.
  static func mediaType(_ text: String) -> (type: String, parameters: [String: String]) {
    let parts = text.lowercased().split(separator: ";").map { $0.trimmed }
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { parameters[String(pair[0])] = pair[1].filter { $0 != "\"" } }
    }
    return (parts.first ?? "", parameters)
  }

  private func decoded(_ request: Request) async throws -> [UInt8] {
    let encoding = (request.headers[.contentEncoding] ?? "identity").lowercased()
    guard ["identity", "gzip", "x-gzip"].contains(encoding) else {
      throw FHIRFailure(415, .notSupported, "The content may be plain or gzip")
    }
    let bytes = try await received(request)
    guard encoding != "identity" else { return bytes }
    do {
      return try GzipInflater.inflate(bytes, limit: limits.decodedBytes)
    } catch {
      switch error {
      case .malformed: throw FHIRFailure(400, .structure, "The content is not gzip as its header says")
      case .tooLarge: throw Self.tooLarge
      }
    }
  }

  private static let tooLarge = FHIRFailure(413, .tooLong, "The request is larger than this server takes")

  private func received(_ request: Request) async throws -> [UInt8] {
    if let text = request.headers[.contentLength], let length = Int(text), length > limits.bytes {
      throw Self.tooLarge
    }
    var bytes: [UInt8] = []
    for try await buffer in request.body {
      guard bytes.count + buffer.readableBytes <= limits.bytes else { throw Self.tooLarge }
      bytes.append(contentsOf: buffer.readableBytesView)
    }
    return bytes
  }
}

extension StringProtocol {
  /// The text without blanks and tabs around it.
  var trimmed: String {
    var rest = Substring(self)
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest)
  }
}

/// `application/x-www-form-urlencoded` and the query of a URL.
enum QueryText {
  /// The parameters in order.
  ///
  /// - Throws: ``FHIRFailure`` 400 when a percent escape is broken or does not give UTF-8.
  static func parameters(_ text: some StringProtocol) throws(FHIRFailure) -> [QueryParameter] {
    var parameters: [QueryParameter] = []
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts[0]), let value = decoded(parts.count > 1 ? parts[1] : "") else {
        throw FHIRFailure(400, .structure, "A percent escape is broken")
      }
      parameters.append(QueryParameter(name: name, value: value))
    }
    return parameters
  }

  /// Percent-encodes everything but the unreserved characters of RFC 3986 2.3.
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }

  private static func decoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal)
        else {
          return nil
        }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}
