/// Examination performed (Japanese extension), 実施情報(国内拡張).
public struct ZE1: TypedSegment {
  /// `ZE1`.
  public static let segmentName = "ZE1"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as ZE1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// ZE1-1 Set ID - ZE1, セット ID－ZE1.
  public var setID: String { segment[1].value }

  /// ZE1-2 Control Code (planned/performed), 制御コード予定／実施.
  public var controlCode: String { segment[2].value }

  /// ZE1-3 Procedure, 手技.
  public var procedure: CWE { CWE(segment[3]) }

  /// ZE1-4 Procedure Count, 手技回数.
  public var procedureCount: NM { NM(segment[4]) }

  /// ZE1-5 Billing Addition, 医事加算.
  public var billingAddition: CWE { CWE(segment[5]) }

  /// ZE1-6 Staff Category, 医療従事者種別.
  public var staffCategory: JCC { JCC(segment[6]) }

  /// ZE1-7 Staff, 医療従事者.
  public var staff: [XCN] { segment[7].values() }

  /// ZE1-8 Item Category, 使用物品種別.
  public var itemCategory: String { segment[8].value }

  /// ZE1-9 Item Used, 使用物品.
  public var itemUsed: [ZRD] { segment[9].values() }

  /// ZE1-10 Contact, 連絡先.
  public var contact: XTN { XTN(segment[10]) }

  /// ZE1-11 Performer Field, 実施フィールド.
  public var performerField: String { segment[11].value }

  /// ZE1-12 Accounting Field, 会計フィールド.
  public var accountingField: String { segment[12].value }
}
