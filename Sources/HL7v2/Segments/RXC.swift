/// Pharmacy/Treatment Component (HL7 v2.5 4.14.3), 薬剤/処置 成分.
public struct RXC: TypedSegment {
  /// `RXC`.
  public static let segmentName = "RXC"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as RXC; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// RXC-1 RX Component Type, RX成分タイプ.
  public var rxComponentType: String { segment[1].value }

  /// RXC-2 Component Code, 成分コード.
  public var componentCode: CWE { CWE(segment[2]) }

  /// RXC-3 Component Amount, 成分量.
  public var componentAmount: NM { NM(segment[3]) }

  /// RXC-4 Component Units, 成分単位.
  public var componentUnits: CWE { CWE(segment[4]) }

  /// RXC-5 Component Strength, 成分力価.
  public var componentStrength: NM { NM(segment[5]) }

  /// RXC-6 Component Strength Units, 成分力価単位.
  public var componentStrengthUnits: CWE { CWE(segment[6]) }

  /// RXC-7 Supplementary Code, 補足コード.
  public var supplementaryCode: [CWE] { segment[7].values() }

  /// RXC-8 Component Drug Strength Volume, 成分薬力価量.
  public var componentDrugStrengthVolume: NM { NM(segment[8]) }

  /// RXC-9 Component Drug Strength Volume Units, 成分力価量単位.
  public var componentDrugStrengthVolumeUnits: CWE { CWE(segment[9]) }
}
