/// Extended address (HL7 v2.5 2.A.83).
public struct XAD: DataType, Hashable {
  /// Component 5, with or without hyphen as sent.
  public var postcode: String
  /// Component 6, usually `JPN`.
  public var country: String
  /// Component 7, table 0190: `H` home, `B` office.
  public var type: String
  /// Component 8, where SS-MIX2 puts the whole address; else components 4, 3, 1 and 2 in the Japanese order.
  public var text: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    postcode = repetition.value(5)
    country = repetition.value(6)
    type = repetition.value(7)
    let whole = repetition.value(8)
    text = whole.isEmpty ? [4, 3, 1, 2].map(repetition.value).joined() : whole
  }
}

/// Extended telecommunication number (HL7 v2.5 2.A.89).
public struct XTN: DataType, Hashable {
  /// Component 2, table 0201, for example `PRN`.
  public var use: String
  /// Component 3, table 0202, for example `PH`.
  public var equipment: String
  /// Component 4, an e-mail address.
  public var address: String
  /// Component 12, else component 1.
  public var number: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    use = repetition.value(2)
    equipment = repetition.value(3)
    address = repetition.value(4)
    let unformatted = repetition.value(12)
    number = unformatted.isEmpty ? repetition.value(1) : unformatted
  }
}

/// Extended name and identification number for organizations (HL7 v2.5 2.A.87).
public struct XON: DataType, Hashable {
  /// Component 1.
  public var name: String
  /// Component 10 (v2.5), else component 3 (before).
  public var id: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    name = repetition.value(1)
    let identifier = repetition.value(10)
    id = identifier.isEmpty ? repetition.value(3) : identifier
  }
}

/// Person location (HL7 v2.5 2.A.53). Ward and room codes are local to the hospital.
public struct PL: DataType, Hashable {
  /// Component 1: ward or department.
  public var pointOfCare: String
  /// Component 2.
  public var room: String
  /// Component 3.
  public var bed: String
  /// Component 4, first subcomponent.
  public var facility: String
  /// Component 6, table 0305: `C` department, `D` division, `N` ward.
  public var type: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    pointOfCare = repetition.value(1)
    room = repetition.value(2)
    bed = repetition.value(3)
    facility = repetition.value(4)
    type = repetition.value(6)
  }
}

/// Hierarchic designator (HL7 v2.5 2.A.33).
public struct HD: DataType, Hashable {
  /// Component 1.
  public var namespaceID: String
  /// Component 2.
  public var universalID: String
  /// Component 3, for example `ISO`.
  public var universalIDType: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    namespaceID = repetition.value(1)
    universalID = repetition.value(2)
    universalIDType = repetition.value(3)
  }
}
