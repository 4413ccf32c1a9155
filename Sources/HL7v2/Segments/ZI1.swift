/// Insurance of a problem (Japanese extension with the fields of IN1), 病名に関する保険情報(国内拡張).
public struct ZI1: TypedSegment {
  /// `ZI1`.
  public static let segmentName = "ZI1"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as ZI1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// ZI1-1 Set ID - ZI1, セットID-ZI1.
  public var setID: String { segment[1].value }

  /// ZI1-2 Insurance Plan ID, 保険プランID.
  public var insurancePlanID: CWE { CWE(segment[2]) }

  /// ZI1-3 Insurance Company ID, 保険会社ID.
  public var insuranceCompanyID: [CX] { segment[3].values() }

  /// ZI1-4 Insurance Company Name, 保険会社名.
  public var insuranceCompanyName: [XON] { segment[4].values() }

  /// ZI1-5 Insurance Company Address, 保険会社住所.
  public var insuranceCompanyAddress: [XAD] { segment[5].values() }

  /// ZI1-6 Insurance Co Contact Person, 保険会社連絡者.
  public var insuranceCompanyContactPerson: [XPN] { segment[6].values() }

  /// ZI1-7 Insurance Co Phone Number, 保険会社電話番号.
  public var insuranceCompanyPhoneNumber: [XTN] { segment[7].values() }

  /// ZI1-8 Group Number, グループ番号.
  public var groupNumber: String { segment[8].value }

  /// ZI1-9 Group Name, グループ名.
  public var groupName: [XON] { segment[9].values() }

  /// ZI1-10 Insured’s Group Emp ID, 被保険者グループ雇用者ID.
  public var insuredsGroupEmpID: [CX] { segment[10].values() }

  /// ZI1-11 Insured’s Group Emp Name, 被保険者グループ雇用者名.
  public var insuredsGroupEmpName: [XON] { segment[11].values() }

  /// ZI1-12 Plan Effective Date, プラン有効日付.
  public var planEffectiveDate: TimeStamp? { TimeStamp(segment[12].value) }

  /// ZI1-13 Plan Expiration Date, プラン失効日付.
  public var planExpirationDate: TimeStamp? { TimeStamp(segment[13].value) }

  /// ZI1-14 Authorization Information, 認定情報; as it stands, of type AUI.
  public var authorizationInformation: Field { segment[14] }

  /// ZI1-15 Plan Type, プランタイプ.
  public var planType: String { segment[15].value }

  /// ZI1-16 Name Of Insured, 被保険者名.
  public var nameOfInsured: [XPN] { segment[16].values() }

  /// ZI1-17 Insured’s Relationship To Patient, 被保険者と患者の関係.
  public var insuredsRelationshipToPatient: CWE { CWE(segment[17]) }

  /// ZI1-18 Insured’s Date Of Birth, 被保険者生年月日.
  public var insuredsDateOfBirth: TimeStamp? { TimeStamp(segment[18].value) }

  /// ZI1-19 Insured’s Address, 被保険者住所.
  public var insuredsAddress: [XAD] { segment[19].values() }

  /// ZI1-20 Assignment Of Benefits, 給付金の配分.
  public var assignmentOfBenefits: String { segment[20].value }

  /// ZI1-21 Coordination Of Benefits, 給付金の調整.
  public var coordinationOfBenefits: String { segment[21].value }

  /// ZI1-22 Coord Of Ben. Priority, 給付金優先順位の調整.
  public var coordinationOfBenefitsPriority: String { segment[22].value }

  /// ZI1-23 Notice Of Admission Flag, 入院通知フラグ.
  public var noticeOfAdmissionFlag: String { segment[23].value }

  /// ZI1-24 Notice Of Admission Date, 入院通知日付.
  public var noticeOfAdmissionDate: TimeStamp? { TimeStamp(segment[24].value) }

  /// ZI1-25 Report Of Eligibility Flag, 有資格報告フラグ.
  public var reportOfEligibilityFlag: String { segment[25].value }

