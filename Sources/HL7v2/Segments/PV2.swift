/// Patient Visit - Additional (HL7 v2.5 3.4.4), 来院情報-追加.
public struct PV2: TypedSegment {
  /// `PV2`.
  public static let segmentName = "PV2"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as PV2; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// PV2-1 Prior Pending Location, 事前保留所在場所.
  public var priorPendingLocation: PL { PL(segment[1]) }

  /// PV2-2 Accommodation Code, 宿泊設備コード.
  public var accommodationCode: CWE { CWE(segment[2]) }

  /// PV2-3 Admit Reason, 入院の理由.
  public var admitReason: CWE { CWE(segment[3]) }

  /// PV2-4 Transfer Reason, 転科転棟の理由.
  public var transferReason: CWE { CWE(segment[4]) }

  /// PV2-5 Patient Valuables, 患者貴重品情報.
  public var patientValuables: [String] { texts(5) }

  /// PV2-6 Patient Valuables Location, 患者貴重品の保管場所.
  public var patientValuablesLocation: String { segment[6].value }

  /// PV2-7 Visit User Code, 来院種別コード.
  public var visitUserCode: [String] { texts(7) }

  /// PV2-8 Expected Admit Date/Time, 予定入院日時.
  public var expectedAdmitDateTime: TimeStamp? { TimeStamp(segment[8].value) }

  /// PV2-9 Expected Discharge Date/Time, 予定退院日時.
  public var expectedDischargeDateTime: TimeStamp? { TimeStamp(segment[9].value) }

  /// PV2-10 Estimated Length of Inpatient Stay, 予定入院期間.
  public var estimatedLengthOfInpatientStay: NM { NM(segment[10]) }

  /// PV2-11 Actual Length of Inpatient Stay, 入院期間.
  public var actualLengthOfInpatientStay: NM { NM(segment[11]) }

  /// PV2-12 Visit Description, 来院時記述情報.
  public var visitDescription: String { segment[12].value }

  /// PV2-13 Referral Source Code, 紹介元情報.
  public var referralSourceCode: [XCN] { segment[13].values() }

  /// PV2-14 Previous Service Date, 前回来院日.
  public var previousServiceDate: TimeStamp? { TimeStamp(segment[14].value) }

  /// PV2-15 Employment Illness Related Indicator, 職業由来疾病情報.
  public var employmentIllnessRelatedIndicator: String { segment[15].value }

  /// PV2-16 Purge Status Code, 削除状態標識.
  public var purgeStatusCode: String { segment[16].value }

  /// PV2-17 Purge Status Date, 削除予定日.
  public var purgeStatusDate: TimeStamp? { TimeStamp(segment[17].value) }

  /// PV2-18 Special Program Code, 特別プログラムコード.
  public var specialProgramCode: String { segment[18].value }

  /// PV2-19 Retention Indicator, 保持標識.
  public var retentionIndicator: String { segment[19].value }

  /// PV2-20 Expected Number of Insurance Plans, 適応可能保険の数.
  public var expectedNumberOfInsurancePlans: NM { NM(segment[20]) }

  /// PV2-21 Visit Publicity Code, 来院情報周知範囲.
  public var visitPublicityCode: String { segment[21].value }

  /// PV2-22 Visit Protection Indicator, 来院情報保護標識.
  public var visitProtectionIndicator: String { segment[22].value }

  /// PV2-23 Clinic Organization Name, 診療部門名.
  public var clinicOrganizationName: [XON] { segment[23].values() }

  /// PV2-24 Patient Status Code, 患者状態.
  public var patientStatusCode: String { segment[24].value }

  /// PV2-25 Visit Priority Code, 受診優先指標.
  public var visitPriorityCode: String { segment[25].value }

  /// PV2-26 Previous Treatment Date, 最終治療日.
  public var previousTreatmentDate: TimeStamp? { TimeStamp(segment[26].value) }

  /// PV2-27 Expected Discharge Disposition, 希望退院種別.
  public var expectedDischargeDisposition: String { segment[27].value }

  /// PV2-28 Signature on File Date, 署名日.
  public var signatureOnFileDate: TimeStamp? { TimeStamp(segment[28].value) }

  /// PV2-29 First Similar Illness Date, 発症日.
  public var firstSimilarIllnessDate: TimeStamp? { TimeStamp(segment[29].value) }

  /// PV2-30 Patient Charge Adjustment Code, 患者費用補正コード.
  public var patientChargeAdjustmentCode: CWE { CWE(segment[30]) }

  /// PV2-31 Recurring Service Code, 通院治療標識.
  public var recurringServiceCode: String { segment[31].value }

  /// PV2-32 Billing Media Code, 請求媒体コード.
  public var billingMediaCode: String { segment[32].value }

  /// PV2-33 Expected Surgery Date and Time, 予定手術日時.
  public var expectedSurgeryDateAndTime: TimeStamp? { TimeStamp(segment[33].value) }

  /// PV2-34 Military Partnership Code, 軍隊との契約の有無.
  public var militaryPartnershipCode: String { segment[34].value }

  /// PV2-35 Military Non-Availability Code, 非軍隊施設の利用許可の有無.
  public var militaryNonAvailabilityCode: String { segment[35].value }

  /// PV2-36 Newborn Baby Indicator, 新生児標識.
  public var newbornBabyIndicator: String { segment[36].value }

  /// PV2-37 Baby Detained Indicator, 新生児残留標識.
  public var babyDetainedIndicator: String { segment[37].value }

  /// PV2-38 Mode of Arrival Code, 患者到着手段.
  public var modeOfArrivalCode: CWE { CWE(segment[38]) }

  /// PV2-39 Recreational Drug Use Code, 嗜好情報.
  public var recreationalDrugUseCode: [CWE] { segment[39].values() }

  /// PV2-40 Admission Level of Care Code, 入院時患者重症度.
  public var admissionLevelOfCareCode: CWE { CWE(segment[40]) }

  /// PV2-41 Precaution Code, 要注意コード.
  public var precautionCode: [CWE] { segment[41].values() }

  /// PV2-42 Patient Condition Code, 患者容態標識.
  public var patientConditionCode: CWE { CWE(segment[42]) }

  /// PV2-43 Living Will Code, 延命希望標識.
  public var livingWillCode: String { segment[43].value }

  /// PV2-44 Organ Donor Code, 臓器提供希望標識.
  public var organDonorCode: String { segment[44].value }

  /// PV2-45 Advance Directive Code, その他の患者要望.
  public var advanceDirectiveCode: [CWE] { segment[45].values() }

  /// PV2-46 Patient Status Effective Date, 患者状態(PV2-24)の発症日.
  public var patientStatusEffectiveDate: TimeStamp? { TimeStamp(segment[46].value) }

  /// PV2-47 Expected LOA Return Date/Time, 予定帰院日時.
  public var expectedLOAReturnDateTime: TimeStamp? { TimeStamp(segment[47].value) }

  /// PV2-48 Expected Pre-admission Testing Date/Time, 入院前検査予定日時.
  public var expectedPreAdmissionTestingDateTime: TimeStamp? { TimeStamp(segment[48].value) }

  /// PV2-49 Notify Clergy Code, 聖職者通知標識.
  public var notifyClergyCode: [String] { texts(49) }
}
