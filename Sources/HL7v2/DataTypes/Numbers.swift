/// Number (HL7 v2.5 2.A.47). The text is kept as sent; it is a number only when it has the form of one.
public struct NM: DataType, Hashable {
  /// As sent, blanks and all.
  public var text: String

  /// Reads the first component of one repetition.
  public init(_ repetition: Repetition) { text = repetition.value(1) }

  /// Reads a text.
  public init(_ text: String) { self.text = text }

  /// No characters.
  public var isEmpty: Bool { text.isEmpty }

  /// An optional sign, digits and at most one decimal point. Comparators, exponents and full-width digits are no
  /// numbers.
  public var isNumber: Bool { DataTypeCheck.isNumeric(text) }

  /// The number without blanks, plus sign and superfluous zeros before the point, and with a digit on either side
  /// of it: `+.50` is `0.50`. Zeros behind the point stay, they tell the precision. Nil when it is no number.
  public var decimalText: String? {
    guard isNumber else { return nil }
    var digits = Array(text.utf8.filter { $0 != 0x20 && $0 != UInt8(ascii: "+") })
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let whole = (parts.first ?? []).drop { $0 == 0x30 }
    let fraction = parts.count > 1 ? parts[1] : []
    var result = isNegative ? "-" : ""
    result += whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self)
    if !fraction.isEmpty { result += "." + String(decoding: fraction, as: UTF8.self) }
    return result
  }

  /// The nearest binary number, for reckoning; ``decimalText`` is what was sent. Nil when it is no number.
  public var approximateValue: Double? { decimalText.flatMap(Double.init) }
}

/// Composite quantity with units (HL7 v2.5 2.A.20), for example `3^TAB&錠&MR9P`.
public struct CQ: DataType, Hashable {
  /// Component 1 as sent.
  public var quantity: String
  /// Component 2; its parts are subcomponents.
  public var unit: CWE

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    quantity = repetition.value(1)
    unit = CWE(subcomponentsOf: repetition[2])
  }
}

/// Structured numeric (HL7 v2.5 2.A.71), for example `>^100`.
public struct SN: DataType, Hashable {
  /// What the four components say together.
  public enum Meaning: Sendable, Hashable {
    /// `^100`: a number.
    case number(NM)
    /// `>^100`: a number with `>`, `<`, `>=`, `<=` or `<>` before it.
    case comparison(comparator: String, NM)
    /// `^10^-^20`: an interval.
    case range(NM, NM)
    /// `^1^:^128` or `^1^/^128`: a ratio or titre, with its sign.
    case ratio(NM, sign: String, NM)
    /// `^2^+`: a number with `+` after it, "2 and above" or a category such as `2+`.
    case category(NM)
  }

  /// Component 1: empty, `>`, `<`, `>=`, `<=`, `=` or `<>`.
  public var comparator: String
  /// Component 2.
  public var num1: String
  /// Component 3: `-`, `+`, `/`, `.` or `:`.
  public var separator: String
  /// Component 4.
  public var num2: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    comparator = repetition.value(1)
    num1 = repetition.value(2)
    separator = repetition.value(3)
    num2 = repetition.value(4)
  }

  /// What the components say together; nil when they are not one of the forms of the standard or not numbers.
  public var meaning: Meaning? {
    let (first, second) = (NM(num1), NM(num2))
    guard first.isNumber, second.isNumber || num2.isEmpty else { return nil }
    let comparator = CodeComparison.folded(comparator)
    let separator = CodeComparison.folded(separator)
    switch (comparator, separator, num2.isEmpty) {
    case ("", "", true), ("=", "", true): return .number(first)
    case (">", "", true), ("<", "", true), (">=", "", true), ("<=", "", true), ("<>", "", true):
      return .comparison(comparator: comparator, first)
    case ("", "-", false): return .range(first, second)
    case ("", ":", false), ("", "/", false): return .ratio(first, sign: separator, second)
    case ("", "+", true): return .category(first)
    // The part behind the point stands apart.
    case ("", ".", false):
      return second.text.utf8.allSatisfy { $0 >= 0x30 } ? .number(NM(num1 + "." + num2)) : nil
    default: return nil
    }
  }
}

/// Repeat pattern (HL7 v2.5 2.A.64); in Japan the code of the standard usage master as subcomponents.
public struct RPT: DataType, Hashable {
  /// Component 1, `code&text&JAMISDP01`; text alone is common.
  public var pattern: CWE

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    pattern = CWE(subcomponentsOf: repetition[1])
  }
}

/// Material or drug used in an examination (ZRD of JAHIS; not an HL7 type), as in ZE1-9 and OBX-5 of OMG-12.
public struct ZRD: DataType, Hashable {
  /// Components 1 to 3.
  public var item: CWE
  /// Component 4.
  public var quantity: NM
  /// Component 5; its parts are subcomponents.
  public var unit: CWE
  /// Component 6, into how many parts a film is divided.
  public var filmPartitionNumber: NM

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    item = CWE(code: repetition.value(1), text: repetition.value(2), system: repetition.value(3))
    quantity = NM(repetition.value(4))
    unit = CWE(subcomponentsOf: repetition[5])
    filmPartitionNumber = NM(repetition.value(6))
  }
}

/// Job code and class (HL7 v2.5 2.A.38).
public struct JCC: DataType, Hashable {
  /// Component 1.
  public var code: String
  /// Component 2.
  public var jobClass: String
  /// Component 3.
  public var text: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    code = repetition.value(1)
    jobClass = repetition.value(2)
    text = repetition.value(3)
  }
}
