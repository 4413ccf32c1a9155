import HL7v2
import SSMIX2

/// All checks of one file that need nothing but the file and its name: bytes, structure, fields, dates and codes
/// (SS-MIX2 1.2g; the nine checks of the public testing tool; HL7 v2.5). Pure.
struct RecordChecks {
  let context: RecordContext
  var rules: RecordRules
  var findings: [ValidationFinding] = []
  var facts = RecordFacts()
  /// The message that was read, or the readable part of one that is cut; nil when nothing could be read.
  private(set) var message: Message?

  var characters = EncodingCharacters.standard
  /// Only the part of a message before its defect was read.
  private(set) var isPartial = false
  /// Parts of the value that is looked at; kept to spare allocations.
  var parts: [Range<Int>] = []
  var header = HeaderValues()
  var results = ResultState()
  var orders = OrderState()

  /// Findings of one file that are kept.
  static let findingLimit = 500
  /// Bytes of one message that are read.
  static let largestMessage = 16 << 20

  init(context: RecordContext, rules: RecordRules) {
    self.context = context
    self.rules = rules
  }

  /// Checks the bytes of a file.
  ///
  /// - Parameter rulesOf: the rules of the kind that a loose file turns out to be of.
  mutating func check(_ bytes: [UInt8], rulesOf: (DataKind) -> RecordRules) {
    do {
      let message = try Message(parsing: bytes)
      checkBytes(bytes)
      chooseRules(message, rulesOf)
      checkMessage(message)
    } catch {
      report(error)
      guard error.code == .structure || error.code == .encoding else { return }
      checkBytes(bytes)
      let prefix = bytes.prefix(min(error.offset, bytes.count))
      guard let end = prefix.lastIndex(where: { $0 == 0x0D || $0 == 0x0A }),
        let message = try? Message(parsing: Array(prefix[...end]))
      else { return }
      isPartial = true
      chooseRules(message, rulesOf)
      checkMessage(message)
    }
  }

  mutating func add(
    _ code: ValidationCode, _ segment: Segment? = nil, _ field: Int? = nil,
    severity: ValidationSeverity? = nil
  ) {
    add(code, name: segment?.name, field: field, offset: segment?.offset, severity: severity)
  }

  mutating func add(
    _ code: ValidationCode, name: String?, field: Int? = nil, offset: Int?,
    severity: ValidationSeverity? = nil
  ) {
    guard findings.count < Self.findingLimit else { return }
    let finding = ValidationFinding(
      path: context.path, code: code, severity: severity, segment: name, field: field, offset: offset)
    // What needs no doing is told once for each field of a file: every result of a message would repeat it.
    if finding.severity == .note {
      let isTold = findings.contains { $0.code == code && $0.field == field && $0.segment == name }
      if isTold { return }
    }
    findings.append(finding)
  }

  private mutating func report(_ error: ParseError) {
    let code = ValidationCode(rawValue: error.code.rawValue) ?? .hl7Structure
    // A deletion is told by the name; what the file holds is optional.
    let severity: ValidationSeverity = error.code == .empty && context.isDeletion ? .note : .error
    add(code, name: error.segment, field: error.field, offset: error.offset, severity: severity)
  }

  private mutating func checkBytes(_ bytes: [UInt8]) {
    for finding in ByteChecks(bytes).findings { add(finding.code, name: nil, offset: finding.offset) }
  }

  private mutating func chooseRules(_ message: Message, _ rulesOf: (DataKind) -> RecordRules) {
    guard context.isLoose, context.kind == nil, let header = message.segments.first else { return }
    let (code, trigger) = (header[9][1].text, header[9][2].text)
    guard let kind = DataKind.all.first(where: { $0.message(code: code, trigger: trigger) != nil }) else {
      return
    }
    rules = rulesOf(kind)
  }

  // MARK: - Message

  private mutating func checkMessage(_ message: Message) {
    self.message = message
    facts.isReadable = true
    characters = message.encodingCharacters
    for finding in message.findings { add(finding) }
    guard let first = message.segments.first else { return }
    checkHeader(first)
    var present: Set<SegmentName> = []
    for segment in message.segments {
      let name = SegmentName(segment.utf8)
      present.insert(name)
      guard segment.fieldCount > 0 else {
        add(.hl7BareSegment, segment)
        continue
      }
      scanText(segment)
      if let rule = rules.segments[name] { checkFields(segment, name: segment.name, rule) }
      if !rules.used.isEmpty, !rules.used.contains(name) { add(.hl7UnexpectedSegment, segment) }
      checkSegment(segment)
    }
    finishResults()
    finishOrders(message)
    if !present.contains(SegmentName("PID")), rules.kind == nil, !isPartial {
      add(.hl7MissingSegment, name: "PID", offset: nil)
    }
    checkStructure(message, present)
  }

