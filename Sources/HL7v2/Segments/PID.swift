/// Patient Identification (HL7 v2.5 3.4.2), 患者識別.
public struct PID: TypedSegment {
  /// `PID`.
  public static let segmentName = "PID"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as PID; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// PID-1 Set ID - PID, セットID-PID.
  public var setID: String { segment[1].value }

  /// PID-2 Patient ID, 患者ID.
  public var patientID: CX { CX(segment[2]) }

  /// PID-3 Patient Identifier List, 患者IDリスト.
  public var patientIdentifierList: [CX] { segment[3].values() }

  /// PID-4 Alternate Patient ID - PID, 代替患者ID.
  public var alternatePatientID: [CX] { segment[4].values() }

  /// PID-5 Patient Name, 患者氏名.
  public var patientName: [XPN] { segment[5].values() }

  /// PID-6 Mother’s Maiden Name, 母親の旧姓.
  public var mothersMaidenName: [XPN] { segment[6].values() }

  /// PID-7 Date/Time of Birth, 生年月日.
  public var dateTimeOfBirth: TimeStamp? { TimeStamp(segment[7].value) }

  /// PID-8 Administrative Sex, 性別.
  public var administrativeSex: String { segment[8].value }

  /// PID-9 Patient Alias, 患者別名.
  public var patientAlias: [XPN] { segment[9].values() }

  /// PID-10 Race, 人種.
  public var race: [CWE] { segment[10].values() }

  /// PID-11 Patient Address, 患者住所.
  public var patientAddress: [XAD] { segment[11].values() }

  /// PID-12 County Code, 郡コード.
  public var countyCode: String { segment[12].value }

  /// PID-13 Phone Number - Home, 電話番号－自宅.
  public var phoneNumberHome: [XTN] { segment[13].values() }

  /// PID-14 Phone Number - Business, 電話番号－勤務先.
  public var phoneNumberBusiness: [XTN] { segment[14].values() }

  /// PID-15 Primary Language, 使用言語.
  public var primaryLanguage: CWE { CWE(segment[15]) }

  /// PID-16 Marital Status, 婚姻状況.
  public var maritalStatus: CWE { CWE(segment[16]) }

  /// PID-17 Religion, 宗教.
  public var religion: CWE { CWE(segment[17]) }

  /// PID-18 Patient Account Number, 患者会計番号.
  public var patientAccountNumber: CX { CX(segment[18]) }

  /// PID-19 SSN Number - Patient, 社会保険番号.
  public var ssnNumberPatient: String { segment[19].value }

  /// PID-20 Driver's License Number - Patient, 運転免許証番号; as it stands, of type DLN.
  public var driversLicenseNumberPatient: Field { segment[20] }

  /// PID-21 Mother's Identifier, 母親の識別情報.
  public var mothersIdentifier: [CX] { segment[21].values() }

  /// PID-22 Ethnic Group, 民族.
  public var ethnicGroup: [CWE] { segment[22].values() }

  /// PID-23 Birth Place, 出生地.
  public var birthPlace: String { segment[23].value }

  /// PID-24 Multiple Birth Indicator, 多胎児識別情報.
  public var multipleBirthIndicator: String { segment[24].value }

  /// PID-25 Birth Order, 誕生順序.
  public var birthOrder: NM { NM(segment[25]) }

  /// PID-26 Citizenship, 市民権.
  public var citizenship: [CWE] { segment[26].values() }

  /// PID-27 Veterans Military Status, 退役軍人状況.
  public var veteransMilitaryStatus: CWE { CWE(segment[27]) }

  /// PID-28 Nationality, 国籍.
  public var nationality: CWE { CWE(segment[28]) }

  /// PID-29 Patient Death Date and Time, 患者死亡日時.
  public var patientDeathDateAndTime: TimeStamp? { TimeStamp(segment[29].value) }

  /// PID-30 Patient Death Indicator, 患者死亡識別情報.
  public var patientDeathIndicator: String { segment[30].value }

  /// PID-31 Identity Unknown Indicator, 身元不明識別.
  public var identityUnknownIndicator: String { segment[31].value }

  /// PID-32 Identity Reliability Code, 識別情報の信頼性.
  public var identityReliabilityCode: [String] { texts(32) }

  /// PID-33 Last Update Date/Time, 最終更新日時.
  public var lastUpdateDateTime: TimeStamp? { TimeStamp(segment[33].value) }

  /// PID-34 Last Update Facility, 最終更新施設.
  public var lastUpdateFacility: HD { HD(segment[34]) }

  /// PID-35 Species Code, 種コード.
  public var speciesCode: CWE { CWE(segment[35]) }

  /// PID-36 Breed Code, 品種コード.
  public var breedCode: CWE { CWE(segment[36]) }

  /// PID-37 Strain, 血統情報.
  public var strain: String { segment[37].value }

  /// PID-38 Production Class Code, 生産分類コード.
  public var productionClassCode: CWE { CWE(segment[38]) }

  /// PID-39 Tribal Citizenship, 所属種族.
  public var tribalCitizenship: [CWE] { segment[39].values() }
}
