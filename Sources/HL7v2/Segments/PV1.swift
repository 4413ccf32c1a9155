/// Patient Visit (HL7 v2.5 3.4.3), 来院情報.
public struct PV1: TypedSegment {
  /// `PV1`.
  public static let segmentName = "PV1"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as PV1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// PV1-1 Set ID - PV1, セットID-PV1.
  public var setID: String { segment[1].value }

  /// PV1-2 Patient Class, 患者区分.
  public var patientClass: String { segment[2].value }

  /// PV1-3 Assigned Patient Location, 患者所在場所.
  public var assignedPatientLocation: PL { PL(segment[3]) }

  /// PV1-4 Admission Type, 入院区分.
  public var admissionType: String { segment[4].value }

  /// PV1-5 Preadmit Number, 事前入院番号.
  public var preadmitNumber: CX { CX(segment[5]) }

  /// PV1-6 Prior Patient Location, 患者の以前の所在.
  public var priorPatientLocation: PL { PL(segment[6]) }

  /// PV1-7 Attending Doctor, 主治医.
  public var attendingDoctor: [XCN] { segment[7].values() }

  /// PV1-8 Referring Doctor, 紹介医.
  public var referringDoctor: [XCN] { segment[8].values() }

  /// PV1-9 Consulting Doctor, コンサルタント医師.
  public var consultingDoctor: [XCN] { segment[9].values() }

  /// PV1-10 Hospital Service, 診療部門.
  public var hospitalService: String { segment[10].value }

  /// PV1-11 Temporary Location, 一時的な所在場所.
  public var temporaryLocation: PL { PL(segment[11]) }

  /// PV1-12 Preadmit Test Indicator, 入院前検査標識.
  public var preadmitTestIndicator: String { segment[12].value }

  /// PV1-13 Re-admission Indicator, 再入院標識.
  public var reAdmissionIndicator: String { segment[13].value }

  /// PV1-14 Admit Source, 紹介元.
  public var admitSource: String { segment[14].value }

  /// PV1-15 Ambulatory Status, 外来状況.
  public var ambulatoryStatus: [String] { texts(15) }

  /// PV1-16 VIP Indicator, VIP標識.
  public var vipIndicator: String { segment[16].value }

  /// PV1-17 Admitting Doctor, 入院時医師.
  public var admittingDoctor: [XCN] { segment[17].values() }

  /// PV1-18 Patient Type, 患者種別.
  public var patientType: String { segment[18].value }

  /// PV1-19 Visit Number, 来院番号.
  public var visitNumber: CX { CX(segment[19]) }

  /// PV1-20 Financial Class, 保険種別; as it stands, of type FC.
  public var financialClass: Field { segment[20] }

  /// PV1-21 Charge Price Indicator, 費用識別標識.
  public var chargePriceIndicator: String { segment[21].value }

  /// PV1-22 Courtesy Code, 優待コード.
  public var courtesyCode: String { segment[22].value }

  /// PV1-23 Credit Rating, 信用等級.
  public var creditRating: String { segment[23].value }

  /// PV1-24 Contract Code, 契約コード.
  public var contractCode: [String] { texts(24) }

  /// PV1-25 Contract Effective Date, 契約発効日.
  public var contractEffectiveDate: [TimeStamp] { texts(25).compactMap(TimeStamp.init) }

  /// PV1-26 Contract Amount, 契約金額.
  public var contractAmount: [NM] { segment[26].values() }

  /// PV1-27 Contract Period, 契約期間.
  public var contractPeriod: [NM] { segment[27].values() }

  /// PV1-28 Interest Code, 利息コード.
  public var interestCode: String { segment[28].value }

  /// PV1-29 Transfer to Bad Debt Code, 不良負債転換コード.
  public var transferToBadDebtCode: String { segment[29].value }

  /// PV1-30 Transfer to Bad Debt Date, 不良負債転換日.
  public var transferToBadDebtDate: TimeStamp? { TimeStamp(segment[30].value) }

  /// PV1-31 Bad Debt Agency Code, 不良負債代理店コード.
  public var badDebtAgencyCode: String { segment[31].value }

  /// PV1-32 Bad Debt Transfer Amount, 不良負債転換額.
  public var badDebtTransferAmount: NM { NM(segment[32]) }

  /// PV1-33 Bad Debt Recovery Amount, 不良負債回収額.
  public var badDebtRecoveryAmount: NM { NM(segment[33]) }

  /// PV1-34 Delete Account Indicator, 会計情報削除標識.
  public var deleteAccountIndicator: String { segment[34].value }

  /// PV1-35 Delete Account Date, 会計情報削除日.
  public var deleteAccountDate: TimeStamp? { TimeStamp(segment[35].value) }

  /// PV1-36 Discharge Disposition, 退院区分.
  public var dischargeDisposition: String { segment[36].value }

  /// PV1-37 Discharged to Location, 退院先; as it stands, of type DLD.
  public var dischargedToLocation: Field { segment[37] }

  /// PV1-38 Diet Type, 食事種別.
  public var dietType: CWE { CWE(segment[38]) }

  /// PV1-39 Servicing Facility, 担当施設.
  public var servicingFacility: String { segment[39].value }

  /// PV1-40 Bed Status, ベッド状態.
  public var bedStatus: String { segment[40].value }

  /// PV1-41 Account Status, 会計状態.
  public var accountStatus: String { segment[41].value }

  /// PV1-42 Pending Location, 保留所在場所.
  public var pendingLocation: PL { PL(segment[42]) }

  /// PV1-43 Prior Temporary Location, 事前の一時的所在.
  public var priorTemporaryLocation: PL { PL(segment[43]) }

  /// PV1-44 Admit Date/Time, 入院日時.
  public var admitDateTime: TimeStamp? { TimeStamp(segment[44].value) }

  /// PV1-45 Discharge Date/Time, 退院日時.
  public var dischargeDateTime: [TimeStamp] { texts(45).compactMap(TimeStamp.init) }

  /// PV1-46 Current Patient Balance, 未納額.
  public var currentPatientBalance: NM { NM(segment[46]) }

  /// PV1-47 Total Charges, 総費用.
  public var totalCharges: NM { NM(segment[47]) }

  /// PV1-48 Total Adjustments, 総調整額.
  public var totalAdjustments: NM { NM(segment[48]) }

  /// PV1-49 Total Payments, 合計支払額.
  public var totalPayments: NM { NM(segment[49]) }

  /// PV1-50 Alternate Visit ID, 代替来院ID.
  public var alternateVisitID: CX { CX(segment[50]) }

  /// PV1-51 Visit Indicator, 来院標識.
  public var visitIndicator: String { segment[51].value }

  /// PV1-52 Other Healthcare Provider, 他のヘルスケア供給者.
  public var otherHealthcareProvider: [XCN] { segment[52].values() }
}
