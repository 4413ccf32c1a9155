/// Allergy (HL7 v2.5 3.4.6), アレルギー情報.
public struct AL1: TypedSegment {
  /// `AL1`.
  public static let segmentName = "AL1"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as AL1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// AL1-1 Set ID - AL1, セットID-AL1.
  public var setID: String { segment[1].value }

  /// AL1-2 Allergen Type Code, アレルゲン分類.
  public var allergenTypeCode: CWE { CWE(segment[2]) }

  /// AL1-3 Allergen Code/Mnemonic/Description, アレルゲン情報.
  public var allergenCodeMnemonicDescription: CWE { CWE(segment[3]) }

  /// AL1-4 Allergy Severity Code, アレルギー重症度.
  public var allergySeverityCode: CWE { CWE(segment[4]) }

  /// AL1-5 Allergy Reaction Code, アレルギー反応情報.
  public var allergyReactionCode: [String] { texts(5) }

  /// AL1-6 Identification Date, 判定日.
  public var identificationDate: TimeStamp? { TimeStamp(segment[6].value) }
}
