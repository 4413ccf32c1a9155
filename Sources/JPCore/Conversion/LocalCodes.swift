import HL7v2

/// The codes of one coded value that are none of a standard system.
struct LocalCodes {
  var codes: [CodedValues.UnmappedCode] = []
  /// How many of them are sent as text: their systems have no URI.
  var withoutURI = 0
  /// Where the first of those that are codings stands.
  var firstCoding: Int?

  mutating func note(_ system: String, _ code: String, _ display: String?, coding: Int? = nil) {
    codes.append(CodedValues.UnmappedCode(system: system, code: code, display: display ?? ""))
    if coding == nil { withoutURI += 1 }
    firstCoding = firstCoding ?? coding
  }
}

/// Codes of the facility: what its map says of them, and how many there are.
extension RecordConverter {
  /// Adds what the facility's map says to a value that has local codes, and counts the value.
  mutating func finish(
    _ concept: inout Concept, _ local: LocalCodes, _ use: CodeUse, _ segment: Segment, _ field: Int
  ) {
    if local.codes.isEmpty {
      if !concept.codings.isEmpty {
        codedValues.standard += 1
      } else if concept.text != nil {
        codedValues.text += 1
      }
      return
    }
    let ownCodings = local.codes.count - local.withoutURI
    var isStandard = concept.codings.count > ownCodings
    if !context.codeMap.isEmpty, addMapped(to: &concept, local, use, segment, field) {
      isStandard = true
    } else {
      for _ in 0..<local.withoutURI { note(.codeWithoutSystem, segment, field) }
    }
    if isStandard {
      codedValues.standard += 1
    } else {
      if ownCodings > 0 { codedValues.local += 1 } else { codedValues.text += 1 }
      noteUnmapped(local.codes)
    }
  }

  /// Counts a value that is sent as text though it is a code.
  mutating func finish(_ concept: Concept, uncoded code: String, _ segment: Segment, _ field: Int) {
    note(.codeWithoutSystem, segment, field)
    codedValues.text += 1
    noteUnmapped([CodedValues.UnmappedCode(system: "", code: code, display: "")])
  }

  /// The standard codes before the local ones; a system that the message itself names is neither doubled nor replaced.
  /// - Returns: Whether the map knows a code of the value.
  private mutating func addMapped(
    to concept: inout Concept, _ local: LocalCodes, _ use: CodeUse, _ segment: Segment, _ field: Int
  ) -> Bool {
    let meant: StandardSystem.Use
    switch use {
    case .general, .result: meant = .item
    case .department: meant = .department
    default: return false
    }
    var place = local.firstCoding ?? concept.codings.count
    var isKnown = false
    for code in local.codes {
      for target in context.codeMap.targets(system: code.system, code: code.code, use: meant) {
        isKnown = true
        let coding = target.coding(systems)
        if let own = concept.codings.first(where: { $0.system == coding.system }) {
          if !target.standard.agree(own.code, coding.code) { note(.codeContradictsMap, segment, field) }
        } else {
          concept.codings.insert(coding, at: place)
          place += 1
        }
      }
    }
    return isKnown
  }

  /// Adds a code that another field tells of the same thing: in place of a mapped one of its system, else unless the
  /// system is there.
  mutating func add(_ coding: Coding, to concept: inout Concept, _ segment: Segment, _ field: Int) {
    guard let known = concept.codings.firstIndex(where: { $0.system == coding.system }) else {
      concept.codings.append(coding)
      return
    }
    guard concept.codings[known].isMapped, !coding.isMapped else { return }
    if concept.codings[known].code != coding.code { note(.codeContradictsMap, segment, field) }
    concept.codings[known] = coding
  }

  /// Counts a value anew that several fields tell: as one.
  mutating func recount(_ concept: Concept, since before: CodedValues) {
    let isStandard = codedValues.standard > before.standard
    let (hasLocal, unmapped) = (codedValues.local > before.local, codedValues.unmapped)
    codedValues = before
    if isStandard {
      codedValues.standard += 1
    } else {
      if hasLocal { codedValues.local += 1 } else { codedValues.text += 1 }
      codedValues.unmapped += unmapped.dropFirst(before.unmapped.count).prefix(1)
    }
  }

  // MARK: - Departments

  /// A department's code in a field that names no system, where the facility has mapped it.
  mutating func mappedDepartment(_ code: String) -> Concept? {
    if context.codeMap.isEmpty { return nil }
    guard let target = context.codeMap.targets(system: "", code: code, use: .department).first else {
      return nil
    }
    codedValues.standard += 1
    return Concept(codings: [target.coding(systems)], text: code)
  }

