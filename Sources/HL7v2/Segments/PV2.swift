/// Patient Visit - Additional (HL7 v2.5 3.4.4), 来院情報-追加.
public struct PV2: TypedSegment {
  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as PV2; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// PV2-1 Prior Pending Location, 事前保留所在場所.
  public var priorPendingLocation: PL { PL(segment[1]) }

  /// PV2-8 Expected Admit Date/Time, 予定入院日時.
  public var expectedAdmitDateTime: TimeStamp? { TimeStamp(segment[8].value) }

  /// PV2-9 Expected Discharge Date/Time, 予定退院日時.
  public var expectedDischargeDateTime: TimeStamp? { TimeStamp(segment[9].value) }

  /// PV2-47 Expected LOA Return Date/Time, 予定帰院日時.
  public var expectedLOAReturnDateTime: TimeStamp? { TimeStamp(segment[47].value) }
}
