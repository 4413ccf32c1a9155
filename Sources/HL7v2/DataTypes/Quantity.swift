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
