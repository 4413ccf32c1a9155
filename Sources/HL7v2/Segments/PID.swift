/// Patient Identification (HL7 v2.5 3.4.2), 患者識別.
public struct PID: TypedSegment {
  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as PID; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// PID-1 Set ID - PID, セットID-PID.
  public var setID: String { segment[1].value }

  /// PID-3 Patient Identifier List, 患者 ID リスト.
  public var patientIdentifierList: [CX] { segment[3].values() }

  /// PID-5 Patient Name, 患者氏名.
  public var patientName: [XPN] { segment[5].values() }

  /// PID-7 Date/Time of Birth, 生年月日.
  public var dateTimeOfBirth: TimeStamp? { TimeStamp(segment[7].value) }

  /// PID-8 Administrative Sex, 性別.
  public var administrativeSex: String { segment[8].value }

  /// PID-9 Patient Alias, 患者別名.
  public var patientAlias: [XPN] { segment[9].values() }

  /// PID-11 Patient Address, 患者住所.
  public var patientAddress: [XAD] { segment[11].values() }

  /// PID-13 Phone Number - Home, 電話番号－自宅.
  public var phoneNumberHome: [XTN] { segment[13].values() }

  /// PID-14 Phone Number - Business, 電話番号－勤務先.
  public var phoneNumberBusiness: [XTN] { segment[14].values() }

  /// PID-32 Identity Reliability Code, 識別情報の信頼性.
  public var identityReliabilityCode: [String] { texts(32) }

  /// PID-33 Last Update Date/Time, 最終更新日時.
  public var lastUpdateDateTime: TimeStamp? { TimeStamp(segment[33].value) }
}
