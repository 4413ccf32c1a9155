import Testing

@testable import Gateway

@Suite struct ReasonCodeTests {
  @Test("every code tells in both languages what is wrong and what to do", arguments: ReasonCode.allCases)
  func explained(code: ReasonCode) {
    for text in [code.text, code.remedy.action] {
      #expect(text.japanese.hasSuffix("。"))
      #expect(text.japanese.unicodeScalars.contains { $0.value > 0x3000 })
      #expect(text.english.count > 5 && (text.english.hasSuffix(".")))
      #expect(text.english.utf8.allSatisfy { $0 < 0x80 })
    }
    #expect(code.remedy.text(in: .english).contains("ssmix2-gateway "))
  }

  @Test("every remedy names a command of the contract", arguments: ReasonCode.allCases)
  func command(code: ReasonCode) {
    let known = [
      "status", "config check", "config show", "doctor", "queue list", "queue shape", "queue resume",
      "parked list", "parked show", "parked retry", "record trace", "reconcile", "patient list",
      "patient link",
      "patient import", "consent show", "consent grant", "consent import", "inspect", "validate", "convert",
    ]
    #expect(known.contains { code.remedy.command.hasPrefix("ssmix2-gateway \($0)") })
  }

  @Test("codes are dotted, lower case and unlike each other in text")
  func spelling() {
    let codes = ReasonCode.allCases.map(\.rawValue)
    #expect(
      codes.allSatisfy { code in
        code.split(separator: ".").count == 2
          && code.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "." || $0 == "-" }
      })
    #expect(Set(ReasonCode.allCases.map(\.text.english)).count == codes.count)
    #expect(Set(ReasonCode.allCases.map(\.text.japanese)).count == codes.count)
  }

  @Test(
    "the codes of the contract stand in their family",
    arguments: [
      (
        ReasonCode.Family.excluded,
        [
          "consent.none", "consent.withdrawn", "consent.kind", "scope.kind", "scope.department",
          "scope.before-cutoff", "identity.not-registered", "storage.deleted",
        ]
      ),
      (
        .parked,
        [
          "path.malformed", "path.patient-mismatch", "path.date-mismatch", "path.kind-mismatch",
          "path.kind-unknown",
          "path.not-a-file", "hl7.empty", "hl7.not-hl7", "hl7.structure", "hl7.encoding", "hl7.kind-mismatch",
          "identity.ambiguous", "convert.unmappable", "delivery.refused", "delivery.too-large",
          "delivery.unauthorized", "delivery.certificate", "storage.unreadable", "document.unreadable",
        ]
      ),
      (
        .waiting,
        [
          "delivery.unreachable", "delivery.throttled", "delivery.unknown-outcome", "identity.unreachable",
          "order.behind-parked", "storage.settling", "consent.unreadable",
        ]
      ),
      (.attention, ["storage.vanished"]),
    ])
  func families(family: ReasonCode.Family, codes: [String]) {
    for code in codes { #expect(ReasonCode(rawValue: code)?.family == family) }
  }

  @Test("waiting codes are retried, nothing else is", arguments: ReasonCode.allCases)
  func dispositions(code: ReasonCode) {
    let isRetried = if case .retryable = GatewayError(code).disposition { true } else { false }
    #expect(isRetried == (code.family == .waiting))
  }

  @Test("an unforeseen error needs an operator and does not quote itself")
  func unexpected() {
    struct Leak: Error, CustomStringConvertible { let description = "9999013 YAMADA" }
    let error = GatewayError.unexpected(Leak())
    #expect(error.code == .internalUnexpected)
    #expect(error.disposition == .needsOperator(ReasonCode.internalUnexpected.remedy))
    #expect(!error.description.contains("9999013"))
    let known = GatewayError(
      .hl7Structure, "cut", position: .init(segment: "PID", field: 5, offset: 12, status: nil))
    #expect(GatewayError.unexpected(known) == known)
    #expect(known.description == "hl7.structure: cut, PID-5, offset 12")
  }
}
