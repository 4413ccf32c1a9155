/// Extended person name (HL7 v2.5 2.A.88).
///
/// When the whole name stands in component 1 it stays whole: a family name is not guessed out of it.
public struct XPN: DataType, Hashable {
  /// Component 1, first subcomponent: the family name, or the whole name when ``isWholeName``.
  public var family: String
  /// Component 2.
  public var given: String
  /// Component 3.
  public var furtherGivenNames: String
  /// Component 4.
  public var suffix: String
  /// Component 5.
  public var prefix: String
  /// Component 6, table 0360.
  public var degree: String
  /// Component 7, table 0200; `L` is the legal name.
  public var type: String
  /// Component 9.
  public var nameContext: CWE
  /// Component 10.
  public var validityRange: DR
  /// Component 11, table 0444.
  public var assemblyOrder: String
  /// Component 12.
  public var effectiveDate: TimeStamp?
  /// Component 13.
  public var expirationDate: TimeStamp?
  /// Component 14.
  public var professionalSuffix: String
  /// `I` ideographic, `P` phonetic, `A` alphabetic: component 8, or told by the script when that is empty or
  /// unknown.
  public var representation: String?

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    family = repetition.value(1)
    given = repetition.value(2)
    furtherGivenNames = repetition.value(3)
    suffix = repetition.value(4)
    prefix = repetition.value(5)
    degree = repetition.value(6)
    type = repetition.value(7)
    nameContext = CWE(subcomponentsOf: repetition[9])
    validityRange = DR(subcomponentsOf: repetition[10])
    assemblyOrder = repetition.value(11)
    effectiveDate = TimeStamp(repetition.value(12))
    expirationDate = TimeStamp(repetition.value(13))
    professionalSuffix = repetition.value(14)
    representation = NameRepresentation.of(name: family + given, declared: repetition.value(8))
  }

  /// Whether one component holds the whole name, or there is only a family name.
  public var isWholeName: Bool { given.isEmpty && !family.isEmpty }

  /// Family name, blank, given name.
  public var text: String { [family, given].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// Extended composite ID number and name for persons (HL7 v2.5 2.A.86): a doctor.
///
/// `id^姓^名` and `id^姓名` both occur; a whole name stays whole.
public struct XCN: DataType, Hashable {
  /// Who it is and nothing more: for readers that need no more.
  public struct Name: DataType, Hashable {
    /// Component 1, the local staff number.
    public var id: String
    /// Component 2, first subcomponent: the family name, or the whole name.
    public var family: String
    /// Component 3.
    public var given: String
    /// `I`, `P` or `A`: component 15, or told by the script.
    public var representation: String?

    /// Reads one repetition.
    public init(_ repetition: Repetition) {
      id = repetition.value(1)
      family = repetition.value(2)
      given = repetition.value(3)
      representation = NameRepresentation.of(name: family + given, declared: repetition.value(15))
    }
  }

  /// Component 1, the local staff number.
  public var id: String
  /// Component 2, first subcomponent: the family name, or the whole name when ``isWholeName``.
  public var family: String
  /// Component 3.
  public var given: String
  /// Component 4.
  public var furtherGivenNames: String
  /// Component 5.
  public var suffix: String
  /// Component 6.
  public var prefix: String
  /// Component 7, table 0360.
  public var degree: String
  /// Component 8, table 0297.
  public var sourceTable: String
  /// Component 9.
  public var assigningAuthority: HD
  /// Component 10, table 0200.
  public var type: String
  /// Component 11.
  public var checkDigit: String
  /// Component 12, table 0061.
  public var checkDigitScheme: String
  /// Component 13, table 0203.
  public var identifierTypeCode: String
  /// Component 14.
  public var assigningFacility: HD
  /// Component 16.
  public var nameContext: CWE
  /// Component 17.
  public var validityRange: DR
  /// Component 18, table 0444.
  public var assemblyOrder: String
  /// Component 19.
  public var effectiveDate: TimeStamp?
  /// Component 20.
  public var expirationDate: TimeStamp?
  /// Component 21.
  public var professionalSuffix: String
  /// Component 22.
  public var assigningJurisdiction: CWE
  /// Component 23.
  public var assigningAgencyOrDepartment: CWE
  /// `I`, `P` or `A`: component 15, or told by the script.
  public var representation: String?

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    let name = Name(repetition)
    id = name.id
    family = name.family
    given = name.given
    furtherGivenNames = repetition.value(4)
    suffix = repetition.value(5)
    prefix = repetition.value(6)
    degree = repetition.value(7)
    sourceTable = repetition.value(8)
    assigningAuthority = HD(subcomponentsOf: repetition[9])
    type = repetition.value(10)
    checkDigit = repetition.value(11)
    checkDigitScheme = repetition.value(12)
    identifierTypeCode = repetition.value(13)
    assigningFacility = HD(subcomponentsOf: repetition[14])
    nameContext = CWE(subcomponentsOf: repetition[16])
    validityRange = DR(subcomponentsOf: repetition[17])
    assemblyOrder = repetition.value(18)
    effectiveDate = TimeStamp(repetition.value(19))
    expirationDate = TimeStamp(repetition.value(20))
    professionalSuffix = repetition.value(21)
    assigningJurisdiction = CWE(subcomponentsOf: repetition[22])
    assigningAgencyOrDepartment = CWE(subcomponentsOf: repetition[23])
    representation = name.representation
  }

  /// Whether one component holds the whole name, or there is only a family name.
  public var isWholeName: Bool { given.isEmpty && !family.isEmpty }

  /// Family name, blank, given name.
  public var text: String { [family, given].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// Table 0465, name representation.
enum NameRepresentation {
  /// The declared code (full-width letters occur), else what the script says; nil without a name.
  static func of(name: String, declared: String) -> String? {
    let code = CodeComparison.folded(declared)
    if code == "I" || code == "P" || code == "A" { return code }
    let letters = name.unicodeScalars.filter { !isNeutral($0) }
    if letters.isEmpty { return nil }
    if letters.allSatisfy({ $0.value < 0x250 || (0xFF21...0xFF5A).contains($0.value) }) { return "A" }
    return letters.allSatisfy(isKana) ? "P" : "I"
  }

  private static func isKana(_ scalar: Unicode.Scalar) -> Bool {
    (0x3041...0x30FF).contains(scalar.value) || (0xFF66...0xFF9F).contains(scalar.value)
  }

  /// Blanks, middle dots, hyphens and full stops stand in names of every script.
  private static func isNeutral(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x27, 0x2D, 0x2E, 0xB7, 0x3000, 0x30FB, 0x30FC, 0xFF65, 0xFF70, 0x2212, 0xFF0E: true
    default: false
    }
  }
}
