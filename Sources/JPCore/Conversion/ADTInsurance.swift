import HL7v2

extension RecordConverter {
  /// IN1: Coverage, JP_Coverage. The payer is the insurer or the body that bears public expense; the patient himself
  /// where he pays all (JP Core); one without number and name is unknown, which is said so.
  mutating func addCoverage(_ in1: Segment) {
    let coverage = CoverageValue(&self, in1)
    let id = ids.next(
      "Coverage",
      [in1[2].text, coverage.payerNumber ?? coverage.payerName, in1[10].valued, in1[11].valued]
        .map { $0 ?? "" }.joined(separator: "|"))
    let subject = subject
    add("Coverage", id: id, profile: .coverage) { json in
      json.array("extension") { json in
        let values = [
          (JPExtension.insuredSymbol, coverage.symbol), (JPExtension.insuredNumber, coverage.number),
          (JPExtension.insuredSubNumber, coverage.branch),
        ]
        for (url, value) in values {
          guard let value else { continue }
          json.object { json in
            json.string("url", url)
            json.string("valueString", value)
          }
        }
      }
      json.string("status", "active")
      json.concept("type", coverage.type)
      json.string("subscriberId", coverage.subscriberID)
      json.raw("beneficiary", subject)
      json.string("dependent", coverage.branch)
      json.concept("relationship", coverage.relationship)
      json.period("period", coverage.period)
      json.payor(coverage, subject: subject)
      json.array("class") { json in
        for item in coverage.classes { json.object { $0.members(of: item) } }
      }
    }
  }
}

/// What an IN1 says.
private struct CoverageValue {
  struct Class {
    var type: String
    var value: String
    var name: String?
  }

  /// IN1-2, in words and, where the kind of insurance is one of FHIR's, in a code.
  let type: Concept
  /// Whether a public body bears the expense: IN1-3 is its number then, not an insurer's.
  let isPublic: Bool
  let isSelfPay: Bool
  let payerNumber: String?
  let payerName: String?
  let payer: NamedReference
  /// Symbol and number of the insured, in full width as JP Core has them; of public expense the recipient's number.
  let symbol: String?
  let number: String?
  let branch: String?
  let relationship: Concept?
  let period: PeriodValue
  let classes: [Class]

  init(_ converter: inout RecordConverter, _ in1: Segment) {
    var type = converter.concept(in1, 2)
    let kind = InsuranceKind(in1)
    if let code = kind?.coding { type.codings.append(code) }
    self.type = type
    isPublic = kind == .publicExpense
    isSelfPay = kind == .selfPay
    payerNumber = in1[3].valued?.trimmed
    payerName = in1[4].valued
    payer = NamedReference(
      type: "Organization",
      system: payerNumber == nil || isPublic ? nil : converter.systems.uri(.insurerNumber),
      value: payerNumber, display: payerName, content: .organization)
    symbol = in1[10].valued?.fullWidth
    number = isPublic ? in1[11].valued : in1[11].valued?.fullWidth
    branch = Self.branch(in1).map { JPExtension.branchNumber($0, converter.context.release) }
    period = converter.period(start: converter.date(in1, 12), end: converter.date(in1, 13), in1, 13)
    relationship = Self.relationship(&converter, in1)
    var classes: [Class] = []
    if isPublic, let payerNumber {
      classes.append(Class(type: "公費負担者番号", value: payerNumber, name: payerName))
    }
    if let supplement = in1[15].valued?.trimmed { classes.append(Class(type: "保険補足", value: supplement)) }
    self.classes = classes
  }

  /// Symbol and number as JP Core joins them: each in quotation marks, what is not told empty. Those within are
  /// wide. A recipient of public expense has a number alone.
  var subscriberID: String? {
    if isPublic { return number }
    guard symbol != nil || number != nil else { return nil }
    return [symbol, number].map { "\"\($0 ?? "")\"" }.joined(separator: ",")
  }

