/// Next of Kin (HL7 v2.5 3.4.5), 近親者・関係者.
public struct NK1: TypedSegment {
  /// `NK1`.
  public static let segmentName = "NK1"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as NK1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// NK1-1 Set ID - NK1, セットID-NK1.
  public var setID: String { segment[1].value }

  /// NK1-2 Name, 氏名.
  public var name: [XPN] { segment[2].values() }

  /// NK1-3 Relationship, 続柄.
  public var relationship: CWE { CWE(segment[3]) }

  /// NK1-4 Address, 住所.
  public var address: [XAD] { segment[4].values() }

  /// NK1-5 Phone Number, 電話番号.
  public var phoneNumber: [XTN] { segment[5].values() }

  /// NK1-6 Business Phone Number, 勤務先電話番号.
  public var businessPhoneNumber: [XTN] { segment[6].values() }

  /// NK1-7 Contact Role, 役割.
  public var contactRole: CWE { CWE(segment[7]) }

  /// NK1-8 Start Date, 役割の開始日.
  public var startDate: TimeStamp? { TimeStamp(segment[8].value) }

  /// NK1-9 End Date, 役割の終了日.
  public var endDate: TimeStamp? { TimeStamp(segment[9].value) }

  /// NK1-10 Next of Kin / Associated Parties Job Title, 肩書.
  public var nextOfKinAssociatedPartiesJobTitle: String { segment[10].value }

  /// NK1-11 Next of Kin / Associated Parties Job Code/Class, 職種・職位.
  public var nextOfKinAssociatedPartiesJobCodeClass: JCC { JCC(segment[11]) }

  /// NK1-12 Next of Kin / Associated Parties Employee Number, 従業員番号.
  public var nextOfKinAssociatedPartiesEmployeeNumber: CX { CX(segment[12]) }

  /// NK1-13 Organization Name - NK1, 所属組織名.
  public var organizationName: [XON] { segment[13].values() }

  /// NK1-14 Marital Status, 結婚状態.
  public var maritalStatus: CWE { CWE(segment[14]) }

  /// NK1-15 Administrative Sex, 性別.
  public var administrativeSex: String { segment[15].value }

  /// NK1-16 Date/Time of Birth, 生年月日.
  public var dateTimeOfBirth: TimeStamp? { TimeStamp(segment[16].value) }

  /// NK1-17 Living Dependency, 生活依存.
  public var livingDependency: [String] { texts(17) }

  /// NK1-18 Ambulatory Status, 介護区分.
  public var ambulatoryStatus: [String] { texts(18) }

  /// NK1-19 Citizenship, 市民権情報.
  public var citizenship: [CWE] { segment[19].values() }

  /// NK1-20 Primary Language, 使用言語.
  public var primaryLanguage: CWE { CWE(segment[20]) }

  /// NK1-21 Living Arrangement, 生活様式.
  public var livingArrangement: String { segment[21].value }

  /// NK1-22 Publicity Code, 周知標識.
  public var publicityCode: CWE { CWE(segment[22]) }

  /// NK1-23 Protection Indicator, 保護標識.
  public var protectionIndicator: String { segment[23].value }

  /// NK1-24 Student Indicator, 学生標識.
  public var studentIndicator: String { segment[24].value }

  /// NK1-25 Religion, 宗教.
  public var religion: CWE { CWE(segment[25]) }

  /// NK1-26 Mother’s Maiden Name, 母親の旧姓.
  public var mothersMaidenName: [XPN] { segment[26].values() }

  /// NK1-27 Nationality, 国籍.
  public var nationality: CWE { CWE(segment[27]) }

  /// NK1-28 Ethnic Group, 民族.
  public var ethnicGroup: [CWE] { segment[28].values() }

  /// NK1-29 Contact Reason, 連絡理由.
  public var contactReason: [CWE] { segment[29].values() }

  /// NK1-30 Contact Person’s Name, 連絡先の名前.
  public var contactPersonsName: [XPN] { segment[30].values() }

  /// NK1-31 Contact Person’s Telephone Number, 連絡先の電話番号.
  public var contactPersonsTelephoneNumber: [XTN] { segment[31].values() }

  /// NK1-32 Contact Person’s Address, 連絡先の住所.
  public var contactPersonsAddress: [XAD] { segment[32].values() }

  /// NK1-33 Next of Kin/Associated Party’s Identifiers, 近親者識別情報.
  public var nextOfKinAssociatedPartysIdentifiers: [CX] { segment[33].values() }

  /// NK1-34 Job Status, 職業状態.
  public var jobStatus: String { segment[34].value }

  /// NK1-35 Race, 人種.
  public var race: [CWE] { segment[35].values() }

  /// NK1-36 Handicap, 障害情報.
  public var handicap: String { segment[36].value }

  /// NK1-37 Contact Person Social Security Number, 連絡先の社会保険番号.
  public var contactPersonSocialSecurityNumber: String { segment[37].value }

  /// NK1-38 Next of Kin Birth Place, 近親者生誕地.
  public var nextOfKinBirthPlace: String { segment[38].value }

  /// NK1-39 VIP Indicator, VIP標識.
  public var vipIndicator: String { segment[39].value }
}
