/// Specimen (HL7 v2.5 7.4.3), 検体.
public struct SPM: TypedSegment {
  /// `SPM`.
  public static let segmentName = "SPM"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as SPM; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// SPM-1 Set ID – SPM, セットID-SPM.
  public var setID: String { segment[1].value }

  /// SPM-2 Specimen ID, 検体ID.
  public var specimenID: EIP { EIP(segment[2]) }

  /// SPM-3 Specimen Parent IDs, 親検体ID.
  public var specimenParentIDs: [EIP] { segment[3].values() }

  /// SPM-4 Specimen Type, 検体タイプ.
  public var specimenType: CWE { CWE(segment[4]) }

  /// SPM-5 Specimen Type Modifier, 検体タイプ修飾子.
  public var specimenTypeModifier: [CWE] { segment[5].values() }

  /// SPM-6 Specimen Additives, 検体添加物.
  public var specimenAdditives: [CWE] { segment[6].values() }

  /// SPM-7 Specimen Collection Method, 検体採取法.
  public var specimenCollectionMethod: CWE { CWE(segment[7]) }

  /// SPM-8 Specimen Source Site, 検査材料・検査部位.
  public var specimenSourceSite: CWE { CWE(segment[8]) }

  /// SPM-9 Specimen Source Site Modifier, 検査材料修飾子.
  public var specimenSourceSiteModifier: [CWE] { segment[9].values() }

  /// SPM-10 Specimen Collection Site, 検体採取部位.
  public var specimenCollectionSite: CWE { CWE(segment[10]) }

  /// SPM-11 Specimen Role, 検体役割.
  public var specimenRole: [CWE] { segment[11].values() }

  /// SPM-12 Specimen Collection Amount, 検体採取量.
  public var specimenCollectionAmount: CQ { CQ(segment[12]) }

  /// SPM-13 Grouped Specimen Count, 検体総数.
  public var groupedSpecimenCount: NM { NM(segment[13]) }

  /// SPM-14 Specimen Description, 検体記述.
  public var specimenDescription: [String] { texts(14) }

  /// SPM-15 Specimen Handling Code, 検体取り扱いコード.
  public var specimenHandlingCode: [CWE] { segment[15].values() }

  /// SPM-16 Specimen Risk Code, 検体リスクコード.
  public var specimenRiskCode: [CWE] { segment[16].values() }

  /// SPM-17 Specimen Collection Date/Time, 検体採取日時.
  public var specimenCollectionDateTime: DR { DR(segment[17]) }

  /// SPM-18 Specimen Received Date/Time, 検体受領日時.
  public var specimenReceivedDateTime: TimeStamp? { TimeStamp(segment[18].value) }

  /// SPM-19 Specimen Expiration Date/Time, 検体有効日時.
  public var specimenExpirationDateTime: TimeStamp? { TimeStamp(segment[19].value) }

  /// SPM-20 Specimen Availability, 検体有効性.
  public var specimenAvailability: String { segment[20].value }

  /// SPM-21 Specimen Reject Reason, 検体拒否理由.
  public var specimenRejectReason: [CWE] { segment[21].values() }

  /// SPM-22 Specimen Quality, 検体品質.
  public var specimenQuality: CWE { CWE(segment[22]) }

  /// SPM-23 Specimen Appropriateness, 検体適合性.
  public var specimenAppropriateness: CWE { CWE(segment[23]) }

  /// SPM-24 Specimen Condition, 検体条件.
  public var specimenCondition: [CWE] { segment[24].values() }

  /// SPM-25 Specimen Current Quantity, 検体量.
  public var specimenCurrentQuantity: CQ { CQ(segment[25]) }

  /// SPM-26 Number of Specimen Containers, 検体容器数.
  public var numberOfSpecimenContainers: NM { NM(segment[26]) }

  /// SPM-27 Container Type, 容器タイプ.
  public var containerType: CWE { CWE(segment[27]) }

  /// SPM-28 Container Condition, 容器状態.
  public var containerCondition: CWE { CWE(segment[28]) }

  /// SPM-29 Specimen Child Role, 子検体役割.
  public var specimenChildRole: CWE { CWE(segment[29]) }
}
