/// Extended composite ID with check digit (HL7 v2.5 2.A.14): a chart number, an insurer's number.
public struct CX: DataType, Hashable {
  /// Component 1; leading zeros matter.
  public var id: String
  /// Component 4, first subcomponent; rarely filled in SS-MIX2.
  public var assigningAuthority: String
  /// Component 5, table 0203, for example `PI`.
  public var typeCode: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    id = repetition.value(1)
    assigningAuthority = repetition.value(4)
    typeCode = repetition.value(5)
  }
}
