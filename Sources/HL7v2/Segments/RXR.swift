/// Pharmacy/Treatment Route (HL7 v2.5 4.14.2), 薬剤/処置 経路.
public struct RXR: TypedSegment {
  /// `RXR`.
  public static let segmentName = "RXR"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as RXR; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// RXR-1 Route, 経路.
  public var route: CWE { CWE(segment[1]) }

  /// RXR-2 Administration Site, 部位.
  public var administrationSite: CWE { CWE(segment[2]) }

  /// RXR-3 Administration Device, 投薬装置.
  public var administrationDevice: CWE { CWE(segment[3]) }

  /// RXR-4 Administration Method, 投薬方法.
  public var administrationMethod: CWE { CWE(segment[4]) }

  /// RXR-5 Routing Instruction, 経路指示.
  public var routingInstruction: CWE { CWE(segment[5]) }

  /// RXR-6 Administration Site Modifier, 投薬現場モディファイア.
  public var administrationSiteModifier: CWE { CWE(segment[6]) }
}
