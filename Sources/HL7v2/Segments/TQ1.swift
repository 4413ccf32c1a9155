/// Timing/Quantity (HL7 v2.5 4.5.4), タイミング/数量.
public struct TQ1: TypedSegment {
  /// `TQ1`.
  public static let segmentName = "TQ1"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as TQ1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// TQ1-1 Set ID - TQ1, セットID-TQ1.
  public var setID: String { segment[1].value }

  /// TQ1-2 Quantity, 数量.
  public var quantity: CQ { CQ(segment[2]) }

  /// TQ1-3 Repeat Pattern, 繰返しパターン.
  public var repeatPattern: [RPT] { segment[3].values() }

  /// TQ1-4 Explicit Time, 明示的な時間.
  public var explicitTime: [String] { texts(4) }

  /// TQ1-5 Relative Time and Units, 相対時間/単位.
  public var relativeTimeAndUnits: [CQ] { segment[5].values() }

  /// TQ1-6 Service Duration, サービス期間.
  public var serviceDuration: CQ { CQ(segment[6]) }

  /// TQ1-7 Start date/time, 開始日時.
  public var startDateTime: TimeStamp? { TimeStamp(segment[7].value) }

  /// TQ1-8 End date/time, 終了日時.
  public var endDateTime: TimeStamp? { TimeStamp(segment[8].value) }

  /// TQ1-9 Priority, 優先度.
  public var priority: [CWE] { segment[9].values() }

  /// TQ1-10 Condition text, 条件テキスト.
  public var conditionText: String { segment[10].value }

  /// TQ1-11 Text instruction, テキスト指令.
  public var textInstruction: String { segment[11].value }

  /// TQ1-12 Conjunction, 連結.
  public var conjunction: String { segment[12].value }

  /// TQ1-13 Occurrence duration, 事象継続期間.
  public var occurrenceDuration: CQ { CQ(segment[13]) }

  /// TQ1-14 Total occurrence's, 事象総数.
  public var totalOccurrences: NM { NM(segment[14]) }
}
