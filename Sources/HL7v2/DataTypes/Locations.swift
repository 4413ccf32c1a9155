/// Extended name and identification number for organizations (HL7 v2.5 2.A.87).
public struct XON: DataType, Hashable {
  /// Component 1.
  public var name: String
  /// Component 2, table 0204.
  public var typeCode: String
  /// Component 3, the place of the number before v2.5.
  public var idNumber: String
  /// Component 6.
  public var assigningAuthority: HD
  /// Component 7, table 0203.
  public var identifierTypeCode: String
  /// Component 8.
  public var assigningFacility: HD
  /// Component 9, table 0465.
  public var representation: String
  /// Component 10.
  public var organizationIdentifier: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    name = repetition.value(1)
    typeCode = repetition.value(2)
    idNumber = repetition.value(3)
    assigningAuthority = HD(subcomponentsOf: repetition[6])
    identifierTypeCode = repetition.value(7)
    assigningFacility = HD(subcomponentsOf: repetition[8])
    representation = repetition.value(9)
    organizationIdentifier = repetition.value(10)
  }

  /// Component 10 (v2.5), else component 3 (before).
  public var id: String { organizationIdentifier.isEmpty ? idNumber : organizationIdentifier }
}

/// Person location (HL7 v2.5 2.A.53); also reads LA1 and LA2, whose first eight components are the same. Ward
/// and room codes are local to the hospital.
public struct PL: DataType, Hashable {
  /// Component 1: ward or department.
  public var pointOfCare: String
  /// Component 2.
  public var room: String
  /// Component 3.
  public var bed: String
  /// Component 4, first subcomponent.
  public var facility: String
  /// Component 5, table 0306.
  public var locationStatus: String
  /// Component 6, table 0305: `C` department, `D` division, `N` ward.
  public var type: String
  /// Component 7.
  public var building: String
  /// Component 8.
  public var floor: String
  /// Component 9.
  public var locationDescription: String
  /// Component 10; in LA2 another part of the address.
  public var comprehensiveLocationIdentifier: EI
  /// Component 11; in LA2 another part of the address.
  public var assigningAuthority: HD

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    pointOfCare = repetition.value(1)
    room = repetition.value(2)
    bed = repetition.value(3)
    facility = repetition.value(4)
    locationStatus = repetition.value(5)
    type = repetition.value(6)
    building = repetition.value(7)
    floor = repetition.value(8)
    locationDescription = repetition.value(9)
    comprehensiveLocationIdentifier = EI(subcomponentsOf: repetition[10])
    assigningAuthority = HD(subcomponentsOf: repetition[11])
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

  /// Reads the subcomponents of a component, as in CX-4.
  public init(subcomponentsOf component: Component) {
    namespaceID = component[1].value
    universalID = component[2].value
    universalIDType = component[3].value
  }
}
