import Foundation

/// The answer to a FHIR transaction (FHIR R4 3.1.0.11.2) and what it means for the records in it.
struct TransactionAnswer {
  var response: TransportResponse

  private struct Body: Decodable {
    struct Entry: Decodable {
      struct Response: Decodable { var status: String? }
      var response: Response?
    }
    var resourceType: String?
    var type: String?
    var entry: [Entry]?
  }

  /// The evidence that all actions were taken over.
  /// - Throws: `DeliveryError` for every other answer; a 2xx whose body does not account for every action is an unknown
  ///   outcome, because success is only what was acknowledged.
  func receipt(
    actions: Int, deletes: Int = 0, demanded: Destination.Receipt
  ) throws(DeliveryError) -> Receipt {
    switch response.status {
    case 200..<300:
      if demanded == .bundle { try checkEntries(actions: actions, deletes: deletes) }
      return Receipt(status: response.status)
    case 401, 403:
      throw error(.unauthorized)
    case 408, 425, 429, 503:
      throw error(.throttled(retryAfter: retryAfter))
    case 413:
      throw error(.tooLarge)
    case 400, 409, 410, 412, 422:
      throw error(.refused)
    default:
      // 404, 405, 415, redirects and 5xx say something about the server or its address, not about these records.
      throw error(.unreachable)
    }
  }

  private func checkEntries(actions: Int, deletes: Int) throws(DeliveryError) {
    guard let body = try? JSONDecoder().decode(Body.self, from: Data(response.body)),
      body.resourceType == "Bundle", body.type == "transaction-response"
    else {
      throw error(.unknownOutcome, words: "the answer is no transaction-response")
    }
    let entries = body.entry ?? []
    guard entries.count == actions else {
      throw error(
        .unknownOutcome, words: "the answer has \(entries.count) entries for \(actions) actions")
    }
    for (index, entry) in entries.enumerated() {
      let status = (entry.response?.status?.prefix(3)).flatMap { Int($0) } ?? 0
      // 404 and 410 answer a DELETE of something that is not there: that is what was wanted. Deletions come last, and
      // entries are answered in their order (FHIR R4 3.1.0.11.2).
      let isGone = index >= actions - deletes && (status == 404 || status == 410)
      guard (200..<300).contains(status) || isGone else {
        throw error(.refused, words: "an entry was answered with status \(status)")
      }
    }
  }

  /// Seconds that the server asks for, at most a day (RFC 9110 10.2.3).
  ///
  /// A date is compared with the answer's own `Date`: the two clocks may differ, the server's own does not from itself.
  private var retryAfter: Double? {
    guard let field = response.header("Retry-After") else { return nil }
    var seconds = Double(field)
    if seconds == nil, let until = HTTPDate.seconds(field),
      let sent = response.header("Date").flatMap(HTTPDate.seconds)
    {
      seconds = until - sent
    }
    return seconds.flatMap { $0.isNaN ? nil : min(max($0, 0), 86_400) }
  }

  private func error(_ kind: DeliveryError.Kind, words: String? = nil) -> DeliveryError {
    DeliveryError(
      kind: kind, status: response.status,
      words: words ?? OperationOutcomeText.read(response.body) ?? "HTTP status \(response.status)")
  }
}

/// The words of an OperationOutcome (FHIR R4 2.33), for `parked show`.
enum OperationOutcomeText {
  private struct Outcome: Decodable {
    struct Issue: Decodable {
      struct Details: Decodable { var text: String? }
      var severity: String?
      var code: String?
      var diagnostics: String?
      var details: Details?
      var expression: [String]?
    }
    var resourceType: String
    var issue: [Issue]
  }

  /// The issues in one line of at most 500 characters without control characters; nil if the body is none.
  static func read(_ body: [UInt8]) -> String? {
    guard body.count <= 1 << 20, let outcome = try? JSONDecoder().decode(Outcome.self, from: Data(body)),
      outcome.resourceType == "OperationOutcome"
    else { return nil }
    let words = outcome.issue.filter { $0.severity != "information" }.map { issue in
      let place = issue.expression.map { $0.joined(separator: ", ") + ": " } ?? ""
      return place + (issue.diagnostics ?? issue.details?.text ?? issue.code ?? "")
    }
    // Scalars are counted, not what a reader sees as one character: that may be of any length. Control and format
    // characters could rewrite the terminal on which this is shown.
    let line = words.joined(separator: "; ").unicodeScalars.prefix(500).map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: " "
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(line))
  }
}
