/// Extended composite ID with check digit (HL7 v2.5 2.A.14): a chart number, an insurer's number.
public struct CX: DataType, Hashable {
  /// Component 1; leading zeros matter.
  public var id: String
  /// Component 2.
  public var checkDigit: String
  /// Component 3, table 0061.
  public var checkDigitScheme: String
  /// Component 4, first subcomponent; rarely filled in SS-MIX2.
  public var assigningAuthority: String
  /// Component 4 whole: name, OID and type of who gave the number.
  public var authority: HD
  /// Component 5, table 0203, for example `PI`.
  public var typeCode: String
  /// Component 6.
  public var assigningFacility: HD
  /// Component 7.
  public var effectiveDate: TimeStamp?
  /// Component 8.
  public var expirationDate: TimeStamp?
  /// Component 9.
  public var assigningJurisdiction: CWE
  /// Component 10.
  public var assigningAgencyOrDepartment: CWE

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    id = repetition.value(1)
    checkDigit = repetition.value(2)
    checkDigitScheme = repetition.value(3)
    assigningAuthority = repetition.value(4)
    authority = HD(subcomponentsOf: repetition[4])
    typeCode = repetition.value(5)
    assigningFacility = HD(subcomponentsOf: repetition[6])
    effectiveDate = TimeStamp(repetition.value(7))
    expirationDate = TimeStamp(repetition.value(8))
    assigningJurisdiction = CWE(subcomponentsOf: repetition[9])
    assigningAgencyOrDepartment = CWE(subcomponentsOf: repetition[10])
  }
}