  // MARK: - Units

  /// Gives a unit the code that the facility's map says, unless the message says one itself.
  mutating func map(
    _ unit: inout UnitOfMeasure, _ use: CodeUse, _ segment: Segment, _ field: Int,
    component: (Int) -> String?
  ) {
    var targets: [CodeMap.Entry] = []
    for first in [1, 4] {
      guard let code = component(first)?.trimmed else { continue }
      targets += context.codeMap.targets(
        system: component(first + 2)?.trimmed ?? "", code: code, use: .unit)
    }
    if component(1) == nil { targets += context.codeMap.targets(system: "", code: unit.text, use: .unit) }
    // A drug's amount is told in MERIT-9 where it can be, a result in UCUM.
    for standard in use == .unit ? [StandardSystem.merit9Unit, .ucum] : [.ucum] {
      guard let target = targets.first(where: { $0.standard == standard }) else { continue }
      if unit.code == nil {
        unit.system = systems.uri(standard: standard)
        unit.code = target.standardCode
      } else if unit.system == systems.uri(standard: standard), unit.code != target.standardCode {
        note(.codeContradictsMap, segment, field)
      }
    }
  }

  /// Counts a unit.
  mutating func count(_ unit: UnitOfMeasure, component: (Int) -> String?) {
    if unit.code != nil {
      codedValues.standard += 1
      return
    }
    codedValues.text += 1
    guard let code = component(1)?.trimmed else { return }
    noteUnmapped([
      CodedValues.UnmappedCode(
        system: component(3)?.trimmed ?? "", code: code, display: component(2)?.trimmed ?? "")
    ])
  }

  /// Keeps one code of a value for the report: what a map could say more of, and only what has the form of a code. A
  /// text in the place of a code may say anything of the patient.
  private mutating func noteUnmapped(_ codes: [CodedValues.UnmappedCode]) {
    let code = codes.first { code in
      !StandardSystem.isStandard(name: code.system) && code.code.isShortCode && code.system.isShortCode
    }
    guard var code else { return }
    // Nearly every name stays as it is.
    if code.display.utf8.count > 60 || code.display.utf8.contains(where: { $0 < 0x20 }) {
      code.display = String(
        String.UnicodeScalarView(code.display.unicodeScalars.prefix(60).filter { $0.value >= 0x20 }))
    }
    codedValues.unmapped.append(code)
  }

  // MARK: - Confidentiality

  /// The strictest grade of ORC-28 in the message. Another code than those of table 0177 says nothing: real storages shift
  /// fields by one.
  mutating func strictestOrder() -> Coding? {
    var strictest: Coding?
    for segment in message.all("ORC") {
      let field = segment[28]
      if field.isEmpty || field.isNull { continue }
      let grade = HL7Map.confidentiality(field)
      if grade.isKnown {
        strictest = Confidentiality.stricter(
          strictest, Coding(system: HL7System.confidentiality, code: grade.code, display: nil))
      } else {
        note(.codeUnknown, segment, 28)
      }
    }
    return strictest
  }
}

/// The grades of v3-Confidentiality that the conversion makes.
enum Confidentiality {
  private static let grades = ["U", "N", "R", "V"]

  /// The stricter of two.
  static func stricter(_ left: Coding?, _ right: Coding?) -> Coding? {
    guard let left else { return right }
    guard let right else { return left }
    return (grades.firstIndex(of: left.code) ?? 0) >= (grades.firstIndex(of: right.code) ?? 0) ? left : right
  }
}

extension CodeMap.Entry {
  /// The standard code.
  fileprivate func coding(_ systems: CodeSystems) -> Coding {
    Coding(
      system: systems.uri(standard: standard), code: standardCode, display: standardDisplay.nonBlank,
      isMapped: true)
  }
}

extension StandardSystem {
  /// Whether two codes are one: a JLAC10 code without its last two characters (the kind of result) says the same.
  fileprivate func agree(_ own: String, _ mapped: String) -> Bool {
    own == mapped
      || self == .jlac10 && min(own.utf8.count, mapped.utf8.count) == 15
        && own.prefix(15) == mapped.prefix(15)
  }
}

extension String {
  /// Short, without blanks and control characters, and not a text in Japanese of any length.
  fileprivate var isShortCode: Bool {
    utf8.count <= 40
      && unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0.value != 0x3000 }
      && (utf8.allSatisfy { $0 < 0x80 } || unicodeScalars.count <= 8)
  }
}
