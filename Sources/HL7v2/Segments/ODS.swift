/// Dietary Order (HL7 v2.5 4.8.1), 食事オーダ.
public struct ODS: TypedSegment {
  /// `ODS`.
  public static let segmentName = "ODS"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as ODS; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// ODS-1 Type, タイプ.
  public var type: String { segment[1].value }

  /// ODS-2 Service Period, サービス時間帯.
  public var servicePeriod: [CWE] { segment[2].values() }

  /// ODS-3 Diet, Supplement, or Preference Code, 食事、補食、嗜好コード.
  public var dietSupplementOrPreferenceCode: [CWE] { segment[3].values() }

  /// ODS-4 Text Instruction, テキスト指示.
  public var textInstruction: [String] { texts(4) }
}
