/// Extended person name (HL7 v2.5 2.A.88).
///
/// When the whole name stands in component 1 it stays whole: a family name is not guessed out of it.
public struct XPN: DataType, Hashable {
  /// Component 1, first subcomponent: the family name, or the whole name when ``isWholeName``.
  public var family: String
  /// Component 2.
  public var given: String
  /// Component 7, table 0200; `L` is the legal name.
  public var type: String
  /// `I` ideographic, `P` phonetic, `A` alphabetic: component 8, or told by the script when that is empty or
  /// unknown.
  public var representation: String?

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    family = repetition.value(1)
    given = repetition.value(2)
    type = repetition.value(7)
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
  /// Component 1, the local staff number.
  public var id: String
  /// Component 2, first subcomponent: the family name, or the whole name when ``isWholeName``.
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
    if ["I", "P", "A"].contains(code) { return code }
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
    [0x20, 0x27, 0x2D, 0x2E, 0xB7, 0x3000, 0x30FB, 0x30FC, 0xFF65, 0xFF70, 0x2212, 0xFF0E].contains(
      scalar.value)
  }
}
