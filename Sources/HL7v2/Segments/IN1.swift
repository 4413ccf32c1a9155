/// Insurance (HL7 v2.5 6.5.6), 保険.
public struct IN1: TypedSegment {
  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as IN1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// IN1-1 Set ID - IN1, セットID-IN1.
  public var setID: String { segment[1].value }

  /// IN1-2 Insurance Plan ID, 保険プラン ID.
  public var insurancePlanID: CWE { CWE(segment[2]) }

  /// IN1-3 Insurance Company ID, 保険会社 ID.
  public var insuranceCompanyID: [CX] { segment[3].values() }

  /// IN1-4 Insurance Company Name, 保険会社名.
  public var insuranceCompanyName: [XON] { segment[4].values() }

  /// IN1-10 Insured’s Group Emp ID, 被保険者グループ雇用者 ID.
  public var insuredsGroupEmpID: [CX] { segment[10].values() }

  /// IN1-11 Insured’s Group Emp Name, 被保険者グループ雇用者名.
  public var insuredsGroupEmpName: [XON] { segment[11].values() }

  /// IN1-12 Plan Effective Date, プラン有効日付.
  public var planEffectiveDate: TimeStamp? { TimeStamp(segment[12].value) }

  /// IN1-13 Plan Expiration Date, プラン失効日付.
  public var planExpirationDate: TimeStamp? { TimeStamp(segment[13].value) }

  /// IN1-15 Plan Type, プランタイプ.
  public var planType: String { segment[15].value }

  /// IN1-16 Name Of Insured, 被保険者名.
  public var nameOfInsured: [XPN] { segment[16].values() }

  /// IN1-17 Insured’s Relationship To Patient, 被保険者と患者の関係.
  public var insuredsRelationshipToPatient: CWE { CWE(segment[17]) }

  /// IN1-36 Policy Number, ポリシー番号.
  public var policyNumber: String { segment[36].value }
}
