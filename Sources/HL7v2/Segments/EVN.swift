/// Event Type (HL7 v2.5 3.4.1), イベントタイプ.
public struct EVN: TypedSegment {
  /// `EVN`.
  public static let segmentName = "EVN"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as EVN; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// EVN-1 Event Type Code, 事象型コード.
  public var eventTypeCode: String { segment[1].value }

  /// EVN-2 Recorded Date/Time, 事象記録日時.
  public var recordedDateTime: TimeStamp? { TimeStamp(segment[2].value) }

  /// EVN-3 Date/Time Planned Event, 事象計画日時.
  public var dateTimePlannedEvent: TimeStamp? { TimeStamp(segment[3].value) }

  /// EVN-4 Event Reason Code, 事象理由コード.
  public var eventReasonCode: String { segment[4].value }

  /// EVN-5 Operator ID, 操作者ID.
  public var operatorID: [XCN] { segment[5].values() }

  /// EVN-6 Event Occurred, 事象発生日時.
  public var eventOccurred: TimeStamp? { TimeStamp(segment[6].value) }

  /// EVN-7 Event Facility, 事象施設.
  public var eventFacility: HD { HD(segment[7]) }
}
