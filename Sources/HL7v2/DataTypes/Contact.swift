/// Extended address (HL7 v2.5 2.A.83).
public struct XAD: DataType, Hashable {
  /// Component 1, first subcomponent; SS-MIX2 leaves it empty and writes ``otherGeographicDesignation``.
  public var streetAddress: String
  /// Component 2.
  public var otherDesignation: String
  /// Component 3.
  public var city: String
  /// Component 4, in Japan the prefecture.
  public var stateOrProvince: String
  /// Component 5, with or without hyphen as sent.
  public var postcode: String
  /// Component 6, usually `JPN`.
  public var country: String
  /// Component 7, table 0190: `H` home, `B` office.
  public var type: String
  /// Component 8, where SS-MIX2 puts the whole address.
  public var otherGeographicDesignation: String
  /// Component 9.
  public var countyCode: String
  /// Component 10.
  public var censusTract: String
  /// Component 11, table 0465.
  public var representation: String
  /// Component 12.
  public var validityRange: DR
  /// Component 13.
  public var effectiveDate: TimeStamp?
  /// Component 14.
  public var expirationDate: TimeStamp?
  /// The whole address: component 8, else components 4, 3, 1 and 2 in the Japanese order.
  public var text: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    streetAddress = repetition.value(1)
    otherDesignation = repetition.value(2)
    city = repetition.value(3)
    stateOrProvince = repetition.value(4)
    postcode = repetition.value(5)
    country = repetition.value(6)
    type = repetition.value(7)
    otherGeographicDesignation = repetition.value(8)
    countyCode = repetition.value(9)
    censusTract = repetition.value(10)
    representation = repetition.value(11)
    validityRange = DR(subcomponentsOf: repetition[12])
    effectiveDate = TimeStamp(repetition.value(13))
    expirationDate = TimeStamp(repetition.value(14))
    let parts = [stateOrProvince, city, streetAddress, otherDesignation]
    text = otherGeographicDesignation.isEmpty ? parts.joined() : otherGeographicDesignation
  }
}

/// Extended telecommunication number (HL7 v2.5 2.A.89).
public struct XTN: DataType, Hashable {
  /// Component 1, the old place of the number.
  public var telephoneNumber: String
  /// Component 2, table 0201, for example `PRN`.
  public var use: String
  /// Component 3, table 0202, for example `PH`.
  public var equipment: String
  /// Component 4, an e-mail address.
  public var address: String
  /// Component 5.
  public var countryCode: String
  /// Component 6.
  public var areaCode: String
  /// Component 7.
  public var localNumber: String
  /// Component 8.
  public var `extension`: String
  /// Component 9.
  public var anyText: String
  /// Component 10.
  public var extensionPrefix: String
  /// Component 11.
  public var speedDialCode: String
  /// Component 12, where SS-MIX2 puts the number.
  public var unformattedNumber: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    telephoneNumber = repetition.value(1)
    use = repetition.value(2)
    equipment = repetition.value(3)
    address = repetition.value(4)
    countryCode = repetition.value(5)
    areaCode = repetition.value(6)
    localNumber = repetition.value(7)
    `extension` = repetition.value(8)
    anyText = repetition.value(9)
    extensionPrefix = repetition.value(10)
    speedDialCode = repetition.value(11)
    unformattedNumber = repetition.value(12)
  }

  /// Component 12, else component 1, else components 5 to 7 with hyphens and component 8 behind `x`.
  public var number: String {
    if !unformattedNumber.isEmpty { return unformattedNumber }
    if !telephoneNumber.isEmpty || localNumber.isEmpty { return telephoneNumber }
    let parts = [countryCode, areaCode, localNumber].filter { !$0.isEmpty }
    return parts.joined(separator: "-") + (`extension`.isEmpty ? "" : " x" + `extension`)
  }
}