  /// The branch number (枝番) in IN1-10: one or two digits in the symbol's second component or repetition, where
  /// SS-MIX2 has nothing else.
  private static func branch(_ in1: Segment) -> String? {
    let repetitions = in1[10].repetitions
    let candidates = [repetitions.first?[2].valued] + repetitions.dropFirst().prefix(1).map { $0[1].valued }
    for candidate in candidates {
      guard let digits = candidate?.foldedWidth.trimmed, (1...2).contains(digits.utf8.count),
        digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { continue }
      return digits.utf8.count == 1 ? "0" + digits : digits
    }
    return nil
  }

  /// IN1-17 is what the insured is to the patient (HL7 v2.5 6.5.6.17), FHIR's element what the patient is to the insured.
  private static func relationship(_ converter: inout RecordConverter, _ in1: Segment) -> Concept? {
    if in1[17].isEmpty { return nil }
    var relationship = converter.concept(in1, 17)
    // In whichever triplet it is: a code that stayed as it is would tell the opposite.
    let codes = [1, 4].filter { ["HL70063", nil].contains(in1[17][$0 + 2].valued?.trimmed) }
      .compactMap { in1[17][$0].valued?.trimmed }
    guard let code = codes.first(where: { HL7Map.subscriberRelationship($0) != nil }),
      let subscriber = HL7Map.subscriberRelationship(code)
    else { return relationship }
    if !HL7Map.isMutual(relationship: code) {
      // A code of 0063 beside FHIR's would tell the opposite.
      let system = converter.systems.uri(.relationship)
      relationship.codings.removeAll { $0.system == system && $0.code == code }
      relationship.text = relationship.text.map { "被保険者は患者の" + $0 }
    }
    relationship.codings.append(
      Coding(system: HL7System.subscriberRelationship, code: subscriber, display: nil))
    return relationship
  }
}

/// The kinds of insurance of JHSD0001 that FHIR tells apart (coverage-type, preferred).
private enum InsuranceKind {
  case medical, publicExpense, workersAccident, automobile, selfPay

  /// By IN1-2, in whichever triplet names the table; nil for others and for local codes.
  init?(_ in1: Segment) {
    for first in [1, 4] where in1[2][first + 2].valued?.trimmed == "JHSD0001" {
      guard let code = in1[2][first].valued?.trimmed else { continue }
      switch code {
      case "LI": self = .workersAccident
      case "TI": self = .automobile
      case "OE": self = .selfPay
      case "C0": self = .medical
      case "D0": self = .publicExpense
      default:
        guard let law = Int(code), code.utf8.count == 2 else { return nil }
        if Self.medicalLaws.contains(law) {
          self = .medical
        } else if Self.publicLaws.contains(law) {
          self = .publicExpense
        } else {
          return nil
        }
      }
      return
    }
    return nil
  }

  /// 法別番号 of health insurances.
  private static let medicalLaws: Set<Int> = [1, 2, 3, 4, 6, 7, 31, 32, 33, 34, 39, 63, 67, 72, 73, 74, 75]
  /// 法別番号 of public expense.
  private static let publicLaws: Set<Int> = [
    10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 51, 52, 53, 66, 79,
  ]

  var coding: Coding? {
    switch self {
    // As in JP Core's example of a health insurance.
    case .medical: Coding(system: HL7System.actCode, code: "PUBLICPOL", display: nil)
    case .workersAccident: Coding(system: HL7System.actCode, code: "WCBPOL", display: nil)
    case .automobile: Coding(system: HL7System.actCode, code: "AUTOPOL", display: nil)
    case .selfPay: Coding(system: HL7System.selfPay, code: "pay", display: nil)
    case .publicExpense: nil
    }
  }
}

extension JSONWriter {
  fileprivate mutating func members(of item: CoverageValue.Class) {
    concept("type", Concept(text: item.type))
    string("value", item.value)
    string("name", item.name)
  }

  fileprivate mutating func payor(_ coverage: CoverageValue, subject: [UInt8]) {
    array("payor") { json in
      if coverage.payerNumber != nil || coverage.payerName != nil {
        json.object { $0.members(of: coverage.payer) }
      } else if coverage.isSelfPay {
        json.raw(subject)
      } else {
        json.object { $0.unknownReason() }
      }
    }
  }
}
