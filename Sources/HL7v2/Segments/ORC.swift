/// Common Order (HL7 v2.5 4.5.1), 共通オーダ.
public struct ORC: TypedSegment {
  /// `ORC`.
  public static let segmentName = "ORC"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as ORC; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// ORC-1 Order Control, オーダ制御.
  public var orderControl: String { segment[1].value }

  /// ORC-2 Placer Order Number, 依頼者オーダ番号.
  public var placerOrderNumber: EI { EI(segment[2]) }

  /// ORC-3 Filler Order Number, 実施者オーダ番号.
  public var fillerOrderNumber: EI { EI(segment[3]) }

  /// ORC-4 Placer Group Number, 依頼者グループ番号.
  public var placerGroupNumber: EI { EI(segment[4]) }

  /// ORC-5 Order Status, オーダ状態.
  public var orderStatus: String { segment[5].value }

  /// ORC-6 Response Flag, 応答フラグ.
  public var responseFlag: String { segment[6].value }

  /// ORC-7 Quantity/Timing, 数量/タイミング; as it stands, of type TQ.
  public var quantityTiming: Field { segment[7] }

  /// ORC-8 Parent, 親.
  public var parent: EIP { EIP(segment[8]) }

  /// ORC-9 Date/Time of Transaction, トランザクション日時.
  public var dateTimeOfTransaction: TimeStamp? { TimeStamp(segment[9].value) }

  /// ORC-10 Entered By, 入力者.
  public var enteredBy: [XCN] { segment[10].values() }

  /// ORC-11 Verified By, 検証者.
  public var verifiedBy: [XCN] { segment[11].values() }

  /// ORC-12 Ordering Provider, 依頼者.
  public var orderingProvider: [XCN] { segment[12].values() }

  /// ORC-13 Enterer's Location, 入力場所.
  public var enterersLocation: PL { PL(segment[13]) }

  /// ORC-14 Call Back Phone Number, コールバック用電話番号.
  public var callBackPhoneNumber: [XTN] { segment[14].values() }

  /// ORC-15 Order Effective Date/Time, オーダ有効日時.
  public var orderEffectiveDateTime: TimeStamp? { TimeStamp(segment[15].value) }

  /// ORC-16 Order Control Code Reason, オーダ制御コードの理由.
  public var orderControlCodeReason: CWE { CWE(segment[16]) }

  /// ORC-17 Entering Organization, 入力組織.
  public var enteringOrganization: CWE { CWE(segment[17]) }

  /// ORC-18 Entering Device, 入力装置.
  public var enteringDevice: CWE { CWE(segment[18]) }

  /// ORC-19 Action By, (オーダ制御）実施者.
  public var actionBy: [XCN] { segment[19].values() }

  /// ORC-20 Advanced Beneficiary Notice Code, 受益者事前通知コード.
  public var advancedBeneficiaryNoticeCode: CWE { CWE(segment[20]) }

  /// ORC-21 Ordering Facility Name, オーダ施設名.
  public var orderingFacilityName: [XON] { segment[21].values() }

  /// ORC-22 Ordering Facility Address, オーダ施設住所.
  public var orderingFacilityAddress: [XAD] { segment[22].values() }

  /// ORC-23 Ordering Facility Phone Number, オーダ施設電話番号.
  public var orderingFacilityPhoneNumber: [XTN] { segment[23].values() }

  /// ORC-24 Ordering Provider Address, オーダ依頼者住所.
  public var orderingProviderAddress: [XAD] { segment[24].values() }

  /// ORC-25 Order Status Modifier, オーダ状態修飾子.
  public var orderStatusModifier: CWE { CWE(segment[25]) }

  /// ORC-26 Advanced Beneficiary Notice Override Reason, 受益者事前通知無効理由.
  public var advancedBeneficiaryNoticeOverrideReason: CWE { CWE(segment[26]) }

  /// ORC-27 Filler's Expected Availability Date/Time, 実施者可能日時.
  public var fillersExpectedAvailabilityDateTime: TimeStamp? { TimeStamp(segment[27].value) }

  /// ORC-28 Confidentiality Code, 守秘コード.
  public var confidentialityCode: CWE { CWE(segment[28]) }

  /// ORC-29 Order Type, オーダタイプ.
  public var orderType: CWE { CWE(segment[29]) }

  /// ORC-30 Enterer Authorization Mode, 入力者承認モード.
  public var entererAuthorizationMode: CWE { CWE(segment[30]) }
}
