/// Observation/Result (HL7 v2.5 7.4.2), 検査結果.
public struct OBX: TypedSegment {
  /// `OBX`.
  public static let segmentName = "OBX"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as OBX; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// OBX-1 Set ID – OBX, セットID-OBX.
  public var setID: String { segment[1].value }

  /// OBX-2 Value Type, 値型.
  public var valueType: String { segment[2].value }

  /// OBX-3 Observation Identifier, 検査項目.
  public var observationIdentifier: CWE { CWE(segment[3]) }

  /// OBX-4 Observation Sub-ID, 検査副ID.
  public var observationSubID: String { segment[4].value }

  /// OBX-5 Observation Value, 検査値.
  public var observationValue: Field { segment[5] }

  /// OBX-6 Units, 単位.
  public var units: CWE { CWE(segment[6]) }

  /// OBX-7 References Range, 基準値範囲.
  public var referencesRange: String { segment[7].value }

  /// OBX-8 Abnormal Flags, 異常フラグ.
  public var abnormalFlags: [String] { texts(8) }

  /// OBX-9 Probability, 確率.
  public var probability: NM { NM(segment[9]) }

  /// OBX-10 Nature of Abnormal Test, 異常検査の特質.
  public var natureOfAbnormalTest: [String] { texts(10) }

  /// OBX-11 Observation Result Status, 検査結果状態.
  public var observationResultStatus: String { segment[11].value }

  /// OBX-12 Effective Date of Reference Range, 基準値範囲有効日付.
  public var effectiveDateOfReferenceRange: TimeStamp? { TimeStamp(segment[12].value) }

  /// OBX-13 User Defined Access Checks, 使用者定義アクセス点検.
  public var userDefinedAccessChecks: String { segment[13].value }

  /// OBX-14 Date/Time of the Observation, 検査日時.
  public var dateTimeOfTheObservation: TimeStamp? { TimeStamp(segment[14].value) }

  /// OBX-15 Producer's ID, 実施者ID.
  public var producersID: CWE { CWE(segment[15]) }

  /// OBX-16 Responsible Observer, 検査責任者.
  public var responsibleObserver: [XCN] { segment[16].values() }

  /// OBX-17 Observation Method, 検査方法.
  public var observationMethod: [CWE] { segment[17].values() }

  /// OBX-18 Equipment Instance Identifier, 装置ID.
  public var equipmentInstanceIdentifier: [EI] { segment[18].values() }

  /// OBX-19 Date/Time of the Analysis, 分析日時.
  public var dateTimeOfTheAnalysis: TimeStamp? { TimeStamp(segment[19].value) }
}
