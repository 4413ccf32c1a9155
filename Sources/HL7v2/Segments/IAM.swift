/// Patient Adverse Reaction (unique id) (HL7 v2.5 3.4.7), 患者アレルギー情報.
public struct IAM: TypedSegment {
  /// `IAM`.
  public static let segmentName = "IAM"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as IAM; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// IAM-1 Set ID - IAM, セットID-IAM.
  public var setID: String { segment[1].value }

  /// IAM-2 Allergen Type Code, アレルゲン分類.
  public var allergenTypeCode: CWE { CWE(segment[2]) }

  /// IAM-3 Allergen Code/Mnemonic/Description, アレルゲン情報.
  public var allergenCodeMnemonicDescription: CWE { CWE(segment[3]) }

  /// IAM-4 Allergy Severity Code, アレルギー重症度.
  public var allergySeverityCode: CWE { CWE(segment[4]) }

  /// IAM-5 Allergy Reaction Code, アレルギー反応情報.
  public var allergyReactionCode: [String] { texts(5) }

  /// IAM-6 Allergy Action Code, アレルギーアクションコード.
  public var allergyActionCode: CWE { CWE(segment[6]) }

  /// IAM-7 Allergy Unique Identifier, アレルギー識別情報.
  public var allergyUniqueIdentifier: EI { EI(segment[7]) }

  /// IAM-8 Action Reason, アレルギー情報追加・変更理由.
  public var actionReason: String { segment[8].value }

  /// IAM-9 Sensitivity to Causative Agent Code, アレルギー物質に対する感受性.
  public var sensitivityToCausativeAgentCode: CWE { CWE(segment[9]) }

  /// IAM-10 Allergen Group Code/Mnemonic/Description, アレルゲン群情報.
  public var allergenGroupCodeMnemonicDescription: CWE { CWE(segment[10]) }

  /// IAM-11 Onset Date, アレルギー発症日.
  public var onsetDate: TimeStamp? { TimeStamp(segment[11].value) }

  /// IAM-12 Onset Date Text, アレルギー発症時期.
  public var onsetDateText: String { segment[12].value }

  /// IAM-13 Reported Date/Time, 情報提供日時.
  public var reportedDateTime: TimeStamp? { TimeStamp(segment[13].value) }

  /// IAM-14 Reported By, 情報提供者.
  public var reportedBy: XPN { XPN(segment[14]) }

  /// IAM-15 Relationship to Patient Code, 情報提供者と患者の続柄.
  public var relationshipToPatientCode: CWE { CWE(segment[15]) }

  /// IAM-16 Alert Device Code, 要注意物質コード.
  public var alertDeviceCode: CWE { CWE(segment[16]) }

  /// IAM-17 Allergy Clinical Status Code, アレルギー臨床確認状況.
  public var allergyClinicalStatusCode: CWE { CWE(segment[17]) }

  /// IAM-18 Statused by Person, 確認者.
  public var statusedByPerson: XCN { XCN(segment[18]) }

  /// IAM-19 Statused by Organization, 確認機関.
  public var statusedByOrganization: XON { XON(segment[19]) }

  /// IAM-20 Statused at Date/Time, 確認日時.
  public var statusedAtDateTime: TimeStamp? { TimeStamp(segment[20].value) }
}
