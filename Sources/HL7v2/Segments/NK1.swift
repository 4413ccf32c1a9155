/// Next of Kin (HL7 v2.5 3.4.5), 近親者・関係者.
public struct NK1: TypedSegment {
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

  /// NK1-13 Organization Name - NK1, 所属組織名.
  public var organizationName: [XON] { segment[13].values() }
}