  /// ZI1-26 Report Of Eligibility Date, 有資格報告日付.
  public var reportOfEligibilityDate: TimeStamp? { TimeStamp(segment[26].value) }

  /// ZI1-27 Release Information Code, 情報公開コード.
  public var releaseInformationCode: String { segment[27].value }

  /// ZI1-28 Pre-Admit Cert (PAC), 入院前認定書(PAC).
  public var preAdmitCertification: String { segment[28].value }

  /// ZI1-29 Verification Date/Time, 確認日付/時刻.
  public var verificationDateTime: TimeStamp? { TimeStamp(segment[29].value) }

  /// ZI1-30 Verification By, 確認者.
  public var verificationBy: [XCN] { segment[30].values() }

  /// ZI1-31 Type Of Agreement Code, 同意種別コード.
  public var typeOfAgreementCode: String { segment[31].value }

  /// ZI1-32 Billing Status, 請求状況.
  public var billingStatus: String { segment[32].value }

  /// ZI1-33 Lifetime Reserve Days, 生涯予備日数.
  public var lifetimeReserveDays: NM { NM(segment[33]) }

  /// ZI1-34 Delay Before L.R. Day, 生涯予備日数までの遅延.
  public var delayBeforeLifetimeReserveDay: NM { NM(segment[34]) }

  /// ZI1-35 Company Plan Code, 会社プランコード.
  public var companyPlanCode: String { segment[35].value }

  /// ZI1-36 Policy Number, ポリシー番号.
  public var policyNumber: String { segment[36].value }

  /// ZI1-37 Policy Deductible, 免責ポリシー; as it stands, of type CP.
  public var policyDeductible: Field { segment[37] }

  /// ZI1-38 Policy Limit - Amount, ポリシー－総額; as it stands, of type CP.
  public var policyLimitAmount: Field { segment[38] }

  /// ZI1-39 Policy Limit - Days, ポリシー－限度日数.
  public var policyLimitDays: NM { NM(segment[39]) }

  /// ZI1-40 Room Rate - Semi-Private, 室料－準個室; as it stands, of type CP.
  public var roomRateSemiPrivate: Field { segment[40] }

  /// ZI1-41 Room Rate - Private, 室料－個室; as it stands, of type CP.
  public var roomRatePrivate: Field { segment[41] }

  /// ZI1-42 Insured’s Employment Status, 被保険者雇用状態.
  public var insuredsEmploymentStatus: CWE { CWE(segment[42]) }

  /// ZI1-43 Insured’s Administrative Sex, 被保険者性別.
  public var insuredsAdministrativeSex: String { segment[43].value }

  /// ZI1-44 Insured’s Employer’s Address, 被保険者雇用者住所.
  public var insuredsEmployersAddress: [XAD] { segment[44].values() }

  /// ZI1-45 Verification Status, 確認状態.
  public var verificationStatus: String { segment[45].value }

  /// ZI1-46 Prior Insurance Plan ID, 以前の保険プランID.
  public var priorInsurancePlanID: String { segment[46].value }

  /// ZI1-47 Coverage Type, 保険範囲タイプ.
  public var coverageType: String { segment[47].value }

  /// ZI1-48 Handicap, ハンディキャップ.
  public var handicap: String { segment[48].value }

  /// ZI1-49 Insured’s ID Number, 被保険者ID番号.
  public var insuredsIDNumber: [CX] { segment[49].values() }

  /// ZI1-50 Signature Code, 署名コード.
  public var signatureCode: String { segment[50].value }

  /// ZI1-51 Signature Code Date, 署名日.
  public var signatureCodeDate: TimeStamp? { TimeStamp(segment[51].value) }

  /// ZI1-52 Insured’s Birth Place, 被保険者出生地.
  public var insuredsBirthPlace: String { segment[52].value }

  /// ZI1-53 VIP Indicator, VIP識別.
  public var vipIndicator: String { segment[53].value }
}
