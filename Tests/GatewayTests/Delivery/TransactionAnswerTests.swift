import Testing

@testable import Gateway

@Suite struct TransactionAnswerTests {
  private func receipt(
    _ response: TransportResponse, actions: Int = 2, deletes: Int = 0, demanded: Destination.Receipt = .bundle
  ) -> Result<Receipt, DeliveryError> {
    Result { () throws(DeliveryError) in
      try TransactionAnswer(response: response).receipt(
        actions: actions, deletes: deletes, demanded: demanded)
    }
  }

  private func kind(_ result: Result<Receipt, DeliveryError>) -> DeliveryError.Kind? {
    if case .failure(let error) = result { error.kind } else { nil }
  }

  @Test(
    arguments: [
      (400, .refused), (401, .unauthorized), (402, .unreachable), (403, .unauthorized), (404, .unreachable),
      (405, .unreachable), (408, .throttled(retryAfter: nil)), (409, .refused), (410, .refused),
      (412, .refused),
      (413, .tooLarge), (415, .unreachable), (422, .refused), (425, .throttled(retryAfter: nil)),
      (429, .throttled(retryAfter: nil)), (500, .unreachable), (501, .unreachable), (502, .unreachable),
      (503, .throttled(retryAfter: nil)), (504, .unreachable), (301, .unreachable), (304, .unreachable),
      (100, .unreachable), (0, .unreachable), (-1, .unreachable), (999, .unreachable),
    ] as [(Int, DeliveryError.Kind)])
  func `what a status means`(status: Int, kind: DeliveryError.Kind) {
    for demanded in Destination.Receipt.allCases {
      let result = receipt(TransportResponse(status: status), demanded: demanded)
      #expect(self.kind(result) == kind)
      if case .failure(let error) = result {
        #expect(error.status == status)
        #expect(error.words == "HTTP status \(status)")
      }
    }
  }

  @Test(
    arguments: [
      ("0", 0), ("120", 120), ("1.5", 1.5), ("-5", 0), ("1e9", 86_400), ("inf", 86_400), ("nan", nil),
      ("", nil),
      ("soon", nil), ("Wed, 21 Oct 2026 07:28:00 GMT", nil),
    ] as [(String, Double?)])
  func `when to come back`(field: String, seconds: Double?) {
    let response = TransportResponse(status: 503, headers: [("retry-after", field)])
    #expect(kind(receipt(response)) == .throttled(retryAfter: seconds))
  }

  // The hospital's clock and the region's may differ by minutes: only the server's own two times are compared.
  @Test(
    arguments: [
      ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:26:30 GMT", 90),
      ("Thu, 01 Jan 2026 00:00:10 GMT", "Wed, 31 Dec 2025 23:59:50 GMT", 20),
      ("Tue, 29 Feb 2028 00:00:00 GMT", "Mon, 28 Feb 2028 23:00:00 GMT", 3_600),
      ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:29:00 GMT", 0),
      ("Wed, 21 Oct 2099 07:28:00 GMT", "Wed, 21 Oct 2026 07:29:00 GMT", 86_400),
      ("Wed, 21 Oct 2026 07:28:00 GMT", "", nil),
      ("Wed, 31 Feb 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", nil),
      ("Wed, 21 Oct 2026 25:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", nil),
      ("Wednesday, 21-Oct-26 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", nil),
    ] as [(String, String, Double?)])
  func `when to come back, as a date`(field: String, sent: String, seconds: Double?) {
    let response = TransportResponse(status: 503, headers: [("Retry-After", field), ("Date", sent)])
    #expect(kind(receipt(response)) == .throttled(retryAfter: seconds))
  }

  @Test func `every action answered for is success`() {
    for statuses in [["201 Created", "200 OK"], ["200", "204 No Content"], ["299", "201"]] {
      #expect(receipt(TransactionRepository.taken(statuses)) == .success(Receipt(status: 200)))
    }
  }

