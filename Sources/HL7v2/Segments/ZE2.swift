/// Exposure and irradiation detail (Japanese extension), 照射・撮影詳細(国内拡張).
public struct ZE2: TypedSegment {
  /// `ZE2`.
  public static let segmentName = "ZE2"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as ZE2; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// ZE2-1 Set ID, セット ID－ZE2.
  public var setID: String { segment[1].value }

  /// ZE2-2 Tube Voltage, 管電圧.
  public var tubeVoltage: CQ { CQ(segment[2]) }

  /// ZE2-3 Tube Current, 管電流.
  public var tubeCurrent: CQ { CQ(segment[3]) }

  /// ZE2-4 Distance, 距離.
  public var distance: CQ { CQ(segment[4]) }

  /// ZE2-5 Time, 時間.
  public var time: CQ { CQ(segment[5]) }

  /// ZE2-6 Number Of Exposure, 回数.
  public var numberOfExposures: NM { NM(segment[6]) }

  /// ZE2-7 Exposure Comment Field, 撮影フィールド.
  public var exposureCommentField: String { segment[7].value }
}
