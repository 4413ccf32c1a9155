/// Entity identifier (HL7 v2.5 2.A.28): an order number.
public struct EI: DataType, Hashable {
  /// Component 1.
  public var id: String
  /// Component 2.
  public var namespaceID: String
  /// Component 3.
  public var universalID: String
  /// Component 4, for example `ISO`.
  public var universalIDType: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    id = repetition.value(1)
    namespaceID = repetition.value(2)
    universalID = repetition.value(3)
    universalIDType = repetition.value(4)
  }

  /// Reads the subcomponents of a component, as in EIP.
  public init(subcomponentsOf component: Component) {
    id = component[1].value
    namespaceID = component[2].value
    universalID = component[3].value
    universalIDType = component[4].value
  }
}

/// Entity identifier pair (HL7 v2.5 2.A.29).
public struct EIP: DataType, Hashable {
  /// Component 1, given by who ordered.
  public var placer: EI
  /// Component 2, given by who carries out.
  public var filler: EI

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    placer = EI(subcomponentsOf: repetition[1])
    filler = EI(subcomponentsOf: repetition[2])
  }
}

/// Message type (HL7 v2.5 2.A.44), for example `ADT^A08^ADT_A01`.
public struct MSG: DataType, Hashable {
  /// Component 1, table 0076.
  public var messageCode: String
  /// Component 2, table 0003.
  public var triggerEvent: String
  /// Component 3, table 0354; absent in older output.
  public var messageStructure: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    messageCode = repetition.value(1)
    triggerEvent = repetition.value(2)
    messageStructure = repetition.value(3)
  }
}

/// Date/time range (HL7 v2.5 2.A.25).
public struct DR: DataType, Hashable {
  /// Component 1.
  public var start: TimeStamp?
  /// Component 2.
  public var end: TimeStamp?

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    start = TimeStamp(repetition.value(1))
    end = TimeStamp(repetition.value(2))
  }

  /// Reads the subcomponents of a component, as in XAD-12.
  public init(subcomponentsOf component: Component) {
    start = TimeStamp(component[1].value)
    end = TimeStamp(component[2].value)
  }
}