  // What is not there need not be deleted; what was to be put and is not there was not put.
  @Test(
    arguments: [
      (["200", "404 Not Found"], 1, nil), (["200", "410 Gone"], 1, nil), (["404", "404"], 2, nil),
      (["200", "404"], 0, .refused), (["404", "200"], 1, .refused), (["410", "404"], 1, .refused),
      (["200", "422 Unprocessable"], 1, .refused), (["200", "500"], 0, .refused), (["200", ""], 0, .refused),
      (["200", "2"], 0, .refused), (["200", "OK"], 0, .refused), (["200", "302 Found"], 0, .refused),
    ] as [([String], Int, DeliveryError.Kind?)])
  func `entries one by one`(statuses: [String], deletes: Int, expected: DeliveryError.Kind?) {
    #expect(kind(receipt(TransactionRepository.taken(statuses), deletes: deletes)) == expected)
  }

  /// Bodies that a broken proxy, another server or an attacker gives with status 200.
  @Test(arguments: [
    "", "null", "[]", "{}", "OK", "<html>", "{\"resourceType\":\"Bundle\"}",
    #"{"resourceType":"Bundle","type":"batch-response","entry":[]}"#,
    #"{"resourceType":"Bundle","type":"transaction-response"}"#,
    #"{"resourceType":"Bundle","type":"transaction-response","entry":null}"#,
    #"{"resourceType":"Bundle","type":"transaction-response","entry":[]}"#,
    #"{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"201"}}]}"#,
    #"{"resourceType":"Bundle","type":"transaction-response","entry":[null,null]}"#,
    #"{"resourceType":"Bundle","type":"transaction-response","entry":{"response":{"status":"201"}}}"#,
    #"{"resourceType":"Bundle","type":"transaction-response","entry":["201","201"]}"#,
    #"{"resourceType":"OperationOutcome","issue":[]}"#,
    #"{"resourceType":"Bundle","type":"transaction-response","entry":[{},{},{}]}"#,
    String(repeating: "[", count: 100_000),
    String(repeating: #"{"entry":"#, count: 50_000),
    "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":[{\"response\":{\"status\":201}},{}]}",
  ])
  func `nothing but an account of every action is success`(body: String) {
    let response = TransportResponse(status: 200, body: Array(body.utf8))
    #expect(kind(receipt(response)) == .unknownOutcome)
  }

  @Test func `entries without a status are no success`() {
    let body = #"{"resourceType":"Bundle","type":"transaction-response","entry":[{},{"response":{}}]}"#
    #expect(kind(receipt(TransportResponse(status: 200, body: Array(body.utf8)))) == .refused)
  }

  @Test func `bytes that are no text`() {
    for body in [[0xFF, 0xFE, 0x00], [UInt8](repeating: 0, count: 10_000), [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
      #expect(kind(receipt(TransportResponse(status: 200, body: body))) == .unknownOutcome)
      #expect(kind(receipt(TransportResponse(status: 422, body: body))) == .refused)
    }
  }

  @Test func `a server that answers minimally can be believed by configuration`() {
    #expect(receipt(TransportResponse(status: 204), demanded: .status) == .success(Receipt(status: 204)))
    #expect(kind(receipt(TransportResponse(status: 204), demanded: .bundle)) == .unknownOutcome)
  }

  @Test(
    arguments: [
      (400, .refused, true), (422, .refused, true), (413, .tooLarge, true), (200, .refused, false),
      (503, .throttled(retryAfter: nil), false), (401, .unauthorized, false), (nil, .unknownOutcome, false),
      (500, .unreachable, false), (200, .unknownOutcome, false),
    ] as [(Int?, DeliveryError.Kind, Bool)])
  func `what certainly took nothing`(status: Int?, kind: DeliveryError.Kind, isCertain: Bool) {
    #expect(DeliveryError(kind: kind, status: status, words: "").certainlyTookNothing == isCertain)
  }

  @Test(arguments: TransportError.Kind.allCases, [false, true])
  func `what a broken exchange means`(kind: TransportError.Kind, mayHaveArrived: Bool) {
    let error = DeliveryError(
      transport: TransportError(kind: kind, mayHaveArrived: mayHaveArrived, text: "x"))
    switch (kind, mayHaveArrived) {
    case (.tls, _): #expect(error.kind == .certificate)
    case (_, true): #expect(error.kind == .unknownOutcome)
    case (_, false): #expect(error.kind == .unreachable)
    }
    #expect(error.status == nil)
  }
}

@Suite struct OperationOutcomeTextTests {
  private func read(_ text: String) -> String? { OperationOutcomeText.read(Array(text.utf8)) }

  private func outcome(_ issues: String) -> String {
    #"{"resourceType":"OperationOutcome","issue":[\#(issues)]}"#
  }

  @Test(arguments: [
    (#"{"severity":"error","code":"invalid","diagnostics":"no"}"#, "no"),
    (#"{"severity":"error","code":"invalid","details":{"text":"why"}}"#, "why"),
    (#"{"severity":"error","code":"invalid"}"#, "invalid"),
    (#"{"severity":"error"}"#, ""),
    (#"{"diagnostics":"a"},{"severity":"warning","diagnostics":"b"}"#, "a; b"),
    (#"{"severity":"information","diagnostics":"a"},{"severity":"fatal","diagnostics":"b"}"#, "b"),
    (
      #"{"diagnostics":"a","expression":["Bundle.entry[0]","Patient.name"]}"#,
      "Bundle.entry[0], Patient.name: a"
    ),
    (#"{"diagnostics":"薬がありません"}"#, "薬がありません"),
    ("", ""),
  ])
  func `issues in one line`(issues: String, words: String) {
    #expect(read(outcome(issues)) == words)
  }

  @Test(arguments: [
    "", "{}", "null", "[]", "<html>", #"{"resourceType":"Bundle","issue":[]}"#,
    #"{"resourceType":"OperationOutcome"}"#,
    #"{"resourceType":"OperationOutcome","issue":{}}"#, #"{"resourceType":"OperationOutcome","issue":[1]}"#,
    #"{"resourceType":"OperationOutcome","issue":[null]}"#, String(repeating: "[", count: 100_000),
  ])
  func `no outcome, no words`(body: String) {
    #expect(read(body) == nil)
  }

  @Test func `a body beyond the limit is not read`() {
    let filler = String(repeating: "x", count: 1 << 20)
    #expect(read(outcome(#"{"diagnostics":"\#(filler)"}"#)) == nil)
  }

  // The words are shown on a terminal: a repository must not be able to move its cursor or hide what it says.
  @Test(arguments: [
    #"\u001b[2Jx"#, #"\u009b31mx"#, #"\u007fx"#, #"\u0000x"#, #"a\r\nx"#, #"\u2028x"#, #"\u202ex"#,
    #"\u0085x"#, #"\u200fx"#,
  ])
  func `no control characters`(words: String) throws {
    let text = try #require(read(outcome(#"{"diagnostics":"\#(words)"}"#)))
    #expect(text.hasSuffix("x"))
    for scalar in text.unicodeScalars {
      let category = scalar.properties.generalCategory
      #expect(![.control, .format, .lineSeparator, .paragraphSeparator].contains(category))
    }
  }

  @Test func `at most five hundred characters, however they are counted`() throws {
    let long = String(repeating: "長", count: 5_000)
    #expect(try #require(read(outcome(#"{"diagnostics":"\#(long)"}"#))).unicodeScalars.count == 500)
    let stacked = "a" + String(repeating: "\u{301}", count: 100_000)
    #expect(try #require(read(outcome(#"{"diagnostics":"\#(stacked)"}"#))).unicodeScalars.count == 500)
    let many = Array(repeating: #"{"diagnostics":"issue"}"#, count: 10_000).joined(separator: ",")
    #expect(try #require(read(outcome(many))).unicodeScalars.count == 500)
  }
}