  /// Findings of the decoder; those of the structure come with the grouping.
  private mutating func add(_ finding: Finding) {
    guard findings.count < Self.findingLimit else { return }
    let code = Self.code(of: finding)
    findings.append(
      ValidationFinding(
        path: context.path, code: code,
        severity: ValidationSeverity(rawValue: finding.severity.rawValue),
        segment: finding.segment, field: finding.field, offset: finding.offset))
  }

  /// The code of a finding of the parser.
  static func code(of finding: Finding) -> ValidationCode {
    guard finding.code == ValidationCode.hl7Encoding.rawValue else {
      return ValidationCode(rawValue: finding.code) ?? .hl7Structure
    }
    let text = finding.text
    return decodingNotes.first { text.contains($0.phrase) }?.code ?? .hl7Encoding
  }

  /// Phrases of the decoder's findings, the more telling first; what is new there is `hl7.encoding`.
  private static let decodingNotes: [(phrase: String, code: ValidationCode)] = [
    ("byte order mark", .hl7ByteOrderMark), ("line ends", .hl7EncodingLineEnd),
    ("before a delimiter", .hl7EncodingLineEnd), ("1978 edition", .hl7FormerEdition),
    ("katakana", .hl7HalfWidthKana), ("vendor characters", .hl7VendorCharacter),
    ("user-defined", .hl7UserDefinedCharacter), ("control character", .hl7ControlCharacter),
    ("code page 932", .hl7CP932), ("is UTF-8", .hl7UTF8),
  ]

  private mutating func checkStructure(_ message: Message, _ present: Set<SegmentName>) {
    guard !isPartial else { return }
    let rule = rules.message(code: header.messageCode, trigger: header.trigger)
    if let rule, !context.isDeletion {
      for name in rule.required where !present.contains(name) {
        add(.hl7MissingSegment, name: name.text, offset: nil)
      }
      let order = SegmentName("ORC")
      if !rule.required.contains(order), rules.used.contains(order), !present.contains(order) {
        add(.hl7MissingSegment, name: order.text, offset: nil, severity: .note)
      }
    }
    guard
      let structure = rule?.structure
        ?? MessageStructure.structure(messageCode: header.messageCode, trigger: header.trigger)
    else { return }
    let grouping = MessageGrouping(message, by: structure)
    for finding in grouping.findings {
      // Bare and missing segments have their own codes.
      if let name = finding.segment {
        let packed = SegmentName(text: name)
        if !present.contains(packed), rule?.required.contains(packed) ?? false { continue }
      }
      if finding.text.contains("has no fields") { continue }
      add(
        .hl7SegmentOrder, name: finding.segment, field: finding.field, offset: finding.offset,
        severity: finding.severity == .note || context.isDeletion ? .note : .warning)
    }
  }

  private mutating func checkSegment(_ segment: Segment) {
    switch segment.name {
    case "PID": checkPatient(segment)
    case "PV1": checkVisit(segment)
    case "EVN": checkCareDate(segment)
    case "PV2", "RXA": checkCareDate(segment)
    case "ORC": checkOrder(segment)
    case "RXE": checkPrescription(segment)
    case "RXC": checkTable(segment, 1, CodeTables.component)
    case "SPM":
      checkCareDate(segment)
      beginPanel(nil)
    case "OBR": checkRequest(segment)
    case "OBX": checkObservation(segment)
    case "PRB": checkProblem(segment)
    default: break
    }
  }
}

/// Values of MSH that other segments are compared with.
struct HeaderValues {
  var messageCode = ""
  var trigger = ""
  var isCancel = false
  var time = DateText([])
}

/// Tables of codes that are closed (HL7 v2.5 chapter 2.C as SS-MIX2 uses it).
enum CodeTables {
  static let sex: Set<String> = ["A", "F", "M", "N", "O", "U"]
  static let patientClass: Set<String> = ["B", "C", "E", "I", "N", "O", "P", "R", "U"]
  static let component: Set<String> = ["A", "B"]
  static let problemAction: Set<String> = ["AD", "CO", "DE", "LI", "UC", "UN", "UP"]
  static let resultStatus: Set<String> = ["C", "D", "F", "I", "N", "O", "P", "R", "S", "U", "W", "X"]
  static let orderControl: Set<String> = [
    "AF", "CA", "CH", "CN", "CP", "CR", "DC", "DE", "DF", "DR", "FU", "HD", "HR", "LI", "NA", "NW", "OC",
    "OD", "OE", "OF", "OH", "OK", "OP", "OR", "PA", "PR", "PY", "RE", "RF", "RL", "RO", "RP", "RQ", "RR",
    "RU", "SC", "SN", "SR", "SS", "UA", "UC", "UD", "UF", "UH", "UM", "UN", "UR", "UX", "XO", "XR", "XX",
  ]
  static let valueType: Set<String> = [
    "AD", "CE", "CF", "CK", "CN", "CNE", "CP", "CQ", "CWE", "CX", "DR", "DT", "DTM", "ED", "EI", "FT", "ID",
    "IS", "MO", "NM", "PN", "RP", "SI", "SN", "ST", "TM", "TN", "TS", "TX", "XAD", "XCN", "XON", "XPN", "XTN",
  ]
}
