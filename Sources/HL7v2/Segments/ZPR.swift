/// Diagnosis naming detail (Japan) (Japanese extension), 病名詳細(国内拡張).
public struct ZPR: TypedSegment {
  /// `ZPR`.
  public static let segmentName = "ZPR"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as ZPR; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// ZPR-1 Modifier Code(Prefix), 修飾語管理番号（接頭語）.
  public var modifierCodePrefix: [CWE] { segment[1].values() }

  /// ZPR-2 Disease Code, 病名管理番号.
  public var diseaseCode: CWE { CWE(segment[2]) }

  /// ZPR-3 Modifire Code(Suffix), 修飾語管理番号（接尾語）.
  public var modifierCodeSuffix: [CWE] { segment[3].values() }

  /// ZPR-4 Modifier Code for Exchange(Prefix), 修飾語交換用コード（接頭語）.
  public var modifierCodeForExchangePrefix: [CWE] { segment[4].values() }

  /// ZPR-5 Disease Code for Exchange, 病名交換用コード.
  public var diseaseCodeForExchange: CWE { CWE(segment[5]) }

  /// ZPR-6 Modifier Code for Exchange(Suffix), 修飾語交換用コード（接尾語）.
  public var modifierCodeForExchangeSuffix: [CWE] { segment[6].values() }

  /// ZPR-7 Comment, コメント.
  public var comment: String { segment[7].value }
}
